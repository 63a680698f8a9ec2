"""What belongs to a library as a whole comes along from another copy: its workflows, settings and audit trail."""

from typing import Any

from sqlalchemy import Connection

from modeller.library import trail, workflow
from modeller.library.approval import makers_of, retire_doubles, settle, workflows_of
from modeller.library.schema import SETTING, TRAIL, WORKFLOW
from modeller.library.store import Library, Row, Writing, rows_of
from modeller.library.trail_writing import write_entry
from modeller.model.entries import Author


def has_more(library: Library, theirs: Library) -> bool:
    """Has another copy entries of the trail, workflows or settings, that are not here?"""
    with theirs.reading() as source, library.reading() as here:
        for table in (TRAIL, WORKFLOW, SETTING):
            known = {row["uuid"] for row in rows_of(library, here, table)}
            if any(row["uuid"] not in known for row in rows_of(theirs, source, table)):
                return True
    return False


def bring_shared(writing: Writing, theirs: Library, source: Connection, author: Author) -> None:
    """Bring what is there and not here, in the transaction that brings the models.

    Entries of the trail that only the copy has are put behind ours, with the hash that they had there: whoever keeps
    that finds it. Those that could no longer take place here are kept, and change nothing. Where both have published a
    version of one model the later stays published (see `retire_doubles`). Raises Damaged.
    """
    for table in (WORKFLOW, SETTING):
        known = {row["uuid"] for row in rows_of(writing.library, writing.connection, table)}
        for row in rows_of(theirs, source, table):
            if row["uuid"] not in known:
                writing.insert(table, **_values(row))
    _bring_trail(writing, theirs, source)
    settle(writing)
    retire_doubles(writing, author)


def _bring_trail(writing: Writing, theirs: Library, source: Connection) -> None:
    ours = rows_of(writing.library, writing.connection, TRAIL)
    known = {row["uuid"] for row in ours}
    held, _ = workflows_of(writing.library, writing.connection)
    makers = makers_of(writing.library, writing.connection)
    standings, _ = trail.replay(map(trail.entry_of, ours), held, makers)
    for row in rows_of(theirs, source, TRAIL):
        if row["uuid"] in known:
            continue
        entry = trail.entry_of(row)
        applied = not entry.withheld and entry.applied
        if applied and entry.action not in trail.NO_STATE:
            before = standings.get(entry.version) or trail.begun(held.get(entry.workflow, workflow.USUAL))
            try:
                standings[entry.version] = trail.moved(before, entry, held[entry.workflow], makers.get(entry.version))
            except (trail.Skips, KeyError):
                applied = False
        values = _values(row) | {"applied": int(applied), "origin": row["origin"] or row["chain"]}
        write_entry(writing, {name: value for name, value in values.items() if name not in {"number", "chain"}})


def _values(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in {"id", "seal"}}
