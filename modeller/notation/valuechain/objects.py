"""What is attached to the activities of a value chain: who, with what, for what."""

from collections.abc import Callable
from typing import Final

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import circle, diamond, oval, polygon, polyline, rectangle, rounded
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.colours import Paint, fill, pen
from modeller.notation.element import ElementType, Role
from modeller.notation.valuechain.looks import COMMON, colours, framed, kind, lettered

SIZE: Final = (112.0, 46.0)

Outline = Callable[[Bounds], Segments]
Lines = Callable[[Bounds, Paint], list[Mark]]


def _unit(bounds: Bounds) -> Segments:
    return oval(bounds)


def _unit_lines(bounds: Bounds, given: Paint) -> list[Mark]:
    """The upright by which an organisation unit is known."""
    x, y, w, h = bounds
    at = x + 0.16 * w
    reach = 0.5 * h * (1 - (1 - 2 * 0.16) ** 2) ** 0.5
    return [Path(polyline([(at, y + h / 2 - reach), (at, y + h / 2 + reach)]), pen(given.line, 1.2))]


def _sheet(bounds: Bounds) -> Segments:
    x, y, w, h = bounds
    fold = min(10.0, 0.25 * min(w, h))
    return polygon([(x, y), (x + w - fold, y), (x + w, y + fold), (x + w, y + h), (x, y + h)])


def _sheet_lines(bounds: Bounds, given: Paint) -> list[Mark]:
    x, y, w, h = bounds
    fold = min(10.0, 0.25 * min(w, h))
    return [
        Path(polyline([(x + w - fold, y), (x + w - fold, y + fold), (x + w, y + fold)]), pen(given.line, 1.2)),
    ]


def _system_lines(bounds: Bounds, given: Paint) -> list[Mark]:
    """The double uprights by which an application is known."""
    x, y, w, h = bounds
    inset = min(6.0, 0.1 * w)
    return [Path(polyline([(at, y), (at, y + h)]), pen(given.line, 1.2)) for at in (x + inset, x + w - inset)]


def _pill(bounds: Bounds) -> Segments:
    return rounded(bounds, min(bounds.width, bounds.height) / 2)


def _target(bounds: Bounds, given: Paint) -> list[Mark]:
    x, y, w, h = bounds
    radius = min(0.28 * h, 0.1 * w, 9.0)
    cx, cy = x + min(h / 2, 0.17 * w), y + h / 2
    line = pen(given.line, min(1.2, radius / 3))
    return [
        Path(circle(cx, cy, radius), line),
        Path(circle(cx, cy, radius * 0.36), None, fill(given.line)),
    ]


def _crate(bounds: Bounds) -> Segments:
    return rectangle(bounds)


def _crate_lines(bounds: Bounds, given: Paint) -> list[Mark]:
    """The lid of a packet: what is delivered."""
    x, y, w, h = bounds
    lid = min(9.0, 0.2 * h)
    tape = min(5.0, 0.05 * w)
    line = pen(given.line, 1.2)
    middle = x + w / 2
    return [
        Path(polyline([(x, y + lid), (x + w, y + lid)]), line),
        Path(rectangle(Bounds(middle - tape, y, 2 * tape, lid)), line),
    ]


def _flag(bounds: Bounds) -> Segments:
    return diamond(bounds)


def _no_lines(_bounds: Bounds, _given: Paint) -> list[Mark]:
    return []


def _object(
    name: str, tone: str, outline: Outline, lines: Lines, aside: tuple[float, float, float, float]
) -> ElementType:
    """A kind of object. `aside` is how much of its left, top, right and bottom its name keeps clear, as shares."""

    def box(node: Node) -> Bounds:
        return node.bounds or Bounds(0, 0, *SIZE)

    def draw(node: Node, model: Model) -> list[Mark]:
        bounds = box(node)
        given = colours(node, tone, f"{tone}-edge")
        left, top, right, bottom = aside
        x, y, w, h = bounds
        room = Bounds(x + left * w, y + top * h, (1 - left - right) * w, (1 - top - bottom) * h)
        marks: list[Mark] = [framed(outline(bounds), given, 1.2)]
        return [*marks, *lines(bounds, given), *lettered(node, model, room, given.text)]

    return kind(name, SIZE, lambda node: outline(box(node)), draw, COMMON, role=Role.OTHER, group="chainobjects")


UNIT = _object("unit", "unit", _unit, _unit_lines, (0.17, 0.04, 0.05, 0.04))
INFORMATION = _object("information", "paper", _sheet, _sheet_lines, (0.0, 0.0, 0.06, 0.0))
SYSTEM = _object("system", "system", rectangle, _system_lines, (0.06, 0.0, 0.06, 0.0))
GOAL = _object("goal", "goal", _pill, _target, (0.26, 0.0, 0.06, 0.0))
PRODUCT = _object("product", "product", _crate, _crate_lines, (0.0, 0.17, 0.0, 0.0))
MILESTONE = _object("milestone", "goal", _flag, _no_lines, (0.12, 0.1, 0.12, 0.1))
