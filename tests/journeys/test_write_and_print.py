"""Somebody exports, saves a copy and prints."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.export import figures
from modeller.export.exporter import Job, Options
from modeller.interchange.bpmn.reader import read
from modeller.language import words
from modeller.layout.tiling import lettered
from modeller.resources import SAMPLES
from modeller.ui.desk import Desk
from modeller.ui.export_dialog import ExportDialog
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.print_dialog import PrintDialog

COMPLAINT = SAMPLES / "客户投诉处理.bpmn"


@pytest.fixture
def page(window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage]) -> ModelPage:
    return opened(window, COMPLAINT)


@pytest.mark.parametrize(("key", "head"), [("pdf", b"%PDF"), ("svg", b"<"), ("png", b"\x89PNG")])
def test_a_model_is_exported_and_the_choice_is_remembered(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path, key: str, head: bytes
) -> None:
    dialog = ExportDialog(window, page)
    dialog.show()
    dialog.format.setCurrentIndex(dialog.format.findData(key))
    dialog.page.setCurrentIndex(dialog.page.findData("A3"))
    settle()
    assert dialog.preview.grab().width() > 100
    target = tmp_path / f"out.{key}"
    dialog.write(target)
    qtbot.waitUntil(lambda: not desk.works, timeout=30_000)
    settle()
    assert target.read_bytes().startswith(head)
    assert "out" in window.notices.cards[0].label.text()
    assert desk.settings.export["format"] == key
    again = ExportDialog(window, page)
    assert again.exporter.key == key
    again.reject()
    again.deleteLater()
    dialog.deleteLater()


def test_the_layers_of_the_canvas_are_named_and_taken(window: MainWindow, page: ModelPage) -> None:
    plain = ExportDialog(window, page)
    assert "View > Layers" in plain.about.text()
    plain.deleteLater()
    for layer in ("numbers", "roles"):
        window.menus.layers[layer].trigger()
    settle()
    dialog = ExportDialog(window, page)
    assert "as on the canvas: Roles (RACI), Step numbers." in dialog.about.text()
    assert dialog.options().layers == ("numbers", "roles")
    dialog.deleteLater()


@pytest.mark.parametrize("answer", ["replace", "cancel"])
def test_further_pictures_that_are_there_are_asked_about_once_by_name(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path, answer: str
) -> None:
    asked = []
    desk.ask = lambda parent, question: asked.append(question) or answer  # type: ignore[func-returns-value]
    (tmp_path / "out-2.svg").write_bytes(b"old")
    dialog = ExportDialog(window, page)
    dialog.format.setCurrentIndex(dialog.format.findData("svg"))
    dialog.write(tmp_path / "out.svg")
    qtbot.waitUntil(lambda: not desk.works, timeout=30_000)
    settle()
    (question,) = asked
    assert "out-2.svg" in words(question.more)
    replaced = (tmp_path / "out-2.svg").read_bytes() != b"old"
    assert (replaced, (tmp_path / "out.svg").exists()) == ((True, True) if answer == "replace" else (False, False))
    dialog.deleteLater()


def test_the_author_of_the_settings_stands_in_the_document(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path
) -> None:
    from modeller.ui.settings_page import SettingsPage

    settings = SettingsPage(desk, window)
    settings.fields["author"].setText(" 王芳 ")
    settings.fields["author"].editingFinished.emit()
    settings.deleteLater()
    dialog = ExportDialog(window, page)
    dialog.format.setCurrentIndex(dialog.format.findData("pdf"))
    dialog.write(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: not desk.works, timeout=30_000)
    settle()
    information = PdfReader(tmp_path / "out.pdf").metadata
    assert information is not None
    assert information.author == "王芳"
    dialog.deleteLater()


def test_where_nothing_can_be_written_the_reason_is_shown(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ExportDialog(window, page)
    dialog.show()
    dialog.write(tmp_path / "no such folder" / "out.svg")
    qtbot.waitUntil(lambda: not desk.works, timeout=30_000)
    settle()
    assert len(window.notices.cards) == 1
    dialog.deleteLater()


def test_a_copy_is_saved_as_bpmn(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.bpmn"
    monkeypatch.setattr("modeller.ui.file_commands.ask_save", lambda *_: str(target))
    window.actions_["save_copy"].trigger()
    qtbot.waitUntil(lambda: not desk.works, timeout=30_000)
    settle()
    again = read(target.read_bytes(), "copy.bpmn").document
    assert len(again) == len(page.document)


def test_the_printed_page_holds_the_diagram_as_vectors(window: MainWindow, page: ModelPage, tmp_path: Path) -> None:
    dialog = PrintDialog(window, page)
    dialog.show()
    settle()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    printer.setPageLayout(dialog.layout_of_page())
    dialog.paint_on(printer)
    reader = PdfReader(tmp_path / "print.pdf")
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert box.width > box.height, "the paper is turned as the diagram lies"
    assert "/Image" not in str(reader.pages[0].get("/Resources", {}).get("/XObject", {}))
    dialog.reject()
    dialog.deleteLater()


def test_a_large_scale_spreads_over_pages_that_show_all(window: MainWindow, page: ModelPage) -> None:
    dialog = PrintDialog(window, page)
    dialog.way.setCurrentIndex(dialog.way.findData("tiles"))
    dialog.scale.setValue(150)
    sheets, columns = dialog.sheets()
    assert len(sheets) > 1
    assert len(sheets) % columns == 0
    whole = dialog.extent
    for item in dialog._scene.within(whole):
        assert any(sheet.source.meets(item.bounds) for sheet in sheets)
    rows = len(sheets) // columns
    assert sheets[0].source[:2] == whole[:2]
    assert (sheets[-1].source.right, sheets[-1].source.bottom) == (whole.right, whole.bottom)
    shared = 10 / 25.4 * 72 / (1.5 * 0.75)
    for before, after in pairwise(sheets[:columns]):
        assert before.source.right - after.source.x >= shared - 1e-6
    for row in range(rows - 1):
        above, below = sheets[row * columns].source, sheets[(row + 1) * columns].source
        assert above.bottom - below.y >= shared - 1e-6
    dialog.reject()
    dialog.deleteLater()


def test_the_preview_shows_the_page_that_is_written(window: MainWindow, page: ModelPage) -> None:
    export, printed = ExportDialog(window, page), PrintDialog(window, page)
    held = figures.drawn(job := Job(page.document), figures.figures(job)[0], Options())
    for way in ("fit", "A4"):
        export.page.setCurrentIndex(export.page.findData(way))
        assert export.sheet().source == held.bounds, "no room around it that is not on the paper"
    assert printed.extent == held.bounds
    export.notation.setCurrentIndex(export.notation.findData("flowchart"))
    flowchart = figures.drawn(job, figures.figures(job)[0], Options(notation="flowchart"))
    assert export.extent == flowchart.bounds
    for dialog in (export, printed):
        dialog.reject()
        dialog.deleteLater()


def test_a_printed_poster_names_its_sheets_and_says_how_to_glue_them(
    window: MainWindow, page: ModelPage, tmp_path: Path
) -> None:
    dialog = PrintDialog(window, page)
    dialog.show()
    dialog.way.setCurrentIndex(dialog.way.findData("tiles"))
    dialog.scale.setValue(150)
    settle()
    assert dialog.preview.grab().width() > 100
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "poster.pdf"))
    printer.setPageLayout(dialog.layout_of_page())
    dialog.paint_on(printer)
    assert len(PdfReader(tmp_path / "poster.pdf").pages) == len(dialog.sheets()[0])
    dialog.scale.setValue(400)
    dialog.paper.setCurrentText("A4")
    assert dialog.go.isEnabled() == (bool(dialog.sheets()[0]) and dialog.printer.isEnabled())
    dialog.reject()
    dialog.deleteLater()


def test_a_poster_is_exported_as_it_is_shown_and_remembered(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ExportDialog(window, page)
    dialog.show()
    dialog.format.setCurrentIndex(dialog.format.findData("pdf"))
    assert dialog.way.isVisible()
    assert not dialog.way.isEnabled()
    dialog.page.setCurrentIndex(dialog.page.findData("A4"))
    assert not dialog.scale.isEnabled()
    dialog.way.setCurrentIndex(dialog.way.findData("tiles"))
    dialog.scale.setValue(150)
    settle()
    assert dialog.scale.isEnabled()
    assert dialog.preview.grab().width() > 100
    sheets, columns = dialog.sheets()
    assert len(sheets) > columns >= 2
    dialog.what.setCurrentIndex(dialog.what.findData("shown"))
    dialog.write(tmp_path / "poster.pdf")
    qtbot.waitUntil(lambda: not desk.works, timeout=30_000)
    settle()
    reader = PdfReader(tmp_path / "poster.pdf")
    for place in range(len(sheets)):  # those of the sub-process come after them
        name = lettered(place % columns) + str(place // columns + 1)
        said = reader.pages[place].extract_text()
        assert f"第 {name} 张" in said or f"Sheet {name}:" in said
    again = ExportDialog(window, page)
    assert again.poster == dialog.poster
    again.format.setCurrentIndex(again.format.findData("svg"))
    assert again.poster is None
    for each in (again, dialog):
        each.reject()
        each.deleteLater()
