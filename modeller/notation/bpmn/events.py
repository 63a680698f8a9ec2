"""Events: start, intermediate, boundary and end, with every trigger, caught or thrown, interrupting or not."""

from collections.abc import Callable
from typing import NamedTuple

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import circle
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node, named
from modeller.notation import attributes
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.content import flag, triggers
from modeller.notation.bpmn.labels import beside
from modeller.notation.bpmn.markers import CATCHING, THROWING, Icon, icon
from modeller.notation.element import ElementType, Property, Role, Traits

SIZE = (36.0, 36.0)
DASHES = (4.0, 2.8)


class Ring(NamedTuple):
    """How the border of a kind of event is drawn: line width, how far inside a second one runs (0: none)."""

    width: float
    second: float = 0.0


START_RING, MIDDLE_RING, END_RING = Ring(1.6), Ring(1.4, 3.2), Ring(3.2)


def box(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *SIZE)


def outline(node: Node) -> Segments:
    x, y, w, h = box(node)
    return circle(x + w / 2, y + h / 2, radius_of(w, h))


def radius_of(width: float, height: float) -> float:
    """The radius of an event: between both sides where they differ a little, the shorter where they differ much."""
    short, long = min(width, height), max(width, height)
    return min((short + long) / 4, short / 2 + 2.5) if long < short * 1.5 else short / 2


def kind_of(found: tuple[str, ...], parallel_multiple: bool = False) -> str:
    """The symbol for an event's triggers: its only one, ``multiple``, ``parallel multiple``, or ``""``."""
    if len(found) > 1:
        return "parallel multiple" if parallel_multiple else "multiple"
    return found[0] if found else ""


def interrupting(node: Node) -> bool:
    """Whether an event ends what it starts from; only boundary events and event sub-processes' starts may not."""
    if node.type == "bpmn:boundaryEvent":
        return flag(node, "cancelActivity", True)
    return node.type != "bpmn:startEvent" or flag(node, "isInterrupting", True)


def sign(found: tuple[str, ...], throwing: bool, parallel_multiple: bool) -> Icon:
    """The icon inside an event's rings."""
    kind = kind_of(found, parallel_multiple)
    return (THROWING if throwing else CATCHING).get(kind, ())


def rings(cx: float, cy: float, radius: float, ring: Ring, line: str, filled: str, dashed: bool) -> list[Mark]:
    """The border of an event; its outer edge has that radius."""
    scale = min(1.0, radius / 15)
    width = ring.width * scale
    r = radius - width / 2
    dash = DASHES if dashed else ()
    marks: list[Mark] = [Path(circle(cx, cy, r), pen(line, width, dash), fill(filled))]
    if ring.second:
        marks.append(Path(circle(cx, cy, r - ring.second * scale), pen(line, width, dash)))
    return marks


def traits(node: Node) -> Traits:
    found = triggers(node)
    return Traits(
        triggers=found,
        catching=node.type not in {"bpmn:endEvent", "bpmn:intermediateThrowEvent"},
        interrupting=interrupting(node),
        parallel_multiple=flag(node, "parallelMultiple"),
        terminates="terminate" in found,
        instantiates=node.type == "bpmn:startEvent",
        compensation="compensation" in found,
        link=_link(node) if "link" in found else "",
    )


def _link(node: Node) -> str:
    """The name of a link event's definition; tools that write none mean the event's own."""
    for definition in named(node.content, "linkEventDefinition"):
        if definition.get("name").strip():
            return definition.get("name").strip()
    return node.text.strip()


def _drawing(ring: Ring, throwing: bool, tone: str) -> Callable[[Node, Model], list[Mark]]:
    def draw(node: Node, model: Model) -> list[Mark]:
        bounds = box(node)
        line, filled, _, label = paint(node, tone)
        cx, cy = bounds.x + bounds.width / 2, bounds.y + bounds.height / 2
        radius = radius_of(bounds.width, bounds.height)
        marks = rings(cx, cy, radius, ring, line, filled, not interrupting(node))
        if node.content:
            found = triggers(node, model)
            if found:
                shown = sign(found, throwing, flag(node, "parallelMultiple"))
                marks += icon(shown, cx, cy, _reach(radius, ring), line, filled)
        if node.text and node.bounds is not None:
            sides: tuple[str, ...] = ("below", "above", "right", "left")
            if node.host is not None:
                sides = outer_sides(node, model) or sides
            marks += beside(node, model, node.text, label, sides)
        return marks

    return draw


def _reach(radius: float, ring: Ring) -> float:
    """The radius that the icon is drawn for: it stays clear of the inner ring."""
    return radius - (ring.second + 0.5 if ring.second else ring.width - 1.0) * min(1.0, radius / 15)


def outer_sides(node: Node, model: Model) -> tuple[str, ...]:
    """The sides of a boundary event that do not lie on its host, best first; none where it has no host."""
    bounds, host = node.bounds, model.node(node.host)
    if bounds is None or host is None or host.bounds is None:
        return ()
    (cx, cy), on = bounds.centre, host.bounds
    distance = {
        "below": abs(cy - on.bottom),
        "above": abs(cy - on.y),
        "right": abs(cx - on.right),
        "left": abs(cx - on.x),
    }
    nearest = min(distance, key=distance.__getitem__)
    if nearest == "below":
        return ("below", "below right")
    return ("above",) if nearest == "above" else (nearest,)


def _event(name: str, role: Role, ring: Ring, throwing: bool, *further: Property) -> ElementType:
    tone = {Role.START: "start", Role.END: "end"}.get(role, "event")
    return ElementType(
        key=f"bpmn:{name}",
        label=f"elements.{name}",
        group="events",
        role=role,
        size=SIZE,
        outline=outline,
        draw=_drawing(ring, throwing, tone),
        traits=traits,
        label_place="outside",
        properties=(*properties.COMMON, *further),
    )


START_EVENT = _event(
    "startEvent",
    Role.START,
    START_RING,
    False,
    properties.INTERRUPTING,
    properties.PARALLEL_MULTIPLE,
    *attributes.START,
)
CATCH_EVENT = _event(
    "intermediateCatchEvent", Role.INTERMEDIATE, MIDDLE_RING, False, properties.PARALLEL_MULTIPLE, *attributes.WAIT
)
THROW_EVENT = _event("intermediateThrowEvent", Role.INTERMEDIATE, MIDDLE_RING, True)
BOUNDARY_EVENT = _event(
    "boundaryEvent", Role.BOUNDARY, MIDDLE_RING, False, properties.CANCELS, properties.PARALLEL_MULTIPLE
)
END_EVENT = _event("endEvent", Role.END, END_RING, True)
