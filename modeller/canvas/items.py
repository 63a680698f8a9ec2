"""What the canvas keeps of each drawn record: its rectangle, its rank, and its marks once they were needed."""

from dataclasses import fields
from itertools import pairwise
from operator import attrgetter

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

from modeller.canvas.doubts import Doubts
from modeller.drawing.displaylist import Group, Segments
from modeller.drawing.paint_qt import Prepared
from modeller.drawing.theme import Theme
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point, Record
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.notations import BPMN
from modeller.notation.paths import path as path_of
from modeller.notation.picture import group
from modeller.notation.reach import outer_bounds
from modeller.notation.symbol import Notation

_NEAR = 5.0
_PLACES = {"bounds", "label_bounds", "points"}
_NODE = attrgetter(*(each.name for each in fields(Node) if each.name not in _PLACES))
_FLOW = attrgetter(*(each.name for each in fields(Flow) if each.name not in _PLACES))
_NONE = Doubts()
_SPECK = 16.0
"""What is thinner than this, in units, is met beside it too."""


class Item:
    """One drawn record in one notation.

    Its marks, its shape and its path are made when they are first asked for, so that a big model opens at once.
    """

    __slots__ = (
        *("_doubts", "_marks", "_model", "_notation", "_outline", "_path", "_prepared", "_seen", "_shape"),
        *("bounds", "key", "offset", "rank", "record"),
    )

    def __init__(
        self, record: Record, rank: float, model: Model, notation: Notation = BPMN, doubts: Doubts = _NONE
    ) -> None:
        """`doubts` say where other things stand now: what is near sees, when it is asked for, how it looks there."""
        self.key = record.key
        self._model = model
        self._notation = notation
        self.record = record
        self.rank = rank
        self.offset = (0.0, 0.0)
        """How far the record has been moved since its marks were made: while it is dragged they are only shifted."""
        self._doubts = doubts
        self._seen = doubts.now
        self._marks: Group | None = None
        self._prepared: Prepared | None = None
        self._outline: QPainterPath | None = None
        self._path: tuple[Point, ...] | None = None
        self._shape: Bounds | None = None
        self.bounds = outer_bounds(model, record, notation)

    @property
    def path(self) -> tuple[Point, ...]:
        """The points that a flow is drawn along; of what has none in its record, none."""
        if self._seen != self._doubts.now:
            self._look_again()
        if self._path is None:
            record = self.record
            self._path = record.points if isinstance(record, Flow) else ()
            if self._path and self._notation.symbols:
                self._path = path_of(self._model, record, self._notation) or self._path  # type: ignore[arg-type]
        return self._path

    @property
    def shape(self) -> Bounds:
        """The rectangle of the shape without its label; of a flow, that of its line."""
        if self._seen != self._doubts.now:
            self._look_again()
        if self._shape is None:
            record = self.record
            if isinstance(record, Node) and record.bounds is not None:
                self._shape = self._notation.symbol(record).box(record, self._model)
            elif self.path:
                xs, ys = [point[0] for point in self.path], [point[1] for point in self.path]
                self._shape = Bounds(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            else:
                self._shape = self.bounds
        return self._shape

    def follow(self, record: Record, model: Model) -> None:
        """Follow a change that may not be the last: what was only moved keeps its marks, shifted."""
        if self._seen != self._doubts.now and self._is_doubtful():
            self.renew(record, model)
            return
        step = moved_by(self.record, record) if record is not self.record else None  # else what it shows has changed
        if step is None or not self._looks_the_same(record, model, *step):
            self.renew(record, model)
            return
        self.record = record
        self.bounds = self.bounds.moved(*step)
        dx, dy = step
        self._shape = self._shape.moved(dx, dy) if self._shape is not None else None
        self._path = tuple(Point(x + dx, y + dy) for x, y in self._path) if self._path is not None else None
        self._outline = None
        if self._marks is not None:
            self.offset = (self.offset[0] + dx, self.offset[1] + dy)

    def _looks_the_same(self, record: Record, model: Model, dx: float, dy: float) -> bool:
        """Whether a record that was moved looks as it did, among other neighbours now."""
        if not self._notation.around or self._marks is None:
            return True
        if isinstance(record, Node):
            return self._notation.symbol(record).box(record, model)[2:] == self.shape[2:]
        if not isinstance(record, Flow):
            return False
        now = path_of(model, record, self._notation)
        return now == tuple(Point(x + dx, y + dy) for x, y in self.path)

    def _is_doubtful(self) -> bool:
        """Whether what is known of its looks may be so no longer, with others around it now. It is asked once."""
        then, self._seen = self._seen, self._doubts.now
        return (self._shape is not None or self._path is not None) and self._doubts.since(then, self.bounds)

    def _look_again(self) -> None:
        if not self._is_doubtful():
            return
        record, model, same = self.record, self._model, True
        if isinstance(record, Node) and record.bounds is not None:
            same = self._shape is None or self._notation.symbol(record).box(record, model) == self._shape
        elif isinstance(record, Flow) and self._path:
            same = path_of(model, record, self._notation) == self._path
        if not same:
            self.renew(record, model)

    def renew(self, record: Record, model: Model) -> None:
        """Follow a change of the record or of what its picture shows."""
        self.record = record
        self.offset = (0.0, 0.0)
        self._seen = self._doubts.now
        self._marks = self._prepared = self._outline = self._path = self._shape = None
        self.bounds = outer_bounds(model, record, self._notation)

    def marks(self, model: Model) -> Group | None:
        """The item's marks where it stands."""
        if self.offset != (0.0, 0.0):
            self.renew(self.record, model)
        return self._made(model)

    def _made(self, model: Model) -> Group | None:
        if self._seen != self._doubts.now:
            self._look_again()
        if self._marks is None:
            self._marks = group(model, self.record, None, self._notation)
            self.offset = (0.0, 0.0)
            if self._notation.around:
                self._shape, self._path = self.shape, self.path  # what the marks were made for, whatever comes near
        return self._marks

    def prepared(self, model: Model, theme: Theme) -> Prepared | None:
        """The item ready to be painted at its `offset`; None where it shows nothing."""
        if self._seen != self._doubts.now:
            self._look_again()
        if self._prepared is None:
            marks = self._made(model)
            if marks is None:
                return None
            self._prepared = Prepared(marks, theme)
        return self._prepared

    def repaint(self) -> None:
        """Forget what depends on the theme."""
        self._prepared = None

    def outline(self, model: Model) -> QPainterPath:
        """The closed border of a node, the line of a flow, in diagram units."""
        if self._seen != self._doubts.now:
            self._look_again()
        if self._outline is None:
            record = self.record
            if isinstance(record, Node) and record.bounds is not None:
                self._outline = painter_path(self._notation.symbol(record).outline(record, model))
            elif isinstance(record, Flow) and len(self.path) > 1:
                self._outline = QPainterPath(QPointF(*self.path[0]))
                for x, y in self.path[1:]:
                    self._outline.lineTo(x, y)
            else:
                self._outline = QPainterPath()
                self._outline.addRect(*self.bounds)
        return self._outline

    def hit(self, x: float, y: float, zoom: float, model: Model) -> bool:
        """Whether the pointer at a diagram point means this item: on its shape, its line or its label."""
        record = self.record
        near = max(_NEAR / zoom, 2.0)
        if not self.bounds.grown(near).contains(x, y):
            return False
        label = record.label_bounds if isinstance(record, Node | Flow) else None
        if label is not None and label.contains(x, y) and self._has_label(model):
            return True
        if isinstance(record, Flow):
            return _near_line(self.path, x, y, near)
        if isinstance(record, Node) and element_type(record).role is Role.GROUP and record.bounds is not None:
            # a group is a frame laid over others: only its border is there to be touched
            return record.bounds.grown(near).contains(x, y) and not record.bounds.grown(-near).contains(x, y)
        if min(self.shape.width, self.shape.height) < _SPECK and self.shape.grown(near).contains(x, y):
            return True
        return bool(self.outline(model).contains(QPointF(x, y)))

    def _has_label(self, model: Model) -> bool:
        """Whether a text stands where the record has its label: some notations draw it inside the shape."""
        record = self.record
        return not isinstance(record, Node) or self._notation.symbol(record).beside(record, model)


def moved_by(before: Record, after: Record) -> tuple[float, float] | None:
    """By how much a record was moved, where nothing else about it has changed; None where something has."""
    if isinstance(before, Node) and isinstance(after, Node) and before.bounds and after.bounds:
        dx, dy = after.bounds.x - before.bounds.x, after.bounds.y - before.bounds.y
        same = before.bounds[2:] == after.bounds[2:] and _NODE(before) == _NODE(after)
    elif (
        isinstance(before, Flow)
        and isinstance(after, Flow)
        and before.points
        and len(before.points) == len(after.points)
    ):
        (ax, ay), (bx, by) = before.points[0], after.points[0]
        dx, dy = bx - ax, by - ay
        same = _FLOW(before) == _FLOW(after) and all(
            d[0] - c[0] == dx and d[1] - c[1] == dy for c, d in zip(before.points, after.points, strict=True)
        )
    else:
        return None
    if not same:
        return None
    label = before.label_bounds.moved(dx, dy) if before.label_bounds is not None else None
    return (dx, dy) if after.label_bounds == label else None


def _near_line(points: tuple[tuple[float, float], ...], x: float, y: float, near: float) -> bool:
    for (ax, ay), (bx, by) in pairwise(points):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        along = 0.0 if length == 0 else min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / length))
        if (ax + along * dx - x) ** 2 + (ay + along * dy - y) ** 2 <= near * near:
            return True
    return False


def painter_path(segments: Segments) -> QPainterPath:
    """The same outline for Qt."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for segment in segments:
        if segment[0] == "M":
            path.moveTo(segment[1], segment[2])
        elif segment[0] == "L":
            path.lineTo(segment[1], segment[2])
        elif segment[0] == "C":
            path.cubicTo(*segment[1:])
        else:
            path.closeSubpath()
    return path


def placed_only(before: Flow, after: Flow) -> bool:
    """Whether two states of a flow differ in nothing but where it and its label are."""
    return bool(_FLOW(before) == _FLOW(after))
