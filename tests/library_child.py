"""A program that works on a library, to be killed: what it has saved is told on its output."""

import os
import random
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from modeller.jobs.library_merge import merge_copy
from modeller.library import formats, header, migrate
from modeller.library.drafts import Changed, load_draft, save_draft
from modeller.library.models import models
from modeller.library.opening import open_library
from modeller.library.store import Library
from modeller.model.entries import Draft
from modeller.model.records import Node, Record

STEPS = Path(__file__).parent / "library" / "steps"
"""One step more than the program has, to a format that only tests know."""


def marked(records: tuple[Record, ...], mark: str, dice: random.Random) -> tuple[Record, ...]:
    """The records after a step: some nodes renamed, the first one so that it says which step it was."""
    nodes = [record.key for record in records if isinstance(record, Node)]
    chosen = {nodes[0], *dice.sample(nodes, min(4, len(nodes)))}
    return tuple(
        replace(record, text=f"{mark} {dice.random()}" if record.key != nodes[0] else mark)
        if isinstance(record, Node) and record.key in chosen
        else record
        for record in records
    )


def mark_of(records: tuple[Record, ...]) -> str:
    return next(record.text for record in records if isinstance(record, Node))


def save_many(path: Path, seed: int) -> None:
    """Save the first model again and again, and tell each revision when it has been saved."""
    dice = random.Random(seed)
    with open_library(path) as library:
        entry = models(library)[0]
        draft = load_draft(library, entry.id)
        for _ in range(10_000):
            records = marked(draft.records, f"{draft.revision + 1}", dice)
            draft = save_draft(library, entry.id, records, draft.revision, draft.digest)
            tell(f"{draft.revision} {draft.digest}")


def edit_many(path: Path, name: str, count: int) -> None:
    """Add a name to the names of a model's step so many times, while others do the same."""
    with open_library(path) as library:
        entry = models(library)[0]
        for number in range(count):
            added(library, entry.id, f"{name}{number};")
            tell(str(number))


def added(library: Library, model: str, name: str) -> Draft:
    while True:
        draft = load_draft(library, model)
        nodes = [record for record in draft.records if isinstance(record, Node)]
        named = replace(nodes[0], text=nodes[0].text + name)
        records = tuple(named if record.key == named.key else record for record in draft.records)
        try:
            return save_draft(library, model, records, draft.revision, draft.digest)
        except Changed:
            tell("conflict")


@contextmanager
def next_format() -> Iterator[None]:
    """As a newer program: one format further."""
    migrate.STEPS.append(STEPS)
    header.LATEST += 1  # type: ignore[misc]
    try:
        formats.FINGERPRINTS[header.LATEST] = formats.fingerprint(migrate.expected_schema(header.LATEST))
        yield
    finally:
        migrate.STEPS.pop()
        formats.FINGERPRINTS.pop(header.LATEST, None)
        header.LATEST -= 1  # type: ignore[misc]


def merge_until(path: Path, other: Path, statement: int) -> None:
    """Bring a copy in, and die before the so-manieth statement that the library is given."""
    left = statement

    def count(_: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with open_library(path) as library, open_library(other, read_only=True) as theirs:
        with library.raw() as raw:
            raw.set_trace_callback(count)
        merge_copy(library, theirs)


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    what, path, *rest = sys.argv[1:]
    if what == "save":
        save_many(Path(path), int(rest[0]))
    elif what == "edit":
        edit_many(Path(path), rest[0], int(rest[1]))
    elif what == "merge":
        merge_until(Path(path), Path(rest[0]), int(rest[1]))
    elif what == "upgrade":
        with next_format():
            tell("begun")
            open_library(Path(path)).close()
            tell("done")


if __name__ == "__main__":
    main()
