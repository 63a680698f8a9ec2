"""From one format to the next: all or nothing, whatever ends the program meanwhile."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import library_child
import pytest
from library.conftest import sample

from modeller.files.problem import Problem
from modeller.library import backups, check, header, migrate, versions
from modeller.library.drafts import load_draft
from modeller.library.models import add_model, rename_model
from modeller.library.opening import create_library, open_library
from modeller.model.entries import Author, NewModel

OLD, NEW = header.LATEST, header.LATEST + 1


@pytest.fixture
def old(path: Path) -> Path:
    """A library of the present format, with something in every table."""
    with create_library(path) as library:
        for name in ("order-fulfilment", "service-desk-incident", "expense-approval"):
            entry = add_model(library, NewModel(name, sample(name)))
            versions.freeze(library, entry.id, note="", author=Author("Wang Fang"))
    return path


@pytest.fixture
def next_format(old: Path) -> Iterator[None]:
    """The program as if it knew one format more, after the old library was made."""
    with library_child.next_format():
        yield


def content(path: Path) -> dict[str, list[object]]:
    """All that is in the tables that both formats have, but for what a step must change."""
    found = {}
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as made:
        names = [row[0] for row in made.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        for name in names:
            if name not in {"extra", "alembic_version"}:
                columns = [row[1] for row in made.execute(f"PRAGMA table_info({name})")]
                kept = ", ".join(column for column in columns if column not in {"owner", "seal", "digest"})
                found[name] = made.execute(f"SELECT {kept} FROM {name} ORDER BY 1, 2").fetchall()
    return found


def format_of(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def whole(path: Path, format: int) -> bool:
    with closing(sqlite3.connect(path)) as made:
        rows = [row[0] for row in made.execute("SELECT id FROM model")]
        digests = [row[0] for row in made.execute("SELECT content_hash FROM model ORDER BY id")]
        assert [check.draft_digest(made, row) for row in sorted(rows)] == digests
        made.execute("PRAGMA trusted_schema = OFF")
        return list(check.faults(made, format)) == []


@pytest.mark.usefixtures("next_format")
def test_an_older_library_is_brought_to_the_new_format_with_every_row(old: Path) -> None:
    before = content(old)
    with open_library(old) as library:
        (notice,) = library.notices
        assert "brought to the format" in str(notice)
        (latest, *_) = backups.backups(library.uuid)
        assert content(latest.path) == before
        assert format_of(latest.path) == OLD
    assert format_of(old) == NEW
    assert content(old) == before
    assert os.listdir(old.parent) == [old.name]
    with open_library(old) as library:
        assert library.notices == []
    with closing(sqlite3.connect(old)) as made:
        assert made.execute("SELECT DISTINCT owner FROM model").fetchall() == [("nobody",)]
        assert made.execute("SELECT count(*) FROM steps_by_role").fetchone()[0] > 10
        assert made.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_newer_library_is_refused_by_the_older_program(old: Path) -> None:
    with library_child.next_format():
        open_library(old).close()
    before = old.read_bytes()
    with pytest.raises(Problem, match="newer version"):
        open_library(old)
    assert old.read_bytes() == before


@pytest.mark.parametrize("wrong", ["exception", "rows lost", "reference", "disk full"])
@pytest.mark.usefixtures("next_format")
def test_a_step_that_fails_changes_nothing_and_says_so(old: Path, wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = migrate._run
    before = old.read_bytes()

    def fail(bound: object, format: int) -> None:
        plain(bound, format)
        if wrong == "exception":
            raise sqlite3.OperationalError("in the middle")
        if wrong == "disk full":
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        statement = {"rows lost": "DELETE FROM version_content", "reference": "UPDATE model SET folder_id = 77"}[wrong]
        bound.exec_driver_sql(statement)  # type: ignore[attr-defined]

    monkeypatch.setattr(migrate, "_run", fail)
    with pytest.raises(Problem, match="unchanged"):
        open_library(old)
    assert old.read_bytes() == before
    assert os.listdir(old.parent) == [old.name]
    monkeypatch.undo()


@pytest.mark.usefixtures("next_format")
def test_a_damaged_library_is_not_carried_on(old: Path) -> None:
    with closing(sqlite3.connect(old)) as made:
        made.execute("UPDATE folder SET name = 'x'")
        made.execute("UPDATE model SET name = 'x' WHERE id = 1")
        made.commit()
    with pytest.raises(Problem, match="unchanged"):
        open_library(old)
    assert format_of(old) == OLD


@pytest.mark.usefixtures("next_format")
def test_an_older_library_that_cannot_be_written_is_shown_from_a_copy(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()
    monkeypatch.setattr(os, "access", lambda target, mode: Path(target) != old)
    with open_library(old) as library:
        assert library.read_only is not None
        with library.raw() as raw:
            assert raw.execute("PRAGMA user_version").fetchone() == (NEW,)
            assert raw.execute("SELECT count(*) FROM model").fetchone() == (3,)
    assert old.read_bytes() == before


def test_a_program_that_had_the_library_open_while_it_was_brought_on_writes_nothing(old: Path) -> None:
    with open_library(old) as library:
        (entry, *_) = opening_models(library)
        subprocess.run(command(old), check=True, env=environment(), capture_output=True)
        with pytest.raises(Problem, match="replaced by another program"):
            rename_model(library, entry, "x")
    assert format_of(old) == NEW


def opening_models(library: object) -> list[str]:
    from modeller.library.models import models

    return [each.id for each in models(library)]  # type: ignore[arg-type]


def command(path: Path) -> list[str]:
    return [sys.executable, library_child.__file__, "upgrade", str(path)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def kill_many(old: Path, times: int) -> None:
    dice, before, states = random.Random(times), content(old), []
    target = old.with_name("copy.mlib")
    begin = time.monotonic()
    shutil.copyfile(old, target)
    done = subprocess.run(command(target), env=environment(), capture_output=True, check=True)
    assert done.stdout == b"begun\ndone\n"
    longest = 0.5 * (time.monotonic() - begin)
    for _ in range(times):
        shutil.copyfile(old, target)
        with subprocess.Popen(command(target), stdout=subprocess.PIPE, env=environment()) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(dice.uniform(0, longest))
            child.kill()
        states.append(format_of(target))
        assert content(target) == before
        assert whole(target, states[-1]), "half migrated"
        subprocess.run(command(target), check=True, env=environment(), capture_output=True)  # the next try does it
        assert format_of(target) == NEW
        assert content(target) == before
        assert sorted(os.listdir(old.parent)) == sorted([old.name, target.name])
    assert times < 100 or min(states.count(OLD), states.count(NEW)) > times // 20, "the kills came at all moments"


@pytest.mark.usefixtures("next_format")
def test_killed_at_any_moment_of_a_migration_the_old_library_or_the_new_one_is_there(old: Path) -> None:
    kill_many(old, 3)


@pytest.mark.soak
@pytest.mark.usefixtures("next_format")
def test_killed_three_hundred_times_no_library_is_half_migrated(old: Path) -> None:
    kill_many(old, 300)


def test_a_library_of_the_present_format_is_opened_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    with open_library(old) as library:
        (first, *_) = opening_models(library)
        load_draft(library, first)
    assert old.read_bytes() == before
