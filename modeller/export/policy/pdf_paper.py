"""The paper of a policy document: it notes on which page its headings stand, and leads only to places that it has."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from modeller.drawing.displaylist import Group
from modeller.drawing.glyphs import writable
from modeller.drawing.paint_pdf import paint
from modeller.drawing.paper import Paper
from modeller.drawing.theme import LIGHT
from modeller.export.figures import language_tag
from modeller.export.policy.arranged import anchors_of
from modeller.export.policy.blocks import Policy
from modeller.export.policy.recipe import PDF_NAME
from modeller.model.records import Bounds


class Entry(NamedTuple):
    """A heading: its words with their number, where links find it, how deep it lies, its page."""

    title: str
    anchor: str
    level: int
    page: int


class PolicyPaper(Paper):
    def __init__(self, policy: Policy, author: str, moment: datetime | None) -> None:
        super().__init__(
            policy.title, author, language_tag(policy.language), moment, moment, policy.stamp, policy.house
        )
        if policy.recipe:
            self.tell(PDF_NAME, policy.recipe)
        self.entries: list[Entry] = []
        self._anchors = anchors_of(policy)
        self._depth = -1

    def put(
        self, groups: Sequence[Group], view: Bounds, left: float, top: float, scale: float, alpha: float = 1.0
    ) -> None:
        """Paint the part `view` of marks with its upper left corner at (`left`, `top`), `scale` points a unit."""
        if alpha < 1:
            self.saveState()
            self.setFillAlpha(alpha)
        paint(self, groups, LIGHT, view, left, top, scale)
        if alpha < 1:
            self.restoreState()

    def outlined(self, title: str, anchor: str, level: int) -> None:
        """A heading stands here: a bookmark and an entry of the contents. `level` from 1."""
        self._depth = min(level - 1, self._depth + 1)
        self.addOutlineEntry(writable(" ".join(title.split())) or "–", anchor, self._depth, closed=self._depth > 0)
        self.entries.append(Entry(title, anchor, level, self.getPageNumber()))

    def lead_to(self, anchor: str, box: tuple[float, float, float, float]) -> None:
        """Make a rectangle of the current flowable lead to a place, if the document has it."""
        if anchor in self._anchors:
            self.linkRect("", anchor, box, relative=1, thickness=0)
