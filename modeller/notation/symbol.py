"""Symbol, Line and Notation: a way of drawing a model, as data. The records are the same in all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from modeller.drawing.displaylist import Mark, Segments
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.catalogue import element_type, flow_type
from modeller.notation.element import ElementType, FlowType, LabelPlace, Role
from modeller.notation.titles import caption_of
from modeller.notation.valuechain.colouring import Tint


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """How a notation shows a kind of node. All of it is in diagram units.

    `box(node, model)` is the rectangle that it is drawn in, which may be another than the bounds of the record but has
    the same centre; `widest(node, model)` one that is sure to hold it, whatever stands around. `outline` is its closed
    border, for docking, hit testing and clipping, `draw` its marks with its text in a language, `text` what it says:
    the name, or what the notation says of an element without one. `beside` tells whether the text stands outside.
    """

    box: Callable[[Node, Model], Bounds]
    widest: Callable[[Node, Model], Bounds]
    outline: Callable[[Node, Model], Segments]
    draw: Callable[[Node, Model, str], list[Mark]]
    text: Callable[[Node, Model, str], str]
    beside: Callable[[Node, Model], bool]
    label_place: LabelPlace = "inside"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """How a notation shows a kind of flow: `draw(flow, points, model, language)`, and what `text` stands along it."""

    draw: Callable[[Flow, tuple[Point, ...], Model, str], list[Mark]]
    text: Callable[[Flow, Model, str], str]


@dataclass(frozen=True, slots=True, eq=False)
class Notation:
    """A way of drawing a model. `label` is a key of the catalogue.

    Kinds of elements that neither `symbols` nor `lines` name look as their own ElementType or FlowType says. `around`
    is how far from an element, in units, its neighbours decide how it looks; 0 where they do not. `icons` are the
    sizes of the drawings that stand for kinds of elements where lists and palettes show them. `layers` are those of
    `notation.badges` that are shown, `tint` by what the activities of a value chain are coloured.
    """

    key: str
    label: str
    symbols: Mapping[str, Symbol] = field(default_factory=dict)
    lines: Mapping[str, Line] = field(default_factory=dict)
    around: float = 0.0
    icons: Mapping[Role, tuple[float, float]] = field(default_factory=dict)
    layers: frozenset[str] = frozenset()
    tint: Tint | None = None

    @property
    def look(self) -> str:
        """What tells one look from another: two notations of the same look draw the same."""
        tinted = (self.tint.colouring.key, str(hash(self.tint))) if self.tint is not None else ()
        return " ".join((self.key, *sorted(self.layers), *tinted))

    def symbol(self, node: Node) -> Symbol:
        """How a node is shown."""
        return self.symbols.get(node.type) or _own_symbol(element_type(node))

    def line(self, flow: Flow) -> Line:
        """How a flow is shown."""
        return self.lines.get(flow.type) or _own_line(flow_type(flow))


@lru_cache(maxsize=512)
def _own_symbol(kind: ElementType) -> Symbol:
    def box(node: Node, _model: Model) -> Bounds:
        return node.bounds or Bounds(0, 0, *kind.size)

    return Symbol(
        box,
        box,
        lambda node, _model: kind.outline(node),
        lambda node, model, _language: kind.draw(node, model),
        lambda node, model, _language: caption_of(node, model),
        lambda _node, _model: kind.label_place == "outside",
        kind.label_place,
    )


@lru_cache(maxsize=512)
def _own_line(kind: FlowType) -> Line:
    return Line(
        lambda flow, points, model, _language: kind.draw(flow, points, model),
        lambda flow, _model, _language: flow.text,
    )
