"""Which element of one model is which of another: by key and id, else by name, kind, lane and neighbourhood."""

import re
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import zip_longest
from typing import Final

from modeller.model.bulk import uncollected
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Item, Node, Record
from modeller.model.resemblance import (
    DEPTH,
    alike,
    colourings,
    family,
    grams,
    is_named,
    neighbours,
    plain,
    text_of,
    type_of,
)

TRUSTED: Final = 0.5
"""Ids are trusted where so large a part of the elements that share one are alike in name or in surroundings."""
ENOUGH: Final = 0.55
"""Elements that are less alike than this are not the same."""
_COMMON: Final = 40
"""A pair of letters that more texts have tells nothing."""
_ROUNDS: Final = 6
_FEW: Final = 4
_RANDOM: Final = re.compile(r"(?:^|[_\-.])(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{7,}$|[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-", re.I)


def match(old: Model, new: Model) -> dict[str, str]:
    """The keys of `old` with the key of the same element in `new`; each is there once, many may be missing.

    Deterministic, and the same from either side: ``match(new, old)`` is the inverse. Costs n log n or so.
    """
    with uncollected():
        if _comes_first(old, new):
            return _Matcher(old, new).match()
        return {there: here for here, there in _Matcher(new, old).match().items()}


def is_random(ident: str) -> bool:
    """Whether an id is one that no two programs would count up to: ``Activity_0k3x9qa``, ``sid-8C1F3B7E-…``."""
    return bool(_RANDOM.search(ident))


def _comes_first(old: Model, new: Model) -> bool:
    """An order of models that asks nothing of which is old and which new."""
    for one, other in zip_longest(sorted(old.records), sorted(new.records)):
        if one != other:
            return (one or "") < (other or "")
        if old[one] != new[one]:
            return repr(old[one]) < repr(new[one])
    return True


class _Matcher:
    def __init__(self, old: Model, new: Model) -> None:
        self.old = old
        self.new = new
        self.pairs: dict[str, str] = {}
        self.taken: set[str] = set()
        self._fresh: deque[tuple[str, str]] = deque()
        self._neighbours: tuple[dict[str, list[tuple[str, str]]], ...] = ({}, {})

    def match(self) -> dict[str, str]:
        trusted = self._by_ids()
        self._roots()
        most = 2 * len(self.pairs) >= min(len(self.old), len(self.new))
        if self._left() and trusted and most:
            self._spread(self._only_odd())
            for place in (True, False):
                self._by_colour(place=place, redrawn=True)
        elif self._left():
            for place in (True, False):
                self._by_colour(place=place)
            for _ in range(_ROUNDS):
                if not self._by_resemblance():
                    break
            self._spread(lambda one, other: type_of(one) == type_of(other) or isinstance(one, Node), again=True)
        if trusted:
            self._odd_by_order()
        self._pictures()
        return self.pairs

    def _near(self, side: int, record: Record) -> list[tuple[str, str]]:
        """The neighbours of a record of the old (0) or new (1) model, looked up once."""
        found = self._neighbours[side].get(record.key)
        if found is None:
            found = neighbours(self.new if side else self.old, record)
            self._neighbours[side][record.key] = found
        return found

    def _left(self) -> bool:
        return len(self.pairs) < min(len(self.old), len(self.new))

    def _put(self, one: Record, other: Record) -> bool:
        if one.key in self.pairs or other.key in self.taken or type(one) is not type(other):
            return False
        self.pairs[one.key] = other.key
        self.taken.add(other.key)
        self._fresh.append((one.key, other.key))
        return True

    def _unmatched(self) -> tuple[list[Record], list[Record]]:
        return (
            [record for record in self.old if record.key not in self.pairs],
            [record for record in self.new if record.key not in self.taken],
        )

    # -- by key and id -------------------------------------------------------------------------------------------

    def _by_ids(self) -> bool:
        """Pair what shares a key and an id that nothing else has, if such pairs are to be trusted at all."""
        shared: list[tuple[Record, Record]] = []
        for record in self.old:
            other = self._namesake(record)
            if other is not None and type(other) is type(record):
                shared.append((record, other))
        asked = agreed = 0
        for one, other in shared:
            if isinstance(one, Node | Flow) and isinstance(other, Node | Flow) and (is_named(one) or is_named(other)):
                asked += 1
                agreed += one is other or self._agree(one, other)
        if asked < _FEW:  # too few names to say much: they may all have been changed
            agreed = sum(family(type_of(one)) == family(type_of(other)) for one, other in shared)
            asked = len(shared)
        if agreed < TRUSTED * asked:
            return False
        if not shared or len(shared) * 10 < min(len(self.old), len(self.new)):
            return False
        for one, other in shared:
            self._put(one, other)
        return True

    def _namesake(self, record: Record) -> Record | None:
        """The record of the other model with the same id, which both have once; else with the same key."""
        ident = record.properties.text("id")
        if ident:
            found = self.new.by_id(ident)
            if len(found) == 1 and len(self.old.by_id(ident)) == 1:
                return found[0]
        other = self.new.get(record.key)
        if other is None:
            return None
        if ident == record.key and len(self.old.by_id(ident)) > 1:
            return other if other == record else None  # an id twice: the key may be another's in the other file
        if "~" in record.key or other.properties.text("id") != other.key:
            return other if other == record or self._same_place(record, other) else None
        return None if ident == record.key and other.properties.text("id") == other.key else other

    def _same_place(self, record: Record, other: Record) -> bool:
        """Of two records with a key that was made for want of an id: are they the same in all that tells them?"""
        return (type_of(record), text_of(record), record.scope) == (type_of(other), text_of(other), other.scope)

    def _agree(self, one: Node | Flow, other: Node | Flow) -> bool:
        """Do two elements with one id have more in common than the id, unless that cannot be chance?"""
        if is_random(one.properties.text("id")):
            return True
        if plain(one.text) == plain(other.text) and family(one.type) == family(other.type):
            return True
        if isinstance(one, Flow) or isinstance(other, Flow):
            return isinstance(one, Flow) and isinstance(other, Flow) and (
                (one.source, one.target) == (other.source, other.target)
            )  # fmt: skip
        around = sorted(self._near(0, one))
        return one.type == other.type and bool(around) and around == sorted(self._near(1, other))

    def _only_odd(self) -> Callable[[Record, Record], bool]:
        """Where ids are trusted: of what has none, or one twice, ask how alike it is; the rest is another element."""

        def fits(one: Record, other: Record) -> bool:
            return (self._is_odd(self.old, one) or self._is_odd(self.new, other)) and _alike_in_kind(one, other)

        return fits

    @staticmethod
    def _is_odd(model: Model, record: Record) -> bool:
        ident = record.properties.text("id")
        return not ident or len(model.by_id(ident)) > 1

    def _odd_by_order(self) -> None:
        """What has no id or one twice, is of one kind and in one holder: pair it in file order."""
        sides: tuple[dict[Hashable, list[Record]], ...] = ({}, {})
        for side, left in zip(sides, self._unmatched(), strict=True):
            for record in left:
                if self._is_odd(self.old if side is sides[0] else self.new, record):
                    scope = record.scope or ""
                    holder = self.pairs.get(scope, scope) if side is sides[0] else scope
                    side.setdefault((type_of(record), text_of(record), holder), []).append(record)
        for what, found in sides[0].items():
            others = sides[1].get(what, [])
            if len(others) == len(found):
                for one, other in zip(found, others, strict=True):
                    self._put(one, other)

    # -- by surroundings -----------------------------------------------------------------------------------------

    def _roots(self) -> None:
        for one, other in zip(self.old.items("bpmn:definitions"), self.new.items("bpmn:definitions"), strict=False):
            self._put(one, other)

    def _pictures(self) -> None:
        """Diagrams are told by what they show; one that is left on either side is the other."""
        for key, there in list(self.pairs.items()):
            ours = [plane for plane in self.old.planes(key) if plane.key not in self.pairs]
            for one, other in zip(ours, (p for p in self.new.planes(there) if p.key not in self.taken), strict=False):
                self._put(one, other)
        left = [[record for record in side if isinstance(record, Diagram)] for side in self._unmatched()]
        if len(left[0]) == len(left[1]) == 1:
            self._put(left[0][0], left[1][0])

    def _by_colour(self, place: bool = False, redrawn: bool = False) -> None:
        """Pair what has equal surroundings, the widest first; several in file order.

        `redrawn`: where ids are trusted an element with a new id is another, unless nothing else about it is.
        """
        rounds = colourings((self.old, self.new), self.pairs, place)
        for depth in range(DEPTH, -1, -1):
            groups: dict[int, tuple[list[Record], list[Record]]] = {}
            for side, left in enumerate(self._unmatched()):
                for record in left:
                    if (
                        depth == DEPTH
                        or (is_named(record) and depth > 1)
                        or (not redrawn and depth + is_named(record) > 0)
                    ):
                        groups.setdefault(rounds[depth][side][record.key], ([], []))[side].append(record)
            for one, other in groups.values():
                if len(one) == len(other) and (len(one) == 1 or depth == DEPTH):
                    for first, second in zip(one, other, strict=True):
                        self._put(first, second)
            self._spread(_same_kind)

    def _spread(self, fits: Callable[[Record, Record], bool], again: bool = False) -> None:
        """From each new pair on (`again`: from each): pair what belongs to both in the same way, if only one fits."""
        if again:
            self._fresh.extend(self.pairs.items())
        while self._fresh and self._left():
            key, there = self._fresh.popleft()
            one, other = self.old[key], self.new[there]
            self._spread_fields(one, other, fits)
            self._spread_flows(key, there, fits)
            self._pair_off(
                (r for r in self.old.held(key) if isinstance(r, Item | Diagram) or is_named(r)),
                (r for r in self.new.held(there) if isinstance(r, Item | Diagram) or is_named(r)),
                fits,
            )  # fmt: skip
            self._pair_off(self.old.attached(key), self.new.attached(there), fits)
            self._pair_off(self.old.planes(key), self.new.planes(there), fits)

    def _spread_fields(self, one: Record, other: Record, fits: Callable[[Record, Record], bool]) -> None:
        for name in ("scope", "host", "source", "target"):
            first, second = self.old.get(getattr(one, name, None)), self.new.get(getattr(other, name, None))
            if first is not None and second is not None and fits(first, second):
                self._put(first, second)

    def _spread_flows(self, key: str, there: str, fits: Callable[[Record, Record], bool]) -> None:
        for leaving in (True, False):
            ours = self.old.outgoing(key) if leaving else self.old.incoming(key)
            theirs = self.new.outgoing(there) if leaving else self.new.incoming(there)
            ours = [flow for flow in ours if flow.key not in self.pairs]
            theirs = [flow for flow in theirs if flow.key not in self.taken]
            ends: dict[Hashable, list[Flow]] = {}
            for flow in theirs:
                ends.setdefault((flow.type, flow.target if leaving else flow.source), []).append(flow)
            for flow in ours:
                end = flow.target if leaving else flow.source
                found = ends.get((flow.type, self.pairs.get(end or "")), [])
                best = max(found, key=lambda each: alike(flow.text, each.text), default=None)
                if best is not None and self.pairs.get(end or "") is not None and fits(flow, best):
                    found.remove(best)
                    self._put(flow, best)
            self._pair_off(ours, theirs, fits)

    def _pair_off(
        self, ours: Iterable[Record], theirs: Iterable[Record], fits: Callable[[Record, Record], bool]
    ) -> None:
        sides: tuple[dict[Hashable, list[Record]], ...] = ({}, {})
        for side, found, gone in ((sides[0], ours, self.pairs), (sides[1], theirs, self.taken)):
            for record in found:
                if record.key not in gone:
                    side.setdefault((type_of(record), plain(text_of(record))), []).append(record)
        for what, mine in sides[0].items():
            other = sides[1].get(what, [])
            if len(mine) == len(other) == 1 and fits(mine[0], other[0]):
                self._put(mine[0], other[0])

    # -- by resemblance ------------------------------------------------------------------------------------------

    def _by_resemblance(self) -> bool:
        """Pair the most alike of what is left, if they are alike enough; whether there were any."""
        ours, theirs = self._unmatched()
        nodes = [record for record in ours if isinstance(record, Node | Item) and record.type != "bpmn:definitions"]
        found: list[tuple[float, float, str, str]] = []
        near = _Near(theirs)
        for one in nodes:
            keys = dict.fromkeys([*near.of(one), *self._around(one)])
            for key in keys:
                other = self.new[key]
                score = self._score(one, other) if type(one) is type(other) else 0.0
                if score >= ENOUGH:
                    found.append((-score, abs(one.order - other.order), one.key, key))
        found.sort()
        some = False
        for _, _, key, there in found:
            some = self._put(self.old[key], self.new[there]) or some
        self._spread(_same_kind, again=True)
        return some

    def _around(self, one: Record) -> list[str]:
        """What is joined to the counterparts of a record's neighbours as the record is to these."""
        found: list[str] = []
        back = {"in": "out", "out": "in"}
        for how, key in self._near(0, one):
            there = self.new.get(self.pairs.get(key))
            if there is not None and how in back:
                joined = [end for way, end in self._near(1, there) if way == back[how] and end not in self.taken]
                found += joined[:_COMMON]
        scope = self.new.get(self.pairs.get(one.scope or ""))
        if isinstance(one, Item) and scope is not None:
            found += [r.key for r in self.new.items_in(scope.key) if r.key not in self.taken and r.type == one.type]
        return found

    def _score(self, one: Node | Item, other: Record) -> float:
        """From 0 to 1: half for the name, a fifth for the kind, the rest for what stands around."""
        assert isinstance(other, Node | Item)
        if family(one.type) != family(other.type):
            return 0.0
        kind = 1.0 if one.type == other.type else 0.6
        text = alike(text_of(one), text_of(other))
        near = self._nearness(one, other)
        if isinstance(one, Item):
            return 0.5 * text + 0.2 * kind + 0.3 * near if text_of(one) or text_of(other) else 0.0
        if not text_of(one) and not text_of(other):
            return 0.4 * kind + 0.6 * near
        return 0.5 * text + 0.2 * kind + 0.3 * near + (0.1 if near > 0.99 else 0.0)

    def _nearness(self, one: Record, other: Record) -> float:
        ours, theirs = self._near(0, one), self._near(1, other)
        held = self.pairs.get(one.scope or "") == other.scope
        if not ours and not theirs:
            return 0.6 if held else 0.3
        mapped = [(how, self.pairs.get(key)) for how, key in ours]
        shared = len(set(mapped) & set(theirs))
        return shared / max(len(mapped), len(theirs))


class _Near:
    """The records whose text may be like another's, found through the rarest pairs of letters."""

    def __init__(self, records: list[Record]) -> None:
        self._having: dict[tuple[str, str], list[str]] = {}
        self._same: dict[tuple[str, str], list[str]] = {}
        for record in records:
            if is_named(record):
                kind = family(type_of(record))
                self._same.setdefault((kind, plain(text_of(record))), []).append(record.key)
                for gram in grams(text_of(record)):
                    self._having.setdefault((kind, gram), []).append(record.key)

    def of(self, record: Record) -> list[str]:
        if not is_named(record):
            return []
        kind = family(type_of(record))
        found = self._same.get((kind, plain(text_of(record))), [])[:_COMMON]
        lists = [self._having.get((kind, gram), []) for gram in grams(text_of(record))]
        rare = sorted((keys for keys in lists if 0 < len(keys) <= _COMMON), key=len)[:6]
        return [*found, *(key for keys in rare for key in keys)]


def _same_kind(one: Record, other: Record) -> bool:
    return type_of(one) == type_of(other) and (
        not isinstance(one, Node) or plain(text_of(one)) == plain(text_of(other))
    )


def _alike_in_kind(one: Record, other: Record) -> bool:
    return family(type_of(one)) == family(type_of(other)) and alike(text_of(one), text_of(other)) >= TRUSTED


def inverse(pairs: Mapping[str, str]) -> dict[str, str]:
    """The pairs from the other side."""
    return {there: here for here, there in pairs.items()}
