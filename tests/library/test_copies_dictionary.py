"""Two copies of a library with another dictionary, other folders and another order: nothing is decided unasked."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from library.conftest import sample
from library.test_copies import mailed, renamed
from library.test_dictionary import WANG, drawn, text, whole

from modeller.jobs.library_merge import MergedCopy, merge_copy
from modeller.jobs.merge_words import changes_in_words, conflict_in_words, item_in_words
from modeller.library import seals
from modeller.library.approval import trail_of
from modeller.library.dictionary import (
    add_entries,
    change_entry,
    entries,
    find_entry,
    merge_entries,
    remove_entry,
    rename_entry,
)
from modeller.library.differing import OPEN, compare_copies
from modeller.library.drafts import load_draft
from modeller.library.folders import add_folder, folders, move_folder, paths, rename_folder
from modeller.library.models import add_model, describe_model, models, move_model, rename_model
from modeller.library.opening import create_library, open_library
from modeller.library.store import Library
from modeller.library.versions import freeze, read_version, versions
from modeller.model.dictionary import Entry, NewEntry
from modeller.model.entries import Author, NewModel
from modeller.notation.bpmn.dictionary import Reference, references, with_reference

LI = Author("Li", "li")
NAME = ("", "name")


@pytest.fixture
def used(library: Library) -> tuple[Entry, str, str]:
    """A role, the model whose lane bears its name, and the lane."""
    records, key = drawn(sample("客户投诉处理"), "客服部")
    model = add_model(library, NewModel("投诉", records)).id
    (entry,) = add_entries(library, [NewEntry("role", "客服部")], WANG)
    return entry, model, key


@pytest.fixture
def copy(library: Library, used: object, tmp_path: Path) -> Iterator[Library]:
    with mailed(library, tmp_path / "mailed.mlib") as made:
        yield made


def open_items(library: Library, copy: Library) -> list[tuple[str, str, str]]:
    found = compare_copies(library, copy)
    return [(each.kind, each.name, each.standing) for each in found if each.standing in OPEN]


@pytest.mark.parametrize("decided", ["", "mine", "theirs"])
def test_two_renames_of_one_entry_are_one_question_and_models_follow(
    library: Library, copy: Library, used: tuple[Entry, str, str], decided: str
) -> None:
    entry, model, key = used
    rename_entry(library, entry.id, "客户服务部", WANG)
    rename_entry(copy, entry.id, "服务中心", LI)
    records, lane = drawn(sample("客户投诉处理"), "服务中心")
    new = add_model(copy, NewModel("新", records)).id
    choices = {entry.id: {NAME: decided}} if decided else {}
    done = merge_copy(library, copy, {}, choices, WANG)  # type: ignore[arg-type]
    assert [(each.item.id, conflict.ident) for each, conflict in done.conflicts] == [(entry.id, NAME)]
    name, other = ("服务中心", "客户服务部") if decided == "theirs" else ("客户服务部", "服务中心")
    (kept,) = entries(library)
    assert (kept.name, set(kept.synonyms)) == (name, {"客服部", other})
    assert text(library, model, key) == name
    assert text(library, new, lane) == name, "a model that came along bears the name that counts"
    assert whole(library)
    assert open_items(library, copy) == [], "a second time nothing comes"
    merge_copy(copy, library, {}, {}, LI)
    assert (find_entry(copy, name).id, text(copy, model, key), text(copy, new, lane)) == (entry.id, name, name)
    assert compare_copies(copy, library) == []


@pytest.mark.parametrize("take", ["theirs", "mine"])
def test_a_side_of_an_entry_can_be_taken_whole_and_no_name_of_it_is_lost(
    library: Library, copy: Library, used: tuple[Entry, str, str], take: str
) -> None:
    entry, model, key = used
    for side, name, by in ((library, "客户服务部", WANG), (copy, "服务中心", LI)):
        rename_entry(side, entry.id, name, by)
        change_entry(side, entry.id, by, definition=name, synonyms=("客服部", name[:2]))
    merge_copy(library, copy, {entry.id: take})  # type: ignore[dict-item]
    (kept,) = entries(library)
    name = "服务中心" if take == "theirs" else "客户服务部"
    assert (kept.name, kept.definition) == (name, name)
    assert {kept.name, *kept.synonyms} == {"客服部", "客户服务部", "服务中心", "客户", "服务"}
    assert text(library, model, key) == name


def test_fields_of_an_entry_that_only_one_side_changed_come_together_without_a_question(
    library: Library, copy: Library, used: tuple[Entry, str, str]
) -> None:
    entry, _, _ = used
    change_entry(library, entry.id, WANG, definition="who answers", synonyms=("here",))
    change_entry(copy, entry.id, LI, translation="Service", state="proposed", synonyms=("there",))
    assert merge_copy(library, copy).conflicts == []
    (kept,) = entries(library)
    assert (kept.definition, kept.translation, kept.state) == ("who answers", "Service", "proposed")
    assert kept.synonyms == ("here", "there")


def test_an_entry_that_is_deleted_there_goes_unless_it_is_used_or_was_changed_here(library: Library) -> None:
    records, _ = drawn(sample("客户投诉处理"), "used")
    names = ("unused", "used", "changed", "deleted here")
    made = {each.name: each.id for each in add_entries(library, [NewEntry("role", name) for name in names], WANG)}
    with mailed(library, library.path.with_name("mailed.mlib")) as copy:
        for name in names[:3]:
            remove_entry(copy, made[name])
        model = add_model(library, NewModel("m", records)).id
        rename_entry(library, made["used"], "in use", WANG)
        rename_entry(copy, made["deleted here"], "changed there", LI)
        change_entry(library, made["changed"], WANG, definition="x")
        remove_entry(library, made["deleted here"])
        standing = {each.name: (each.standing, each.edited) for each in compare_copies(library, copy)}
        assert standing["unused"] == ("deleted_there", False)
        assert standing["changed"] == ("deleted_there", True)
        assert standing["changed there"] == ("deleted_here", True)
        merge_copy(library, copy, {made["used"]: "theirs"})
        assert {each.name for each in entries(library)} == {"in use", "changed", "changed there"}
        assert model in {each.id for each in models(library)}
        assert whole(library)


def test_entries_that_became_one_there_become_one_here(
    library: Library, copy: Library, used: tuple[Entry, str, str]
) -> None:
    entry, model, key = used
    (other,) = add_entries(copy, [NewEntry("role", "客户服务部")], LI)
    merge_entries(copy, other.id, entry.id, LI)
    merge_copy(library, copy)
    assert [each.name for each in entries(library)] == ["客户服务部"]
    assert text(library, model, key) == "客户服务部"
    assert compare_copies(library, copy) == []


def test_what_happens_to_entries_is_said_before_and_after(
    library: Library, copy: Library, used: tuple[Entry, str, str]
) -> None:
    entry, _, _ = used
    rename_entry(library, entry.id, "客户服务部", WANG)
    rename_entry(copy, entry.id, "服务中心", LI)
    add_entries(copy, [NewEntry("system", "SAP")], LI)

    def told(done: MergedCopy) -> dict[str, list[str]]:
        words = {}
        for each in done.prepared:
            lines = [conflict_in_words(each, conflict) for conflict in each.conflicts]
            words[item_in_words(each.item)] = lines + changes_in_words(each)
        return words

    planned = told(merge_copy(library, copy, dry_run=True))
    assert planned["IT system “SAP” in the dictionary"] == []
    assert planned["Role or unit “客户服务部” in the dictionary"] == [
        "Name of the entry: was 客服部; here 客户服务部; in the copy 服务中心",
        "Synonyms: 客服部 → 客服部, 服务中心",
        "The name “客户服务部” counts; “服务中心” becomes a synonym, and models follow.",
    ]
    assert told(merge_copy(library, copy)) == planned


def test_a_folder_that_both_sides_renamed_or_moved_is_asked_about(library: Library, tmp_path: Path) -> None:
    first, second, third = (add_folder(library, name) for name in ("Sales", "A", "B"))
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        rename_folder(library, first.id, "Sales here")
        rename_folder(copy, first.id, "Sales there")
        move_folder(library, first.id, second.id)
        move_folder(copy, first.id, third.id)
        done = merge_copy(library, copy, {}, {first.id: {NAME: "theirs"}}, dry_run=True)
        (prepared,) = done.prepared
        assert [conflict_in_words(prepared, each) for each in prepared.conflicts] == [
            "Name of the folder: was Sales; here Sales here; in the copy Sales there",
            "Folder above: was the top; here A; in the copy B",
        ]
        assert changes_in_words(prepared) == ["Name of the folder: Sales here → Sales there"]
        merge_copy(library, copy, {}, {first.id: {NAME: "theirs"}})
        assert paths(folders(library))[first.id] == ("A", "Sales there")
        assert open_items(library, copy) == []


def test_folders_that_would_hold_each_other_stay_where_they_are(library: Library, tmp_path: Path) -> None:
    first, second = add_folder(library, "A"), add_folder(library, "B")
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        move_folder(library, first.id, second.id)
        move_folder(copy, second.id, first.id)
        merge_copy(library, copy)
        assert paths(folders(library)) == {second.id: ("B",), first.id: ("B", "A")}
        assert whole(library)


def test_an_order_that_was_changed_there_comes_and_new_models_stand_where_they_stood(
    library: Library, tmp_path: Path
) -> None:
    made = [add_model(library, NewModel(name, sample())) for name in "abc"]
    tree = [add_folder(library, name) for name in "xyz"]
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        move_model(copy, made[2].id, None, made[0].id)
        new = add_model(copy, NewModel("n", sample()))
        move_model(copy, new.id, None, made[0].id)
        move_folder(copy, tree[2].id, None, tree[0].id)
        renamed(library, made[0].id, 0, "here")
        merge_copy(library, copy)
        assert [each.name for each in models(library)] == [each.name for each in models(copy)] == ["c", "n", "a", "b"]
        assert [each.name for each in folders(library)] == ["z", "x", "y"]
        move_model(library, made[0].id, None)
        move_model(copy, made[0].id, None, made[2].id)
        merge_copy(library, copy)
        assert [each.name for each in models(library)][-1] == "a", "where both have moved it, it stays as it is here"


def test_what_only_they_changed_can_be_kept_as_a_version_instead(library: Library, tmp_path: Path) -> None:
    made = add_model(library, NewModel("Order", sample()))
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        renamed(copy, made.id, 0, "there")
        before = models(library)[0].digest
        done = merge_copy(library, copy, {made.id: "mine"})
        assert models(library)[0].digest == before
        (version,) = versions(library, made.id)
        assert done.brought.kept == [(made.id, version.number)]
        assert "there" in {each.text for each in read_version(library, version.id).records if hasattr(each, "text")}
        assert open_items(library, copy) == [], "it is decided, and not asked again"


def test_libraries_of_the_format_before_know_what_their_entries_began_with(path: Path) -> None:
    with create_library(path) as library:
        (entry,) = add_entries(library, [NewEntry("role", "客服部")], WANG)
    with sqlite3.connect(path, isolation_level=None) as plain:
        plain.execute("DELETE FROM state WHERE object = ?", (entry.id,))
        plain.execute("DROP TABLE setting")
        plain.execute("UPDATE alembic_version SET version_num = '4'")
        plain.execute("PRAGMA user_version = 4")
        seals.seal_all(plain)
    plain.close()
    other = path.with_name("copy.mlib")
    other.write_bytes(path.read_bytes())
    with open_library(path) as library, open_library(other) as copy:
        assert compare_copies(library, copy) == []
        rename_entry(copy, entry.id, "客户服务部", LI)
        assert open_items(library, copy) == [("entry", "客服部", "changed_there")]
        assert merge_copy(library, copy).conflicts == []
        assert [each.name for each in entries(library)] == ["客户服务部"]
        assert whole(library)


@pytest.mark.parametrize("take", ["merge", "mine", "theirs"])
def test_a_name_and_a_description_that_do_not_count_stand_in_the_note_of_a_version(
    library: Library, tmp_path: Path, take: str
) -> None:
    made = add_model(library, NewModel("Order", sample()))
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        for side, word in ((library, "here"), (copy, "there")):
            rename_model(side, made.id, f"Order {word}")
            describe_model(side, made.id, f"told {word}")
        merge_copy(library, copy, {made.id: take})  # type: ignore[dict-item]
        kept, lost = ("there", "here") if take == "theirs" else ("here", "there")
        assert models(library)[0].name == f"Order {kept}"
        (version,) = versions(library, made.id)
        assert version.note.endswith(f". Name of the model: Order {lost}; Description: told {lost}")
        assert open_items(library, copy) == []
        assert whole(library)


@pytest.mark.parametrize("take", ["mine", "theirs"])
def test_a_version_that_keeps_what_is_not_taken_freezes_the_words_of_its_side(
    library: Library, copy: Library, used: tuple[Entry, str, str], take: str
) -> None:
    entry, model, _ = used
    renamed(library, model, 0, "here")
    renamed(copy, model, 0, "there")
    rename_entry(library, entry.id, "客户服务部", WANG)
    rename_entry(copy, entry.id, "服务中心", LI)
    merge_copy(library, copy, {model: take}, {entry.id: {NAME: "mine"}})  # type: ignore[dict-item]
    (version,) = versions(library, model)
    frozen = read_version(library, version.id)
    name = "服务中心" if take == "mine" else "客户服务部"
    assert frozen.words == {entry.id: name}
    assert name in {each.text for each in frozen.records if hasattr(each, "text")}, "as its drawing says"
    made = freeze(library, model, note="", author=WANG)
    assert read_version(library, made.id).words == {entry.id: "客户服务部"}
    assert whole(library)


@pytest.mark.parametrize("take", ["merge", "mine", "theirs"])
def test_a_definition_and_a_folder_name_that_do_not_count_stand_in_the_trail(
    library: Library, tmp_path: Path, take: str
) -> None:
    (entry,) = add_entries(library, [NewEntry("role", "客服部")], WANG)
    folder = add_folder(library, "Sales")
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        for side, word in ((library, "here"), (copy, "there")):
            change_entry(side, entry.id, WANG, definition=f"who answers {word} " + "x" * 3_000)
            rename_folder(side, folder.id, f"Sales {word}")
        change_entry(copy, entry.id, LI, translation="Service")
        merge_copy(library, copy, {entry.id: take, folder.id: take}, {}, LI)  # type: ignore[dict-item]
        kept, lost = ("there", "here") if take == "theirs" else ("here", "there")
        assert find_entry(library, "客服部").definition.startswith(f"who answers {kept} ")
        assert [each.name for each in folders(library)] == [f"Sales {kept}"]
        noted = {each.comment for each in trail_of(library) if each.action == "merge"}
        whose = "As it was here before “mailed.mlib” was merged" if take == "theirs" else "As it is in “mailed.mlib”"
        more = "Name in the other language: Service; " if take == "mine" else ""
        assert noted == {
            "mailed.mlib",
            f"Folder “Sales here”. {whose}. Name of the folder: Sales {lost}",
            f"Role or unit “客服部” in the dictionary. {whose}. {more}Definition: who answers {lost} " + "x" * 3_000,
        }
        assert open_items(library, copy) == []
        merge_copy(library, copy, {}, {}, LI)
        assert len([each for each in trail_of(library) if each.action == "merge"]) == len(noted), "it is said once"
        assert whole(library)


def test_an_entry_that_both_sides_made_on_their_own_is_one_entry_and_models_refer_to_it(
    library: Library, tmp_path: Path
) -> None:
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        (mine,) = add_entries(library, [NewEntry("role", "Claims desk", synonyms=("CD",))], WANG)
        (theirs,) = add_entries(copy, [NewEntry("role", "claims desk", definition="Takes claims")], LI)
        add_entries(copy, [NewEntry("document", "Claims desk")], LI)
        records, key = drawn(sample("客户投诉处理"), "claims desk")
        referring = with_reference(next(each for each in records if each.key == key), Reference(theirs.id, named=True))
        records = tuple(referring if each.key == key else each for each in records)
        model = add_model(copy, NewModel("投诉", records)).id
        done = merge_copy(library, copy, author=WANG)
        assert done.brought.united == ["Claims desk"]
        (entry,) = entries(library, "role")
        assert (entry.id, entry.definition) == (mine.id, "Takes claims")
        assert set(entry.synonyms) == {"CD", "claims desk"}
        assert [each.name for each in entries(library, "document")] == ["Claims desk"]
        lane = next(each for each in load_draft(library, model).records if each.key == key)
        assert (lane.text, [each.entry for each in references(lane)]) == ("Claims desk", [mine.id])
        merge_copy(library, copy, author=WANG)
        assert len(entries(library, "role")) == 1
        assert whole(library)
