"""The order in which the elements of a diagram are painted, so that none hides what another says."""

from collections.abc import Iterable, Iterator
from math import floor, isfinite
from operator import is_
from typing import Final, Protocol, TypeAlias, TypeVar

from modeller.drawing.displaylist import TextLine
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Item, Node, Record
from modeller.notation.bpmn.choreography import is_band
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.catalogue import ELEMENTS, element_type, flow_type
from modeller.notation.element import Role
from modeller.notation.further import stand_in
from modeller.notation.paths import path
from modeller.notation.valuechain.joining import HOLDERS

T = TypeVar("T")

Known: TypeAlias = dict[str, tuple[tuple[Record | None, ...], bool]]
"""By the key of a flow: what it was asked of, and whether its label is hidden there."""


class InPieces(Protocol):
    """Gives the same again, and may stop in between."""

    def __call__(self, them: Iterable[T], /) -> Iterator[T]: ...


_POOL, _LANE, _PHASE, _CONTAINER, _GROUP, _FLOW, _NODE, _BOUNDARY, _LABELLED = range(9)
_PLACES = {
    Role.POOL: _POOL, Role.LANE: _LANE, Role.PHASE: _PHASE, Role.GROUP: _GROUP, Role.BOUNDARY: _BOUNDARY,
}  # fmt: skip

_PLAIN: Final = frozenset(
    kind.key for kind in ELEMENTS
    if (kind.role not in {*_PLACES, Role.WORK} and kind.key not in HOLDERS) or kind.key.endswith("ask")
)  # fmt: skip
"""Symbols that always lie where symbols do: nearly all there are."""

_CELL: Final = 250.0
"""The side of a square of the net in which symbols are looked up, in units."""
_WIDE: Final = 64
"""A symbol over more squares than this is looked at wherever one asks."""
_HOLDING: Final = 16_000.0
"""A collapsed sub-process of less than this area, twice a task's, holds nothing."""


def ordered(
    model: Model, diagram: str, known: "Known | None" = None, in_pieces: InPieces = iter
) -> list[Node | Flow]:  # fmt: skip
    """What is drawn on a diagram in painting order, further drawings of an element as elements of their own.

    Pools lie below lanes, these below phases, these below expanded sub-processes and whatever else holds symbols,
    these below flows, these below all other symbols, boundary events above these, and on top what the file gives a
    label that would be hidden; within that the larger container below the smaller, else the file's order.

    Somebody who asks again keeps what was `known`; `in_pieces` may stop between any two elements for a while.
    """
    records: list[Node | Flow] = list(model.drawn(diagram))
    for held in model.children(diagram):
        if isinstance(held, Item):
            further = stand_in(model, held)
            if further is not None:
                records.append(further)
    known = {} if known is None else known
    ranked = [(rank(model, record), number, record) for number, record in enumerate(in_pieces(records))]
    net = _Net(record for (place, _), _, record in in_pieces(ranked) if place in {_NODE, _BOUNDARY})
    ranked = [(_seen(model, record, place, net, known), number, record) for place, number, record in in_pieces(ranked)]
    ranked.sort(key=lambda entry: (entry[0], entry[1]))
    return [record for _, _, record in ranked]


def rank(model: Model, record: Node | Flow) -> tuple[int, float]:
    """Where an element by itself lies in the painting order: the lower, the earlier."""
    if isinstance(record, Flow):
        return _FLOW, 0.0
    if record.type in _PLAIN:
        return _NODE, 0.0
    role = element_type(record).role
    if role is Role.WORK:
        place = _CONTAINER if _opens(record) and is_expanded(record, model) else _NODE
    elif role is Role.POOL and is_band(record):
        place = _BOUNDARY
    elif record.type in HOLDERS:
        place = _CONTAINER
    else:
        place = _PLACES.get(role, _NODE)
    return place, -_area(record) if place < _FLOW else 0.0


def _opens(node: Node) -> bool:
    return node.type.endswith(("ubProcess", "transaction", "callActivity", "subChoreography"))


def _area(node: Node) -> float:
    return node.bounds.width * node.bounds.height if node.bounds is not None else 0.0


class _Net:
    """Symbols by the squares that they lie in."""

    def __init__(self, records: Iterable[Node | Flow]) -> None:
        self.squares: dict[tuple[int, int], list[Node]] = {}
        self.wide: list[Node] = []
        for record in records:
            if not isinstance(record, Node) or record.bounds is None or not all(map(isfinite, record.bounds)):
                continue
            squares = _squares(record.bounds)
            if squares is None:
                self.wide.append(record)
                continue
            for square in squares:
                self.squares.setdefault(square, []).append(record)

    def near(self, box: Bounds) -> Iterator[Node]:
        """The symbols that may meet `box`; some of them more than once."""
        yield from self.wide
        squares = _squares(box)
        for square in self.squares if squares is None else squares:
            yield from self.squares.get(square, ())


def _squares(box: Bounds) -> list[tuple[int, int]] | None:
    x, y, width, height = box
    left, right = floor(x / _CELL), floor((x + width) / _CELL)
    top, bottom = floor(y / _CELL), floor((y + height) / _CELL)
    if left == right and top == bottom:
        return [(left, top)]
    if (right - left + 1) * (bottom - top + 1) > _WIDE:
        return None
    return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def _seen(model: Model, record: Node | Flow, place: tuple[int, float], net: _Net, known: Known) -> tuple[int, float]:
    """The rank of an element among those it could hide, and that could hide it."""
    if place[0] == _NODE and isinstance(record, Node) and _opens(record) and _holds(record, net):
        return _CONTAINER, -_area(record)
    box = record.label_bounds
    if box is None or place[0] < _FLOW or not record.text or not all(map(isfinite, box)):
        return place
    if isinstance(record, Node) and element_type(record).label_place != "outside":
        return place
    around = box.grown(2.0)
    others = [node for node in net.near(around) if node is not record and _meet(node.bounds, around)]
    if others and _is_under(model, record, others, known):
        return _LABELLED, 0.0
    return place


def _is_under(model: Model, record: Node | Flow, others: list[Node], known: Known) -> bool:
    """The same as `_under`, which takes long: of a flow it is known as long as all is the same that it depends on."""
    if not isinstance(record, Flow):
        return _under(model, record, others)
    here = (record, model.get(record.source), model.get(record.target), model.get(record.diagram), *others)
    before = known.get(record.key)
    if before is not None and len(before[0]) == len(here) and all(map(is_, before[0], here)):
        return before[1]
    found = _under(model, record, others)
    known[record.key] = here, found
    return found


def _holds(node: Node, net: _Net) -> bool:
    """Is another symbol drawn inside a sub-process that is said to be collapsed?"""
    box = node.bounds
    if box is None or not all(map(isfinite, box)) or _area(node) < _HOLDING:
        return False
    return any(other.bounds is not None and other is not node and box.covers(other.bounds) for other in net.near(box))


def _meet(box: Bounds | None, other: Bounds) -> bool:
    return box is not None and box.meets(other)


def _under(model: Model, record: Node | Flow, others: list[Node]) -> bool:
    """Does any letter beside or along `record` lie on one of the others?"""
    if isinstance(record, Flow):
        points = path(model, record)
        marks = flow_type(record).draw(record, points, model) if len(points) > 1 else []
    else:
        marks = element_type(record).draw(record, model)
    for mark in marks:
        if isinstance(mark, TextLine) and mark.angle == 0:
            letters = Bounds(mark.x + 1, mark.y - mark.size * 0.7, max(mark.width - 2, 0.1), mark.size * 0.7)
            if any(_meet(other.bounds, letters) for other in others):
                return True
    return False
