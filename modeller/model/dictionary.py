"""Plain records of a library's dictionary: what an organisation calls its roles, documents, systems and the rest."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

EntryKind: TypeAlias = Literal["role", "document", "system", "kpi", "risk", "term"]
ENTRY_KINDS: tuple[EntryKind, ...] = ("role", "document", "system", "kpi", "risk", "term")
"""Roles and organisation units, documents and forms, IT systems, KPIs, risks, terms."""

EntryState: TypeAlias = Literal["proposed", "active", "retired"]
ENTRY_STATES: tuple[EntryState, ...] = ("proposed", "active", "retired")

Likeness: TypeAlias = Literal["same", "short", "inside", "close", "synonym"]


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that is to be put into a dictionary. `parent` is an id, `translation` the name in the other language."""

    kind: EntryKind
    name: str
    translation: str = ""
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    parent: str | None = None
    state: EntryState = "active"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a dictionary."""

    id: str
    kind: EntryKind
    name: str
    translation: str = ""
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    parent: str | None = None
    state: str = "active"
    changed: str = ""
    author: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """Where an entry is used: `element` (a key) of a model, by reference, or merely by its name."""

    model: str
    model_name: str
    element: str
    text: str
    referred: bool


@dataclass(frozen=True, slots=True)
class Still:
    """A published version that still says the old name."""

    model: str
    model_name: str
    number: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a rename does, or would do: the elements of drafts, and the published versions that stay as they are."""

    entry: Entry
    old: str
    uses: tuple[Use, ...]
    still: tuple[Still, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Two entries that may be one thing, and why: ``same`` but for signs, ``short`` for the other, ``inside`` it…"""

    first: Entry
    second: Entry
    why: Likeness
