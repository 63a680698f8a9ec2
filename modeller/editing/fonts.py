"""Text size and weight of elements, as BPMN says them: a style of the diagram that the element's label names."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from modeller.drawing.displaylist import TextLine
from modeller.editing.drawing_of import own
from modeller.editing.identity import new_key
from modeller.editing.labels import hold_letters
from modeller.editing.settled import settled
from modeller.editing.step import step
from modeller.editing.text import fit
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Fragment, Item, Node, Value
from modeller.notation.bpmn.fonts import (
    FAMILY,
    LABEL,
    LEAST,
    MOST,
    PLAIN,
    STYLE,
    Font,
    Pairs,
    attributes_of,
    font,
    read,
    style_of,
    styles,
)
from modeller.notation.bpmn.joining import NAMELESS
from modeller.notation.bpmn.labels import INSIDE
from modeller.notation.picture import group

CARRIED: Final = "di:#font"
"""The property by which a copied element takes its style along into another model."""
SIZES: Final = (8.0, 9.0, 10.0, 11.0, 12.0, 14.0, 16.0, 18.0, 20.0, 24.0, 28.0, 32.0, 40.0, 48.0)
"""The sizes that are offered, in units; any other between LEAST and MOST may be given."""

_DI: Final = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC: Final = "{http://www.omg.org/spec/DD/20100524/DC}"


def set_font(document: Document, keys: Collection[str], size: float | None = None, bold: bool | None = None) -> None:
    """Set the texts of shapes and flows in a size (units; 0: the usual one of its place) and weight.

    None leaves what is. Symbols grow with their text. What else their styles say, a font's name for one, stays.
    """
    if size:
        size = min(max(round(size, 1), LEAST), MOST)
    left, grew = set[str](), list[str]()
    with step(document, message("editing.font")) as edit:
        for key in keys:
            record = document.node(key) or document.flow(key)
            if record is None or record.diagram is None or not has_text(record):
                continue
            now = font(record, document)
            wanted = now._replace(size=now.size if size is None else size, bold=now.bold if bold is None else bold)
            if wanted != now:
                own(document, edit, record.diagram)
                _give(document, edit, record, _asking(attributes_of(record, document), wanted))
                left.add(style_of(record))
                fit(document, key)
                hold_letters(document, edit, record)
                grown = document.node(key)
                if isinstance(record, Node) and grown is not None and grown.bounds != record.bounds:
                    grew.append(key)
        settled(document, edit, grew)
        _drop(document, edit, left - {""})


def has_text(record: Node | Flow) -> bool:
    """Whether an element can have a text of its own."""
    return not (isinstance(record, Flow) and record.type in NAMELESS)


def fonts_of(model: Model, keys: Collection[str]) -> set[Font]:
    """The different fonts of elements."""
    records = (model.node(key) or model.flow(key) for key in keys)
    return {font(record, model) for record in records if record is not None and has_text(record)}


def stepped(model: Model, keys: Collection[str], larger: bool) -> float:
    """The next larger or smaller of SIZES, seen from the largest text among these elements."""
    asked = [font.size for font in fonts_of(model, keys) if font.size]
    now = max(asked or [shown_size(model, key) for key in keys], default=0.0) or INSIDE
    if larger:
        return next((size for size in SIZES if size > now), now)
    return next((size for size in reversed(SIZES) if size < now), now)


def shown_size(model: Model, key: str) -> float:
    """The size in units that an element's text has in the picture, 0 where nothing is written."""
    record = model.get(key)
    made = group(model, record) if record is not None else None
    return max((mark.size for mark in made.marks if isinstance(mark, TextLine)), default=0.0) if made else 0.0


def _asking(attributes: Pairs, wanted: Font) -> Pairs:
    """The ``dc:Font`` that asks for a font; none where it is the usual one and the old one said nothing else."""
    held = dict(attributes)
    if wanted.size:
        held["size"] = f"{wanted.size:g}"
    elif read(attributes).size:
        held.pop("size", None)
    if wanted.bold or "isBold" in held:
        held["isBold"] = "true" if wanted.bold else "false"
    if read(tuple(held.items())) != wanted:  # so small a size counts in our font only
        held["name"] = FAMILY
    if wanted == PLAIN and _meaning(tuple(held.items())).keys() <= {"name"} and held.get("name", FAMILY) == FAMILY:
        return ()
    return tuple({"name": FAMILY, **held}.items())


def _meaning(attributes: Pairs) -> dict[str, str]:
    """What a ``dc:Font`` says, without what it only denies."""
    return {name: value for name, value in attributes if value.strip() not in {"false", "0"}}


def _give(document: Document, edit: Edit, record: Node | Flow, attributes: Pairs) -> None:
    """Let a label name the style with these attributes, made if the diagram has none."""
    ident = _style(document, edit, record.diagram, attributes) if attributes else ""
    pairs = record.properties.get(LABEL, ())
    kept: list[Value] = [pair for pair in pairs if pair[0] != "labelStyle"] if isinstance(pairs, tuple) else []  # type: ignore[index]
    if ident:
        kept.append(("labelStyle", ident))
    properties = record.properties.changed({LABEL: tuple(kept)}) if kept else record.properties.without(LABEL)
    edit.put(replace(record, properties=properties))


def _style(document: Document, edit: Edit, diagram_key: str | None, attributes: Pairs) -> str:
    diagram = document.get(diagram_key)
    assert isinstance(diagram, Diagram)
    for ident, style in styles(diagram).items():
        piece = style.first("Font")
        if piece is not None and ident and _meaning(piece.attributes) == _meaning(attributes):
            return ident
    ident = new_key(document, "bpmndi:" + STYLE)
    order = 1 + max((piece.order for piece in diagram.content), default=0.0)
    plane = diagram.properties.get("#plane")
    order = max(order, float(plane) + 1) if isinstance(plane, int | float) else order
    style = Fragment(f"{_DI}{STYLE}", (("id", ident),), children=(Fragment(f"{_DC}Font", attributes),), order=order)
    edit.put(replace(diagram, content=(*diagram.content, style)))
    return ident


def _drop(document: Document, edit: Edit, left: set[str]) -> None:
    """Take those of these styles out of their diagrams that no label names any more."""
    idle = left - {style_of(record) for record in document if isinstance(record, Node | Flow | Item)} if left else left
    for diagram in document.diagrams() if idle else ():
        rest = tuple(piece for piece in diagram.content if piece.name != STYLE or piece.get("id") not in idle)
        if rest != diagram.content:
            edit.put(replace(diagram, content=rest))


# -- along with a copy -----------------------------------------------------------------------------------------------


def told(model: Model, record: Node | Flow) -> Node | Flow:
    """A record that takes its style along in words: the style itself stays in its diagram."""
    attributes = attributes_of(record, model)
    return replace(record, properties=record.properties.changed({CARRIED: attributes})) if attributes else record


def settle(document: Document, edit: Edit, keys: Collection[str]) -> None:
    """Give what came with a style in words the style itself."""
    for key in keys:
        record = document.node(key) or document.flow(key)
        if record is None or CARRIED not in record.properties:
            continue
        value = record.properties[CARRIED]
        said = value if isinstance(value, tuple) else ()
        found = [(str(pair[0]), str(pair[1])) for pair in said if isinstance(pair, tuple) and len(pair) == 2]
        plain = replace(record, properties=record.properties.without(CARRIED))
        edit.put(plain)
        if isinstance(document.get(record.diagram), Diagram):
            _give(document, edit, plain, tuple(found))
