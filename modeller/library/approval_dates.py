"""Until when a version is valid, and when it is to be looked at again."""

import calendar
from dataclasses import dataclass
from datetime import date

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.model.approval import Action, Standing, Workflow


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody does and says of it: ISO 8601 days, empty where they say nothing, and the day of today."""

    action: Action
    valid_until: str
    review_on: str
    today: date


def checked(day: str) -> str:
    """A day as it is kept. Raises Problem where it is none."""
    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError as error:
        raise Problem(message("library.no_day", text=shown(day[:40]))) from error


def dates(standing: Standing, current: Workflow, asked: Asked, after: str) -> dict[str, str]:
    """Both days as said, as they were, or by the workflow's spans; a review by its span is at the expiry at the latest.

    Raises Problem where somebody names a day that has gone by or a review that comes after the expiry, or confirms what
    has expired already.
    """
    now = asked.today.isoformat()
    for day in (asked.valid_until, asked.review_on):
        if day and day < now:
            raise Problem(message("library.day_gone", day=day, today=now))
    state = current.state(after)
    if asked.action in {"reject", "retire"}:
        return {"valid_until": "", "review_on": ""}
    until = asked.valid_until or standing.valid_until
    review = asked.review_on or ("" if asked.action == "confirm" else standing.review_on)
    if state is not None and state.kind == "published":
        until = until or _later(asked.today, current.valid_months)
        if asked.action == "confirm" and until and until < asked.today.isoformat():
            raise Problem(message("library.expired", until=until))
        if not review:
            review = _later(asked.today, current.review_months)
            review = min(review, until) if review and until else review
    if review and until and review > until:
        raise Problem(message("library.review_too_late", review=review, until=until))
    return {"valid_until": until, "review_on": review}


def _later(day: date, months: int) -> str:
    """So many months later, the last day of a shorter month; empty for none."""
    if not months:
        return ""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1])).isoformat()
