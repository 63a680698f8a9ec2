"""Somebody brings the models of a library out as documents: which, as what, where to, and what came of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from library_kit import calm, folder_id, model_id, path, shown
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.jobs import batch_export
from modeller.jobs.batch_export import KINDS
from modeller.ui import library_batch
from modeller.ui.library_batch import BatchDialog
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.notices import Card

__all__ = ["path", "shown"]

Shown = Callable[[Path], LibraryPage]


def asked(window: MainWindow) -> BatchDialog:
    window.actions_["library_batch"].trigger()
    settle()
    return next(each for each in window.findChildren(BatchDialog) if each.isVisible())


def below(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def report(window: MainWindow, card: Card) -> str:
    card.findChildren(QPushButton)[-1].click()
    settle()
    text = next(each for each in window.findChildren(QPlainTextEdit) if each.isVisible() and each.isReadOnly())
    told = text.toPlainText()
    text.window().close()
    settle()
    return told


def test_every_kind_of_document_of_every_model(
    path: Path, shown: Shown, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(path)
    out = tmp_path / "out"
    out.mkdir()
    dialog = asked(window)
    assert tuple(dialog.boxes) == KINDS
    assert not dialog.go.isEnabled(), "nobody has said where to"
    monkeypatch.setattr(library_batch, "ask_folder", lambda *_: str(out))
    dialog._browse()
    for check in dialog.boxes.values():
        check.setChecked(False)
    assert not dialog.go.isEnabled(), "nor as what"
    for check in dialog.boxes.values():
        check.setChecked(True)
    assert dialog.go.isEnabled()
    dialog.go.click()
    calm(window, qtbot)
    endings = ("-2.png", "-2.svg", ".bpmn", ".pdf", ".png", ".svg", " - policy.docx", " - policy.pdf")
    names = ("Complaints", "Returns", "退货处理")
    assert below(out) == {f"Service/{name}{ending}" for name in names for ending in endings}
    card = window.notices.cards[-1]
    assert card.label.text().startswith("24 files written"), card.label.text()
    assert "Returns.png" in report(window, card)


def test_folders_are_ticked_or_the_selected_models_meant_and_what_is_there_stays(
    path: Path, shown: Shown, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(path)
    dialog = asked(window)
    assert not dialog.form.isRowVisible(dialog.models), "nothing is selected"
    dialog.tree.items[folder_id(page, "Service")].setCheckState(0, Qt.CheckState.Unchecked)
    dialog.show_folder(tmp_path / "out")
    assert not dialog.go.isEnabled(), "no model is left"
    dialog.close()
    settle()
    page.select(model_id(page, "Returns"))
    dialog = asked(window)
    assert not dialog.tree.isEnabled()
    dialog.show_folder(tmp_path / "out")
    for kind, check in dialog.boxes.items():
        check.setChecked(kind == "bpmn")
    dialog.accept()
    calm(window, qtbot)
    assert below(tmp_path / "out") == {"Service/Returns.bpmn"}
    (tmp_path / "out/Service/Returns.bpmn").write_text("mine")
    for choice, kept in (("keep", True), ("replace", False)):
        dialog = asked(window)
        assert dialog.there.currentData() == "keep", "nothing is replaced unless it is said each time"
        assert [kind for kind, check in dialog.boxes.items() if check.isChecked()] == ["bpmn"], "as the last time"
        assert dialog.folder == tmp_path / "out"
        dialog.models.setCurrentIndex(0)
        dialog.there.setCurrentIndex(dialog.there.findData(choice))
        dialog.accept()
        calm(window, qtbot)
        assert ((tmp_path / "out/Service/Returns.bpmn").read_text("utf-8") == "mine") is kept
        assert len(below(tmp_path / "out")) == 3
        assert "Returns.bpmn" in report(window, window.notices.cards[-1])


def test_it_is_called_off_between_two_files_and_says_what_is_there(
    path: Path, shown: Shown, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(path)
    dialog = asked(window)
    dialog.show_folder(tmp_path)
    real = batch_export.open_draft

    def slow(*args: object) -> object:
        if list((tmp_path / "Service").glob("*.pdf")):
            for work in window.desk.works:
                work.cancel()
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(batch_export, "open_draft", slow)
    dialog.accept()
    calm(window, qtbot)
    assert below(tmp_path / "Service") == {"Complaints.pdf"}
    assert window.notices.cards[-1].label.text().startswith("Called off. 1 file written")
    assert page.held.library.path == path, "the library goes on"
