"""Text size and weight through the window: inspector, keys, while writing, and in every export."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_kit import settle

from modeller.canvas.tools import caret
from modeller.drawing.displaylist import Mark, TextLine
from modeller.editing.fonts import fonts_of
from modeller.export.catalogue import EXPORTERS
from modeller.jobs.export_model import export_model, exporter_for
from modeller.jobs.open_model import open_model
from modeller.jobs.save_model import save
from modeller.notation.bpmn.fonts import PLAIN, Font
from modeller.notation.picture import group
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow) -> ModelPage:
    """A new model with two steps behind its start, both named."""
    window.actions_["new"].trigger()
    settle()
    page = window.page
    assert page is not None
    page.view.setFocus()
    settle()
    for name in ("Check the invoice", "Pay"):
        QTest.keyClick(page.view, Qt.Key.Key_Tab)
        QTest.keyClicks(page.view, name)
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    settle()
    return page


def steps(page: ModelPage) -> tuple[str, str]:
    first, second = (node.key for node in page.document.nodes() if node.type == "bpmn:task")
    return first, second


def _marks(page: ModelPage, key: str) -> tuple[Mark, ...]:
    made = group(page.document, page.document[key])
    assert made is not None
    return made.marks


def letters(page: ModelPage, key: str) -> set[tuple[float, bool]]:
    return {(mark.size, mark.bold) for mark in _marks(page, key) if isinstance(mark, TextLine)}


def test_several_elements_get_a_size_and_weight_in_the_inspector(page: ModelPage, window: MainWindow) -> None:
    view, keys = page.view, steps(page)
    view.select(keys)
    settle()
    row = window.side.properties.letters
    assert row is not None
    assert row.edit is not None
    assert row.edit.text() == "Automatic"
    before = len(page.document.history)
    window.activateWindow()
    row.edit.setFocus()
    settle()
    assert row.edit.hasFocus()
    row.edit.selectAll()
    QTest.keyClicks(row.edit, "18")
    assert letters(page, keys[0]) == {(18, False)}, "it shows while it is typed"
    QTest.keyClick(row.edit, Qt.Key.Key_Return)
    assert not row.edit.isModified(), "what is undone from now on is shown, though the field keeps the keys"
    assert len(page.document.history) == before + 1
    QTest.mouseClick(row.bold, Qt.MouseButton.LeftButton)
    settle()
    assert fonts_of(page.document, keys) == {Font(18, True)}
    assert row.bold.isChecked()
    assert window.actions_["bold"].isChecked()
    page.bench.undo()
    page.bench.undo()
    assert fonts_of(page.document, keys) == {PLAIN}
    assert row.edit.text() == "Automatic"
    view.select(keys[:1])
    QTest.keyClick(view, Qt.Key.Key_B, _CONTROL)
    view.select(keys)
    settle()
    row = window.side.properties.letters
    assert row is not None
    assert not row.bold.isChecked(), "one is bold, one is not"
    QTest.keyClick(view, Qt.Key.Key_B, _CONTROL)
    assert fonts_of(page.document, keys) == {Font(0, True)}
    QTest.keyClick(view, Qt.Key.Key_B, _CONTROL)
    assert fonts_of(page.document, keys) == {PLAIN}


def test_what_is_no_size_changes_nothing_and_escape_takes_back_what_was_typed(
    page: ModelPage, window: MainWindow
) -> None:
    key = steps(page)[0]
    page.view.select((key,))
    settle()
    row = window.side.properties.letters
    assert row is not None
    assert row.edit is not None
    row.edit.setFocus()
    row.edit.selectAll()
    QTest.keyClicks(row.edit, "4")
    assert fonts_of(page.document, (key,)) == {PLAIN}
    QTest.keyClicks(row.edit, "0")
    assert fonts_of(page.document, (key,)) == {Font(40)}
    QTest.keyClick(row.edit, Qt.Key.Key_Escape)
    assert fonts_of(page.document, (key,)) == {PLAIN}
    assert page.document.editing is None


def test_writing_goes_on_after_bold_and_larger_and_wraps_as_the_result_will(
    page: ModelPage, window: MainWindow
) -> None:
    view, key = page.view, steps(page)[1]
    view.select((key,))
    settle()
    QTest.keyClicks(view, "Reimburse the")
    QTest.keyClick(view, Qt.Key.Key_B, _CONTROL)
    QTest.keyClick(view, Qt.Key.Key_BracketRight, _CONTROL)
    assert view.editor.writing is not None
    QTest.keyClicks(view, " customer at once")
    shown = [line.mark.text for line in caret.lines(_marks(page, key), view.editor.writing.shown)]
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    assert page.document[key].text == "Reimburse the customer at once"
    assert letters(page, key) == {(14, True)}
    assert [mark.text for mark in _marks(page, key) if isinstance(mark, TextLine)] == [text.strip() for text in shown]
    QTest.keyClick(view, Qt.Key.Key_BracketLeft, _CONTROL)
    assert letters(page, key) == {(12, True)}


def test_bold_and_large_text_is_in_the_saved_file_and_every_export(
    page: ModelPage, window: MainWindow, tmp_path: Path
) -> None:
    keys = steps(page)
    plain = {exporter.key: _exported(page, tmp_path / f"plain{exporter.suffix}") for exporter in EXPORTERS}
    page.view.select(keys)
    QTest.keyClick(page.view, Qt.Key.Key_B, _CONTROL)
    for _ in range(4):
        QTest.keyClick(page.view, Qt.Key.Key_BracketRight, _CONTROL)
    assert fonts_of(page.document, keys) == {Font(20, True)}
    for exporter in EXPORTERS:
        data = _exported(page, tmp_path / f"bold{exporter.suffix}")
        assert data != plain[exporter.key]
        if exporter.key == "svg":
            assert b'font-weight="700"' in data
            assert b'font-weight="700"' not in plain["svg"]


def _exported(page: ModelPage, target: Path) -> bytes:
    source = target.with_suffix(".bpmn")
    save(page.document.snapshot(), source)
    export_model(open_model(source), exporter_for(target), target)
    return target.read_bytes()
