"""What a policy document consists of, as plain records: headings, paragraphs, lists, tables, figures."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from modeller.drawing.displaylist import DisplayList
from modeller.model.records import Bounds

ParagraphStyle: TypeAlias = Literal["organisation", "title", "subtitle", "body", "lead", "detail", "note"]
"""`lead` names a step, `detail` says something about it below; `note` is small and stands back."""
TableStyle: TypeAlias = Literal["grid", "facts", "signatures"]
"""`grid` has its head repeated on each page; of `facts` every second cell names the one behind it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `level` is from 1 to 3; `number` is put before it by whoever composes, `anchor` is what links name."""

    text: str
    level: int
    anchor: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; line ends in it stay. `link` is ``#anchor``, or http, https, mailto; `anchor` what links name."""

    text: str
    style: ParagraphStyle = "body"
    anchor: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of a list: what stands before it, its text, how deep it lies, from 0.

    `names` is the anchor of a heading whose number and text whoever composes puts behind the text.
    """

    mark: str
    text: str
    level: int = 0
    link: str = ""
    names: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: plain text. `link` as that of a paragraph."""

    text: str = ""
    bold: bool = False
    align: Literal["left", "centre"] = "left"
    link: str = ""
    colour: str = "ink"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are shares of the width of the text, one for each column; `head` may be empty."""

    widths: tuple[float, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    style: TableStyle = "grid"


@dataclass(frozen=True, slots=True)
class Figure:
    """A diagram. `name` stands below it, `alternative` is for who cannot see it; `steps` are the shapes that stand for
    a place of the document: an element's key and the anchor."""

    name: str
    groups: DisplayList
    bounds: Bounds
    alternative: str
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents stands here, under its heading, which is not part of it."""

    title: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the document is known by, as a code that a telephone reads, with its words beside it."""


@dataclass(frozen=True, slots=True)
class Logo:
    """The organisation's own sign: PNG or JPEG."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Space:
    """Room between two blocks. `height` is in points."""

    height: float


@dataclass(frozen=True, slots=True)
class NewPage:
    pass


Block: TypeAlias = Heading | Paragraph | Listing | Table | Figure | Contents | Stamp | Logo | Space | NewPage


@dataclass(frozen=True, slots=True)
class Policy:
    """A document ready to be rendered.

    `head` and `foot` are what stands on each page left and right above, and left below; `watermark` across it, ``""``
    for none. `stamp` is what it is known by, `digest` the hash (SHA-256, hexadecimal) over all that is printed but
    itself. `accent` is a colour (``#rrggbb``), `language` one of the catalogue's, `serif`
    whether a PDF sets its text with serifs. `note` stands at the foot of each page, `house` is what the library's style
    and clauses are known by.
    """

    title: str
    language: str
    head: tuple[str, str]
    foot: str
    watermark: str
    accent: str
    blocks: tuple[Block, ...]
    stamp: str
    digest: str
    body_font: str
    head_font: str
    latin_font: str
    serif: bool = False
    note: str = ""
    house: str = ""
    recipe: str = ""
    """What it takes to make it again, as text; see `recipe`."""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A text of several lines as one paragraph for each that says something."""
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def cells(*texts: str, bold: bool = False) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(Cell(text, bold) for text in texts)
