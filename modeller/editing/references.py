"""The ids by which records name each other: changed everywhere at once, or taken out with what they named."""

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from typing import Final, TypeVar

from modeller.model.document import Document, Edit
from modeller.model.records import Fragment, Node, Properties, Record, Value

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


def without_keys(record: R, gone: Set[str]) -> R:
    """The record without keys of ours that are gone: unlisted flows and members, lanes."""
    changed: dict[str, Value] = {}
    for name, value in record.properties.items():
        if name.startswith("#unlisted ") and isinstance(value, tuple) and not gone.isdisjoint(value):
            changed[name] = tuple(key for key in value if key not in gone)
    if changed:
        empty = [name for name, value in changed.items() if not value]
        record = replace(record, properties=record.properties.changed(changed).without(*empty))
    if isinstance(record, Node) and record.lanes and not gone.isdisjoint(record.lanes):
        record = replace(record, lanes=tuple(lane for lane in record.lanes if lane not in gone))
    return record


def forget(document: Document, edit: Edit, gone: Mapping[str, str]) -> None:
    """Take every reference to removed records out of what is left. `gone`: their keys and the ids they had."""
    idents = {ident for ident in gone.values() if ident and not document.by_id(ident)}
    keys = gone.keys()

    def mapped(ident: str) -> str | None:
        return None if ident in idents else ident

    for record in list(document):
        if not _may_name(record, idents):
            continue
        changed = without_keys(map_ids(record, mapped), keys)
        if changed is not record:
            edit.put(changed)


def _may_name(record: Record, idents: Set[str]) -> bool:
    """Whether it is worth looking closer: most records name none of a few ids."""
    if record.content or (isinstance(record, Node) and record.lanes):
        return True
    for value in record.properties.values():
        if isinstance(value, tuple) or value in idents or (isinstance(value, str) and ":" in value):
            return True
    return False


def rename_id(document: Document, edit: Edit, old: str, new: str) -> None:
    """Every reference to the id `old` names `new` from now on."""
    for record in list(document):
        changed = map_ids(record, lambda ident: new if ident == old else ident)
        if changed is not record:
            edit.put(changed)
