"""Size and weight of an element's text: the style that its label names in the file, and when a size there counts."""

from functools import lru_cache
from math import isfinite
from typing import Final, NamedTuple, TypeAlias

from modeller.drawing.metrics import FACES, SANS
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Fragment, Node, Record

Pairs: TypeAlias = tuple[tuple[str, str], ...]

FAMILY: Final = FACES[SANS].family
"""The font that text is set in; a size given for it counts as it stands."""
LEAST: Final = 6.0
MOST: Final = 96.0
"""No text is set smaller or larger by its style, in units."""
DEFAULTS: Final = 12.0
"""Up to this a size for another font is what its tool writes beside every label, nobody's wish."""
LABEL: Final = "di:#label"
"""The property that holds the attributes of an element's label."""
STYLE: Final = "BPMNLabelStyle"


class Font(NamedTuple):
    """How text is set: `size` in units, 0 for the usual one of its place; `italic` letters are as wide as others."""

    size: float = 0.0
    bold: bool = False
    italic: bool = False

    def at(self, usual: float) -> float:
        """The size where `usual` is what text there has without anybody's wish."""
        return self.size or usual


PLAIN: Final = Font()
_TRUE: Final = frozenset({"true", "1"})


@lru_cache(maxsize=1024)
def read(attributes: Pairs) -> Font:
    """What the attributes of a ``dc:Font`` ask for."""
    held = dict(attributes)
    try:
        size = float(held.get("size", "0"))
    except ValueError:
        size = 0.0
    usual = held.get("name") != FAMILY and size <= DEFAULTS
    if usual or not isfinite(size) or not LEAST <= size <= MOST:
        size = 0.0
    return Font(size, held.get("isBold", "").strip() in _TRUE, held.get("isItalic", "").strip() in _TRUE)


def style_of(record: Record) -> str:
    """The id of the style that a record's label names, ``""`` for none."""
    pairs = record.properties.get(LABEL, ())
    for pair in pairs if isinstance(pairs, tuple) else ():
        if isinstance(pair, tuple) and len(pair) == 2 and pair[0] == "labelStyle":
            return str(pair[1]).rpartition(":")[2].strip()
    return ""


_last: tuple[tuple[Fragment, ...], dict[str, Fragment]] = ((), {})


def styles(diagram: Record | None) -> dict[str, Fragment]:
    """The label styles of a diagram by their id."""
    global _last
    if not isinstance(diagram, Diagram) or not diagram.content:
        return {}
    content, found = _last
    if content is not diagram.content:  # every element of a diagram asks for the same
        found = {piece.get("id"): piece for piece in diagram.content if piece.name == STYLE}
        _last = diagram.content, found
    return found


def attributes_of(record: Node | Flow, model: Model) -> Pairs:
    """The ``dc:Font`` attributes of an element's style: its diagram's, or else another diagram's of that id."""
    ident = style_of(record)
    if not ident:
        return ()
    style = styles(model.get(record.diagram)).get(ident)
    if style is None:
        others = (styles(diagram).get(ident) for diagram in model.diagrams())
        style = next((other for other in others if other is not None), None)
    piece = style.first("Font") if style is not None else None
    return piece.attributes if piece is not None else ()


def font(record: Node | Flow, model: Model) -> Font:
    """How an element's text is set."""
    if LABEL not in record.properties:
        return PLAIN
    return read(attributes_of(record, model))
