"""Own fields in a model: those of the library that it was opened from, and those that its file brought along."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from modeller.model.own_fields import MOST, OwnField, field_kept, in_order, merged
from modeller.model.reading import Model
from modeller.model.records import Fragment, Item
from modeller.notation.attributes import NAMESPACE, PREFIX
from modeller.notation.element import Property

TAG: Final = f"{{{NAMESPACE}}}ownField"
OWN: Final = PREFIX + "own."
"""How the properties begin that hold the values of own fields: no attribute of the program is ever called so."""
LAYER: Final = "own"
"""The layer of the drawing on which they are shown."""
SECTION: Final = "attributes.section.own"
_LABEL: Final = "fields.own"
_FIELDS: Final = "own fields"
_PROPERTIES: Final = "own properties"


def own_fields(model: Model) -> tuple[OwnField, ...]:
    """All fields of a model, in their order. Of two with one key the library's holds."""
    found = model.derived.get(_FIELDS)
    if not isinstance(found, tuple):
        found = model.derived[_FIELDS] = merged(model.own_fields, _brought(tuple(_texts(model))))
    return found


def _texts(model: Model) -> Iterator[str]:
    for root in model.children(None):
        if isinstance(root, Item):
            for piece in root.content:
                if piece.name == "extensionElements":
                    yield from (inner.get("field") for inner in piece.children if inner.tag == TAG)


def key_of(piece: Fragment) -> str:
    """The key of the field that an extension element defines; "" where it defines none."""
    field = field_kept(piece.get("field"))
    return field.key if field is not None else ""


@lru_cache(maxsize=64)
def _brought(texts: tuple[str, ...]) -> tuple[OwnField, ...]:
    """Of very many the first: nobody fills in a form of thousands."""
    found = (field_kept(text) for text in texts)
    known = {each.key: each for each in found if each is not None}
    return in_order(list(islice(known.values(), MOST)))


def own_properties(model: Model) -> dict[str, tuple[OwnField, Property]]:
    """The fields of a model by the names of the properties that hold their values, with what they declare."""
    found = model.derived.get(_PROPERTIES)
    if not isinstance(found, dict):
        found = model.derived[_PROPERTIES] = {OWN + field.key: (field, _declared(field)) for field in own_fields(model)}
    return found


@lru_cache(maxsize=512)
def _declared(field: OwnField) -> Property:
    choices = ("", *field.choices) if field.kind == "choice" else ()
    if field.kind == "yes or no":
        choices = ("", "true", "false")
    layer = LAYER if field.badge else ""
    return Property(
        OWN + field.key, _LABEL, field.kind, choices, SECTION, layer=layer, own=field.names, unit=field.unit
    )


def own_property(model: Model, key: str) -> Property | None:
    """What the field declares whose values the property of that name holds; None where it is no field of the model."""
    found = own_properties(model).get(key) if key.startswith(OWN) else None
    return found[1] if found is not None else None
