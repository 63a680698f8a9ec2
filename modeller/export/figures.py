"""The diagrams of a model as figures of a document: which, in which order, under which names."""

from collections.abc import Iterator
from math import isfinite
from typing import Final, NamedTuple

from modeller.drawing.displaylist import DisplayList, TextLine, extent
from modeller.drawing.glyphs import FRAMED, is_right_to_left, runs
from modeller.export.exporter import Job, Options
from modeller.language import Message, message, set_apart, words
from modeller.model.records import Bounds, Diagram
from modeller.notation.notations import coloured, layered, notation
from modeller.notation.picture import main_diagrams, picture, planes_below
from modeller.notation.valuechain.colouring import tint_for
from modeller.notation.valuechain.colourings.catalogue import colouring

_DEEPEST: Final = 64
_LONGEST_ALTERNATIVE: Final = 6000
_SHOWN: Final = 12


class Figure(NamedTuple):
    """One diagram: its key and name, and how many sub-processes deep it lies."""

    diagram: str
    name: str
    level: int


class Drawn(NamedTuple):
    """A figure's picture, and the rectangle that it takes."""

    groups: DisplayList
    bounds: Bounds


def figures(job: Job) -> list[Figure]:
    """The figures of a document in order: each diagram, then those inside its sub-processes; each once."""
    model = job.model
    if job.diagrams:
        chosen = [found for key in job.diagrams if isinstance(found := model.get(key), Diagram)]
    else:
        chosen = main_diagrams(model)
    seen: set[str] = set()

    def below(diagram: Diagram, level: int) -> Iterator[Figure]:
        if diagram.key in seen or level > _DEEPEST:
            return
        seen.add(diagram.key)
        yield Figure(diagram.key, _name(job, diagram, len(seen)), level)
        for plane in planes_below(model, diagram.key):
            yield from below(plane, level + 1)

    return [figure for diagram in chosen for figure in below(diagram, 0)]


def _name(job: Job, diagram: Diagram, number: int) -> str:
    """The diagram's own name, else that of what it shows, else the document's for the first, else its number."""
    scope = job.model.get(diagram.scope)
    candidates = [diagram.text, scope.text if scope is not None else "", job.title if number == 1 else ""]
    for candidate in candidates:
        if candidate.strip():
            return " ".join(candidate.split())
    return words(message("documents.diagram", number=number), job.language)


def drawn(job: Job, figure: Figure, options: Options) -> Drawn:
    """A figure's picture in the notation that is asked for, without what lies nowhere."""
    shown = layered(notation(options.notation), options.layers)
    if (colours := colouring(options.colour)) is not None:
        shown = coloured(shown, tint_for(colours, job.model))
    found = picture(job.model, figure.diagram, job.language, shown)
    groups = tuple(group for group in found if all(map(isfinite, group.bounds)))
    return Drawn(groups, extent(groups))


def alternative(job: Job, figure: Figure, groups: DisplayList) -> str:
    """What a figure shows, in words, for who cannot see it."""
    found, length = [], 0
    for title in (group.title for group in groups if group.title):
        length += len(title) + 2
        if length > _LONGEST_ALTERNATIVE:
            found.append("…")
            break
        found.append(title)
    titles = set_apart(found, job.language)
    return words(message("documents.alternative", name=figure.name, elements=titles), job.language)


def right_to_left(groups: DisplayList) -> bool:
    """Whether any text is Arabic, Hebrew or the like, which we do not shape."""
    return any(is_right_to_left(mark.text) for group in groups for mark in group.marks if isinstance(mark, TextLine))


def notes_on(groups: DisplayList) -> list[Message]:
    """What a reader of any export should know about a picture."""
    notes = [message("documents.right_to_left")] if right_to_left(groups) else []
    if framed := _framed(groups):
        notes.append(
            message("documents.framed", characters=" ".join(framed[:_SHOWN]) + (" …" if framed[_SHOWN:] else ""))
        )
    return notes


def _framed(groups: DisplayList) -> list[str]:
    """The characters that no font has, in order: their codes are drawn instead."""
    used = {char for group in groups for mark in group.marks if isinstance(mark, TextLine) for char in mark.text}
    return [
        char if char.isprintable() else f"U+{ord(char):04X}"
        for char in sorted(used)
        if any(run.face == FRAMED for run in runs(char))
    ]


def distinct(notes: list[Message]) -> tuple[Message, ...]:
    """Every note once."""
    found: list[Message] = []
    for note in notes:
        if note not in found:
            found.append(note)
    return tuple(found)


def language_tag(language: str) -> str:
    """A language of the catalogue as documents name it: ``zh_CN`` is ``zh-CN``; the pseudo language is English."""
    return "zh-CN" if language == "zh_CN" else "en"
