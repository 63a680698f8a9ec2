"""What the canvas keeps of each drawn record: its rectangle, its rank, and its marks once they were needed."""

from dataclasses import fields
from itertools import pairwise
from operator import attrgetter

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath

from modeller.drawing.displaylist import Group, Segments
from modeller.drawing.paint_qt import Prepared
from modeller.drawing.theme import Theme
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Record
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.picture import group
from modeller.notation.reach import outer_bounds

_NEAR = 5.0
_PLACES = {"bounds", "label_bounds", "points"}
_NODE = attrgetter(*(each.name for each in fields(Node) if each.name not in _PLACES))
_FLOW = attrgetter(*(each.name for each in fields(Flow) if each.name not in _PLACES))


class Item:
    """One drawn record. Its marks are made when it is first painted, so that a big model opens at once."""

    __slots__ = ("_marks", "_outline", "_prepared", "bounds", "key", "offset", "rank", "record")

    def __init__(self, record: Record, rank: float, model: Model) -> None:
        self.key = record.key
        self.record = record
        self.rank = rank
        self.bounds = outer_bounds(model, record)
        self.offset = (0.0, 0.0)
        """How far the record has been moved since its marks were made: while it is dragged they are only shifted."""
        self._marks: Group | None = None
        self._prepared: Prepared | None = None
        self._outline: QPainterPath | None = None

    def follow(self, record: Record, model: Model) -> None:
        """Follow a change that may not be the last: what was only moved keeps its marks, shifted."""
        step = moved_by(self.record, record) if record is not self.record else None  # else what it shows has changed
        if step is None:
            self.renew(record, model)
            return
        self.record = record
        self.bounds = self.bounds.moved(*step)
        self._outline = None
        if self._marks is not None:
            self.offset = (self.offset[0] + step[0], self.offset[1] + step[1])

    def renew(self, record: Record, model: Model) -> None:
        """Follow a change of the record or of what its picture shows."""
        self.record = record
        self.bounds = outer_bounds(model, record)
        self.offset = (0.0, 0.0)
        self._marks = self._prepared = self._outline = None

    def marks(self, model: Model) -> Group | None:
        """The item's marks where it stands."""
        if self.offset != (0.0, 0.0):
            self.renew(self.record, model)
        return self._made(model)

    def _made(self, model: Model) -> Group | None:
        if self._marks is None:
            self._marks = group(model, self.record)
            self.offset = (0.0, 0.0)
        return self._marks

    def prepared(self, model: Model, theme: Theme) -> Prepared | None:
        """The item ready to be painted at its `offset`; None where it shows nothing."""
        if self._prepared is None:
            marks = self._made(model)
            if marks is None:
                return None
            self._prepared = Prepared(marks, theme)
        return self._prepared

    def repaint(self) -> None:
        """Forget what depends on the theme."""
        self._prepared = None

    @property
    def shape(self) -> Bounds:
        """The rectangle of the shape without its label; of a flow, that of its line."""
        record = self.record
        if isinstance(record, Node) and record.bounds is not None:
            return record.bounds
        if isinstance(record, Flow) and record.points:
            xs = [point[0] for point in record.points]
            ys = [point[1] for point in record.points]
            return Bounds(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        return self.bounds

    def outline(self) -> QPainterPath:
        """The closed border of a node, the line of a flow, in diagram units."""
        if self._outline is None:
            record = self.record
            if isinstance(record, Node) and record.bounds is not None:
                self._outline = painter_path(element_type(record).outline(record))
            elif isinstance(record, Flow) and len(record.points) > 1:
                self._outline = QPainterPath(QPointF(*record.points[0]))
                for x, y in record.points[1:]:
                    self._outline.lineTo(x, y)
            else:
                self._outline = QPainterPath()
                self._outline.addRect(*self.bounds)
        return self._outline

    def hit(self, x: float, y: float, zoom: float) -> bool:
        """Whether the pointer at a diagram point means this item: on its shape, its line or its label."""
        record = self.record
        near = max(_NEAR / zoom, 2.0)
        if not self.bounds.grown(near).contains(x, y):
            return False
        label = record.label_bounds if isinstance(record, Node | Flow) else None
        if label is not None and label.contains(x, y):
            return True
        if isinstance(record, Flow):
            return _near_line(record.points, x, y, near)
        if isinstance(record, Node) and element_type(record).role is Role.GROUP and record.bounds is not None:
            # a group is a frame laid over others: only its border is there to be touched
            return record.bounds.grown(near).contains(x, y) and not record.bounds.grown(-near).contains(x, y)
        outline = self.outline()
        return bool(outline.contains(QPointF(x, y)))


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
