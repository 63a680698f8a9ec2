"""Tasks: what is done in one step, with the icon of who or what does it."""

from collections.abc import Callable

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import circle, rounded
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import Paint, fill, paint, pen
from modeller.notation.bpmn.content import flag, loop
from modeller.notation.bpmn.fonts import Font, font
from modeller.notation.bpmn.labels import STRIP, inside, text_lines
from modeller.notation.bpmn.markers import CATCHING, TASKS, icon, markers
from modeller.notation.element import PLAIN, ElementType, Property, Role, Traits

SIZE = (100.0, 80.0)
LINE = 1.6


def box(node: Node) -> Bounds:
    """Where a node is drawn; the size of a task at the origin where it is not."""
    return node.bounds or Bounds(0, 0, *SIZE)


def corner(bounds: Bounds) -> float:
    """The radius of an activity's corners: less for small ones."""
    return min(10.0, 0.14 * min(bounds.width, bounds.height))


def outline(node: Node) -> Segments:
    """The border of an activity."""
    bounds = box(node)
    return rounded(bounds, corner(bounds))


def markers_of(node: Node) -> list[str]:
    """The markers of an activity's own: how it repeats, whether it compensates."""
    names: list[str] = []
    if node.content:
        repeats = loop(node)
        if repeats:
            names.append(repeats)
    if node.properties.get("isForCompensation") is not None and flag(node, "isForCompensation"):
        names.append("compensation")
    return names


def scale_of(bounds: Bounds) -> float:
    """How much smaller icons and markers get in a small activity."""
    return min(1.0, bounds.width / 62, bounds.height / 46)


def framed(
    node: Node, bounds: Bounds, colours: Paint, letters: Font, kind: str, names: list[str], width: float = LINE
) -> list[Mark]:
    """An activity as a rounded rectangle with its icon, its markers and its text."""
    x, y, w, h = bounds
    line, filled, words, _ = colours
    marks: list[Mark] = [Path(rounded(bounds, corner(bounds)), pen(line, width), fill(filled))]
    scale = scale_of(bounds)
    if kind:
        marks += symbol(kind, x + 5 * scale, y + 4.5 * scale, scale, line, filled)
    if names:
        marks += markers(names, x + w / 2, y + h - 9.5 * scale - (width - LINE) / 2, line, scale)
    if node.text:
        strip = STRIP * scale + (width - LINE) / 2 if names else 0.0
        marks += text_lines(inside(node.text, w, h, bool(kind), strip, letters), x, y, words)
    return marks


def symbol(kind: str, x: float, y: float, scale: float, line: str, filled: str) -> list[Mark]:
    """The icon of a kind of task with its upper left corner at (x, y)."""
    if kind == "instantiating":
        middle = 9.5 * scale
        ring = Path(circle(x + middle, y + middle, 9 * scale), pen(line, 1.2), fill(filled))
        return [ring, *icon(CATCHING["message"], x + middle, y + middle, 9.5 * scale, line, filled)]
    return icon(TASKS[kind], x, y, scale, line, filled)


def traits(node: Node) -> Traits:
    repeats, undoes, begins = loop(node), flag(node, "isForCompensation"), flag(node, "instantiate")
    if not repeats and not undoes and not begins:
        return PLAIN  # as nearly all are
    return Traits(loop=repeats, compensation=undoes, instantiates=begins)


def _drawing(kind: str) -> Callable[[Node, Model], list[Mark]]:
    def draw(node: Node, model: Model) -> list[Mark]:
        shown = "instantiating" if kind == "receive" and flag(node, "instantiate") else kind
        return framed(node, box(node), paint(node, "task"), font(node, model), shown, markers_of(node))

    return draw


def _task(name: str, kind: str, *further: Property) -> ElementType:
    return ElementType(
        key=f"bpmn:{name}",
        label=f"elements.{name}",
        group="tasks",
        role=Role.WORK,
        size=SIZE,
        outline=outline,
        draw=_drawing(kind),
        traits=traits,
        label_place="inside",
        properties=(*properties.ACTIVITY, *further),
    )


TASK = _task("task", "")
USER_TASK = _task("userTask", "user")
SERVICE_TASK = _task("serviceTask", "service")
SEND_TASK = _task("sendTask", "send", properties.MESSAGE)
RECEIVE_TASK = _task("receiveTask", "receive", properties.MESSAGE, properties.INSTANTIATE)
SCRIPT_TASK = _task("scriptTask", "script")
MANUAL_TASK = _task("manualTask", "manual")
BUSINESS_RULE_TASK = _task("businessRuleTask", "rule")
