"""Job, Options, Rendered, Exporter: what every export takes and gives, as plain records."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from modeller.language import ENGLISH, Message
from modeller.model.reading import Model

Progress: TypeAlias = Callable[[float], None]
"""Told the fraction done, 0 to 1. It may raise to call the export off; nothing is left behind then."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be rendered. `diagrams` are keys; without any it is all diagrams of the model, each with those below.

    `language` is that of the document: one of `modeller.language.LANGUAGES`. `organisation` stands at the foot of each
    page of a PDF that is not as large as its diagram.
    """

    model: Model
    title: str = ""
    author: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    language: str = ENGLISH
    diagrams: tuple[str, ...] = ()
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Poster:
    """A diagram over several sheets that are glued together; neighbours share `overlap` millimetres.

    It takes at most so many `columns` and `rows` of them and is as large as they allow, or, where these are 0, as many
    as `scale` asks for (1 is the size on the screen).
    """

    columns: int = 0
    rows: int = 0
    scale: float = 1.0
    overlap: float = 10.0


@dataclass(frozen=True, slots=True)
class Options:
    """How it is to be rendered; an exporter minds those that its `options` name.

    `margin` is in diagram units (1/96 inch) around a page that fits its diagram, or a picture; None: 16.
    On A4 and A3 it is the page's margin; None: 48. `notation` is the key of one of `modeller.notation.notations`.
    `layers` are those of `modeller.notation.badges` that are drawn, `colour` is the key of a
    colouring of value chains (`notation.valuechain.colourings`), or empty. `poster` is for A4 and A3.
    """

    page: Literal["fit", "A4", "A3"] = "fit"
    orientation: Literal["auto", "portrait", "landscape"] = "auto"
    dpi: int = 192
    theme: str = "light"
    margin: float | None = None
    notation: str = "bpmn"
    layers: tuple[str, ...] = ()
    colour: str = ""
    poster: Poster | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """The finished bytes, and what its reader should know.

    Where the format holds one picture a file, `more` are the further ones: what comes after the stem of the file's
    name (``-2``), and the bytes.
    """

    data: bytes
    notes: tuple[Message, ...] = ()
    more: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Exporter:
    """A kind of document. `label` is a key of the catalogue, `suffix` has its point, `options` name fields of Options.

    `render` raises Problem where the user can mend something.
    """

    key: str
    label: str
    suffix: str
    media_type: str
    options: tuple[str, ...]
    render: Callable[[Job, Options, Progress], Rendered]


def share(progress: Progress, start: float, end: float) -> Progress:
    """The progress of one step, as a stretch of the whole."""
    return lambda fraction: progress(start + (end - start) * fraction)


def silent(fraction: float) -> None:
    """The progress of who does not want to know."""
