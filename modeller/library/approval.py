"""Approval: bring versions from draft to published and retired, each step signed and kept in the audit trail."""

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import Message, message, say
from modeller.library import approval_dates, trail, workflow
from modeller.library.folders import new_id, now
from modeller.library.schema import APPROVAL, MODEL, TRAIL, VERSION, WORKFLOW
from modeller.library.store import Library, Row, Writing, row_of, rows_of
from modeller.library.trail_writing import last_entry, write_entry
from modeller.library.versions import insert_version, version_of
from modeller.model.approval import Action, Approval, Done, Possible, Standing, State, Step, TrailEntry, Workflow
from modeller.model.entries import Author, Version

LONGEST = 10_000
"""Characters in a comment."""


def workflow_of(library: Library) -> Workflow:
    """The states and steps that hold in a library now."""
    with library.reading() as connection:
        return workflows_of(library, connection)[1]


def set_workflow(library: Library, definition: str, author: Author) -> Workflow:
    """Make a definition (see `workflow.decode`) what holds from now on; it is noted in the trail.

    Raises Problem where it is none, or where a version stands in a state that it does not have.
    """
    made = workflow.decode(definition, new_id())
    with library.writing() as writing:
        for row in rows_of(library, writing.connection, APPROVAL):
            state = made.state(row["standing"])
            if state is None or state.kind != row["kind"]:
                raise Problem(message("library.workflow.in_use", state=row["standing"]))
        stamp: dict[str, Any] = {"time": now(), "author": author.name, "account": author.account}
        writing.insert(WORKFLOW, uuid=made.id, definition=workflow.encode(made), **stamp)
        write_entry(writing, {**stamp, "action": "workflow", "workflow": made.id})
    return made


def approvals(library: Library, model: str | None = None, *, begun: bool = False) -> list[Approval]:
    """Where the versions stand, of one model or of all, the latest version of each first.

    `begun`: only those with which something has been done, which are few.
    """
    with library.reading() as connection:
        where = [] if model is None else [MODEL.c.uuid == model]
        mine = [VERSION.c.id.in_(select(APPROVAL.c.version_id))] if begun else []
        if begun:
            where.append(MODEL.c.id.in_(select(VERSION.c.model_id).where(*mine)))
        models = {row["id"]: row["uuid"] for row in rows_of(library, connection, MODEL, *where)}
        if model is not None:
            mine.append(VERSION.c.model_id.in_(list(models)))
        versions = rows_of(library, connection, VERSION, *mine)
        ids = [] if model is None else [APPROVAL.c.version_id.in_([row["id"] for row in versions])]
        kept = {row["version_id"]: row for row in rows_of(library, connection, APPROVAL, *ids)}
        _, current = workflows_of(library, connection)
    return [
        _approval(version_of(row, models[row["model_id"]]), kept.get(row["id"]), current)
        for row in sorted(versions, key=lambda row: (row["model_id"], -row["major"], -row["minor"]))
    ]


def possible(library: Library, version: str, author: Author) -> list[Possible]:
    """What `author` can do next with a version, in the order of the steps."""
    with library.reading() as connection:
        row = row_of(library, connection, VERSION, version)
        known = rows_of(library, connection, APPROVAL, APPROVAL.c.version_id == row["id"])
        _, current = workflows_of(library, connection)
    return _possible(trail.standing_of(known[0]) if known else trail.begun(current), current, author, _maker(row))


def barred(library: Library, version: str, author: Author) -> list[tuple[Action, Message]]:
    """The steps of where a version stands that `author` may not do because of who he is, and why."""
    with library.reading() as connection:
        row = row_of(library, connection, VERSION, version)
        known = rows_of(library, connection, APPROVAL, APPROVAL.c.version_id == row["id"])
        _, current = workflows_of(library, connection)
    standing = trail.standing_of(known[0]) if known else trail.begun(current)
    able = {each.action for each in _possible(standing, current, author, _maker(row))}
    found = []
    for step in current.steps:
        left = trail.titles_left(standing, step)
        if step.before == standing.state and step.action not in able and left:
            why = trail.may_sign(standing, step, left[0], author, _maker(row))
            if why is not None:
                found.append((step.action, why))
    return found


def possible_at_first(current: Workflow, author: Author) -> list[Possible]:
    """What `author` can do with a version with which nothing has been done yet."""
    return _possible(trail.begun(current), current, author)


def makers_of(library: Library, connection: Connection) -> dict[str, Author]:
    """Who made the versions, by their ids."""
    return {row["uuid"]: _maker(row) for row in rows_of(library, connection, VERSION)}


def _maker(row: Row) -> Author:
    return Author(row["author"], row["account"])


def _possible(standing: Standing, current: Workflow, author: Author, maker: Author | None = None) -> list[Possible]:
    found = []
    for step in current.steps:
        if step.before == standing.state:
            left = trail.titles_left(standing, step)
            titles = tuple(each for each in left if trail.may_sign(standing, step, each, author, maker) is None)
            after = current.state(step.after)
            if titles and after is not None:
                found.append(Possible(step.action, titles[0], after, len(left) == 1, titles))
    if standing.kind == "published":
        state = current.state(standing.state)
        assert state is not None
        found.append(Possible("confirm", "", state, True))
    return found


def advance(
    library: Library,
    model: str,
    action: Action,
    author: Author,
    *,
    version: str = "",
    title: str | None = None,
    comment: str = "",
    valid_until: str = "",
    review_on: str = "",
    today: date | None = None,
) -> Approval:
    """Do one step with a version of a model, signed by `author`; where it stands then.

    Without a `version` (an id) it is the latest one that the step can be done with; `submit` makes a version of a draft
    that has changed. `title` is what is signed as, without it the next one that the author may sign as. Dates are ISO
    8601 days; without one the workflow's own spans hold from `today`. A version that is published retires the one
    before. Raises Problem where the step cannot be done; then nothing was written.
    """
    if len(comment) > LONGEST:
        raise Problem(message("library.long_comment", limit=LONGEST))
    given = approval_dates.checked(valid_until), approval_dates.checked(review_on)
    with library.writing() as writing:
        _, current = workflows_of(library, writing.connection)
        holder = row_of(library, writing.connection, MODEL, model)
        row = _meant(writing, holder, action, author, version, comment, current)
        standing, kept = _stands(writing, row, current)
        stated = _title(standing, current, action, author, title, holder["name"], version_of(row, model))
        values = _values(holder, row, standing, current, action, stated)
        values |= {"time": now(), "author": author.name, "account": author.account, "comment": comment}
        days = approval_dates.Asked(action, *given, today or date.today())
        values |= approval_dates.dates(standing, current, days, values["state_after"])
        made = _write(writing, row, kept, standing, current, values)
        state = current.state(made.state)
        if action == "publish" and state is not None and state.kind == "published":
            _supersede(writing, holder, row, current, author)
        return _approval(version_of(row, model), trail.columns_of(made), current)


def trail_of(library: Library, model: str | None = None) -> list[TrailEntry]:
    """The audit trail, of one model or whole, from the first entry on."""
    with library.reading() as connection:
        where = [] if model is None else [TRAIL.c.model == model]
        found = rows_of(library, connection, TRAIL, *where)
    return [trail.entry_of(row) for row in found]


def head(library: Library) -> str:
    """The last hash of the trail: whoever keeps it can show later that nothing before it was changed."""
    with library.reading() as connection:
        return last_entry(library, connection)[1]


def settle(writing: Writing) -> None:
    """Make where the versions stand what the trail says: after a backup came back, or another copy was merged."""
    connection = writing.connection
    known, _ = workflows_of(writing.library, connection)
    made = rows_of(writing.library, connection, TRAIL)
    standings, _ = trail.replay(map(trail.entry_of, made), known, makers_of(writing.library, connection))
    kept = {row["uuid"]: row for row in rows_of(writing.library, connection, APPROVAL)}
    for row in rows_of(writing.library, connection, VERSION):
        old, standing = kept.pop(row["uuid"], None), standings.get(row["uuid"])
        if standing is not None:
            _keep(writing, row, old, standing)
        elif old is not None:
            writing.remove(APPROVAL, old)


def retire_doubles(writing: Writing, author: Author) -> None:
    """Leave of each model the version published last; the others are replaced by it, which the trail says.

    Two copies of a library can each have published one. Of two published in the same second the one whose id is
    greater stays, so that both copies come to the same.
    """
    _, current = workflows_of(writing.library, writing.connection)
    since = {row["version_id"]: row["since"] for row in _published(writing)}
    versions = [row for row in rows_of(writing.library, writing.connection, VERSION) if row["id"] in since]
    by_model: dict[int, list[Row]] = {}
    for row in sorted(versions, key=lambda row: (since[row["id"]], row["uuid"])):
        by_model.setdefault(row["model_id"], []).append(row)
    for holder in rows_of(writing.library, writing.connection, MODEL, MODEL.c.id.in_(list(by_model))):
        *_, last = found = by_model[holder["id"]]
        if len(found) > 1:
            why = say("library.note.published_twice", number=f"{last['major']}.{last['minor']}")
            _supersede(writing, holder, last, current, author, why)


def _published(writing: Writing) -> list[Row]:
    return rows_of(writing.library, writing.connection, APPROVAL, APPROVAL.c.kind == "published")


def workflows_of(library: Library, connection: Connection) -> tuple[dict[str, Workflow], Workflow]:
    """All that ever held, by id, and the one that holds."""
    known = {"": workflow.USUAL}
    current = workflow.USUAL
    found = rows_of(library, connection, WORKFLOW)
    for row in sorted(found, key=lambda row: (row["time"], row["id"])):
        known[row["uuid"]] = current = workflow.decode(row["definition"], row["uuid"])
    return known, current


def _approval(version: Version, row: Row | None, current: Workflow) -> Approval:
    if row is None:
        return Approval(version=version.id, model=version.model, number=version.number, state=current.states[0])
    standing = trail.standing_of(row)
    state = current.state(standing.state) or State(standing.state, standing.kind, standing.state)  # type: ignore[arg-type]
    return Approval(
        version=version.id, model=version.model, number=version.number, state=state,
        **{each.name: getattr(standing, each.name) for each in fields(Done)},
    )  # fmt: skip


def _meant(
    writing: Writing, holder: Row, action: Action, author: Author, version: str, comment: str, current: Workflow
) -> Row:
    """The row of the version that a step is meant for."""
    library, connection = writing.library, writing.connection
    if version:
        row = row_of(library, connection, VERSION, version)
        if row["model_id"] != holder["id"]:
            raise Problem(message("library.no_such", name=shown(library.path)))
        return row
    found = rows_of(library, connection, VERSION, VERSION.c.model_id == holder["id"])
    found.sort(key=lambda row: (row["major"], row["minor"]), reverse=True)
    if action == "submit" and (not found or found[0]["draft_hash"] != holder["content_hash"]):
        made = insert_version(writing, holder, note=comment, author=author)
        return row_of(library, connection, VERSION, made.id)
    if not found:
        raise Problem(message("library.said.no_versions", model=holder["name"]))
    for row in found:
        standing, _ = _stands(writing, row, current)
        if current.step(action, standing.state) or (action == "confirm" and standing.kind == "published"):
            return row
    return found[0]


def _stands(writing: Writing, row: Row, current: Workflow) -> tuple[Standing, Row | None]:
    kept = rows_of(writing.library, writing.connection, APPROVAL, APPROVAL.c.version_id == row["id"])
    return (trail.standing_of(kept[0]), kept[0]) if kept else (trail.begun(current), None)


def _title(
    standing: Standing,
    current: Workflow,
    action: Action,
    author: Author,
    title: str | None,
    name: str,
    version: Version,
) -> str:
    """What is signed as. Raises Problem where no such step begins where the version stands, or somebody else signs."""
    step = current.step(action, standing.state)
    if action == "confirm":
        return ""
    if step is None:
        raise _cannot(name, version.number, standing, current)
    left = trail.titles_left(standing, step)
    if title is not None:
        wanted: tuple[str, ...] = (title,)
        if title not in left and len(left) == 1 and title == str(workflow.title_word(action, left[0])):
            wanted = left
    else:
        wanted = left if not step.ordered else left[:1]
    maker = Author(version.author, version.account)
    refusals = [(each, trail.may_sign(standing, step, each, author, maker)) for each in wanted]
    for each, why in refusals:
        if why is None:
            return each
    raise Problem(message("library.may_not_sign", model=name, number=version.number, why=refusals[0][1]))


def _cannot(name: str, number: str, standing: Standing, current: Workflow) -> Problem:
    state = current.state(standing.state)
    actions = dict.fromkeys(step.action for step in current.steps if step.before == standing.state)
    names = [message(f"library.action.{each}") for each in actions]
    if standing.kind == "published":
        names.append(message("library.action.confirm"))
    between = str(message("library.skips.gap")).strip("[]")
    listed = between.join(str(each) for each in names) if names else message("library.skips.nobody")
    stands = workflow.state_word(state) if state else standing.state
    return Problem(message("library.no_step", model=name, number=number, state=stands, steps=listed))


def _values(holder: Row, row: Row, standing: Standing, current: Workflow, action: Action, title: str) -> dict[str, Any]:
    """What the entry says of a step, but for who, when and until when."""
    number = f"{row['major']}.{row['minor']}"
    after = standing.state
    step = current.step(action, standing.state)
    if action == "confirm":
        if standing.kind != "published":
            raise _cannot(holder["name"], number, standing, current)
    elif step is not None and trail.titles_left(standing, step) == (title,):
        after = step.after
    return {
        "action": action,
        "model": holder["uuid"],
        "model_name": holder["name"],
        "version": row["uuid"],
        "version_number": number,
        "version_digest": row["content_hash"],
        "state_before": standing.state,
        "state_after": after,
        "title": title,
        "workflow": current.id,
    }


def _write(
    writing: Writing,
    row: Row,
    kept: Row | None,
    standing: Standing,
    current: Workflow,
    values: dict[str, Any],
) -> Standing:
    """The entry, if the workflow lets it follow, and where the version stands now."""
    entry = trail.entry_of(write_entry(writing, values))
    try:
        made = trail.moved(standing, entry, current, _maker(row))
    except trail.Skips as skips:
        raise Problem(skips.why) from skips
    _keep(writing, row, kept, made)
    return made


def _keep(writing: Writing, row: Row, kept: Row | None, standing: Standing) -> None:
    columns = trail.columns_of(standing)
    if kept is None:
        writing.insert(APPROVAL, uuid=row["uuid"], version_id=row["id"], **columns)
    elif any(kept[name] != value for name, value in columns.items()):
        writing.change(APPROVAL, kept, **columns)


def _supersede(writing: Writing, holder: Row, published: Row, current: Workflow, author: Author, why: str = "") -> None:
    """Retire what else is published; the comment is the number of what is published now, or `why`."""
    for row in rows_of(writing.library, writing.connection, VERSION, VERSION.c.model_id == holder["id"]):
        standing, kept = _stands(writing, row, current)
        step: Step | None = current.step("retire", standing.state)
        if row["id"] == published["id"] or standing.kind != "published" or step is None:
            continue  # a state that only another copy's workflow has leads nowhere here
        values = _values(holder, row, standing, current, "retire", "")
        values |= {"action": "supersede", "state_after": step.after, "time": now()}
        values |= {"author": author.name, "account": author.account}
        values["comment"] = why or f"{published['major']}.{published['minor']}"
        _write(writing, row, kept, standing, current, values)
