"""Two copies of one library: what differs, and bringing one into the other so that nothing of either is lost."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library.conftest import sample

from modeller.files.problem import Problem
from modeller.jobs.library_merge import MergedCopy, merge_copy
from modeller.jobs.progress import Cancelled
from modeller.library import backups, check, header, lineage
from modeller.library.copies import save_copy
from modeller.library.differing import compare_copies
from modeller.library.drafts import load_draft, save_draft
from modeller.library.folders import add_folder, folders, rename_folder
from modeller.library.models import (
    add_model,
    bin_model,
    describe_model,
    empty_bin,
    facts,
    find_model,
    model,
    models,
    move_model,
    rename_model,
    tag_model,
)
from modeller.library.opening import create_library, open_library
from modeller.library.store import Library
from modeller.library.versions import find_version, freeze, read_version, versions
from modeller.model.entries import Author, ModelEntry, NewModel
from modeller.model.records import Node, Record

AUTHOR = Author("Wang Fang")


@pytest.fixture
def copy(library: Library, model: ModelEntry, tmp_path: Path) -> Iterator[Library]:
    """A copy of the library of the test, mailed and opened elsewhere."""
    with mailed(library, tmp_path / "mailed.mlib") as made:
        yield made


@contextmanager
def mailed(library: Library, target: Path) -> Iterator[Library]:
    save_copy(library, target)
    with open_library(target) as made:
        yield made


def steps(records: tuple[Record, ...]) -> list[Node]:
    return [each for each in records if isinstance(each, Node) and each.type.endswith("Task")]


def renamed(library: Library, id: str, number: int, name: str) -> None:
    """Give the step of that number another name and save."""
    draft = load_draft(library, id)
    step = steps(draft.records)[number]
    records = tuple(replace(each, text=name) if each is step else each for each in draft.records)
    save_draft(library, id, records, draft.revision, draft.digest)


def names(library: Library, id: str) -> list[str]:
    return [each.text for each in steps(load_draft(library, id).records)]


def standings(mine: Library, theirs: Library) -> dict[str, str]:
    return {item.name: item.standing for item in compare_copies(mine, theirs)}


def sound(library: Library) -> bool:
    with library.raw() as raw:
        return list(check.faults(raw, header.LATEST)) == []


def test_each_side_of_a_copy_is_told_apart(library: Library, model: ModelEntry, copy: Library) -> None:
    assert compare_copies(library, copy) == []
    add_model(library, NewModel("Only here", sample()))
    add_model(copy, NewModel("Only there", sample()))
    renamed(copy, model.id, 0, "x")
    assert standings(library, copy) == {"Only here": "new_here", "Only there": "new_there", "Order": "changed_there"}
    assert standings(copy, library) == {"Only here": "new_there", "Only there": "new_here", "Order": "changed_here"}
    renamed(library, model.id, 1, "y")
    assert standings(library, copy)["Order"] == standings(copy, library)["Order"] == "both"


def test_another_library_is_no_copy(library: Library, tmp_path: Path) -> None:
    with create_library(tmp_path / "other.mlib") as other, pytest.raises(Problem, match="another library"):
        compare_copies(library, other)


def test_changes_of_both_sides_come_together_from_what_both_began_with(
    library: Library, model: ModelEntry, copy: Library
) -> None:
    for number in range(4):  # what both began with is some saves back on either side
        renamed(copy, model.id, 0, f"there {number}")
        renamed(library, model.id, 1, f"here {number}")
    done = merge_copy(library, copy, author=AUTHOR)
    assert done.conflicts == []
    assert names(library, model.id)[:2] == ["there 3", "here 3"]
    assert standings(library, copy) == {"Order": "changed_here"}
    before = load_draft(library, model.id)
    assert merge_copy(library, copy).prepared == []
    assert load_draft(library, model.id) == before
    merge_copy(copy, library)
    assert load_draft(copy, model.id).digest == before.digest
    assert compare_copies(library, copy) == compare_copies(copy, library) == []
    assert sound(library)
    assert sound(copy)


def test_what_was_taken_back_here_stays_taken_back(library: Library, model: ModelEntry, tmp_path: Path) -> None:
    first = names(library, model.id)[0]
    renamed(library, model.id, 0, "y")
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        renamed(library, model.id, 0, first)
        renamed(copy, model.id, 1, "x")
        assert not merge_copy(library, copy).conflicts
        assert names(library, model.id)[:2] == [first, "x"]


def test_a_conflict_goes_as_it_is_here_until_somebody_decides_and_the_other_side_stays(
    library: Library, model: ModelEntry, copy: Library
) -> None:
    renamed(library, model.id, 0, "here")
    renamed(copy, model.id, 0, "there")
    renamed(copy, model.id, 1, "more")
    planned = merge_copy(library, copy, dry_run=True)
    ((_, conflict),) = planned.conflicts
    assert (conflict.mine, conflict.theirs) == ("here", "there")
    assert names(library, model.id)[0] == "here"
    assert versions(library, model.id) == []
    done = merge_copy(library, copy, author=AUTHOR)
    assert names(library, model.id)[:2] == ["here", "more"]
    assert done.brought.kept == [(model.id, "1.0")]
    kept = read_version(library, find_version(library, model.id, "1.0").id)
    assert [each.text for each in steps(kept.records)][:2] == ["there", "more"]


def test_a_conflict_that_is_decided_for_the_copy_keeps_what_was_here(
    library: Library, model: ModelEntry, copy: Library
) -> None:
    renamed(library, model.id, 0, "here")
    renamed(copy, model.id, 0, "there")
    ((_, conflict),) = merge_copy(library, copy, dry_run=True).conflicts
    merge_copy(library, copy, choices={model.id: {conflict.ident: "theirs"}})
    assert names(library, model.id)[0] == "there"
    (kept,) = versions(library, model.id)
    assert steps(read_version(library, kept.id).records)[0].text == "here"


@pytest.mark.parametrize("take", ["mine", "theirs", "both"])
def test_no_side_is_lost_whatever_is_taken(library: Library, model: ModelEntry, copy: Library, take: str) -> None:
    renamed(library, model.id, 0, "here")
    renamed(copy, model.id, 0, "there")
    merge_copy(library, copy, {model.id: take})  # type: ignore[dict-item]
    found = {names(library, each.id)[0] for each in models(library)}
    found |= {
        steps(read_version(library, version.id).records)[0].text
        for each in models(library)
        for version in versions(library, each.id)
    }
    assert found == {"here", "there"}
    assert names(library, model.id)[0] == ("there" if take == "theirs" else "here")
    assert standings(library, copy).get("Order") == "changed_here"


def test_versions_folders_tags_and_the_bin_come_along(library: Library, model: ModelEntry, copy: Library) -> None:
    freeze(copy, model.id, note="there", author=AUTHOR)
    renamed(copy, model.id, 0, "x")
    freeze(copy, model.id, note="there too", author=AUTHOR)
    freeze(library, model.id, note="here", author=AUTHOR)
    outer = add_folder(copy, "Sales")
    inner = add_folder(copy, "Retail", outer.id)
    move_model(copy, model.id, inner.id)
    tag_model(copy, model.id, ["core"])
    added = add_model(copy, NewModel("Gone", sample(), inner.id))
    bin_model(copy, added.id)
    describe_model(library, model.id, "How we sell")
    done = merge_copy(library, copy)
    assert not done.conflicts
    entry = find_model(library, "Sales/Retail/Order")
    assert (entry.id, entry.tags, entry.description) == (model.id, ("core",), "How we sell")
    assert [each.id for each in models(library, binned=True)] == [added.id]
    assert {version.note for version in versions(library, model.id)} == {"here", "there (1.0)", "there too (1.1)"}
    assert len({version.number for version in versions(library, model.id)}) == 3
    for version in versions(library, model.id):
        read_version(library, version.id)
    rename_folder(library, outer.id, "Sales 2")
    merge_copy(copy, library)
    assert [each.name for each in folders(copy)] == ["Sales 2", "Retail"]
    assert compare_copies(library, copy) == []
    assert sound(library)


def test_a_name_that_both_changed_is_asked_about(library: Library, model: ModelEntry, copy: Library) -> None:
    rename_model(library, model.id, "Orders")
    rename_model(copy, model.id, "Ordering")
    ((_, conflict),) = merge_copy(library, copy, dry_run=True).conflicts
    assert (conflict.attribute, conflict.base, conflict.mine, conflict.theirs) == (
        "name",
        "Order",
        "Orders",
        "Ordering",
    )
    merge_copy(library, copy, choices={model.id: {conflict.ident: "theirs"}})
    assert [each.name for each in models(library)] == ["Ordering"]


def test_what_was_deleted_there_goes_into_the_bin_unless_it_was_changed_here(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    second = add_model(library, NewModel("Second", sample()))
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        for each in (model, second):
            bin_model(copy, each.id)
        empty_bin(copy)
        renamed(library, second.id, 0, "x")
        assert standings(library, copy) == {"Order": "deleted_there", "Second": "deleted_there"}
        merge_copy(library, copy)
        assert [each.name for each in models(library)] == ["Second"]
        assert [each.name for each in models(library, binned=True)] == ["Order"]


def test_what_was_deleted_here_and_changed_there_comes_again(
    library: Library, model: ModelEntry, copy: Library
) -> None:
    freeze(copy, model.id, note="", author=AUTHOR)
    bin_model(library, model.id)
    empty_bin(library)
    assert compare_copies(library, copy) == []
    renamed(copy, model.id, 0, "x")
    assert standings(library, copy) == {"Order": "deleted_here"}
    merge_copy(library, copy)
    assert names(library, model.id)[0] == "x"
    assert len(versions(library, model.id)) == 1
    assert compare_copies(library, copy) == []
    assert sound(library)


def test_models_that_were_not_chosen_for_the_copy_are_not_deleted_there(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    folder = add_folder(library, "Sales")
    sent = add_model(library, NewModel("Sent", sample(), folder.id))
    save_copy(library, tmp_path / "part.mlib", [folder.id])
    with open_library(tmp_path / "part.mlib") as copy:
        renamed(copy, sent.id, 0, "x")
        assert standings(library, copy) == {"Order": "new_here", "Sent": "changed_there"}


def test_a_copy_that_is_sent_holds_nothing_that_was_changed_or_deleted(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    renamed(library, model.id, 0, "geheimnisvoll")
    renamed(library, model.id, 0, "open")
    rename_model(library, model.id, "heimlich")
    rename_model(library, model.id, "Order")
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        with copy.reading() as connection:
            assert all(state.back is None for state in lineage.states(connection, model.id))
        renamed(copy, model.id, 1, "x")
        renamed(library, model.id, 2, "y")
        assert not merge_copy(library, copy).conflicts


def test_without_a_way_back_the_latest_version_of_both_is_what_they_began_with(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    freeze(library, model.id, note="", author=AUTHOR)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        for each in (library, copy):
            renamed(each, model.id, 0 if each is copy else 1, "x")
            with each.writing() as writing:
                lineage.forget_ways_back(writing)
        assert not merge_copy(library, copy).conflicts
        assert names(library, model.id)[:2] == ["x", "x"]


def test_where_nobody_knows_what_both_began_with_the_whole_model_is_asked_about(
    library: Library, model: ModelEntry, copy: Library
) -> None:
    for each in (library, copy):
        renamed(each, model.id, 0, each.path.stem)
        with each.writing() as writing:
            lineage.forget_ways_back(writing)
    ((_, conflict),) = merge_copy(library, copy).conflicts
    assert conflict.ident == ("", "")
    assert names(library, model.id)[0] == "流程库"
    (kept,) = versions(library, model.id)
    assert steps(read_version(library, kept.id).records)[0].text == "mailed"


def test_a_plain_copy_of_the_file_does_as_well(library: Library, model: ModelEntry, tmp_path: Path) -> None:
    renamed(library, model.id, 0, "before")
    library.close()
    shutil.copyfile(library.path, tmp_path / "plain.mlib")
    with open_library(library.path) as mine, open_library(tmp_path / "plain.mlib") as theirs:
        renamed(mine, model.id, 0, "here")
        renamed(theirs, model.id, 1, "there")
        merge_copy(mine, theirs)
        assert names(mine, model.id)[:2] == ["here", "there"]


def test_calling_it_off_or_failing_changes_nothing(
    library: Library, model: ModelEntry, copy: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_model(copy, NewModel("New", sample()))
    renamed(copy, model.id, 0, "x")
    before = [(each.id, each.digest, each.revision) for each in models(library)]
    seen: list[float] = []

    def off(fraction: float) -> None:
        seen.append(fraction)
        if fraction > 0.7:
            raise Cancelled

    with pytest.raises(Cancelled):
        merge_copy(library, copy, progress=off)
    assert max(seen) > 0.7
    assert [(each.id, each.digest, each.revision) for each in models(library)] == before
    assert sound(library)
    merge_copy(library, copy)
    assert len(models(library)) == 2


def test_a_damaged_model_of_the_copy_does_not_stop_the_others(
    library: Library, model: ModelEntry, copy: Library
) -> None:
    add_model(copy, NewModel("New", sample()))
    renamed(copy, model.id, 0, "x")
    with copy.raw() as raw:
        raw.execute("UPDATE node SET name = 'y' WHERE key = (SELECT max(key) FROM node)")
    done = merge_copy(library, copy)
    assert len(done.refused) == 2 or {each.name for each in models(library)} >= {"Order"}
    assert sound(library)


Edits = list[tuple[int, int, int]]

EDITS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3), st.integers(0, 9)), max_size=6)


def edited(library: Library, edits: Edits, mark: str) -> None:
    """One of several things that people do, by number."""
    for what, which, name in edits:
        found = models(library)
        if not found:
            return
        entry = found[which % len(found)]
        if what <= 2:
            renamed(library, entry.id, name % 4, f"{mark}{name}")
        elif what == 3:
            describe_model(library, entry.id, f"{mark}{name}")
        elif what == 4:
            freeze_if_new(library, entry.id)
        else:
            add_model(library, NewModel(f"{mark}{len(found)}", sample()))


def freeze_if_new(library: Library, id: str) -> None:
    if not any(each.draft_digest == model(library, id).digest for each in versions(library, id)):
        freeze(library, id, note="", author=AUTHOR)


def content(library: Library) -> dict[str, tuple[object, ...]]:
    return {
        each.id: (
            each.name,
            each.description,
            frozenset(load_draft(library, each.id).records),
            frozenset((version.digest) for version in versions(library, each.id)),
        )
        for each in models(library)
    }


def counted(done: MergedCopy, side: str) -> set[str]:
    return {str(getattr(conflict, side)) for _, conflict in done.conflicts}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(here=EDITS, there=EDITS)
def test_every_change_of_either_side_is_in_the_result_or_listed(memory: Path, here: Edits, there: Edits) -> None:
    home = memory / f"{random.getrandbits(64):x}"
    home.mkdir()
    with create_library(home / "a.mlib") as mine:
        first = add_model(mine, NewModel("Order", sample()))
        with mailed(mine, home / "b.mlib") as theirs:
            began = names(mine, first.id)
            edited(mine, here, "here")
            edited(theirs, there, "there")
            ours, others = content(mine), content(theirs)
            own, other = names(mine, first.id), names(theirs, first.id)
            done = merge_copy(mine, theirs)
            after = content(mine)
            for was, a, b, now in zip(began, own, other, names(mine, first.id), strict=True):
                if a != was and b not in (was, a):
                    assert now == a
                    assert {a, b} <= counted(done, "mine") | counted(done, "theirs")
                else:
                    assert now == (a if a != was else b)
            assert set(after) == {*ours, *others}
            for id in after:
                frozen = set().union(*(set(side[id][3]) for side in (ours, others) if id in side))  # type: ignore[call-overload]
                assert set(after[id][3]) >= frozen  # type: ignore[call-overload]
            merge_copy(mine, theirs)
            assert content(mine) == after
            merge_copy(theirs, mine)
            assert content(theirs) == after
            assert compare_copies(mine, theirs) == []
            assert sound(mine)
            assert sound(theirs)
    shutil.rmtree(home)


def test_edits_of_three_copies_come_together_in_any_order(library: Library, model: ModelEntry, tmp_path: Path) -> None:
    with mailed(library, tmp_path / "b.mlib") as second, mailed(library, tmp_path / "c.mlib") as third:
        renamed(second, model.id, 0, "b")
        merge_copy(third, second)
        renamed(third, model.id, 1, "c")
        renamed(library, model.id, 2, "a")
        merge_copy(library, third)
        assert compare_copies(library, second) == [
            replace(compare_copies(library, second)[0], standing="changed_here"),
        ]
        renamed(second, model.id, 0, "b again")
        assert not merge_copy(library, second).conflicts
        assert names(library, model.id)[:3] == ["b again", "c", "a"]


def test_a_copy_at_the_same_revision_takes_the_place_of_no_backup(library: Library, model: ModelEntry) -> None:
    copy_path = library.path.with_name("mailed.mlib")
    with mailed(library, copy_path) as copy:
        made = []
        while facts(library).revision < facts(copy).revision:
            renamed(library, model.id, 0, f"on {facts(library).revision}")
        while facts(copy).revision < facts(library).revision:
            renamed(copy, model.id, 0, f"on {facts(copy).revision}")
        for side, name in ((library, "here"), (copy, "there")):
            renamed(side, model.id, 1, name)
        assert facts(library).revision == facts(copy).revision
        for side in (copy, library, copy):
            revision = facts(side).revision
            with side.raw() as raw:
                made.append(backups.back_up(raw, side.path, side.uuid, revision).path)
    assert made[0] == made[2] != made[1]
    for path, name in zip(made, ("there", "here"), strict=False):
        with open_library(path, read_only=True) as kept:
            assert names(kept, model.id)[1] == name
