"""The display list painted with Qt: on the canvas, into pictures, on a printer."""

from collections.abc import Iterable
from functools import lru_cache
from threading import local
from typing import Final, NamedTuple

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGlyphRun,
    QGuiApplication,
    QImage,
    QImageReader,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
    QTransform,
)

from modeller.drawing.displaylist import SLANT, Group, Image, Path, Pen, Segments, TextLine
from modeller.drawing.glyphs import FRAMED, frame, runs
from modeller.drawing.metrics import FACES, SANS, font_path, narrow_glyph
from modeller.drawing.theme import Theme, resolve
from modeller.model.records import Bounds

_JOINS: Final = {
    "miter": Qt.PenJoinStyle.MiterJoin,
    "round": Qt.PenJoinStyle.RoundJoin,
    "bevel": Qt.PenJoinStyle.BevelJoin,
}
_CAPS: Final = {
    "butt": Qt.PenCapStyle.FlatCap,
    "round": Qt.PenCapStyle.RoundCap,
    "square": Qt.PenCapStyle.SquareCap,
}
_NO_PEN: Final = QPen(Qt.PenStyle.NoPen)
_NO_BRUSH: Final = QBrush(Qt.BrushStyle.NoBrush)
_PICTURE_MEGABYTES: Final = 128
_FIRST_SIZE: Final = 12.0
_OUTLINE_SIZE: Final = 192.0
_LARGEST_GLYPHS: Final = 60.0
"""In pixels. From 64 on Qt paints glyphs as paths, and of a raw font it then paints none."""


class _Shape(NamedTuple):
    path: QPainterPath
    pen: QPen
    brush: QBrush


class _Stretch(NamedTuple):
    """Glyphs of one font: places from the line's origin, in units."""

    run: QGlyphRun
    face: int
    size: float


class _Words:
    """A line of text; its glyphs are made when it is first painted: far off no text is.

    Its outline is made when letters are first painted so large that Qt leaves them out.
    """

    __slots__ = ("_outline", "_stretches", "frames", "line", "origin", "pen")

    def __init__(self, line: TextLine, theme: Theme) -> None:
        self.line = line
        self.origin = QPointF(line.x, line.y)
        self.pen = QPen(_colour(line.colour, theme))
        self.frames: list[_Shape] = []
        self._stretches: list[_Stretch] | None = None
        self._outline: QPainterPath | None = None

    @property
    def stretches(self) -> list[_Stretch]:
        if self._stretches is None:
            self._stretches, self.frames = _laid(self.line, self.pen.color())
        return self._stretches

    def outline(self) -> QPainterPath:
        if self._outline is None:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.WindingFill)
            for run, face, size in self.stretches:
                font = raw_font(face, _OUTLINE_SIZE)
                shrunk = size / _OUTLINE_SIZE
                for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                    matrix = QTransform(shrunk, 0, 0, shrunk, place.x(), place.y())
                    path.addPath(matrix.map(font.pathForGlyph(glyph)))
            self._outline = path
        return self._outline


class _Picture(NamedTuple):
    box: QRectF
    image: QImage


class _Fonts(local):
    """The fonts that one thread has opened: Qt has a font belong to the thread that made it."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, float], QRawFont] = {}


_fonts = _Fonts()


def raw_font(face: int, size: float) -> QRawFont:
    """A bundled font at a size in units, without hinting. Needs a QGuiApplication: without one Qt crashes."""
    made = _fonts.made
    font = made.get((face, size))
    if font is not None:
        return font
    if size == _FIRST_SIZE:
        font = QRawFont(str(font_path(FACES[face])), size, QFont.HintingPreference.PreferNoHinting)
        if not font.isValid():
            raise RuntimeError(f"Qt cannot read {FACES[face].file}")
    else:
        font = QRawFont(raw_font(face, _FIRST_SIZE))  # a copy shares the file
        font.setPixelSize(size)
    made[face, size] = font
    return font


@lru_cache(maxsize=1024)
def _colour(colour: str, theme: Theme) -> QColor:
    return QColor(resolve(colour, theme))


@lru_cache(maxsize=1024)
def _pen(pen: Pen, theme: Theme) -> QPen:
    made = QPen(_colour(pen.colour, theme), pen.width)
    made.setJoinStyle(_JOINS[pen.join])
    made.setMiterLimit(10)
    made.setCapStyle(_CAPS[pen.cap])
    if pen.dash and pen.width > 0:
        made.setDashPattern([length / pen.width for length in pen.dash])
    return made


@lru_cache(maxsize=1024)
def _brush(colour: str, alpha: float, theme: Theme) -> QBrush:
    made = QColor(_colour(colour, theme))
    made.setAlphaF(alpha)
    return QBrush(made)


def painter_path(segments: Segments) -> QPainterPath:
    """The same path for Qt."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for segment in segments:
        if segment[0] == "L":
            path.lineTo(segment[1], segment[2])
        elif segment[0] == "C":
            path.cubicTo(*segment[1:])
        elif segment[0] == "M":
            path.moveTo(segment[1], segment[2])
        else:
            path.closeSubpath()
    return path


def _glyphs(face: int, text: str, x: float, advances: Iterable[float], size: float, y: float = 0) -> _Stretch:
    """Glyphs of one font placed by our own advances; `x`, `y` in units from the line's origin."""
    font = raw_font(face, size)
    places = []
    for step in advances:
        places.append(QPointF(x, y))
        x += step * size
    run = QGlyphRun()
    run.setRawFont(font)
    run.setGlyphIndexes(_indexes(font, face, text))
    run.setPositions(places)
    return _Stretch(run, face, size)


def _indexes(font: QRawFont, face: int, text: str) -> list[int]:
    """The glyphs of a text of one font, of what stands for narrow marks too."""
    found = font.glyphIndexesForString(text)
    for place, char in enumerate(text):
        if (narrow := narrow_glyph(face, char)) is not None:
            found[place] = narrow[0]
    return found


def _laid(line: TextLine, colour: QColor) -> tuple[list[_Stretch], list[_Shape]]:
    """The glyphs of a line, and the frames around what no font holds."""
    stretches, frames = [], []
    size = line.size
    for run in runs(line.text, line.style):
        if run.face != FRAMED:
            stretches.append(_glyphs(run.face, run.text, run.x * size, run.advances, size, run.y * size))
            continue
        framed = frame(run.text)
        left, top, width, height = framed.box
        path = QPainterPath()
        path.addRect((run.x + left) * size, top * size, width * size, height * size)
        border = QPen(colour, framed.pen * size)
        border.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        frames.append(_Shape(path, border, _NO_BRUSH))
        for dx, dy, digits in framed.digits:
            steps = runs(digits)[0].advances
            stretches.append(_glyphs(SANS, digits, (run.x + dx) * size, steps, framed.size * size, dy * size))
    return stretches, frames


def _picture(mark: Image) -> _Picture:
    QImageReader.setAllocationLimit(_PICTURE_MEGABYTES)
    return _Picture(QRectF(*mark.bounds), QImage.fromData(mark.data))


class Prepared:
    """One element's marks as objects of Qt, made when it is first painted and kept."""

    __slots__ = ("_clip", "_made", "group", "theme")

    def __init__(self, group: Group, theme: Theme) -> None:
        self.group = group
        self.theme = theme
        self._made: list[_Shape | _Words | _Picture] | None = None
        self._clip: QPainterPath | None = None

    def _make(self) -> "list[_Shape | _Words | _Picture]":
        theme = self.theme
        made: list[_Shape | _Words | _Picture] = []
        for mark in self.group.marks:
            if isinstance(mark, Path):
                pen = _pen(mark.pen, theme) if mark.pen else _NO_PEN
                brush = _brush(mark.fill.colour, mark.fill.alpha, theme) if mark.fill else _NO_BRUSH
                made.append(_Shape(painter_path(mark.segments), pen, brush))
            elif isinstance(mark, TextLine):
                made.append(_Words(mark, theme))
            else:
                made.append(_picture(mark))
        if self.group.clip is not None:
            self._clip = painter_path(self.group.clip)
        self._made = made
        return made

    def paint(self, painter: QPainter, text: bool = True) -> None:
        """Paint the marks in diagram units; without the lines of text where they could not be read anyway.

        The painter's pen and brush are left changed.
        """
        made = self._made
        if made is None:
            made = self._make()
        if self._clip is not None:
            painter.save()
            painter.setClipPath(self._clip, Qt.ClipOperation.IntersectClip)
        for mark in made:
            if isinstance(mark, _Shape):
                painter.setPen(mark.pen)
                painter.setBrush(mark.brush)
                painter.drawPath(mark.path)
            elif isinstance(mark, _Picture):
                _paint_picture(painter, mark)
            elif text:
                _paint_words(painter, mark)
        if self._clip is not None:
            painter.restore()


def _paint_words(painter: QPainter, words: _Words) -> None:
    stretches = words.stretches
    origin = words.origin
    angle = words.line.angle
    turned = angle != 0 or words.line.oblique or words.frames
    if turned:
        painter.save()
        painter.translate(origin)
        painter.rotate(angle)
        painter.shear(-SLANT if words.line.oblique else 0, 0)
        origin = QPointF()
    for shape in words.frames:
        painter.setPen(shape.pen)
        painter.setBrush(shape.brush)
        painter.drawPath(shape.path)
    limit = _LARGEST_GLYPHS / words.line.size
    if abs(painter.worldTransform().determinant()) > limit * limit:
        painter.translate(origin)
        painter.fillPath(words.outline(), words.pen.brush())
        painter.translate(-origin)
    else:
        painter.setPen(words.pen)
        for stretch in stretches:
            painter.drawGlyphRun(origin, stretch.run)
    if turned:
        painter.restore()


def _paint_picture(painter: QPainter, picture: _Picture) -> None:
    if not picture.image.isNull():
        painter.drawImage(picture.box, picture.image)
        return
    painter.setPen(QPen(QColor("#808080"), 1))  # what cannot be read shows as an empty, crossed box
    painter.setBrush(_NO_BRUSH)
    painter.drawRect(picture.box)
    painter.drawLine(picture.box.topLeft(), picture.box.bottomRight())
    painter.drawLine(picture.box.topRight(), picture.box.bottomLeft())


def application() -> QCoreApplication:
    """Qt's application: the one there is, else a new one without windows, for who keeps it.

    A new one asks for no display: one that cannot be reached would end the process.
    """
    return QGuiApplication.instance() or QGuiApplication(["modeller", "-platform", "offscreen"])


def png(picture: QImage, title: str = "") -> bytes:
    """A picture as a PNG file."""
    if title:
        picture.setText("Title", title)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise MemoryError("PNG")
    return bytes(buffer.data().data())


def paint(painter: QPainter, groups: Iterable[Group], theme: Theme) -> None:
    """Paint groups once, in diagram units."""
    for group in groups:
        Prepared(group, theme).paint(painter)


def image(groups: Iterable[Group], theme: Theme, view: Bounds, scale: float) -> QImage:
    """The part `view` of a picture on the theme's paper, `scale` pixels a unit. Raises MemoryError if it is too big."""
    width, height = max(1, round(view.width * scale)), max(1, round(view.height * scale))
    made = QImage(width, height, QImage.Format.Format_RGB32)
    if made.isNull():
        raise MemoryError(f"{width} × {height} pixels")
    made.fill(_colour("paper", theme))
    per_metre = round(scale * 96 / 0.0254)
    made.setDotsPerMeterX(per_metre)
    made.setDotsPerMeterY(per_metre)
    painter = QPainter(made)
    try:  # Qt crashes when a picture goes before its painter has ended
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setTransform(QTransform(scale, 0, 0, scale, -view.x * scale, -view.y * scale))
        paint(painter, (group for group in groups if group.bounds.meets(view)), theme)
    finally:
        painter.end()
    return made
