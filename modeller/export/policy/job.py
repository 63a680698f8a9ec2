"""What a policy document is made of, as plain records: the model, and what its library knows besides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from modeller.language import ENGLISH
from modeller.model.approval import Kind
from modeller.model.dictionary import Entry
from modeller.model.entries import Finding
from modeller.model.house_style import Clause, HouseStyle
from modeller.model.reading import Model

_PLAIN: Final = HouseStyle()
Large: TypeAlias = Literal["fold", "poster", "fit"]
LARGE: Final[tuple[Large, ...]] = ("fold", "poster", "fit")


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands on the cover. Days are ISO 8601; what is empty is left open, to be filled in by hand."""

    number: str = ""
    version: str = ""
    owner: str = ""
    department: str = ""
    state: Kind = "draft"
    drawn_up: str = ""
    effective: str = ""
    valid_until: str = ""
    review_on: str = ""
    model_id: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that is known: as what, by whom, on which day."""

    title: str
    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One line of the revision record."""

    version: str
    summary: str
    author: str
    day: str
    approver: str = ""


@dataclass(frozen=True, slots=True)
class PolicyJob:
    """A policy document that is to be made.

    `terms` are the entries of the dictionary, of all kinds, `clauses` the organisation's own texts, `house` what the
    library's style and clauses are known by (`model.house_style_json.fingerprint`). `before` is the model that the
    change sheet compares with, `before_version` its number. `sections` are keys of the catalogue of sections, all where
    there is none. `moment` is when the document says it was made; nothing where it is None. `large` is what becomes of
    a diagram that is too large for its page: a fold, a poster, or one page all the same.
    """

    model: Model
    title: str
    facts: Facts = Facts()
    style: HouseStyle = _PLAIN
    language: str = ENGLISH
    author: str = ""
    revisions: tuple[Revision, ...] = ()
    signatures: tuple[Signed, ...] = ()
    terms: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    before: Model | None = None
    before_version: str = ""
    sections: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    house: str = ""
    moment: datetime | None = None
    large: Large = "fold"
