"""The own fields of a library, written into the files that leave it, so that their names are known elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

from modeller.model.own_fields import OwnField, encoded
from modeller.model.records import Fragment, Item
from modeller.notation.bpmn.extensions import with_extension
from modeller.notation.own_fields import TAG, key_of


def with_definitions(root: Item, fields: Sequence[OwnField]) -> Item:
    """The record that holds a model, with these fields instead of those of the same keys that it brought."""
    if not fields:
        return root
    keys = {each.key for each in fields}
    made = with_extension(root, lambda inner: inner.tag == TAG and key_of(inner) in keys, TAG, None)
    for each in fields:
        made = with_extension(made, lambda _: False, TAG, (("field", encoded(each)),))
    return replace(made, content=tuple(map(_plain, made.content)))


def _plain(piece: Fragment) -> Fragment:
    """The root of a file declares our namespace itself."""
    children = (replace(inner, namespaces=()) if inner.tag == TAG else inner for inner in piece.children)
    return replace(piece, children=tuple(children))
