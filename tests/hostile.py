"""Texts that are hard to write down, and models, chains and documents that say them wherever a person can type one."""

import unicodedata
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from hand_made import DIFFICULT
from hypothesis import strategies as st
from policy_samples import filled, job

from modeller.editing.chains import made_of
from modeller.export.policy.job import PolicyJob
from modeller.files.names import fits_a_line
from modeller.jobs.open_model import open_model
from modeller.layout.chains import AREAS, STYLES, Part, Plan
from modeller.library.folders import NAME_LIMIT, add_folder
from modeller.library.models import add_model
from modeller.library.opening import create_library
from modeller.library.store import Library
from modeller.model.dictionary import Entry
from modeller.model.entries import NewModel
from modeller.model.house_style import Clause
from modeller.model.reading import Model
from modeller.model.records import Flow, Fragment, Item, Node, Record
from modeller.resources import SAMPLES

MARKUP: Final = (
    "<script>alert(1)</script>", "<![CDATA[x]]>", "]]>", "-->", "<!-- -- -->", "<?php x ?>", "<!DOCTYPE x>",
    "\"' onload=alert(1) x='", "<a href='http://x.test'>x</a>", "</style><style>*{}", "</title></svg><img src=x>",
    "&lt;&amp;&#106;&#0;", "{{x}}${y}%s{0}", "javascript:alert(1)", "file:///etc/passwd", "//host/share/a.png",
    "https://example.org/?a=1&b=2", "<para><font color='red'>x</font></para>", "<seq/><br/><img src='/etc/passwd'/>",
    "=1+1", "@SUM(A1)", "+1-1|cmd", "\\input{x} \\n %%EOF endstream (((", "%PDF-1.7 >> endobj", "{ INCLUDETEXT \"x\" }",
)  # fmt: skip
"""What means something to the program that reads a file, were it not a text."""
ODD: Final = (
    "全角＜＞＆／", "ﬁ ﬀ ㎏ ① Å ẛ̣", "e\u0301 a\u0308\u0304 x\u0302\u0302", "각 \u1100\u1161\u11a8", "क्षि த்",
    "\U00020bb7 \U0002a6d6 \U0002f800 \U00030000", "\ue000\uf8ff\U0010fffd", "zero\u200bwidth\u200c\u200d\u2060\ufeff",
    "soft\u00adhyphen", "👩🏽‍🚀 ❤️ 🇨🇳 1️⃣", "\ufdd0\U0001fffe", "\u3000\u00a0thin\u2009space", "a\nb\tc\r\nd",
    "W" * 500, "长" * 500, "x" * 200 + " " + "审" * 200,
)  # fmt: skip
RIGHT_TO_LEFT: Final = (
    "אישור", "بررسی سند", "abc אבג 123 def", "\u202eevil\u202c", "\u202bx\u202c \u2067y\u2069 \u200e\u200f", "١٢٣ عدد",
)  # fmt: skip
_TYPED: Final = tuple(text for text in DIFFICULT if all(fits_a_line(char) or char in "\r\n" for char in text))
SAMPLES_OF_TEXT: Final = (*_TYPED, *MARKUP, *ODD, *RIGHT_TO_LEFT)
_ALL: Final = st.characters(blacklist_categories=("Cs", "Cc"))
"""Whatever a keyboard, an input method or the clipboard can bring into a field: no control characters, no halves."""


def texts() -> st.SearchStrategy[str]:
    """Texts that a person can type: pieces that are hard to write, and any characters between them."""
    piece = st.one_of(
        st.sampled_from(SAMPLES_OF_TEXT),
        st.text(_ALL, min_size=1, max_size=12),
        st.text(st.characters(max_codepoint=0x2FFF, blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12),
    )
    return st.lists(piece, min_size=1, max_size=3).map("".join).filter(_stands_alone)


def _stands_alone(text: str) -> bool:
    """Whether a text says something, and does not begin with a mark that goes over what stands before it."""
    bare = "".join(text.split())
    return bool(bare) and not unicodedata.combining(unicodedata.normalize("NFD", bare)[0])


def is_right_to_left(text: str) -> bool:
    """Whether any of a text is read from right to left, belongs to what is, or says that it is."""
    kinds = {"R", "AL", "AN", "RLE", "RLO", "RLI"}
    return any(unicodedata.bidirectional(char) in kinds or "\u0590" <= char <= "\u08ff" for char in text)


def is_right_to_left_letter(text: str) -> bool:
    """Whether a text holds Hebrew or Arabic letters, of which a reader is told that they are not shaped."""
    return any("\u05d0" <= char <= "\u05ea" or "\u0620" <= char <= "\u064a" for char in text)


def is_private(text: str) -> bool:
    """Whether a text holds characters of private use, which no font of ours has."""
    return any(unicodedata.category(char) == "Co" for char in text)


@lru_cache
def _skeleton(path: Path) -> tuple[Record, ...]:
    return tuple(open_model(path).document)


SKELETONS: Final = tuple(sorted(SAMPLES.rglob("*.bpmn")))
SMALLEST: Final = SAMPLES / "请假审批.bpmn"


def saying(record: Record, text: str) -> Record:
    """The record with a text for its name, its documentation and what it says of itself."""
    if isinstance(record, Item) and record.type != "bpmn:process":
        return record
    words = Fragment("{http://www.omg.org/spec/BPMN/20100524/MODEL}documentation", (), text)
    others = (each for each in record.content if each.name != "documentation")
    made = replace(record, text=text, content=(*others, words))
    if isinstance(record, Item):
        return filled(made, {"purpose": text, "owner": text, "scope": text})
    if isinstance(record, Node) and record.type.endswith("ask"):
        return filled(made, dict.fromkeys(("instruction", "inputs", "systems", "documents", "escalateTo"), text))
    return made


def model_saying(said: list[str], skeleton: Path) -> Model:
    """A shipped sample with these texts, in turn, instead of its own."""
    made: list[Record] = []
    turn = 0
    for record in _skeleton(skeleton):
        named = bool(record.text) and isinstance(record, Node | Flow | Item)
        made.append(saying(record, said[turn % len(said)]) if named else record)
        turn += named
    return Model(made)


def models() -> st.SearchStrategy[Model]:
    """BPMN models in which every name, documentation and attribute is hostile."""
    return st.builds(model_saying, st.lists(texts(), min_size=1, max_size=4), st.sampled_from(SKELETONS))


def chain_saying(said: list[str], style: Any) -> Model:
    """A value chain in which every name, owner and indicator is one of these."""
    stages = tuple(
        Part(text, f"s{number}", "", AREAS[number % 3], {"modeller:owner": text},
             (Part(text, f"p{number}", f"m{number}", AREAS[number % 3], {"modeller:kpi": text}),))
        for number, text in enumerate(said)
    )  # fmt: skip
    return made_of(Plan(said[0], style, stages, "library", {}))


def chains() -> st.SearchStrategy[Model]:
    """Value chains of every style."""
    return st.builds(chain_saying, st.lists(texts(), min_size=1, max_size=4), st.sampled_from(STYLES))


def document_saying(said: list[str], skeleton: Path, language: str = "zh_CN") -> PolicyJob:
    """The job for a policy document of such a model, with a hostile title, organisation and dictionary."""
    text = said[0]
    terms = tuple(Entry(f"t{number}", "term", each, "", each) for number, each in enumerate(said))
    clauses = tuple(Clause(each, each, "purpose", number % 2 == 0, id=f"c{number}") for number, each in enumerate(said))
    made = job(model=model_saying(said, skeleton), title=text, terms=terms, clauses=clauses, language=language)
    style = replace(made.style, organisation=text, foot=text, signatures=tuple(said[:4]), serif=len(said) % 2 == 0)
    return replace(made, style=style)


def documents() -> st.SearchStrategy[PolicyJob]:
    """Jobs for policy documents."""
    return st.builds(
        document_saying, st.lists(texts(), min_size=1, max_size=3), st.sampled_from(SKELETONS),
        st.sampled_from(["en", "zh_CN"]),
    )  # fmt: skip


def one_line(text: str) -> str:
    """A text as it can be the name of something in a library."""
    return " ".join("".join(char if fits_a_line(char) else " " for char in text).split())[:NAME_LIMIT].strip()


def library_saying(said: list[str], skeleton: Path, path: Path) -> Library:
    """A library whose folders, models, descriptions and tags say these texts."""
    names = [one_line(text) or "x" for text in said]
    library = create_library(path, names[0])
    records = tuple(model_saying(said, skeleton))
    for text, name in zip(said, names, strict=True):
        folder = add_folder(library, name).id
        add_model(library, NewModel(name, records, folder, description=text, tags=(name,)))
    return library
