"""A whole after-sales process, once with the keyboard alone and once with the mouse alone; it comes out tidy."""

from pathlib import Path

import pytest
from editing.models import assert_round_trip
from journeys.after_sales import FLOWS, LANES, STEPS, drawn
from neatness import bends, crooked, untidy
from person import Person
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.canvas.detail import paint_scene
from modeller.ui.drag_button import DragButton
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage


@pytest.fixture
def person(window: MainWindow) -> Person:
    window.resize(1400, 900)
    window.activateWindow()
    settle()
    return Person(window)


def by_keys(person: Person) -> None:
    """Draw it without the mouse."""
    key, say = person.key, person.say

    def step(name: str, *before: str) -> None:
        key("Tab", *before)
        say(name)

    def gateway(name: str, *before: str) -> None:
        key("Ctrl+Return")
        person.letters("pt")
        key("Return", *before)
        say(name)

    key("Ctrl+N")
    say("客户报修")
    key("Alt+PgUp")
    say("售后服务")
    for name in LANES[1:]:
        key("Ctrl+Shift+L")
        say(name)
    key("Return", "Alt+Up", "Alt+Up")
    say(LANES[0])
    key("Return", "Alt+PgDown")
    step("登记报修")
    step("查询保修")
    gateway("在保修期内？")
    step("电话指导")
    gateway("已解决？")
    step("回访客户")
    step("关闭工单")
    key("Ctrl+Return")
    person.letters("jssj")
    key("Return")
    say("结束")
    key("Return", "Alt+Left", "Alt+Left", "Alt+Left")
    step("派单", "Ctrl+Down")
    step("上门检测")
    gateway("需要配件？")
    step("现场维修")
    gateway("汇合")
    step("测试设备")
    step("客户签字")
    key("Return", *["Alt+Left"] * 4)
    step("查询库存", "Ctrl+Down")
    step("拣货")
    step("出库")
    step("发运配件")
    step("更换配件", "Ctrl+Up")
    key("Return", "Ctrl+L", "Left", "Left", "Left", "Return")  # back to where the branches meet
    key("Alt+Right", "Alt+Right", "Alt+Right", "Ctrl+L", "Up", "Left", "Left", "Return")
    key("Alt+Right", "Alt+Left", "Alt+Left", "Alt+Left")
    step("收取费用")
    key("Return", "Ctrl+L", "Down", "Return")


def by_mouse(person: Person) -> None:
    """Draw it with the mouse; only names are typed."""
    say = person.say

    def offer(type: str) -> QWidget:
        return next(each for each in person.page.bench.palette.offers if each.offer.type == f"bpmn:{type}")

    def pad(name: str) -> DragButton:
        return person.page.bench.pad.buttons[name]

    def choose(name: str) -> None:
        if not person.port.rect().adjusted(60, 60, -60, -60).contains(person.middle(person.named(name))):
            person.press_button(person.tool("fit"))
        person.click(person.middle(person.named(name)))
        assert person.selected.text == name

    def append(names: str) -> None:
        for name in names.split():
            person.press_button(pad({"？": "+1", "合": "+1", "束": "+2"}.get(name[-1], "+0")))
            say(name)

    def beside(name: str, dx: float, lane: str | None, dy: float = 0) -> QPoint:
        at, row = person.named(name).bounds, person.named(lane).bounds if lane else None
        assert at is not None
        return person.at(at.centre.x + dx, row.centre.y if row is not None else at.centre.y + dy)

    def put(type: str, name: str, goal: QPoint) -> None:
        person.drag_out(offer(type), goal)
        person.double_click(person.middle(person.selected))
        say(name)

    def join(source: str, target: str) -> None:
        choose(source)
        if not person.port.rect().contains(person.middle(person.named(target))):
            person.press_button(person.tool("fit"))
        person.drag_out(pad("connect"), person.middle(person.named(target)))

    say("客户报修")
    pool = next(node for node in person.page.document.nodes() if node.type == "bpmn:participant")
    assert pool.bounds is not None
    band = person.at(pool.bounds.x + 12, pool.bounds.centre.y)
    person.click(band)
    for name in LANES[1:]:
        person.press_button(pad("lane_below"))
        say(name)
    first = next(node for node in person.page.document.nodes() if node.type == "bpmn:lane" and not node.text)
    assert first.bounds is not None
    person.double_click(person.at(first.bounds.x + 12, first.bounds.centre.y))
    say(LANES[0])
    choose("客户报修")
    append("登记报修 查询保修 在保修期内？ 电话指导 已解决？ 回访客户 关闭工单 结束")
    person.press_button(person.tool("fit"))
    put("task", "派单", beside("回访客户", 0, "技术支持"))
    join("已解决？", "派单")
    choose("派单")
    append("上门检测 需要配件？ 现场维修 汇合 测试设备 客户签字")
    person.press_button(person.tool("fit"))
    put("task", "查询库存", beside("现场维修", 0, "仓库"))
    join("需要配件？", "查询库存")
    choose("查询库存")
    append("拣货 出库 发运配件 更换配件")
    person.press_button(person.tool("fit"))
    start = person.middle(person.named("更换配件"))
    person.drag(start, start + QPoint(0, -20), QPoint(start.x(), person.middle(person.named("客户签字")).y()))
    join("更换配件", "汇合")
    join("客户签字", "回访客户")
    put("task", "收取费用", beside("电话指导", 0, None, 95))
    join("在保修期内？", "收取费用")
    join("收取费用", "派单")
    person.board.finish()


def picture(page: ModelPage) -> QImage:
    """The whole diagram at 100 %, without what is selected."""
    scene = page.view.scene
    area = scene.extent.grown(20)
    image = QImage(round(area.width), round(area.height), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(-area.x, -area.y)
    paint_scene(painter, scene, area, 1.0)
    painter.end()
    return image


def as_wanted(person: Person) -> None:
    """All of it is there, in the right lanes, joined as it should be, and nothing lies where it should not."""
    steps, flows = drawn(person.page.document)
    assert steps == STEPS
    assert flows == FLOWS
    assert untidy(person.page.document, person.page.diagram.key) == []
    assert [flow for flow in person.page.document.flows() if crooked(flow)] == []
    level = [flow for flow in person.page.document.flows() if bends(flow) == 0]
    assert len(level) >= 15, "what follows in one lane is joined by straight lines"
    assert max(bends(flow) for flow in person.page.document.flows()) <= 4


def undone_redone_saved_and_reopened(person: Person, path: Path, qtbot: QtBot) -> None:
    page, document = person.page, person.page.document
    end, image = dict(document.records), picture(person.page)
    while document.undoable is not None:
        person.key("Ctrl+Z")
    start = dict(document.records)
    assert len(document.nodes()) == 2, "the pool and the start event"
    while document.redoable is not None:
        person.key("Ctrl+Y")
    assert dict(document.records) == end
    assert start != end
    assert picture(page) == image
    assert_round_trip(document)
    page.file.path, page.file.fresh = path, False
    person.key("Ctrl+S")
    qtbot.waitUntil(lambda: not person.window.desk.works, timeout=20_000)
    settle()
    assert not page.file.unsaved
    person.window.close_page(page)
    person.window.desk.open(path, person.window)
    qtbot.waitUntil(lambda: not person.window.desk.works, timeout=20_000)
    settle()
    assert person.page is not page
    assert picture(person.page) == image
    assert drawn(person.page.document) == (STEPS, FLOWS)


def test_20_steps_in_3_lanes_with_the_keyboard_alone(person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    by_keys(person)
    person.board.finish()
    assert (person.clicks, person.drags) == (0, 0)
    assert person.keys <= 85, "for 27 elements and 24 flows; names come on top"
    as_wanted(person)
    undone_redone_saved_and_reopened(person, tmp_path / "售后.bpmn", qtbot)


def test_20_steps_in_3_lanes_with_the_mouse_alone(person: Person, tmp_path: Path, qtbot: QtBot) -> None:
    person.press_button(person.tool("new"))
    by_mouse(person)
    assert person.keys == 0
    assert person.clicks + person.drags <= 55
    as_wanted(person)
    undone_redone_saved_and_reopened(person, tmp_path / "售后.bpmn", qtbot)
