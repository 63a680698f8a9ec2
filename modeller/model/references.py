"""The ids by which records name each other, mapped to others wherever a record holds them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from modeller.model.records import Fragment, Properties, Record, Value

_NAMED: Final = frozenset({"default", "calledElement"})
_BPMN: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"

Mapped = Callable[[str], str | None]
"""What stands for a reference now; None where it goes. The reference itself where it is not concerned."""

R = TypeVar("R", bound=Record)


def is_reference(name: str) -> bool:
    """Whether a property or attribute of that name holds the id of another element."""
    plain = name.rpartition("}")[2]
    return not name.startswith("{") and (name in _NAMED or plain.endswith(("Ref", "Refs")))


def local(reference: str) -> str:
    """A reference without its prefix and outer white space."""
    return reference.strip().rpartition(":")[2]


def map_ids(record: R, mapped: Mapped) -> R:
    """The record with all references to ids mapped; the same object where nothing changed."""
    properties = _properties(record.properties, mapped)
    content = _pieces(record.content, mapped)
    if properties is record.properties and content is record.content:
        return record
    return replace(record, properties=properties, content=content)


def _properties(properties: Properties, mapped: Mapped) -> Properties:
    changed: dict[str, Value | None] = {}
    for name, value in properties.items():
        bare = name.removeprefix("di:").removeprefix("plane:")
        if name.startswith("#extra ") or (isinstance(value, tuple) and is_reference(bare)):
            assert isinstance(value, tuple)
            found = tuple(new for new in (_one(str(raw), mapped) for raw in value) if new is not None)
            if found != value:
                changed[name] = found or None
        elif isinstance(value, str) and (is_reference(bare) or name == "di:choreographyActivityShape"):
            new = _one(value, mapped)
            if new != value:
                changed[name] = new
    if not changed:
        return properties
    merged = {**properties, **changed}
    return Properties({name: value for name, value in merged.items() if value is not None})


def _one(reference: str, mapped: Mapped) -> str | None:
    ident = local(reference)
    new = mapped(ident)
    return reference if new == ident else new


def _pieces(pieces: tuple[Fragment, ...], mapped: Mapped) -> tuple[Fragment, ...]:
    made = [_piece(piece, mapped) for piece in pieces]
    if all(new is old for new, old in zip(made, pieces, strict=True)):
        return pieces
    return tuple(piece for piece in made if piece is not None)


def _piece(piece: Fragment, mapped: Mapped) -> Fragment | None:
    if piece.tag.startswith(_BPMN) and is_reference(piece.name) and not piece.children:
        new = _one(piece.text, mapped)
        return piece if new == piece.text else None if new is None else replace(piece, text=new)
    attributes = piece.attributes
    if piece.tag.startswith(_BPMN) and any(is_reference(name) for name, _ in attributes):
        kept = [(name, _one(value, mapped) if is_reference(name) else value) for name, value in attributes]
        if tuple(kept) != attributes:
            attributes = tuple((name, value) for name, value in kept if value is not None)
    children = _pieces(piece.children, mapped)
    if attributes is piece.attributes and children is piece.children:
        return piece
    return replace(piece, attributes=attributes, children=children)
