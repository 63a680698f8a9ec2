"""The audit trail: a chain of hashes that only grows, and what follows from it for every version.

Each entry has a hash over its facts, and a chain: a hash over the chain of the entry before and its own. An entry
whose facts are withheld (of models that a copy to send leaves out) keeps both, so that the chain still can be checked.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from modeller.files.problem import Problem
from modeller.language import Message, listed, message
from modeller.library import workflow as workflows
from modeller.model.approval import Signature, Standing, State, Step, TrailEntry, Workflow
from modeller.model.entries import Author

FACTS: Final = (
    "time", "action", "model", "model_name", "version", "version_number", "version_digest", "state_before",
    "state_after", "title", "author", "account", "comment", "valid_until", "review_on", "workflow",
)  # fmt: skip
"""What the hash of an entry covers, beside its id."""

EVENTS: Final = (
    "restore", "merge", "delete", "rename_entry", "merge_entries", "remove_entry", "house_style",
    "clause", "remove_clause", "fields",
)  # fmt: skip
"""What is done with the library, its dictionary, or a model as a whole: a backup that came back, another copy brought
in, a model deleted for good, an entry renamed, made one with another, deleted, house style, clauses, fields changed."""

NO_STATE: Final = frozenset({"workflow", "rules", *EVENTS})
"""Entries that are about the library, not about a version."""


class Skips(Exception):
    """A step that the workflow does not have from where the version stands."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


def start(library: str) -> str:
    """What the first entry of a library is chained to: entries of one cannot be passed off as another's."""
    return hashlib.sha256(f"modeller trail {library}".encode("ascii", "replace")).hexdigest()


def facts_hash(row: Mapping[str, Any]) -> str:
    """The hash over what an entry says."""
    data = [row["uuid"], *(row[name] for name in FACTS)]
    return hashlib.sha256(json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode("ascii")).hexdigest()


def chained(before: str, row: Mapping[str, Any]) -> str:
    """The chain of an entry after one whose chain is `before`."""
    text = f"{before} {row['number']} {row['facts']} {row['applied']} {row['origin']}"
    return hashlib.sha256(text.encode("ascii", "replace")).hexdigest()


def begun(workflow: Workflow) -> Standing:
    """Where a version stands with which nothing has been done."""
    first = workflow.states[0]
    return Standing(state=first.id, kind=first.kind)


def titles_left(standing: Standing, step: Step) -> tuple[str, ...]:
    """Whose signature a step still asks for, in order."""
    given = {each.title for each in standing.signed if (each.state, each.action) == (step.before, step.action)}
    return tuple(who.title for who in step.signatories if who.title not in given)


def moved(standing: Standing, entry: TrailEntry, workflow: Workflow, maker: Author | None = None) -> Standing:
    """Where a version, made by `maker`, stands after an entry.

    Raises Skips where the workflow has no such step, or somebody else signs.

    The same for what is about to be written and for what is read again, so that neither can leave a state out.
    """
    state = _state(workflow, standing.state)
    if entry.state_before != standing.state:
        raise Skips(message("library.skips.before", state=workflows.state_word(state)))
    if entry.action == "confirm":
        if state.kind != "published" or entry.state_after != entry.state_before:
            raise Skips(message("library.skips.confirm"))
        signature = Signature(entry.state_before, "confirm", "", entry.author, entry.account, entry.time)
        kept = tuple(each for each in standing.signed if each.action != "confirm")
        return replace(
            standing, action="confirm", signed=(*kept, signature), valid_until=entry.valid_until,
            review_on=entry.review_on, chain=entry.chain,
        )  # fmt: skip
    step = workflow.step("retire" if entry.action == "supersede" else entry.action, standing.state)
    if step is None:
        raise Skips(message("library.skips.step", state=workflows.state_word(state)))
    signature = Signature(entry.state_before, entry.action, entry.title, entry.author, entry.account, entry.time)
    if entry.action == "supersede":
        left: tuple[str, ...] = ()
    else:
        left = _signed(standing, step, entry, maker)
    after = _state(workflow, step.before if left else step.after)
    if entry.state_after != after.id:
        raise Skips(message("library.skips.after", state=workflows.state_word(after)))
    signed = () if after.kind == "draft" else (*standing.signed, signature)
    since = standing.since if left else entry.time
    return Standing(
        state=after.id, kind=after.kind, action=entry.action, since=since, signed=signed,
        valid_until=entry.valid_until, review_on=entry.review_on, chain=entry.chain,
    )  # fmt: skip


def may_sign(standing: Standing, step: Step, title: str, author: Author, maker: Author | None = None) -> Message | None:
    """Why somebody may not sign a step of a version made by `maker` as `title`, None where they may."""
    who = next((each for each in step.signatories if each.title == title), None)
    left = titles_left(standing, step)
    if who is None or title not in left or (step.ordered and title != left[0]):
        names = message("library.skips.nobody") if not left else workflows.title_word(step.action, left[0])
        return message("library.skips.turn", title=workflows.title_word(step.action, title), next=names)
    if who.people and not any(_is(each, author) for each in who.people):
        return message(
            "library.skips.people",
            title=workflows.title_word(step.action, title),
            people=listed(who.people),
            name=author.name or author.account,
        )
    if step.others and any((each.author, each.account) == (author.name, author.account) for each in standing.signed):
        return message("library.skips.others", name=author.name or author.account)
    if step.four_eyes and step.action != "submit":
        makers = [Author(each.author, each.account) for each in standing.signed if each.action == "submit"]
        same = next((each for each in (*makers, *([maker] if maker else [])) if _same_person(each, author)), None)
        if same is not None:
            name = author.name or author.account
            if name in {same.name, same.account}:
                return message("library.skips.four_eyes", name=name)
            return message("library.skips.four_eyes_account", name=name, account=author.account)
    return None


def replay(
    entries: Iterable[TrailEntry], known: Mapping[str, Workflow], makers: Mapping[str, Author]
) -> tuple[dict[str, Standing], list[tuple[TrailEntry, Message]]]:
    """Where all versions stand after these entries, and the entries that could not follow those before.

    `makers` are who made the versions, by their ids; of what was deleted since nobody knows it.
    """
    standings: dict[str, Standing] = {}
    wrong: list[tuple[TrailEntry, Message]] = []
    for entry in entries:
        if entry.withheld or entry.action in NO_STATE or not entry.applied:
            continue
        workflow = known.get(entry.workflow)
        if workflow is None:
            wrong.append((entry, message("library.skips.workflow")))
            continue
        try:
            before = standings.get(entry.version) or begun(workflow)
            standings[entry.version] = moved(before, entry, workflow, makers.get(entry.version))
        except Skips as skips:
            wrong.append((entry, skips.why))
    return standings, wrong


def entry_of(row: Mapping[str, Any]) -> TrailEntry:
    """The plain record of a row."""
    values = {name: row[name] for name in TrailEntry.__dataclass_fields__ if name not in {"id", "applied", "withheld"}}
    return TrailEntry(row["uuid"], applied=bool(row["applied"]), withheld=bool(row["withheld"]), **values)


def broken_links(rows: Iterable[Mapping[str, Any]], library: str) -> Iterator[int]:
    """The numbers of entries that are not what was written, or do not follow the one before."""
    before, expected = start(library), 1
    for row in rows:
        whole = row["withheld"] == 1 or (row["withheld"] == 0 and facts_hash(row) == row["facts"])
        if row["number"] != expected or row["id"] != expected or not whole or chained(before, row) != row["chain"]:
            yield int(row["number"])
        before, expected = row["chain"], row["number"] + 1


def faults(connection: sqlite3.Connection) -> Iterator[Message]:
    """All that is wrong with the trail of a library, and with what it says of where the versions stand."""
    (library,) = connection.execute("SELECT uuid FROM library").fetchone()
    rows = _rows(connection, "SELECT * FROM trail ORDER BY number")
    for number in broken_links(rows, library):
        yield message("library.where.trail", number=number)
    known = {"": workflows.USUAL}
    for id, definition in connection.execute("SELECT uuid, definition FROM workflow ORDER BY id"):
        try:
            known[id] = workflows.decode(definition, id)
        except Problem as problem:
            yield message("library.where.workflow", why=problem.message)
    made = connection.execute("SELECT uuid, author, account FROM version").fetchall()
    makers = {id: Author(author, account) for id, author, account in made}
    try:
        standings, wrong = replay(map(entry_of, rows), known, makers)
    except (TypeError, ValueError) as error:
        yield message("library.where.page", detail=str(error))
        return
    for entry, why in wrong:
        yield message("library.where.skips", number=entry.number, why=why)
    yield from _differences(connection, standings)


def _differences(connection: sqlite3.Connection, standings: Mapping[str, Standing]) -> Iterator[Message]:
    kept = {row["uuid"]: row for row in _rows(connection, "SELECT * FROM approval")}
    question = "SELECT version.uuid, version.id, name, major, minor FROM version JOIN model ON model.id = model_id"
    for version, id, name, major, minor in connection.execute(question):
        row, standing = kept.pop(version, None), standings.get(version)
        said = None if row is None else standing_of(row)
        if said != standing or (row is not None and row["version_id"] != id):
            yield message("library.where.state", name=name, number=f"{major}.{minor}")
    if kept:
        yield message("library.where.reference")


def standing_of(row: Mapping[str, Any]) -> Standing:
    """Where a version stands, as its row says."""
    signed = tuple(Signature(*each) for each in json.loads(row["signed"]))
    names = ("kind", "action", "since", "valid_until", "review_on", "chain")
    return Standing(state=row["standing"], signed=signed, **{name: row[name] for name in names})


def columns_of(standing: Standing) -> dict[str, Any]:
    """The same as the columns of a row."""
    signed = [[each.state, each.action, each.title, each.author, each.account, each.time] for each in standing.signed]
    return {
        "standing": standing.state,
        "kind": standing.kind,
        "action": standing.action,
        "since": standing.since,
        "signed": json.dumps(signed, ensure_ascii=False),
        "valid_until": standing.valid_until,
        "review_on": standing.review_on,
        "chain": standing.chain,
    }


def _signed(standing: Standing, step: Step, entry: TrailEntry, maker: Author | None) -> tuple[str, ...]:
    """Whose signature is missing after this one."""
    why = may_sign(standing, step, entry.title, Author(entry.author, entry.account), maker)
    if why is not None:
        raise Skips(why)
    return tuple(title for title in titles_left(standing, step) if title != entry.title)


def _same_person(one: Author, other: Author) -> bool:
    """By the stated names; by the accounts where one has stated none."""
    return one.name == other.name if one.name and other.name else one.account == other.account


def _is(person: str, author: Author) -> bool:
    """Is the author the person that a workflow names: by the whole name, the name before the unit, or the account?"""
    return person in {author.name, author.name.partition(",")[0].strip(), author.account}


def _state(workflow: Workflow, id: str) -> State:
    found = workflow.state(id)
    if found is None:
        raise Skips(message("library.skips.workflow"))
    return found


def _rows(connection: sqlite3.Connection, question: str) -> list[dict[str, Any]]:
    cursor = connection.execute(question)
    names = [each[0] for each in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
