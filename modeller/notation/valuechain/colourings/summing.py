"""What is said of a stage by what is said of its parts."""

from collections import Counter
from collections.abc import Callable, Sequence

from modeller.notation.valuechain.colouring import Said

Summed = Callable[[Sequence[Said]], Said]


def if_all_agree(name: str) -> Summed:
    """What every part says."""

    def summed(parts: Sequence[Said]) -> Said:
        there = {part.get(name, "") for part in parts}
        return {name: value} if len(there) == 1 and (value := there.pop()) else {}

    return summed


def first_of(name: str, order: Sequence[str]) -> Summed:
    """The first value in an order that some part says: one decides for all."""

    def summed(parts: Sequence[Said]) -> Said:
        there = {part.get(name, "") for part in parts}
        return next(({name: value} for value in order if value in there), {})

    return summed


def usual(name: str, order: Sequence[str]) -> Summed:
    """What most parts say; of what equally many say, the first in an order."""

    def summed(parts: Sequence[Said]) -> Said:
        counted = Counter(part[name] for part in parts if part.get(name))
        return {name: max(order, key=lambda each: counted[each])} if counted else {}

    return summed


def together(name: str) -> Summed:
    """What all parts say, one entry a line."""

    def summed(parts: Sequence[Said]) -> Said:
        lines = "\n".join(text for part in parts if (text := part.get(name, "")))
        return {name: lines} if lines else {}

    return summed
