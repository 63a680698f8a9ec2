"""What the standard says of single symbols."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from notation.records import flow, fragment, model, node

from modeller.drawing.displaylist import Mark, Path, TextLine
from modeller.model.reading import Model
from modeller.model.records import Flow, Item, Node, Properties
from modeller.notation.bpmn.content import TRIGGERS
from modeller.notation.catalogue import element_type
from modeller.notation.picture import group
from modeller.notation.titles import title

EVENTS = ("startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "endEvent")


def marks(record: Node | Flow, *others: Node | Flow) -> Sequence[Mark]:
    found = group(model(record, *others), record)
    assert found is not None
    return found.marks


def paths(record: Node | Flow, *others: Node | Flow) -> list[Path]:
    return [mark for mark in marks(record, *others) if isinstance(mark, Path)]


def event(kind: str, *definitions: str, **properties: str) -> Node:
    content = tuple(fragment(name) for name in definitions)
    return node(kind, bounds=(0, 0, 36, 36), content=content, **properties)


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize("definition", TRIGGERS)
def test_every_event_shows_every_trigger_even_where_the_standard_forbids_it(kind: str, definition: str) -> None:
    plain, triggered = event(kind), event(kind, definition)
    assert len(marks(triggered)) > len(marks(plain))
    assert element_type(triggered).traits(triggered).triggers == (TRIGGERS[definition],)


@pytest.mark.parametrize("kind", EVENTS)
def test_several_triggers_make_a_pentagon_or_a_plus(kind: str) -> None:
    two = ("messageEventDefinition", "timerEventDefinition")
    pentagon, plus = paths(event(kind, *two))[-1], paths(event(kind, *two, parallelMultiple="true"))[-1]
    assert len(pentagon.segments) == 6
    assert len(plus.segments) == 13


def test_an_event_definition_that_stands_elsewhere_is_looked_up() -> None:
    referring = node("startEvent", bounds=(0, 0, 36, 36), content=(fragment("eventDefinitionRef", "Def_1"),))
    assert "imer" not in title(referring, model(referring))
    definition = Item("x", "bpmn:timerEventDefinition", properties=Properties({"id": "Def_1"}))
    assert title(referring, Model([referring, definition])) == "Timer start event"


@pytest.mark.parametrize("kind", ["intermediateThrowEvent", "endEvent"])
def test_what_is_thrown_is_filled_and_what_is_caught_is_not(kind: str) -> None:
    thrown, caught = event(kind, "signalEventDefinition"), event("startEvent", "signalEventDefinition")
    assert paths(thrown)[-1].fill == paths(event(kind, "terminateEventDefinition"))[-1].fill
    fills = [path.fill.colour for path in (paths(thrown)[-1], paths(caught)[-1]) if path.fill]
    assert fills[0] == "ink" != fills[1]


def test_only_an_event_that_does_not_interrupt_is_dashed() -> None:
    for kind, name in (("startEvent", "isInterrupting"), ("boundaryEvent", "cancelActivity")):
        for value, dashed in (("true", False), ("false", True)):
            ring = paths(event(kind, "timerEventDefinition", **{name: value}))[0]
            assert ring.pen is not None
            assert bool(ring.pen.dash) is dashed
    assert title(event("boundaryEvent", "timerEventDefinition", cancelActivity="false"), model()) == (
        "Timer boundary event, non-interrupting"
    )


def test_an_end_event_and_a_call_activity_have_thick_lines() -> None:
    def width(record: Node) -> float:
        pen = paths(record)[0].pen
        assert pen is not None
        return pen.width

    assert width(event("endEvent")) >= 1.8 * width(event("startEvent"))
    assert width(node("callActivity")) >= 1.8 * width(node("task"))


def test_an_exclusive_gateway_shows_its_x_only_where_the_file_says_so() -> None:
    assert len(paths(node("exclusiveGateway"))) == 1
    assert len(paths(node("exclusiveGateway", di_isMarkerVisible="false"))) == 1
    assert len(paths(node("exclusiveGateway", di_isMarkerVisible="true"))) == 2


def test_an_instantiating_event_gateway_has_one_ring_less() -> None:
    assert len(paths(node("eventBasedGateway"))) == len(paths(node("eventBasedGateway", instantiate="true"))) + 1


def test_a_sub_process_is_open_where_something_of_it_is_drawn_inside() -> None:
    outer = node("subProcess", bounds=(0, 0, 300, 200), text="Outer")
    inner = node("task", key="t", bounds=(100, 60, 100, 80), scope="n")
    plus = len(paths(outer))
    assert plus > len(paths(outer, inner))
    closed = node("subProcess", bounds=(0, 0, 300, 200), di_isExpanded="false")
    assert len(paths(closed, inner)) == plus


def test_a_call_of_a_global_user_task_shows_its_icon_and_no_plus() -> None:
    call = node("callActivity", calledElement="ns:G")
    called = Item("g", "bpmn:globalUserTask", properties=Properties({"id": "G"}))
    found = group(Model([*model(call), called]), call)
    assert found is not None
    assert len(found.marks) == len(marks(node("userTask")))


def test_the_markers_of_an_activity_add_up() -> None:
    loop = fragment("multiInstanceLoopCharacteristics", isSequential="true")
    plain, both = node("task"), node("task", content=(loop,), isForCompensation="true")
    assert len(paths(both)) == len(paths(plain)) + 2
    assert element_type(both).traits(both).loop == "sequential"
    assert element_type(both).traits(both).compensation


def test_an_event_sub_process_has_a_dotted_border_and_shows_its_start_when_closed() -> None:
    closed = node("subProcess", triggeredByEvent="true", di_isExpanded="false")
    start = event("startEvent", "errorEventDefinition")
    start = replace(start, key="s", scope="n", bounds=None, diagram=None)
    border = paths(closed)[0].pen
    assert border is not None
    assert border.dash
    assert len(paths(closed, start)) >= len(paths(closed)) + 2


def test_default_and_conditional_flows_show_it_at_their_start() -> None:
    points = ((200, 140), (300, 140))
    task, gateway = node("task", default="f"), node("exclusiveGateway", default="f")
    plain = len(paths(flow("sequenceFlow", points=points)))
    assert len(paths(flow("sequenceFlow", source="n", points=points), task)) == plain + 1
    condition = (fragment("conditionExpression", "x > 1"),)
    conditional = flow("sequenceFlow", source="n", points=points, content=condition)
    assert len(paths(conditional, node("task"))) == plain + 1
    assert len(paths(conditional, node("exclusiveGateway"))) == plain
    assert len(paths(conditional, gateway)) == plain + 1


@pytest.mark.parametrize(("direction", "heads"), [("None", 0), ("One", 1), ("Both", 2)])
def test_an_association_has_the_arrow_heads_of_its_direction(direction: str, heads: int) -> None:
    record = flow("association", points=((0, 0), (100, 0)), associationDirection=direction)
    assert len(paths(record)) == 1 + heads


def test_a_message_flow_carries_a_letter_only_where_the_file_shows_one() -> None:
    points = ((0, 0), (0, 100))
    plain = flow("messageFlow", points=points)
    white = flow("messageFlow", points=points, di_messageVisibleKind="initiating")
    grey = flow("messageFlow", points=points, di_messageVisibleKind="non_initiating")
    assert len(paths(white)) == len(paths(plain)) + 2
    assert paths(white)[-2].fill != paths(grey)[-2].fill


def test_a_label_stays_off_the_letter_on_its_flow() -> None:
    record = flow(
        "messageFlow",
        points=((0, 0), (0, 100)),
        text="Order",
        label=(-20, 43, 40, 14),
        di_messageVisibleKind="initiating",
    )
    (line,) = [mark for mark in marks(record) if isinstance(mark, TextLine)]
    assert line.x > 14 or line.x + line.width < -14 or line.y < 41 or line.y - line.size * 0.7 > 59


def test_a_black_box_pool_has_no_name_band() -> None:
    assert len(paths(node("participant", bounds=(0, 0, 600, 250)))) == 1
    process = node("process", key="p", bounds=None)
    assert len(paths(node("participant", bounds=(0, 0, 600, 250), processRef="p"), process)) == 2
