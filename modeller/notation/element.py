"""ElementType and FlowType: all that the program knows of a kind of element stands in one such declaration."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, Literal, TypeAlias

from modeller.drawing.displaylist import Mark, Segments
from modeller.language import Message, message
from modeller.model.reading import Model
from modeller.model.records import Flow, Node, Point


class Role(Enum):
    """What an element does in a process, whatever the notation calls it. Rules, layout and execution ask for this."""

    START = "start"
    END = "end"
    INTERMEDIATE = "intermediate"
    BOUNDARY = "boundary"
    WORK = "work"
    CHOICE = "choice"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    EVENT_CHOICE = "event choice"
    COMPLEX = "complex"
    POOL = "pool"
    LANE = "lane"
    PHASE = "phase"
    DATA = "data"
    NOTE = "note"
    GROUP = "group"
    STAGE = "stage"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Traits:
    """How one element of a type differs from its sisters, as far as its behaviour goes.

    `triggers` are the kinds of its event definitions (``message``, ``timer`` …), `catching` False for an event that
    throws. `container` is whether it holds other elements (sub-process, pool, lane), `expanded` whether they are
    drawn inside it. `calls` is the id of what a call activity calls, `link` the name by which a link event finds its
    partner.
    """

    triggers: tuple[str, ...] = ()
    catching: bool = True
    interrupting: bool = True
    parallel_multiple: bool = False
    loop: Literal["", "standard", "parallel", "sequential"] = ""
    instantiates: bool = False
    terminates: bool = False
    compensation: bool = False
    adhoc: bool = False
    transaction: bool = False
    event_triggered: bool = False
    container: bool = False
    expanded: bool = False
    horizontal: bool = True
    calls: str = ""
    link: str = ""


PLAIN: Final = Traits()
"""What most elements have: nothing that sets them apart. One for all of them costs less than one each."""


PropertyKind: TypeAlias = Literal[
    "text",
    "long text",
    "yes or no",
    "choice",
    "reference",
    "list",
    "table",
    "duration",
    "money",
    "rate",
    "percent",
    "number",
    "date",
    "person",
    "link",
]
"""What a property may hold. A list has one entry a line, a table one row a line with tabs between its cells; a duration
is ISO 8601 as is a date, money a number and a currency (ISO 4217), a rate a number per duration (``20/P1D``).
A person is a name, a link the address of a document."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property that an element type has: what inspector, tables, checks and documents show of it.

    `key` names it in the program, `label` its words in the catalogue, `kind` what it may hold. Properties of one
    `section` (a key of the catalogue) are shown together, those without one first. `columns` name the cells of a
    table. `layer` is the layer of the drawing on which it is shown as a badge, ``""`` for none, and `badge` what
    stands around its value there. A field of an organisation's own has its names by language in `own`, and may have a
    `unit`.
    """

    key: str
    label: str
    kind: PropertyKind = "text"
    choices: tuple[str, ...] = ()
    section: str = ""
    columns: tuple[str, ...] = ()
    layer: str = ""
    badge: str = "{}"
    own: tuple[tuple[str, str], ...] = ()
    unit: str = ""

    @property
    def title(self) -> Message:
        """What it is called."""
        return message(self.label, said=dict(self.own)) if self.own else Message(self.label)


LabelPlace: TypeAlias = Literal["inside", "outside", "top", "band", "none"]
"""Where an element's text stands: inside its shape, outside by its label bounds (below it by default), at the top of
its inside, in the name band of a pool or lane, or nowhere."""


@dataclass(frozen=True, slots=True, eq=False)
class ElementType:
    """A kind of node. `label` is a key of the catalogue, `size` the width and height of a new one in units.

    `outline(node)` is its closed border, for docking, hit testing and clipping; `draw(node, model)` its marks, its
    text included; both in diagram units at the node's bounds.
    """

    key: str
    label: str
    group: str
    role: Role
    size: tuple[float, float]
    outline: Callable[[Node], Segments]
    draw: Callable[[Node, Model], list[Mark]]
    traits: Callable[[Node], Traits]
    label_place: LabelPlace = "inside"
    properties: tuple[Property, ...] = field(default=())


@dataclass(frozen=True, slots=True, eq=False)
class FlowType:
    """A kind of flow. `draw(flow, points, model)` gives its marks along the path `points` (at least two points).

    `may_join(model, source, target)` says whether it may lead from one element to another, `carries` what moves along
    it while a process runs. `conditional` and `default` ask of one flow whether it waits for a condition, and whether
    it is taken when no condition of its sisters holds.
    """

    key: str
    label: str
    draw: Callable[[Flow, tuple[Point, ...], Model], list[Mark]]
    properties: tuple[Property, ...] = field(default=())
    may_join: Callable[[Model, Node, Node | Flow], bool] = field(default=lambda _model, _source, _target: False)
    carries: Literal["", "tokens", "messages"] = ""
    conditional: Callable[[Flow, Model], bool] = field(default=lambda _flow, _model: False)
    default: Callable[[Flow, Model], bool] = field(default=lambda _flow, _model: False)
