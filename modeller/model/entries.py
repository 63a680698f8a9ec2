"""Plain records that the rooms hand each other: findings and, as they come, versions, dictionary entries, comments."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from modeller.language import Message

Severity: TypeAlias = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a model that somebody should know.

    `rule` names the check that found it (stable, for switching it off), `elements` the keys of the records concerned,
    `line` the line of the file it was read from, where there is one.
    """

    rule: str
    severity: Severity
    message: Message
    elements: tuple[str, ...] = ()
    line: int | None = None
