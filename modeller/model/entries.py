"""Plain records that the rooms hand each other: findings, soundness, and what a library keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from modeller.language import Message
from modeller.model.records import Record

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
    reading the file found. `pardon` is the reason for which somebody lets it stand, None where nobody does. `case`
    shows the problem step by step, where a run leads to it.
    """

    rule: str
    severity: Severity
    message: Message
    elements: tuple[str, ...] = ()
    line: int | None = None
    topic: str = ""
    fix: Fix | None = None
    pardon: str | None = None
    case: "Witness | None" = None


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


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """A library as a whole. `revision` grows with every write; times are ISO 8601 in UTC."""

    uuid: str
    name: str
    revision: int
    written_by: str
    created: str
    models: int
    folders: int
    versions: int


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a library. `parent` is a folder's id, None at the top; `binned` the time it was put into the bin."""

    id: str
    name: str
    parent: str | None = None
    position: float = 0
    binned: str = ""


VALUE_CHAIN: Final = "value chain"
"""The `notation` of models that are value chains; that of all others is ``bpmn``."""


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model of a library, without its records.

    `revision` and `digest` are what its draft is known by: saving names both. `variant` is "as-is", "to-be" or
    nothing, `branched_from` the id of the version it began as. `author` is a stated name, `account` the system's.
    """

    id: str
    name: str
    folder: str | None
    position: float
    notation: str
    description: str
    tags: tuple[str, ...]
    variant: str
    branched_from: str
    created: str
    changed: str
    author: str
    account: str
    revision: int
    digest: str
    binned: str = ""


@dataclass(frozen=True, slots=True)
class NewModel:
    """A model that is to be put into a library."""

    name: str
    records: tuple[Record, ...]
    folder: str | None = None
    notation: str = "bpmn"
    description: str = ""
    tags: tuple[str, ...] = ()
    variant: str = ""
    branched_from: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a model is now, in the order of its records; `revision` and `digest` are what it is known by."""

    model: str
    revision: int
    digest: str
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a model, written once. `digest` is of all that it froze, `draft_digest` of the records alone."""

    id: str
    model: str
    major: int
    minor: int
    note: str
    author: str
    account: str
    time: str
    digest: str
    draft_digest: str

    @property
    def number(self) -> str:
        return f"{self.major}.{self.minor}"


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a version keeps: its records, and the words that stood in them by reference, by the id referred to."""

    version: Version
    records: tuple[Record, ...]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a model, or about the record of it whose key is `element`.

    `reply_to` is the id of the comment it answers. `edited` and `resolved` are times, empty where it was not.
    """

    id: str
    model: str
    text: str
    author: str
    account: str
    time: str
    element: str = ""
    reply_to: str = ""
    edited: str = ""
    resolved: str = ""
    resolved_by: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to a model, or to the record of it whose key is `element`. `size` in bytes."""

    id: str
    model: str
    name: str
    media_type: str
    size: int
    author: str
    account: str
    time: str
    digest: str
    element: str = ""


BackupReason: TypeAlias = Literal["", "hand", "merge", "restore", "format"]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of a library: a library file itself. `size` in bytes.

    `file` is the id of the file that it was made of, which a copy of a library does not share, `origin` where that lay
    then; "" and None where nobody noted it. Those of one file are counted by `number`. `reason` is what was about to
    be done: "" the first change after the library was opened, ``merge``, ``restore`` or ``format``, another format of
    the file; ``hand`` is that somebody asked for it.
    """

    path: Path
    uuid: str
    time: str
    revision: int
    size: int
    file: str = ""
    origin: Path | None = None
    number: int = 0
    reason: BackupReason = ""


Rank: TypeAlias = Literal["exact", "begins", "contains"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words that were looked for stand in a library.

    `model` is its id, `path` the names of its folders, `element` the key of the record ("" for the model itself),
    `field` what the text is: name, description, documentation, tag, comment, note; or of an entry of the dictionary
    entry, translation, definition, synonym: then `model` is "", `name` the entry's and `element` its id. `text` is a
    part of it on one line, `matches` where in that the words stand: start and length. `version` is the number of the
    version that says so, "" for the draft. `kind` is the type of the element, or the kind of the entry.
    """

    model: str
    name: str
    path: tuple[str, ...]
    element: str
    field: str
    text: str
    matches: tuple[tuple[int, int], ...]
    rank: Rank
    version: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, the best first, and whether there is more. Not `whole`: it is still being looked for."""

    hits: tuple[Hit, ...]
    more: bool
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Author:
    """Who does something: the stated name, and the account that the system knows."""

    name: str = ""
    account: str = ""
