"""An open library: reading from it, and writing into it so that nothing of anybody is lost."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import Connection, Engine, QueuePool, Table, create_engine, delete, event, insert, select, update

from modeller import __version__
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import Message, message
from modeller.library import backups, header, lineage, schema, seals
from modeller.library.connection import connect as connect_to
from modeller.library.faults import Damaged, damage, told
from modeller.library.tolerance import tolerated

Row = Mapping[str, Any]
Stamp = tuple[int, ...]

_WRITES: Final = {"modeller_writes": True}


class Writing:
    """A transaction that writes: rows with their seals, and the library's sum of them."""

    def __init__(self, library: "Library", connection: Connection, row: Row) -> None:
        self.connection = connection
        self.library = library
        self._row = row
        self._sum = str(row["digest"])

    @property
    def revision(self) -> int:
        """The revision of the library that this transaction makes."""
        return int(self._row["revision"]) + 1

    def insert(self, table: Table, *, state: bool = True, **values: Any) -> int:
        """A new row, sealed; its id. Without `state` the caller says himself which states it has (see `lineage`)."""
        last = self.connection.execute(select(table.c.id).order_by(table.c.id.desc()).limit(1)).scalar()
        row = {"id": (last or 0) + 1, **values}
        row[seals.SEAL] = seals.seal(table.name, row)
        self.connection.execute(insert(table).values(row))
        self._sum = seals.changed(self._sum, added=row[seals.SEAL])
        if state:
            lineage.began(self, table, row)
        return int(row["id"])

    def change(
        self, table: Table, before: Row, *, way_back: dict[str, Any] | None = None, state: bool = True, **values: Any
    ) -> None:
        """Change a row that was read in this transaction, if it still is what was read: its seal says so.

        `way_back` leads from the new draft of a model to the one before (see `lineage`). Without `state` the caller
        says himself which state this is.
        """
        row = {**before, **values}
        row[seals.SEAL] = seals.seal(table.name, row)
        values[seals.SEAL] = row[seals.SEAL]
        same = (table.c.id == before["id"], table.c.seal == before[seals.SEAL])
        done = self.connection.execute(update(table).where(*same).values(values))
        if done.rowcount != 1:
            raise Problem(message("library.overwritten", name=shown(self.library.path)))
        self._sum = seals.changed(self._sum, before[seals.SEAL], row[seals.SEAL])
        if state:
            lineage.changed(self, table, before, row, way_back)

    def remove(self, table: Table, before: Row, *, trace: bool = True) -> None:
        """Delete a row that was read in this transaction. Nothing may refer to it.

        Other copies hear that it was deleted, unless no `trace` is left: then it is as if it had never come.
        """
        self.connection.execute(delete(table).where(table.c.id == before["id"]))
        self._sum = seals.changed(self._sum, taken=before[seals.SEAL])
        lineage.removed(self, table, before, trace)

    def rename_library(self, name: str) -> None:
        self._row = {**self._row, "name": name}

    def skip_to(self, revision: int) -> None:
        """Make the library's revision higher than one that others may know."""
        self._row = {**self._row, "revision": max(revision, int(self._row["revision"]))}

    def finish(self) -> Row:
        """Write the library's own row, the last thing in the transaction."""
        row = {**self._row, "revision": self.revision, "digest": self._sum, "written_by": __version__}
        row[seals.SEAL] = seals.seal("library", row)
        self.connection.execute(update(schema.LIBRARY).values(row))
        return row


class Library:
    """An open library. Several threads may use it; one transaction runs at a time.

    `read_only` says why nothing can be written, None where it can. `notices` are to be shown once. `connect` makes a
    connection whose file was checked from the first byte on; `folder` is where a copy lies that is shown instead.
    """

    def __init__(
        self,
        path: Path,
        connect: Callable[[], sqlite3.Connection],
        read_only: Message | None = None,
        notices: tuple[Message, ...] = (),
        folder: "TemporaryDirectory[str] | None" = None,
        where: Path | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.notices = list(notices)
        self._connect = connect
        self._folder = folder
        self._file = where or path
        self._guard = threading.RLock()
        self._identity: header.Identity | None = None
        self._engine: Engine | None = None
        self._backed_up = False
        self._stamp: Stamp = ()
        self._seen: Row = {}
        try:
            self._begin()
        except BaseException:
            self.close()
            raise

    @property
    def uuid(self) -> str:
        """What the library is known by, wherever it lies and whatever it is called."""
        return str(self._seen["uuid"])

    @property
    def file(self) -> Path:
        """What is read: the library, or a copy that is shown instead."""
        return self._file

    @property
    def in_place(self) -> bool:
        """Does the file that was opened still lie where it did?"""
        with suppress(OSError):
            return self._identity is not None and header.identity(self._file) == self._identity
        return False

    def close(self) -> None:
        """Let go of the file. Calling it twice does no harm."""
        self._let_go()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads. Fetch all rows inside: an open cursor keeps everybody from saving."""
        with self._guard, told(self.path), self._running().connect() as connection:
            yield connection

    @contextmanager
    def raw(self) -> Iterator[sqlite3.Connection]:
        """SQLite's own connection, outside of a transaction: for backups and checks."""
        with self._guard, told(self.path):
            borrowed = self._running().raw_connection()
            try:
                yield borrowed.driver_connection  # type: ignore[misc]
            finally:
                borrowed.close()

    def vacuum_into(self, target: Path) -> None:
        """Write all that is in the library to a new file, and nothing that once was. Raises sqlite3.Error."""
        self._running()
        with closing(connect_to(self._file, read_only=True, guarded=False, attached=1)) as source:
            source.execute("VACUUM INTO ?", (str(target),))

    @contextmanager
    def writing(self, *, backup: bool = True) -> Iterator[Writing]:
        """A transaction that writes: all that is done inside is in the file afterwards, or nothing of it.

        Before the first one of a session a backup is made. Raises Problem where the library cannot be written, is
        used by another program for too long, or is not the file that was opened.
        """
        if self.read_only is not None:
            raise Problem(self.read_only)
        with self._guard:
            self._look_outside()
            if backup:
                self._back_up_once()
            try:
                with told(self.path), self._running().connect() as plain:
                    connection = plain.execution_options(**_WRITES)
                    with connection.begin():
                        writing = Writing(self, connection, self._compared(connection))
                        yield writing
                        written = writing.finish()
                self._seen = written
                with suppress(Problem):  # it is saved; what has happened to the file since is said at the next write
                    self._remember()
            except Problem as problem:
                if problem.message.key == "library.disk_error":  # what the connection believes cannot be trusted now
                    self._let_go()
                raise

    def _begin(self) -> Engine:
        identity = header.identity(self._file)
        engine = create_engine(
            "sqlite://", creator=self._connect, poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=1
        )
        event.listen(engine, "begin", _begin_transaction)
        event.listen(engine, "connect", _without_functions)
        header.opened(identity)
        self._engine, self._identity = engine, identity
        try:
            with told(self.path), engine.connect() as connection:
                row = _row(connection)
            if row is None:
                raise Damaged(damage(self.path, message("library.where.library")))
            if self._seen and (row["uuid"] != self._seen["uuid"] or row["revision"] < self._seen["revision"]):
                raise Problem(message("library.overwritten", name=shown(self.path)))
            self._seen = row
            self._remember()
        except BaseException:
            self._let_go()
            raise
        return engine

    def _running(self) -> Engine:
        return self._engine or self._begin()

    def _let_go(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.dispose()
        if self._identity is not None:
            header.closed(self._identity)
            self._identity = None

    def _remember(self) -> None:
        """What the file looks like after we have read or written it."""
        self._stamp = ()
        self._stamp = self._now()

    def _now(self) -> Stamp:
        try:
            found = os.stat(self._file)
        except OSError as error:
            raise Problem(message("library.moved", name=shown(self.path))) from error
        if (found.st_dev, found.st_ino) != self._identity:
            raise Problem(message("library.moved", name=shown(self.path)))
        with self.raw() as connection:
            seen = connection.execute("PRAGMA data_version").fetchone()[0]
        return found.st_size, found.st_mtime_ns, seen

    def _look_outside(self) -> None:
        """Has somebody written past SQLite, as a sync program does? Then all is looked at again."""
        self._running()
        now = self._now()
        if now != self._stamp and now[2] == self._stamp[2]:
            self._let_go()
            self._begin()

    def _compared(self, connection: Connection) -> Row:
        """The library's row, where the file still is the one that was opened, or what others made of it since."""
        row = _row(connection)
        format = connection.exec_driver_sql("PRAGMA user_version").scalar()
        if row is None or row["uuid"] != self._seen["uuid"] or row["revision"] < self._seen["revision"]:
            raise Problem(message("library.overwritten", name=shown(self.path)))
        if format != header.LATEST:
            raise Problem(message("library.newer", name=shown(self.path), format=format, known=header.LATEST))
        if row["revision"] == self._seen["revision"] and row["digest"] != self._seen["digest"]:
            raise Problem(message("library.overwritten", name=shown(self.path)))
        self._seen = row
        return row

    def _back_up_once(self) -> None:
        if self._backed_up or self._seen["revision"] < 2:  # there is nothing in it yet
            return
        self._backed_up = True
        try:
            with self.raw() as connection:
                backups.back_up(connection, self.path, self.uuid, int(self._seen["revision"]))
        except Problem as problem:  # work that can be saved is saved all the same
            self.notices.append(problem.message)


def checked(library: Library, table: Table, row: Row) -> Row:
    """The row again, where it is what was written. Raises Damaged."""
    if seals.seal(table.name, row) != row[seals.SEAL]:
        said = damage(library.path, message("library.where.row", table=table.name, id=row["id"]))
        read = tolerated(table, row, said)
        if read is None:
            raise Damaged(said)
        return read
    return row


def row_of(library: Library, connection: Connection, table: Table, uuid: str) -> Row:
    """The row of that id in a table that carries seals. Raises Problem where there is none."""
    found = connection.execute(select(table).where(table.c.uuid == uuid)).mappings().first()
    if found is None:
        raise Problem(message("library.no_such", name=shown(library.path)))
    return checked(library, table, dict(found))


def rows_of(library: Library, connection: Connection, table: Table, *where: Any) -> list[Row]:
    """The rows of a table that carries seals, each checked."""
    found = connection.execute(select(table).where(*where).order_by(table.c.id)).mappings().all()
    return [checked(library, table, dict(row)) for row in found]


def _row(connection: Connection) -> Row | None:
    found = connection.execute(select(schema.LIBRARY)).mappings().all()
    row = dict(found[0]) if len(found) == 1 else None
    return row if row is not None and seals.seal("library", row) == row["seal"] else None


def _begin_transaction(connection: Connection) -> None:
    writes = connection.get_execution_options().get("modeller_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _without_functions(connection: sqlite3.Connection, _: object) -> None:
    """SQLAlchemy gives every connection a function for regular expressions; what lies in a file must not call it."""
    connection.create_function("regexp", 2, None)
