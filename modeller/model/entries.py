"""Plain records that the rooms hand each other: findings, soundness and, as they come, versions, comments."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from modeller.language import Message

Severity: TypeAlias = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
"""The worst first."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a finding: the name of a verb and what it is given, as data. Applied it is one undoable step."""

    label: Message
    verb: str
    arguments: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a model that somebody should know.

    `rule` names the check that found it (stable, for switching it off), `elements` the keys of the records concerned,
    `line` the line of the file it was read from, where there is one. `topic` groups rules of a kind, ``""`` for what
    reading the file found. `pardon` is the reason for which somebody lets it stand, None where nobody does.
    """

    rule: str
    severity: Severity
    message: Message
    elements: tuple[str, ...] = ()
    line: int | None = None
    topic: str = ""
    fix: Fix | None = None
    pardon: str | None = None


Property: TypeAlias = Literal["safe", "option_to_complete", "proper_completion", "no_dead_activity"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """One step of a case: what happens at `element`, the flows that were chosen there, the tokens afterwards.

    `choice` is whether it could have gone otherwise. `tokens` are keys of flows, or of elements that a token is inside
    of, with the number of tokens.
    """

    element: str
    flows: tuple[str, ...]
    choice: bool
    tokens: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """What would mend it: `kind` is ``replace_gateway`` or ``insert_join``, `gateway` the role of the gateway."""

    kind: Literal["replace_gateway", "insert_join"]
    element: str
    gateway: Literal["choice", "parallel", "inclusive"]


@dataclass(frozen=True, slots=True)
class Witness:
    """The shortest case that shows a violation: step by step as data, and in words.

    `elements` are where it shows: the join that waits, the flow with two tokens, the end event, the dead activity.
    """

    property: Property
    message: Message
    elements: tuple[str, ...]
    steps: tuple[Replayed, ...] = ()
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Soundness:
    """Whether a process is sound. None is "not decided": a bound was reached.

    `process` is its key, "" for all processes of a collaboration together; `dead` are the activities that never run.
    """

    process: str
    verdict: Literal["sound", "unsound", "undecided"]
    safe: bool | None
    option_to_complete: bool | None
    proper_completion: bool | None
    no_dead_activity: bool | None
    dead: tuple[str, ...] = ()
    witnesses: tuple[Witness, ...] = ()
