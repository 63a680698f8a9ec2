"""Compare two models: what differs, as lines for people and as data for programs."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from modeller.files.read import shown
from modeller.jobs.open_model import Opened, open_model
from modeller.jobs.progress import Progress, part, silent
from modeller.language import listed, message, words
from modeller.model.compare import KINDS, Comparison, Difference, Kind, compare
from modeller.model.reading import Model
from modeller.model.records import Diagram
from modeller.notation.differences import (
    change_in_words,
    differences_by_place,
    element_in_words,
    is_told,
    place_in_words,
    record_of,
)

_SIGNS: Final[dict[Kind, str]] = {"added": "+", "removed": "-", "changed": "~", "layout": ".", "tools": "."}
_FEW: Final = 40
"""So many elements that are only drawn otherwise are named."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two models, what they are called, and what differs."""

    old: Model
    new: Model
    old_name: str
    new_name: str
    comparison: Comparison

    @property
    def counts(self) -> dict[Kind, int]:
        """How many differences of each kind are told."""
        found = Counter(each.kind for each in self.comparison.differences if is_told(each, self.old, self.new))
        return {kind: found[kind] for kind in KINDS}


def compare_models(old: Model, new: Model, old_name: str, new_name: str, progress: Progress = silent) -> Compared:
    """Compare two models, wherever they come from."""
    progress(0)
    compared = Compared(old, new, old_name, new_name, compare(old, new))
    progress(1)
    return compared


def compare_files(old: Path | str, new: Path | str, progress: Progress = silent) -> tuple[Compared, Opened, Opened]:
    """Open two files and compare them. Raises Problem where one cannot be opened."""
    before = open_model(old, part(progress, 0, 0.4))
    after = open_model(new, part(progress, 0.4, 0.8))
    compared = compare_models(
        before.document, after.document, shown(before.path), shown(after.path), part(progress, 0.8, 1)
    )
    return compared, before, after


def lines(compared: Compared) -> list[str]:
    """What differs in words, line by line, in the current language."""
    old, new = compared.old, compared.new
    said = [words(message("compare.head", old=compared.old_name, new=compared.new_name))]
    if not compared.comparison:
        return [*said, words(message("compare.same"))]
    said.append(summary(compared.counts))
    quiet: list[Difference] = []
    for place, differences in differences_by_place(compared.comparison, old, new).items():
        loud = [each for each in differences if each.kind in ("added", "removed", "changed")]
        quiet += [each for each in differences if each.kind not in ("added", "removed", "changed")]
        if loud:
            said += ["", place]
        for difference in loud:
            said += _difference(difference, old, new)
    for kind in ("layout", "tools"):
        found = [each for each in quiet if each.kind == kind]
        if found:
            said += ["", words(message("compare.only_layout") if kind == "layout" else message("compare.only_tools"))]
            said += [f"  {_SIGNS[each.kind]} {_element(each, old, new)}" for each in found[:_FEW]]
            if len(found) > _FEW:
                said.append("  " + words(message("compare.more", count=len(found) - _FEW)))
    return said


def _difference(difference: Difference, old: Model, new: Model) -> list[str]:
    found = [f"  {_SIGNS[difference.kind]} {_element(difference, old, new)}"]
    found += [
        f"      {change_in_words(change, difference, old, new)}"
        for change in difference.changes
        if change.sort == "meaning"
    ]
    return found


def _element(difference: Difference, old: Model, new: Model) -> str:
    return element_in_words(record_of(difference, old, new), new if difference.new is not None else old)


def summary(counts: dict[Kind, int]) -> str:
    """How much was added, removed, changed, in one line."""
    says = {
        "removed": message("compare.count.removed", count=counts["removed"]),
        "added": message("compare.count.added", count=counts["added"]),
        "changed": message("compare.count.changed", count=counts["changed"]),
        "layout": message("compare.count.layout", count=counts["layout"]),
        "tools": message("compare.count.tools", count=counts["tools"]),
    }
    parts = [words(says[kind]) for kind in KINDS if counts[kind]]
    return listed(parts)


def plain(compared: Compared) -> dict[str, object]:
    """The comparison as data that JSON can hold; every difference is there, with keys, ids and words."""
    old, new = compared.old, compared.new
    return {
        "old": compared.old_name,
        "new": compared.new_name,
        "same": not compared.comparison,
        "counts": dict(compared.counts),
        "differences": [_plain(each, old, new) for each in compared.comparison.differences],
    }


def _plain(difference: Difference, old: Model, new: Model) -> dict[str, object]:
    record = record_of(difference, old, new)
    model = new if difference.new is not None else old
    return {
        "kind": difference.kind,
        "type": "diagram" if isinstance(record, Diagram) else record.type.removeprefix("bpmn:"),
        "oldId": old[difference.old].properties.text("id", difference.old) if difference.old is not None else None,
        "newId": new[difference.new].properties.text("id", difference.new) if difference.new is not None else None,
        "element": element_in_words(record, model),
        "place": place_in_words(record, model),
        "changes": [
            {
                "attribute": change.attribute.removeprefix("/"),
                "sort": change.sort,
                "words": change_in_words(change, difference, old, new),
            }
            for change in difference.changes
        ],
    }
