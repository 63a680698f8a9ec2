"""What a policy document is made of, as plain records: the model, and what its library knows besides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from modeller.language import ENGLISH
from modeller.model.approval import Kind
from modeller.model.dictionary import Entry
from modeller.model.entries import Finding
from modeller.model.reading import Model

Numbering: TypeAlias = Literal["decimal", "chinese", "articles"]
"""``1``, ``1.1``; 一、（一）; 第一章, 第一条 (the articles counted through the whole document)."""
NUMBERINGS: tuple[Numbering, ...] = ("decimal", "chinese", "articles")


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How an organisation's documents look. `logo` is PNG or JPEG, `accent` a colour (``#rrggbb``).

    The fonts are what a DOCX asks for; a PDF brings its own. `signatures` are who signs, the usual four where it is
    empty.
    """

    organisation: str = ""
    logo: bytes = b""
    accent: str = "#1f3f6e"
    numbering: Numbering = "decimal"
    signatures: tuple[str, ...] = ()
    body_font: str = "宋体"
    head_font: str = "黑体"
    latin_font: str = "Calibri"


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

    `terms` are the entries of the dictionary, of all kinds. `before` is the model that the change sheet compares with,
    `before_version` its number. `sections` are keys of the catalogue of sections, all where there is none. `moment` is
    when the document says it was made; nothing where it is None.
    """

    model: Model
    title: str
    facts: Facts = Facts()
    style: HouseStyle = HouseStyle()
    language: str = ENGLISH
    author: str = ""
    revisions: tuple[Revision, ...] = ()
    signatures: tuple[Signed, ...] = ()
    terms: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    before: Model | None = None
    before_version: str = ""
    sections: tuple[str, ...] = ()
    moment: datetime | None = None
