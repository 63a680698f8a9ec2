"""One step of what a person does: joins the edit that is open, else is one of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from modeller.editing.tiling import tile
from modeller.language import Message
from modeller.model.document import Document, Edit


@contextmanager
def step(document: Document, label: Message) -> Iterator[Edit]:
    """An edit for one verb: the one that a gesture or an outer verb holds open, else one of its own.

    Every verb works inside one, so that verbs can call each other and the whole stays one undoable step. What was
    touched is shown when the verb that made the edit, or was called by the gesture, ends; by then phases fill their
    pools again. An exception cancels an edit made here; one that was open already is left as it is, for its owner to
    cancel.
    """
    edit = document.editing
    if edit is None:
        with document.edit(label) as edit:
            edit.depth += 1
            yield edit
            tile(document, edit)
        return
    edit.depth += 1
    try:
        yield edit
    finally:
        edit.depth -= 1
    if edit.depth == 0:
        tile(document, edit)
        edit.show()
