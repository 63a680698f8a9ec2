"""Whether a policy document still is what its library says: read what it is known by, and look at what came since."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias
from zipfile import BadZipFile, ZipFile

from modeller.analysis.steps import steps
from modeller.export.policy.recipe import DOCX_TAG, PDF_NAME, Recipe, decoded
from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown
from modeller.files.xml import parse
from modeller.jobs.policy_again import Again, made_again
from modeller.jobs.policy_library import house_for
from modeller.language import Message, message
from modeller.library.approval import approvals
from modeller.library.fields import fields_of
from modeller.library.models import model as model_entry
from modeller.library.store import Library
from modeller.library.versions import read_version, versions
from modeller.model.compare import compare
from modeller.model.entries import ModelEntry, Version
from modeller.model.house_style_json import fingerprint
from modeller.model.reading import Model

State: TypeAlias = Literal[
    "current", "added", "updated", "altered", "foreign", "uncompared", "restyled", "changed", "draft", "retired"
]
"""`current` where it says what the library would print today; `added`, `updated`, `altered`, `foreign` and
`uncompared` are those of `policy_again` for the version that holds."""
_TEXT: Final = r"/%s <FEFF((?:[0-9A-F]{4})*)>"
_STAMP: Final = re.compile(r"(?P<model>.+?)(?: · (?P<version>\d+\.\d+))? · (?P<digest>[0-9a-f]{16})")
_PART: Final = "docProps/core.xml"
_PARTS: Final = 4
"""Of a fingerprint."""
_OWN: Final = 20
"""So many parts of a DOCX that programs keep with it are looked through."""
_LARGEST: Final = 2_000_000
"""Bytes of a part: a recipe and what stands around it."""
_TAGS: Final = {
    "Subject": "{http://purl.org/dc/elements/1.1/}subject",
    "Keywords": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords",
}


class Known(NamedTuple):
    """What a document is known by: its model's id, its version (``""``: a draft), the beginning of its hash.

    `house` is the fingerprint of the library's house style and clauses, ``""`` where it was made without; `recipe` what
    it takes to make it again, None where it does not say.
    """

    model: str
    version: str
    digest: str
    house: str = ""
    recipe: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a document stands. `changed` counts the steps that differ in the version `now`; is one `published`?

    `restyled` is what of ``style`` and ``clauses`` the library has changed since, where its words hold. Of a document
    that is `updated`, `kinds` are what else changed in the library, `changed` how many entries of its dictionary.
    """

    state: State
    known: Known
    name: str
    now: str = ""
    changed: int = 0
    published: bool = True
    restyled: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def words(self) -> Message:
        """The verdict as a sentence."""
        what = [message(f"jobs.document.updated.{kind}", count=self.changed) for kind in self.kinds]
        if what:
            joined = reduce(lambda one, other: message("jobs.document.and", one=one, other=other), what)
            return message("jobs.document.updated", name=self.name, version=self.known.version, what=joined)
        said: str = self.state if self.published or self.state != "current" else "latest"
        said = f"{said}.{'_and_'.join(self.restyled)}" if self.restyled else said
        return message(
            f"jobs.document.{said}", name=self.name, version=self.known.version, now=self.now, count=self.changed
        )


def known_by(file: Path | str) -> Known:
    """What the document in a file is known by. Raises Problem where it is none of ours."""
    return _known(file, read_bytes(file))


def _known(file: Path | str, data: bytes) -> Known:
    said = _in_word(data, shown(file)) if data.startswith(b"PK") else _in_pdf(data)
    found = _STAMP.fullmatch(said["Subject"])
    if found is None:
        raise Problem(message("jobs.document.unknown", name=shown(file)))
    return Known(found["model"], found["version"] or "", found["digest"], said["Keywords"], decoded(said[PDF_NAME]))


def _in_pdf(data: bytes) -> dict[str, str]:
    found = {name: re.search((_TEXT % name).encode("ascii"), data) for name in (*_TAGS, PDF_NAME)}
    return {
        name: bytes.fromhex(each[1].decode("ascii")).decode("utf-16-be", "replace") if each else ""
        for name, each in found.items()
    }


def _in_word(data: bytes, name: str) -> dict[str, str]:
    """What a DOCX says of itself, its recipe wherever Word has put that."""
    try:
        with ZipFile(BytesIO(data)) as package:
            core = _root(package, _PART, name)
            own = [each for each in package.namelist() if each.startswith("customXml/") and each.endswith(".xml")]
            roots = [root for each in own[:_OWN] if (root := _foreign_root(package, each)) is not None]
    except (BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return dict.fromkeys((*_TAGS, PDF_NAME), "")
    said = {tag: next((str(each.text or "") for each in core.iter(name_)), "") for tag, name_ in _TAGS.items()}
    return {**said, PDF_NAME: next((str(each.text or "") for root in roots for each in root.iter(DOCX_TAG)), "")}


def _root(package: ZipFile, part: str, name: str) -> Any:
    with package.open(part) as opened:
        return parse(opened.read(_LARGEST), name)


def _foreign_root(package: ZipFile, part: str) -> Any:
    """A part that any program may have put there; None where it cannot be read."""
    try:
        return _root(package, part, part)
    except Problem:
        return None


def verify(file: Path | str, library: Library) -> Verdict:
    """How a document stands against its library: against what is published, or the latest version where nothing is.

    Raises Problem where the file is no policy document, or the library does not have its model or version.
    """
    data = read_bytes(file)
    known = _known(file, data)
    entry = _entry(file, library, known.model)
    if not known.version:
        return Verdict("draft", known, entry.name)
    every = versions(library, entry.id)
    mine = next((each for each in every if each.number == known.version), None)
    if mine is None:
        raise Problem(message("library.no_version", number=known.version))
    kinds = {each.version: each.kind for each in approvals(library, entry.id)}
    now = _in_force(every, kinds)
    if now.id == mine.id:
        kind = kinds.get(mine.id)
        stands = Verdict("current", known, entry.name, now.number, published=kind == "published")
        restyled = _restyled(library, entry, known.house) if kind != "retired" else ()
        if restyled:
            return replace(stands, state="restyled", restyled=restyled)
        again = _again(library, entry, known, data)
        if again.same != "same":
            return replace(stands, state=again.same, changed=again.words, kinds=again.kinds)
        return replace(stands, state="retired") if kind == "retired" else stands
    return Verdict("changed", known, entry.name, now.number, _changed(library, mine, now))


def _again(library: Library, entry: ModelEntry, known: Known, data: bytes) -> Again:
    """The document of its version made again, and compared; one that says no longer how it was made was altered."""
    if known.recipe is None:
        return Again("altered")
    if not known.house:
        return Again("uncompared")
    return made_again(library, entry, known.version, known.recipe, known.digest, data)


def _restyled(library: Library, entry: ModelEntry, house: str) -> tuple[str, ...]:
    """What of style and clauses is no longer as it was printed."""
    parts = house.split(" ")
    if len(parts) != _PARTS:
        return ()
    now = fingerprint(house_for(library, entry, parts[1]), parts[1]).split(" ")
    return tuple(name for name, place in (("style", 2), ("clauses", 3)) if parts[place] != now[place])


def _entry(file: Path | str, library: Library, model: str) -> ModelEntry:
    try:
        return model_entry(library, model)
    except Problem as problem:
        if problem.message.key != "library.no_such":
            raise
        said = message("jobs.document.elsewhere", name=shown(file), library=shown(library.path))
        raise Problem(said) from problem


def _in_force(every: Sequence[Version], kinds: Mapping[str, str]) -> Version:
    """The published version, the latest where none is."""
    latest = max(every, key=lambda each: (each.major, each.minor))
    return next((each for each in every if kinds.get(each.id) == "published"), latest)


def _changed(library: Library, old: Version, new: Version) -> int:
    """How many steps were added, taken away or changed between two versions."""
    before, after = (Model(read_version(library, each.id).records, fields_of(library)) for each in (old, new))
    was, now = ({step.key for step in steps(each)} for each in (before, after))
    return sum(
        1
        for each in compare(before, after).differences
        if each.kind in ("added", "removed", "changed") and (each.old in was or each.new in now)
    )
