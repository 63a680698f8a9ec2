"""Brings over from one copy of a library into another: all that was chosen in one transaction, or nothing."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Connection, insert

from modeller.editing.merge_records import Side
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.library import backups, lineage
from modeller.library.ancestor import Known, Together
from modeller.library.bringing_rows import RowDeed, Rows
from modeller.library.drafts import Changed, write_records
from modeller.library.folders import new_id, now
from modeller.library.lineage import BY_TABLE, State
from modeller.library.parts import bring_parts, forget_removed, removed
from modeller.library.schema import FOLDER, MODEL, VERSION, VERSION_CONTENT
from modeller.library.shared import bring_shared
from modeller.library.store import Library, Row, Writing, row_of, rows_of
from modeller.library.trail_writing import note_event
from modeller.library.versions import entry_names, words_among
from modeller.library.watching import Progress, silent
from modeller.model import codec
from modeller.model.entries import Author, Draft
from modeller.model.records import Record

Take: TypeAlias = Literal["merge", "theirs", "mine", "both", "leave"]
TAKES: Final[tuple[Take, ...]] = ("merge", "theirs", "mine", "both", "leave")


@dataclass(frozen=True, slots=True)
class Notes:
    """What is written beside a side that was not taken, and behind the name of a second model."""

    mine: str
    theirs: str
    second: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with one model: `mine` and `theirs` as they were read, None where a side has none.

    `result` is what both became together, where both changed it; `keep` the sides that stay as a version. `lost` says
    of a side, in words for the note of its version, what does not come through that no version holds: name, tags …
    """

    id: str
    take: Take
    mine: Known | None
    theirs: Known | None
    result: Together | None = None
    keep: tuple[Side, ...] = ()
    lost: Mapping[Side, str] = field(default_factory=dict)


@dataclass(slots=True)
class Brought:
    """What came of it: models, folders and entries that are new or other here, new second models, versions that keep
    a side. `followed` are the ids and names of models whose elements bear another name now, because an entry does;
    `united` the names of entries that both sides had made on their own, and that are one entry now."""

    models: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    followed: list[tuple[str, str]] = field(default_factory=list)
    united: list[str] = field(default_factory=list)
    seconds: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    """Ids of models, and the number of the version that keeps what was not taken."""


def bring(
    library: Library,
    theirs: Library,
    rows: Sequence[RowDeed],
    deeds: Sequence[Deed],
    notes: Notes,
    author: Author,
    progress: Progress = silent,
) -> Brought:
    """Do it, after a backup. Raises Problem where that cannot be made, where the library cannot be written, or where
    somebody has changed a model since it was looked at; what `progress` raises ends it. Nothing has changed then.
    """
    with library.raw() as raw:
        revision = raw.execute("SELECT revision FROM library").fetchone()[0]
        backups.back_up(raw, library.path, library.uuid, int(revision), reason="merge")
    done = Brought()
    with theirs.reading() as source, library.writing(backup=False) as writing:
        bringing = _Bringing(writing, theirs, source, notes, author, done)
        if any(deed.keep or deed.lost for deed in deeds):
            bringing.read_names()
        for row in rows:
            if row.standing != "deleted_there":
                bringing.row(row)
        for number, deed in enumerate(deeds):
            progress(number / len(deeds))
            bringing.model(deed)
        for row in rows:
            if row.standing == "deleted_there":
                bringing.go(row)
        done.united, changed = bringing.unite()
        done.models += [each for each in changed if each not in done.models]
        followed = bringing.follow()
        done.models += [each for each in followed if each not in done.models]
        done.followed = [(each, row_of(library, writing.connection, MODEL, each)["name"]) for each in followed]
        done.rows = bringing.rows
        if done.models or done.rows:
            note_event(writing, "merge", author, shown(theirs.path.name))
        for row in rows:
            if row.id in done.rows:  # nothing else keeps a definition or the name of a folder
                for lost in row.lost:
                    note_event(writing, "merge", author, lost, whole=True)
        bring_shared(writing, theirs, source, author)
        progress(1)
    return done


class _Bringing(Rows):
    def __init__(
        self, writing: Writing, theirs: Library, source: Connection, notes: Notes, author: Author, done: Brought
    ) -> None:
        super().__init__(writing, theirs, source, author)
        self.notes = notes
        self.done = done
        self.gone = (removed(self.here), removed(source))
        self.called: dict[Side, dict[str, str]] = {"mine": {}, "theirs": {}}

    def read_names(self) -> None:
        """Keep what each side calls its entries, as versions freeze it, before anything is brought over."""
        self.called["mine"] = entry_names(self.library, self.here)
        self.called["theirs"] = entry_names(self.theirs, self.source)

    def model(self, deed: Deed) -> None:
        if deed.take == "leave":
            return
        if deed.theirs is None:
            self._bin(deed)
        elif deed.mine is None:
            self._come(deed.theirs)
        elif deed.take == "theirs" and deed.result is None:
            self._follow(deed.mine, deed.theirs)
        else:
            self._join(deed, deed.mine, deed.theirs)
        self.done.models.append(deed.id)

    def _bin(self, deed: Deed) -> None:
        """What is deleted there goes into the bin here, from where it comes back."""
        row = self._unchanged(deed.mine)
        self.writing.change(MODEL, row, binned=now())

    def _come(self, theirs: Known) -> None:
        row = theirs.row
        if self.found(MODEL, row["uuid"]) is not None:
            raise Problem(message("library.overwritten", name=shown(self.library.path)))
        forget_removed(self.writing, row["uuid"])
        self._insert(theirs, row["uuid"], theirs.fields["name"])
        lineage.copy_line(self.writing, row["uuid"], theirs.states)
        self._parts(row["uuid"], anew=True)

    def _follow(self, mine: Known, theirs: Known) -> None:
        """Only they have changed it: it becomes what it is there."""
        row = self._unchanged(mine)
        values = {name: theirs.row[name] for name in ("changed", "author", "account")}
        head = theirs.states[0].id
        new = head not in {state.id for state in mine.states}
        if new:
            self._draft(row, theirs.fields, theirs.draft.records, values, theirs.states, mine.states, head)
        self._parts(row["uuid"])

    def _join(self, deed: Deed, mine: Known, theirs: Known) -> None:
        row = self._unchanged(mine)
        self._parts(row["uuid"])
        sides: Mapping[Side, tuple[Known, str]] = {
            "mine": (mine, self.notes.mine),
            "theirs": (theirs, self.notes.theirs),
        }
        for side in dict.fromkeys((*deed.keep, *deed.lost)):
            known, note = sides[side]
            lost = deed.lost.get(side, "")
            self._keep(row, known.draft, self.called[side], f"{note}. {lost}" if lost else note, always=bool(lost))
        if deed.take == "both":
            uuid = new_id()
            self._insert(theirs, uuid, theirs.fields["name"] + self.notes.second)
            lineage.append(self.writing, uuid, theirs.draft.digest)
            self.done.seconds.append(uuid)
        fields, records = mine.fields, mine.draft.records
        if deed.take == "theirs":
            fields, records = theirs.fields, theirs.draft.records
        elif deed.take == "merge" and deed.result is not None:
            fields, records = deed.result.fields, deed.result.records
        values = {"changed": now(), "author": self.author.name, "account": self.author.account}
        self._draft(row, fields, records, values, theirs.states, mine.states, "")

    def _insert(self, theirs: Known, uuid: str, name: str) -> int:
        kind = BY_TABLE[MODEL.name]
        above = theirs.fields["folder_id"]
        if above is not None and self.found(FOLDER, above) is None:
            self.come(BY_TABLE[FOLDER.name], above)
        fields = lineage.local(self.here, kind, theirs.fields) | {"name": name}
        same = {name: theirs.row[name] for name in ("created", "changed", "author", "account")}
        id = self.writing.insert(
            MODEL, state=False, uuid=uuid, revision=1, content_hash="", **fields, **same,
        )  # fmt: skip
        digest, _ = write_records(self.writing, id, theirs.draft.records)
        self.writing.change(MODEL, row_of(self.library, self.here, MODEL, uuid), state=False, content_hash=digest)
        return id

    def _draft(
        self,
        row: Row,
        fields: lineage.Fields,
        records: Sequence[Record],
        values: Mapping[str, Any],
        theirs: Sequence[State],
        mine: Sequence[State],
        id: str,
    ) -> None:
        """Make a model what it is together: one state further, that has those of the other side in it."""
        digest, way = write_records(self.writing, row["id"], records)
        more = dict(values) | {"revision": row["revision"] + 1, "content_hash": digest}
        if fields["folder_id"] is not None and self.found(FOLDER, fields["folder_id"]) is None:
            self.come(BY_TABLE[FOLDER.name], fields["folder_id"])
        drafted = {"draft": way} if digest != row["content_hash"] and way is not None else {}
        self.change(BY_TABLE[MODEL.name], row, fields, theirs, mine, id, more, drafted, digest)

    def _keep(self, row: Row, draft: Draft, names: Mapping[str, str], note: str, *, always: bool) -> None:
        """Freeze what is not taken as a version, where none has it already; `always` where its note says more."""
        known = rows_of(self.library, self.here, VERSION, VERSION.c.model_id == row["id"])
        if not always and any(each["draft_hash"] == draft.digest for each in known):
            return
        latest = max(((each["major"], each["minor"]) for each in known), default=(0, 0))
        major, minor = (latest[0], latest[1] + 1) if known else (1, 0)
        content = codec.encode_version(draft.records, words_among(draft.records, names))
        id = self.writing.insert(
            VERSION, uuid=new_id(), model_id=row["id"], major=major, minor=minor, note=note, author=self.author.name,
            account=self.author.account, time=now(), content_hash=hashlib.sha256(content).hexdigest(),
            draft_hash=draft.digest,
        )  # fmt: skip
        self.here.execute(insert(VERSION_CONTENT).values(version_id=id, content=zlib.compress(content, 6)))
        self.done.kept.append((row["uuid"], f"{major}.{minor}"))

    def _parts(self, model: str, *, anew: bool = False) -> None:
        bring_parts(self.writing, self.theirs, self.source, model, self.gone, anew=anew)

    def _unchanged(self, mine: Known | None) -> Row:
        assert mine is not None
        row = row_of(self.library, self.here, MODEL, mine.row["uuid"])
        if row["seal"] != mine.row["seal"]:
            raise Changed(message("library.changed", model=row["name"]), row["revision"], row["content_hash"])
        return row
