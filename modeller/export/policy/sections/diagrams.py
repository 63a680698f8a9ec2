"""The diagrams: the process, then each sub-process that has one of its own, under its own heading."""

from collections.abc import Iterator

from modeller.export.exporter import Job, Options
from modeller.export.figures import alternative, drawn, figures
from modeller.export.folded import Part, above, parts
from modeller.export.policy.blocks import Block, Figure, Heading
from modeller.export.policy.context import Context
from modeller.export.policy.section import Section
from modeller.export.policy.steps import numbered
from modeller.export.policy.typography import part_width, readable
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
        shown = [Part(held.groups, held.bounds)]
        if not readable(held.bounds):
            shown = parts(job.model, figure.diagram, held.groups, part_width(held.bounds.height + above(held.bounds)))
        for number, part in enumerate(shown, 1):
            titled = name
            if len(shown) > 1:
                titled = context.say("policy.part", name=name, number=number, of=len(shown))
            yield Figure(titled, part.groups, part.bounds, said, steps)


SECTION = Section("diagrams", "policy.section.diagrams", build)
