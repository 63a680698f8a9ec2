"""Somebody looks around in a model: finds, goes in and out, opens a second window, changes looks."""

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.language import message
from modeller.model.entries import Finding
from modeller.resources import SAMPLES
from modeller.ui import clip, places
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.notices import NoticeBoard

COMPLAINT = SAMPLES / "客户投诉处理.bpmn"

Opened = Callable[[MainWindow, Path], ModelPage]


@pytest.fixture
def page(window: MainWindow, opened: Opened) -> ModelPage:
    return opened(window, COMPLAINT)


def first_way_in(page: ModelPage) -> str:
    return sorted(page.view.marks.ways_in)[0]


def test_find_selects_the_match_and_brings_it_into_view(window: MainWindow, page: ModelPage) -> None:
    window.actions_["find"].trigger()
    bar = page.find_bar
    bar.edit.insert("投诉")
    settle()
    assert len(bar.matches) > 1
    assert page.selection == (bar.matches[0].key,)
    assert page.view.marks.match == bar.matches[0].key
    assert page.view.seen().meets(page.scene.items[bar.matches[0].key].shape)
    QTest.keyClick(bar.edit, Qt.Key.Key_Return)
    assert bar.place == 1
    QTest.keyClick(bar.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.place == len(bar.matches) - 1, "from the first back to the last"
    QTest.keyClick(bar.edit, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert page.view.marks.matches == ()


def test_find_goes_into_the_diagram_of_a_sub_process(window: MainWindow, page: ModelPage) -> None:
    inner = next(iter(places.planes(page.document).values()))
    record = next(record for record in page.document.drawn(inner.key) if record.text)
    window.actions_["find"].trigger()
    page.find_bar.edit.setText(record.text)
    settle()
    assert page.diagram.key == inner.key
    assert record.key in page.selection


def test_what_is_not_there_is_said(window: MainWindow, page: ModelPage) -> None:
    window.actions_["find"].trigger()
    page.find_bar.edit.setText("no such thing")
    assert page.find_bar.count.text() == "Nothing found"
    page.find_bar.next()
    assert page.selection == ()


def test_into_a_sub_process_and_back_with_the_camera_as_it_was(window: MainWindow, page: ModelPage) -> None:
    page.view.zoom_to(1.5)
    outer, camera = page.diagram.key, page.view.camera
    page.enter(first_way_in(page))
    settle()
    assert page.diagram.key != outer
    assert len(page.breadcrumb.crumbs) == 2
    window.actions_["back"].trigger()
    assert page.diagram.key == outer
    assert page.view.camera == camera
    window.actions_["forward"].trigger()
    assert page.diagram.key != outer
    window.actions_["up"].trigger()
    assert page.diagram.key == outer
    assert page.selection == (page.document[first_way_in(page)].key,)


def test_a_double_click_on_the_sub_process_goes_in_and_the_crumb_leads_out(page: ModelPage) -> None:
    key = first_way_in(page)
    outer = page.diagram.key
    page.reveal((key,))
    centre = page.view.camera.place(*page.scene.items[key].shape.centre)
    at = QPoint(round(centre.x), round(centre.y) - 12)
    QTest.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()
    assert page.diagram.key != outer
    page.breadcrumb.crumbs[0].click()
    settle()
    assert page.diagram.key == outer


def test_a_click_shows_properties_beside(window: MainWindow, page: ModelPage) -> None:
    from PySide6.QtWidgets import QLabel

    record = next(item.record for item in page.scene.items.values() if item.record.type == "bpmn:userTask")
    page.view.select((record.key,))
    settle()
    shown = [label.text() for label in window.side.properties.findChildren(QLabel)]
    assert "User task" in shown
    fields = window.side.properties.fields
    assert fields["name"].edit.toPlainText() == record.text
    assert fields["id"].edit.text() == record.properties.text("id")


def test_a_finding_leads_to_its_element(window: MainWindow, page: ModelPage) -> None:
    key = next(iter(page.scene.items))
    found = (Finding("rule", "warning", message("window.copied"), (key,), 12),)
    window.side.findings.show_findings(found, page.document, ())
    window.side.show_findings()
    row = window.side.findings.list.item(1)
    assert "12" in row.text()
    assert page.document[key].text in row.text()
    window.side.findings.list.itemClicked.emit(row)
    assert page.selection == (key,)


def test_what_is_on_no_diagram_shows_its_properties_all_the_same(window: MainWindow, page: ModelPage) -> None:
    from PySide6.QtWidgets import QLabel

    process = page.document.items("bpmn:process")[0]
    assert not page.reveal((process.key,))
    settle()
    shown = [label.text() for label in window.side.properties.findChildren(QLabel)]
    assert process.properties.text("id") in shown


def test_a_second_window_shows_the_same_model_with_its_own_selection_and_zoom(
    desk: Desk, window: MainWindow, page: ModelPage
) -> None:
    second = window.open_second()
    settle()
    assert isinstance(second, MainWindow)
    other = second.page
    assert other is not None
    assert other.document is page.document
    other.view.zoom_to(3)
    other.select_all()
    assert page.view.camera.zoom != 3
    assert page.selection == ()
    window.close_page(page)
    assert desk.files, "the other window still shows it"
    second.close()
    settle()
    assert desk.files == {}


def test_fit_and_zoom_from_the_menu_and_the_status_line(window: MainWindow, page: ModelPage) -> None:
    window.actions_["actual_size"].trigger()
    assert page.view.camera.zoom == 1
    assert window.status.percent.text() == "100 %"
    window.actions_["zoom_in"].trigger()
    assert page.view.camera.zoom == 1.25
    window.status.slider.setValue(0)
    assert page.view.camera.zoom < 0.1
    window.actions_["fit"].trigger()
    assert page.view.seen().covers(page.scene.extent)


def test_the_dark_theme_reaches_window_and_canvas(desk: Desk, window: MainWindow, page: ModelPage) -> None:
    def brightness() -> int:
        settle()
        return page.view.grab().toImage().pixelColor(4, 4).lightness()

    assert brightness() > 200
    desk.set(appearance="dark")
    assert brightness() < 60
    assert window.palette().window().color().lightness() < 60
    desk.set(appearance="light")
    assert brightness() > 200


def test_the_language_changes_without_a_restart(desk: Desk, window: MainWindow, page: ModelPage) -> None:
    assert window.actions_["export"].text() == "&Export…"
    window.menus.languages["zh_CN"].trigger()
    settle()
    assert "导出" in window.actions_["export"].text()
    assert desk.settings.language == "zh_CN"
    assert window.menus.languages["zh_CN"].isChecked()
    window.menus.languages["en"].trigger()


def test_what_was_set_is_set_in_the_next_window(desk: Desk, window: MainWindow, page: ModelPage) -> None:
    window.actions_["panel"].trigger()
    assert not window.side.isVisible()
    desk.set(wheel_zooms=True)
    second = window.open_second()
    assert isinstance(second, MainWindow)
    assert second.page is not None
    assert second.page.view.navigation.wheel_zooms
    assert not second.side.isVisible()


def test_the_picture_goes_to_the_clipboard(window: MainWindow, page: ModelPage) -> None:
    from PySide6.QtGui import QGuiApplication

    window.actions_["copy_picture"].trigger()
    image = QGuiApplication.clipboard().image()
    assert image.width() > 1000
    QGuiApplication.clipboard().clear()


def test_what_is_selected_goes_to_the_clipboard_as_svg_and_png_with_all_in_it(
    window: MainWindow, page: ModelPage
) -> None:
    from PySide6.QtGui import QGuiApplication

    def copied() -> tuple[str, QImage]:
        window.actions_["copy_picture"].trigger()
        data = QGuiApplication.clipboard().mimeData()
        assert data.hasImage()
        assert QImage.fromData(data.data("image/png"), "PNG").size() == QGuiApplication.clipboard().image().size()
        return bytes(data.data("image/svg+xml").data()).decode(), QGuiApplication.clipboard().image()

    whole, large = copied()
    tasks = [node for node in page.document.on(page.diagram.key) if node.type == "bpmn:userTask"][:2]
    page.view.select((tasks[0].key,))
    one, small = copied()
    assert one.startswith("<?xml")
    assert tasks[0].text.split()[0] in one
    assert tasks[1].text not in one
    assert len(one) < len(whole)
    assert small.width() < large.width()
    box = tasks[0].bounds  # type: ignore[union-attr]
    assert box is not None
    assert small.width() == pytest.approx(300 / 96 * (box.width + 30), abs=20)
    pool = next(node for node in page.document.nodes() if node.type == "bpmn:participant" and node.lanes == ())
    page.view.select((pool.key,))
    assert copied()[1].width() > small.width()


def test_a_copied_picture_is_pasted_as_large_as_it_is_drawn_and_sharp_enough_to_print(
    window: MainWindow, page: ModelPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtGui import QGuiApplication

    def pasted() -> tuple[float, float, float, bytes]:
        """Inches of the PNG, of the SVG, dots an inch, and the PNG itself."""
        window.actions_["copy_picture"].trigger()
        data = QGuiApplication.clipboard().mimeData()
        svg = bytes(data.data("image/svg+xml").data()).decode()
        wide = re.search(r'<svg [^>]*?width="([\d.]+)"', svg)
        assert wide is not None
        raw = bytes(data.data("image/png").data())
        at = raw.index(b"pHYs") + 4
        across, down, unit = struct.unpack(">IIB", raw[at : at + 9])
        assert (across, unit) == (down, 1), "in metres, the same both ways"
        inches = struct.unpack(">I", raw[16:20])[0] / (across * 0.0254)
        return inches, float(wide[1]) / 96, across * 0.0254, raw

    inches, drawn, dots, _ = pasted()
    assert inches == pytest.approx(drawn, rel=0.001)
    assert dots == pytest.approx(300, abs=0.5)
    monkeypatch.setattr(clip, "_PIXELS", 200_000)
    inches, drawn, dots, raw = pasted()
    assert inches == pytest.approx(drawn, rel=0.01), "less sharp, but no smaller"
    assert dots < 150
    desk.set(appearance="dark")
    assert pasted()[3] == raw, "whatever the window looks like, it is for white paper"
    QGuiApplication.clipboard().clear()


def test_a_notice_keeps_its_cross_when_the_theme_changes_under_it(desk: Desk, window: MainWindow) -> None:
    def cross(look: str) -> tuple[QImage, QImage]:
        desk.set(appearance=look)
        settle()
        alone = NoticeBoard(window, desk.look).hint(message("window.copied"))
        size = card.close_button.iconSize()
        return card.close_button.icon().pixmap(size).toImage(), alone.close_button.icon().pixmap(size).toImage()

    desk.set(appearance="light")
    card = window.notices.hint(message("window.copied"))
    for look in ("dark", "light"):
        shown, wanted = cross(look)
        assert shown == wanted


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_in_the_smallest_window(desk: Desk, window: MainWindow, page: ModelPage, language: str) -> None:
    page.file.findings = (Finding("rule", "warning", message("window.copied"), (), 12),) * 120
    desk.set(language=language)
    window.resize(640, 480)
    window.side.show_page(page)
    settle()
    for button in window.strip.buttons:
        assert window.strip.rect().contains(button.mapTo(window.strip, button.rect().bottomRight()))
    window.strip.buttons[1].click()
    settle()
    assert window.side.isVisible()
    assert window.width() == 640
    assert page.view.width() > 150
    window.strip.buttons[1].click()
    settle()
    window.actions_["replace"].trigger()
    card = window.notices.hint(message("window.copied"))
    settle()
    for part, room in ((page.find_bar, page), (card, window.stack)):
        assert room.rect().contains(part.mapTo(room, part.rect().topLeft()))
        assert room.rect().contains(part.mapTo(room, part.rect().bottomRight()))
    for part in (page.find_bar.row.all, *page.find_bar.row.ways.values()):
        assert page.find_bar.rect().contains(part.mapTo(page.find_bar, part.rect().bottomRight()))
    desk.set(language="en")


def test_every_command_can_be_used_without_a_model(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    from modeller.ui.actions import COMMANDS

    for command in COMMANDS:
        if command.needs_model:
            assert not window.actions_[command.name].isEnabled()
            window.actions_[command.name].setEnabled(True)
            window.actions_[command.name].trigger()
    settle()
    assert window.page is None
