"""Diagrams, codes and logos of a policy document as platypus flowables."""

from typing import Any

from reportlab.platypus import Flowable

from modeller.drawing.displaylist import Group, Image
from modeller.drawing.paint_svg import followed
from modeller.export.policy.blocks import Figure
from modeller.export.policy.pdf_words import broken, draw, placed
from modeller.export.policy.qr import code
from modeller.export.policy.typography import Face
from modeller.model.records import Bounds

_CODE = 62.0
_LOGO = (170.0, 60.0)


class Picture(Flowable):
    """A diagram, as vectors, in the middle of the line."""

    def __init__(self, figure: Figure, scale: float) -> None:
        super().__init__()
        self.figure, self.scale = figure, scale
        self.spaceBefore, self.spaceAfter = 4.0, 4.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  # platypus's protocol
        bounds = self.figure.bounds
        self.width, self.height = width, bounds.height * self.scale
        return self.width, self.height

    def draw(self) -> None:
        paper: Any = self.canv
        bounds, scale = self.figure.bounds, self.scale
        left = (self.width - bounds.width * scale) / 2
        paper.begin("Figure", self.figure.alternative)
        paper.put(self.figure.groups, bounds, left, self.height, scale)
        paper.end()
        anchors = dict(self.figure.steps)
        for group in self.figure.groups:
            box = (
                left + (group.bounds.x - bounds.x) * scale,
                self.height - (group.bounds.bottom - bounds.y) * scale,
                left + (group.bounds.right - bounds.x) * scale,
                self.height - (group.bounds.y - bounds.y) * scale,
            )
            if group.link.startswith("#"):
                paper.lead_to(f"diagram {group.link[1:]}", box)
            elif group.element in anchors:
                paper.lead_to(anchors[group.element], box)
            elif followed(group.link):
                paper.linkURL(group.link, box, relative=1)


class Code(Flowable):
    """The QR code with its words beside it."""

    def __init__(self, data: str, words: str, face: Face, alternative: str) -> None:
        super().__init__()
        self.data, self.words, self.face, self.alternative = data, words, face, alternative

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  # platypus's protocol
        self.width, self.height = width, _CODE
        return self.width, self.height

    def draw(self) -> None:
        paper: Any = self.canv
        left = self.width - _CODE
        held = broken(self.words, left - 10, self.face)
        top = (_CODE - len(held) * self.face.pitch) / 2
        paper.begin("P")
        marks = placed(held, self.face._replace(align="right"), 0, top, left - 10, "ink")
        draw(paper, [Group("", tuple(marks), Bounds(0, 0, left, _CODE))], self.width, self.height)
        paper.end()
        paper.begin("Figure", self.alternative)
        box = Bounds(left, 0, _CODE, _CODE)
        draw(paper, [Group("", (code(self.data, box),), box)], self.width, self.height)
        paper.end()


class Sign(Flowable):
    """The organisation's logo, in the middle of the line."""

    def __init__(self, data: bytes, size: tuple[int, int], alternative: str) -> None:
        super().__init__()
        self.data, self.size, self.alternative = data, size, alternative

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  # platypus's protocol
        self.scale = min(_LOGO[0] / self.size[0], _LOGO[1] / self.size[1])
        self.width, self.height = width, self.size[1] * self.scale
        return self.width, self.height

    def draw(self) -> None:
        paper: Any = self.canv
        wide = self.size[0] * self.scale
        box = Bounds((self.width - wide) / 2, 0, wide, self.height)
        paper.begin("Figure", self.alternative)
        draw(paper, [Group("", (Image(box, self.data),), box)], self.width, self.height)
        paper.end()
