"""A year with a library: models drawn on, versions, approval, one word changed, a copy merged, a backup restored."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from journeys.test_library_copy import dialog_of
from journeys.test_library_models import make_version, save
from library_kit import calm
from pytestqt.qtbot import QtBot

from modeller.cli import run
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.jobs.library_draft import path_of
from modeller.jobs.library_import import import_files
from modeller.library import backups
from modeller.library.approval import advance, approvals, trail_of
from modeller.library.copies import save_copy
from modeller.library.dictionary import add_entries, find_entry, rename_entry
from modeller.library.drafts import load_draft
from modeller.library.models import find_model, models
from modeller.library.opening import create_library, open_library
from modeller.library.store import Library
from modeller.library.versions import read_version, versions
from modeller.model.dictionary import NewEntry
from modeller.model.entries import Author
from modeller.model.records import Node, Record
from modeller.resources import SAMPLES
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

WANG, LI = Author("Wang Fang", "wangf"), Author("Li Na", "lina")
NAME = "客户投诉处理"

ELSEWHERE = """
import sys
from modeller.editing.text import rename
from modeller.library.drafts import load_draft, save_draft
from modeller.library.models import find_model
from modeller.library.opening import open_library
from modeller.model.document import Document

with open_library(sys.argv[1]) as library:
    for name, key, text in zip(*[iter(sys.argv[2:])] * 3):
        draft = load_draft(library, find_model(library, name).id)
        document = Document(draft.records)
        rename(document, key, text)
        save_draft(library, draft.model, tuple(document), draft.revision, draft.digest)
"""
"""What somebody at another computer does with the copy: opens it in a program of his own, renames, saves."""


def tasks(records: tuple[Record, ...]) -> list[Node]:
    return [each for each in records if isinstance(each, Node) and each.type.endswith("Task")]


def named(library: Library, model: str) -> dict[str, str]:
    records = load_draft(library, find_model(library, model).id).records
    return {each.key: each.text for each in records if isinstance(each, Node)}


def verified(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["library", "verify", str(path)]) == 0
    assert "is whole" in capsys.readouterr().out


def opened(desk: Desk, window: MainWindow, path: Path, id: str, qtbot: QtBot) -> ModelPage:
    desk.open(path_of(path, id), window)
    calm(window, qtbot)
    assert window.page is not None
    return window.page


def test_a_year_in_the_life_of_a_library(
    desk: Desk, window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path, mailed = tmp_path / "流程库.mlib", tmp_path / "mailed.mlib"

    # January: the models that lie about as files become a library
    files = sorted(SAMPLES.glob("*.bpmn"))
    with create_library(path) as library:
        done = import_files(library, files, author=WANG)
        assert {each.name for each in models(library)} == {each.stem for each in files}
        assert done.refused == []
        for file in files:
            records = load_draft(library, find_model(library, file.stem).id).records
            assert Counter(map(type, records)) == Counter(map(type, read(file.read_bytes()).document))
        model = find_model(library, NAME).id
        lane = next(each for each in load_draft(library, model).records
                    if isinstance(each, Node) and each.type == "bpmn:lane" and each.text)  # fmt: skip
        old, new = lane.text, "客户关怀中心"
    verified(path, capsys)

    # Until May: ten versions, each after an edit in the window
    page = opened(desk, window, path, model, qtbot)
    first, second, *_ = tasks(tuple(page.document))
    for number in range(10):
        rename(page.document, first.key, f"登记投诉 {number}")
        make_version(window, qtbot, f"Version {number}", large=number == 5)
    with open_library(path) as library:
        found = list(reversed(versions(library, model)))
        assert [each.number for each in found] == [*(f"1.{n}" for n in range(5)), *(f"2.{n}" for n in range(5))]
        assert [each.note for each in found] == [f"Version {n}" for n in range(10)]
        for number, each in enumerate(found):
            kept = {one.key: one.text for one in read_version(library, each.id).records if isinstance(one, Node)}
            assert kept[first.key] == f"登记投诉 {number}"

        # June: the last one is looked at, sent back, looked at again and published
        for action, who in (("submit", WANG), ("reject", LI), ("submit", WANG), ("approve", LI), ("publish", LI)):
            advance(library, model, action, who)  # type: ignore[arg-type]
        assert [(each.number, each.kind) for each in approvals(library, model)][:2] == [
            ("2.4", "published"), ("2.3", "draft"),
        ]  # fmt: skip
        actions = [each.action for each in trail_of(library, model)]
        assert actions == ["submit", "reject", "submit", "approve", "publish"]

        # July: the department is called otherwise
        entry = add_entries(library, [NewEntry("role", old)], WANG)[0]
        renamed = rename_entry(library, entry.id, new, WANG)
        assert [(each.model_name, each.number) for each in renamed.still] == [(NAME, "2.4")]
        assert named(library, NAME)[lane.key] == new
        published = read_version(library, found[-1].id).records
        assert old in {each.text for each in published if isinstance(each, Node)}, "what was approved stays"
        assert old in find_entry(library, new).synonyms
    verified(path, capsys)

    # September: a copy goes out; both sides go on
    with open_library(path) as library:
        save_copy(library, mailed)
        other = tasks(load_draft(library, find_model(library, "expense-approval").id).records)[0]
        before = {each.name: named(library, each.name) for each in models(library)}
        trail = trail_of(library)
    told = (NAME, first.key, "there", NAME, second.key, "only there", "expense-approval", other.key, "there")
    computer = os.environ | {"MODELLER_HOME": str(tmp_path / "elsewhere")}
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(mailed), *told], check=True, timeout=60, env=computer)
    with open_library(mailed) as library:
        assert versions(library, model)[0].number == "2.4", "the copy knows the history"
    window.tabs.closing.emit(page)
    calm(window, qtbot)
    with open_library(path) as library:
        known = {each.number for each in versions(library, model)}
    page = opened(desk, window, path, model, qtbot)
    assert page.document[lane.key].text == new, "the window shows what the dictionary changed"
    rename(page.document, first.key, "here")
    save(window, qtbot)

    # October: it comes back, with one conflict
    monkeypatch.setattr(desk, "ask", lambda *_: "merge")
    desk.open(mailed, window)
    dialog = dialog_of(qtbot)
    assert dialog.go.text() == "Decide 1 conflict…"
    dialog.go.click()
    dialog.conflicts.answers["theirs"].click()
    dialog.go.click()
    calm(window, qtbot)
    expected = {name: dict(texts) for name, texts in before.items()}
    expected[NAME] |= {first.key: "there", second.key: "only there"}
    expected["expense-approval"][other.key] = "there"
    with open_library(path) as library:
        assert {each.name: named(library, each.name) for each in models(library)} == expected
        (kept,) = [each for each in versions(library, model) if each.number not in known]
        lost = {each.key: each.text for each in read_version(library, kept.id).records if isinstance(each, Node)}
        assert lost[first.key] == "here", "what was not taken stays as a version"
        assert trail_of(library)[:-1] == trail
        assert [(each.action, each.comment) for each in trail_of(library)[-1:]] == [("merge", mailed.name)]
        uuid = library.uuid
    verified(path, capsys)

    # December: the state before the merge is brought back, and then the merge again
    assert len(backups.backups(uuid)) > 1
    assert run(["library", "restore", str(path), "latest"]) == 0
    calm(window, qtbot)
    with open_library(path) as library:
        assert named(library, NAME)[first.key] == "here"
        assert named(library, "expense-approval") == before["expense-approval"]
        assert [each.action for each in trail_of(library)] == [
            *(each.action for each in trail), "merge", "restore",
        ]  # fmt: skip
        assert [each.kind for each in approvals(library, model)].count("published") == 1
    verified(path, capsys)
    assert run(["library", "restore", str(path), "latest"]) == 0
    with open_library(path) as library:
        assert {each.name: named(library, each.name) for each in models(library)} == expected
        assert [each.action for each in trail_of(library)][-2:] == ["restore", "restore"]
        assert len(versions(library, model)) == 11
    verified(path, capsys)
