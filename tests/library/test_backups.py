"""Whose a backup is: a library and its copies have one id, but none takes the backups of another."""

import os
import shutil
from pathlib import Path

import pytest

from modeller.files.problem import Problem
from modeller.jobs.library_backups import Backups, latest_backup, list_backups, restore_backup
from modeller.library import backups, models
from modeller.library.opening import create_library, open_library
from modeller.model.entries import ModelEntry, NewModel


@pytest.fixture
def entry(path: Path) -> ModelEntry:
    """The model of a library that is at its third revision and has one backup."""
    with create_library(path) as library:
        made = models.add_model(library, NewModel("Order", ()))
    renamed(path, made, "Order 1")
    return made


def renamed(path: Path, model: ModelEntry, *names: str) -> None:
    for name in names:
        with open_library(path) as library:
            models.rename_model(library, model.id, name)


def kept(found: tuple[backups.Backup, ...]) -> list[str]:
    """What the model is called in each backup."""
    said = []
    for each in found:
        with open_library(each.path, read_only=True) as library:
            said += [entry.name for entry in models.models(library)]
    return said


def test_the_latest_backup_is_never_that_of_a_copy_though_it_is_newer_and_further(
    path: Path, entry: ModelEntry
) -> None:
    copy = path.with_name("mailed.mlib")
    shutil.copyfile(path, copy)
    renamed(copy, entry, "there 1", "there 2", "there 3")
    renamed(path, entry, "here")
    here, there = list_backups(path), list_backups(copy)
    assert kept(here.own) == ["Order 1", "Order"]
    assert kept(there.own) == ["there 2", "there 1", "Order 1"]
    assert set(here.others) == set(there.own)
    assert {each.origin for each in here.others} == {copy}
    assert latest_backup(path).revision < latest_backup(copy).revision
    restore_backup(path)
    with open_library(path) as library:
        assert models.model(library, entry.id).name == "Order 1"


def test_a_backup_of_a_copy_comes_back_where_it_is_named_and_it_is_said(path: Path, entry: ModelEntry) -> None:
    copy = path.with_name("mailed.mlib")
    shutil.copyfile(path, copy)
    renamed(copy, entry, "there 1", "there 2")
    chosen = list_backups(path).others[0]
    taken, notices = restore_backup(path, chosen.path)
    assert taken == chosen.path
    assert [str(copy) in str(each) for each in notices] == [True]
    with open_library(path) as library:
        assert models.model(library, entry.id).name == "there 1"
    assert kept(list_backups(path).own)[0] == "Order 1"
    assert restore_backup(path)[1] == []


def test_a_copy_without_backups_takes_none_and_is_told_where_there_are_some(path: Path, entry: ModelEntry) -> None:
    copy = path.with_name("mailed.mlib")
    shutil.copyfile(path, copy)
    before = copy.read_bytes()
    assert list_backups(copy).own == ()
    with pytest.raises(Problem, match="Other copies of this library have 1"):
        restore_backup(copy)
    assert copy.read_bytes() == before


def test_a_library_keeps_its_backups_when_it_or_its_folder_is_renamed_or_moved(path: Path, entry: ModelEntry) -> None:
    moved = path.with_name("renamed.mlib")
    path.rename(moved)
    assert kept(list_backups(moved).own) == ["Order"]
    renamed(moved, entry, "moved")
    folder = path.parent.with_name("another shelf")
    path.parent.rename(folder)
    found = list_backups(folder / moved.name)
    assert (kept(found.own), found.others) == (["Order 1", "Order"], ())
    assert found.own[0].origin == moved, "where it lay when the backup was made"


def test_a_file_that_is_saved_by_being_replaced_is_the_same_one(path: Path, entry: ModelEntry) -> None:
    other = path.with_name("tmp")
    shutil.copyfile(path, other)
    os.replace(other, path)
    assert kept(list_backups(path).own) == ["Order"]
    renamed(path, entry, "again")
    assert kept(list_backups(path).own) == ["Order 1", "Order"]


def test_a_link_and_a_second_name_lead_to_the_same_backups(path: Path, entry: ModelEntry) -> None:
    link, second = path.with_name("link.mlib"), path.with_name("second.mlib")
    link.symlink_to(path)
    os.link(path, second)
    for each in (link, second):
        assert kept(list_backups(each).own) == ["Order"]


def test_a_new_file_that_got_the_number_of_a_deleted_copy_is_not_taken_for_it(path: Path, entry: ModelEntry) -> None:
    old = path.with_name("old.mlib")
    shutil.copyfile(path, old)
    copy = path.with_name("mailed.mlib")
    shutil.copyfile(path, copy)
    renamed(copy, entry, "there 1", "there 2", "there 3")
    with open(copy, "r+b") as file:  # the same file for the system, with what an older copy holds
        file.truncate()
        file.write(old.read_bytes())
    copy.rename(path.with_name("another.mlib"))
    assert list_backups(path.with_name("another.mlib")).own == ()


@pytest.mark.parametrize("state", ["deleted", "cut", "empty"])
def test_what_lay_there_comes_back_by_its_place_alone(path: Path, entry: ModelEntry, state: str) -> None:
    copy = path.with_name("mailed.mlib")
    shutil.copyfile(path, copy)
    renamed(copy, entry, "there 1", "there 2", "there 3")
    if state == "deleted":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:9000] if state == "cut" else b"")
    restore_backup(path)
    with open_library(path) as library:
        assert models.model(library, entry.id).name == "Order"


def test_the_latest_is_the_one_made_last_whatever_the_clock_says(
    path: Path, entry: ModelEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Early(backups.datetime):  # type: ignore[misc]
        @classmethod
        def now(cls, tz: object = None) -> "Early":
            return cls(1999, 1, 1)

    monkeypatch.setattr(backups, "datetime", Early)
    renamed(path, entry, "Order 2")
    assert kept(list_backups(path).own) == ["Order 1", "Order"]


def test_a_backup_from_before_files_were_told_apart_is_listed_and_never_taken(path: Path, entry: ModelEntry) -> None:
    (known,) = list_backups(path).own
    old = backups.folder(known.uuid) / "r000000009-20261101T090000.mlib"
    shutil.move(known.path, old)
    found = list_backups(path)
    assert found == Backups((), found.others)
    assert [(each.path, each.origin) for each in found.others] == [(old, None)]
    with pytest.raises(Problem, match="no backups of"):
        latest_backup(path)


def test_each_file_keeps_ten_backups_however_many_its_copies_have(path: Path, entry: ModelEntry) -> None:
    copy = path.with_name("mailed.mlib")
    shutil.copyfile(path, copy)
    renamed(copy, entry, *(f"there {number}" for number in range(13)))
    assert len(list_backups(copy).own) == 10
    assert kept(list_backups(path).own) == ["Order"]
