"""The diagrams: the process, then each sub-process that has one of its own, under its own heading."""

from collections.abc import Iterator

from modeller.export.exporter import Job, Options, Poster
from modeller.export.figures import Drawn, alternative, drawn, figures
from modeller.export.figures import Figure as Shown
from modeller.export.folded import Part, above, parts
from modeller.export.pages import POINTS
from modeller.export.policy.blocks import Block, Figure, Heading
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.export.policy.steps import numbered
from modeller.export.policy.typography import COMFORTABLE, part_width, poster_room, readable
from modeller.export.poster import Sheet, sheets
from modeller.files.problem import Problem
from modeller.notation.numbers import LAYER


def build(context: Context) -> Iterator[Block]:
    job = Job(numbered(context.job.model, context.steps), context.job.title, language=context.job.language)
    found = [(figure, drawn(job, figure, Options(layers=(LAYER,)))) for figure in figures(job)]
    found = [(figure, held) for figure, held in found if held.groups]
    if found:
        yield Heading(context.say("policy.section.diagrams"), 1, "diagrams")
    for place, (figure, held) in enumerate(found, 1):
        if len(found) > 1:
            yield Heading(figure.name, min(figure.level + 2, 3), f"diagram {figure.diagram}")
        steps = tuple(
            (group.element, context.anchors[group.element]) for group in held.groups if group.element in context.anchors
        )
        name = context.say("policy.figure", number=place, name=figure.name)
        said = alternative(job, figure, held.groups)
        for titled, part in _pages(context, job, figure, held, name):
            yield Figure(titled, part.groups, part.bounds, said, steps)


def _pages(context: Context, job: Job, figure: Shown, held: Drawn, name: str) -> Iterator[tuple[str, Part]]:
    """What is drawn of a diagram on each page, and what that is called."""
    if readable(held.bounds) or context.job.large == "fit":
        yield name, Part(held.groups, held.bounds)
        return
    if context.job.large == "poster" and (poster := _poster(job, figure, held)):
        for sheet in poster:
            titled = context.say("policy.sheet", name=name, sheet=sheet.tile.name)
            yield titled, Part((*sheet.groups, *sheet.marks), sheet.frame)
        return
    shown = parts(job.model, figure.diagram, held.groups, part_width(held.bounds.height + above(held.bounds)))
    for number, part in enumerate(shown, 1):
        several = len(shown) > 1
        yield context.say("policy.part", name=name, number=number, of=len(shown)) if several else name, part


def _poster(job: Job, figure: Shown, held: Drawn) -> list[Sheet]:
    """The sheets of a diagram; none where these were so many that nobody would glue them."""
    poster = Poster(scale=COMFORTABLE / POINTS)
    try:
        found, _ = sheets(
            job.model, figure.diagram, held.groups, held.bounds, *poster_room(), poster, figure.name, job.language
        )
    except Problem:
        return []
    return found


SECTION = Section("diagrams", "policy.section.diagrams", build)
