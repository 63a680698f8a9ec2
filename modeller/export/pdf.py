"""PDF: every diagram on a page, vectors and searchable text, bookmarks and links between the levels."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from modeller.drawing.displaylist import DisplayList, Group, TextLine
from modeller.drawing.glyphs import writable
from modeller.drawing.paint_svg import followed
from modeller.drawing.theme import Theme, named, resolve
from modeller.export.exporter import Job, Options, Progress, Rendered, share
from modeller.export.figures import Drawn, Figure, alternative, distinct, drawn, figures, language_tag, notes_on
from modeller.export.pages import POINTS, SMALLEST_TEXT, Page, foot_group, page_for, title_group
from modeller.language import Message, message, words
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node, Record
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

if TYPE_CHECKING:
    from modeller.drawing.paper import Paper

_AT_ONCE = 500


class Entry(NamedTuple):
    """A bookmark: its words, where it leads, how deep it lies."""

    title: str
    target: str
    level: int


def render(job: Job, options: Options, progress: Progress) -> Rendered:
    """All diagrams in one PDF, those inside sub-processes after the one that shows the sub-process."""
    from modeller.drawing.paper import Paper  # ReportLab takes its time

    theme = named(options.theme)
    shown = figures(job) or [Figure("", job.title, 0)]
    notes: list[Message] = [] if shown[0].diagram else [message("documents.nothing")]
    paper = Paper(job.title or shown[0].name, job.author, language_tag(job.language), job.created, job.modified)
    keys = {figure.diagram for figure in shown}
    depth = -1
    for number, figure in enumerate(shown, 1):
        held = drawn(job, figure, options)
        page = page_for(held.bounds, figure.name, options)
        notes += notes_on(held.groups) + _notes_on_page(figure, held.groups, page, options)
        paper.setPageSize((page.width, page.height))
        _page(paper, job, figure, held, page, theme, share(progress, (number - 1) / len(shown), number / len(shown)))
        if options.page != "fit":
            _titles(paper, page, theme, job, figure, number, len(shown))
        _link(paper, held.groups, page, keys)
        for entry in _entries(job.model, figure, paper, page):
            depth = min(entry.level, depth + 1)
            paper.addOutlineEntry(writable(entry.title), entry.target, depth, closed=False)
        paper.showPage()
    if len(shown) > 1 or depth > 0:
        paper.showOutline()
    data = paper.bytes()
    progress(1)
    return Rendered(data, distinct(notes))


def _notes_on_page(figure: Figure, groups: DisplayList, page: Page, options: Options) -> list[Message]:
    if options.page == "fit":
        if page.scale < POINTS - 1e-9:
            return [message("documents.scaled", name=figure.name, percent=round(page.scale / POINTS * 100, 1))]
        return []
    sizes = [mark.size for group in groups for mark in group.marks if isinstance(mark, TextLine)]
    smallest = min(sizes, default=12.0) * page.scale
    if smallest >= SMALLEST_TEXT:
        return []
    larger = "documents.small_text_a4" if options.page == "A4" else "documents.small_text"
    return [message(larger, name=figure.name, size=round(smallest, 1))]


def _page(paper: "Paper", job: Job, figure: Figure, held: Drawn, page: Page, theme: Theme, progress: Progress) -> None:
    from modeller.drawing.paint_pdf import paint

    _ground(paper, page, theme)
    paper.begin("Figure", alternative(job, figure, held.groups))
    for start in range(0, len(held.groups), _AT_ONCE):
        progress(start / len(held.groups))
        paint(paper, held.groups[start : start + _AT_ONCE], theme, page.view, page.left, page.top, page.scale)
    paper.end()


def _ground(paper: "Paper", page: Page, theme: Theme) -> None:
    """Colour the page where the theme's paper is not white."""
    ground = resolve("paper", theme)
    if ground != "#ffffff":
        paper.begin("Artifact")
        paper.saveState()
        paper.setFillColor(ground)
        paper.rect(0, 0, page.width, page.height, stroke=0, fill=1)
        paper.restoreState()
        paper.end()


def _titles(paper: "Paper", page: Page, theme: Theme, job: Job, figure: Figure, number: int, count: int) -> None:
    from modeller.drawing.paint_pdf import paint

    whole = Bounds(0, 0, page.width, page.height)
    paper.begin("H1")
    paint(paper, title_group(page), theme, whole, 0, page.height, 1)
    paper.end()
    numbered = words(message("documents.page", number=number, of=count), job.language)
    document = job.title if job.title != figure.name else ""
    paper.begin("Artifact")
    paint(paper, foot_group(page, document, numbered), theme, whole, 0, page.height, 1)
    paper.end()


def _link(paper: "Paper", groups: tuple[Group, ...], page: Page, diagrams: set[str]) -> None:
    for group in groups:
        if group.link.startswith("#"):
            if group.link[1:] in diagrams:
                paper.linkAbsolute("", _diagram_target(group.link[1:]), page.placed(group.bounds))
        elif followed(group.link):
            paper.linkURL(group.link, page.placed(group.bounds))


def _diagram_target(key: str) -> str:
    return f"diagram {key}"


def _entries(model: Model, figure: Figure, paper: "Paper", page: Page) -> Iterator[Entry]:
    """The bookmarks of a figure: itself, below it the sub-processes that are open on it, as they hold each other."""
    target = _diagram_target(figure.diagram)
    paper.bookmarkPage(target)
    yield Entry(figure.name, target, figure.level)
    drawn_here = [record for record in model.drawn(figure.diagram) if isinstance(record, Node)]
    opened = {record.key: record for record in drawn_here if _is_open(record)}
    depths: dict[str, int] = {}

    def depth(key: str) -> int:
        if key not in depths:
            holder = next((held.key for held in model.ancestors(key) if held.key in opened), None)
            depths[key] = 1 if holder is None else depth(holder) + 1
        return depths[key]

    def path(record: Record) -> tuple[float, ...]:
        """The places of a record and its holders, outermost first: sorts a holder before what it holds."""
        return (*(held.order for held in reversed(list(model.ancestors(record.key)))), record.order)

    for record in sorted(opened.values(), key=path):
        if record.bounds is None:
            continue
        left, bottom, right, top = page.placed(record.bounds.grown(8))
        place = f"element {record.key}"
        paper.bookmarkPage(place, "FitR", left=left, bottom=bottom, right=right, top=top)
        yield Entry(" ".join(record.text.split()) or "–", place, figure.level + depth(record.key))


def _is_open(record: Node) -> bool:
    if record.bounds is None:
        return False
    kind = element_type(record)
    if kind.role is not Role.WORK:
        return False
    traits = kind.traits(record)
    return traits.container and traits.expanded
