"""Somebody keeps forms and instructions with a library's model: attaches, opens, saves and deletes them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from library_kit import calm, model_id, path, shown
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from modeller.jobs.library_draft import path_of
from modeller.library.attachments import LIMIT, attach, attachments
from modeller.library.opening import open_library
from modeller.model.entries import Attachment, Author
from modeller.ui import library_attachment_commands
from modeller.ui.desk import Desk
from modeller.ui.file_kinds import kind_of
from modeller.ui.library_attachments import AttachmentsPanel
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.question import Question

__all__ = ["path", "shown"]

Shown = Callable[[Path], LibraryPage]


@pytest.fixture
def page(path: Path, shown: Shown, window: MainWindow, qtbot: QtBot) -> LibraryPage:
    found = shown(path)
    found.select(model_id(found, "Complaints"))
    found.panels.bring(2)
    calm(window, qtbot)
    return found


@pytest.fixture
def panel(page: LibraryPage) -> AttachmentsPanel:
    return page.panels.attachments


@pytest.fixture
def opened_urls(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was given to the system to open."""
    found: list[Path] = []

    def open_url(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


def answers(desk: Desk, answer: str) -> list[Question]:
    asked: list[Question] = []

    def ask(_: object, question: Question) -> str:
        asked.append(question)
        return answer

    desk.ask = ask
    return asked


def drop(panel: AttachmentsPanel, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(panel, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(panel, QDropEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def kept(path: Path, model: str) -> list[Attachment]:
    with open_library(path, read_only=True) as library:
        return attachments(library, model)


def choose(panel: AttachmentsPanel, *names: str) -> None:
    panel.list.clearSelection()
    for row, each in enumerate(panel.attachments):
        panel.list.item(row).setSelected(each.name in names)


def test_files_are_dropped_on_the_panel_and_listed_with_size_and_who(
    panel: AttachmentsPanel, page: LibraryPage, path: Path, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.desk.set(author="王芳")
    assert panel.none.isVisibleTo(panel)
    assert not panel.list.isVisibleTo(panel)
    drop(panel, written(tmp_path, "投诉单.docx", b"x" * 2048), written(tmp_path, "b.pdf", b"%PDF"))
    calm(window, qtbot)
    assert [each.name for each in kept(path, model_id(page, "Complaints"))] == ["投诉单.docx", "b.pdf"]
    first = panel.list.item(0).text().split("\n")
    assert first[0] == "投诉单.docx"
    assert first[1].startswith("2 kB ")
    assert first[2] == "王芳"
    assert page.panels.tabs[2].text() == "Files (2)"
    page.select(model_id(page, "Returns"))
    calm(window, qtbot)
    assert panel.attachments == ()
    assert page.panels.tabs[2].text() == "Files"


def test_what_is_too_large_is_told_and_the_others_are_attached(
    panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(LIMIT + 1)
    drop(panel, large, written(tmp_path, "small.txt", b"x"))
    calm(window, qtbot)
    assert [each.name for each in panel.attachments] == ["small.txt"]
    assert any("film.mp4" in card.label.text() for card in window.notices.cards)


def test_a_file_of_the_same_name_is_added_or_replaces_the_other_as_one_says(
    panel: AttachmentsPanel, window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = written(tmp_path, "form.pdf", b"1")
    drop(panel, file)
    calm(window, qtbot)
    file.write_bytes(b"22")
    asked = answers(desk, "cancel")
    drop(panel, file)
    calm(window, qtbot)
    assert len(asked) == 1
    assert [each.size for each in panel.attachments] == [1]
    answers(desk, "both")
    drop(panel, file)
    calm(window, qtbot)
    assert [each.size for each in panel.attachments] == [1, 2]
    file.write_bytes(b"333")
    answers(desk, "replace")
    drop(panel, file)
    calm(window, qtbot)
    assert [each.size for each in panel.attachments] == [3]


def test_a_document_opens_as_a_copy_that_is_not_changed_after_a_question_that_names_its_kind(
    panel: AttachmentsPanel, window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path, opened_urls: list[Path]
) -> None:
    drop(panel, written(tmp_path, "policy.pdf", b"%PDF-1.7"), written(tmp_path, "old.xls", b"\xd0\xcf"))
    calm(window, qtbot)
    choose(panel, "policy.pdf")
    asked = answers(desk, "cancel")
    panel.buttons["open"].click()
    calm(window, qtbot)
    assert opened_urls == []
    assert asked[0].more is not None
    assert asked[0].more.arguments["kind"] == "PDF document"
    answers(desk, "open")
    panel.buttons["open"].click()
    calm(window, qtbot)
    assert opened_urls[0].name == "policy.pdf"
    assert opened_urls[0].read_bytes() == b"%PDF-1.7"
    assert not opened_urls[0].stat().st_mode & 0o222
    panel.buttons["open"].click()
    calm(window, qtbot)
    assert opened_urls[1] == opened_urls[0]
    asked = answers(desk, "open")
    choose(panel, "old.xls")
    panel.buttons["open"].click()
    calm(window, qtbot)
    assert asked[0].more is not None
    assert asked[0].more.key == "shelf.attach.open_macros"
    desk.ask = lambda *_: "discard"
    window.libraries.shelf.close()
    assert not opened_urls[0].exists()


@pytest.mark.parametrize(
    "name", ["setup.exe", "do.bat", "x.sh", "a.pdf.js", "page.html", "macro.xlsm", "none", "a.lnk"]
)
def test_what_may_run_something_is_saved_only(name: str) -> None:
    assert not kind_of(name).opens


def test_a_program_that_is_called_a_document_is_not_opened(
    panel: AttachmentsPanel, window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path, opened_urls: list[Path]
) -> None:
    drop(panel, written(tmp_path, "policy.pdf", b"MZ\x90\x00"), written(tmp_path, "setup.exe", b"MZ\x90\x00"))
    calm(window, qtbot)
    choose(panel, "setup.exe")
    assert not panel.buttons["open"].isEnabled()
    asked = answers(desk, "open")
    panel.list.itemActivated.emit(panel.list.item(1))
    calm(window, qtbot)
    assert asked == []
    choose(panel, "policy.pdf")
    panel.buttons["open"].click()
    calm(window, qtbot)
    assert opened_urls == []
    assert any("policy.pdf" in card.label.text() for card in window.notices.cards)


def test_attachments_are_saved_to_a_file_and_several_to_a_folder(
    panel: AttachmentsPanel, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(panel, written(tmp_path, "a.txt", b"a"), written(tmp_path, "b.txt", b"b"))
    calm(window, qtbot)
    target, folder = tmp_path / "out.txt", tmp_path / "folder"
    folder.mkdir()
    monkeypatch.setattr(library_attachment_commands, "ask_save", lambda *_: str(target))
    monkeypatch.setattr(library_attachment_commands, "ask_folder", lambda *_: str(folder))
    choose(panel, "b.txt")
    panel.buttons["save"].click()
    calm(window, qtbot)
    assert target.read_bytes() == b"b"
    choose(panel, "a.txt", "b.txt")
    assert not panel.buttons["open"].isEnabled()
    panel.buttons["save"].click()
    calm(window, qtbot)
    assert sorted(each.name for each in folder.iterdir()) == ["a.txt", "b.txt"]


def test_deleting_asks_first(
    panel: AttachmentsPanel, window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(panel, written(tmp_path, "a.txt", b"a"))
    calm(window, qtbot)
    choose(panel, "a.txt")
    answers(desk, "keep")
    panel.buttons["remove"].click()
    calm(window, qtbot)
    assert len(panel.attachments) == 1
    answers(desk, "remove")
    panel.buttons["remove"].click()
    calm(window, qtbot)
    assert panel.attachments == ()


def test_with_an_open_model_files_go_to_the_element_that_is_selected(
    page: LibraryPage, path: Path, window: MainWindow, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    id = model_id(page, "Complaints")
    with open_library(path) as library:
        attach(library, id, "whole.txt", b"x", Author("Li"))
    desk.open(path_of(path, id), window)
    calm(window, qtbot)
    panel, model = window.libraries.panels.attachments, window.page
    assert model is not None
    assert panel.about.text() == "Added files belong to the whole model."
    step = next(each for each in model.document if getattr(each, "text", "") == "Check order")
    model.view.select((step.key,))
    assert "Check order" in panel.about.text()
    drop(panel, written(tmp_path, "step.txt", b"x"))
    calm(window, qtbot)
    assert [(each.name, each.element) for each in panel.attachments] == [("whole.txt", ""), ("step.txt", step.key)]
    assert "Check order" in panel.list.item(1).text()
    window.ask_close_page(model)
    calm(window, qtbot)
    assert panel.page is None
