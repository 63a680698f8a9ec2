"""Carries a database from one format to the next: all steps in one transaction, or none."""

import sqlite3
from pathlib import Path
from typing import Any, Final

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import StaticPool, create_engine

from modeller.library import formats, seals
from modeller.library.connection import APPLICATION_ID, prepare

STEPS: Final = [Path(__file__).parent / "migrations"]
"""The folders of steps. A list, so that a test can add a step that is not shipped."""

_STEP_TABLE: Final = """\
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""
"""Where Alembic notes the step. Made here, so that its text is the same whatever version of it runs."""


class Failed(Exception):
    """A migration that would have lost something, or ended in another schema than it should. Nothing was changed."""


def upgrade(connection: sqlite3.Connection, format: int) -> None:
    """Bring a database to `format`, in one transaction. `connection` has no authorizer.

    Seals are checked before, and given anew after, since a step changes columns. Raises sqlite3.Error, SQLAlchemy's
    errors, or Failed where rows or references would be lost; then everything is as it was.
    """
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    connection.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction; a rebuilt table would cascade
    try:
        with (
            engine.connect() as bound
        ):  # what it asks at first ends with a rollback, so the transaction begins after it
            connection.execute("BEGIN IMMEDIATE")
            before = _counts(connection)
            if not before:
                connection.execute(_STEP_TABLE)
            elif damaged := seals.broken(connection):
                raise Failed(f"damaged before: {damaged[:3]}")
            _run(bound, format)
            _check(connection, before)
            if _counts(connection).get("library"):
                seals.seal_all(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {format}")
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def empty_database(format: int) -> sqlite3.Connection:
    """A database in memory with the tables of a format and nothing in them."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    prepare(connection)
    upgrade(connection, format)
    return connection


def expected_schema(format: int) -> formats.Schema:
    """The schema as the steps make it."""
    connection = empty_database(format)
    try:
        return formats.schema(connection)
    finally:
        connection.close()


def _run(bound: Any, format: int) -> None:
    scripts = ScriptDirectory(str(STEPS[0]), version_locations=[str(folder) for folder in STEPS])

    def wanted(revision: Any, _: Any) -> Any:
        return scripts._upgrade_revs(str(format), revision)

    with EnvironmentContext(Config(), scripts, fn=wanted) as environment:
        environment.configure(connection=bound, transactional_ddl=True, render_as_batch=True)
        environment.run_migrations()


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for name in [name for name in names if name.startswith("_alembic_tmp_")]:  # left by another program's migration
        connection.execute(f'DROP TABLE "{name}"')
        names.remove(name)
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def _check(connection: sqlite3.Connection, before: dict[str, int]) -> None:
    after = _counts(connection)
    lost = [name for name, count in before.items() if after.get(name, 0) < count and name != "alembic_version"]
    if lost:
        raise Failed(f"rows lost in {', '.join(lost)}")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise Failed("a reference leads nowhere")
    said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise Failed(str(said))
