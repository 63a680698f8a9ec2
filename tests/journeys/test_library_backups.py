"""Somebody looks at the backups of a library, makes one more, and brings one back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from library_kit import calm, model_id, names, path, shown
from pytestqt.qtbot import QtBot

from modeller.jobs.library_backups import list_backups, make_backup
from modeller.jobs.library_draft import path_of
from modeller.library.folders import add_folder
from modeller.library.models import bin_model, models
from modeller.library.opening import open_library
from modeller.ui.desk import Desk
from modeller.ui.library_backups import BackupsDialog
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.question import Question

__all__ = ["path", "shown"]

Shown = Callable[[Path], LibraryPage]


def binned(path: Path, name: str) -> None:
    with open_library(path) as library:
        bin_model(library, next(each.id for each in models(library) if each.name == name))


def dialog(window: MainWindow, qtbot: QtBot) -> BackupsDialog:
    window.actions_["library_backups"].trigger()
    calm(window, qtbot)
    found = window.findChildren(BackupsDialog)[-1]
    assert isinstance(found, BackupsDialog)
    return found


def rows(dialog: BackupsDialog) -> list[str]:
    items = [dialog.tree.topLevelItem(place) for place in range(dialog.tree.topLevelItemCount())]
    return [item.text(1) or item.text(0) for item in items if item is not None]


def answers(desk: Desk, answer: str) -> list[Question]:
    asked: list[Question] = []

    def ask(_: object, question: Question) -> str:
        asked.append(question)
        return answer

    desk.ask = ask
    return asked


def test_backups_say_why_they_were_made_and_which_are_of_another_copy(
    path: Path, shown: Shown, window: MainWindow, qtbot: QtBot
) -> None:
    with open_library(path) as library:
        make_backup(library)
    copy = path.with_name("mailed.mlib")
    shutil.copy(path, copy)
    with open_library(copy) as library:
        add_folder(library, "There")
    shown(path)
    found = dialog(window, qtbot)
    assert rows(found) == [
        "Asked for",
        "Before the first change",
        "Of other copies of this library",
        "Before the first change  (mailed.mlib)",
    ]
    found.reject()


def test_a_library_without_backups_gets_its_first_here(
    path: Path, shown: Shown, window: MainWindow, qtbot: QtBot
) -> None:
    for each in list_backups(path).own:
        each.path.unlink()
    shown(path)
    found = dialog(window, qtbot)
    assert rows(found) == []
    assert found.empty.isVisibleTo(found)
    assert not found.restore.isEnabled()
    found.make.click()
    calm(window, qtbot)
    assert rows(found) == ["Asked for"]
    assert found.restore.isEnabled()
    found.reject()


def test_a_backup_is_restored_after_a_question_and_the_way_back_is_kept(
    path: Path, shown: Shown, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    with open_library(path) as library:
        make_backup(library)
    binned(path, "Returns")
    page = shown(path)
    assert names(page) == ["Complaints", "退货处理"]
    desk.open(path_of(path, model_id(page, "Complaints")), window)
    calm(window, qtbot)
    window.tabs.bring(page)
    found = dialog(window, qtbot)
    wanted = rows(found).index("Asked for")
    item = found.tree.topLevelItem(wanted)
    assert item is not None
    found.tree.setCurrentItem(item)
    asked = answers(desk, "cancel")
    found.restore.click()
    calm(window, qtbot)
    assert len(asked) == 1
    assert names(page) == ["Complaints", "退货处理"]
    answers(desk, "restore")
    found.restore.click()
    calm(window, qtbot)
    assert names(page) == ["Complaints", "Returns", "退货处理"]
    assert "shelf.backup.restored" in [card.said.key for card in window.notices.cards]
    assert list_backups(path).own[0].reason == "restore"
    desk.ask = lambda *_: "discard"


def test_what_is_unsaved_stays_and_is_told(
    path: Path, shown: Shown, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    with open_library(path) as library:
        make_backup(library)
    page = shown(path)
    desk.open(path_of(path, model_id(page, "Complaints")), window)
    calm(window, qtbot)
    model = window.page
    assert model is not None
    model.view.select((next(each.key for each in model.document if getattr(each, "text", "") == "Check order"),))
    window.actions_["delete"].trigger()
    assert model.file.unsaved
    before = dict(model.document.records)
    window.tabs.bring(page)
    found = dialog(window, qtbot)
    answers(desk, "restore")
    found.restore.click()
    calm(window, qtbot)
    assert dict(model.document.records) == before
    assert "shelf.backup.unsaved" in [card.said.key for card in window.notices.cards]
    desk.ask = lambda *_: "discard"


def test_a_damaged_library_offers_its_backups(path: Path, window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    with open_library(path) as library:
        make_backup(library)
    data = bytearray(path.read_bytes())
    place = data.index("退货处理".encode())
    data[place : place + 3] = "进".encode()
    path.write_bytes(bytes(data))
    window.desk.open(path, window)
    calm(window, qtbot)
    card = next(card for card in window.notices.cards if card.said.key == "library.damaged")
    buttons = [card.row.itemAt(number).widget() for number in range(1, card.row.count())]
    buttons[2].click()
    calm(window, qtbot)
    found = window.findChildren(BackupsDialog)[-1]
    assert not found.make.isVisibleTo(found)
    answers(desk, "restore")
    found.restore.click()
    calm(window, qtbot)
    page = window.libraries.page
    assert page is not None
    assert names(page) == ["Complaints", "Returns", "退货处理"]


@pytest.mark.parametrize("reason", ["change", "hand", "merge", "restore", "format"])
def test_every_reason_has_words(reason: str) -> None:
    from modeller.language import say

    assert not say(f"shelf.backup.reason.{reason}").startswith("shelf.")
