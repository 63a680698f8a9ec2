"""What differs between two models is found, and nothing else; ids are no proof, and no ids no hindrance."""

import random
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest
from corpus_files import corpus_file, corpus_parameters
from editing.models import DIAGRAM, blank, row
from editing.walking import Walk
from hypothesis import given, settings
from hypothesis import strategies as st
from remade import remade

from modeller.editing import identity
from modeller.editing.delete import delete
from modeller.editing.lanes import split
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.properties import set_property
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.compare import Comparison, compare
from modeller.model.document import Document
from modeller.model.matching import inverse, match
from modeller.model.reading import Model
from modeller.model.records import Flow, Item, Node, Properties


def walked(seed: int, steps: int = 30, start: Model | None = None) -> Document:
    document = Document(start if start is not None else blank())
    walk = Walk(document, seed, DIAGRAM)
    with patch.object(identity, "_random", random.Random(seed)):
        for _ in range(steps):
            walk.step()
    return document


def process(*names: str) -> tuple[Document, list[str]]:
    document = blank()
    keys = row(document, *("task" for _ in names))
    for key, name in zip(keys, names, strict=True):
        rename(document, key, name)
    return document, keys


def changes(comparison: Comparison) -> dict[str, set[str]]:
    """The attributes of each element that say something else."""
    return {
        str(each.old): {change.attribute for change in each.changes if change.sort == "meaning"}
        for each in comparison.of("changed")
    }


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_a_model_does_not_differ_from_itself_nor_from_its_file(seed: int) -> None:
    document = walked(seed)
    assert not compare(document, document)
    again = read(write(document)).document
    loud = [each for each in compare(document, again).differences if each.kind not in ("layout", "tools")]
    assert loud == []


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9))
def test_other_ids_alone_are_no_difference(seed: int) -> None:
    document = walked(seed)
    other = remade(document, seed)
    assert not compare(document, other)
    assert not compare(other, document)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_from_the_other_side_what_was_added_was_removed(seed: int, new_ids: bool) -> None:
    base = walked(seed)
    one, other = walked(seed + 1, 8, base), walked(seed + 2, 8, base)
    there: Model = remade(other) if new_ids else other
    found, back = compare(one, there), compare(there, one).mirrored
    assert {(each.kind, each.old, each.new) for each in found.differences} == {
        (each.kind, each.old, each.new) for each in back.differences
    }
    assert match(one, there) == inverse(match(there, one))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_exactly_what_was_done_is_found(seed: int, new_ids: bool) -> None:
    names = [f"{verb} {noun}" for verb in ("Check", "Pay", "Send", "登记") for noun in ("order", "claim", "投诉")]
    old, keys = process(*names)
    new, dice = Document(old), random.Random(seed)
    renamed, removed, documented, moved = dice.sample(keys[1:-1], 4)
    rename(new, renamed, f"{old[renamed].text} twice")
    set_property(new, [documented], "documentation", "Within two days.")
    move(new, [moved], 0, 150)
    delete(new, [removed])
    with patch.object(identity, "_random", dice):
        added = place(new, DIAGRAM, "bpmn:serviceTask", 400, 700, {})
    rename(new, added, "Archive")
    pairs = match(new, remade(new))
    comparison = compare(old, remade(new) if new_ids else new)
    nodes = {"changed": {renamed, documented}, "removed": {removed}, "layout": {moved}}
    for kind, wanted in nodes.items():
        assert {each.old for each in comparison.of(kind) if old.node(each.old)} == wanted  # type: ignore[arg-type]
    here = {each.new for each in comparison.of("added")}
    assert here == {pairs[added] if new_ids else added}
    assert changes(comparison)[renamed] == {"name"}
    assert changes(comparison)[documented] == {"/documentation"}


def test_the_same_ids_in_quite_another_process_do_not_make_it_the_same() -> None:
    """https://github.com/bpmn-io/bpmn-js-differ/issues/7"""
    old, keys = process("Check order", "Pick goods", "Pack goods", "Ship goods", "Send invoice")
    other = blank()
    steps = row(other, "startEvent", "exclusiveGateway", "userTask", "intermediateThrowEvent", "endEvent")
    for key, name in zip(steps, ("Applied", "Fits?", "Sign contract", "First day", "Hired"), strict=True):
        rename(other, key, name)
    numbered = [f"Task_{place}" for place in range(5)]
    old = Document(_rekeyed(old, dict(zip(keys, numbered, strict=True))))
    new = _rekeyed(other, dict(zip(steps, numbered, strict=True)))
    comparison = compare(old, new)
    assert {old[str(each.old)].text for each in comparison.of("removed")} >= {"Check order", "Send invoice"}
    assert {new[str(each.new)].text for each in comparison.of("added")} >= {"Sign contract", "Hired"}


def _rekeyed(model: Model, keys: dict[str, str]) -> Model:
    from modeller.model.references import map_ids
    from modeller.model.translated import renamed

    flows = {flow.key: f"Flow_{place}" for place, flow in enumerate(model.flows())}
    names = keys | flows

    def made(record):  # type: ignore[no-untyped-def]
        named = map_ids(record, lambda ident: names.get(ident, ident))
        ident = names.get(record.key, record.properties.text("id"))
        return renamed(replace(named, properties=named.properties.changed({"id": ident})), lambda k: names.get(k, k))

    return Model(made(record) for record in model)


def test_all_names_translated_are_names_that_changed() -> None:
    old, keys = process("Check order", "Pick goods", "Pack goods", "Ship goods", "Send invoice")
    new = Document(_rekeyed(old, {key: f"Task_{place}" for place, key in enumerate(keys)}))
    old = Document(new)
    for node, name in zip(new.nodes(), ("核对订单", "拣货", "包装", "发货", "开票"), strict=True):
        rename(new, node.key, name)
    comparison = compare(old, new)
    assert {each.kind for each in comparison.differences} == {"changed"}
    assert len(comparison.differences) == 5


def test_elements_without_an_id_or_with_one_twice_are_told_by_the_rest() -> None:
    old, keys = process("One", "Two", "Three", "Four")
    bare = [
        replace(record, properties=record.properties.without("id"))
        if record.key == keys[0]
        else replace(record, properties=record.properties.changed({"id": keys[2]}))
        if record.key == keys[1]
        else record
        for record in old
    ]
    new = Document(Model(bare))
    rename(new, keys[3], "Five")
    comparison = compare(Model(bare), new)
    assert changes(comparison) == {keys[3]: {"name"}}
    assert [each.kind for each in comparison.differences] == ["changed"]


def test_processes_that_are_alike_are_told_apart_by_the_pools_that_show_them() -> None:
    def shown(first: str, second: str) -> Model:
        names, ids = (first, second), ("one", "other")
        processes = [Item(f"P_{which}", "bpmn:process", "D", order, properties=Properties({"id": f"P_{which}"}))
                     for order, which in enumerate(ids)]  # fmt: skip
        pools = [Node(f"A_{which}", "bpmn:participant", "C", order, name,
                      properties=Properties({"id": f"A_{which}", "processRef": f"P_{which}"}))
                 for order, (which, name) in enumerate(zip(ids, names, strict=True))]  # fmt: skip
        outer = [
            Item("D", "bpmn:definitions"),
            Item("C", "bpmn:collaboration", "D", 2, properties=Properties({"id": "C"})),
        ]
        return Model([*outer, *processes, *pools])

    old, new = shown("Shop", "Bank"), remade(shown("Bank", "Shop"))
    pairs = match(old, new)
    assert {old[key].text: new[there].text for key, there in pairs.items() if old.node(key)} == {
        "Shop": "Shop",
        "Bank": "Bank",
    }
    assert not compare(old, new).of("changed")


def test_a_step_in_another_lane_is_a_change_and_a_step_elsewhere_in_its_lane_is_layout() -> None:
    old = blank()
    pool = place(old, DIAGRAM, "bpmn:participant", 500, 300, {})
    first, second = split(old, pool, 2)[:2]
    rename(old, first, "Sales")
    rename(old, second, "Finance")
    box = old.node(first).bounds  # type: ignore[union-attr]
    assert box is not None
    key = place(old, DIAGRAM, "bpmn:task", box.x + 200, box.centre.y, {})
    new, beside = Document(old), Document(old)
    move(new, [key], 0, box.height)
    assert changes(compare(old, new))[key] == {"lanes"}
    move(beside, [key], 60, 0)
    assert {(each.kind, each.old) for each in compare(old, beside).differences} == {("layout", key)}


def test_what_the_schema_gives_anyway_may_be_written_or_left_out() -> None:
    old = blank()
    (key,) = row(old, "task")
    new = Model(
        replace(
            record, properties=Properties({**record.properties, "startQuantity": "1", "isForCompensation": "false"})
        )
        if record.key == key
        else record
        for record in old
    )
    assert not compare(old, new)


def test_what_other_tools_keep_for_themselves_is_kept_apart() -> None:
    old = blank()
    (key,) = row(old, "task")
    new = Model(
        replace(
            record, properties=record.properties.changed({"{http://camunda.org/schema/1.0/bpmn}asyncBefore": "true"})
        )
        if record.key == key
        else record
        for record in old
    )
    assert [each.kind for each in compare(old, new).differences] == ["tools"]


@pytest.mark.parametrize("path", corpus_parameters())
def test_a_real_model_with_edits_differs_by_them_whatever_its_ids(path: str) -> None:
    old = read(corpus_file(path).read_bytes(), Path(path).name).document
    assert not compare(old, old)
    other = remade(old)
    assert not compare(old, other)
    named = [node for node in old.nodes() if node.text and node.type.endswith("ask") and len(old.by_id(node.key)) < 2]
    if not named:
        return
    new = Document(old)
    rename(new, named[0].key, named[0].text + " !")
    found = compare(old, remade(new)).of("changed")
    assert [(each.old, {change.attribute for change in each.changes} - {"bounds"}) for each in found] == [
        (named[0].key, {"name"})
    ]


def _reference(path: str) -> Path | None:
    """The reference model that a tool's file was made from; skips where there is no corpus."""
    file, parts = corpus_file(path), Path(path).parts
    name = Path(path).name.replace("-roundtrip", "").replace("-export", "")
    if parts[0] != "miwg" or parts[1] == "Reference":
        return None
    found = file.parents[1] / "Reference" / name
    return found if found.exists() else None


@pytest.mark.parametrize("path", corpus_parameters())
def test_a_model_that_another_tool_has_exported_is_recognised(path: str) -> None:
    reference = _reference(path)
    if reference is None:
        pytest.skip("no tool's version of a reference model")
    old = read(reference.read_bytes(), reference.name).document
    new = read(corpus_file(path).read_bytes(), Path(path).name).document
    pairs = match(old, new)
    assert pairs == inverse(match(new, old))
    named = {" ".join(node.text.split()) for node in old.nodes() if node.text and node.type.endswith("ask")}
    there = {" ".join(node.text.split()) for node in new.nodes() if node.text and node.type.endswith("ask")}
    found = {
        " ".join(old[key].text.split())
        for key, other in pairs.items()
        if isinstance(old[key], Node) and old[key].text.split() == new[other].text.split()
    }
    assert len((named & there) - found) <= 0.05 * len(named & there)
    for key, other in pairs.items():
        assert type(old[key]) is type(new[other])
        assert isinstance(old[key], Flow) is isinstance(new[other], Flow)
