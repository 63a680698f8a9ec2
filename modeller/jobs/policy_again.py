"""A policy document made again from its library, and held against the one that somebody has."""

from typing import Final, Literal, NamedTuple, TypeAlias

import modeller
from modeller.export.policy.compose import compose
from modeller.export.policy.recipe import FIELDS, FRAME, FRONT, STYLE, Recipe, decoded
from modeller.jobs.policy_bytes import held
from modeller.jobs.policy_document import Wishes, rendered
from modeller.jobs.policy_library import policy_in
from modeller.jobs.progress import silent
from modeller.language import LANGUAGES, PSEUDO
from modeller.library.store import Library
from modeller.model.entries import ModelEntry
from modeller.model.house_style import NUMBERINGS

Same: TypeAlias = Literal["same", "added", "altered", "updated", "foreign", "uncompared"]
"""How a document stands to what the library would print of its version: it says the same; something was added to the
file since; the file was altered; what the library says besides the version has changed; it was made from something
else; it cannot be compared, for another version of the program made it, or with a style of its own."""
_KINDS: Final = {
    "terms": "dictionary", "roles": "dictionary", "findings": "findings", FRONT: "approval", "revisions": "approval",
    FRAME: "approval", STYLE: "style", FIELDS: "fields",
}  # fmt: skip
"""What of a library stands behind the parts of a document that may change while its version does not."""


class Again(NamedTuple):
    """`kinds` are what changed of ``dictionary``, ``approval``, ``findings``, ``style``, ``clauses`` and ``fields``,
    `words` how many entries of the dictionary did."""

    same: Same
    kinds: tuple[str, ...] = ()
    words: int = 0


def made_again(library: Library, entry: ModelEntry, version: str, recipe: Recipe, digest: str, data: bytes) -> Again:
    """Make the document of a version again as a recipe says, and compare. Raises Problem."""
    wishes = _wishes(recipe)
    if wishes is None:
        return Again("foreign")
    job = policy_in(library, entry, wishes, version)
    policy = compose(job).policy
    now = decoded(policy.recipe)
    assert now is not None
    if policy.digest.startswith(digest) and now == recipe:
        suffix = ".docx" if data.startswith(b"PK") else ".pdf"
        return Again(held(data, rendered(policy, job, suffix, silent)[0]))
    if recipe.program != modeller.__version__:
        return Again("uncompared")
    keys = [key for key in {**recipe.parts, **now.parts} if recipe.parts.get(key) != now.parts.get(key)]
    kinds = dict.fromkeys(map(_kind, keys))
    if not kinds or ("" in kinds and "fields" not in kinds):  # a field of the library may stand in any section
        return Again("foreign")
    kinds.pop("", None)
    return Again("updated", tuple(kinds), sum(_changed(recipe, now, key) for key in ("terms", "roles")))


def _wishes(recipe: Recipe) -> Wishes | None:
    """What was chosen for a document; None where no document can have been made so."""
    numbering = next((each for each in NUMBERINGS if each == recipe.numbering), None)
    if numbering is None or recipe.language not in (*LANGUAGES, PSEUDO):
        return None
    return Wishes(
        language=recipe.language,
        sections=recipe.sections,
        title=recipe.title,
        department=recipe.department,
        number=recipe.number,
        author=recipe.author,
        organisation=recipe.organisation,
        numbering=numbering,
    )


def _kind(part: str) -> str:
    """What of the library a part of a document comes from, ``""`` for what only its version can change."""
    return "clauses" if part.startswith("clause ") else _KINDS.get(part, "")


def _changed(old: Recipe, new: Recipe, key: str) -> int:
    """How many rows of a part's tables are others."""
    if old.parts.get(key) == new.parts.get(key):
        return 0
    before, after = set(old.rows.get(key, ())), set(new.rows.get(key, ()))
    return max(len(before - after), len(after - before))
