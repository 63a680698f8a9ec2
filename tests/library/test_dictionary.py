"""The dictionary: one word for one thing, changed everywhere at once, frozen with every version."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library.conftest import sample

from modeller.editing.text import rename
from modeller.files.problem import Problem
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.library import check, header
from modeller.library.approval import advance
from modeller.library.dictionary import (
    add_entries,
    change_entry,
    duplicates,
    entries,
    find_entry,
    merge_entries,
    remove_entry,
    rename_entry,
    where_used,
)
from modeller.library.drafts import load_draft, save_draft
from modeller.library.faults import Damaged
from modeller.library.models import add_model
from modeller.library.store import Library
from modeller.library.versions import freeze, read_version
from modeller.model.dictionary import Entry, NewEntry
from modeller.model.document import Document
from modeller.model.entries import Author, NewModel
from modeller.model.records import Record
from modeller.notation.bpmn.dictionary import Reference, references, with_reference, without_reference
from modeller.validation.alike import alike, distance

WANG = Author("Wang", "wang")


def drawn(records: tuple[Record, ...], lane: str) -> tuple[tuple[Record, ...], str]:
    """The records with one lane that is called so, and its key."""
    document = Document(records)
    key = next(record.key for record in records if record.type == "bpmn:lane")  # type: ignore[union-attr]
    rename(document, key, lane)
    return tuple(document), key


def text(library: Library, model: str, key: str) -> str:
    return next(each.text for each in load_draft(library, model).records if each.key == key)


def whole(library: Library) -> bool:
    with library.raw() as connection:
        return list(check.faults(connection, header.LATEST)) == []


def test_one_rename_changes_all_drafts_and_says_which_published_versions_keep_the_old_name(library: Library) -> None:
    records, key = drawn(sample("客户投诉处理"), "客服部")
    used = [add_model(library, NewModel(name, records)).id for name in ("投诉", "退货", "咨询")]
    other = add_model(library, NewModel("Order", sample())).id
    before = load_draft(library, other)
    for action, who in (("submit", WANG), ("approve", Author("Li")), ("publish", WANG)):
        advance(library, used[0], action, who)  # type: ignore[arg-type]
    (entry,) = add_entries(library, [NewEntry("role", "客服部", "Customer service")], WANG)
    seen = rename_entry(library, entry.id, "客户服务部", WANG, preview=True)
    assert find_entry(library, "客服部").id == entry.id, "nothing is written yet"
    done = rename_entry(library, entry.id, "客户服务部", WANG)
    assert (done.old, done.uses, done.still) == (seen.old, seen.uses, seen.still)
    assert [(each.model_name, each.number) for each in done.still] == [("投诉", "1.0")]
    assert {each.model for each in done.uses} == set(used)
    assert {text(library, model, key) for model in used} == {"客户服务部"}
    assert load_draft(library, other) == before
    assert find_entry(library, "客服部").name == "客户服务部", "the old name is a synonym now"
    uses = where_used(library, entry.id)
    assert [each.referred for each in uses if each.element == key] == [True] * 3, "from now on by reference"
    assert rename_entry(library, entry.id, "客户中心", WANG).old == "客户服务部"
    assert {text(library, model, key) for model in used} == {"客户中心"}
    assert whole(library)


def test_a_rename_is_all_or_nothing(library: Library) -> None:
    records, key = drawn(sample("客户投诉处理"), "客服部")
    good, _ = (add_model(library, NewModel(name, records)).id for name in ("A", "B"))
    (entry,) = add_entries(library, [NewEntry("role", "客服部")], WANG)
    with library.raw() as raw:
        raw.execute("UPDATE node SET x = x + 1 WHERE model_id = 2 AND type = 'bpmn:lane'")
    with pytest.raises(Damaged):
        rename_entry(library, entry.id, "客户服务部", WANG)
    assert text(library, good, key) == "客服部"
    assert find_entry(library, entry.id).name == "客服部"


def test_a_version_freezes_what_its_references_are_called(library: Library) -> None:
    (entry,) = add_entries(library, [NewEntry("system", "SAP"), NewEntry("risk", "Fraud")][:1], WANG)
    records = sample()
    task = next(each for each in records if each.key and getattr(each, "type", "").endswith("Task"))
    records = tuple(with_reference(each, Reference(entry.id)) if each is task else each for each in records)
    model = add_model(library, NewModel("Order", records)).id
    first = freeze(library, model, note="", author=WANG)
    assert read_version(library, first.id).words == {entry.id: "SAP"}
    rename_entry(library, entry.id, "S/4HANA", WANG)
    assert text(library, model, task.key) == task.text, "it refers to the system, it does not bear its name"
    second = freeze(library, model, note="", author=WANG)
    assert read_version(library, second.id).words == {entry.id: "S/4HANA"}
    assert read_version(library, first.id).words == {entry.id: "SAP"}
    assert first.digest != second.digest


def test_references_are_written_into_bpmn_and_come_back() -> None:
    records = sample("客户投诉处理")
    made = Reference("0123456789abcdef", named=True)
    lane = next(each for each in records if getattr(each, "type", "") == "bpmn:lane")
    changed = with_reference(with_reference(lane, Reference("other")), made)
    document = Document(tuple(changed if each is lane else each for each in records))
    data = write(document)
    assert b'entry xmlns:modeller="urn:modeller:bpmn:1.0" ref="0123456789abcdef" named="true"' in data
    again = read(data).document
    found = next(each for each in again if references(each))
    assert references(found) == (Reference("other"), made)
    assert without_reference(without_reference(changed, "other"), made.entry) == lane
    assert references(with_reference(changed, Reference("third", named=True))) == (
        Reference("other"), Reference(made.entry), Reference("third", named=True),
    )  # fmt: skip


def test_two_entries_become_one(library: Library) -> None:
    records, key = drawn(sample("客户投诉处理"), "客服部")
    model = add_model(library, NewModel("投诉", records)).id
    keep, gone = add_entries(
        library, [NewEntry("role", "客户服务部"), NewEntry("role", "客服部", "Support", "who answers", ("客服",))], WANG
    )
    (below,) = add_entries(library, [NewEntry("role", "一线", parent=gone.id)], WANG)
    (near,) = duplicates(library)
    assert ({near.first.name, near.second.name}, near.why) == ({"客户服务部", "客服部"}, "short")
    done = merge_entries(library, keep.id, gone.id, WANG)
    assert done.old == "客服部"
    assert text(library, model, key) == "客户服务部"
    merged = find_entry(library, keep.id)
    assert (merged.translation, merged.definition, merged.synonyms) == ("Support", "who answers", ("客服部", "客服"))
    assert find_entry(library, below.id).parent == keep.id
    assert len(entries(library)) == 2
    assert duplicates(library) == []
    (other,) = add_entries(library, [NewEntry("term", "x")], WANG)
    with pytest.raises(Problem, match="not two entries of one kind"):
        merge_entries(library, keep.id, other.id, WANG)
    assert whole(library)


def test_what_cannot_be_an_entry_is_refused(library: Library) -> None:
    first, second = add_entries(library, [NewEntry("role", "Sales"), NewEntry("role", "Team", parent=None)], WANG)
    change_entry(library, second.id, WANG, parent=first.id, synonyms=["a", " a ", ""], state="proposed")
    assert find_entry(library, "a") == replace(
        second, parent=first.id, synonyms=("a",), state="proposed", changed=find_entry(library, "a").changed
    )
    with pytest.raises(Problem, match="above itself"):
        change_entry(library, first.id, WANG, parent=second.id)
    for new, said in (
        (NewEntry("role", "sales"), "already"),
        (NewEntry("role", " "), "no name"),
        (NewEntry("role", "x", state="gone"), "no entry"),  # type: ignore[arg-type]
        (NewEntry("role", "x", parent="?"), "has no"),
    ):
        with pytest.raises(Problem, match=f"(?i){said}|name"):
            add_entries(library, [NewEntry("role", "fresh"), new], WANG)
        assert len(entries(library)) == 2, "all or none"
    with pytest.raises(Problem, match="already"):
        rename_entry(library, second.id, "SALES", WANG)
    with pytest.raises(Problem, match="still used"):
        remove_entry(library, first.id)
    remove_entry(library, second.id)
    remove_entry(library, first.id)
    assert entries(library) == []
    with pytest.raises(Problem, match="has no “Sales”"):
        find_entry(library, "Sales")


def test_a_draft_that_is_open_elsewhere_is_not_overwritten(library: Library) -> None:
    records, _ = drawn(sample("客户投诉处理"), "客服部")
    model = add_model(library, NewModel("投诉", records)).id
    held = load_draft(library, model)
    (entry,) = add_entries(library, [NewEntry("role", "客服部")], WANG)
    rename_entry(library, entry.id, "客户服务部", WANG)
    with pytest.raises(Problem, match="Somebody else has saved"):
        save_draft(library, model, held.records, held.revision, held.digest)


ALIKE = [
    ("客服部", "客户服务部", "short"), ("HR", "Human Resources", "short"), ("Order form", "order-form", "same"),
    ("投诉登记", "投诉登记表", "inside"), ("Invoice", "Invoise", "close"), ("表3", "表4", None),
    ("财务部", "法务部", None), ("一级客服组", "二级客服组", None), ("采购部", "采购经理", None),
    ("Sales", "Stock", None), ("", "x", None),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "why"), ALIKE)
def test_near_duplicates_are_told_and_different_things_are_not(one: str, other: str, why: str | None) -> None:
    assert alike(one, other) == alike(other, one) == why


def test_a_synonym_and_the_other_language_tell_too(library: Library) -> None:
    add_entries(
        library,
        [
            NewEntry("system", "工单系统", "Ticket system"), NewEntry("system", "ITSM", "ticket-system"),
            NewEntry("role", "话务员", synonyms=("坐席",)), NewEntry("role", "坐席"),
            NewEntry("role", "坐 席", state="retired"), NewEntry("term", "坐席"),
        ],
        WANG,
    )  # fmt: skip
    assert {each.why for each in duplicates(library)} == {"same", "synonym"}
    assert len(duplicates(library)) == 2


SHORT = st.text("ab客部", max_size=7)


@given(SHORT, SHORT, SHORT)
def test_the_distance_of_names_is_a_metric(one: str, other: str, third: str) -> None:
    assert (distance(one, other, 20) == 0) == (one == other)
    assert distance(one, other, 20) == distance(other, one, 20)
    assert distance(one, third, 20) <= distance(one, other, 20) + distance(other, third, 20)
    assert distance(one, other, 1) == distance(one, other, 20) or distance(one, other, 1) > 1


def test_an_entry_is_a_plain_record(library: Library) -> None:
    (made,) = add_entries(library, [NewEntry("kpi", "首次解决率", "FCR", "resolved at first contact")], WANG)
    assert isinstance(made, Entry)
    assert entries(library, "kpi") == [made]
    assert entries(library, "risk") == []
