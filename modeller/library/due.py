"""What of a library's versions somebody should look at: expired, to be reviewed, waiting for a signature."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from modeller.library import trail, workflow
from modeller.library.approval import approvals, workflow_of
from modeller.library.models import models
from modeller.library.store import Library
from modeller.model.approval import Approval, Due, Standing, Workflow

_URGENT: Final = ("expired", "expires", "review", "waiting")


def due(library: Library, today: date | None = None, days: int | None = None) -> list[Due]:
    """What expires, is to be reviewed, or waits for a signature: the most urgent first, without what is in the bin.

    `days` ahead, where not the workflow's own span.
    """
    names = {each.id: each.name for each in models(library)}
    return due_among(approvals(library, begun=True), names, workflow_of(library), today, days)


def due_among(
    known: Iterable[Approval], names: Mapping[str, str], current: Workflow, today: date | None = None,
    days: int | None = None,
) -> list[Due]:  # fmt: skip
    """The same of approvals that were read already; `names` are those of the models that count, by id."""
    today = today or date.today()
    ahead = (today + timedelta(days=current.warn_days if days is None else days)).isoformat()
    found: list[Due] = []
    for each in known:
        if each.model not in names:
            continue
        name = names[each.model]
        if each.kind == "published":
            if each.valid_until and each.valid_until <= ahead:
                why = "expired" if each.valid_until < today.isoformat() else "expires"
                found.append(Due(each, name, why, each.valid_until))  # type: ignore[arg-type]
            ends_before = each.valid_until and each.review_on >= each.valid_until  # said already
            if each.review_on and each.review_on <= ahead and not ends_before:
                found.append(Due(each, name, "review", each.review_on))
        elif each.kind in {"review", "approved"}:
            found.append(Due(each, name, "waiting", each.since[:10], waiting_for(each, current)))
    return sorted(found, key=lambda each: (_URGENT.index(each.why), each.day, each.model_name))


def waiting_for(each: Approval, current: Workflow) -> tuple[str, ...]:
    """The titles of who has not signed the next step."""
    standing = Standing(state=each.state.id, kind=each.kind, signed=each.signed)
    for step in current.steps:
        if step.before == each.state.id and step.action in {"approve", "publish"}:
            return tuple(str(workflow.title_word(step.action, title)) for title in trail.titles_left(standing, step))
    return ()
