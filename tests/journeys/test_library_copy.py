"""Somebody gets a copy of the library back by mail: looks what differs, decides, and loses nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import settle, small_model

from modeller import language
from modeller.library.copies import save_copy
from modeller.library.dictionary import add_entries, entries, rename_entry
from modeller.library.drafts import load_draft, save_draft
from modeller.library.folders import add_folder, folders, rename_folder
from modeller.library.models import add_model, models
from modeller.library.opening import create_library, open_library
from modeller.library.store import Library
from modeller.library.versions import versions
from modeller.model.dictionary import NewEntry
from modeller.model.entries import Author, NewModel
from modeller.model.records import Node
from modeller.ui import library_copy
from modeller.ui.desk import Desk
from modeller.ui.library_copy_dialog import CopyDialog
from modeller.ui.main_window import MainWindow
from modeller.ui.question import Question

RECORDS = tuple(small_model())
LI = Author("Li")


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    """A library, and a copy of it that was changed elsewhere while it was changed here too."""
    mine, mailed = tmp_path / "流程库.mlib", tmp_path / "mailed.mlib"
    with create_library(mine) as library:
        for name in ("Complaints", "Returns"):
            add_model(library, NewModel(name, RECORDS))
        save_copy(library, mailed)
        renamed(library, "Complaints", "here")
    with open_library(mailed) as copy:
        renamed(copy, "Complaints", "there")
        renamed(copy, "Returns", "there")
        add_model(copy, NewModel("Warranty", RECORDS))
    return mine, mailed


def renamed(library: Library, model: str, name: str) -> None:
    draft = load_draft(library, next(each.id for each in models(library) if each.name == model))
    step = next(each for each in draft.records if isinstance(each, Node) and each.type.endswith("ask"))
    records = tuple(replace(each, text=name) if each is step else each for each in draft.records)
    save_draft(library, draft.model, records, draft.revision, draft.digest)


def step_of(path: Path, model: str) -> str:
    with open_library(path, read_only=True) as library:
        id = next(each.id for each in models(library) if each.name == model)
        return next(each.text for each in load_draft(library, id).records
                    if isinstance(each, Node) and each.type.endswith("ask"))  # fmt: skip


def calm(window: MainWindow, qtbot: QtBot) -> None:
    def still() -> bool:
        return not window.desk.works and not any(held.busy for held in window.libraries.shelf.libraries.values())

    for _ in range(2):
        qtbot.waitUntil(still, timeout=20_000)
        settle()


def dialog_of(qtbot: QtBot) -> CopyDialog:
    def shown() -> bool:
        return isinstance(QApplication.activeModalWidget(), CopyDialog)

    qtbot.waitUntil(shown, timeout=20_000)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CopyDialog)
    return dialog


@pytest.fixture
def asked(
    desk: Desk, window: MainWindow, paths: tuple[Path, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], CopyDialog]:
    """Open the library, then the copy, and say that the differences are to be shown."""

    def ask() -> CopyDialog:
        questions: list[Question] = []
        monkeypatch.setattr(desk, "ask", lambda _, question: questions.append(question) or "merge")
        desk.open(paths[0], window)
        calm(window, qtbot)
        desk.open(paths[1], window)
        dialog = dialog_of(qtbot)
        assert [each.text.arguments["name"] for each in questions] == ["mailed.mlib"]
        return dialog

    return ask


def test_opening_a_copy_of_an_open_library_offers_to_merge_it(
    asked: Callable[[], CopyDialog], window: MainWindow, paths: tuple[Path, Path], qtbot: QtBot
) -> None:
    dialog = asked()
    assert sorted((row.text(0), row.text(1)) for row in dialog.rows) == [
        ("Complaints", "Changed on both sides"),
        ("Returns", "Changed in the copy"),
        ("Warranty", "New in the copy"),
    ]
    assert dialog.go.text() == "Decide 1 conflict…"
    dialog.go.click()
    page = dialog.conflicts
    assert page.isVisible()
    assert page.views is not None
    assert [view.selection for view in page.views.views] != [(), ()]
    assert "here" in page.values["mine"].text()
    assert "there" in page.values["theirs"].text()
    assert page.answers["mine"].isChecked()
    page.answers["theirs"].click()
    dialog.back.click()
    assert dialog.tree.isVisible()
    dialog.go.click()
    assert page.answers["theirs"].isChecked()
    dialog.go.click()
    calm(window, qtbot)
    assert [step_of(paths[0], name) for name in ("Complaints", "Returns", "Warranty")][:2] == ["there", "there"]
    with open_library(paths[0], read_only=True) as library:
        complaint = next(each for each in models(library) if each.name == "Complaints")
        assert [each.number for each in versions(library, complaint.id)] == ["1.0"]
    page_ = window.libraries.page
    assert page_ is not None
    assert page_.held.path == paths[0]
    assert len(window.libraries.shelf.libraries) == 1, "the copy is let go of"


def test_what_is_left_for_now_is_there_again_the_next_time(
    asked: Callable[[], CopyDialog], window: MainWindow, paths: tuple[Path, Path], qtbot: QtBot
) -> None:
    dialog = asked()
    for box in dialog.boxes.values():
        box.setCurrentIndex(box.findData("leave"))
    assert dialog.go.text() == "Merge"
    dialog.go.click()
    calm(window, qtbot)
    assert step_of(paths[0], "Complaints") == "here"
    page = window.libraries.page
    assert page is not None
    library_copy.look_at(window, page.held, paths[1])
    again = dialog_of(qtbot)
    assert len(again.boxes) == 3
    again.reject()
    calm(window, qtbot)


def test_another_library_is_offered_as_new_models(
    desk: Desk, window: MainWindow, paths: tuple[Path, Path], tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with create_library(tmp_path / "other.mlib", "Other") as other:
        add_model(other, NewModel("Elsewhere", RECORDS))
    desk.open(paths[0], window)
    calm(window, qtbot)
    page = window.libraries.page
    assert page is not None
    monkeypatch.setattr(desk, "ask", lambda *_: "import")
    library_copy.look_at(window, page.held, tmp_path / "other.mlib")
    calm(window, qtbot)
    with open_library(paths[0], read_only=True) as library:
        assert "Elsewhere" in [each.name for each in models(library)]


def test_a_copy_without_anything_new_says_so(
    desk: Desk, window: MainWindow, paths: tuple[Path, Path], tmp_path: Path, qtbot: QtBot
) -> None:
    with open_library(paths[0]) as library:
        save_copy(library, tmp_path / "same.mlib")
    desk.open(paths[0], window)
    calm(window, qtbot)
    page = window.libraries.page
    assert page is not None
    library_copy.look_at(window, page.held, tmp_path / "same.mlib")
    calm(window, qtbot)
    assert any("nothing that is not here" in str(card.said) for card in window.notices.cards)


def test_the_dialog_speaks_chinese(asked: Callable[[], CopyDialog], window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked()
    language.use("zh_CN")
    dialog.wording.again()
    assert dialog.go.text() == "处理 1 处冲突…"
    dialog.reject()
    calm(window, qtbot)


def test_an_entry_that_both_sides_renamed_and_a_folder_are_asked_about_like_a_model(
    asked: Callable[[], CopyDialog], window: MainWindow, paths: tuple[Path, Path], qtbot: QtBot
) -> None:
    with open_library(paths[0]) as library:
        (entry,) = add_entries(library, [NewEntry("role", "客服部")], LI)
        folder = add_folder(library, "Sales").id
        save_copy(library, paths[1])
        rename_entry(library, entry.id, "客户服务部", LI)
        rename_folder(library, folder, "Sales here")
    with open_library(paths[1]) as copy:
        rename_entry(copy, entry.id, "服务中心", LI)
        rename_folder(copy, folder, "Sales there")
    dialog = asked()
    assert sorted((row.text(0), row.text(1)) for row in dialog.rows) == [
        ("Folder “Sales here”", "Changed on both sides"),
        ("Role or unit “客户服务部” in the dictionary", "Changed on both sides"),
    ]
    assert dialog.go.text() == "Decide 2 conflicts…"
    dialog.go.click()
    page = dialog.conflicts
    assert page.views is None
    assert (page.values["mine"].text(), page.values["theirs"].text()) == ("客户服务部", "服务中心")
    assert page.fields.isVisibleTo(page), "where a model has its pictures, all that differs is listed"
    rows = [page.fields.topLevelItem(place) for place in range(page.fields.topLevelItemCount())]
    told = [([row.text(column) for column in range(3)], row.font(0).bold()) for row in rows if row is not None]
    assert told == [(["Name of the entry", "客户服务部", "服务中心"], True)]
    page.answers["theirs"].click()
    page.after.click()
    assert page.fields.topLevelItemCount() == 1
    assert page.about.text() == "Folder “Sales here”: Name of the folder"
    assert not page.none.isVisibleTo(page)
    dialog.go.click()
    calm(window, qtbot)
    with open_library(paths[0], read_only=True) as library:
        assert [each.name for each in entries(library)] == ["服务中心"]
        assert [each.name for each in folders(library)] == ["Sales here"]
