"""Two edits of one model come together: nothing is lost, nothing is left without its end, what clashes is asked."""

import random
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from corpus_files import corpus_file, corpus_parameters
from editing.models import DIAGRAM, assert_joined, assert_whole, blank, faults, flow_to, row
from editing.walking import Walk, main_diagram
from hypothesis import given, settings
from hypothesis import strategies as st
from remade import remade

from modeller.editing import identity, lanes
from modeller.editing.connect import connect
from modeller.editing.delete import delete
from modeller.editing.merge import Merged, merge3
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.properties import set_property
from modeller.editing.text import rename
from modeller.editing.turning import turn
from modeller.interchange.bpmn.reader import read
from modeller.model.compare import compare
from modeller.model.document import Document
from modeller.model.matching import match
from modeller.model.reading import Model
from modeller.model.records import Record


def copy(model: Model) -> Document:
    return Document(model)


def walked(model: Model, seed: int, steps: int = 12, diagram: str = DIAGRAM) -> Document:
    document = copy(model)
    walk = Walk(document, seed, diagram)
    with patch.object(identity, "_random", random.Random(seed)):  # the same keys again when a seed is tried again
        for _ in range(steps):
            walk.step()
    return document


def names(model: Model) -> dict[str, str]:
    return {node.key: node.text for node in model.nodes()}


def same(one: Model, other: Model) -> bool:
    """Do they say the same? What was redrawn as it had been keeps the id that it had."""
    found = compare(one, other).differences
    return len(one) == len(other) and {change.attribute for each in found for change in each.changes} <= {"id"}


def assert_sound(merged: Merged, *sides: Model) -> None:
    """Whole, joined, and without a fault that none of its sides had."""
    document = Document(merged.model)
    assert_whole(document)
    assert_joined(document)
    had = set().union(*(faults(Document(side)) for side in sides))
    assert set(faults(document)) <= had


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_against_a_side_that_did_nothing_the_other_is_the_result(seed: int) -> None:
    base = walked(blank(), seed, 30)
    side = walked(base, seed + 1)
    for merged in (merge3(base, side, base), merge3(base, base, side), merge3(base, side, side)):
        assert merged.conflicts == ()
        assert same(merged.model, side)
        if all(key == there for key, there in match(base, side).items()):  # nothing was redrawn as it had been
            assert dict(merged.model.records) == dict(side.records)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_whatever_two_people_do_the_result_is_whole_under_any_choice(seed: int) -> None:
    base = walked(blank(), seed, 30)
    mine, theirs = walked(base, seed + 1), walked(base, seed + 2)
    dice = random.Random(seed)
    merged = merge3(base, mine, theirs)
    assert_sound(merged, base, mine, theirs)
    choices = {conflict.ident: dice.choice(("mine", "theirs")) for conflict in merged.conflicts}
    assert_sound(merge3(base, mine, theirs, choices), base, mine, theirs)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_it_does_not_matter_whose_side_is_called_mine(seed: int) -> None:
    base = walked(blank(), seed, 30)
    mine, theirs = walked(base, seed + 1, 5), walked(base, seed + 2, 5)
    one, other = merge3(base, mine, theirs), merge3(base, theirs, mine)
    if not one.conflicts and not other.conflicts:
        assert same(one.model, other.model)
    else:
        turned = {conflict.ident for conflict in other.conflicts if conflict.attribute != "structure"}
        assert {conflict.ident for conflict in one.conflicts if conflict.attribute != "structure"} == turned


@pytest.mark.parametrize("path", corpus_parameters())
def test_two_edits_of_a_real_model_come_together(path: str) -> None:
    base = read(corpus_file(path).read_bytes(), Path(path).name).document
    diagram = main_diagram(base)
    if diagram is None or not base.drawn(diagram) or len(base) > 900:
        pytest.skip("draws nothing, or more than a short walk should write")
    mine, theirs = walked(base, 1, 8, diagram), walked(base, 2, 8, diagram)
    merged = merge3(base, mine, theirs)
    had = set().union(*(faults(Document(side)) for side in (base, mine, theirs)))
    assert set(faults(Document(merged.model))) <= had
    assert same(merge3(base, mine, base).model, mine)


def test_changes_of_both_are_kept() -> None:
    base = blank()
    one, two, three = row(base, "task", "task", "task")
    mine, theirs = copy(base), copy(base)
    rename(mine, one, "登记")
    rename(theirs, two, "审批")
    set_property(theirs, [one], "documentation", "Who calls is asked for the number of the order.")
    move(theirs, [three], 0, 200)
    merged = merge3(base, mine, theirs)
    assert merged.conflicts == ()
    assert names(merged.model) == {one: "登记", two: "审批", three: ""}
    assert merged.model.node(three) == theirs.node(three)
    assert [piece.text for piece in merged.model[one].content] == ["Who calls is asked for the number of the order."]


def test_two_names_for_one_step_are_a_conflict_and_the_choice_counts() -> None:
    base = blank()
    (key,) = row(base, "task")
    mine, theirs = copy(base), copy(base)
    rename(mine, key, "Check")
    rename(theirs, key, "Examine")
    (conflict,) = merge3(base, mine, theirs).conflicts
    assert (conflict.element, conflict.attribute, conflict.mine, conflict.theirs) == (key, "name", "Check", "Examine")
    assert names(merge3(base, mine, theirs, {conflict.ident: "mine"}).model) == {key: "Check"}
    assert names(merge3(base, mine, theirs, {conflict.ident: "theirs"}).model) == {key: "Examine"}


def test_a_step_that_one_deletes_and_the_other_connects_to_stays_or_goes_with_the_flow() -> None:
    base = blank()
    one, two = row(base, "task", "task")
    mine, theirs = copy(base), copy(base)
    delete(mine, [two])
    new = row(theirs, "task", y=400)[0]
    connect(theirs, new, two)
    merged = merge3(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.element, conflict.attribute, conflict.mine) == (two, "", None)
    assert two not in merged.model
    assert new in merged.model
    kept = merge3(base, mine, theirs, {conflict.ident: "theirs"}).model
    assert two in kept
    assert flow_to(Document(kept), new, two)
    assert flow_to(Document(kept), one, two)
    for each in (merged.model, kept):
        assert_whole(Document(each))


def test_a_pool_that_both_divide_otherwise_is_one_question() -> None:
    base = blank()
    pool = place(base, DIAGRAM, "bpmn:participant", 500, 300, {})
    first = lanes.split(base, pool, 2)[0]
    mine, theirs = copy(base), copy(base)
    lanes.add(mine, first, "below")
    turn(theirs, pool)
    (conflict,) = merge3(base, mine, theirs).conflicts
    assert (conflict.element, conflict.attribute, conflict.sort) == (pool, "bounds", "layout")
    for side in ("mine", "theirs"):
        merged = merge3(base, mine, theirs, {conflict.ident: side})  # type: ignore[dict-item]
        kept = {"mine": mine, "theirs": theirs}[side].node(pool)
        there = merged.model.node(pool)
        assert kept is not None
        assert there is not None
        assert there.bounds == kept.bounds
        assert_sound(merged, base)


def test_an_id_that_one_changes_is_what_the_other_names_it_by() -> None:
    base = blank()
    one, two = row(base, "exclusiveGateway", "task")
    flow = flow_to(base, one, two)
    mine, theirs = copy(base), copy(base)
    set_property(mine, [flow.key], "id", "usual_way")
    set_property(theirs, [one], "default", flow.key)
    merged = merge3(base, mine, theirs)
    assert merged.conflicts == ()
    assert merged.model[one].properties["default"] == "usual_way"
    assert faults(Document(merged.model)) == {}


def test_what_one_deletes_and_the_other_only_moves_is_gone() -> None:
    base = blank()
    one, two = row(base, "task", "task")
    mine, theirs = copy(base), copy(base)
    delete(mine, [two])
    move(theirs, [two], 30, 0)
    merged = merge3(base, mine, theirs)
    assert merged.conflicts == ()
    assert names(merged.model) == {one: ""}


def test_the_mailed_copy_may_have_come_back_from_another_tool() -> None:
    base = blank()
    keys = row(base, "startEvent", "task", "exclusiveGateway", "task", "endEvent")
    for key, text in zip(keys, ("Received", "Check claim", "Complete?", "Pay out", "Done"), strict=True):
        rename(base, key, text)
    mine, theirs = copy(base), copy(base)
    rename(mine, keys[1], "Check the claim twice")
    rename(theirs, keys[3], "Pay")
    merged = merge3(base, mine, remade(theirs))
    assert merged.conflicts == ()
    assert names(merged.model)[keys[1]] == "Check the claim twice"
    assert names(merged.model)[keys[3]] == "Pay"
    assert len(merged.model) == len(base)


def test_two_new_elements_that_were_given_one_id_both_come_in() -> None:
    base = blank()
    row(base, "task")
    mine, theirs = copy(base), copy(base)
    (first,) = row(mine, "task", y=300)
    (second,) = row(theirs, "exclusiveGateway", y=500)
    theirs = Document(remade_only(theirs, second, first))
    merged = merge3(base, mine, theirs)
    assert sorted(node.type for node in merged.model.nodes()) == ["bpmn:exclusiveGateway", "bpmn:task", "bpmn:task"]
    assert faults(Document(merged.model)) == {}


def remade_only(model: Model, key: str, new: str) -> list[Record]:
    return [
        replace(record, key=new, properties=record.properties.changed({"id": new})) if record.key == key else record
        for record in model
    ]
