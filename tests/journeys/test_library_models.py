"""Somebody opens models of a library, saves them, meets who else saves them, and makes versions."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from killed import killed
from library_kit import calm, model_id, path, shown
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.editing.text import rename
from modeller.jobs.recover import find
from modeller.library import backups
from modeller.library.drafts import load_draft, save_draft
from modeller.library.models import models
from modeller.library.opening import open_library
from modeller.library.versions import read_version, versions
from modeller.model.records import Node
from modeller.ui import beginning, library_home, library_version_commands
from modeller.ui.desk import Desk
from modeller.ui.library_page import LibraryPage
from modeller.ui.library_version_dialog import VersionDialog
from modeller.ui.library_version_page import VersionPage
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.question import Question

__all__ = ["path", "shown"]


@pytest.fixture
def model(shown: Callable[[Path], LibraryPage], path: Path, window: MainWindow, qtbot: QtBot) -> ModelPage:
    """The model Returns, opened from its library."""
    page = shown(path)
    page.opened.emit(model_id(page, "Returns"))
    calm(window, qtbot)
    assert window.page is not None
    return window.page


def stored(path: Path, name: str) -> dict[str, str]:
    """What the elements of a draft are called."""
    with open_library(path, read_only=True) as library:
        id = next(each.id for each in models(library) if each.name == name)
        return {each.key: each.text for each in load_draft(library, id).records if isinstance(each, Node)}


def theirs(path: Path, text: str) -> None:
    """Somebody else calls a step otherwise and saves."""
    with open_library(path) as library:
        id = next(each.id for each in models(library) if each.name == "Returns")
        draft = load_draft(library, id)
        records = [replace(each, text=text) if each.key == "pack" else each for each in draft.records]
        save_draft(library, id, records, draft.revision, draft.digest)


def answer(window: MainWindow, key: str) -> list[Question]:
    asked: list[Question] = []

    def ask(_: object, question: Question) -> str:
        asked.append(question)
        return key

    window.desk.ask = ask
    return asked


def save(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["save"].trigger()
    calm(window, qtbot)


def test_a_draft_is_opened_changed_and_saved(path: Path, model: ModelPage, window: MainWindow, qtbot: QtBot) -> None:
    assert window.tabs.tabText(1) == "Returns"
    rename(model.document, "check", "Check what came back")
    assert window.isWindowModified()
    save(window, qtbot)
    assert not window.isWindowModified()
    assert stored(path, "Returns")["check"] == "Check what came back"
    rename(model.document, "check", "Again")
    save(window, qtbot)
    assert stored(path, "Returns")["check"] == "Again", "the revision follows"


def test_the_backup_is_made_when_somebody_begins_to_draw_and_saving_finds_it(
    path: Path, model: ModelPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    uuid = window.libraries.shelf.libraries[path].library.uuid
    before = backups.backups(uuid)
    rename(model.document, "check", "Check what came back")
    qtbot.waitUntil(lambda: backups.backups(uuid) != before, timeout=20_000)
    kept, *others = backups.backups(uuid)
    assert others == before
    assert stored(kept.path, "Returns") == stored(path, "Returns")
    monkeypatch.setattr(backups, "copy", lambda *_: pytest.fail("saving makes another backup"))
    save(window, qtbot)
    assert stored(path, "Returns")["check"] == "Check what came back"
    assert backups.backups(uuid) == [kept, *before]


@pytest.mark.parametrize("choice", ["mine", "theirs", "cancel"])
def test_who_else_saved_it_is_never_lost_in_silence(
    choice: str, path: Path, model: ModelPage, window: MainWindow, qtbot: QtBot
) -> None:
    rename(model.document, "check", "Mine")
    theirs(path, "Theirs")
    asked = answer(window, choice)
    save(window, qtbot)
    assert [question.text.key for question in asked] == ["shelf.conflict"]
    now = stored(path, "Returns")
    if choice == "mine":
        assert (now["check"], now["pack"]) == ("Mine", "Pack the order")
        assert not model.file.unsaved
    elif choice == "theirs":
        assert now["pack"] == model.document["pack"].text == "Theirs"
        model.bench.undo()
        assert model.document["check"].text == "Mine", "what was mine comes back with one undo"
    else:
        assert (now["pack"], bool(model.file.unsaved)) == ("Theirs", True)


def test_as_a_branch_both_are_kept(
    path: Path, model: ModelPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename(model.document, "check", "Mine")
    theirs(path, "Theirs")
    answer(window, "copy")
    monkeypatch.setattr(library_home, "ask_name", lambda *_: "Returns, mine")
    save(window, qtbot)
    assert stored(path, "Returns")["pack"] == "Theirs"
    assert stored(path, "Returns, mine")["check"] == "Mine"
    assert window.tabs.tabText(1) == "Returns, mine"
    rename(model.document, "check", "Mine too")
    answer(window, "cancel")
    save(window, qtbot)
    assert stored(path, "Returns, mine")["check"] == "Mine too"


def test_closing_asks_and_saves(path: Path, model: ModelPage, window: MainWindow, qtbot: QtBot) -> None:
    rename(model.document, "check", "Late")
    asked = answer(window, "cancel")
    window.ask_close_page(model)
    assert model in window.pages()
    answer(window, "save")
    window.ask_close_page(model)
    settle()
    assert len(asked) == 1
    assert model not in window.pages()
    calm(window, qtbot)
    assert stored(path, "Returns")["check"] == "Late"


def test_killed_amid_drawing_the_next_start_offers_the_model_of_the_library(
    path: Path, desk: Desk, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library(path, read_only=True) as library:
        id = next(each.id for each in models(library) if each.name == "Returns")
    home = tmp_path / "home"
    told = killed(home, path / id, 7, 0.4)
    monkeypatch.setenv("MODELLER_HOME", str(home))
    (found,) = find().found
    assert found.file == "same"
    assert found.work.origin.name == "Returns"
    assert int(told[-1][0]) <= found.work.steps <= int(told[-1][0]) + 1
    desk.recovered.append(found)
    beginning.decide(window, "restore", found)
    calm(window, qtbot)
    page = window.page
    assert page is not None
    assert window.tabs.tabText(0) == "Returns"
    assert page.document.undoable is not None
    save(window, qtbot)
    assert {key: page.document[key].text for key in stored(path, "Returns")} == stored(path, "Returns")
    assert not page.file.unsaved


def test_without_its_library_unsaved_work_becomes_a_file(
    path: Path, model: ModelPage, desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    rename(model.document, "check", "Unsaved")
    model.file.keeper.leave()  # type: ignore[union-attr]
    model.file.keeper = None
    answer(window, "discard")
    for page in tuple(window.tabs.all()):
        window.ask_close_page(page)  # type: ignore[arg-type]
    calm(window, qtbot)
    window.libraries.shelf.let_go()
    path.rename(path.with_suffix(".away"))
    (found,) = find().found
    assert found.file == "missing"
    desk.recovered.append(found)
    beginning.decide(window, "restore", found)
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.file.fresh
    assert window.page.document["check"].text == "Unsaved"


# -- versions -----------------------------------------------------------------------------------------------------


def make_version(window: MainWindow, qtbot: QtBot, note: str, *, large: bool = False) -> None:
    window.actions_["new_version"].trigger()
    dialog = window.findChild(VersionDialog)
    assert isinstance(dialog, VersionDialog)
    dialog.text.setPlainText(note)
    dialog.large.setChecked(large)
    dialog.accept()
    settle()
    calm(window, qtbot)


def test_versions_are_made_looked_at_compared_and_brought_back(
    path: Path, model: ModelPage, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = window.libraries.versions
    make_version(window, qtbot, "First")
    rename(model.document, "check", "Checked otherwise")
    make_version(window, qtbot, "Second", large=True)  # saves what was not
    assert [(each.number, each.note) for each in panel.versions] == [("2.0", "Second"), ("1.0", "First")]
    assert not model.file.unsaved
    make_version(window, qtbot, "Nothing new")
    assert window.notices.cards[-1].said.key == "library.same_version"

    panel.choose("1.0")
    panel._ask("open")
    calm(window, qtbot)
    page = window.stack.currentWidget()
    assert isinstance(page, VersionPage)
    assert "1.0" in page.title
    assert page.document["check"].text == "Check order"

    panel.held = model.file.home.held  # type: ignore[union-attr]
    window.tabs.bring(model)
    calm(window, qtbot)
    for numbers, deed, names in ((("1.0", "2.0"), "compare", ("1.0", "2.0")), (("1.0",), "compare_draft", None)):
        panel.list.clearSelection()
        panel.choose(*numbers)
        panel._ask(deed)
        calm(window, qtbot)
        shown = window.stack.currentWidget()
        assert shown.compared.counts["changed"] == 1  # type: ignore[attr-defined]
        if names is not None:
            assert (shown.compared.old_name, shown.compared.new_name) == names  # type: ignore[attr-defined]
        window.tabs.bring(model)
        calm(window, qtbot)

    target = tmp_path / "first.bpmn"
    monkeypatch.setattr(library_version_commands, "ask_save", lambda *_: str(target))
    panel.choose("1.0")
    panel._ask("export")
    calm(window, qtbot)
    assert b"Check order" in target.read_bytes()

    answer(window, "restore")
    panel._ask("restore")
    calm(window, qtbot)
    assert model.document["check"].text == stored(path, "Returns")["check"] == "Check order"
    assert not model.file.unsaved

    monkeypatch.setattr(library_version_commands, "ask_name", lambda *_: "Returns (to-be)")
    panel.choose("2.0")
    panel.list.item(1).setSelected(False)
    panel._ask("branch")
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.file.name == "Returns (to-be)"
    with open_library(path, read_only=True) as library:
        entries = {each.name: each for each in models(library)}
        (second, _) = versions(library, entries["Returns"].id)
        assert entries["Returns (to-be)"].branched_from == second.id
        assert (entries["Returns"].variant, entries["Returns (to-be)"].variant) == ("as-is", "to-be")
        frozen = {each.key: each.text for each in read_version(library, second.id).records if isinstance(each, Node)}
    assert frozen["check"] == stored(path, "Returns (to-be)")["check"] == "Checked otherwise"
