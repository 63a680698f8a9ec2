"""Where something stands among its siblings: a number that leaves the others' alone."""

from collections.abc import Sequence

Placed = tuple[str, float]


def position(siblings: Sequence[Placed], before: str | None) -> float | None:
    """The number that stands before the sibling of that id, or after all. None: there is no room, number all anew."""
    ordered = sorted(siblings, key=lambda pair: pair[1])
    if before is None or not any(id == before for id, _ in ordered):
        return ordered[-1][1] + 1 if ordered else 0.0
    index = next(index for index, (id, _) in enumerate(ordered) if id == before)
    upper = ordered[index][1]
    lower = ordered[index - 1][1] if index else upper - 2
    middle = (lower + upper) / 2
    return middle if lower < middle < upper else None
