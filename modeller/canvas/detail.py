"""How much is painted at a zoom: everything, shapes without text, or plain blocks where marks would be specks."""

from collections.abc import Callable, Iterable
from enum import Enum
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from modeller.canvas.items import Item
from modeller.canvas.scene import Scene
from modeller.drawing.paint_qt import Prepared
from modeller.drawing.theme import Theme, resolve
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

_TEXT_FROM = 0.26
_TEXTURE_FROM = 0.13
_FEW = 500
_MARKS_FROM = 0.1

_FRAMES = {Role.POOL, Role.LANE, Role.PHASE, Role.STAGE}
_ROUND = {Role.START, Role.END, Role.INTERMEDIATE, Role.BOUNDARY}
_DIAMONDS = {Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX}
_OPENING = ("ubProcess", "transaction", "callActivity", "subChoreography")
"""How the types of work end that can be expanded."""
_FILLS = (
    "di:{http://www.omg.org/spec/BPMN/non-normative/color/1.0}background-color",
    "di:{http://bpmn.io/schema/bpmn/biocolor/1.0}fill",
)


class Detail(Enum):
    BLOCKS = 1
    SHAPES = 2
    ALL = 3


def detail_at(zoom: float) -> Detail:
    """What can be told apart at `zoom` pixels of the screen per unit."""
    if zoom < _MARKS_FROM:
        return Detail.BLOCKS
    return Detail.ALL if zoom >= _TEXT_FROM else Detail.SHAPES


def paint_scene(
    painter: QPainter, scene: Scene, area: Bounds, zoom: float, shown: Callable[[str], bool] | None = None
) -> int:
    """Paint what meets `area`; the painter works in diagram units already. How many items were painted.

    `shown` says of a key whether it is to be painted: all are without it.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    detail = detail_at(zoom)
    items = scene.within(area)
    if shown is not None:
        items = [item for item in items if shown(item.key)]
    if detail is Detail.SHAPES and zoom >= _TEXTURE_FROM and len(items) <= _FEW:
        detail = Detail.ALL  # small text is still a texture that one knows the diagram by
    if detail is Detail.BLOCKS:
        paint_blocks(painter, items, scene.theme, zoom)
        return len(items)
    text = detail is Detail.ALL
    model, theme = scene.document, scene.theme
    for item in items:
        prepared = item.prepared(model, theme)
        if prepared is None:
            continue
        dx, dy = item.offset
        if dx or dy:
            painter.translate(dx, dy)
            prepared.paint(painter, text)
            painter.translate(-dx, -dy)
        else:
            prepared.paint(painter, text)
    legend = scene.legend
    if legend is not None and legend.bounds.meets(area):
        Prepared(legend, theme).paint(painter, text)
    return len(items)


def layered(items: Iterable[Item]) -> list[Item]:
    """Items in the order in which `paint_blocks` paints them: frames, lines, blocks. Pieces of it can be painted."""
    layers: tuple[list[Item], list[Item], list[Item]] = ([], [], [])
    for item in items:
        record = item.record
        layer = 1 if isinstance(record, Flow) else 0 if isinstance(record, Node) and _is_frame(record) else 2
        layers[layer].append(item)
    return [item for layer in layers for item in layer]


def _is_frame(record: Node) -> bool:
    kind = element_type(record)
    if kind.role is Role.WORK:
        return record.type.endswith(_OPENING) and kind.traits(record).expanded
    return kind.role in _FRAMES


def paint_blocks(
    painter: QPainter, items: Iterable[Item], theme: Theme, zoom: float, strength: float = 1.0
) -> None:  # fmt: skip
    """Paint items as plain blocks and lines, thousands at a time; `strength` thins the ink out."""
    frames: list[QRectF] = []
    lines: list[QLineF] = []
    blocks: dict[str, list[QRectF]] = {}
    rounds: dict[str, list[QRectF]] = {}
    diamonds: dict[str, list[QRectF]] = {}
    for item in items:
        record = item.record
        if isinstance(record, Flow):
            points = record.points
            lines.extend(QLineF(*a, *b) for a, b in pairwise(points))
        elif isinstance(record, Node) and record.bounds is not None:
            kind = element_type(record)
            if _is_frame(record):
                frames.append(QRectF(*record.bounds))
            elif kind.role in (Role.NOTE, Role.GROUP):
                continue
            else:
                table = rounds if kind.role in _ROUND else diamonds if kind.role in _DIAMONDS else blocks
                table.setdefault(_fill_of(record), []).append(QRectF(*item.shape))
    ink, faint = QColor(resolve("ink", theme)), QColor(resolve("ink", theme))
    ink.setAlphaF(0.75 * strength)
    faint.setAlphaF(0.38 * strength)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_thin(faint))
    painter.drawRects(frames)
    painter.drawLines(lines)
    painter.setPen(_thin(ink) if zoom > 0.035 else QPen(Qt.PenStyle.NoPen))
    speck = QColor(ink)
    speck.setAlphaF(0.55 * strength)
    for colour in sorted({*blocks, *rounds, *diamonds}):
        fill = QColor(resolve(colour, theme))
        painter.setBrush(QBrush(fill if zoom > 0.035 or colour != "fill" else speck))
        painter.drawRects(blocks.get(colour, []))
        for box in rounds.get(colour, []):
            radius = min(box.width(), box.height()) / 2
            painter.drawRoundedRect(box, radius, radius)
        for box in diamonds.get(colour, []):
            centre = box.center()
            painter.drawConvexPolygon(
                QPolygonF([
                    QPointF(centre.x(), box.top()), QPointF(box.right(), centre.y()),
                    QPointF(centre.x(), box.bottom()), QPointF(box.left(), centre.y()),
                ])
            )  # fmt: skip


def _fill_of(record: Node) -> str:
    for name in _FILLS:
        value = record.properties.get(name)
        if isinstance(value, str) and value:
            return value
    return "fill"


def _thin(colour: QColor) -> QPen:
    pen = QPen(colour, 1)
    pen.setCosmetic(True)
    return pen
