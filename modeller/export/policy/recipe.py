"""What a policy document carries so that it can be made again and compared: what was chosen for it, and a hash of each
of its parts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from typing import Any, Final

import modeller
from modeller.export.policy.blocks import Block, Heading, Policy, Table
from modeller.export.policy.job import PolicyJob
from modeller.export.policy.plain import plain

FRAME: Final = "frame"
"""What stands on each page: title, head and foot, mark."""
STYLE: Final = "style"
"""Colours and fonts."""
FRONT: Final = "cover"
"""What stands before the first heading."""
PDF_NAME: Final = "ModellerRecipe"
"""The entry of a PDF's information that holds a recipe."""
DOCX_TAG: Final = "{urn:modeller:recipe}recipe"
"""The element of a DOCX that holds it."""
_COUNTED: Final = frozenset({"terms", "roles"})
"""The parts of whose tables each row has a hash of its own, so that it can be said how many changed."""
FIELDS: Final = "fields"
"""The library's own fields, which any section may print."""
_NO_STYLE: Final[Mapping[str, Any]] = {
    "accent": "", "body_font": "", "head_font": "", "latin_font": "", "serif": False,
}  # fmt: skip
_LENGTH: Final = 8
_LARGEST: Final = 1_000_000
"""Letters of a recipe: a library's terms have eleven each, a clause some sixty. No file makes us read more."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """`program` is the version that made it. `parts` are hashes by section, `rows` those of rows."""

    program: str = ""
    language: str = ""
    sections: tuple[str, ...] = ()
    title: str = ""
    number: str = ""
    department: str = ""
    author: str = ""
    organisation: str = ""
    numbering: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def recipe_of(job: PolicyJob, policy: Policy) -> Recipe:
    """The recipe of a document that was composed."""
    held = _parts(policy.blocks)
    return Recipe(
        modeller.__version__,
        job.language,
        job.sections,
        job.title,
        job.facts.number,
        job.facts.department,
        job.author,
        job.style.organisation,
        job.style.numbering,
        {
            FRAME: short(replace(policy, blocks=(), **_NO_STYLE)),
            FIELDS: short(repr(job.model.own_fields)),
            STYLE: short([getattr(policy, name) for name in _NO_STYLE]),
            **{key: short(tuple(blocks)) for key, blocks in held.items()},
        },
        {key: tuple(_rows(blocks)) for key, blocks in held.items() if key in _COUNTED},
    )


def _parts(blocks: Iterable[Block]) -> dict[str, list[Block]]:
    """The blocks by the sections that they stand in, without the numbers of headings: one more section before them
    changes those."""
    found: dict[str, list[Block]] = {}
    key = FRONT
    for block in blocks:
        if isinstance(block, Heading):
            key = block.anchor if block.level == 1 else key
        found.setdefault(key, []).append(replace(block, number="") if isinstance(block, Heading) else block)
    return found


def _rows(blocks: Iterable[Block]) -> Iterable[str]:
    return (short(row) for block in blocks if isinstance(block, Table) for row in block.rows)


def encoded(recipe: Recipe) -> str:
    """A recipe as text."""
    return json.dumps(asdict(recipe), ensure_ascii=True, separators=(",", ":"))


def decoded(text: str) -> Recipe | None:
    """The recipe in a text that a file brings; None where it is none."""
    if not text or len(text) > _LARGEST:
        return None
    try:
        data = json.loads(text)
        texts = {each.name: str(data[each.name]) for each in fields(Recipe) if each.default == "" and each.name in data}
        parts = {str(key): str(value) for key, value in data["parts"].items()}
        rows = {str(key): tuple(map(str, value)) for key, value in data["rows"].items()}
        return Recipe(**texts, sections=tuple(map(str, data["sections"])), parts=parts, rows=rows)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def short(value: Any) -> str:
    """The beginning of the hash of records."""
    said = json.dumps(plain(value), ensure_ascii=True, separators=(",", ":"))
    return sha256(said.encode("ascii")).hexdigest()[:_LENGTH]
