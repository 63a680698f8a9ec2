"""An entry of the table of contents: its words, dots, the number of its page."""

from typing import Any

from reportlab.platypus import Flowable

from modeller.drawing.displaylist import Group, Path, Pen
from modeller.export.policy.pdf_paper import Entry
from modeller.export.policy.pdf_words import Set, broken, draw, placed
from modeller.export.policy.typography import Face
from modeller.model.records import Bounds

_NUMBER = 30.0
"""Room for the number of the page, in points."""
_MOST = 3
"""So many lines an entry has at most: the heading itself says all of it."""


class Line(Flowable):
    def __init__(self, entry: Entry, face: Face, accent: str) -> None:
        super().__init__()
        self.entry, self.face, self.accent = entry, face, accent
        self._lines: list[Set] = []
        self.spaceBefore = face.before

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  # platypus's protocol
        found = broken(self.entry.title, width - self.face.left - _NUMBER - 12, self.face)
        if len(found) > _MOST:
            found = [*found[: _MOST - 1], Set(found[_MOST - 1].text + "…", found[_MOST - 1].width)]
        self._lines = found
        self.width, self.height = width, len(self._lines) * self.face.pitch
        return self.width, self.height

    def draw(self) -> None:
        paper: Any = self.canv
        face, lines = self.face, self._lines
        whole = Bounds(0, 0, self.width, self.height)
        number = broken(str(self.entry.page), _NUMBER, face)
        top = (len(lines) - 1) * face.pitch
        right = placed(number, face._replace(align="right"), self.width - _NUMBER, top, _NUMBER, self.accent)
        words = placed(lines, face, face.left, 0, self.width, self.accent)
        paper.open("TOC", "contents")
        paper.begin("TOCI")
        draw(paper, [Group("", tuple(words), whole), Group("", tuple(right), whole)], self.width, self.height)
        paper.end()
        paper.close()
        y = top + face.pitch / 2 + face.size * 0.3
        start, end = face.left + lines[-1].width + 6, self.width - number[0].width - 6
        if end > start:
            dots = Path((("M", start, y), ("L", end, y)), Pen("muted", 0.8, (0.01, 3.5), cap="round"))
            paper.begin("Artifact")
            draw(paper, [Group("", (dots,), whole)], self.width, self.height)
            paper.end()
        paper.lead_to(self.entry.anchor, (face.left, 0, self.width, self.height))
