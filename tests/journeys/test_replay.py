"""Somebody has the case shown that goes wrong, and plays a process by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from small_models import flow, node, process
from window_kit import settle

from modeller.editing.text import rename
from modeller.interchange.bpmn.writer import write
from modeller.language import words
from modeller.model.document import Document
from modeller.ui import player as player_module
from modeller.ui import story_panel, wording
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

Opened = Callable[[MainWindow, Path], ModelPage]


def deadlock() -> Document:
    return process(
        node("startEvent", "S", 100, 122, 36, 36, text="报修"),
        node("exclusiveGateway", "X", 200, 115, 50, 50, text="保修？"),
        node("task", "A", 320, 100, text="维修"), node("task", "B", 320, 240, text="报价"),
        node("parallelGateway", "J", 500, 115, 50, 50, text="汇合"), node("endEvent", "E", 620, 122, 36, 36),
        flow("s", "S", "X", (136, 140), (200, 140)), flow("c1", "X", "A", (250, 140), (320, 140), text="是"),
        flow("c2", "X", "B", (225, 165), (225, 280), (320, 280), text="否"),
        flow("a", "A", "J", (420, 140), (500, 140)), flow("b", "B", "J", (420, 280), (525, 280), (525, 165)),
        flow("e", "J", "E", (550, 140), (620, 140)),
    )  # fmt: skip


@pytest.fixture
def page(window: MainWindow, opened: Opened, tmp_path: Path, qtbot: QtBot) -> ModelPage:
    path = tmp_path / "deadlock.bpmn"
    path.write_bytes(write(deadlock()))
    made = opened(window, path)
    window.side.show_findings()
    qtbot.waitUntil(lambda: made.file.checker is not None and not made.file.checker.busy, timeout=20_000)
    settle()
    made.view.fit()
    return made


def key_of(page: ModelPage, text: str) -> str:
    return next(record.key for record in page.document if record.text == text)


def press(page: ModelPage, key: Qt.Key) -> None:
    QTest.keyClick(page.view, key)
    settle()


def click(page: ModelPage, key: str) -> None:
    item = page.scene.items[key]
    record = item.record
    x, y = item.shape.centre
    points = getattr(record, "points", ())
    if points:
        x, y = (points[0].x + points[1].x) / 2, (points[0].y + points[1].y) / 2
    place = page.view.camera.place(x, y)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(place.x), round(place.y)))
    settle()


def show_case(window: MainWindow, page: ModelPage) -> None:
    finding = next(each for each in page.file.problems if each.case is not None and each.case.steps)
    assert window.side.findings.bring(finding.elements[0])
    assert window.side.findings.card.play.isVisible()
    window.side.findings.card.play.click()
    settle()


def test_the_case_of_a_deadlock_is_told_and_ends_at_the_token_that_waits(window: MainWindow, page: ModelPage) -> None:
    wording.speak("zh_CN")
    show_case(window, page)
    player = page.player
    assert player.active
    assert player.playing
    press(page, Qt.Key.Key_End)
    tokens = page.view.marks.tokens
    assert tokens is not None
    join = key_of(page, "汇合")
    waits, never = (next(f.key for f in page.document.incoming(join) if f.source == key_of(page, name))
                    for name in ("维修", "报价"))  # fmt: skip
    assert {waits, join} <= tokens.stuck
    assert tokens.missing == {never}
    assert tokens.resting == {waits: 1}
    story = [window.side.story.item(row).text() for row in range(window.side.story.count())]
    assert story[1:] == [
        "1. “报修”：流程开始。",
        "2. “保修？”选择“是”。",
        "3. 执行“维修”。",
        "如果“保修？”选择“是”，“汇合”永远等不到第 2 个令牌（共需 2 个）。",
    ]
    assert window.side.story.isVisible()
    assert page.player_bar.caption.text() == story[-1]
    assert page.player_bar.caption.accessibleName() or page.player_bar.caption.text()
    press(page, Qt.Key.Key_Left)
    assert player.position == 2
    press(page, Qt.Key.Key_Home)
    assert player.position == 0
    press(page, Qt.Key.Key_Escape)
    assert not player.active
    assert page.view.marks.tokens is None
    assert page.view.tool_name == "select"
    assert window.side.findings.isVisible()
    assert not page.document.history


def test_tokens_move_while_it_plays(window: MainWindow, page: ModelPage, qtbot: QtBot) -> None:
    show_case(window, page)
    for _ in range(2):
        page.player.faster(1)
    qtbot.waitUntil(lambda: page.player.position == 3, timeout=10_000)
    qtbot.waitUntil(lambda: not page.player.playing, timeout=10_000)
    assert page.player.ending() is not None


def test_a_process_is_played_by_hand_and_branches_are_chosen(window: MainWindow, page: ModelPage) -> None:
    window.actions_["play"].trigger()
    settle()
    assert page.player.active
    said = page.player_bar.caption
    assert said.text() == "Lead the process yourself. Click “报修” on the diagram, or press →, to go on."
    press(page, Qt.Key.Key_Right)
    assert said.text().endswith("Click “是” or “否” on the diagram, or press the number of the branch.")
    no = next(f.key for f in page.document.flows() if f.text == "否")
    assert page.view.marks.tokens is not None
    click(page, no)
    assert page.player.frames[-1].flows == (no,)
    press(page, Qt.Key.Key_Left)
    press(page, Qt.Key.Key_1)
    assert page.player.frames[-1].flows != (no,)
    click(page, key_of(page, "维修"))
    assert page.player.frames[-1].element == key_of(page, "维修")
    ending = page.player.ending()
    assert ending is not None
    assert "汇合" in words(ending)
    assert not page.player.can_go_on()
    press(page, Qt.Key.Key_Home)
    assert page.player.position == 0
    assert page.player.can_go_on()
    assert page.selection == ()


def test_an_edit_ends_the_run_and_another_tool_does_too(window: MainWindow, page: ModelPage) -> None:
    window.actions_["play"].trigger()
    rename(page.document, key_of(page, "维修"), "上门维修")
    settle()
    assert not page.player.active
    window.actions_["play"].trigger()
    assert page.player.active
    window.actions_["zoom_in"].trigger()
    assert page.player.active
    page.view.deeds.use("lasso")
    assert not page.player.active
    assert page.view.tool_name == "lasso"
    page.view.use(None)


def test_letters_and_delete_do_nothing_to_the_model_while_it_plays(window: MainWindow, page: ModelPage) -> None:
    window.actions_["play"].trigger()
    for key in (Qt.Key.Key_C, Qt.Key.Key_Delete, Qt.Key.Key_N, Qt.Key.Key_Tab):
        press(page, key)
    assert page.player.active
    assert not page.document.history


def test_nothing_of_a_run_is_on_an_export(window: MainWindow, page: ModelPage, tmp_path: Path) -> None:
    from modeller.jobs.export_model import export_model
    from modeller.jobs.open_model import open_model

    def exported(name: str) -> bytes:
        opened = open_model(page.file.path)
        export_model(opened, "svg", tmp_path / name)
        return (tmp_path / name).read_bytes()

    before = exported("before.svg")
    show_case(window, page)
    assert exported("after.svg") == before


def test_a_ring_leaves_every_name_that_it_comes_near_readable(window: MainWindow, page: ModelPage) -> None:
    page.view.zoom_to(1.5)
    page.view.reveal(page.scene.items[key_of(page, "汇合")].bounds)
    show_case(window, page)
    press(page, Qt.Key.Key_End)
    tokens = page.view.marks.tokens
    assert tokens is not None
    with_ring = page.view.viewport().grab().toImage()
    page.view.marks.tokens = None
    page.view.viewport().update()
    without = page.view.viewport().grab().toImage()
    assert with_ring != without
    item = page.scene.items[key_of(page, "汇合")]
    box = item.bounds  # the name stands above the shape
    low, high = page.view.camera.place(box.x, box.y), page.view.camera.place(box.right, item.shape.y)
    ink = 0
    for x in range(round(low.x), round(high.x)):
        for y in range(round(low.y), round(high.y)):
            if without.pixelColor(x, y).lightness() < 60:
                ink += 1
                assert with_ring.pixelColor(x, y).lightness() < 60, (x, y)
    assert ink > 20


def test_a_large_model_is_made_ready_beside_the_window_unless_it_changes_meanwhile(
    window: MainWindow, page: ModelPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player_module, "_AT_ONCE", 0)
    window.actions_["play"].trigger()
    assert not page.player.active
    qtbot.waitUntil(lambda: page.player.active)
    press(page, Qt.Key.Key_Right)
    assert page.player.frames
    press(page, Qt.Key.Key_Escape)
    window.actions_["play"].trigger()
    rename(page.document, key_of(page, "维修"), "修理")
    qtbot.waitUntil(lambda: not page.player._coming)
    settle()
    assert not page.player.active
    window.actions_["play"].trigger()
    page.player.close()
    assert not page.player.active


def test_of_a_long_story_what_is_near_is_listed_and_the_rest_is_a_click_away(
    window: MainWindow, page: ModelPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_panel, "_AROUND", 1)
    story = window.side.story

    def rows() -> list[str]:
        return [story.item(row).text() for row in range(story.count())]

    show_case(window, page)
    press(page, Qt.Key.Key_End)
    assert rows()[0] == "… 2 steps before"
    assert rows()[1].startswith("2. ")
    assert story.currentRow() == 2
    story.itemClicked.emit(story.item(0))
    assert page.player.position == 1
    assert rows()[0].startswith("This is how it goes wrong")
    assert rows()[-1] == "… 1 step after"
    assert page.player.frames[1].element == key_of(page, "保修？")
    story.itemClicked.emit(story.item(story.count() - 1))
    assert page.player.position == 3
