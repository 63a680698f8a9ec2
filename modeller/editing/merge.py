"""Two edits of one model brought together: what does not contradict is kept, what does is asked about one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from modeller.editing.carried import below, process_of
from modeller.editing.merge_records import Conflict, Side, merged, says_more
from modeller.editing.merge_whole import finished, involved, unwhole
from modeller.model.aspects import attributes
from modeller.model.bulk import uncollected
from modeller.model.compare import ids_kept
from modeller.model.matching import inverse, match
from modeller.model.reading import Model
from modeller.model.records import Flow, Node, Record
from modeller.model.references import local, map_ids
from modeller.model.resemblance import family, type_of
from modeller.model.translated import Translation, named_keys
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

_ROUNDS: Final = 12
"""So often it is looked whether what was chosen goes together; what then still does not is left out."""

_DIVIDING: Final = frozenset({Role.LANE, Role.PHASE})

Records = dict[str, Record]


@dataclass(frozen=True)
class Merged:
    """What came of it, whole under the choices made so far, and every conflict, resolved or not.

    An element is named by its key in `model`, which is that of the base where it was there.
    """

    model: Model
    conflicts: tuple[Conflict, ...]


def merge3(base: Model, mine: Model, theirs: Model, choices: Mapping[tuple[str, str], Side] | None = None) -> Merged:
    """The model with the changes that `mine` and `theirs` made to `base`.

    `choices` says by `Conflict.ident` whose change counts; without a choice mine does. The other changes of both
    sides are kept, whatever is chosen. Nothing in the result names what is not there, and no flow joins what it may
    not join, unless both sides had it so.
    """
    with uncollected():
        return _Merge(base, mine, theirs, choices or {}).run()


def aligned(model: Model, base: Model) -> Records:
    """The records of a model, each under the key of its counterpart in `base`; its own ids where most were kept."""
    pairs = match(base, model)
    translate = Translation(model, base, inverse(pairs), own_ids=ids_kept(base, model, pairs))
    return {record.key: record for record in translate.all()}


class _Merge:
    def __init__(self, base: Model, mine: Model, theirs: Model, choices: Mapping[tuple[str, str], Side]) -> None:
        self.base: Records = dict(base.records)
        self.sides: dict[Side, Records] = {"mine": aligned(mine, base), "theirs": aligned(theirs, base)}
        self.sides["theirs"] = self._apart()
        self.models: dict[Side, Model] = {side: Model(records.values()) for side, records in self.sides.items()}
        self.choices = choices
        self.conflicts: dict[tuple[str, str], Conflict] = {}
        self.kept_back: dict[str, Side] = {}
        """Elements that one side took out and that stay: with the side that has them."""
        self.forced: dict[str, Side] = {}
        self.frames: dict[str, Side] = {}
        """Pools that both sides divide or place otherwise, with their lanes and phases: whose place counts."""

    def run(self) -> Merged:
        self._removed()
        self._framed()
        records = self._united()
        dropped: set[str] = set()
        for turn in range(_ROUNDS):
            model = Model(records.values())
            broken = unwhole(model, self.models, dropped)
            if not broken:
                break
            for key in broken:
                if turn == _ROUNDS - 1 or not self._force(model, key):
                    dropped.add(key)
            records = self._united()
        return Merged(finished(records, self.models, self.base, dropped), tuple(self.conflicts.values()))

    def choose(self, conflict: Conflict) -> Side:
        self.conflicts[conflict.ident] = conflict
        return self.choices.get(conflict.ident, "mine")

    # -- what both added -----------------------------------------------------------------------------------------

    def _apart(self) -> Records:
        """Their records, those that have a key or id of another new element of mine under fresh ones."""
        mine, theirs = self.sides["mine"], self.sides["theirs"]
        same = {
            key: key
            for key, record in theirs.items()
            if key in self.base or (key in mine and _may_be_same(mine[key], record))
        }
        homes = Model({**self.base, **mine}.values())
        known = {key: key for key in same if key in homes}
        translate = Translation(Model(theirs.values()), homes, known, own_ids=True)
        return {record.key: record for record in translate.all()}

    # -- what one side took out ----------------------------------------------------------------------------------

    def _removed(self) -> None:
        """Ask about each element that one side took out and the other changed, or newly refers to."""
        turns: tuple[tuple[Side, Side], ...] = (("mine", "theirs"), ("theirs", "mine"))
        for gone_from, other in turns:
            gone = {key for key in self.base if key not in self.sides[gone_from] and key in self.sides[other]}
            if not gone:
                continue
            roots: dict[str, list[str]] = {}
            for key in gone:
                roots.setdefault(self._root(key, gone), []).append(key)
            for root in self._needed(gone, other):
                along = tuple(sorted(key for key in roots.get(root, ()) if key != root))
                here = {gone_from: None, other: self._summary(self.sides[other][root])}
                side = self.choose(
                    Conflict(root, "", self._summary(self.base[root]), here["mine"], here["theirs"], others=along)
                )
                if side == other:
                    self._keep_back(roots[root], other, gone)

    def _summary(self, record: Record) -> str:
        return record.text or record.properties.text("id", record.key)

    def _root(self, key: str, gone: set[str]) -> str:
        """What an element went with: its holder, host or end that is gone too."""
        seen = {key}
        while True:
            record = self.base[key]
            held = [record.scope]
            held += [record.host] if isinstance(record, Node) else []
            held += [record.source, record.target] if isinstance(record, Flow) else []
            above = next((each for each in held if each in gone and each not in seen), None)
            if above is None:
                return key
            seen.add(above)
            key = above

    def _needed(self, gone: set[str], other: Side) -> list[str]:
        """The roots of what is gone that the other side changed or newly refers to, in the order of the base."""
        found: set[str] = set()
        records, idents = self.sides[other], self._idents(gone)
        for key, record in records.items():
            was = self.base.get(key)
            if was is record:
                continue
            if key in gone and was is not None and says_more(was, record):
                found.add(self._root(key, gone))
            before = set(_references(was, idents)) if was is not None else set()
            found |= {self._root(name, gone) for name in _references(record, idents) if name in gone - before}
        return [key for key in self.base if key in found]

    def _idents(self, gone: set[str]) -> dict[str, str]:
        return {ident: key for key in gone if (ident := self.base[key].properties.text("id"))}

    def _keep_back(self, keys: Iterable[str], other: Side, gone: set[str]) -> None:
        """An element stays, with all that went with it and can stay, as the side has it that did not take it out."""
        kept = set(keys)
        waiting = list(kept)
        while waiting:
            record = self.sides[other].get(waiting.pop())
            for _, key in named_keys(record) if record is not None else ():
                if key in gone and key not in kept:
                    kept.add(key)
                    waiting.append(key)
        for key in kept:
            self.kept_back[key] = other
        for flow in self.models[other].flows():
            if flow.source in kept or flow.target in kept:
                self.kept_back[flow.key] = other

    # -- pools ---------------------------------------------------------------------------------------------------

    def _framed(self) -> None:
        """Ask once for each pool whose division counts where both sides changed it."""
        base = Model(self.base.values())
        mine, theirs = self.sides["mine"], self.sides["theirs"]
        for pool in base.nodes():
            if pool.type != "bpmn:participant" or pool.key not in mine or pool.key not in theirs:
                continue
            parts = [pool, *_parts(base, pool)]
            if len(parts) < 2 and _place(mine[pool.key])[1:] == _place(theirs[pool.key])[1:]:
                continue
            changed = [[_place(side.get(part.key)) != _place(part) for part in parts] for side in (mine, theirs)]
            same = all(_place(mine.get(part.key)) == _place(theirs.get(part.key)) for part in parts)
            if same or not (any(changed[0]) and any(changed[1])):
                continue
            conflict = Conflict(
                pool.key, "bounds", pool.bounds, _place(mine[pool.key])[0], _place(theirs[pool.key])[0], "layout",
                tuple(part.key for part in parts[1:]),
            )  # fmt: skip
            self.frames.update(dict.fromkeys((part.key for part in parts), self.choose(conflict)))

    # -- all together --------------------------------------------------------------------------------------------

    def _united(self) -> Records:
        records: Records = {}
        mine, theirs = self.sides["mine"], self.sides["theirs"]
        for key in {**self.base, **mine, **theirs}:
            side = self.forced.get(key) or self.kept_back.get(key)
            made = self.sides[side].get(key) if side is not None else self._one(key, mine.get(key), theirs.get(key))
            if made is not None:
                records[key] = made
        return self._with_new_ids(records)

    def _with_new_ids(self, records: Records) -> Records:
        """What one side gave another id is named by it by the other side's changes too."""
        used = {record.properties.text("id") for record in records.values()}
        new: dict[str, str] = {}
        for key, record in records.items():
            was, ident = self.base.get(key), record.properties.text("id")
            before = was.properties.text("id") if was is not None else ident
            if before != ident and before and ident and before not in used:
                new[before] = ident
        if not new:
            return records
        return {key: map_ids(record, lambda ident: new.get(ident, ident)) for key, record in records.items()}

    def _one(self, key: str, mine: Record | None, theirs: Record | None) -> Record | None:
        base = self.base.get(key)
        if mine is None or theirs is None:
            return None if base is not None else mine or theirs
        return merged(base, mine, theirs, self.choose, self.frames.get(key))

    def _force(self, model: Model, key: str) -> bool:
        """Let one side have its way with what does not go together; False where that was done already."""
        concerned = involved(model, key)
        if all(each in self.forced for each in concerned):
            return False
        for side in ("mine", "theirs"):
            concerned |= involved(self.models[side], key)
        states = {side: self._state(self.sides[side].get(key)) for side in ("mine", "theirs")}
        conflict = Conflict(
            key, "structure", self._state(self.base.get(key)), states["mine"], states["theirs"],
            others=tuple(sorted(concerned - {key})),
        )  # fmt: skip
        side = self.choose(conflict)
        self.forced.update(dict.fromkeys(concerned, side))
        return True

    def _state(self, record: Record | None) -> str | None:
        return self._summary(record) if record is not None else None


def _parts(model: Model, pool: Node) -> list[Node]:
    """The lanes and phases of a pool."""
    process = process_of(model, pool)
    held = [*below(model, pool.key), *(below(model, process.key) if process is not None else ())]
    return [node for node in held if isinstance(node, Node) and element_type(node).role in _DIVIDING]


def _place(record: Record | None) -> tuple[object, object]:
    """Where a pool, lane or phase stands, and which way it lies."""
    return (record.bounds, record.properties.get("di:isHorizontal")) if isinstance(record, Node) else (None, None)


def _may_be_same(mine: Record, theirs: Record) -> bool:
    if type(mine) is not type(theirs) or family(type_of(mine)) != family(type_of(theirs)):
        return False
    return mine.scope == theirs.scope or attributes(mine) == attributes(theirs)


def _references(record: Record, idents: Mapping[str, str]) -> Iterable[str]:
    """The keys that a record names, those that it names by id included."""
    found = [key for _, key in named_keys(record)]
    if idents:

        def note(ident: str) -> str:
            if local(ident) in idents:
                found.append(idents[local(ident)])
            return ident

        map_ids(record, note)
    return found
