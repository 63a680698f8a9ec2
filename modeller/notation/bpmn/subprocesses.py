"""Sub-processes: embedded, event, ad-hoc, transaction; call activities. Collapsed to a task's size or expanded."""

from collections.abc import Callable
from dataclasses import replace

from modeller.drawing.displaylist import Mark, Path
from modeller.drawing.shapes import rounded
from modeller.drawing.text import block
from modeller.model.reading import Model
from modeller.model.records import Bounds, Item, Node
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import Paint, fill, paint, pen
from modeller.notation.bpmn.content import called, flag, loop, triggers
from modeller.notation.bpmn.events import START_RING, interrupting, rings, sign
from modeller.notation.bpmn.fonts import Font, font
from modeller.notation.bpmn.labels import INSIDE, STRIP, inside, text_lines
from modeller.notation.bpmn.markers import icon, markers
from modeller.notation.bpmn.tasks import LINE, box, corner, framed, markers_of, outline, scale_of
from modeller.notation.element import ElementType, Property, Role, Traits

THICK = 3.6
DOTS = (0.1, 3.9)

ROOMY = (200.0, 120.0)
"""A call activity of this size has its name on top: some tools draw what is called in it and do not say so."""

GLOBAL_TASKS = {
    "bpmn:globalTask": "",
    "bpmn:globalUserTask": "user",
    "bpmn:globalManualTask": "manual",
    "bpmn:globalScriptTask": "script",
    "bpmn:globalBusinessRuleTask": "rule",
}


def is_expanded(node: Node, model: Model) -> bool:
    """Whether a sub-process shows its inside: as the file says, else where something of it is drawn inside it."""
    said = node.properties.get("di:isExpanded")
    if said is not None:
        return flag(node, "di:isExpanded")
    if node.bounds is None or node.diagram is None:
        return False
    for child in model.children(node.key):
        if isinstance(child, Node) and child.bounds is not None and child.diagram == node.diagram:
            return node.bounds.contains(*child.bounds.centre)
    return False


def is_event_sub_process(node: Node) -> bool:
    return flag(node, "triggeredByEvent")


def traits(node: Node) -> Traits:
    return Traits(
        loop=loop(node),
        compensation=flag(node, "isForCompensation"),
        adhoc=node.type == "bpmn:adHocSubProcess",
        transaction=node.type == "bpmn:transaction",
        event_triggered=is_event_sub_process(node),
        container=node.type != "bpmn:callActivity",
        expanded=flag(node, "di:isExpanded"),
        calls=node.properties.text("calledElement"),
    )


def _draw_sub_process(node: Node, model: Model) -> list[Mark]:
    bounds, expanded = box(node), is_expanded(node, model)
    colours = paint(node, "subprocess")
    names = markers_of(node)
    if not expanded:
        names.append("collapsed")
    if node.type == "bpmn:adHocSubProcess":
        names.append("ad hoc")
    dash, width, cap = ((), LINE, "butt") if not is_event_sub_process(node) else (DOTS, 1.8, "round")
    marks: list[Mark] = [
        Path(rounded(bounds, corner(bounds)), pen(colours.line, width, dash, cap), fill(colours.inside))
    ]
    inset = 0.0
    if node.type == "bpmn:transaction":
        inset = min(3.2, bounds.width / 20, bounds.height / 16)
        inner = bounds.grown(-inset)
        marks.append(Path(rounded(inner, max(1.0, corner(bounds) - inset)), pen(colours.line, LINE)))
    scale = scale_of(bounds)
    if names:
        marks += markers(names, bounds.x + bounds.width / 2, bounds.bottom - (9.5 + inset) * scale, colours.line, scale)
    start = _starter(node, model) if is_event_sub_process(node) and not expanded else []
    marks += start
    return marks + _named(node, bounds, colours, font(node, model), expanded, bool(names), bool(start))


def _starter(node: Node, model: Model) -> list[Mark]:
    """The start event of a collapsed event sub-process, small in its corner."""
    bounds, colours = box(node), paint(node, "start")
    scale = scale_of(bounds)
    for child in model.children(node.key):
        if isinstance(child, Node) and child.type == "bpmn:startEvent":
            cx, cy, radius = bounds.x + 14 * scale, bounds.y + 14 * scale, 9.5 * scale
            found = sign(triggers(child, model), False, flag(child, "parallelMultiple"))
            ring = rings(cx, cy, radius, START_RING, colours.line, colours.inside, not interrupting(child))
            return ring + icon(found, cx, cy, radius, colours.line, colours.inside)
    return []


def _named(
    node: Node, bounds: Bounds, colours: Paint, letters: Font, expanded: bool, strip: bool, corner_taken: bool
) -> list[Mark]:
    if not node.text:
        return []
    if expanded:
        top = Bounds(bounds.x + 8, bounds.y + 4, max(bounds.width - 16, 10), max(bounds.height - 8, 10))
        size, bold = letters.at(INSIDE), letters.bold
        found = block(node.text, top, size=size, bold=bold, vertical="top", colour=colours.text, shrink_to=9)
        return list(found.lines)
    room = STRIP * scale_of(bounds) if strip else 0.0
    if node.type == "bpmn:transaction":
        room += 3
    placed = inside(node.text, bounds.width, bounds.height, corner_taken, room, letters)
    return text_lines(placed, bounds.x, bounds.y, colours.text)


def _draw_call(node: Node, model: Model) -> list[Mark]:
    bounds = box(node)
    target = called(node, model)
    kind = GLOBAL_TASKS.get(target.type) if isinstance(target, Item) else None
    expanded = kind is None and is_expanded(node, model)
    colours, letters = paint(node, "subprocess"), font(node, model)
    names = markers_of(node)
    if expanded:
        marks: list[Mark] = [Path(rounded(bounds, corner(bounds)), pen(colours.line, THICK), fill(colours.inside))]
        if names:
            marks += markers(names, bounds.x + bounds.width / 2, bounds.bottom - 11.5, colours.line)
        return marks + _named(node, bounds, colours, letters, True, bool(names), False)
    if kind is None:
        names.append("collapsed")
    if bounds.width >= ROOMY[0] and bounds.height >= ROOMY[1]:
        marks = framed(replace(node, text=""), bounds, colours, letters, kind or "", names, THICK)
        return marks + _named(node, bounds, colours, letters, True, bool(names), bool(kind))
    return framed(node, bounds, colours, letters, kind or "", names, THICK)


def _activity(
    name: str, draw: Callable[[Node, Model], list[Mark]], *further: Property, size: tuple[float, float] = (100.0, 80.0)
) -> ElementType:
    return ElementType(
        key=f"bpmn:{name}",
        label=f"elements.{name}",
        group="subprocesses",
        role=Role.WORK,
        size=size,
        outline=outline,
        draw=draw,
        traits=traits,
        label_place="inside",
        properties=(*properties.ACTIVITY, *further),
    )


SUB_PROCESS = _activity("subProcess", _draw_sub_process, properties.TRIGGERED, properties.EXPANDED)
AD_HOC = _activity("adHocSubProcess", _draw_sub_process, properties.TRIGGERED, properties.EXPANDED)
TRANSACTION = _activity("transaction", _draw_sub_process, properties.TRIGGERED, properties.EXPANDED)
CALL_ACTIVITY = _activity("callActivity", _draw_call, properties.CALLED)
