"""All kinds of elements and flows: two written-out tuples, and a placeholder for what we do not know."""

from functools import lru_cache
from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import rounded
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.bpmn import (
    artifacts,
    choreography,
    conversation,
    data,
    events,
    flows,
    gateways,
    phases,
    pools,
    subprocesses,
    tasks,
)
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.labels import inside, text_lines
from modeller.notation.element import ElementType, FlowType, Role, Traits
from modeller.notation.valuechain import landscape, links, objects, porter, stages

ELEMENTS: Final = (
    tasks.TASK,
    tasks.USER_TASK,
    tasks.SERVICE_TASK,
    tasks.SEND_TASK,
    tasks.RECEIVE_TASK,
    tasks.MANUAL_TASK,
    tasks.BUSINESS_RULE_TASK,
    tasks.SCRIPT_TASK,
    events.START_EVENT,
    events.CATCH_EVENT,
    events.THROW_EVENT,
    events.BOUNDARY_EVENT,
    events.END_EVENT,
    gateways.EXCLUSIVE_GATEWAY,
    gateways.PARALLEL_GATEWAY,
    gateways.INCLUSIVE_GATEWAY,
    gateways.EVENT_GATEWAY,
    gateways.COMPLEX_GATEWAY,
    subprocesses.SUB_PROCESS,
    subprocesses.AD_HOC,
    subprocesses.TRANSACTION,
    subprocesses.CALL_ACTIVITY,
    pools.PARTICIPANT,
    pools.LANE,
    phases.PHASE,
    data.DATA_OBJECT,
    data.DATA_OBJECT_REFERENCE,
    data.DATA_STORE,
    data.DATA_STORE_REFERENCE,
    data.DATA_INPUT,
    data.DATA_OUTPUT,
    data.MESSAGE,
    artifacts.TEXT_ANNOTATION,
    artifacts.GROUP,
    choreography.CHOREOGRAPHY_TASK,
    choreography.SUB_CHOREOGRAPHY,
    choreography.CALL_CHOREOGRAPHY,
    conversation.CONVERSATION,
    conversation.SUB_CONVERSATION,
    conversation.CALL_CONVERSATION,
    stages.STAGE,
    stages.PROCESS,
    porter.PRIMARY,
    porter.SUPPORT,
    porter.MARGIN,
    landscape.MANAGEMENT,
    landscape.CORE,
    landscape.SUPPORT,
    landscape.CUSTOMER,
    objects.UNIT,
    objects.INFORMATION,
    objects.SYSTEM,
    objects.GOAL,
    objects.PRODUCT,
    objects.MILESTONE,
)

FLOWS: Final = (
    flows.SEQUENCE_FLOW,
    flows.MESSAGE_FLOW,
    flows.ASSOCIATION,
    flows.DATA_INPUT_ASSOCIATION,
    flows.DATA_OUTPUT_ASSOCIATION,
    flows.DATA_ASSOCIATION,
    flows.CONVERSATION_LINK,
    links.PREDECESSOR_OF,
    links.SUPERIOR_TO,
    links.ASSIGNED_TO,
)

_ELEMENTS: Final = {kind.key: kind for kind in ELEMENTS}
_FLOWS: Final = {kind.key: kind for kind in FLOWS}

UNKNOWN_SIZE: Final = (100.0, 80.0)


def element_type(node: Node) -> ElementType:
    """The kind of a node; one that we do not know gets a placeholder with its name."""
    return _ELEMENTS.get(node.type) or _unknown_element(node.type)


def flow_type(flow: Flow) -> FlowType:
    """The kind of a flow; one that we do not know is drawn as a plain association."""
    return _FLOWS.get(flow.type) or _unknown_flow(flow.type)


def is_known(kind: str) -> bool:
    """Whether a type of nodes or flows has a symbol of its own."""
    return kind in _ELEMENTS or kind in _FLOWS


def label_of(kind: str) -> str:
    """The key of what elements or flows of a kind that is known are called."""
    return (_ELEMENTS.get(kind) or _FLOWS[kind]).label


def _box(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *UNKNOWN_SIZE)


def _outline(node: Node) -> Segments:
    return rounded(_box(node), 3)


def _draw_unknown(node: Node, model: Model) -> list[Mark]:
    bounds, colours = _box(node), paint(node)
    marks: list[Mark] = [Path(_outline(node), pen(colours.line, 1.2, (5.0, 3.0)), fill(colours.inside))]
    kind = node.type.rpartition(":")[2]
    text = f"{node.text}\n«{kind}»" if node.text else f"«{kind}»"
    placed = inside(text, bounds.width, bounds.height, font=font(node, model))
    return marks + text_lines(placed, bounds.x, bounds.y, colours.text)


@lru_cache(maxsize=256)
def _unknown_element(kind: str) -> ElementType:
    return ElementType(
        key=kind,
        label="elements.unknown",
        group="others",
        role=Role.OTHER,
        size=UNKNOWN_SIZE,
        outline=_outline,
        draw=_draw_unknown,
        traits=lambda node: Traits(),  # noqa: ARG005
        label_place="inside",
        properties=(),
    )


@lru_cache(maxsize=256)
def _unknown_flow(kind: str) -> FlowType:
    def draw(flow: Flow, points: tuple[Point, ...], model: Model) -> list[Mark]:
        return flows.ASSOCIATION.draw(flow, points, model)

    return FlowType(key=kind, label="elements.unknown", draw=draw)
