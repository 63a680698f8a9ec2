"""What differs between two models: added, removed, changed, and what is only drawn otherwise, each apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias

from modeller.model.aspects import Sort, attributes, sort_of
from modeller.model.bulk import uncollected
from modeller.model.matching import inverse, match
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Record
from modeller.model.translated import Translation

Kind: TypeAlias = Literal["added", "removed", "changed", "layout", "tools"]
"""`layout`: the same, drawn otherwise. `tools`: nothing but what other tools keep in the file for themselves."""
KINDS: Final[tuple[Kind, ...]] = ("removed", "added", "changed", "layout", "tools")

_PLACEHOLDER: Final = "__targetRef_placeholder"
_OURS: Final = "{urn:modeller:"


@dataclass(frozen=True, slots=True)
class Changed:
    """One attribute that says something else; `old` or `new` is None where it says nothing.

    Names are those of `aspects.attributes`. Where a value is a key or an id it is one of the model that it stands in.
    """

    attribute: str
    old: Any
    new: Any
    sort: Sort = "meaning"


@dataclass(frozen=True, slots=True)
class Difference:
    """One element that differs: its key in the old model and in the new, None where it is not there.

    `changed` says what about it means something else (and what is drawn otherwise besides), `layout` that nothing does.
    """

    kind: Kind
    old: str | None
    new: str | None
    changes: tuple[Changed, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """All differences in file order, what was removed first; `pairs` are the keys of elements that both models have."""

    differences: tuple[Difference, ...]
    pairs: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.differences)

    def of(self, kind: Kind) -> tuple[Difference, ...]:
        """The differences of one kind."""
        return tuple(each for each in self.differences if each.kind == kind)

    @cached_property
    def by_old(self) -> Mapping[str, Difference]:
        """The differences by key in the old model."""
        return {each.old: each for each in self.differences if each.old is not None}

    @cached_property
    def by_new(self) -> Mapping[str, Difference]:
        """The differences by key in the new model."""
        return {each.new: each for each in self.differences if each.new is not None}

    @property
    def mirrored(self) -> "Comparison":
        """The same from the other side: what was added is removed."""
        turned: dict[Kind, Kind] = {"added": "removed", "removed": "added"}
        return Comparison(
            tuple(
                Difference(
                    turned.get(each.kind, each.kind), each.new, each.old,
                    tuple(Changed(c.attribute, c.new, c.old, c.sort) for c in each.changes),
                )
                for each in self.differences
            ),
            inverse(self.pairs),
        )  # fmt: skip


def compare(old: Model, new: Model) -> Comparison:
    """What has to happen to `old` so that it says what `new` says.

    Ids do not count where most of them changed: then another tool has written the file.
    """
    with uncollected():
        return _compare(old, new, match(old, new))


def _compare(old: Model, new: Model, pairs: Mapping[str, str]) -> Comparison:
    translate, kept = Translation(new, old, inverse(pairs)), ids_kept(old, new, pairs)
    found = [Difference("removed", record.key, None) for record in old if record.key not in pairs]
    for record in old:
        there = pairs.get(record.key)
        if there is None:
            continue
        other = new[there]
        if other is record and translate.same:
            continue
        translated = translate(other)
        if translated == record and not (kept and other.properties.get("id") != record.properties.get("id")):
            continue
        changes = _changes(record, translated, other, kept)
        if changes:
            found.append(Difference(_kind(changes), record.key, there, changes))
    taken = set(pairs.values())
    found += [Difference("added", None, record.key) for record in new if record.key not in taken]
    return Comparison(tuple(found), pairs)


def ids_kept(old: Model, new: Model, pairs: Mapping[str, str]) -> bool:
    """Whether most elements have the id that they had."""
    idents = [(old[key].properties.get("id"), new[there].properties.get("id")) for key, there in pairs.items()]
    return 2 * sum(one == other for one, other in idents) > len(idents)


def _kind(changes: tuple[Changed, ...]) -> Kind:
    sorts = {change.sort for change in changes}
    return "changed" if "meaning" in sorts else "layout" if "layout" in sorts else "tools"


def _changes(old: Record, translated: Record, new: Record, kept: bool) -> tuple[Changed, ...]:
    before, after, raw = attributes(old), attributes(translated), attributes(new)
    if kept and "id" in raw:  # else it means nothing, and what is named by it is told by who is named
        after["id"] = raw["id"]
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return tuple(
        Changed(name, before.get(name), raw.get(name), sort)
        for name in names
        if (sort := _sort(old, name, before.get(name), after.get(name))) != "quiet"
    )


def _sort(record: Record, name: str, before: Any, after: Any) -> Sort:
    """What kind of change it is: a name that is broken into other lines, or a diagram, is only drawn otherwise."""
    if name == "name" and str(before or "").split() == str(after or "").split():
        return "layout"
    if isinstance(record, Flow) and name in ("sourceRef", "targetRef"):
        return "quiet"  # the ids of its ends, which are told
    if name == "/property" and _inputs(before) == _inputs(after):
        return "quiet"
    if name == "/extensionElements" and _ours(before) != _ours(after):
        return "meaning"
    sort = sort_of(name)
    return "layout" if isinstance(record, Diagram) and sort == "meaning" and name not in ("name", "scope") else sort


def _inputs(pieces: Any) -> list[Any]:
    """The properties of a step without the one that only stands for the input that it has none of."""
    return [piece for piece in pieces or () if ("name", _PLACEHOLDER) not in piece[1]]


def _ours(pieces: Any) -> list[Any]:
    return [child for piece in pieces or () for child in piece[3] if child[0].startswith(_OURS)]
