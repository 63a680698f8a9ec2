"""What was made of rows when they were read last, so that a further listing reads only those that have changed."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, select

from modeller.library.store import Library, Row, rows_of

T = TypeVar("T")

_BATCH: Final = 1_000
"""Rows read in one go: each takes a kilobyte until something is made of it."""


class Known:
    """Records of the rows of a library, by their ids and seals. Only one thread at a time may ask."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[dict[int, str], dict[int, Any]]] = {}
        """The seals apart: what holds no objects is nothing to look through for garbage."""

    def records(self, library: Library, connection: Connection, table: Table, make: Callable[[Row], T]) -> list[T]:
        """What `make` makes of each row, in the order of their ids; of a row with the same seal what it made before.

        What else a record tells must not change without the seal. Raises Damaged where a row is not what was written.
        """
        old, kept = self._kept.get(table.name, ({}, {}))
        seals = {row.id: row.seal for row in connection.execute(select(table.c.id, table.c.seal).order_by(table.c.id))}
        found = {id: kept[id] for id, seal in seals.items() if old.get(id) == seal}
        new = [id for id in seals if id not in found]
        for start in range(0, len(new), _BATCH):
            for row in rows_of(library, connection, table, table.c.id.in_(new[start : start + _BATCH])):
                found[row["id"]] = make(row)
        self._kept[table.name] = seals, found
        return [found[id] for id in seals]
