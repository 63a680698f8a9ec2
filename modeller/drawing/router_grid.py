"""The shortest path with few bends on a sparse grid: only the lines that run beside obstacles and through docks."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Final, TypeAlias

from modeller.drawing.routing import Side, without_idle_bends
from modeller.model.records import Bounds, Point

Box: TypeAlias = tuple[float, float, float, float]
Dock: TypeAlias = tuple[Point, Side, float]
State: TypeAlias = tuple[int, int, int]
"""Column, row, direction (0 right, 1 down, 2 left, 3 up)."""

BEND: Final = 50.0
MARGIN: Final = 10.0
STRICT: Final = 9.5
LYING: Final = 4.0
"""How many times its length a piece costs that lies on another path."""
MOST: Final = 6000
"""After so many steps the search gives up."""
_WAYS: Final = ((1, 0), (0, 1), (-1, 0), (0, -1))
_DIRECTION: Final[dict[Side, int]] = {"right": 0, "bottom": 1, "left": 2, "top": 3}


def search(
    starts: Sequence[Dock],
    ends: Sequence[Dock],
    obstacles: Sequence[Box],
    taken: Sequence[tuple[Point, Point]],
    within: Bounds | None,
) -> tuple[Point, ...]:
    """A path from one of the docks to one of the others that keeps its distance to all obstacles; none: empty."""
    grid = _Grid(starts, ends, obstacles, taken, within)
    reached = _Search(grid)
    goals: dict[State, tuple[Point, float]] = {}
    for point, side, extra in ends:
        x, y = _out(point, side)
        goals[grid.column(x), grid.row(y), (_DIRECTION[side] + 2) % 4] = (point, extra)
    origin: dict[State, Point] = {}
    for point, side, extra in starts:
        x, y = _out(point, side)
        begun = (grid.column(x), grid.row(y), _DIRECTION[side])
        if grid.free(begun[0], begun[1]) and reached.reach(begun, extra, None):
            origin[begun] = point
    best: tuple[float, State] | None = None
    for _ in range(MOST):
        estimate, state = reached.next()
        if state is None or (best is not None and estimate >= best[0]):
            break
        so_far = reached.cost[state]
        if state in goals and (best is None or so_far + goals[state][1] < best[0]):
            best = so_far + goals[state][1], state
        for turn in range(4):
            if turn == (state[2] + 2) % 4:
                continue
            bent = so_far if turn == state[2] else so_far + BEND
            if turn != state[2] and (state[0], state[1], turn) in goals:
                reached.reach((state[0], state[1], turn), bent, state)
            step = grid.step(state[0], state[1], turn)
            if step is not None:
                reached.reach((step[0], step[1], turn), bent + step[2], state)
    return () if best is None else _path(best[1], reached.came, origin, goals, grid)


class _Search:
    """What was reached so far, at what cost, from where; the most hopeful comes next."""

    def __init__(self, grid: "_Grid") -> None:
        self.grid = grid
        self.cost: dict[State, float] = {}
        self.came: dict[State, State | None] = {}
        self.queue: list[tuple[float, int, float, State]] = []
        self.number = 0

    def reach(self, state: State, cost: float, before: State | None) -> bool:
        """Note a way to a state; whether it is the cheapest so far."""
        if cost >= self.cost.get(state, float("inf")):
            return False
        self.cost[state], self.came[state] = cost, before
        self.number += 1
        heappush(self.queue, (cost + self.grid.far(state[0], state[1]), self.number, cost, state))
        return True

    def next(self) -> tuple[float, State | None]:
        while self.queue:
            estimate, _, cost, state = heappop(self.queue)
            if cost <= self.cost[state]:
                return estimate, state
        return 0.0, None


def _path(
    state: State,
    came: dict[State, State | None],
    origin: dict[State, Point],
    goals: dict[State, tuple[Point, float]],
    grid: "_Grid",
) -> tuple[Point, ...]:
    points = [goals[state][0]]
    here: State | None = state
    first = state
    while here is not None:
        points.append(Point(grid.xs[here[0]], grid.ys[here[1]]))
        first, here = here, came.get(here)
    points.append(origin[first])
    return without_idle_bends(points[::-1])


def _out(point: Point, side: Side) -> tuple[float, float]:
    """The place right before a dock, where a path begins to keep its distance."""
    dx, dy = _WAYS[_DIRECTION[side]]
    return point.x + dx * MARGIN, point.y + dy * MARGIN


class _Grid:
    """The lines, which of their pieces are blocked, and which lie on other paths."""

    def __init__(
        self,
        starts: Sequence[Dock],
        ends: Sequence[Dock],
        obstacles: Sequence[Box],
        taken: Sequence[tuple[Point, Point]],
        within: Bounds | None,
    ) -> None:
        xs = {x for left, _, right, _ in obstacles for x in (left - MARGIN, right + MARGIN)}
        ys = {y for _, top, _, bottom in obstacles for y in (top - MARGIN, bottom + MARGIN)}
        for a, b in taken:
            if abs(a.x - b.x) < 1:
                xs |= {a.x - 12, a.x + 12}
            elif abs(a.y - b.y) < 1:
                ys |= {a.y - 12, a.y + 12}
        if within is not None:
            inner = within.grown(-5)
            xs = {x for x in xs if inner.x <= x <= inner.right}
            ys = {y for y in ys if inner.y <= y <= inner.bottom}
        docks = [*starts, *ends]
        for point, side, _ in docks:
            x, y = _out(point, side)
            xs.add(x)
            ys.add(y)
        flat: tuple[Side, ...] = ("left", "right")
        xs |= {(p.x + q.x) / 2 for p, s, _ in starts for q, o, _ in ends if s in flat and o in flat}
        ys |= {(p.y + q.y) / 2 for p, s, _ in starts for q, o, _ in ends if s not in flat and o not in flat}
        self.xs, self.ys = sorted(xs), sorted(ys)
        self.goals = [_out(point, side) for point, side, _ in ends]
        wide, tall = len(self.xs), len(self.ys)
        self.across = [bytearray(wide) for _ in range(tall)]
        self.down = [bytearray(tall) for _ in range(wide)]
        self.taken_across: dict[tuple[int, int], float] = {}
        self.taken_down: dict[tuple[int, int], float] = {}
        for box in obstacles:
            self._block(box)
        for a, b in taken:
            self._mark(a, b)

    def column(self, x: float) -> int:
        return bisect_left(self.xs, x)

    def row(self, y: float) -> int:
        return bisect_left(self.ys, y)

    def _block(self, box: Box) -> None:
        xs, ys = self.xs, self.ys
        left, top, right, bottom = box[0] - STRICT, box[1] - STRICT, box[2] + STRICT, box[3] + STRICT
        first, last = max(bisect_right(xs, left) - 1, 0), bisect_left(xs, right)
        upper, lower = max(bisect_right(ys, top) - 1, 0), bisect_left(ys, bottom)
        for row in range(bisect_right(ys, top), lower):
            line = self.across[row]
            for column in range(first, last):
                line[column] = 1
        for column in range(bisect_right(xs, left), last):
            line = self.down[column]
            for row in range(upper, lower):
                line[row] = 1

    def _mark(self, a: Point, b: Point) -> None:
        xs, ys = self.xs, self.ys
        if abs(a.y - b.y) < 1:
            low, high = min(a.x, b.x), max(a.x, b.x)
            for row in range(bisect_left(ys, a.y - 4), bisect_right(ys, a.y + 4)):
                for column in range(max(bisect_right(xs, low) - 1, 0), bisect_left(xs, high)):
                    self.taken_across[row, column] = LYING
        elif abs(a.x - b.x) < 1:
            low, high = min(a.y, b.y), max(a.y, b.y)
            for column in range(bisect_left(xs, a.x - 4), bisect_right(xs, a.x + 4)):
                for row in range(max(bisect_right(ys, low) - 1, 0), bisect_left(ys, high)):
                    self.taken_down[column, row] = LYING

    def free(self, column: int, row: int) -> bool:
        """Whether any piece of line leads on from a crossing."""
        return any(self.step(column, row, turn) is not None for turn in range(4))

    def step(self, column: int, row: int, turn: int) -> tuple[int, int, float] | None:
        """The next crossing in a direction, and what it costs to go there; None where the way is blocked."""
        if turn in {0, 2}:
            edge = column if turn == 0 else column - 1
            if edge < 0 or edge >= len(self.xs) - 1 or self.across[row][edge]:
                return None
            long = self.xs[edge + 1] - self.xs[edge]
            return (edge + 1 if turn == 0 else edge), row, long * (1 + self.taken_across.get((row, edge), 0.0))
        edge = row if turn == 1 else row - 1
        if edge < 0 or edge >= len(self.ys) - 1 or self.down[column][edge]:
            return None
        long = self.ys[edge + 1] - self.ys[edge]
        return column, (edge + 1 if turn == 1 else edge), long * (1 + self.taken_down.get((column, edge), 0.0))

    def far(self, column: int, row: int) -> float:
        """No way to a goal is shorter than this."""
        x, y = self.xs[column], self.ys[row]
        return min(abs(x - gx) + abs(y - gy) for gx, gy in self.goals)
