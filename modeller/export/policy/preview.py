"""The pages of a policy document as marks, laid out as the PDF is, for who shows them on a screen."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from modeller.drawing.displaylist import Group
from modeller.export.exporter import Progress
from modeller.export.policy.blocks import Policy
from modeller.export.policy.pdf import laid_out
from modeller.export.policy.pdf_paper import PolicyPaper
from modeller.model.records import Bounds


class Layer(NamedTuple):
    """Marks on a page: their origin at (`x`, `y`) in points from its upper left corner, `scale` points a unit."""

    groups: tuple[Group, ...]
    x: float
    y: float
    scale: float
    alpha: float


class Page(NamedTuple):
    """A page, its size in points."""

    width: float
    height: float
    layers: tuple[Layer, ...]


def pages(policy: Policy, progress: Progress) -> tuple[Page, ...]:
    """All pages of a document."""
    return tuple(laid_out(policy, lambda: _Sketch(policy), progress).pages)


class _Sketch(PolicyPaper):
    """Notes what would be painted."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy, "", None)
        self.pages: list[Page] = []
        self._layers: list[Layer] = []

    def put(
        self, groups: Sequence[Group], view: Bounds, left: float, top: float, scale: float, alpha: float = 1.0
    ) -> None:
        canvas: Any = self
        along, up = canvas._currentMatrix[4:]
        height = canvas._pagesize[1]
        x, y = along + left - view.x * scale, height - (up + top + view.y * scale)
        self._layers.append(Layer(tuple(groups), x, y, scale, alpha))

    def showPage(self) -> None:  # noqa: N802  # ReportLab's name
        canvas: Any = self
        width, height = canvas._pagesize
        self.pages.append(Page(width, height, tuple(self._layers)))
        self._layers = []
        super().showPage()
