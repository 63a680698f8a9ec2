"""Columns and rows for the steps of a process: it runs to the right, loops run back, branches get their own rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_PASSES = 20_000
"""So many cells may long flows keep free for themselves, in all; beyond that they run between the rows."""


class Edge(NamedTuple):
    """A flow between two steps; `beneath` where it leaves an event on the step's lower border."""

    key: str
    source: str
    target: str
    beneath: bool = False


@dataclass
class Grid:
    """Where each step stands: column, row, and for each forward flow the rows in which it passes the columns between.

    Rows count from the top through all lanes; `rows` says how many each lane has.
    """

    column: dict[str, int] = field(default_factory=dict)
    row: dict[str, int] = field(default_factory=dict)
    passes: dict[str, list[int]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    """(column, row) -> the step there; not what passes."""


def forward(nodes: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """The flows without those that close a circle, seen from where the process begins."""
    outgoing: dict[str, list[Edge]] = {node: [] for node in nodes}
    entered = set()
    for edge in edges:
        if edge.source != edge.target:
            outgoing[edge.source].append(edge)
            entered.add(edge.target)
    kept: list[Edge] = []
    state: dict[str, int] = {}
    starts = [node for node in nodes if node not in entered]
    for start in (*starts, *nodes):
        if start in state:
            continue
        state[start] = 1
        stack = [(start, iter(outgoing[start]))]
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[node] = 2
                stack.pop()
            elif state.get(following.target) != 1:
                kept.append(following)
                if following.target not in state:
                    state[following.target] = 1
                    stack.append((following.target, iter(outgoing[following.target])))
    return kept


def columns(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The column of each step: right of all that it comes from, and no farther left of what follows than need be."""
    waiting = dict.fromkeys(nodes, 0)
    outgoing: dict[str, list[str]] = {node: [] for node in nodes}
    for edge in edges:
        waiting[edge.target] += 1
        outgoing[edge.source].append(edge.target)
    order = [node for node in nodes if not waiting[node]]
    fed = {node for node in nodes if waiting[node]}
    found = dict.fromkeys(nodes, 0)
    for node in order:
        for target in outgoing[node]:
            found[target] = max(found[target], found[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                order.append(target)
    for node in reversed(order):
        if node not in fed and outgoing[node]:
            found[node] = max(0, min(found[target] for target in outgoing[node]) - 1)
    return found


class _Wish(NamedTuple):
    """What stands or passes in a column, and the row it would like."""

    lane: int
    row: float
    number: int
    key: str
    edge: str
    down: bool


class _Rows:
    """The rows of every lane while they fill up, column by column from the left."""

    def __init__(self, lanes: Mapping[str, int], count: int) -> None:
        self.lanes = lanes
        self.local: dict[str, int] = {}
        self.passing: dict[tuple[str, int], int] = {}
        self.taken: set[tuple[int, int, int]] = set()
        self.lowest = [0] * count
        self.highest = [-1] * count

    def settle(self, column: int, wish: _Wish) -> int:
        """The free row nearest to the wish."""
        wanted, lane = round(wish.row), wish.lane
        step = 1 if wish.down else -1
        distance = 0
        while True:
            for row in (wanted + step * distance, wanted - step * distance):
                if (lane, column, row) not in self.taken:
                    self.taken.add((lane, column, row))
                    self.lowest[lane] = min(self.lowest[lane], row)
                    self.highest[lane] = max(self.highest[lane], row)
                    return row
            distance += 1


def arranged(nodes: Sequence[str], edges: Sequence[Edge], lanes: Mapping[str, int], count: int) -> Grid:
    """Columns and rows for steps, each in its lane (of `count`, counted from the top)."""
    ahead = forward(nodes, edges)
    column = columns(nodes, ahead)
    incoming: dict[str, list[Edge]] = {node: [] for node in nodes}
    outgoing: dict[str, list[Edge]] = {node: [] for node in nodes}
    for edge in ahead:
        incoming[edge.target].append(edge)
        outgoing[edge.source].append(edge)
    spread = {
        edge.key: place for node in nodes for edge, place in zip(outgoing[node], _places(outgoing[node]), strict=True)
    }
    long = sum(column[edge.target] - column[edge.source] - 1 for edge in ahead)
    through = [edge for edge in ahead if column[edge.target] - column[edge.source] > 1] if long <= MOST_PASSES else []
    standing: list[list[str]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    passing: list[list[Edge]] = [[] for _ in standing]
    for node in nodes:
        standing[column[node]].append(node)
    for edge in through:
        for between in range(column[edge.source] + 1, column[edge.target]):
            passing[between].append(edge)
    rows = _Rows(lanes, count)
    for place, steps in enumerate(standing):
        wishes = [
            _wish_of_step(node, number, rows, incoming[node], spread, column) for number, node in enumerate(steps)
        ]
        wishes += [
            _wish_of_pass(edge, number, place, rows, spread, column) for number, edge in enumerate(passing[place])
        ]
        for wish in sorted(wishes, key=lambda one: (one.lane, one.row, bool(one.edge), one.number)):
            row = rows.settle(place, wish)
            if wish.edge:
                rows.passing[wish.edge, place] = row
            else:
                rows.local[wish.key] = row
    return _counted(nodes, through, column, rows)


def _places(edges: Sequence[Edge]) -> list[float]:
    """How many rows above or below their source the targets of its flows would like to be."""
    straight = sum(not edge.beneath for edge in edges)
    found, number, below = [], 0, 0
    for edge in edges:
        if edge.beneath:
            below += 1
            found.append(float(straight // 2 + below))
        else:
            found.append(float(number - (straight - 1) // 2))
            number += 1
    return found


def _wish_of_step(
    node: str, number: int, rows: _Rows, edges: Sequence[Edge], spread: Mapping[str, float], column: Mapping[str, int]
) -> _Wish:
    lane = rows.lanes[node]
    wanted = []
    for edge in edges:
        if rows.lanes[edge.source] != lane:
            continue
        passed = rows.passing.get((edge.key, column[node] - 1))
        if passed is not None:
            wanted.append(float(passed))
        elif edge.source in rows.local:
            wanted.append(rows.local[edge.source] + spread[edge.key])
    if wanted:
        wanted.sort()
        row = wanted[(len(wanted) - 1) // 2]
        down = len(edges) != 1 or spread[edges[0].key] >= 0
        return _Wish(lane, row, number, node, "", down)
    row = 0.0 if edges else float(rows.highest[lane] + 1)
    return _Wish(lane, row, number, node, "", True)


def _wish_of_pass(
    edge: Edge, number: int, place: int, rows: _Rows, spread: Mapping[str, float], column: Mapping[str, int]
) -> _Wish:
    lane = rows.lanes[edge.target]
    before = rows.passing.get((edge.key, place - 1))
    if before is not None:
        row = float(before)
    elif rows.lanes[edge.source] == lane and column[edge.source] == place - 1:
        row = rows.local[edge.source] + spread[edge.key]
    else:
        row = 0.0
    return _Wish(lane, row, number, edge.target, edge.key, spread[edge.key] >= 0)


def _counted(nodes: Sequence[str], through: Sequence[Edge], column: dict[str, int], rows: _Rows) -> Grid:
    """The rows of all lanes counted from the top."""
    grid = Grid(column=column)
    offsets, total = [], 0
    for low, high in zip(rows.lowest, rows.highest, strict=True):
        used = max(high - low + 1, 1)
        offsets.append(total - low)
        grid.rows.append(used)
        total += used
    for node in nodes:
        row = rows.local[node] + offsets[rows.lanes[node]]
        grid.row[node] = row
        grid.cells[column[node], row] = node
    for edge in through:
        offset = offsets[rows.lanes[edge.target]]
        between = range(column[edge.source] + 1, column[edge.target])
        grid.passes[edge.key] = [rows.passing[edge.key, place] + offset for place in between]
    return grid
