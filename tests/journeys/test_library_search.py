"""Somebody searches the open libraries as they type, sees where the words stand, and is led there."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from journeys.test_library_copy import calm
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot
from window_kit import small_model

from modeller import language
from modeller.jobs.progress import Progress
from modeller.library import comments, dictionary, folders
from modeller.library.drafts import load_draft, save_draft
from modeller.library.models import add_model
from modeller.library.opening import create_library, open_library
from modeller.library.search import Finder
from modeller.library.versions import freeze
from modeller.model.dictionary import NewEntry
from modeller.model.entries import Author, Found, NewModel
from modeller.model.records import Node
from modeller.ui.desk import Desk
from modeller.ui.library_dictionary_page import DictionaryPage
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_search import seeker_of
from modeller.ui.library_search_lines import LINE, Line
from modeller.ui.library_search_page import LibrarySearchPage
from modeller.ui.library_version_page import VersionPage
from modeller.ui.main_window import MainWindow
from modeller.ui.wording import speak

RECORDS = tuple(small_model())
STEP = next(each for each in RECORDS if isinstance(each, Node) and each.type.endswith("ask"))
BY = Author("Li Na")


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "流程库.mlib"
    with create_library(path) as library:
        home = folders.add_folder(library, "采购")
        model = add_model(library, NewModel("合同管理", named("审核合同"), home.id))
        freeze(library, model.id, note="", author=BY)
        draft = load_draft(library, model.id)
        save_draft(library, model.id, named("批准<b>合同</b>"), draft.revision, draft.digest)
        add_model(library, NewModel("Returns", named("Check the goods")))
        comments.add_comment(library, model.id, "合同谁来签？", BY, element=STEP.key)
        dictionary.add_entries(library, [NewEntry("document", "合同", "Contract")], BY)
    return path


def named(text: str) -> "tuple[object, ...]":
    return tuple(replace(each, text=text) if each is STEP else each for each in RECORDS)


@pytest.fixture
def page(desk: Desk, window: MainWindow, made: Path, qtbot: QtBot) -> LibrarySearchPage:
    desk.open(made, window)
    calm(window, qtbot)
    window.actions_["library_search"].trigger()
    calm(window, qtbot)
    shown = window.stack.currentWidget()
    assert isinstance(shown, LibrarySearchPage)
    return shown


def typed(page: LibrarySearchPage, window: MainWindow, text: str, qtbot: QtBot) -> None:
    page.field.clear()
    if text.isascii():
        qtbot.keyClicks(page.field, text)
    else:
        page.field.insert(text)
    page.search()
    asked(page, window, qtbot)


def held_by(window: MainWindow) -> OpenLibrary:
    return next(iter(window.libraries.shelf.libraries.values()))


def asked(page: LibrarySearchPage, window: MainWindow, qtbot: QtBot) -> None:
    seeker = seeker_of(held_by(window))
    qtbot.waitUntil(lambda: not page.waits and not seeker.busy, timeout=20_000)


def rows(page: LibrarySearchPage) -> list[tuple[str, list[str]]]:
    def line(row: QTreeWidgetItem) -> str:
        said: Line = row.data(0, LINE)
        return said.text

    groups = [page.tree.topLevelItem(place) for place in range(page.tree.topLevelItemCount())]
    return [
        (line(group), [line(group.child(number)) for number in range(group.childCount())])
        for group in groups
        if group is not None
    ]


def test_hits_are_grouped_by_model_and_say_where_the_words_stand(
    page: LibrarySearchPage, window: MainWindow, qtbot: QtBot
) -> None:
    assert page.said.text() == language.say("shelf.search.begin")
    typed(page, window, "合同", qtbot)
    assert rows(page) == [
        ("Dictionary", ["合同"]),
        ("合同管理", ["合同谁来签？", "批准<b>合同</b>"]),
    ]
    group = page.tree.topLevelItem(1)
    assert group is not None
    lines: list[Line] = [each.data(0, LINE) for each in (group, group.child(0), group.child(1))]
    assert [each.matches for each in lines] == [((0, 2),), ((0, 2),), ((5, 2),)]
    assert [each.about for each in lines] == ["采购", "comment", "User task"]
    typed(page, window, "nowhere", qtbot)
    assert rows(page) == []
    assert page.said.text() == language.say("shelf.search.nothing")


def test_what_is_typed_last_counts_however_fast_it_was(
    page: LibrarySearchPage, window: MainWindow, qtbot: QtBot
) -> None:
    for text in ("合", "c", "ch", "che", "chec"):
        page.field.setText(text)
        page.search()
    asked(page, window, qtbot)
    assert rows(page) == [("Returns", ["Check the goods"])]


def test_reading_ahead_gives_way_to_a_search_and_goes_on_after_it(
    page: LibrarySearchPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeker, begun, whole, plain = seeker_of(held_by(window)), [], [], Finder.prepare

    def prepare(finder: Finder, progress: Progress) -> None:
        begun.append(finder)
        while len(begun) == 1:  # it would read for ever, and is called off
            time.sleep(0.002)
            progress(0)
        plain(finder, progress)
        whole.append(finder)

    monkeypatch.setattr(Finder, "prepare", prepare)
    qtbot.waitUntil(lambda: not seeker.busy, timeout=20_000)
    seeker.prepare()
    qtbot.waitUntil(lambda: bool(begun), timeout=20_000)
    page.field.setText("the goods")
    page.search()
    qtbot.waitUntil(lambda: not page.waits, timeout=20_000)
    assert rows(page) == [("Returns", ["Check the goods"])]
    qtbot.waitUntil(lambda: bool(whole), timeout=20_000)


def test_what_was_found_so_far_is_shown_while_the_rest_is_read(
    page: LibrarySearchPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, go_on = Finder.pages, threading.Event()

    def pages(finder: Finder, query: str, **wanted: object) -> Iterator[Found]:
        (*_, whole) = plain(finder, query, **wanted)  # type: ignore[arg-type]
        yield Found((), True, False)
        yield Found(whole.hits[:1], True, False)
        go_on.wait(20)
        yield whole

    typed(page, window, "goods", qtbot)
    before = rows(page)
    monkeypatch.setattr(Finder, "pages", pages)
    page.field.setText("合同")
    page.search()
    assert rows(page) == before
    qtbot.waitUntil(lambda: rows(page) != before, timeout=20_000)
    assert sum(len(lines) or 1 for _, lines in rows(page)) == 1
    assert page.waits
    go_on.set()
    asked(page, window, qtbot)
    assert rows(page) == [("Dictionary", ["合同"]), ("合同管理", ["合同谁来签？", "批准<b>合同</b>"])]


def test_enter_opens_the_model_and_selects_the_element(
    page: LibrarySearchPage, window: MainWindow, qtbot: QtBot
) -> None:
    typed(page, window, "批准", qtbot)
    qtbot.keyClick(page.field, Qt.Key.Key_Down)
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.selection == (STEP.key,)
    assert window.page.file.name == "合同管理"
    window.actions_["library_search"].trigger()
    calm(window, qtbot)
    assert window.stack.currentWidget() is page
    typed(page, window, "the goods", qtbot)
    row = page.tree.topLevelItem(0)
    assert row is not None
    box = page.tree.visualItemRect(row.child(0))
    qtbot.mouseClick(page.tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.file.name == "Returns"
    assert window.page.selection == (STEP.key,)


def test_what_only_a_version_says_is_found_on_demand_and_shown_in_the_version(
    page: LibrarySearchPage, window: MainWindow, qtbot: QtBot
) -> None:
    typed(page, window, "审核", qtbot)
    assert rows(page) == []
    page.all_versions.setChecked(True)
    page.search()
    asked(page, window, qtbot)
    assert rows(page) == [("合同管理", ["审核合同"])]
    qtbot.keyClick(page.field, Qt.Key.Key_Down)
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    calm(window, qtbot)
    shown = window.stack.currentWidget()
    assert isinstance(shown, VersionPage)
    assert shown.view.selection == (STEP.key,)


def test_what_was_changed_since_is_found_when_the_search_is_looked_at_again(
    page: LibrarySearchPage, window: MainWindow, made: Path, qtbot: QtBot
) -> None:
    typed(page, window, "warranty", qtbot)
    assert rows(page) == []
    window.tabs.step(1)
    with open_library(made) as library:
        add_model(library, NewModel("Warranty", named("a")))
    window.actions_["library_search"].trigger()
    qtbot.waitUntil(lambda: rows(page) == [("Warranty", [])], timeout=20_000)


def test_without_an_open_library_it_says_so_and_closing_one_lets_go_of_its_file(
    page: LibrarySearchPage, window: MainWindow, made: Path, qtbot: QtBot
) -> None:
    typed(page, window, "合同", qtbot)
    for other in window.tabs.all():
        if other is not page and other is not None:
            window.ask_close_page(other)
    qtbot.waitUntil(lambda: not window.libraries.shelf.libraries, timeout=20_000)
    made.rename(made.with_name("moved.mlib"))
    page.search()
    assert rows(page) == []
    speak("zh_CN")
    QApplication.processEvents()
    assert page.said.text().startswith("请先打开库")
    assert "搜索库" in [window.tabs.tabText(place) for place in range(window.tabs.count())]


def test_an_entry_of_the_dictionary_leads_to_its_place_in_the_dictionary(
    page: LibrarySearchPage, window: MainWindow, qtbot: QtBot
) -> None:
    typed(page, window, "contract", qtbot)
    group = page.tree.topLevelItem(0)
    assert group is not None
    row = group.child(0)
    assert row is not None
    line: Line = row.data(0, LINE)
    assert (line.text, line.about) == ("Contract", "合同 · Document or form · translation")
    assert page.tree.currentItem() is row
    page.field.entered.emit()
    calm(window, qtbot)
    shown = window.stack.currentWidget()
    assert isinstance(shown, DictionaryPage)
    assert shown.entry is not None
    assert shown.entry.name == "合同"
    shown.search.setText("nothing of that kind")
    shown.kinds.setCurrentIndex(shown.kinds.findData("system"))
    window.tabs.bring(page)
    page.tree.itemClicked.emit(row, 0)
    calm(window, qtbot)
    assert window.stack.currentWidget() is shown
    assert shown.entry is not None
