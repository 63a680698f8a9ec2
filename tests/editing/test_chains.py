"""Value chains under the hand: what comes behind a stage, below it, above it; what is made of a plan."""

import pytest

from modeller.editing.append import append
from modeller.editing.chain_templates import CHAINS
from modeller.editing.clipboard import copy, duplicate, paste, paste_text
from modeller.editing.connect import connect
from modeller.editing.delete import delete
from modeller.editing.move import move
from modeller.editing.place import place
from modeller.editing.refused import Refused
from modeller.editing.template import new_document
from modeller.editing.text import rename
from modeller.interchange import mchain
from modeller.language import LANGUAGES
from modeller.model.document import Document
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.valuechain.joining import PREDECESSOR, SUPERIOR
from modeller.notation.valuechain.stages import overlap


def named(document: Document, text: str) -> Node:
    (found,) = [node for node in document.nodes() if node.text == text]
    return found


def box(document: Document, text: str) -> Bounds:
    bounds = named(document, text).bounds
    assert bounds is not None
    return bounds


def order_of(document: Document) -> list[str]:
    """The names along the chain, each behind the one that it follows."""
    flows = [flow for flow in document.flows() if flow.type == PREDECESSOR]
    following = {flow.source: flow.target for flow in flows}
    (first,) = set(following) - set(following.values())
    names = []
    key: str | None = first
    while key is not None:
        node = document.node(key)
        assert node is not None
        names.append(node.text)
        key = following.get(key)
    return names


def parts_of(document: Document, text: str) -> list[str]:
    outgoing = document.outgoing(named(document, text).key)
    nodes = [document.node(flow.target) for flow in outgoing if flow.type == SUPERIOR]
    return sorted(node.text for node in nodes if node is not None)


def overlapping(document: Document) -> list[tuple[str, str]]:
    """Pairs of symbols that lie on each other, more than the points of chevrons do."""
    nodes = [node for node in document.nodes() if node.bounds is not None and "Band" not in node.type]
    found = []
    for number, one in enumerate(nodes):
        for other in nodes[:number]:
            assert one.bounds is not None
            assert other.bounds is not None
            inner = one.bounds._replace(
                x=one.bounds.x + overlap(one.bounds), width=one.bounds.width - 2 * overlap(one.bounds)
            )
            holding = other.key == one.scope or one.key == other.scope
            if inner.meets(other.bounds) and not holding:
                found.append((one.text, other.text))
    return found


@pytest.mark.parametrize("template", CHAINS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_is_whole_and_nothing_in_it_lies_on_anything_else(template: str, language: str) -> None:
    document = new_document(template, language)
    assert document.depths == (0, 0)
    assert not overlapping(document)
    for node in document.nodes():
        assert node.text
        holder = document.node(node.scope)
        if holder is not None:
            assert holder.bounds is not None
            assert node.bounds is not None
            assert holder.bounds.covers(node.bounds), node.text
    for flow in document.flows():
        assert len(flow.points) > 1
        assert document.node(flow.source) is not None
        assert document.node(flow.target) is not None


def test_a_stage_behind_the_last_continues_the_chain() -> None:
    document = new_document("chain", "en")
    key = append(document, named(document, "Improving").key, "chain:stage", text="Learning")
    last, new = box(document, "Improving"), box(document, "Learning")
    assert (new.y, new.width, new.height) == (last.y, last.width, last.height)
    assert new.x == last.right - overlap(last)
    assert order_of(document)[-2:] == ["Improving", "Learning"]
    assert document.node(key) is not None


def test_a_stage_behind_one_in_the_middle_is_put_between_and_what_follows_makes_room() -> None:
    document = new_document("chain", "en")
    before = {node.text: node.bounds for node in document.nodes()}
    append(document, named(document, "Winning customers").key, "chain:stage", text="Quoting")
    assert order_of(document)[:3] == ["Winning customers", "Quoting", "Handling orders"]
    assert not overlapping(document)
    first, new, third = (box(document, name) for name in order_of(document)[:3])
    assert new.x == first.right - overlap(first)
    assert third.x == pytest.approx(new.right - overlap(new), abs=1)
    old = before["Deliver"]
    assert old is not None
    assert box(document, "Deliver").x > old.x, "the parts have gone along"
    document.undo()
    assert {node.text: node.bounds for node in document.nodes()} == before


def test_processes_are_added_below_each_other_as_parts_of_one_stage() -> None:
    document = new_document("chain", "en")
    stage = append(document, named(document, "Improving").key, "chain:stage", text="Learning")
    first = append(document, stage, "chain:process", text="Read")
    append(document, stage, "chain:process", text="Try")
    append(document, first, "chain:process", text="Discuss")
    assert parts_of(document, "Learning") == ["Discuss", "Read", "Try"]
    assert not overlapping(document)
    assert len({box(document, name).x for name in ("Discuss", "Read", "Try")}) == 1
    trunk = [flow.points[0].x for flow in document.outgoing(stage) if flow.type == SUPERIOR]
    assert len(set(trunk)) == 1


def test_objects_are_attached_above_a_stage_beside_each_other() -> None:
    document = new_document("chain", "en")
    stage = named(document, "Improving").key
    for type in ("chain:unit", "chain:system", "chain:goal"):
        key = append(document, stage, type)
        (flow,) = [*document.outgoing(key), *document.incoming(key)]
        assert flow.type == "chain:assignment"
    assert not overlapping(document)


def test_a_note_can_be_hung_on_a_stage() -> None:
    document = new_document("chain", "en")
    key = append(document, named(document, "Improving").key, "bpmn:textAnnotation", text="new in 2027")
    (flow,) = [*document.outgoing(key), *document.incoming(key)]
    assert flow.type == "bpmn:association"


def test_where_a_stage_goes_the_chain_closes_again() -> None:
    document = new_document("chain", "en")
    delete(document, [named(document, "Handling orders").key])
    assert order_of(document)[:2] == ["Winning customers", "Serving customers"]


def test_a_band_takes_what_stands_in_it_along_and_with_it() -> None:
    document = new_document("landscape", "en")
    band = named(document, "Core processes")
    inside = box(document, "Deliver")
    move(document, [band.key], 40, 300)
    assert box(document, "Deliver") == inside.moved(40, 300)
    held = len(document.nodes())
    delete(document, [band.key])
    assert len(document.nodes()) < held - 10
    assert not [flow for flow in document.flows() if flow.type == PREDECESSOR]


def test_what_is_moved_into_a_band_belongs_to_it_from_then_on() -> None:
    document = new_document("landscape", "en")
    people, core = named(document, "People"), named(document, "Management processes")
    target = core.bounds
    assert people.bounds is not None
    assert target is not None
    move(document, [people.key], target.right - 200 - people.bounds.x, target.y + 15 - people.bounds.y)
    assert named(document, "People").scope == core.key


def test_a_stage_dropped_on_a_long_line_is_put_into_it() -> None:
    document = new_document("chain", "en")
    last = named(document, "Improving")
    assert last.bounds is not None
    (diagram,) = document.diagrams()
    far = place(document, diagram.key, "chain:stage", last.bounds.right + 600, last.bounds.centre.y)
    rename(document, far, "Far away")
    line = document.flow(connect(document, last.key, far))
    assert isinstance(line, Flow)
    middle = (line.points[0].x + line.points[-1].x) / 2
    key = place(document, diagram.key, "chain:stage", middle, line.points[0].y)
    rename(document, key, "Between")
    assert order_of(document)[-3:] == ["Improving", "Between", "Far away"]


def test_what_belongs_to_no_chain_is_not_appended_to_one() -> None:
    document = new_document("chain", "en")
    with pytest.raises(Refused):
        append(document, named(document, "Improving").key, "bpmn:task")


def test_a_band_put_around_what_is_there_takes_it_in() -> None:
    document = new_document("chain", "en")
    (diagram,) = document.diagrams()
    stage = box(document, "Deliver")
    band = place(document, diagram.key, "chain:coreBand", *stage.centre)
    held = document.node(band)
    assert held is not None
    assert held.bounds is not None
    assert named(document, "Deliver").scope == band
    for node in document.nodes():
        if node.bounds is not None and node.key != band:
            assert (node.scope == band) is held.bounds.covers(node.bounds), node.text


def test_nothing_of_a_process_comes_into_a_chain_and_nothing_of_a_chain_into_a_process() -> None:
    chain, process = new_document("landscape", "en"), new_document("pool", "en")
    (there,), (here,) = chain.diagrams(), process.diagrams()
    start = next(node.key for node in process.nodes() if node.type == "bpmn:startEvent")
    stage = named(chain, "Serving customers").key
    for act in (
        lambda: paste(chain, there.key, copy(process, [start]), 500, 900),
        lambda: paste(process, here.key, copy(chain, [stage]), 300, 200),
        lambda: place(chain, there.key, "bpmn:task", 500, 900),
        lambda: place(process, here.key, "chain:stage", 300, 200),
        lambda: place(chain, there.key, "bpmn:participant", 500, 900),
    ):
        before = dict(chain.records), dict(process.records)
        with pytest.raises(Refused):
            act()
        assert (dict(chain.records), dict(process.records)) == before


def test_stages_are_copied_and_lines_of_text_become_stages_and_all_of_it_is_saved() -> None:
    document = new_document("chain", "en")
    (diagram,) = document.diagrams()
    band = [node.key for node in document.nodes() if node.text in {"Serving customers", "Solve and reply"}]
    assert len(duplicate(document, band)) == 2
    made = paste_text(document, diagram.key, "Plan\nBuild\nRun", 300, 900)
    assert [document.node(key).type for key in made] == ["chain:stage"] * 3  # type: ignore[union-attr]
    lines = {(flow.source, flow.target) for flow in document.flows() if flow.type == PREDECESSOR}
    assert {(made[0], made[1]), (made[1], made[2])} <= lines
    assert mchain.read(mchain.write(document)).document.records == dict(document.records)
