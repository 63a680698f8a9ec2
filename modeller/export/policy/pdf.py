"""A policy document as PDF: pages by platypus, contents with page numbers, bookmarks, links, page x of y."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any, TypeVar

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from modeller.drawing.displaylist import Group, Mark, Path, Pen
from modeller.drawing.metrics import FACES, SERIF, font_path
from modeller.export.exporter import Progress
from modeller.export.pages import CLEAR, across_page
from modeller.export.policy.arranged import anchor_of, first_sheet, titled
from modeller.export.policy.blocks import Heading, Policy
from modeller.export.policy.pdf_paper import Entry, PolicyPaper
from modeller.export.policy.pdf_story import story
from modeller.export.policy.pdf_words import broken, placed
from modeller.export.policy.typography import MARGIN, PORTRAIT, SHEETS, Face, Sheet, face
from modeller.language import Message, message, words
from modeller.model.records import Bounds

P = TypeVar("P", bound=PolicyPaper)

_PASSES = 6


@dataclass(frozen=True, slots=True)
class _Known:
    """What one pass finds out and the next one prints."""

    entries: tuple[Entry, ...] = ()
    pages: int = 0


def render(
    policy: Policy, author: str, moment: datetime | None, progress: Progress
) -> tuple[bytes, tuple[Message, ...]]:
    """The document's bytes, the same for the same document, and what its reader should know.

    It is laid out until the page numbers hold.
    """
    data = laid_out(policy, lambda: PolicyPaper(policy, author, moment), progress).bytes()
    progress(1)
    return data, (message("policy.no_serif"),) if policy.serif and not _has_serif() else ()


def _has_serif() -> bool:
    return font_path(FACES[SERIF]).is_file()


def laid_out(policy: Policy, make: Callable[[], P], progress: Progress) -> P:
    """The paper on which the document's page numbers hold: the last of those that `make` gives."""
    policy, known = _begun(policy)
    for number in range(_PASSES):
        progress(number / (number + 2))
        paper, found = _pass(policy, make(), known, number, progress)
        if found == known:
            break
        known = found
    return paper


def counted(policy: Policy, progress: Progress) -> tuple[Entry, ...]:
    """The headings with their pages. How long the contents are their titles say, so that one pass tells."""
    policy, known = _begun(policy)
    return _pass(policy, PolicyPaper(policy, "", None), known, 0, progress)[1].entries


def _begun(policy: Policy) -> tuple[Policy, _Known]:
    """A document as it can be laid out here, and what is known of it before: its headings, not yet their pages."""
    headings = (each for each in policy.blocks if isinstance(each, Heading))
    entries = tuple(Entry(titled(each), anchor_of(each), each.level, 0) for each in headings)
    return replace(policy, serif=policy.serif and _has_serif()), _Known(entries)


def _pass(policy: Policy, paper: P, known: _Known, number: int, progress: Progress) -> tuple[P, _Known]:
    flowables = story(policy, known.entries)
    count = len(flowables)
    document = _Template(policy, known.pages)

    def told(kind: str, value: Any) -> None:
        if kind == "PROGRESS":
            progress((number + value / max(count, 1)) / (number + 2))

    document.setProgressCallBack(told)
    document.build(flowables, canvasmaker=lambda *_, **__: paper)
    paper.showOutline()
    return paper, _Known(tuple(paper.entries), paper.getPageNumber() - 1)


class _Template(BaseDocTemplate):
    """The pages: upright, across, and large ones for diagrams, all with the same head and foot."""

    def __init__(self, policy: Policy, pages: int) -> None:
        self._doSave = 0
        super().__init__(BytesIO(), pagesize=(PORTRAIT.width, PORTRAIT.height), allowSplitting=1)
        self._policy, self._pages = policy, pages
        first = first_sheet(policy)
        for sheet in (first, *(each for each in SHEETS if each is not first)):
            frame = Frame(
                MARGIN[0], MARGIN[3], sheet.text_width, sheet.text_height, 0, 0, 0, 0, id=sheet.name
            )  # fmt: skip
            chrome = _Chrome(policy, pages, sheet)
            size = (sheet.width, sheet.height)
            self.addPageTemplates(
                PageTemplate(sheet.name, [frame], onPage=chrome.below, onPageEnd=chrome.above, pagesize=size)
            )


class _Chrome:
    """What stands on every page besides its text."""

    def __init__(self, policy: Policy, pages: int, sheet: Sheet) -> None:
        self.policy, self.pages, self.sheet = policy, pages, sheet

    def above(self, paper: Any, _document: Any) -> None:
        """The mark across the page, over everything: a diagram would hide it."""
        if self.policy.watermark:
            whole = Bounds(0, 0, self.sheet.width, self.sheet.height)
            paper.begin("Artifact")
            paper.put([Group("", self._watermark(), whole)], whole, 0, self.sheet.height, 1, CLEAR)
            paper.end()

    def below(self, paper: Any, _document: Any) -> None:
        """Head and foot."""
        policy, sheet = self.policy, self.sheet
        whole = Bounds(0, 0, sheet.width, sheet.height)
        style = face("chrome", policy.language)
        number = message("documents.page", number=paper.getPageNumber(), of=self.pages)
        groups: list[Group] = []
        if paper.getPageNumber() > 1:
            groups += self._line(policy.head, 38.0, style)
            groups.append(Group("", (_rule(MARGIN[0], sheet.width - MARGIN[2], 53.0),), whole))
        foot = "  ·  ".join(part for part in (policy.foot, policy.stamp) if part)
        groups.append(Group("", (_rule(MARGIN[0], sheet.width - MARGIN[2], sheet.height - 46.0),), whole))
        groups += self._line((foot, words(number, policy.language)), sheet.height - 42.0, style)
        under = broken(policy.note, sheet.text_width, style)[:2] if policy.note else []
        groups.append(Group("", tuple(placed(under, style._replace(align="centre"), MARGIN[0], sheet.height - 31.0,
                                             sheet.text_width, policy.accent)), whole))  # fmt: skip
        paper.begin("Artifact")
        paper.put(groups, whole, 0, sheet.height, 1)
        paper.end()

    def _line(self, texts: tuple[str, str], top: float, style: Face) -> list[Group]:
        """Two texts on one line, the left one cut where there is no room for it."""
        sheet = self.sheet
        right = broken(texts[1], sheet.text_width * 0.6, style)[:1]
        room = sheet.text_width - right[0].width - 16
        left = broken(texts[0], room, style)[:1]
        found = []
        for lines, side in ((left, style), (right, style._replace(align="right"))):
            marks: list[Mark] = placed(lines, side, MARGIN[0], top, sheet.text_width, self.policy.accent)
            found.append(Group("", tuple(marks), Bounds(MARGIN[0], top, sheet.text_width, style.pitch)))
        return found

    def _watermark(self) -> tuple[Mark, ...]:
        return across_page(self.policy.watermark, self.sheet.width, self.sheet.height)


def _rule(left: float, right: float, y: float) -> Path:
    return Path((("M", left, y), ("L", right, y)), Pen("faint", 0.5))
