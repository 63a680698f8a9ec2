"""Whose path a flow runs along: ours, laid anew when its ends move, or one of a file or a hand, which stays."""

from collections.abc import Iterable
from typing import Final
from zlib import crc32

from modeller.model.aspects import ROUTE
from modeller.model.records import Point

ROUTED: Final = "#routed"
"""The property of a flow whose path is ours. In the file the MARK says it."""
MARK: Final = ROUTE
"""The property that holds the seal of a path of ours, as it stands in the file."""


def seal(points: Iterable[Point]) -> str:
    """What tells a path from others: a tool that bends it need not know of our mark, which fits no more then."""
    return f"{crc32(' '.join(f'{x!r},{y!r}' for x, y in ((float(x), float(y)) for x, y in points)).encode()):08x}"
