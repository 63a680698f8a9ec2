"""Somebody keeps an organisation's dictionary in the window: entries, renames, where used, what is there twice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from library_kit import calm, path, shown
from pytestqt.qtbot import QtBot

from modeller.editing import text
from modeller.editing.entries import refer
from modeller.editing.template import new_document
from modeller.jobs.library_draft import path_of
from modeller.library.dictionary import add_entries, change_entry, entries
from modeller.library.drafts import load_draft, save_draft
from modeller.library.models import add_model
from modeller.library.opening import open_library
from modeller.model.dictionary import Entry, NewEntry
from modeller.model.document import Document
from modeller.model.entries import Author, NewModel
from modeller.model.records import Node, Record
from modeller.ui import library_dictionary
from modeller.ui.checking import Checker
from modeller.ui.desk import Desk
from modeller.ui.library_dictionary_dialogs import EntryDialog, PreviewDialog
from modeller.ui.library_dictionary_page import DictionaryPage
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.question import Question
from modeller.ui.wording import speak

__all__ = ["path", "shown"]

LI = Author("Li")
Shown = Callable[[Path], LibraryPage]


def records(name: str) -> tuple[Record, ...]:
    """A pool that is called so, with a task in it."""
    document = new_document("pool", "en")
    pool = next(each for each in document if isinstance(each, Node) and each.type == "bpmn:participant")
    text.rename(document, pool.key, name)
    return tuple(document)


@pytest.fixture
def model(path: Path) -> str:
    """A model whose pool is called 客服部, and the entries 客服部 and 客户服务部."""
    with open_library(path) as library:
        add_entries(
            library, [NewEntry("role", "客服部"), NewEntry("role", "客户服务部"), NewEntry("system", "ERP")], LI
        )
        return add_model(library, NewModel("投诉", records("客服部"))).id


@pytest.fixture
def page(model: str, path: Path, shown: Shown, window: MainWindow, qtbot: QtBot) -> DictionaryPage:
    shown(path)
    window.actions_["library_dictionary"].trigger()
    calm(window, qtbot)
    found = window.stack.currentWidget()
    assert isinstance(found, DictionaryPage)
    return found


def kept(path: Path) -> list[Entry]:
    with open_library(path, read_only=True) as library:
        return entries(library)


def rules(checker: Checker) -> set[str]:
    """The rules about the dictionary that have found something."""
    found = checker.report.findings if checker.report is not None else ()
    return {each.rule for each in found if each.rule.endswith("in_dictionary")}


def names(page: DictionaryPage) -> list[str]:
    items = [page.list.topLevelItem(place) for place in range(page.list.topLevelItemCount())]
    return [item.text(0) for item in items if item is not None]


def choose(page: DictionaryPage, name: str, window: MainWindow, qtbot: QtBot) -> None:
    page.select(next(each.id for each in page.entries if each.name == name))
    calm(window, qtbot)


def rename(
    page: DictionaryPage, name: str, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> PreviewDialog:
    monkeypatch.setattr(library_dictionary, "ask_name", lambda *_: name)
    page.buttons["rename"].click()
    calm(window, qtbot)
    return window.findChildren(PreviewDialog)[-1]


def test_entries_are_listed_by_kind_and_found_by_what_they_say(page: DictionaryPage) -> None:
    assert sorted(names(page)) == ["ERP", "客户服务部", "客服部"]
    page.kinds.setCurrentIndex(page.kinds.findData("system"))
    assert names(page) == ["ERP"]
    page.search.setText("nothing at all")
    assert names(page) == []
    assert page.empty.isVisibleTo(page)
    page.search.setText("")
    page.kinds.setCurrentIndex(0)
    assert len(names(page)) == 3


def answers(desk: Desk, answer: str) -> list[Question]:
    asked: list[Question] = []

    def ask(_: object, question: Question) -> str:
        asked.append(question)
        return answer

    desk.ask = ask
    return asked


def test_an_entry_is_added_edited_and_deleted(
    page: DictionaryPage, desk: Desk, window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    page.buttons["add"].click()
    dialog = window.findChild(EntryDialog)
    assert isinstance(dialog, EntryDialog)
    assert not dialog.box.buttons()[0].isEnabled()
    dialog.kind.setCurrentIndex(dialog.kind.findData("document"))
    dialog.name.setText("投诉单")
    dialog.accept()
    calm(window, qtbot)
    assert "投诉单" in names(page)
    choose(page, "投诉单", window, qtbot)
    page.buttons["edit"].click()
    dialog = window.findChildren(EntryDialog)[-1]
    dialog.translation.setText("Complaint form")
    dialog.synonyms.setText("申诉单；投诉表")
    dialog.definition.setPlainText("<b>What</b> a customer fills in")
    dialog.accept()
    calm(window, qtbot)
    made = next(each for each in kept(path) if each.name == "投诉单")
    assert (made.kind, made.translation, made.synonyms) == ("document", "Complaint form", ("申诉单", "投诉表"))
    assert made.definition == "<b>What</b> a customer fills in"
    assert page.said.text() == "Nothing uses it."
    asked = answers(desk, "cancel")
    page.buttons["remove"].click()
    calm(window, qtbot)
    assert [each.text.key for each in asked] == ["dictionary.remove.ask"]
    assert "投诉单" in [each.name for each in kept(path)]
    answers(desk, "delete")
    page.buttons["remove"].click()
    calm(window, qtbot)
    assert "投诉单" not in [each.name for each in kept(path)]


def test_what_an_entry_belongs_to_and_its_state_are_chosen_and_shown(
    page: DictionaryPage, window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    choose(page, "客服部", window, qtbot)
    page.buttons["edit"].click()
    dialog = window.findChildren(EntryDialog)[-1]
    offered = [dialog.above.itemText(place) for place in range(dialog.above.count())]
    assert offered == ["Nothing above it", "客户服务部"]  # of its kind, and not it
    dialog.above.setCurrentIndex(1)
    dialog.state.setCurrentIndex(dialog.state.findData("proposed"))
    dialog.accept()
    calm(window, qtbot)
    known = {each.name: each for each in kept(path)}
    assert (known["客服部"].parent, known["客服部"].state) == (known["客户服务部"].id, "proposed")
    row = page.list.topLevelItem(names(page).index("客服部"))
    assert row is not None
    assert [row.text(3), row.text(4)] == ["proposed", "客户服务部"]
    choose(page, "客户服务部", window, qtbot)
    page.buttons["edit"].click()
    dialog = window.findChildren(EntryDialog)[-1]
    assert dialog.above.count() == 1  # what belongs to it cannot be above it
    dialog.reject()


def test_what_is_referred_to_is_retired_rather_than_deleted(
    page: DictionaryPage, desk: Desk, window: MainWindow, path: Path, model: str, qtbot: QtBot
) -> None:
    entry = next(each for each in kept(path) if each.name == "ERP")
    with open_library(path) as library:
        draft = load_draft(library, model)
        document = Document(draft.records)
        refer(document, [next(each.key for each in document if getattr(each, "text", "") == "客服部")], entry.id)
        save_draft(library, model, tuple(document), draft.revision, draft.digest)
    choose(page, "ERP", window, qtbot)
    asked = answers(desk, "retire")
    page.buttons["remove"].click()
    calm(window, qtbot)
    assert asked[0].text.key == "dictionary.remove.used"
    assert asked[0].more is not None
    assert "投诉 › 客服部" in str(asked[0].more.arguments["places"])
    assert next(each.state for each in kept(path) if each.name == "ERP") == "retired"
    assert [each.key for each in asked[0].answers] == ["retire", "delete"]
    asked = answers(desk, "delete")
    page.buttons["remove"].click()
    calm(window, qtbot)
    assert [each.key for each in asked[0].answers] == ["keep", "delete"]  # it is retired already
    assert "ERP" not in [each.name for each in kept(path)]


def test_who_only_bears_the_name_is_named_before_an_entry_is_deleted(
    page: DictionaryPage, desk: Desk, window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    choose(page, "客服部", window, qtbot)
    asked = answers(desk, "delete")
    page.buttons["remove"].click()
    calm(window, qtbot)
    assert asked[0].more is not None
    assert (asked[0].more.key, asked[0].more.arguments["count"]) == ("dictionary.remove.by_name", 1)
    assert "客服部" not in [each.name for each in kept(path)]


def test_near_duplicates_are_looked_for_only_when_the_dictionary_is_another(
    page: DictionaryPage, window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    looked: list[bool] = []
    page.listed.connect(lambda: looked.append(True))
    page.held.refresh(window)
    calm(window, qtbot)
    assert looked == []
    with open_library(path) as library:
        add_entries(library, [NewEntry("system", "CRM")], LI)
    page.held.refresh(window)
    calm(window, qtbot)
    assert looked == [True]


def test_no_column_but_the_last_is_cut(page: DictionaryPage, window: MainWindow, path: Path, qtbot: QtBot) -> None:
    with open_library(path) as library:
        add_entries(library, [NewEntry("role", "Quality", "Quality management department", state="retired")], LI)
    page.held.refresh(window)
    calm(window, qtbot)
    metrics = page.list.fontMetrics()
    for place in range(page.list.topLevelItemCount()):
        item = page.list.topLevelItem(place)
        assert item is not None
        for column in range(page.list.columnCount() - 1):
            assert metrics.horizontalAdvance(item.text(column)) < page.list.columnWidth(column)


def test_where_an_entry_is_used_leads_to_the_element(
    page: DictionaryPage, window: MainWindow, model: str, qtbot: QtBot
) -> None:
    choose(page, "客服部", window, qtbot)
    assert page.used.count() == 1
    page.used.itemClicked.emit(page.used.item(0))
    calm(window, qtbot)
    assert window.page is not None
    (key,) = window.page.selection
    assert window.page.document[key].text == "客服部"


def test_a_rename_is_shown_before_it_is_done_and_open_drafts_follow(
    page: DictionaryPage, desk: Desk, window: MainWindow, path: Path, model: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    desk.open(path_of(path, model), window)
    calm(window, qtbot)
    file = desk.files[path_of(path, model)]
    window.tabs.bring(page)
    choose(page, "客服部", window, qtbot)
    preview = rename(page, "服务部", window, qtbot, monkeypatch)
    assert "投诉 › 客服部" in preview.text.toPlainText()
    preview.reject()
    calm(window, qtbot)
    assert "客服部" in names(page)
    rename(page, "服务部", window, qtbot, monkeypatch).accept()
    calm(window, qtbot)
    assert "服务部" in names(page)
    said = [record.text for record in file.document]
    assert "服务部" in said
    assert "客服部" not in said
    assert not file.unsaved


def test_a_draft_with_unsaved_changes_keeps_them_and_says_so(
    page: DictionaryPage, desk: Desk, window: MainWindow, path: Path, model: str, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    desk.open(path_of(path, model), window)
    calm(window, qtbot)
    file = desk.files[path_of(path, model)]
    other = next(each.key for each in file.document if isinstance(each, Node) and each.type == "bpmn:startEvent")
    text.rename(file.document, other, "My change")
    window.tabs.bring(page)
    choose(page, "客服部", window, qtbot)
    rename(page, "服务部", window, qtbot, monkeypatch).accept()
    calm(window, qtbot)
    said = [record.text for record in file.document]
    assert "My change" in said
    assert "客服部" in said
    assert any(card.said.key == "dictionary.page.unsaved" for card in window.notices.cards)


def test_near_duplicates_are_merged_and_the_other_name_stays_as_a_synonym(
    page: DictionaryPage, desk: Desk, window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not page.buttons["merge"].isEnabled()
    page.alike.item(0).setSelected(True)
    pair = page.pair
    assert pair is not None
    wanted = "first" if pair.first.name == "客户服务部" else "second"
    monkeypatch.setattr(desk, "ask", lambda *_: wanted)
    page.buttons["merge"].click()
    calm(window, qtbot)
    (role,) = [each for each in kept(path) if each.kind == "role"]
    assert (role.name, role.synonyms) == ("客户服务部", ("客服部",))


def test_a_table_is_brought_in_with_a_report_and_written_again(
    page: DictionaryPage, window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "names.csv"
    table.write_text("类别,名称,英文\n系统,OA,Office\n系统,,\n", encoding="utf-8")
    monkeypatch.setattr(library_dictionary, "ask_open", lambda *_: [str(table)])
    page.buttons["import"].click()
    calm(window, qtbot)
    assert "OA" in names(page)
    assert any(card.said.key == "dictionary.said.imported" for card in window.notices.cards)
    out = tmp_path / "out.csv"
    monkeypatch.setattr(library_dictionary, "ask_save", lambda *_: str(out))
    page.buttons["export"].click()
    calm(window, qtbot)
    assert "OA" in out.read_text(encoding="utf-8-sig")


def test_the_check_of_an_open_model_looks_names_up_in_the_dictionary(
    page: DictionaryPage, desk: Desk, window: MainWindow, path: Path, model: str, qtbot: QtBot
) -> None:
    desk.open(path_of(path, model), window)
    calm(window, qtbot)
    checker = desk.files[path_of(path, model)].checker
    assert checker is not None
    qtbot.waitUntil(lambda: checker.report is not None and not checker.busy, timeout=10_000)
    assert rules(checker) == set()
    with open_library(path) as library:
        gone = next(each.id for each in entries(library) if each.name == "客服部")
        change_entry(library, gone, LI, state="retired")
    page.held.refresh(window)
    calm(window, qtbot)
    qtbot.waitUntil(lambda: bool(rules(checker)), timeout=10_000)


def test_the_page_speaks_another_language_at_once(page: DictionaryPage, window: MainWindow, qtbot: QtBot) -> None:
    speak("zh_CN")
    try:
        calm(window, qtbot)
        assert window.tabs.tabText(window.tabs.all().index(page)).endswith("词典")
        assert "简称" in page.alike.item(0).text()
        assert page.buttons["merge"].text() == "合并"
    finally:
        speak("en")
