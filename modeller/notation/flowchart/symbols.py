"""What makes Symbols of shapes: those that grow for their text, and those that are drawn at their bounds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Final

from modeller.drawing.displaylist import Mark, Segments
from modeller.language import message, words
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.colours import paint
from modeller.notation.bpmn.fonts import font
from modeller.notation.bpmn.labels import beside, inside, text_lines
from modeller.notation.catalogue import element_type
from modeller.notation.element import LabelPlace
from modeller.notation.flowchart.growth import Wish, is_free
from modeller.notation.flowchart.shape import DASHES, Shape, marks, set_in, wished
from modeller.notation.symbol import Symbol
from modeller.notation.titles import caption_of

Say = Callable[[Node, Model], str]
"""The catalogue's key for what a notation says of an element without a name; ``""``: nothing."""

NEVER: Final = frozenset[str]()


def silent(_node: Node, _model: Model) -> str:
    return ""


def said(node: Node, model: Model, language: str, say: Say) -> str:
    """The text that a symbol shows: the element's own, or the notation's."""
    own = caption_of(node, model)
    if own.strip():
        return own
    key = say(node, model)
    return words(message(key), language) if key else ""


@dataclass(frozen=True, slots=True, eq=False)
class Growing:
    """A kind that is drawn larger where there is room. `shape` picks its shape, `tone` names the theme's fill.

    `grown` is the size that it wishes where that does not follow from its text; such a shape lies across its flows.
    `dashed` tells whether its border is a broken line, `sides` where a text beside it may stand, best first.
    """

    shape: Callable[[Node, Model], Shape]
    tone: str
    say: Say = silent
    dashed: Callable[[Node], bool] = lambda _node: False
    grown: Callable[[Node, Model], Bounds] | None = None
    sides: Callable[[Node, Model], tuple[str, ...]] = lambda _node, _model: ("below", "above")

    def wish(self, node: Node, model: Model) -> Bounds:
        """The box that it would like, whatever stands around it."""
        if self.grown is not None:
            return self.grown(node, model)
        return wished(self.shape(node, model), _bounds(node), caption_of(node, model), font(node, model))

    def symbol(self, wishes: Mapping[str, Wish]) -> Symbol:
        """Its symbol among neighbours that have such wishes of their own."""

        def box(node: Node, model: Model) -> Bounds:
            key = (self, node.key)  # asked for each flow that docks, the shape itself and its text
            known = model.derived.get(key)
            if known is None or known[0] is not node:  # type: ignore[index]
                known = model.derived[key] = (node, fitted(node, model))
            return known[1]  # type: ignore[index, no-any-return]

        def fitted(node: Node, model: Model) -> Bounds:
            bounds, shape = _bounds(node), self.shape(node, model)
            if node.diagram is None or not all(map(isfinite, bounds)):
                return shape.least(bounds)
            wish, least = self.wish(node, model), shape.least(bounds)
            return wish if wish == least or is_free(node, model, wish, wishes, self.grown is not None) else least

        def widest(node: Node, model: Model) -> Bounds:
            return self.wish(node, model).united(_bounds(node))

        def outline(node: Node, model: Model) -> Segments:
            return self.shape(node, model).border(box(node, model))

        def text(node: Node, model: Model, language: str) -> str:
            return said(node, model, language, self.say)

        def draw(node: Node, model: Model, language: str) -> list[Mark]:
            where, shape, colours = box(node, model), self.shape(node, model), paint(node, self.tone)
            made = marks(shape, where, colours, DASHES if self.dashed(node) else ())
            shown = text(node, model, language)
            placed = set_in(shape, where.width, where.height, shown, font(node, model))
            if placed is not None:
                made += text_lines(placed, where.x, where.y, colours.text)
            elif shown and node.bounds is not None:
                made += beside(replace(node, bounds=where), model, shown, colours.label, self.sides(node, model))
            return made

        def stands_beside(node: Node, model: Model) -> bool:
            where = box(node, model)
            shape, shown = self.shape(node, model), caption_of(node, model)
            return set_in(shape, where.width, where.height, shown, font(node, model)) is None

        return Symbol(box, widest, outline, draw, text, stands_beside, "outside")


def _bounds(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *element_type(node).size)


def boxed(shape: Shape, tone: str, margin: Callable[[Bounds], float] = lambda _box: 0.0) -> Symbol:
    """A kind that is drawn at its bounds with its text inside, `margin` units kept free at either side."""

    def draw(node: Node, model: Model, _language: str) -> list[Mark]:
        box, colours = _bounds(node), paint(node, tone)
        made = marks(shape, box, colours)
        if node.text:
            free = margin(box)
            placed = inside(node.text, box.width - 2 * free, box.height, font=font(node, model))
            made += text_lines(placed, box.x + free, box.y, colours.text)
        return made

    return at_bounds(lambda node, _model: shape.border(_bounds(node)), draw)


def at_bounds(
    outline: Callable[[Node, Model], Segments],
    draw: Callable[[Node, Model, str], list[Mark]],
    place: LabelPlace = "inside",
) -> Symbol:
    """A symbol of the size of its record."""

    def box(node: Node, _model: Model) -> Bounds:
        return _bounds(node)

    def text(node: Node, model: Model, _language: str) -> str:
        return caption_of(node, model)

    return Symbol(box, box, outline, draw, text, lambda _node, _model: place == "outside", place)
