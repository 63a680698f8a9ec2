"""A program that is killed while it brings a copy in: the library is what it was or what it becomes, whole."""

import shutil
import subprocess
import sys
from pathlib import Path

import library_child
import pytest
from library.conftest import sample
from library.test_copies import content, mailed, renamed, sound

from modeller.library.comments import add_comment
from modeller.library.folders import add_folder
from modeller.library.models import add_model
from modeller.library.opening import create_library, open_library
from modeller.library.versions import freeze
from modeller.model.entries import Author, NewModel

WHO = Author("Wang Fang")


def made(home: Path) -> tuple[Path, Path]:
    """A library and a copy of it, both changed, with something of every kind to bring over."""
    mine, theirs = home / "mine.mlib", home / "theirs.mlib"
    with create_library(mine) as library:
        first, second = (add_model(library, NewModel(name, sample())) for name in ("First", "Second"))
        with mailed(library, theirs) as copy:
            folder = add_folder(copy, "Sales")
            add_model(copy, NewModel("New", sample(), folder.id))
            renamed(copy, first.id, 0, "there")
            renamed(copy, second.id, 0, "there")
            freeze(copy, second.id, note="", author=WHO)
            add_comment(copy, second.id, "Good", WHO)
        renamed(library, first.id, 0, "here")
    return mine, theirs


def merge_until(mine: Path, theirs: Path, statement: int) -> int:
    """The exit code of a program that merges, and kills itself before its so-manieth statement."""
    command = [sys.executable, library_child.__file__, "merge", str(mine), str(theirs), str(statement)]
    return subprocess.run(command, check=False, timeout=120).returncode


def killed_at(home: Path, every: int) -> list[bool]:
    """Kill at each `every`-th statement, until one comes through; whether the library was the new one."""
    mine, theirs = made(home)
    shutil.copyfile(mine, home / "original.mlib")
    with open_library(mine, read_only=True) as library:
        before = content(library)
    found: list[bool] = []
    statement = 1
    while True:
        shutil.copyfile(home / "original.mlib", mine)
        code = merge_until(mine, theirs, statement)
        with open_library(mine) as library:
            assert sound(library)
            now = content(library)
            assert len(now) in {2, 3}
            assert len(now) == 3 or now == before
        found.append(len(now) == 3)
        assert code in {0, -9}
        assert found[-1] or code == -9
        if code == 0:
            return found
        statement += every


def test_a_merge_that_is_killed_leaves_the_old_library_or_the_new_one(memory: Path) -> None:
    home = memory / "killed"
    home.mkdir()
    found = killed_at(home, 37)
    assert found.count(False) >= 3
    assert found[-1]


@pytest.mark.soak
def test_a_merge_that_is_killed_at_any_statement_leaves_the_old_library_or_the_new_one(memory: Path) -> None:
    home = memory / "killed_all"
    home.mkdir()
    assert killed_at(home, 1).count(False) > 50
