"""Choreographies: tasks with the bands of their participants, sub-choreographies, calls."""

from collections.abc import Callable

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import rectangle, rounded
from modeller.drawing.text import block
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.content import flag, many, referred
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.labels import INSIDE, OUTSIDE, inside, text_lines
from modeller.notation.bpmn.markers import envelope, markers
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.bpmn.tasks import LINE, box, markers_of, outline, scale_of
from modeller.notation.element import ElementType, Role, Traits

BAND = 20.0
LOOPS = {"Standard": "standard", "MultiInstanceSequential": "sequential", "MultiInstanceParallel": "parallel"}


def band_shape(bounds: Bounds, place: str) -> Segments:
    """A participant's band: its outer corners are round."""
    radius = min(10.0, bounds.height / 2, bounds.width / 4)
    whole = rounded(bounds, radius)
    x, y, w, h = bounds
    if place == "top":
        return (*whole[:4], ("L", x + w, y + h), ("L", x, y + h), *whole[7:])
    if place == "bottom":
        return (("M", x, y), ("L", x + w, y), *whole[3:7], ("Z",))
    return rectangle(bounds)


def is_band(node: Node) -> bool:
    """Whether a participant is drawn as a band of a choreography activity."""
    return "di:choreographyActivityShape" in node.properties or "di:participantBandKind" in node.properties


def draw_band(node: Node, model: Model) -> list[Mark]:
    """A participant drawn as a band of a choreography activity."""
    bounds = box(node)
    kind = node.properties.text("di:participantBandKind") or "top_initiating"
    initiating = "non_initiating" not in kind
    place = kind.partition("_")[0]
    colours = paint(node, "task" if initiating else "band")
    border = pen(colours.line, LINE)
    marks: list[Mark] = [Path(band_shape(bounds, place), border, fill(colours.inside))]
    several = many(node)
    room = Bounds(bounds.x + 4, bounds.y + 1, max(bounds.width - 8, 4), bounds.height - (14 if several else 2))
    if node.text:
        letters = font(node, model)
        size, bold = letters.at(OUTSIDE), letters.bold
        marks += block(node.text, room, size=size, bold=bold, colour=colours.text, shrink_to=8).lines
    if several:
        marks += markers(["parallel"], bounds.x + bounds.width / 2, bounds.bottom - 8, colours.line, 0.8)
    if flag(node, "di:isMessageVisible"):
        marks += _message(bounds, place, initiating, colours.line)
    return marks


def _message(bounds: Bounds, place: str, initiating: bool, line: str) -> list[Mark]:
    """The letter beside a band, tied to it by a dotted line."""
    cx = bounds.x + bounds.width / 2
    above = place == "top"
    edge = bounds.y if above else bounds.bottom
    end = edge - 20 if above else edge + 20
    cy = end - 10 if above else end + 10
    tie = Path((("M", cx, edge), ("L", cx, end)), pen(line, 1.5, (0.1, 3.6), "round"))
    return [tie, *envelope(cx, cy, 30, 20, line, "fill" if initiating else "band")]


def participants(node: Node, model: Model) -> list[tuple[str, bool, bool]]:
    """A choreography activity's participants: name, whether it begins, whether the file draws its band itself."""
    first = node.properties.text("initiatingParticipantRef").strip()
    found = []
    for fragment in node.content:
        if fragment.name != "participantRef":
            continue
        name = fragment.text.strip()
        record = referred(name, model)
        drawn = isinstance(record, Node) and is_band(record)
        found.append((record.text if record is not None else name, name == first, drawn))
    return found


def _draw(node: Node, model: Model, width: float, names: list[str], opened: bool) -> list[Mark]:
    bounds = box(node)
    colours = paint(node, "task")
    x, y, w, h = bounds
    marks: list[Mark] = [Path(outline(node), pen(colours.line, width), fill(colours.inside))]
    who = participants(node, model)
    top = bottom = BAND if who else 0.0
    tall = min(BAND, h / 4)
    if who and not any(drawn for _, _, drawn in who):
        for number, (name, begins, _) in enumerate(who):
            place = "top" if number == 0 else ("bottom" if number == len(who) - 1 else "middle")
            edge = y if number == 0 else y + h - tall * (len(who) - number)
            area = Bounds(x, edge, w, tall)
            tone = fill("fill" if begins else "band")
            marks.append(Path(band_shape(area, place), pen(colours.line, LINE), tone))
            marks += block(name, area.grown(-1), size=11, colour="ink", shrink_to=7).lines
        top, bottom = tall, tall * max(len(who) - 1, 1)
    repeats = LOOPS.get(node.properties.text("loopType"), "")
    shown = ([repeats] if repeats else []) + names
    if shown:
        scale = scale_of(bounds)
        marks += markers(shown, x + w / 2, y + h - bottom - 9 * scale, colours.line, scale)
        bottom += 16 * scale
    letters = font(node, model)
    if node.text and opened:
        room = Bounds(x + 8, y + top + 4, max(w - 16, 10), max(h - top - bottom, 10))
        size, bold = letters.at(INSIDE), letters.bold
        least = 9 if letters.size else None
        marks += block(
            node.text, room, size=size, bold=bold, vertical="top", colour=colours.text, shrink_to=least
        ).lines
    elif node.text:
        placed = inside(node.text, w, max(h - top - bottom, 8), font=letters)
        marks += text_lines(placed, x, y + top, colours.text)
    return marks


def _drawing(width: float, collapsed: bool) -> Callable[[Node, Model], list[Mark]]:
    def draw(node: Node, model: Model) -> list[Mark]:
        names = markers_of(node)
        opened = collapsed and is_expanded(node, model)
        if collapsed and not opened:
            names.append("collapsed")
        return _draw(node, model, width, names, opened)

    return draw


def traits(node: Node) -> Traits:
    return Traits(container=node.type == "bpmn:subChoreography", expanded=flag(node, "di:isExpanded"))


def _activity(name: str, width: float, collapsed: bool) -> ElementType:
    return ElementType(
        key=f"bpmn:{name}",
        label=f"elements.{name}",
        group="choreography",
        role=Role.WORK,
        size=(100.0, 90.0),
        outline=outline,
        draw=_drawing(width, collapsed),
        traits=traits,
        label_place="inside",
        properties=properties.COMMON,
    )


CHOREOGRAPHY_TASK = _activity("choreographyTask", LINE, False)
SUB_CHOREOGRAPHY = _activity("subChoreography", LINE, True)
CALL_CHOREOGRAPHY = _activity("callChoreography", 3.6, False)
