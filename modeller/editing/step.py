"""One step of what a person does: joins the edit that is open, else is one of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

from modeller.editing.numbered import number_new
from modeller.editing.refused import Refused
from modeller.editing.tiling import tile
from modeller.language import Message, message
from modeller.model.document import Document, Edit
from modeller.model.records import LIMIT, Flow, Node


@contextmanager
def step(document: Document, label: Message, as_given: bool = False) -> Iterator[Edit]:
    """An edit for one verb: the one that a gesture or an outer verb holds open, else one of its own.

    Every verb works inside one, so that verbs can call each other and the whole stays one undoable step. What was
    touched is shown when the verb that made the edit, or was called by the gesture, ends; by then phases fill their
    pools again, and new steps have numbers where the others have; not so where a verb puts a whole model `as_given`.
    An exception cancels an edit made here; one that was open already is left as it is, for its owner to cancel.
    """
    edit = document.editing
    if edit is None:
        with document.edit(label) as edit:
            edit.depth += 1
            yield edit
            _finish(document, edit, as_given)
        return
    edit.depth += 1
    try:
        yield edit
    finally:
        edit.depth -= 1
    if edit.depth == 0:
        _finish(document, edit, as_given)
        edit.show()


def _finish(document: Document, edit: Edit, as_given: bool) -> None:
    if not as_given:
        tile(document, edit)
        number_new(document, edit)
    _within_limits(document, edit)


def _within_limits(document: Document, edit: Edit) -> None:
    """Raise Refused where a shape or path would lie farther out than any file may say, or nowhere."""
    for key, _ in edit.touched():
        record = document.get(key)
        if isinstance(record, Node) and record.bounds is not None:
            x, y, width, height = record.bounds
            good = x >= -LIMIT and y >= -LIMIT and x + width <= LIMIT and y + height <= LIMIT
        elif isinstance(record, Flow):
            good = all(-LIMIT <= x <= LIMIT and -LIMIT <= y <= LIMIT for x, y in record.points)
        else:
            continue
        if not good:
            raise Refused(message("editing.refused.too_far"))
