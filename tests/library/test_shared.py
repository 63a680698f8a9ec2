"""What belongs to a library as a whole comes along when two copies of it are brought together."""

from dataclasses import replace
from pathlib import Path

import pytest
from library.conftest import sample
from library.test_copies import mailed, renamed
from library.test_dictionary import WANG, drawn, text, whole

from modeller.jobs.library_merge import merge_copy
from modeller.library import approval, workflow
from modeller.library.approval import advance, approvals, head, set_workflow, trail_of, workflow_of
from modeller.library.dictionary import add_entries, entries, find_entry, merge_entries, remove_entry, rename_entry
from modeller.library.models import add_model, bin_model, empty_bin
from modeller.library.shared import has_more
from modeller.library.store import Library
from modeller.library.versions import freeze, versions
from modeller.model.dictionary import NewEntry
from modeller.model.entries import Author, ModelEntry, NewModel

LI = Author("Li", "li")


def test_what_was_approved_in_a_copy_is_approved_here_and_its_last_hash_is_found(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    advance(library, model.id, "submit", WANG)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        advance(copy, model.id, "approve", LI)
        advance(copy, model.id, "publish", LI)
        longer = set_workflow(copy, workflow.encode(replace(workflow.USUAL, review_months=24)), LI)
        there = head(copy)
        other = add_model(library, NewModel("Other", sample()))
        advance(library, other.id, "submit", WANG)
        before = [each.chain for each in trail_of(library)]
        merge_copy(library, copy)
        found = trail_of(library)
        assert [each.chain for each in found[: len(before)]] == before, "it only grows"
        assert [each.action for each in found[len(before) :]] == ["approve", "publish", "workflow"]
        assert found[-1].origin == there
        assert {each.model: each.kind for each in approvals(library)} == {model.id: "published", other.id: "review"}
        assert workflow_of(library) == longer
        assert whole(library)
        merge_copy(library, copy)
        assert trail_of(library) == found, "a second time nothing comes"


def test_what_can_no_longer_take_place_is_kept_and_changes_nothing(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    advance(library, model.id, "submit", WANG)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        advance(copy, model.id, "approve", LI)
        advance(library, model.id, "reject", WANG, comment="no")
        merge_copy(library, copy)
    last = trail_of(library)[-1]
    assert (last.action, last.author, last.applied) == ("approve", "Li", False)
    assert [each.kind for each in approvals(library, model.id)] == ["draft"]
    assert whole(library)


def test_words_of_both_copies_come_together(library: Library, tmp_path: Path) -> None:
    records, key = drawn(sample("客户投诉处理"), "客服部")
    model = add_model(library, NewModel("投诉", records)).id
    (entry,) = add_entries(library, [NewEntry("role", "客服部")], WANG)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        (above,) = add_entries(copy, [NewEntry("role", "总部")], LI)
        add_entries(copy, [NewEntry("role", "分部", parent=above.id)], LI)
        rename_entry(copy, entry.id, "客户服务部", LI)
        add_entries(library, [NewEntry("system", "SAP")], WANG)
        merge_copy(library, copy)
        assert not has_more(library, copy)
    assert {each.name for each in entries(library)} == {"总部", "分部", "SAP", "客户服务部"}
    assert find_entry(library, "分部").parent == above.id
    assert text(library, model, key) == "客户服务部"
    assert whole(library)


@pytest.mark.parametrize("deleted", [False, True])
def test_a_model_that_was_approved_comes_with_where_it_stands(library: Library, tmp_path: Path, deleted: bool) -> None:
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        made = add_model(copy, NewModel("New", sample()))
        freeze(copy, made.id, note="", author=LI)
        advance(copy, made.id, "submit", LI)
        if deleted:
            bin_model(copy, made.id)
            empty_bin(copy)
        merge_copy(library, copy)
    assert [each.kind for each in approvals(library)] == ([] if deleted else ["review"])
    assert sorted(each.action for each in trail_of(library)) == sorted(["submit", "delete" if deleted else "merge"])
    assert whole(library)


def test_the_trail_tells_what_becomes_of_the_dictionary_the_models_and_the_copies(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    first, second, third = add_entries(library, [NewEntry("role", name) for name in ("a", "b", "c")], WANG)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        rename_entry(copy, first.id, "x", LI)
        merge_entries(copy, first.id, second.id, LI)
        remove_entry(copy, third.id, LI)
        bin_model(copy, model.id)
        empty_bin(copy, LI)
        there = trail_of(copy)
        assert [(each.action, each.author, each.comment, each.model_name) for each in there] == [
            ("rename_entry", "Li", "a → x", ""),
            ("merge_entries", "Li", "b → x", ""),
            ("remove_entry", "Li", "c", ""),
            ("delete", "Li", "", "Order"),
        ]
        advance(library, model.id, "submit", WANG)
        merge_copy(library, copy, author=WANG)
        found = trail_of(library)
        assert [each.action for each in found] == ["submit", "merge", *(each.action for each in there)]
        assert (found[1].author, found[1].comment) == ("Wang", "mailed.mlib")
        assert [each.origin for each in found[2:]] == [each.chain for each in there]
        assert [each.kind for each in approvals(library)] == ["review"], "they change no version's state"
        assert whole(library)
        merge_copy(library, copy)
        assert trail_of(library) == found, "where nothing comes, nothing is noted"


@pytest.mark.parametrize("later", ["here", "there"])
def test_of_two_versions_that_two_copies_published_the_later_stays_and_the_trail_says_why(
    library: Library, model: ModelEntry, tmp_path: Path, later: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = {side: f"2026-03-0{2 if side == later else 1}" for side in ("here", "there")}

    def publish(which: Library, side: str) -> str:
        renamed(which, model.id, 0, side)
        monkeypatch.setattr(approval, "now", lambda: times[side] + "T08:00:00+00:00")
        advance(which, model.id, "submit", WANG)
        advance(which, model.id, "approve", LI)
        return advance(which, model.id, "publish", LI).version

    freeze(library, model.id, note="", author=LI)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        made = {"here": publish(library, "here"), "there": publish(copy, "there")}
        monkeypatch.undo()
        merge_copy(library, copy, author=WANG)
        stands = {each.version: each.kind for each in approvals(library, model.id)}
        other = "there" if later == "here" else "here"
        assert (stands[made[later]], stands[made[other]]) == ("published", "retired")
        last = trail_of(library)[-1]
        assert (last.action, last.version, last.author) == ("supersede", made[other], "Wang")
        number = next(each.number for each in versions(library, model.id) if each.id == made[later])
        assert last.comment == f"Published in two copies; the later one, {number}, stays."
        assert whole(library)
        merge_copy(copy, library)
        assert {each.version: each.kind for each in approvals(copy, model.id)}.items() >= {
            made[later]: "published", made[other]: "retired",
        }.items()  # fmt: skip
        assert whole(copy)
        known = trail_of(library)
        merge_copy(library, copy)
        assert trail_of(library)[: len(known)] == known
        assert [each.kind for each in approvals(library, model.id)].count("published") == 1
        assert not has_more(library, copy)
