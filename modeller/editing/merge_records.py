"""Three states of one element brought together, attribute by attribute."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from modeller.model.aspects import Sort, attributes, sort_of, with_attribute
from modeller.model.records import Node, Record
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

Side: TypeAlias = Literal["mine", "theirs"]

TYPE: Final = "type"
FRAME: Final = ("bounds", "label_bounds", "di:isHorizontal")
"""How a pool, its lanes and its phases stand."""
_DERIVED: Final = frozenset({"points", "label_bounds", "/di", "di:isMarkerVisible"})
"""What follows from other things: where both sides have it otherwise neither is asked."""
_FREE: Final = frozenset({"name", "/documentation", "lanes", "scope", "host", "source", "target", "id"})
"""What goes with any type of element."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed one attribute of an element, each otherwise.

    `attribute` is one of `aspects.attributes`; ``""``: one side took the element out, the other needs it;
    ``structure``: both changes are right and do not go together. `others` are the elements that are concerned besides.
    """

    element: str
    attribute: str
    base: Any
    mine: Any
    theirs: Any
    sort: Sort = "meaning"
    others: tuple[str, ...] = ()

    @property
    def ident(self) -> tuple[str, str]:
        """What a choice about it is filed under."""
        return (self.element, self.attribute)


Choose: TypeAlias = Callable[[Conflict], Side]


def merged(base: Record | None, mine: Record, theirs: Record, choose: Choose, frame: Side | None = None) -> Record:
    """One record with the changes of both; `choose` is asked where they exclude each other.

    `frame` is whose the place is of what divides a pool: that is one thing for all that it has.
    """
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    before = attributes(base) if base is not None else {}
    ours, others = attributes(mine), attributes(theirs)
    made = mine
    names = [name for name in {**before, **ours, **others} if ours.get(name) != others.get(name)]
    if TYPE in names and base is not None:
        whole = _other_type(mine.key, before, ours, others, choose)
        if whole is not None:
            made = mine if whole == "mine" else theirs
            names = [name for name in names if name in _FREE or sort_of(name) != "meaning"]
    for name in names:
        was, own, other = before.get(name), ours.get(name), others.get(name)
        if frame is not None and name in FRAME:
            made = with_attribute(made, mine if frame == "mine" else theirs, name)
        elif own == was:
            made = with_attribute(made, theirs, name)
        elif other == was:
            made = with_attribute(made, mine, name)
        elif name == "bounds" and (grown := _grown(base, mine, theirs)) is not None:
            made = with_attribute(made, grown, name)
        elif sort_of(name) == "quiet" or name in _DERIVED:
            made = with_attribute(made, min(mine, theirs, key=lambda each: repr(attributes(each).get(name))), name)
        else:
            side = choose(Conflict(mine.key, name, was, own, other, sort_of(name)))
            made = with_attribute(made, mine if side == "mine" else theirs, name)
    return made


def _other_type(
    key: str, before: dict[str, Any], ours: dict[str, Any], others: dict[str, Any], choose: Choose
) -> Side | None:
    """Whose element it is where one side made it another type and the other changed what goes with its type only."""
    if ours[TYPE] != before[TYPE] and others[TYPE] != before[TYPE]:
        return choose(Conflict(key, TYPE, before[TYPE], ours[TYPE], others[TYPE]))
    changer: Side = "mine" if ours[TYPE] != before[TYPE] else "theirs"
    left = others if changer == "mine" else ours
    bound = [
        name
        for name in {**before, **left}
        if before.get(name) != left.get(name) and sort_of(name) == "meaning" and name not in _FREE
    ]
    if not bound:
        return changer
    return choose(Conflict(key, TYPE, before[TYPE], ours[TYPE], others[TYPE]))


def _grown(base: Record | None, mine: Record, theirs: Record) -> Record | None:
    """A pool, lane or sub-process that both sides made larger is as large as both want it."""
    if not (isinstance(base, Node) and isinstance(mine, Node) and isinstance(theirs, Node)):
        return None
    if base.bounds is None or mine.bounds is None or theirs.bounds is None:
        return None
    kind = element_type(mine)
    holds = kind.role in {Role.POOL, Role.LANE} or kind.traits(mine).expanded
    if not holds or not (mine.bounds.covers(base.bounds) and theirs.bounds.covers(base.bounds)):
        return None
    return replace(mine, bounds=mine.bounds.united(theirs.bounds))


def says_more(base: Record, other: Record) -> bool:
    """Whether a side gave an element another meaning, not only another place or another order in its file."""
    if base == other:
        return False
    before, after = attributes(base), attributes(other)
    return any(
        before.get(name) != after.get(name) and sort_of(name) == "meaning" and name != "id"
        for name in {**before, **after}
    )
