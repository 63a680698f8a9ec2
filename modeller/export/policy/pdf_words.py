"""Texts of a policy document as platypus flowables: our own line breaking, our own fonts, split between lines."""

from typing import Any, NamedTuple

from reportlab.platypus import Flowable

from modeller.drawing.breaking import lines
from modeller.drawing.displaylist import Group, Mark, TextLine
from modeller.drawing.glyphs import latin
from modeller.drawing.paint_svg import followed
from modeller.export.policy.typography import ACCENT, Face
from modeller.model.records import Bounds

_BASELINE = 0.88
"""From the top of an em to its baseline, where capitals and Chinese characters stand in the middle of the line."""


class Set(NamedTuple):
    """One line, and its advance in points."""

    text: str
    width: float
    narrow: bool = False
    """Whether its marks are those of a Latin text."""


def broken(text: str, width: float, face: Face, balance: bool = False) -> list[Set]:
    """The lines of a text in a width, in points."""
    found, _ = lines(text, width / face.size, face.bold, balance, 0.0 if balance else face.first, face.serif)
    narrow = latin(text)
    return [Set(line, wide * face.size, narrow) for line, wide in found]


def placed(set_lines: list[Set], face: Face, left: float, top: float, width: float, accent: str) -> list[Mark]:
    """Lines as marks: their box begins at (`left`, `top`), y downwards."""
    colour = accent if face.colour == ACCENT else face.colour
    share = {"left": 0.0, "centre": 0.5, "right": 1.0}[face.align]
    found: list[Mark] = []
    for number, line in enumerate(set_lines):
        y = top + number * face.pitch + (face.pitch - face.size) / 2 + face.size * _BASELINE
        indent = face.first * face.size if number == 0 else 0.0
        x = left + indent + max(width - line.width, 0.0) * share
        if line.text:
            found.append(
                TextLine(
                    x, y, line.text, line.width, face.size, face.bold, colour, serif=face.serif, narrow=line.narrow
                )
            )
    return found


def draw(paper: Any, groups: list[Group], width: float, height: float) -> None:
    """Paint marks whose upper left corner is the flowable's."""
    paper.put(groups, Bounds(-width, -height, 3 * width, 3 * height), -width, 2 * height, 1)


class Place(NamedTuple):
    """What happens where a text is drawn: a place that links name, a bookmark, an entry of the contents."""

    anchor: str = ""
    title: str = ""
    level: int = 0


_NOWHERE = Place()


class Words(Flowable):
    """A text. `tag` is what it is to who cannot see it, `link` where a click leads (inside, or an address)."""

    def __init__(
        self, text: str, face: Face, accent: str, tag: str = "P", place: Place = _NOWHERE, link: str = "",
        mark: str = "", ready: list[Set] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.text, self.face, self.accent, self.tag, self.place, self.link = text, face, accent, tag, place, link
        self.mark = mark
        self._ready = ready
        self._lines: list[Set] = []
        self.spaceBefore, self.spaceAfter = face.before, face.after
        self.keepWithNext = 0

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  # platypus's protocol
        self._lines = self._ready or broken(self.text, width - self.face.left, self.face)
        self.width, self.height = width, len(self._lines) * self.face.pitch
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Between lines, two at least on either page."""
        self.wrap(width, height)
        fit = min(int((height + 0.01) / self.face.pitch), len(self._lines) - 2)
        if fit < 2 and not (fit == 1 and len(self._lines) > 60):
            return []
        first = Words(
            self.text, self.face._replace(after=0), self.accent, self.tag, self.place, self.link, self.mark,
            self._lines[:fit],
        )  # fmt: skip
        rest = Words(
            self.text, self.face._replace(before=0, first=0), self.accent, self.tag, Place(), self.link, "",
            self._lines[fit:],
        )  # fmt: skip
        return [first, rest]

    def draw(self) -> None:
        paper: Any = self.canv
        note(paper, self.place, self.height)
        left = self.face.left
        marks = placed(self._lines, self.face, left, 0, self.width - left, self.accent)
        paper.begin(self.tag)
        groups = [Group("", tuple(marks), Bounds(left, 0, self.width, self.height))]
        if self.mark:
            point = self.face._replace(first=0, align="left")
            width = broken(self.mark, self.width, point)[0].width
            sign = placed(
                [Set(self.mark, width)], point, left - max(self.face.size * 1.2, width + 4), 0, self.width, self.accent
            )
            groups.insert(0, Group("", tuple(sign), Bounds(0, 0, left, self.height)))
        draw(paper, groups, self.width, self.height)
        paper.end()
        follow(paper, self.link, (left, 0, self.width, self.height))


def note(paper: Any, place: Place, height: float) -> None:
    """Make the current place one that links and bookmarks lead to."""
    if place.anchor:
        paper.bookmarkHorizontal(place.anchor, 0, height + 12)
    if place.title:
        paper.outlined(place.title, place.anchor, place.level)


def follow(paper: Any, link: str, box: tuple[float, float, float, float]) -> None:
    """Make a rectangle lead somewhere."""
    if link.startswith("#"):
        paper.lead_to(link[1:], box)
    elif followed(link):
        paper.linkURL(link, box, relative=1)
