"""A listing that knows what was read before is the listing of one who reads all."""

import random
from contextlib import suppress

import pytest
from library.conftest import sample

from modeller.files.problem import Problem
from modeller.jobs.library_listing import list_library
from modeller.library import dictionary, folders, known, models, versions
from modeller.library.drafts import load_draft, save_draft
from modeller.library.faults import Damaged
from modeller.library.known import Known
from modeller.library.store import Library
from modeller.model.dictionary import NewEntry
from modeller.model.entries import Author, ModelEntry, NewModel

RECORDS = sample()
LI = Author("Li Na")


def test_whatever_is_done_a_further_listing_is_the_listing_of_one_who_reads_all(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known, "_BATCH", 3)
    dice, before = random.Random(5), Known()
    homes = [folders.add_folder(library, name) for name in ("one", "two")]
    for number in range(40):
        there = models.models(library)
        deed = dice.choice(("add", "add", "rename", "move", "bin", "version", "save", "folder", "empty", "restore",
                            "entry", "entry", "renamed", "below", "gone"))  # fmt: skip
        if deed in ("entry", "renamed", "below", "gone"):
            change_dictionary(library, dice, deed, number)
            deed = "save"
        if deed == "add" or len(there) < 2:
            models.add_model(library, NewModel(f"m{number}", RECORDS, dice.choice((None, homes[0].id, homes[1].id))))
        elif deed == "empty":
            models.empty_bin(library)
        elif deed == "folder":
            folders.rename_folder(library, homes[1].id, f"f{number}")
        elif deed == "restore":
            for each in models.models(library, binned=True):
                models.restore_model(library, each.id)
        else:
            change(library, dice.choice(there), deed, number)
        assert list_library(library, known=before) == list_library(library)


def change_dictionary(library: Library, dice: random.Random, deed: str, number: int) -> None:
    there = dictionary.entries(library)
    if deed == "entry" or len(there) < 2:
        dictionary.add_entries(library, [NewEntry("role", f"e{number}")], LI)
    elif deed == "renamed":
        dictionary.rename_entry(library, dice.choice(there).id, f"n{number}", LI)
    elif deed == "below":
        with suppress(Problem):  # in a circle
            dictionary.change_entry(library, dice.choice(there).id, LI, parent=dice.choice(there).id)
    else:
        dictionary.remove_entry(library, dice.choice(there).id, LI, used=True)


def change(library: Library, entry: ModelEntry, deed: str, number: int) -> None:
    draft = load_draft(library, entry.id)
    if deed == "rename":
        models.rename_model(library, entry.id, f"r{number}")
    elif deed == "move":
        models.move_model(library, entry.id, None)
    elif deed == "bin":
        models.bin_model(library, entry.id)
    elif deed == "save":
        save_draft(library, entry.id, draft.records[number % 3 :], draft.revision, draft.digest)
    elif all(each.draft_digest != draft.digest for each in versions.versions(library, entry.id)):
        versions.freeze(library, entry.id, note="", author=Author("Li Na"))


def test_rows_that_are_known_are_not_read_again_and_damaged_ones_are_noticed(
    library: Library, model: ModelEntry
) -> None:
    before = Known()
    first = list_library(library, known=before)
    with library.writing() as writing:
        writing.connection.exec_driver_sql("UPDATE model SET name = 'x'")
    assert list_library(library, known=before).models == first.models
    with library.writing() as writing:
        writing.connection.exec_driver_sql(f"UPDATE model SET seal = '{'0' * 32}'")
    with pytest.raises(Damaged):
        list_library(library, known=before)
