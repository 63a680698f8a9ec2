"""How an organisation's documents look, and its own clauses among their sections, as plain records."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from modeller.files.pictures import fault_of_picture
from modeller.files.problem import Problem
from modeller.language import message

Numbering: TypeAlias = Literal["decimal", "chinese", "articles"]
"""``1``, ``1.1``; 一、（一）; 第一章, 第一条 (the articles counted through the whole document)."""
NUMBERINGS: Final[tuple[Numbering, ...]] = ("decimal", "chinese", "articles")

LINE: Final = 1_000
"""Characters in a name or title."""
FOOT: Final = 100
"""Characters at the foot of a page, where two lines have room."""
TEXT: Final = 1_000_000
"""Characters in the text of a clause."""
SIGNATURES: Final = 12
_COLOUR: Final = re.compile("#[0-9a-f]{6}")
_LETTERS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no document can hold."""


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How an organisation's documents look. `logo` is PNG or JPEG, `accent` a colour (``#rrggbb``).

    The fonts are what a DOCX asks for; a PDF brings its own, for its text a serif where `serif` says so. `signatures`
    are who signs, the usual four where it is empty. `foot` stands at the foot of every page, as "Internal" does.
    """

    organisation: str = ""
    logo: bytes = b""
    accent: str = "#1f3f6e"
    numbering: Numbering = "decimal"
    signatures: tuple[str, ...] = ()
    body_font: str = "宋体"
    head_font: str = "黑体"
    latin_font: str = "Calibri"
    serif: bool = False
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """An organisation's own text in its documents, with a heading of its own.

    It stands `before` or after the section of that key, those of one place by their `order`; without a section it is
    the last. It holds for one `model`, for what lies in one `folder` and below, else for all; `language` is that of
    the documents it stands in, ``""`` for every one.
    """

    title: str
    text: str = ""
    section: str = ""
    before: bool = False
    model: str = ""
    folder: str = ""
    language: str = ""
    order: int = 0
    id: str = ""


def clauses_for(
    clauses: Iterable[Clause], language: str, model: str = "", folders: Collection[str] = ()
) -> tuple[Clause, ...]:
    """Those that stand in the document of a model that lies in `folders`, the innermost and those that hold it."""
    return tuple(
        each
        for each in clauses
        if each.language in ("", language) and each.model in ("", model) and each.folder in ("", *folders)
    )


def checked_style(style: HouseStyle) -> HouseStyle:
    """The style as it is kept. Raises Problem where a document cannot be made with it."""
    names = [style.organisation, *style.signatures, style.body_font, style.head_font, style.latin_font, style.foot]
    for each in names:
        _check_line(each, FOOT if each is style.foot else LINE)
    accent = style.accent.strip().lower()
    if not _COLOUR.fullmatch(accent):
        raise Problem(message("policy.style.no_colour", text=style.accent[:40]))
    if style.numbering not in NUMBERINGS:
        choices = ", ".join(NUMBERINGS)
        raise Problem(message("policy.style.no_numbering", text=str(style.numbering)[:40], choices=choices))
    signatures = tuple(dict.fromkeys(each.strip() for each in style.signatures if each.strip()))
    if len(signatures) > SIGNATURES:
        raise Problem(message("policy.style.many_signatures", limit=SIGNATURES))
    fault = fault_of_picture(style.logo) if style.logo else None
    if fault is not None:
        raise Problem(message("policy.style.no_logo", why=fault))
    plain = HouseStyle()
    return replace(
        style, organisation=style.organisation.strip(), accent=accent, signatures=signatures, foot=style.foot.strip(),
        body_font=style.body_font.strip() or plain.body_font, head_font=style.head_font.strip() or plain.head_font,
        latin_font=style.latin_font.strip() or plain.latin_font,
    )  # fmt: skip


def checked_clause(clause: Clause) -> Clause:
    """The clause as it is kept. Raises Problem where it has no title, or what no document can hold."""
    title = " ".join(clause.title.split())
    if not title:
        raise Problem(message("policy.clause.no_title"))
    for line in (title, clause.section, clause.model, clause.folder, clause.language, clause.id):
        _check_line(line)
    text = clause.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    if len(text) > TEXT:
        raise Problem(message("policy.style.long", limit=TEXT))
    _check_letters(text)
    return replace(clause, title=title, text=text)


def _check_line(text: str, limit: int = LINE) -> None:
    if len(text) > limit:
        raise Problem(message("policy.style.long", limit=limit))
    if "\n" in text or "\r" in text:
        raise Problem(message("policy.style.one_line", text=text.strip()[:40]))
    _check_letters(text)


def _check_letters(text: str) -> None:
    found = _LETTERS.search(text)
    if found is not None:
        raise Problem(message("policy.style.letter", code=f"U+{ord(found[0]):04X}"))
