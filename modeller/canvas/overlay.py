"""What lies over the picture and never on paper: selection, pointer, what a search found, ways into sub-processes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from modeller.canvas.camera import Camera
from modeller.canvas.comment_pins import paint_pins
from modeller.canvas.items import Item
from modeller.canvas.problem_badges import paint_problems
from modeller.canvas.scene import Scene
from modeller.canvas.tokens import Tokens, paint_tokens
from modeller.drawing.theme import resolve
from modeller.model.entries import Severity
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.valuechain.looks import way_in

BADGE = 22.0
"""Largest size in pixels of the button that leads into a sub-process."""

_MATCH = "#f5a623"
_MARKER = 12.0
"""Units from the lower edge of a sub-process to the middle of its [+]."""
_BADGE_FROM = 0.25
_MANY = 300
"""Of more than this the selection is marked in one go."""
_LARGE = 420
"""Pixels from which a match is framed only: a wash over a whole lane would hide what lies in it."""


@dataclass(slots=True)
class Marks:
    """What a view marks: keys of records."""

    selection: tuple[str, ...] = ()
    pointed: str | None = None
    matches: tuple[str, ...] = ()
    match: str | None = None
    ways_in: frozenset[str] = field(default_factory=frozenset)
    problems: Mapping[str, Severity] = field(default_factory=dict)
    comments: Mapping[str, int] = field(default_factory=dict)
    """How many comments on an element are open; 0 where all are resolved."""
    tokens: Tokens | None = None


def badge_at(item: Item, camera: Camera) -> QRectF:
    """Where, in pixels, the way in stands: over the [+] of a sub-process, over the sign of what is of a value chain."""
    box = item.shape
    chained = way_in(item.record) if isinstance(item.record, Node) else None
    at = chained if chained is not None else Point(box.x + box.width / 2, box.bottom - _MARKER)
    middle = camera.place(*at)
    size = max(12.0, min(BADGE, BADGE * camera.zoom))
    return QRectF(middle.x - size / 2, middle.y - size / 2, size, size)


def badge_shown(camera: Camera) -> bool:
    return camera.zoom >= _BADGE_FROM


def paint_overlay(
    painter: QPainter, scene: Scene, marks: Marks, camera: Camera, seen: Bounds, lifted: bool = False
) -> None:
    """Paint the marks; the painter works in pixels of the view. What is `lifted` is not where its marks would be."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    accent = QColor(resolve("accent", scene.theme))
    for key in _in_view(scene, marks.matches, camera, seen):
        _frame(painter, scene, key, camera, seen, QColor(_MATCH), strong=key == marks.match)
    if marks.pointed is not None and marks.pointed not in marks.selection:
        hint = QColor(accent)
        hint.setAlphaF(0.45)
        _outline(painter, scene, marks.pointed, camera, seen, hint, 1.5)
    if not lifted:
        _selected(painter, scene, marks.selection, camera, seen, accent)
    if marks.problems and not lifted and marks.tokens is None:
        paint_problems(painter, scene, marks.problems, camera, seen)
    if marks.comments and not lifted and marks.tokens is None:
        paint_pins(painter, scene, marks.comments, camera, seen)
    if marks.tokens is not None:
        paint_tokens(painter, scene, marks.tokens, camera, seen)
    if badge_shown(camera):
        for key in marks.ways_in:
            item = scene.items.get(key)
            if item is not None and item.bounds.meets(seen):
                _badge(painter, badge_at(item, camera), accent, strong=key == marks.pointed or key in marks.selection)


def _in_view(scene: Scene, keys: tuple[str, ...], camera: Camera, seen: Bounds) -> Iterable[str]:
    """Those of many that may be seen; few are all looked at one by one."""
    if len(keys) <= _MANY:
        return keys
    held = set(keys)
    return [item.key for item in scene.within(seen.grown(12 / camera.zoom)) if item.key in held]


def _selected(
    painter: QPainter, scene: Scene, keys: tuple[str, ...], camera: Camera, seen: Bounds, colour: QColor
) -> None:
    """The frames of what is selected; of very much plain ones, all in one go."""
    if len(keys) <= _MANY:
        for key in keys:
            _outline(painter, scene, key, camera, seen, colour, 2)
        return
    held = set(keys)
    boxes: list[QRectF] = []
    lines: list[QLineF] = []
    for item in scene.within(seen.grown(12 / camera.zoom)):
        if item.key not in held:
            continue
        if isinstance(item.record, Flow):
            places = [QPointF(*camera.place(*point)) for point in item.record.points]
            lines += [QLineF(a, b) for a, b in pairwise(places)]
        else:
            boxes.append(_pixels(item.shape, camera).adjusted(-3, -3, 3, 3))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(boxes) + len(lines) <= _MANY)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.5 if len(boxes) <= _MANY else 1))
    painter.drawRects(boxes)
    painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _outline(
    painter: QPainter, scene: Scene, key: str, camera: Camera, seen: Bounds, colour: QColor, width: float
) -> None:
    item = scene.items.get(key)
    if item is None or not item.bounds.grown(12 / camera.zoom).meets(seen):
        return
    if isinstance(item.record, Flow):
        _line(painter, scene, item, camera, colour, 7, 0.28)
        _line(painter, scene, item, camera, colour, width, 1)
        return
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_pixels(item.shape, camera).adjusted(-5, -5, 5, 5), 6, 6)


def _line(
    painter: QPainter, scene: Scene, item: Item, camera: Camera, colour: QColor, width: float, alpha: float
) -> None:
    zoom = camera.zoom
    path = QTransform(zoom, 0, 0, zoom, -camera.x * zoom, -camera.y * zoom).map(item.outline(scene.document))
    tint = QColor(colour)
    tint.setAlphaF(colour.alphaF() * alpha)
    pen = QPen(tint, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)


def _frame(
    painter: QPainter, scene: Scene, key: str, camera: Camera, seen: Bounds, colour: QColor, strong: bool
) -> None:
    item = scene.items.get(key)
    if item is None or not item.bounds.grown(12 / camera.zoom).meets(seen):
        return
    if isinstance(item.record, Flow) and item.record.label_bounds is None:
        _line(painter, scene, item, camera, colour, 9 if strong else 7, 0.7 if strong else 0.35)
        return
    large = item.shape.width * camera.zoom > _LARGE or item.shape.height * camera.zoom > _LARGE
    fill = QColor(colour)
    fill.setAlphaF((0.04 if large else 0.30) if strong else (0.0 if large else 0.16))
    edge = QColor(colour)
    edge.setAlphaF(1.0 if strong else 0.55)
    painter.setPen(QPen(edge, 2.5 if strong else 1.2))
    painter.setBrush(fill)
    box = item.record.label_bounds if isinstance(item.record, Flow) and item.record.label_bounds else item.shape
    painter.drawRoundedRect(_pixels(box, camera).adjusted(-6, -6, 6, 6), 7, 7)


def _badge(painter: QPainter, box: QRectF, accent: QColor, strong: bool) -> None:
    disc = QColor(accent)
    disc.setAlphaF(1.0 if strong else 0.82)
    painter.setPen(QPen(QColor("white"), 1.5))
    painter.setBrush(disc)
    painter.drawEllipse(box)
    middle, reach = box.center(), box.width() * 0.17
    arrow = QPainterPath(QPointF(middle.x() - reach, middle.y() - reach))
    arrow.lineTo(middle.x() + reach, middle.y() + reach)
    arrow.moveTo(middle.x() + reach, middle.y() - reach * 0.7)
    arrow.lineTo(middle.x() + reach, middle.y() + reach)
    arrow.lineTo(middle.x() - reach * 0.7, middle.y() + reach)
    pen = QPen(QColor("white"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(arrow, pen)


def _pixels(box: Bounds, camera: Camera) -> QRectF:
    corner = camera.place(box.x, box.y)
    return QRectF(corner.x, corner.y, box.width * camera.zoom, box.height * camera.zoom)
