"""PDF: every diagram on a page, vectors and searchable text, bookmarks and links between the levels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from modeller.drawing.displaylist import DisplayList, Group, TextLine
from modeller.drawing.glyphs import writable
from modeller.drawing.paint_svg import followed
from modeller.drawing.theme import Theme, named, resolve
from modeller.export.exporter import Job, Options, Progress, Rendered, share
from modeller.export.figures import Drawn, Figure, alternative, distinct, drawn, figures, language_tag, notes_on
from modeller.export.pages import (
    CLEAR,
    HEAD,
    POINTS,
    SMALLEST_TEXT,
    Page,
    across_page,
    fitting_page,
    foot_group,
    head_group,
    page_for,
    paper_size,
    poster_page,
    poster_room,
    said_below,
    title_group,
)
from modeller.export.poster import sheets
from modeller.language import Message, message, words
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node, Record
from modeller.notation.bpmn.links import link_of
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

if TYPE_CHECKING:
    from modeller.drawing.paper import Paper

_AT_ONCE = 500
_FRONT = 1.4
"""A figure before others is drawn so many times its size at most, where the paper has room."""


class Entry(NamedTuple):
    """A bookmark: its words, where it leads, how deep it lies; what it shows, a page where there are no bounds."""

    title: str
    target: str
    level: int
    bounds: Bounds | None = None


class Leaf(NamedTuple):
    """A page: what of a figure lies on it (in `view`, in units), and the marks around that."""

    page: Page
    groups: DisplayList
    view: Bounds
    marks: DisplayList = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A model in a document of several. `key` tells its pages from those of the others, `level` is how deep its
    bookmarks lie. `above` are headings before it, each with the element of the first part that it leads to.

    Pages that are as large as their figure have titles only where it is `titled`. On pages with titles `standing` says
    which edition it is, `mark` stands across each of them, and `said`, names and what they say, below the first figure.
    """

    job: Job
    key: str = ""
    level: int = 0
    above: tuple[tuple[str, str], ...] = ()
    standing: str = ""
    mark: str = ""
    said: tuple[tuple[str, str], ...] = ()
    titled: bool = False


def render(job: Job, options: Options, progress: Progress) -> Rendered:
    """All diagrams in one PDF, those inside sub-processes after the one that shows the sub-process."""
    return compose((Part(job),), options, progress)


def compose(parts: Sequence[Part], options: Options, progress: Progress) -> Rendered:
    """The diagrams of all parts in one PDF, the first part first: its job says what the document is called.

    Whatever stands for a model leads to the part whose key is the model's id, where there is one.
    """
    from modeller.drawing.paper import Paper  # ReportLab takes its time

    theme, first = named(options.theme), parts[0].job
    shown = [(part, figure) for part in parts for figure in figures(part.job)]
    shown = shown or [(parts[0], Figure("", first.title, 0))]
    notes: list[Message] = [] if shown[0][1].diagram else [message("documents.nothing")]
    paper = Paper(first.title or shown[0][1].name, first.author, language_tag(first.language), first.created,
                  first.modified)  # fmt: skip
    targets = _targets(shown)
    depth, begun, opened = -1, set[str](), set[str]()
    for number, (part, figure) in enumerate(shown, 1):
        progress((number - 1) / len(shown))
        job = part.job
        held = drawn(job, figure, options)
        said = () if part.key in opened else part.said
        opened.add(part.key)
        front = _FRONT if number == 1 and len(parts) > 1 else 1.0
        leaves = _leaves(part, figure, held, options, said, front)
        page = leaves[0].page
        notes += notes_on(held.groups) + _notes_on_page(figure, held.groups, page, options)
        entries = _entries(job.model, figure, part)
        told = share(progress, (number - 1) / len(shown), number / len(shown))
        for place, leaf in enumerate(leaves):
            paper.setPageSize((leaf.page.width, leaf.page.height))
            _page(paper, job, figure, leaf, theme, share(told, place / len(leaves), (place + 1) / len(leaves)))
            if page.title is not None and len(leaves) == 1:
                _titles(paper, page, theme, replace(job, title=first.title), figure, number, len(shown))
                _around(paper, page, theme, part, first, targets[parts[0].key])
                _say_below(paper, page, theme, said, options)
            _link(paper, job.model, leaf.groups, leaf.page, part.key, targets)
            if number == 1 and not place:
                _mark(paper, job.model, page, parts)
            _bookmark(paper, entries, leaves, leaf)
            if not place:
                for entry in (*_headings(part, begun), *entries):
                    depth = min(entry.level, depth + 1)
                    paper.addOutlineEntry(writable(entry.title), entry.target, depth, closed=False)
            paper.showPage()
    if len(shown) > 1 or depth > 0:
        paper.showOutline()
    data = paper.bytes()
    progress(1)
    return Rendered(data, distinct(notes))


def _targets(shown: Sequence[tuple[Part, Figure]]) -> dict[str, str]:
    """Where links lead: a diagram of a part by both keys, a part by its own to its first diagram."""
    found: dict[str, str] = {}
    for part, figure in shown:
        target = _diagram_target(part.key, figure.diagram)
        found[f"{part.key}#{figure.diagram}"] = target
        found.setdefault(part.key, target)
    return found


def _headings(part: Part, begun: set[str]) -> Iterator[Entry]:
    """The headings before a part that were not there before."""
    for level, (title, element) in enumerate(part.above, 1):
        if element not in begun:
            begun.add(element)
            yield Entry(title, f"element {element}", level)


def _mark(paper: "Paper", model: Model, page: Page, parts: Sequence[Part]) -> None:
    """Let the headings of the parts lead to their elements on the first page."""
    for element in {element for part in parts for _, element in part.above}:
        node = model.node(element)
        bounds = node.bounds if node is not None else None
        if bounds is None:
            paper.bookmarkPage(f"element {element}")
            continue
        left, bottom, right, top = page.placed(bounds.grown(8))
        paper.bookmarkPage(f"element {element}", "FitR", left=left, bottom=bottom, right=right, top=top)


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


def _leaves(
    part: Part, figure: Figure, held: Drawn, options: Options, said: Sequence[tuple[str, str]], largest: float
) -> list[Leaf]:
    """The pages of a figure: one, or the sheets of a poster."""
    job = part.job
    if options.poster is not None and options.page != "fit":
        width, height, margin = poster_room(held.bounds, options)
        found, scale = sheets(
            job.model, figure.diagram, held.groups, held.bounds, width, height, options.poster, figure.name,
            job.language,
        )  # fmt: skip
        if len(found) > 1:
            size = paper_size(held.bounds, options)
            return [
                Leaf(poster_page(each.frame, scale, margin, size), each.groups, each.tile.view, each.marks)
                for each in found
            ]
    return [Leaf(_page_of(part, said, held.bounds, figure.name, options, largest), held.groups, held.bounds)]


def _bookmark(paper: "Paper", entries: Sequence[Entry], leaves: Sequence[Leaf], leaf: Leaf) -> None:
    """Make the places on a page that bookmarks and links lead to: of a poster, on the sheet that holds them whole."""
    for entry in entries:
        bounds = entry.bounds
        if bounds is None:
            if leaf is leaves[0]:
                paper.bookmarkPage(entry.target)
        elif leaf is next((each for each in leaves if each.view.covers(bounds)), leaves[0]):
            left, bottom, right, top = leaf.page.placed(bounds.grown(8))
            paper.bookmarkPage(entry.target, "FitR", left=left, bottom=bottom, right=right, top=top)


def _page(paper: "Paper", job: Job, figure: Figure, leaf: Leaf, theme: Theme, progress: Progress) -> None:
    from modeller.drawing.paint_pdf import paint

    page, groups = leaf.page, leaf.groups
    _ground(paper, page, theme)
    paper.begin("Figure", alternative(job, figure, groups))
    for start in range(0, len(groups), _AT_ONCE):
        progress(start / len(groups))
        paint(paper, groups[start : start + _AT_ONCE], theme, page.view, page.left, page.top, page.scale)
    paper.end()
    if leaf.marks:
        paper.begin("Artifact")
        paint(paper, leaf.marks, theme, page.view, page.left, page.top, page.scale)
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
    document = _document(job) if job.title != figure.name else job.organisation
    paper.begin("Artifact")
    paint(paper, foot_group(page, document, numbered), theme, whole, 0, page.height, 1)
    paper.end()


def _page_of(
    part: Part, said: Sequence[tuple[str, str]], bounds: Bounds, name: str, options: Options, largest: float
) -> Page:
    """The page of a figure, with room for what stands above its title and below itself."""
    if options.page == "fit" and not part.titled:
        return fitting_page(bounds, options)
    head = HEAD if part.key or part.standing else 0.0
    plain = page_for(bounds, name, options, head, 0, largest)
    lower = said_below(said, options, plain.width, 0).bounds.height
    return page_for(bounds, name, options, head, lower, largest) if lower else plain


def _around(paper: "Paper", page: Page, theme: Theme, part: Part, first: Job, target: str) -> None:
    """What stands on a page of a part besides its titles."""
    if part.key:
        _lead_back(paper, page, _document(first), target)
    _head(paper, page, theme, part, first.title, target)
    _mark_across(paper, page, theme, part.mark)


def _head(paper: "Paper", page: Page, theme: Theme, part: Part, document: str, target: str) -> None:
    """The way to a part, each crumb leading there, and which edition it is."""
    crumbs = [(document, target)] if part.key else []
    crumbs += [(title, f"element {element}") for title, element in part.above]
    lines, boxes = head_group(page, [title for title, _ in crumbs], part.standing)
    _furniture(paper, page, theme, lines)
    for (_, place), box in zip(crumbs, boxes, strict=False):
        paper.linkAbsolute("", place, (box.x, page.height - box.bottom, box.right, page.height - box.y))


def _say_below(
    paper: "Paper", page: Page, theme: Theme, said: Sequence[tuple[str, str]], options: Options
) -> None:  # fmt: skip
    if page.below is None:
        return
    lines = said_below(said, options, page.width, page.below).lines
    from modeller.drawing.paint_pdf import paint

    whole = Bounds(0, 0, page.width, page.height)
    paper.begin("P")
    paint(paper, (Group("", lines, whole),), theme, whole, 0, page.height, 1)
    paper.end()


def _mark_across(paper: "Paper", page: Page, theme: Theme, mark: str) -> None:
    """The mark over everything: a diagram would hide it."""
    if mark:
        paper.saveState()
        paper.setFillAlpha(CLEAR)
        _furniture(paper, page, theme, across_page(mark, page.width, page.height))
        paper.restoreState()


def _furniture(paper: "Paper", page: Page, theme: Theme, lines: tuple[TextLine, ...]) -> None:
    """Lines that are no part of what the page says, in points from its upper left corner."""
    from modeller.drawing.paint_pdf import paint

    whole = Bounds(0, 0, page.width, page.height)
    paper.begin("Artifact")
    paint(paper, (Group("", lines, whole),), theme, whole, 0, page.height, 1)
    paper.end()


def _document(job: Job) -> str:
    """What stands at the foot of a page: whose document it is, and what it is called."""
    return "  ·  ".join(part for part in (job.organisation, job.title) if part)


def _lead_back(paper: "Paper", page: Page, document: str, target: str) -> None:
    """Let the document's title at the foot lead to its first page."""
    for group in foot_group(page, document, ""):
        for mark in group.marks:
            if isinstance(mark, TextLine) and mark.text:
                low = page.height - mark.y - 3
                paper.linkAbsolute("", target, (mark.x, low, mark.x + mark.width, low + mark.size + 3))


def _link(
    paper: "Paper", model: Model, groups: tuple[Group, ...], page: Page, part: str, targets: Mapping[str, str]
) -> None:
    for group in groups:
        if group.link.startswith("#"):
            if f"{part}{group.link}" in targets:
                paper.linkAbsolute("", targets[f"{part}{group.link}"], page.placed(group.bounds))
        elif followed(group.link):
            paper.linkURL(group.link, page.placed(group.bounds))
        else:
            stands = link_of(model.node(group.element))
            if stands is not None and stands.model in targets:
                paper.linkAbsolute("", targets[stands.model], page.placed(group.bounds))


def _diagram_target(part: str, key: str) -> str:
    return f"diagram {part}{key}"


def _entries(model: Model, figure: Figure, part: Part) -> list[Entry]:
    """The bookmarks of a figure: itself, below it the sub-processes that are open on it, as they hold each other."""
    level = part.level + figure.level
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

    return [
        Entry(figure.name, _diagram_target(part.key, figure.diagram), level),
        *(
            Entry(
                " ".join(record.text.split()) or "–", f"element {part.key}{record.key}", level + depth(record.key),
                record.bounds,
            )
            for record in sorted(opened.values(), key=path)
            if record.bounds is not None
        ),
    ]  # fmt: skip


def _is_open(record: Node) -> bool:
    if record.bounds is None:
        return False
    kind = element_type(record)
    if kind.role is not Role.WORK:
        return False
    traits = kind.traits(record)
    return traits.container and traits.expanded
