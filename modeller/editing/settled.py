"""What is to be done for shapes that were put somewhere: who holds them, which lanes, what grows for them."""

from collections.abc import Collection

from modeller.editing.growth import grow_for
from modeller.editing.membership import settle
from modeller.editing.rehouse import rehouse
from modeller.model.document import Document, Edit


def settled(document: Document, edit: Edit, keys: Collection[str]) -> None:
    """Let shapes belong to where they stand now, and pools, lanes and sub-processes grow for them."""
    rehouse(document, edit, keys)
    settle(document, edit, keys)
    grow_for(document, edit, keys)
