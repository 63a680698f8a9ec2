"""The display list painted on a ReportLab canvas: vectors, selectable text, only our own fonts, all embedded."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from math import cos, radians, sin
from typing import Any, Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from modeller.drawing.displaylist import SLANT, Group, Image, Path, Pen, Segments, TextLine
from modeller.drawing.glyphs import FRAMED, Run, frame, runs, writable
from modeller.drawing.metrics import SANS, meant
from modeller.drawing.pdf_objects import Fonts, fonts_of, text_string
from modeller.drawing.theme import Theme, channels, resolve
from modeller.model.records import Bounds

_JOINS: Final = {"miter": 0, "round": 1, "bevel": 2}
_CAPS: Final = {"butt": 0, "round": 1, "square": 2}
_PAINT: Final = {(False, True): "f", (True, False): "S", (True, True): "B"}


@lru_cache(maxsize=1024)
def _rgb(colour: str, theme: Theme) -> str:
    return " ".join(f"{part:.3g}" for part in channels(resolve(colour, theme)))


@lru_cache(maxsize=256)
def _pen(pen: Pen, theme: Theme) -> str:
    dash = " ".join(f"{length:.3f}" for length in pen.dash)
    return f"{_rgb(pen.colour, theme)} RG {pen.width:.3f} w {_JOINS[pen.join]} j {_CAPS[pen.cap]} J 10 M [{dash}] 0 d"


def _outline(segments: Segments) -> str:
    parts = []
    for segment in segments:
        if segment[0] == "L":
            parts.append(f"{segment[1]:.2f} {segment[2]:.2f} l")
        elif segment[0] == "C":
            _, ax, ay, bx, by, x, y = segment
            parts.append(f"{ax:.2f} {ay:.2f} {bx:.2f} {by:.2f} {x:.2f} {y:.2f} c")
        elif segment[0] == "M":
            parts.append(f"{segment[1]:.2f} {segment[2]:.2f} m")
        else:
            parts.append("h")
    return " ".join(parts)


class _Brush:
    """Writes the operators of marks, and leaves out those that set what is set already."""

    def __init__(self, canvas: Any, theme: Theme) -> None:
        self.canvas = canvas  # not typed: its list of operators is private
        self.theme = theme
        self.fonts: Fonts = fonts_of(self.canvas._doc)
        self.out: list[str] = []
        self._pen: str | None = None
        self._fill: str | None = None

    def forget(self) -> None:
        """After a graphics state was taken back nothing is known of the colours."""
        self._pen = self._fill = None

    def _coloured(self, colour: str) -> None:
        rgb = _rgb(colour, self.theme)
        if rgb != self._fill:
            self._fill = rgb
            self.out.append(f"{rgb} rg")

    def _penned(self, pen: Pen) -> None:
        operators = _pen(pen, self.theme)
        if operators != self._pen:
            self._pen = operators
            self.out.append(operators)

    def _alpha(self, alpha: float) -> None:
        code = self.canvas._code
        before = len(code)
        self.canvas.setFillAlpha(alpha)
        self.out += code[before:]
        del code[before:]

    def path(self, mark: Path) -> None:
        if (not mark.pen and not mark.fill) or not mark.segments:
            return
        if mark.pen:
            self._penned(mark.pen)
        if mark.fill:
            self._coloured(mark.fill.colour)
        clear = mark.fill is not None and mark.fill.alpha < 1
        if clear and mark.fill:
            self._alpha(mark.fill.alpha)
        self.out.append(f"{_outline(mark.segments)} {_PAINT[mark.pen is not None, mark.fill is not None]}")
        if clear:
            self._alpha(1)

    def label(self, lines: Sequence[TextLine], crowded: bool) -> None:
        """Lines of one label: to a reader's search one text, wherever it breaks and whatever lies over it."""
        if len(lines) == 1 and not crowded:
            self._line(lines[0], said=False)
            return
        self.out.append(f"/Span <</ActualText {text_string(writable(_joined(lines)))}>> BDC")
        for line in lines:
            self._line(line, said=True)
        self.out.append("EMC")

    def _line(self, line: TextLine, said: bool) -> None:
        self._coloured(line.colour)
        turn = radians(line.angle)
        along, down = (1.0, 0.0) if line.angle == 0 else (cos(turn), sin(turn))
        for held in _with_marks(runs(line.text, line.style)):
            words = None if said else _said(held)
            if words is not None:
                self.out.append(f"/Span <</ActualText {text_string(words)}>> BDC")
            for run in held:
                x = line.x + (run.x * along - run.y * down) * line.size
                y = line.y + (run.x * down + run.y * along) * line.size
                if run.face == FRAMED:
                    self._framed(run.text, x, y, (along, down), line)
                else:
                    lean = SLANT if line.oblique else 0.0
                    self._show(run.face, run.text, x, y, (along, down), line.size, lean)
            if words is not None:
                self.out.append("EMC")

    def _show(
        self, face: int, text: str, x: float, y: float, way: tuple[float, float], size: float, lean: float = 0.0
    ) -> None:
        along, down = way
        # the page is turned upside down for our y, so letters are turned back
        across, up = down + lean * along, lean * down - along
        matrix = (
            f"1 0 0 -1 {x:.2f} {y:.2f}"
            if (along, down, lean) == (1, 0, 0)
            else f"{along:.4f} {down:.4f} {across:.4f} {up:.4f} {x:.2f} {y:.2f}"
        )
        self.out.append(f"BT /M{face} {size:g} Tf {matrix} Tm <{self.fonts.show(face, text)}> Tj ET")

    def _framed(self, char: str, x: float, y: float, way: tuple[float, float], line: TextLine) -> None:
        framed = frame(char)
        size = line.size
        along, down = way
        left, top, width, height = (part * size for part in framed.box)
        self._penned(Pen(line.colour, framed.pen * size, join="miter"))
        corners = []
        for dx, dy in ((left, top), (left + width, top), (left + width, top + height), (left, top + height)):
            corners.append(f"{x + dx * along - dy * down:.2f} {y + dx * down + dy * along:.2f}")
        self.out.append(f"{corners[0]} m {corners[1]} l {corners[2]} l {corners[3]} l s")
        for dx, dy, digits in framed.digits:
            px = x + (dx * along - dy * down) * size
            py = y + (dx * down + dy * along) * size
            self._show(SANS, digits, px, py, way, framed.size * size)

    def image(self, mark: Image) -> None:
        x, y, width, height = mark.bounds
        canvas = self.canvas
        before = len(canvas._code)
        try:
            canvas.saveState()
            canvas.transform(1, 0, 0, -1, x, y + height)
            canvas.drawImage(ImageReader(BytesIO(mark.data)), 0, 0, width, height, mask="auto")
            canvas.restoreState()
            self.out += canvas._code[before:]
        except Exception:  # whatever a file holds: what cannot be read shows as an empty, crossed box
            canvas.restoreState()
            self._penned(Pen("faint", 1))
            self.out.append(
                f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re {x:.2f} {y:.2f} m {x + width:.2f} {y + height:.2f} l"
                f" {x + width:.2f} {y:.2f} m {x:.2f} {y + height:.2f} l S"
            )
        del canvas._code[before:]


def _crowded(groups: Sequence[Group]) -> set[int]:
    """The numbers of the groups whose text lies in reach of another's.

    Readers put text together by where it stands: they would read two labels that lie over each other as one.
    """
    held: dict[tuple[int, int], int] = {}
    found: set[int] = set()
    for number, group in enumerate(groups):
        for mark in group.marks:
            if isinstance(mark, TextLine) and not mark.angle:
                row = int(mark.y // 24)
                for column in range(int(mark.x // 48), int((mark.x + mark.width) // 48) + 1):
                    other = held.setdefault((row, column), number)
                    if other != number:
                        found |= {other, number}
    return found


def _joined(lines: Sequence[TextLine]) -> str:
    """The text that was broken into these lines: with spaces again where it broke at one, as far as lines show it."""
    text = lines[0].text
    for line in lines[1:]:
        tight = not line.text or not text or text[-1] in "-/" or text[-1] > "\u2e80" or line.text[0] > "\u2e80"
        text += line.text if tight else " " + line.text
    return text


def _with_marks(found: Iterable[Run]) -> Iterator[list[Run]]:
    """The runs, each with those of the marks over its last letter: to a reader's search they are one."""
    held: list[Run] = []
    for run in found:
        if held and run.advances != (0.0,):
            yield held
            held = []
        held.append(run)
    if held:
        yield held


def _said(held: Sequence[Run]) -> str | None:
    """What runs stand for, where that is not just what their glyphs show."""
    (run, *marks) = held
    shown = not marks and run.face != FRAMED
    if shown and len(run.source) == len(run.text) and all(map(str.__eq__, run.source, map(meant, run.text))):
        return None
    return writable("".join(each for run in held for each in run.source))


def paint(
    canvas: Canvas, groups: Sequence[Group], theme: Theme, view: Bounds, left: float, top: float, scale: float
) -> None:
    """Paint the part `view` of a picture: its upper left corner at (`left`, `top`), `scale` points a unit.

    Points are measured in the canvas's own system, upwards from the bottom of the page. Links are the caller's.
    """
    brush = _Brush(canvas, theme)
    out = brush.out
    out.append(f"q {scale:.6f} 0 0 {-scale:.6f} {left - view.x * scale:.4f} {top + view.y * scale:.4f} cm")
    crowded = _crowded(groups)
    for number, group in enumerate(groups):
        if not group.bounds.meets(view):
            continue
        if group.clip:
            out.append(f"q {_outline(group.clip)} W n")
        label: list[TextLine] = []
        for mark in group.marks:
            if isinstance(mark, TextLine):
                if label and _set_as(label[-1]) != _set_as(mark):
                    brush.label(label, number in crowded)
                    label = []
                label.append(mark)
                continue
            if label:
                brush.label(label, number in crowded)
                label = []
            if isinstance(mark, Path):
                brush.path(mark)
            else:
                brush.image(mark)
        if label:
            brush.label(label, number in crowded)
        if group.clip:
            out.append("Q")
            brush.forget()
    out.append("Q")
    brush.canvas._code.append("\n".join(out))


def _set_as(line: TextLine) -> tuple[float, float, bool, bool]:
    """What lines of one label have in common."""
    return line.size, line.angle, line.bold, line.oblique
