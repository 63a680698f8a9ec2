"""The tokens of a run over the picture: where they rest, which are on their way, what can happen. Never on paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform

from modeller.canvas.camera import Camera
from modeller.canvas.items import Item
from modeller.canvas.scene import Scene
from modeller.canvas.signs import pixels
from modeller.drawing.theme import resolve
from modeller.model.records import Bounds, Flow, Node

Where: TypeAlias = Callable[[float], float]
"""From the length of a path in units to the part of it, 0 to 1."""

GOING: Final = "#12854f"
STUCK: Final = "#d13438"
_RADIUS: Final = 8.0
_SMALLEST: Final = 3.0
_REST: Final = 26.0
"""Units before the end of its flow where a token waits: the arrow head stays to be seen."""
_LEAVES: Final = 0.3
"""The part of a step in which the tokens that were taken go into the element; then its own come out."""
_GAP: Final = 5.0
"""Pixels between a shape and the ring around it."""
_COUNTED: Final = 0.45
"""Below this zoom a token is too small for a number."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What is shown of a run, by keys of records.

    `resting` has the number of tokens by flow or element, `leaving` the flows whose token is taken and `moving` those
    along which one goes, as far as `progress` (0 to 1). `happening` is the element at which it does, `ready` what may
    happen next, `ways` what can be chosen and `chosen` what is. `stuck` is where tokens stay forever, or more than
    one lies; `missing` the flows along which none ever comes.
    """

    resting: Mapping[str, int] = field(default_factory=dict)
    leaving: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    progress: float = 1.0
    happening: str = ""
    ready: frozenset[str] = frozenset()
    ways: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()
    stuck: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()


def paint_tokens(painter: QPainter, scene: Scene, tokens: Tokens, camera: Camera, seen: Bounds) -> None:
    """Paint a run; the painter works in pixels of the view."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = _Brush(painter, scene, camera, seen)
    for key in tokens.ways:
        brush.way(key, strong=key in tokens.chosen)
    for key in tokens.missing:
        brush.way(key, strong=False, colour=STUCK)
    for key in tokens.ready - tokens.stuck:
        brush.ring(key, GOING, 1.6, dashed=True)
    for key in tokens.stuck:
        brush.ring(key, STUCK, 2.5)
    if tokens.happening:
        brush.ring(tokens.happening, GOING, 2.5)
    on_the_way = set(tokens.moving) if tokens.progress < 1 else set()
    for key in sorted(tokens.resting):
        count = tokens.resting[key] - (key in on_the_way)
        if count > 0:
            brush.rest(key, count, STUCK if key in tokens.stuck or count > 1 else GOING)
    if tokens.progress < _LEAVES:
        for key in tokens.leaving:
            brush.leave(key, tokens.progress / _LEAVES)
    elif tokens.progress < 1:
        for key in on_the_way:
            brush.go(key, (tokens.progress - _LEAVES) / (1 - _LEAVES))
    for key in tokens.missing:
        brush.hollow(key)


class _Brush:
    """Paints on one view."""

    def __init__(self, painter: QPainter, scene: Scene, camera: Camera, seen: Bounds) -> None:
        self.painter, self.scene, self.camera, self.seen = painter, scene, camera, seen
        self.radius = max(_SMALLEST, min(_RADIUS * camera.zoom, _RADIUS * 1.4))
        self.paper = QColor(resolve("paper", scene.theme))
        light, modes = self.paper.lightnessF() > 0.5, QPainter.CompositionMode
        self.beneath = modes.CompositionMode_Multiply if light else modes.CompositionMode_Screen
        """Paints as if beneath what is drawn already: names that a ring comes near stay as they are."""

    def item(self, key: str) -> Item | None:
        found = self.scene.items.get(key)
        return found if found is not None and found.bounds.grown(20 / self.camera.zoom).meets(self.seen) else None

    def way(self, key: str, strong: bool, colour: str = GOING) -> None:
        """A flow that may be chosen, or one that waits in vain."""
        item = self.item(key)
        if item is None or not isinstance(item.record, Flow):
            if item is not None:
                self.ring(key, colour, 2.5 if strong else 1.6, dashed=not strong)
            return
        tint = QColor(colour)
        tint.setAlphaF(0.55 if strong else 0.25)
        pen = QPen(tint, 8 if strong else 6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.strokePath(self._path(item), pen)

    def ring(self, key: str, colour: str, width: float, dashed: bool = False) -> None:
        item = self.item(key)
        if item is None:
            return
        if isinstance(item.record, Flow):
            self.way(key, strong=True, colour=colour)
            return
        tint = QColor(colour)
        wash = QColor(tint)
        wash.setAlphaF(0.0 if dashed else 0.12)
        around = QPainterPathStroker()
        around.setWidth(2 * _GAP)
        around.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        outline = self._path(item)
        self.painter.setCompositionMode(self.beneath)
        self.painter.setPen(QPen(tint, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
        self.painter.setBrush(wash)
        self.painter.drawPath(around.createStroke(outline).united(outline))
        self.painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def rest(self, key: str, count: int, colour: str) -> None:
        item = self.item(key)
        if item is None:
            return
        if isinstance(item.record, Node):
            box = self._box(item.shape)
            self._disc(QPointF(box.left() + self.radius * 0.6, box.top() + self.radius * 0.6), colour)
            return
        path = item.outline(self.scene.document)
        length = path.length()
        for number in range(min(count, 3)):
            back = _REST + number * 2.3 * self.radius / self.camera.zoom
            self._disc(self._at(path, max(0.15, 1 - back / length) if length else 0.5), colour)
        if count > 1 and self.camera.zoom >= _COUNTED:
            self._number(self._at(path, max(0.15, 1 - _REST / length) if length else 0.5), count)

    def leave(self, key: str, part: float) -> None:
        self._on_flow(key, lambda length: 1 - _REST / length * (1 - part))

    def go(self, key: str, part: float) -> None:
        eased = part * part * (3 - 2 * part)
        self._on_flow(key, lambda length: (1 - _REST / length) * eased)

    def hollow(self, key: str) -> None:
        """The place of a token that never comes."""
        item = self.item(key)
        if item is None or not isinstance(item.record, Flow):
            return
        path = item.outline(self.scene.document)
        if path.length():
            at = self._at(path, max(0.15, 1 - _REST / path.length()))
            self.painter.setPen(QPen(QColor(STUCK), 1.8, Qt.PenStyle.DotLine))
            self.painter.setBrush(self.paper)
            self.painter.drawEllipse(at, self.radius, self.radius)

    def _on_flow(self, key: str, where: Where) -> None:
        item = self.item(key)
        if item is None or not isinstance(item.record, Flow):
            return
        path = item.outline(self.scene.document)
        if path.length():
            self._disc(self._at(path, min(1.0, max(0.0, where(path.length())))), GOING)

    def _disc(self, at: QPointF, colour: str) -> None:
        self.painter.setPen(QPen(self.paper, 1.6))
        self.painter.setBrush(QColor(colour))
        self.painter.drawEllipse(at, self.radius, self.radius)

    def _number(self, at: QPointF, count: int) -> None:
        font = QFont(self.painter.font())
        font.setPixelSize(max(8, round(self.radius * 1.4)))
        font.setBold(True)
        self.painter.setFont(font)
        self.painter.setPen(QColor("white"))
        box = QRectF(at.x() - self.radius, at.y() - self.radius, 2 * self.radius, 2 * self.radius)
        self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count))

    def _at(self, path: QPainterPath, part: float) -> QPointF:
        point = path.pointAtPercent(path.percentAtLength(part * path.length()))
        return QPointF(*self.camera.place(point.x(), point.y()))

    def _path(self, item: Item) -> QPainterPath:
        zoom = self.camera.zoom
        turned = QTransform(zoom, 0, 0, zoom, -self.camera.x * zoom, -self.camera.y * zoom)
        return turned.map(item.outline(self.scene.document))

    def _box(self, box: Bounds) -> QRectF:
        return pixels(box, self.camera)
