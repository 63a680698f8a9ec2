"""Creating and opening: every setting on every connection, and a sentence for every file that is no good library."""

import os
import sqlite3
import stat
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from library.conftest import sample

from modeller.files.problem import Problem
from modeller.language import LANGUAGES, words
from modeller.library import backups, connection, header, migrate, opening, restoring, versions
from modeller.library.copies import save_copy
from modeller.library.drafts import load_draft, save_draft
from modeller.library.faults import Damaged
from modeller.library.models import add_model, models, rename_model
from modeller.library.opening import create_library, open_beside, open_library
from modeller.library.store import Library
from modeller.model.entries import Author, ModelEntry, NewModel


def said(path: Path) -> str:
    """What opening says; the same problem has words in each language, and they name the file."""
    with pytest.raises(Problem) as caught:
        open_library(path)
    for language in LANGUAGES:
        text = words(caught.value.message, language)
        assert path.name in text
        assert not text.startswith("library.")
    assert words(caught.value.message, "en") != words(caught.value.message, "zh_CN")
    return str(caught.value)


class Watched(sqlite3.Connection):
    """A connection that says at its end what its settings were."""

    closed: ClassVar[list[dict[str, object]]] = []
    opened: ClassVar[list[str]] = []

    def close(self) -> None:
        try:
            self.set_authorizer(None)
            base = self.execute("PRAGMA database_list").fetchone()[2]
            Watched.closed.append({"file": base, **connection.settings(self)})
        except sqlite3.ProgrammingError:  # closed already
            pass
        super().close()


def test_every_connection_that_the_program_opens_has_all_settings(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = sqlite3.connect
    Watched.closed, Watched.opened = [], []

    def watched(name: str, **options: object) -> sqlite3.Connection:
        Watched.opened.append(name)
        return plain(name, factory=Watched, **options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(sqlite3, "connect", watched)
    with create_library(path) as library:
        entry = add_model(library, NewModel("Order", sample()))
        rename_model(library, entry.id, "Orders")  # makes a backup
        versions.freeze(library, entry.id, note="", author=Author())
        save_copy(library, tmp_path / "copy.mlib")
        (made, *_) = backups.backups(library.uuid)
    path.with_name(path.name + "-journal").write_bytes(b"x" * 600)  # leftover: copies are looked at
    with open_library(path) as library, open_library(path, read_only=True) as second:
        assert len(models(second)) == 1
        load_draft(library, entry.id)
    restoring.restore(path, made.path)
    files = [each for each in Watched.closed if each["file"]]
    assert len(Watched.closed) == len(Watched.opened) > 12
    assert len(files) > 10
    for each in files:
        found = {name: each[name] for name in connection.SETTINGS}
        assert found == connection.SETTINGS, each["file"]


def test_statements_may_not_change_settings_or_run_what_lies_in_the_file(library: Library) -> None:
    forbidden = [
        "ATTACH ':memory:' AS other",
        "CREATE TRIGGER t AFTER INSERT ON folder BEGIN DELETE FROM folder; END",
        "CREATE TEMP TABLE t (a)",
        "CREATE VIEW v AS SELECT 1",
        "CREATE VIRTUAL TABLE v USING fts5(a)",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = OFF",
        "PRAGMA trusted_schema = ON",
        "SELECT * FROM steps_by_role",
        "SELECT load_extension('a')",
    ]
    with library.raw() as raw:
        for statement in forbidden:
            with pytest.raises(sqlite3.DatabaseError):
                raw.execute(statement)
        assert connection.settings(raw) == connection.SETTINGS
        for limit, value in connection.LIMITS.items():
            assert raw.getlimit(limit) == value
        with pytest.raises(sqlite3.OperationalError):  # what SQLAlchemy gives every connection is taken away again
            raw.execute("SELECT regexp('a', 'a')")


@pytest.mark.parametrize(
    "name", ["a?b=c.mlib", "100%.mlib", "50%25.mlib", "a#b.mlib", "a b'c\".mlib", "库 🙂.mlib", "a&mode=memory.mlib"]
)
def test_odd_names_are_names_like_any_other(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "x?y%20#z"
    folder.mkdir()
    with create_library(folder / name) as library:
        add_model(library, NewModel("Order", sample()))
    assert os.listdir(folder) == [name]
    with open_library(folder / name) as library:
        assert [each.name for each in models(library)] == ["Order"]


def test_nothing_is_created_by_accident(tmp_path: Path) -> None:
    assert "no such library" in said(tmp_path / "typo.mlib")
    assert "no such library" in said(tmp_path / "nowhere" / "typo.mlib")
    assert "folder" in said(tmp_path)
    with pytest.raises(sqlite3.OperationalError):
        connection.connect(tmp_path / "typo.mlib")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["x.txt", "library", "Processes v1.2", ".mlib"])
def test_a_library_is_called_what_it_is_known_by(tmp_path: Path, name: str) -> None:
    with pytest.raises(Problem, match=r"must end in \.mlib"):
        create_library(tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_a_new_library_is_written_over_nothing(path: Path) -> None:
    path.write_bytes(b"mine")
    with pytest.raises(Problem, match="there already"):
        create_library(path)
    assert path.read_bytes() == b"mine"
    path.unlink()
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(b"of another file")
    with pytest.raises(Problem, match="there already"):
        create_library(path)
    assert os.listdir(path.parent) == [journal.name]


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE song (title TEXT)")
    made.close()


def changed(at: int, data: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        create_library(path).close()
        held = bytearray(path.read_bytes())
        held[at : at + len(data)] = data
        path.write_bytes(held)

    return change


def cut(length: int) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        create_library(path).close()
        path.write_bytes(path.read_bytes()[:length])

    return change


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda path: path.write_bytes(b""), "empty (0 bytes)"),
        (lambda path: path.write_bytes(b"\0" * 9000), "nothing but zero bytes"),
        (lambda path: path.write_bytes(b"<definitions/>" * 99), "is not a model library"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" * 99), "is not a model library"),
        (other_database, "another program"),
        (cut(300), "cut off"),
        (cut(6000), "damaged"),
        (changed(60, b"\0\0\0\x63"), "newer version"),
        (changed(60, b"\0\0\0\0"), "first bytes"),
        (changed(18, b"\x07"), "first bytes"),
        (changed(108, b"\xff" * 40), "damaged"),
    ],
)
def test_each_file_that_is_no_good_library_has_its_sentence(
    path: Path, make: Callable[[Path], None], expected: str
) -> None:
    make(path)
    before = path.read_bytes()
    assert expected in said(path)
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


HOSTILE = {
    "trigger": "CREATE TRIGGER evil AFTER INSERT ON model BEGIN DELETE FROM node; END",
    "view": "CREATE VIEW evil AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
    "changed view": "DROP VIEW open_faults; CREATE VIEW open_faults AS SELECT load_extension('x') AS model",
    "virtual table": "CREATE VIRTUAL TABLE evil USING fts5(a)",
    "generated column": "ALTER TABLE folder ADD COLUMN evil AS (hex(zeroblob(1000000)))",
    "index on an expression": "CREATE INDEX evil ON model (length(name))",
    "table": "CREATE TABLE evil (a)",
    "missing table": "DROP TABLE version_content",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_library_with_hostile_parts_is_refused_and_nothing_of_it_is_run(path: Path, kind: str) -> None:
    create_library(path).close()
    with sqlite3.connect(path) as made:
        made.executescript(HOSTILE[kind])
    made.close()
    before = path.read_bytes()
    text = said(path)
    assert "does not put there" in text
    assert ("evil" in text) or kind in {"changed view", "missing table", "generated column"}
    assert path.read_bytes() == before


def test_a_file_that_calls_itself_another_format_is_not_believed(path: Path) -> None:
    create_library(path).close()
    with sqlite3.connect(path) as made:
        made.execute("UPDATE library SET name = 'changed by hand'")
    made.close()
    assert "row that describes the library" in said(path)


def test_rows_that_vanished_or_were_changed_outside_are_noticed(path: Path) -> None:
    with create_library(path) as library:
        first, second = (add_model(library, NewModel(name, sample())) for name in ("one", "two"))
    whole = path.read_bytes()
    with sqlite3.connect(path) as made:
        made.execute("UPDATE model SET name = 'zwei' WHERE name = 'two'")
    made.close()
    with open_library(path) as library, pytest.raises(Damaged, match="row 2 of “model”"):
        models(library)
    path.write_bytes(whole)
    with sqlite3.connect(path) as made:
        made.executescript(
            "DELETE FROM node; DELETE FROM flow; DELETE FROM item; DELETE FROM diagram; DELETE FROM model"
        )
    made.close()
    assert "vanished" in said(path)
    path.write_bytes(whole)
    with sqlite3.connect(path) as made:
        made.execute("UPDATE node SET name = 'x' WHERE model_id = 2 AND key = (SELECT min(key) FROM node)")
    made.close()
    with open_library(path) as library:
        assert load_draft(library, first.id).records == sample()
        with pytest.raises(Damaged, match="“two” is not what was saved"):
            load_draft(library, second.id)


def test_a_newer_format_is_not_written_either_when_it_comes_while_the_library_is_open(
    library: Library, path: Path
) -> None:
    entry = add_model(library, NewModel("Order", sample()))
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(Problem, match="newer version"):
        rename_model(library, entry.id, "x")


def test_a_library_in_another_journal_mode_is_brought_back(path: Path) -> None:
    create_library(path).close()
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode = WAL")
    made.close()
    assert header.look(path).wal
    with open_library(path) as library, library.raw() as raw:
        assert connection.settings(raw) == connection.SETTINGS
    assert not header.look(path).wal
    assert os.listdir(path.parent) == [path.name]


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions as somebody else than the root account has them."""
    monkeypatch.setattr(os, "access", lambda target, mode: bool(os.stat(target).st_mode & stat.S_IWUSR))


@pytest.mark.parametrize("what", ["file", "folder"])
@pytest.mark.usefixtures("pretend")
def test_what_cannot_be_written_is_opened_to_be_looked_at(path: Path, what: str) -> None:
    with create_library(path) as library:
        entry = add_model(library, NewModel("Order", sample()))
    place = path if what == "file" else path.parent
    mode = place.stat().st_mode
    place.chmod(mode & ~0o222)
    try:
        with open_library(path) as library:
            assert library.read_only is not None
            assert load_draft(library, entry.id).records == sample()
            with pytest.raises(Problem, match="read-only"):
                rename_model(library, entry.id, "x")
    finally:
        place.chmod(mode)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting needs the root account")
@pytest.mark.parametrize("kind", ["plain", "leftover journal", "other journal mode"])
def test_a_library_on_a_read_only_medium_is_opened(tmp_path: Path, kind: str) -> None:
    medium = tmp_path / "medium"
    medium.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", medium], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        path = medium / "a.mlib"
        with create_library(path) as library:
            entry = add_model(library, NewModel("Order", sample()))
            if kind == "leftover journal":
                leave_journal(library, path)
        if kind == "other journal mode":
            with sqlite3.connect(path) as made:
                made.execute("PRAGMA journal_mode = WAL")
            made.close()
        subprocess.run(["mount", "-o", "remount,ro", medium], check=True)
        with open_library(path) as library:
            assert library.read_only is not None
            assert [each.name for each in models(library)] == ["Order"]
            assert load_draft(library, entry.id).records == sample()
            with pytest.raises(Problem, match="read-only"):
                rename_model(library, entry.id, "x")
    finally:
        subprocess.run(["umount", medium], check=True)


def leave_journal(library: Library, path: Path) -> None:
    """As if the program had been killed in the middle of a write: half of the new pages, and the journal."""
    journal = path.with_name(path.name + "-journal")
    before = path.read_bytes()
    with library.writing() as writing:
        writing.rename_library("half written")
        with writing.connection.begin_nested():
            pass
        writing.connection.exec_driver_sql("PRAGMA cache_spill = 1")
        writing.connection.exec_driver_sql("UPDATE node SET name = name || 'x'")
        writing.connection.exec_driver_sql("PRAGMA cache_size = 1")
        writing.connection.exec_driver_sql("UPDATE flow SET name = name || 'x'")
        held = journal.read_bytes()
        torn = path.read_bytes()
        writing.connection.exec_driver_sql("UPDATE node SET name = substr(name, 1, length(name) - 1)")
        writing.connection.exec_driver_sql("UPDATE flow SET name = substr(name, 1, length(name) - 1)")
    assert held.startswith(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
    assert torn != before
    library.close()
    path.write_bytes(torn)
    journal.write_bytes(held)


def test_after_a_kill_in_mid_write_the_last_saved_state_is_there(library: Library, path: Path) -> None:
    entry = add_model(library, NewModel("Order", sample()))
    leave_journal(library, path)
    with open_library(path) as again:
        assert load_draft(again, entry.id).records == sample()
        assert again.notices == []
    assert os.listdir(path.parent) == [path.name]


def test_a_journal_of_another_version_of_the_file_is_set_aside(library: Library, path: Path) -> None:
    """Somebody has copied a backup over a library whose program had been killed."""
    entry = add_model(library, NewModel("Order", sample()))
    first = path.read_bytes()
    draft = load_draft(library, entry.id)
    for _ in range(3):
        add_model(library, NewModel("More", sample("service-desk-incident")))
    draft = save_draft(library, entry.id, draft.records[:-1], draft.revision, draft.digest)
    leave_journal(library, path)
    path.write_bytes(first)
    with open_library(path) as again:
        assert load_draft(again, entry.id).records == sample()
        assert [each.name for each in models(again)] == ["Order"]
        (notice,) = again.notices
        assert "set aside" in str(notice)
    assert os.listdir(path.parent) == [path.name]
    assert len(list(backups.folder().glob("*-journal-*"))) == 1


def test_where_neither_way_is_whole_it_is_said(library: Library, path: Path) -> None:
    add_model(library, NewModel("Order", sample()))
    leave_journal(library, path)
    journal = path.with_name(path.name + "-journal")
    held = bytearray(journal.read_bytes())
    journal.write_bytes(held[: len(held) // 2])
    torn = bytearray(path.read_bytes())
    torn[3 * 4096 : 9 * 4096] = bytes(6 * 4096)
    path.write_bytes(torn)
    before = path.read_bytes()
    assert "neither" in said(path)
    assert path.read_bytes() == before


def test_the_schema_that_the_steps_make_is_the_one_that_is_expected() -> None:
    from modeller.library import formats

    assert max(formats.FINGERPRINTS) == header.LATEST
    for format in formats.FINGERPRINTS:
        found = formats.fingerprint(migrate.expected_schema(format))
        assert formats.FINGERPRINTS[format] == found, f"format {format}: {found}"


def test_what_the_program_asks_for_is_what_the_steps_make() -> None:
    from sqlalchemy import StaticPool, create_engine, inspect

    from modeller.library.schema import METADATA

    made = migrate.empty_database(header.LATEST)
    engine = create_engine("sqlite://", creator=lambda: made, poolclass=StaticPool)
    asked = inspect(engine)
    assert set(asked.get_table_names()) == {*METADATA.tables, "alembic_version"}
    for name, table in METADATA.tables.items():
        there = {each["name"]: each for each in asked.get_columns(name)}
        assert list(there) == [column.name for column in table.columns], name
        for column in table.columns:
            assert str(there[column.name]["type"]).replace("REAL", "FLOAT") == str(column.type), column
            assert there[column.name]["nullable"] == column.nullable, column
        assert set(asked.get_pk_constraint(name)["constrained_columns"]) == {each.name for each in table.primary_key}
        ends = {(key["constrained_columns"][0], key["referred_table"]) for key in asked.get_foreign_keys(name)}
        assert ends == {(key.parent.name, key.column.table.name) for key in table.foreign_keys}, name
        unique = {tuple(each["column_names"]) for each in asked.get_unique_constraints(name)}
        wanted = {(column.name,) for column in table.columns if column.unique}
        wanted |= {("model_id", "major", "minor")} if name == "version" else set()
        assert unique == wanted, name
    engine.dispose()
    made.close()


def test_opening_can_be_called_off(path: Path) -> None:
    create_library(path).close()

    class Enough(Exception):
        pass

    def enough(fraction: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        open_library(path, progress=enough)
    assert not header.is_open_here(path)
    open_library(path).close()
    assert opening.SUFFIX == ".mlib"


def test_another_handle_of_an_open_library_sees_it_and_not_what_came_into_its_place(
    library: Library, model: ModelEntry, path: Path, tmp_path: Path
) -> None:
    with open_beside(library) as beside:
        assert beside.read_only is not None
        rename_model(library, model.id, "renamed")
        assert [each.name for each in models(beside)] == ["renamed"]
    foreign = tmp_path / "foreign.mlib"
    foreign.write_bytes(path.read_bytes()[:4096] + bytes(4096))
    os.replace(foreign, path)
    with pytest.raises(Problem):
        open_beside(library)


def test_a_file_that_is_read_ahead_is_not_opened_by_sqlite_meanwhile(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing it once more gives all locks of it back, those of SQLite too."""
    create_library(path).close()
    monkeypatch.setattr(header, "_SMALL", 0)
    reads, go_on, told = threading.Event(), threading.Event(), list[str]()

    def progress(_: float) -> None:
        reads.set()
        go_on.wait(20)

    def come() -> None:
        header.opened(header.identity(path))
        told.append("opened")

    ahead = threading.Thread(target=lambda: header.warm(path, progress))
    ahead.start()
    assert reads.wait(20)
    other = threading.Thread(target=come)
    other.start()
    other.join(0.1)
    assert told == []
    header.warm(path, lambda _: told.append("read twice"))
    go_on.set()
    other.join(20)
    ahead.join(20)
    assert told == ["opened"]
    header.warm(path, lambda _: told.append("read while open"))
    header.closed(header.identity(path))
    assert told == ["opened"]
    header.warm(path, lambda _: told.append("read"))
    assert set(told[1:]) == {"read"}
