"""Tables of a policy document as a platypus flowable: rows whole where they can be, the head again on every page."""

from typing import Any, NamedTuple

from reportlab.platypus import Flowable, FrameBreak

from modeller.drawing.displaylist import Fill, Group, Path, Pen
from modeller.drawing.shapes import rectangle
from modeller.export.policy.blocks import Cell, Table
from modeller.export.policy.pdf_words import Set, broken, draw, follow, placed
from modeller.export.policy.typography import Face
from modeller.model.records import Bounds

_ACROSS, _DOWN = 5.0, 3.5
"""Room between a cell's border and its text, in points."""
_BORDER = Pen("faint", 0.6, join="miter")
_LEAST = 3
"""So many lines of a row that is cut stand on either page at least."""


_TALLEST_HEAD = 240.0
"""A head that is taller stands once: repeated it would leave no room for what it stands over. In points."""


class Box(NamedTuple):
    """A cell with its text broken into lines."""

    cell: Cell
    face: Face
    lines: list[Set]
    head: bool = False


class Grid(Flowable):
    """A table. `rows` are those of a part of it, `first` whether that is the one that it begins with."""

    def __init__(
        self, table: Table, face: Face, accent: str, rows: list[list[Box]] | None = None, first: bool = True
    ) -> None:
        super().__init__()
        self._first = first
        self.table, self.face, self.accent = table, face, accent
        self._given = rows
        self._head: list[Box] = []
        self._rows: list[list[Box]] = []
        self._widths: list[float] = []
        self.spaceBefore, self.spaceAfter = 4.0, 12.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  # platypus's protocol
        whole = sum(self.table.widths) or 1.0
        self._widths = [width * share / whole for share in self.table.widths]
        self._head = self._boxes(self.table.head, True)
        tall = self._tall(self._head) > _TALLEST_HEAD
        self._rows = self._given or [
            *([self._head] if tall else []), *(self._boxes(row, False) for row in self.table.rows)
        ]  # fmt: skip
        self._head = [] if tall else self._head
        self.width = width
        self.height = self._tall(self._head) + sum(map(self._tall, self._rows))
        return self.width, self.height

    def _boxes(self, row: tuple[Cell, ...], head: bool) -> list[Box]:
        found = []
        for place, (cell, width) in enumerate(zip(row, self._widths, strict=False)):
            naming = self._names(place)
            face = self.face._replace(bold=cell.bold or head, align=cell.align)
            if naming:
                face = face._replace(colour="muted")
            elif cell.link:
                face = face._replace(colour=self.accent)
            found.append(Box(cell, face, broken(cell.text, width - 2 * _ACROSS, face), head))
        return found

    def _tall(self, row: list[Box]) -> float:
        most = max((len(box.lines) for box in row), default=0)
        return most * self.face.pitch + 2 * _DOWN if row else 0.0

    @property
    def least(self) -> float:
        """The height of the head and the first row: what must not be parted from its heading."""
        first = min(self._tall(self._rows[0]), self.face.pitch * 6) if self._rows else 0.0
        return self._tall(self._head) + first

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        used = self._tall(self._head)
        fit = 0
        while fit < len(self._rows) and used + self._tall(self._rows[fit]) <= height + 0.01:
            used += self._tall(self._rows[fit])
            fit += 1
        if fit == len(self._rows) - 1 and fit > 2:
            fit -= 1  # no row stands alone on the next page
        first, rest = self._rows[:fit], self._rows[fit:]
        if rest:
            upper, lower = self._cut(rest[0], height - used, first)
            first, rest = [*first, *upper], [*lower, *rest[1:]]
        if not first or not rest:
            return []
        upper_part = Grid(self.table, self.face, self.accent, first, self._first)
        lower_part = Grid(self.table, self.face, self.accent, rest, first=False)
        return [upper_part, FrameBreak(), lower_part]  # else what was put off would go on right below

    def _cut(self, row: list[Box], room: float, before: list[list[Box]]) -> tuple[list[list[Box]], list[list[Box]]]:
        """A row too tall for any page, or for half of one, in two; whole on the next page where it is not."""
        most = max(len(box.lines) for box in row)
        fit = int((room - 2 * _DOWN + 0.01) / self.face.pitch)
        if most * self.face.pitch < 240 and before:
            return [], [row]
        fit = min(fit, most - 1)
        if fit < min(_LEAST, most - 1) or fit < 1:
            return [], [row]
        upper = [box._replace(lines=box.lines[:fit]) for box in row]
        lower = [box._replace(lines=box.lines[fit:]) for box in row]
        return [upper], [lower]

    def draw(self) -> None:
        paper: Any = self.canv
        rows = [self._head, *self._rows] if self._head else self._rows
        self._lines(paper, rows)
        paper.open("Table", id(self.table))
        top = 0.0
        for row in rows:
            self._row(paper, row, top)
            top += self._tall(row)
        paper.close()

    def _row(self, paper: Any, row: list[Box], top: float) -> None:
        """A row with its tags; a head that stands there again is for the eye alone."""
        again, left, tall = row is self._head and not self._first, 0.0, self._tall(row)
        if not again:
            paper.open("TR")
        for place, (box, width) in enumerate(zip(row, self._widths, strict=False)):
            room = Bounds(left, top, width, tall)
            left += width
            if again:
                self._cell(paper, box, room, "Artifact")
                continue
            names = box.head or self._names(place)
            paper.open("TH" if names else "TD", scope="Column" if box.head else "Row" if names else "")
            self._cell(paper, box, room, "P")
            paper.close()
        if not again:
            paper.close()

    def _names(self, place: int) -> bool:
        """Whether the cells of a column name those beside them."""
        return (self.table.style == "facts" and place % 2 == 0) or (self.table.style == "signatures" and place == 0)

    def _cell(self, paper: Any, box: Box, room: Bounds, tag: str) -> None:
        tall = len(box.lines) * self.face.pitch
        middle = box.head or self.table.style != "grid"
        top = room.y + (max(room.height - tall, 0) / 2 if middle else _DOWN)
        marks = placed(box.lines, box.face, room.x + _ACROSS, top, room.width - 2 * _ACROSS, self.accent)
        if marks:
            paper.begin(tag)
            draw(paper, [Group("", tuple(marks), room)], self.width, self.height)
            paper.end()
        follow(paper, box.cell.link, (room.x, self.height - room.bottom, room.right, self.height - room.y))

    def _lines(self, paper: Any, rows: list[list[Box]]) -> None:
        """The borders, and what lies behind the head and behind what names."""
        marks: list[Path] = []
        top = 0.0
        for row in rows:
            left, tall = 0.0, self._tall(row)
            for place, (box, width) in enumerate(zip(row, self._widths, strict=False)):
                fill = Fill("band") if box.head or self._names(place) else None
                marks.append(Path(rectangle(Bounds(left, top, width, tall)), _BORDER, fill))
                left += width
            top += tall
        paper.begin("Artifact")
        draw(paper, [Group("", tuple(marks), Bounds(0, 0, self.width, self.height))], self.width, self.height)
        paper.end()
