"""Open and save the draft of a library's model as if it were a file: with a look at who else has saved it."""

from pathlib import Path
from typing import Final

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.open_model import Opened, drawn, with_placement
from modeller.jobs.progress import Progress, silent
from modeller.jobs.save_model import ChangedOutside, Outside, Saved
from modeller.library.drafts import Changed, load_draft, save_draft
from modeller.library.fields import fields_of
from modeller.library.models import add_model, model
from modeller.library.opening import SUFFIX, open_library
from modeller.library.store import Library
from modeller.model.document import Document
from modeller.model.entries import Author, ModelEntry, NewModel
from modeller.model.reading import Model

_TRIES: Final = 5
"""How often a save that is to replace whatever is there begins anew because somebody saves in between."""


def path_of(library: Path, id: str) -> Path:
    """What a model of a library is known by among files. No file can be there."""
    return library / id


def within(path: Path) -> tuple[Path, str] | None:
    """The library and the id of the model that a path of `path_of` names; None for another path."""
    return (path.parent, path.name) if path.parent.suffix.lower() == SUFFIX else None


def token(entry: ModelEntry) -> str:
    """What a draft is known by: revision and digest."""
    return f"{entry.revision}.{entry.digest}"


def open_draft(library: Library, id: str, progress: Progress = silent) -> Opened:
    """The draft of a model. Raises Problem; Damaged where it is not what was saved."""
    progress(0)
    entry = model(library, id)
    draft = load_draft(library, id)
    progress(0.6)
    document, placed = Document(draft.records, fields_of(library)), False
    if not drawn(document):
        document, placed = with_placement(document)
    progress(1)
    known = f"{draft.revision}.{draft.digest}"
    return Opened(document, (), path_of(library.path, id), shown(entry.name), placed, known)


def save(library: Library, id: str, now: Model, expected: str | None, author: Author) -> Saved:
    """Make `now` the draft. `expected` is the token of what was read or saved last, None: replace whatever is there.

    Raises ChangedOutside where somebody else has saved it since, Problem where it cannot be saved; nothing was
    written then.
    """
    path = path_of(library.path, id)
    for _ in range(_TRIES - 1):
        try:
            return _save(library, path, now, expected, author)
        except Changed as problem:
            if expected is not None:
                raise ChangedOutside(problem.message, path) from problem
    return _save(library, path, now, expected, author)


def _save(library: Library, path: Path, now: Model, expected: str | None, author: Author) -> Saved:
    revision, _, digest = (expected if expected is not None else token(model(library, path.name))).partition(".")
    number = int(revision) if revision.isdecimal() else -1
    made = save_draft(library, path.name, now, number, digest, author)
    return Saved(path, f"{made.revision}.{made.digest}")


def save_beside(library: Library, id: str, name: str, now: Model, author: Author) -> ModelEntry:
    """Keep `now` as a model of its own beside another. Raises Problem."""
    origin = model(library, id)
    new = NewModel(
        name, tuple(now), origin.folder, origin.notation, origin.description, origin.tags, origin.variant,
        origin.branched_from,
    )  # fmt: skip
    return add_model(library, new, author)


def outside(library: Library, id: str, expected: str) -> tuple[Outside, str]:
    """How the draft stands against what is known of it, and its token now."""
    try:
        entry = model(library, id)
    except Problem as problem:
        if problem.message.key != "library.no_such":
            raise
        return "missing", ""
    return ("same" if token(entry) == expected else "changed"), token(entry)


def state_of(path: Path, expected: str) -> Outside:
    """The same of a path of `path_of`, whose library is not open."""
    place = within(path)
    assert place is not None
    try:
        with open_library(place[0], read_only=True) as library:
            return outside(library, place[1], expected)[0]
    except Problem:
        return "missing"
