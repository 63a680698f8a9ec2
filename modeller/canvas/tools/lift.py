"""What is lifted off the picture while very much is moved: it goes along as a picture, and is put down in one go."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from modeller.drawing.bending import start_moved
from modeller.model.reading import Model
from modeller.model.records import Bounds, Point

MANY: Final = 500
"""More shapes than this are moved as a picture: every flow of theirs would have to follow at every step."""


@dataclass(frozen=True, slots=True)
class End:
    """A flow that is at what is lifted with one end: the path as it is, and whether its start or its end goes along."""

    points: tuple[Point, ...]
    at_start: bool

    def _end(self, dx: float, dy: float) -> Point:
        x, y = self.points[0 if self.at_start else -1]
        return Point(x + dx, y + dy)

    def near(self, area: Bounds, dx: float, dy: float) -> bool:
        """Whether the path may be seen in an area while what is lifted is so far away."""
        points = (*self.points, self._end(dx, dy))
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        return min(xs) <= area.right and max(xs) >= area.x and min(ys) <= area.bottom and max(ys) >= area.y

    def moved(self, dx: float, dy: float) -> tuple[Point, ...]:
        """The path then."""
        end = self._end(dx, dy)
        return start_moved(self.points, end) if self.at_start else start_moved(self.points[::-1], end)[::-1]


@dataclass(frozen=True, slots=True, eq=False)
class Lifted:
    """The keys of the shapes and flows that go along, those of the flows that are stretched by it and how these run."""

    keys: frozenset[str]
    stretched: frozenset[str]
    ends: tuple[End, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a gesture has what is lifted: how far from its place in units, and which frames are longer then."""

    what: Lifted
    dx: float
    dy: float
    frames: tuple[Bounds, ...] = ()


def lifted(model: Model, nodes: Iterable[str]) -> Lifted:
    """These shapes with all flows between them; flows to others are stretched."""
    keys = set(nodes)
    stretched: dict[str, End] = {}
    reached = [*keys]
    while reached:  # what hangs on a flow that goes along goes along too
        flows = dict.fromkeys(flow for key in reached for flow in model.flows_at(key))
        reached = []
        for key in flows:
            flow = model.flow(key)
            if flow is None or len(flow.points) < 2 or key in keys:
                continue
            if flow.source in keys and flow.target in keys:
                keys.add(key)
                reached.append(key)
                stretched.pop(key, None)
            else:
                stretched[key] = End(flow.points, flow.source in keys)
    return Lifted(frozenset(keys), frozenset(stretched), tuple(stretched.values()))
