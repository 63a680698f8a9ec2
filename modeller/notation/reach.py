"""How far an element's drawing may reach: a rectangle that is sure to hold it, without making it."""

from math import isfinite

from modeller.drawing.text import LINE_HEIGHT
from modeller.language import ENGLISH
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Item, Node, Point, Record
from modeller.notation.badges import reach as badged
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.labels import INSIDE, OUTSIDE, POINT, SMALLEST, usual_width
from modeller.notation.catalogue import element_type
from modeller.notation.further import stand_in
from modeller.notation.notations import BPMN
from modeller.notation.paths import is_frame, path
from modeller.notation.symbol import Notation

MARGIN = 3.0
"""No mark of a node but its text lies farther outside its bounds than this (half a pen, and a little)."""
BESIDE = 44.0
"""How far outside its bounds a participant's band shows its message."""
FLOW_MARGIN = 7.0
"""No mark of a flow but its text lies farther from its path than this."""
LETTER_MARGIN = 18.0
"""The same where a letter stands on it."""
ALONG = 112.0
"""The width of a flow's label where the file says nothing."""
STEP = 52.0
"""How far a label moves at most from where the file has it."""

WIDEST = 1.6
"""No character is wider than this, in ems."""
CLUSTER = 4.0
"""No character with all that clings to it is wider than this, in ems."""
DESCENT = 0.2
"""How far the tails of letters reach below the last line, in ems."""
NOWHERE = Bounds(0, 0, 0, 0)


def outer_bounds(model: Model, record: Record, notation: Notation = BPMN) -> Bounds:
    """A rectangle in units that holds all that `picture.group` would draw of an element; empty where that is nothing.

    Costs little and is larger than need be.
    """
    if isinstance(record, Item):
        further = stand_in(model, record)
        return outer_bounds(model, further, notation) if further is not None else NOWHERE
    if isinstance(record, Flow):
        return _of_flow(model, record, notation)
    if isinstance(record, Node) and record.bounds is not None and all(map(isfinite, record.bounds)):
        shown = _of_node(model, record, record.bounds, notation)
        if notation.layers:
            shown = shown.united(
                badged(record, model, notation.symbol(record).widest(record, model), notation.layers).grown(MARGIN)
            )
        return shown
    return NOWHERE


def _of_flow(model: Model, flow: Flow, notation: Notation) -> Bounds:
    points = path(model, flow)
    if len(points) < 2:
        return NOWHERE
    box = around(points)
    if notation.symbols:  # whose ends may lead on to smaller shapes, inside the bounds of those that it joins
        for end in (model.node(flow.source), model.node(flow.target)):
            if end is not None and end.bounds is not None and end.diagram == flow.diagram and not is_frame(end, model):
                box = box.united(end.bounds) if all(map(isfinite, end.bounds)) else box
    letter = bool(flow.properties.get("di:messageVisibleKind"))
    shown = box.grown(LETTER_MARGIN if letter else FLOW_MARGIN)
    text = notation.line(flow).text(flow, model, ENGLISH)
    if not text:
        return shown
    size = font(flow, model).at(OUTSIDE)
    if flow.label_bounds is not None:
        return shown.united(_label(text, flow.label_bounds, size).grown(STEP + (LETTER_MARGIN * 2 if letter else 0)))
    wide, tall = _size(text, ALONG * max(1.0, size / OUTSIDE), size)
    further = LETTER_MARGIN * 2 if letter else 0
    return shown.united(
        Bounds(
            box.x - wide - 8 - further,
            box.y - tall - 8 - further,
            box.width + 2 * (wide + 8 + further),
            box.height + 2 * (tall + 8 + further),
        )
    )


def around(points: tuple[Point, ...]) -> Bounds:
    """The rectangle that holds all points."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    left, top = min(xs), min(ys)
    return Bounds(left, top, max(xs) - left, max(ys) - top)


def _of_node(model: Model, node: Node, bounds: Bounds, notation: Notation) -> Bounds:
    kind, symbol = element_type(node), notation.symbol(node)
    bounds = symbol.widest(node, model).united(bounds)
    shown = bounds.grown(BESIDE if node.properties.get("di:isMessageVisible") else MARGIN)
    text = symbol.text(node, model, ENGLISH)  # whose words are wider than Chinese ones
    if not text and kind.group != "others":
        return shown
    if symbol.label_place in {"outside", "top"}:
        size = font(node, model).at(OUTSIDE)
        if node.label_bounds is not None:
            return shown.united(_label(text, node.label_bounds, size).united(_label(text, bounds, size)).grown(4))
        wide, tall = _size(text, max(usual_width(size), bounds.width + 20), size)
        return Bounds(
            shown.x - wide - 6, shown.y - tall - 6, shown.width + 2 * (wide + 6), shown.height + 2 * (tall + 6)
        )
    if kind.group == "others":
        text += " " + node.type
    length = max(len(text) + 2, 4)
    room = min(bounds.width, bounds.height) if symbol.label_place == "band" else bounds.width - 30
    lines = 1 + text.count("\n") + (2 * length * SMALLEST * WIDEST / room if room > 3 * SMALLEST else length)
    over = lines * 12.5 * LINE_HEIGHT + (0 if room > 3 * SMALLEST else 60)
    if kind.role.value == "note":
        wide = max(bounds.width * 2, 130)
        size = font(node, model).at(INSIDE)
        wide = max(wide, size * CLUSTER)
        lines = 2 + text.count("\n") + 2 * length * size * WIDEST / max(bounds.width - 9, 20)
        return shown.united(Bounds(bounds.x, bounds.y - 4, wide + 12, lines * size * LINE_HEIGHT + 10))
    if symbol.label_place == "band":
        return shown.grown(max(0.0, length * 13 * WIDEST / 2 - max(bounds.height, bounds.width) / 2) + over)
    return shown.grown(max(0.0, over - bounds.height + 50) if over > bounds.height - 50 else 0)


def _size(text: str, width: float, size: float) -> tuple[float, float]:
    """The most that a label of that width takes: width and height."""
    whole = len(text) * size * WIDEST
    lines = 1 + text.count("\n") + 2 * whole / width
    return min(max(width, 40.0), max(whole, 20.0)), (lines * LINE_HEIGHT + DESCENT) * size


def _label(text: str, box: Bounds, size: float) -> Bounds:
    """Where a label with that box in the file may stand."""
    usual = usual_width(size)
    width = max(usual, 2 * box.width) if box.width >= POINT else usual * 4
    wide, tall = _size(text, max(box.width, 40.0) if box.width >= POINT else 30.0, size)
    wide = max(wide, min(width, len(text) * size * WIDEST))
    x, y = box.centre
    reach = tall + box.height
    return Bounds(x - wide - 4, y - reach, 2 * wide + 8, 2 * reach).united(box)
