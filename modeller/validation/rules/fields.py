"""Fields of the organisation's own: what has to be filled in is there, and what is there fits."""

from collections.abc import Iterator

from modeller.language import Message
from modeller.model.own_fields import OwnField
from modeller.model.reading import Model
from modeller.model.records import Diagram, Item, Node, Record
from modeller.notation.attributes import attribute_text, parsed
from modeller.notation.catalogue import element_type
from modeller.notation.declared import properties_of
from modeller.notation.element import Property, Role
from modeller.notation.own_fields import OWN, own_properties
from modeller.validation.context import Context, one_line
from modeller.validation.rule import Found, rule

_QUOTED = 60
"""So many letters of a value are quoted."""


@rule("warning")
def own_field_missing(model: Model, _context: Context) -> Iterator[Found]:
    for record, asked in _asked(model):
        for field, declared in asked:
            if field.required and not attribute_text(record, declared.key).strip():
                yield Found((record.key,), {"field": declared.title})


@rule("warning")
def own_field_misfit(model: Model, _context: Context) -> Iterator[Found]:
    known = own_properties(model)
    for record in model if known else ():
        if isinstance(record, Diagram):
            continue
        for key in record.properties:
            if key.startswith(OWN) and key in known:
                declared, text = known[key][1], attribute_text(record, key)
                if not _fits(declared, text):
                    words = {"field": declared.title, "value": one_line(text)[:_QUOTED], "kind": _kind(declared)}
                    yield Found((record.key,), words)


def _asked(model: Model) -> Iterator[tuple[Record, list[tuple[OwnField, Property]]]]:
    """Each element with the fields that it is asked; of a pool the process is."""
    known = own_properties(model)
    if not any(field.required for field, _ in known.values()):
        return
    for record in model:
        if isinstance(record, Diagram) or (isinstance(record, Node) and element_type(record).role is Role.POOL):
            continue
        if isinstance(record, Item) and not any(True for _ in model.held(record.key)):
            continue  # behind a pool that nobody looks into
        asked = [known[each.key] for each in properties_of(record, model) if each.key in known]
        if asked:
            yield record, asked


def _fits(declared: Property, text: str) -> bool:
    """Whether a value is what its field asks for, however it is written."""
    return not text.strip() or parsed(declared, text) is not None


def _kind(declared: Property) -> Message:
    return Message(f"fields.kind.{declared.kind.replace(' ', '_')}")


ALL = (own_field_missing, own_field_misfit)
