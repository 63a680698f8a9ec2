"""A model in the page of a library: what it is, its diagrams, what is said of its steps, and its steps as a table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from modeller.analysis.steps import Step
from modeller.drawing.displaylist import Group
from modeller.drawing.paint_svg import inline
from modeller.drawing.palette import Palette
from modeller.export.exporter import Job, Options
from modeller.export.figures import Drawn, Figure, drawn, figures, notes_on
from modeller.export.policy.blocks import Cell
from modeller.export.policy.context import Context
from modeller.export.policy.job import PolicyJob
from modeller.export.policy.sections.steps import table
from modeller.export.policy.steps import numbered
from modeller.export.site.markup import NOTHING, Markup, anchor, element, joined
from modeller.export.site.site import Chapter
from modeller.language import Message
from modeller.model.records import Node, Record
from modeller.notation.attributes import DECLARED, PROCESS, STEP, attribute_text, said
from modeller.notation.bpmn.content import documentation
from modeller.notation.bpmn.links import link_of
from modeller.notation.element import Property
from modeller.notation.numbers import LAYER
from modeller.notation.titles import kind, name

_ALL: Final = tuple({each.key: each for each in (*STEP, *DECLARED.values())}.values())
"""All attributes, those of a step in their order first."""
_MARGIN = 12.0
_LEAST = 0.6
"""A picture is never shown smaller than this by itself: it is moved about instead."""


@dataclass(frozen=True)
class Reading:
    """A chapter as it is written. `places` are the chapters that there are: a model's id and its anchor."""

    chapter: Chapter
    language: str
    palette: Palette
    places: Mapping[str, str]

    @cached_property
    def context(self) -> Context:
        return Context(PolicyJob(self.chapter.model, self.chapter.name, self.chapter.facts, language=self.language))

    @cached_property
    def job(self) -> Job:
        return Job(numbered(self.context.job.model, self.context.steps), self.chapter.name, language=self.language)

    @cached_property
    def pictures(self) -> list[tuple[Figure, Drawn]]:
        options = Options(layers=(LAYER,), colour=self.chapter.colour)
        return [(figure, drawn(self.job, figure, options)) for figure in figures(self.job)]

    @cached_property
    def shown(self) -> frozenset[str]:
        """The keys of the diagrams that stand in the chapter."""
        return frozenset(figure.diagram for figure, _ in self.pictures)

    @cached_property
    def steps(self) -> dict[str, Step]:
        return {step.key: step for step in self.context.steps}

    @cached_property
    def told(self) -> dict[str, Node]:
        """What has details: each step, and what else is drawn and says something, by key."""
        shown = [group.element for _, held in self.pictures for group in held.groups]
        found: dict[str, Node] = {}
        for key in (*self.steps, *shown):
            node = self.chapter.model.node(key)
            if node is not None and (key in self.steps or documentation(node).strip() or any(attributes(self, node))):
                found[key] = node
        return found

    @property
    def notes(self) -> list[Message]:
        """What a reader should know of its pictures."""
        return [note for _, held in self.pictures for note in notes_on(held.groups)]

    def detail(self, key: str) -> str:
        """The anchor of what is said of an element."""
        return anchor("s", self.chapter.key, self._lasting.get(key, key))

    def diagram(self, key: str) -> str:
        """The anchor of a diagram."""
        return anchor("d", self.chapter.key, self._lasting.get(key, key))

    @cached_property
    def _lasting(self) -> dict[str, str]:
        """By its key the place of each element of what was made for this page alone, where all keys are new."""
        return {} if self.chapter.key else {record.key: str(place) for place, record in enumerate(self.chapter.model)}

    def stands_for(self, key: str) -> str:
        """The anchor of the chapter that an element stands for, ``""`` for none."""
        link = link_of(self.chapter.model.get(key))
        return self.places.get(link.model, "") if link is not None else ""

    def lead(self, group: Group) -> str:
        """Where a click on an element leads: to the model that it stands for, its inside, or what is said of it."""
        if place := self.stands_for(group.element):
            return f"#{place}"
        if group.link[1:] in self.shown:
            return f"#{self.diagram(group.link[1:])}"
        return f"#{self.detail(group.element)}" if group.element in self.told else ""


def attributes(reading: Reading, record: Record, of: Iterable[Property] = _ALL) -> Iterator[tuple[str, str]]:
    """The attributes of an element in words: what each is called and its value."""
    for declared in of:
        found = said(declared, attribute_text(record, declared.key), reading.language).strip()
        if found:
            yield reading.context.say(declared.label), found
    yield from reading.context.own(record)


def diagrams(reading: Reading) -> Markup:
    """The diagrams, and beside them what is said of the elements."""
    shown = [_figure(reading, figure, held) for figure, held in reading.pictures]
    details = [_detail(reading, node) for node in reading.told.values()]
    say = reading.context.say
    hint = element("p", say("site.hint"), class_="hint") if details else NOTHING
    beside = element("aside", *details, aria_label=say("site.details")) if details else NOTHING
    return joined(hint, element("div", element("div", *shown, class_="figures"), beside, class_="stage"))


def _figure(reading: Reading, figure: Figure, held: Drawn) -> Markup:
    view = held.bounds.grown(_MARGIN)
    place = reading.diagram(figure.diagram)
    picture = Markup(inline(held.groups, reading.palette, view, figure.name, f"{place}-", reading.lead))
    width = f"max-width:{view.width:.0f}px;min-width:min({view.width:.0f}px,{view.width * _LEAST:.0f}px)"
    title = element("h3", figure.name) if len(reading.pictures) > 1 else NOTHING
    frame = element("div", element("div", picture, class_="sheet", style=width), class_="frame", tabindex="0")
    return element("section", title, frame, id=place, class_="figure")


def _detail(reading: Reading, node: Node) -> Markup:
    context, key = reading.context, node.key
    step = reading.steps.get(key)
    called = context.titled(step) if step is not None else name(node, reading.chapter.model)
    what = context.words(kind(node, reading.chapter.model))
    rows = list(attributes(reading, node))
    if step is not None and step.responsible and context.say("attributes.responsible") not in dict(rows):
        rows.insert(0, (context.say("policy.step.role"), context.listed(step.responsible)))
    place = reading.stands_for(key)
    opens = (
        element("p", element("a", context.say("site.opens"), href=f"#{place}"), class_="opens") if place else NOTHING
    )
    free = documentation(node).strip()
    return element(
        "article",
        element("h4", called or what),
        element("p", what, class_="kind") if called else NOTHING,
        opens,
        element("p", free, class_="said") if free else NOTHING,
        terms(rows),
        id=reading.detail(key), class_="detail", tabindex="-1",
    )  # fmt: skip


def terms(rows: list[tuple[str, str]]) -> Markup:
    """Names and what they say, one below the other."""
    if not rows:
        return NOTHING
    return element("dl", *(joined(element("dt", term), element("dd", value)) for term, value in rows))


def about(reading: Reading) -> Markup:
    """What the process says of itself."""
    context, known = reading.context, dict[str, str]()
    for record in context.about:
        for label, found in attributes(reading, record, PROCESS):
            known.setdefault(label, found)
    rows = list(known.items())
    free = context.documentation()
    if free and free != reading.chapter.description.strip():
        rows.insert(0, (context.say("site.documentation"), free))
    return element("section", element("h3", context.say("site.about")), terms(rows)) if rows else NOTHING


def steps_table(reading: Reading) -> Markup:
    """The steps as tables, one for each process and sub-process."""
    context = reading.context
    if not context.steps:
        return NOTHING
    made = [element("h3", context.say("policy.section.steps"))]
    for part in context.parts:
        if len(context.parts) > 1:
            made.append(element("h4", part.title))
        shown = table(context, part.steps)
        head = element("tr", *(element("th", cell.text, scope="col") for cell in shown.head))
        rows = [
            element("tr", *(_cell(reading, step.key, cell) for cell in row))
            for step, row in zip(part.steps, shown.rows, strict=True)
        ]
        whole = element("table", element("thead", head), element("tbody", *rows))
        made.append(element("div", whole, class_="frame", tabindex="0"))
    return element("section", *made)


def _cell(reading: Reading, step: str, cell: Cell) -> Markup:
    said_ = element("a", cell.text, href=f"#{reading.detail(step)}") if cell.link else cell.text
    return element("td", said_, class_="number" if cell.align == "centre" else False)
