"""Labels beside events, gateways, data and flows: moved and resized by hand, stepping aside where a flow comes."""

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Final

from modeller.drawing.displaylist import Mark, TextLine
from modeller.editing.drawing_of import own
from modeller.editing.refused import Refused, finite
from modeller.editing.step import step
from modeller.language import current, message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.catalogue import element_type, flow_type
from modeller.notation.notations import BPMN
from modeller.notation.paths import path
from modeller.notation.symbol import Notation

LEAST: Final = (20.0, 14.0)
GAP: Final = 4.0
"""Between a symbol and the label that steps to another side of it."""


def label_box(model: Model, key: str, notation: Notation = BPMN) -> Bounds | None:
    """Where a label stands: its box, or what its letters take where it has none; None without a label beside."""
    record = model.get(key)
    if not isinstance(record, Node | Flow) or record.diagram is None:
        return None
    if isinstance(record, Node) and not notation.symbol(record).beside(record, model):
        return None
    if record.label_bounds is not None:
        return record.label_bounds
    if isinstance(record, Flow):
        if not record.text:
            return None
        points = path(model, record, notation)
        return _letters(notation.line(record).draw(record, points, model, current())) if len(points) > 1 else None
    return _letters(notation.symbol(record).draw(record, model, current())) if record.bounds is not None else None


def move_label(document: Document, key: str, dx: float, dy: float) -> None:
    """Move a label by (dx, dy) units. Raises Refused where there is none beside the element."""
    finite(dx, dy)
    record, box = document.get(key), label_box(document, key)
    if box is None or not isinstance(record, Node | Flow):
        raise Refused(message("flows.label.none"))
    if dx or dy:
        with step(document, message("flows.label.move")) as edit:
            own(document, edit, record.diagram)
            edit.put(replace(record, label_bounds=_whole(box.moved(dx, dy))))


def resize_label(document: Document, key: str, bounds: Bounds) -> None:
    """Give a label another box; its text is broken to that width. Raises Refused where there is none."""
    finite(*bounds)
    record = document.get(key)
    if label_box(document, key) is None or not isinstance(record, Node | Flow):
        raise Refused(message("flows.label.none"))
    new = _whole(Bounds(bounds.x, bounds.y, max(bounds.width, LEAST[0]), max(bounds.height, LEAST[1])))
    if new != record.label_bounds:
        with step(document, message("flows.label.resize")) as edit:
            own(document, edit, record.diagram)
            edit.put(replace(record, label_bounds=new))


def reset_label(document: Document, key: str) -> None:
    """Let a label stand where it would without anybody's doing."""
    record = document.get(key)
    if isinstance(record, Node | Flow) and record.label_bounds is not None:
        with step(document, message("flows.label.reset")) as edit:
            own(document, edit, record.diagram)
            edit.put(replace(record, label_bounds=None))


def step_aside(document: Document, edit: Edit, keys: Collection[str], flows: Collection[str] = ()) -> None:
    """Put the labels of these symbols, and of those that these flows pass, to a free side.

    Only where a flow has come to lie on them in this edit: a label that a flow crossed before stays, somebody wanted
    it so, or nothing better was free.
    """
    for key in document.in_pieces(dict.fromkeys((*keys, *_passed(document, flows))), True):
        node = document.node(key)
        if node is None or node.label_bounds is None or node.bounds is None or node.diagram is None:
            continue
        if element_type(node).label_place != "outside":
            continue
        letters = _letters(element_type(node).draw(node, document)) or node.label_bounds
        crossing = [flow for flow in _flows(document, node, letters) if _crosses(flow.points, letters)]
        if not crossing or _crossed_before(edit, node, [flow.key for flow in crossing]):
            continue
        free = next(
            (box for box in _sides(node.bounds, node.label_bounds, letters) if _is_free(document, node, box)), None
        )
        if free is not None:
            edit.put(replace(node, label_bounds=free))


def hold_letters(document: Document, edit: Edit, before: Node | Flow) -> None:
    """Let a label's box grow about its middle until it holds its letters, which have become larger.

    A symbol's label that came to lie on something else by that goes to a side where it does not, if there is one.
    """
    record = document.node(before.key) or document.flow(before.key)
    box = record.label_bounds if record is not None else None
    if record is None or box is None:
        return
    marks = element_type(record).draw(record, document) if isinstance(record, Node) else _drawn(document, record)
    letters = _letters(marks)
    if letters is None:
        return
    wide, tall = float(ceil(max(box.width, letters.width))), float(ceil(max(box.height, letters.height)))
    grown = Bounds(float(round(box.centre.x - wide / 2)), letters.y, wide, tall)
    if (wide, tall) == (box.width, box.height):
        grown = box
    if isinstance(record, Node) and record.bounds is not None and element_type(record).label_place == "outside":
        placed, old = replace(record, label_bounds=grown), before.label_bounds or box
        if isinstance(before, Node) and _is_free(document, before, old) and not _is_free(document, placed, grown):
            sides = _sides(record.bounds, grown, letters)
            grown = next((side for side in sides if _is_free(document, placed, side)), grown)
    if grown != box:
        edit.put(replace(record, label_bounds=grown))


def _drawn(model: Model, flow: Flow) -> list[Mark]:
    points = path(model, flow)
    return flow_type(flow).draw(flow, points, model) if len(points) > 1 else []


def _passed(model: Model, flows: Collection[str]) -> list[str]:
    """The symbols whose labels stand where these flows run."""
    found: dict[str, None] = {}
    for key in model.in_pieces(flows, True, 100):
        flow = model.flow(key)
        for a, b in pairwise(flow.points if flow is not None else ()):
            box = Bounds(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y))
            for record in model.near(flow.diagram or "" if flow is not None else "", box.grown(40)):
                if isinstance(record, Node) and record.label_bounds is not None:
                    found[record.key] = None
    return list(found)


def _whole(box: Bounds) -> Bounds:
    return Bounds(*(float(round(value)) for value in box))


def _letters(marks: list[Mark]) -> Bounds | None:
    """What the level lines among these marks take."""
    lines = [mark for mark in marks if isinstance(mark, TextLine) and mark.angle == 0]
    if not lines:
        return None
    left, right = min(line.x for line in lines), max(line.x + line.width for line in lines)
    top, bottom = min(line.y - line.size for line in lines), max(line.y + line.size * 0.3 for line in lines)
    return Bounds(left, top, right - left, bottom - top)


def _flows(model: Model, node: Node, box: Bounds) -> list[Flow]:
    return [record for record in model.near(node.diagram or "", box) if isinstance(record, Flow)]


def _crosses(points: tuple[Point, ...], box: Bounds) -> bool:
    inner = box.grown(-1.5)
    return any(
        min(a.x, b.x) < inner.right
        and max(a.x, b.x) > inner.x
        and min(a.y, b.y) < inner.bottom
        and max(a.y, b.y) > inner.y
        for a, b in pairwise(points)
        if a.x == b.x or a.y == b.y
    )


def _crossed_before(edit: Edit, node: Node, flows: list[str]) -> bool:
    original = edit.original(node.key)
    box = original.label_bounds if isinstance(original, Node) else None
    if box is None:
        return False
    before = [edit.original(key) for key in flows]
    return all(isinstance(flow, Flow) and _crosses(flow.points, box) for flow in before)


def _sides(symbol: Bounds, box: Bounds, letters: Bounds) -> list[Bounds]:
    """The label below, above, right and left of its symbol, then at its corners."""
    x, y = symbol.centre
    wide, tall = box.width, max(letters.height, box.height)
    below, above = symbol.bottom + GAP, symbol.y - GAP - tall
    right = symbol.right + GAP - (wide - letters.width) / 2
    left = symbol.x - GAP - letters.width - (wide - letters.width) / 2
    spots = (
        (x - wide / 2, below),
        (x - wide / 2, above),
        (right, y - tall / 2),
        (left, y - tall / 2),
        (x + GAP - (wide - letters.width) / 2, below),
        (x + GAP - (wide - letters.width) / 2, above),
        (x - GAP - letters.width - (wide - letters.width) / 2, below),
        (x - GAP - letters.width - (wide - letters.width) / 2, above),
    )
    return [_whole(Bounds(*spot, wide, tall)) for spot in spots]


def _is_free(model: Model, node: Node, box: Bounds) -> bool:
    """Whether nothing else stands where a label would."""
    placed = replace(node, label_bounds=box)
    letters = _letters(element_type(placed).draw(placed, model)) or box
    for record in model.near(node.diagram or "", letters.grown(2)):
        if record.key == node.key:
            continue
        if isinstance(record, Flow):
            blocked = _crosses(record.points, letters)
        else:
            blocked = record.bounds is not None and record.bounds.meets(letters) and not _holds(record, letters)
        if blocked:
            return False
    return True


def _holds(node: Node, letters: Bounds) -> bool:
    """Whether a label stands in something that others stand in too."""
    around = node.bounds is not None and node.bounds.covers(letters)
    return node.type == "bpmn:group" or (around and element_type(node).traits(node).container)
