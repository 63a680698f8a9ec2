"""What belongs to a library as a whole comes along when two copies of it are brought together."""

from dataclasses import replace
from pathlib import Path

import pytest
from library.conftest import sample
from library.test_copies import mailed
from library.test_dictionary import WANG, drawn, text, whole

from modeller.jobs.library_merge import merge_copy
from modeller.library import workflow
from modeller.library.approval import advance, approvals, head, set_workflow, trail_of, workflow_of
from modeller.library.dictionary import add_entries, entries, find_entry, rename_entry
from modeller.library.models import add_model, bin_model, empty_bin
from modeller.library.shared import has_more
from modeller.library.store import Library
from modeller.library.versions import freeze
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
    assert len(trail_of(library)) == 1
    assert whole(library)
