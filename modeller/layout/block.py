"""One process, or the inside of one sub-process, as a block: its grid in units, its flows between rows and columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from modeller.layout.layers import Edge, Grid
from modeller.model.records import Bounds, Point

COLUMN_GAP: Final = 56.0
ROW_GAP: Final = 44.0
TRACK: Final = 8.0
LANE_PAD: Final = 30.0
LEFT_PAD: Final = 44.0
APART: Final = 34.0
"""Between steps that no flow joins."""
NEAR: Final = 24.0
"""Between a step and the data or notes at it."""


@dataclass
class Satellite:
    """What stands beside a step: data below it, notes above it."""

    key: str
    size: tuple[float, float]
    above: bool


@dataclass
class Block:
    """Places relative to the block's upper left corner; `bands` are the top and height of each lane."""

    width: float = 0.0
    height: float = 0.0
    boxes: dict[str, Bounds] = field(default_factory=dict)
    paths: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    bands: list[tuple[float, float]] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    """Where each gap begins that lies left of a column, then the one right of the last."""
    bottoms: list[float] = field(default_factory=list)
    """Where the gap below each row begins."""


class Builder:
    """Turns a grid into a block."""

    def __init__(
        self,
        grid: Grid,
        edges: Sequence[Edge],
        sizes: Mapping[str, tuple[float, float]],
        satellites: Mapping[str, list[Satellite]],
        hosted: Mapping[str, list[str]],
        gateways: frozenset[str],
        ports: Mapping[str, str],
    ) -> None:
        self.grid, self.edges, self.sizes = grid, edges, sizes
        self.satellites, self.hosted, self.gateways, self.ports = satellites, hosted, gateways, ports
        self.tracks: dict[int, list[str]] = {}
        self.channels: dict[int, list[str]] = {}
        self.block = Block()

    def built(self) -> Block:
        for edge in self.edges:
            self._claim(edge)
        self._set_columns()
        self._set_rows()
        for edge in self.edges:
            self.block.paths[edge.key] = tuple(self._path(edge))
        return self.block

    # -- which way a flow goes ------------------------------------------------------------------------------------

    def _stops(self, edge: Edge) -> list[tuple[int, int]] | None:
        """The cells that a forward flow passes, its ends included; None where it has to run between the rows."""
        grid = self.grid
        a, c = grid.column[edge.source], grid.column[edge.target]
        if c <= a:
            return None
        between = grid.passes.get(edge.key, [])
        if len(between) != c - a - 1:
            return None
        rows = [grid.row[edge.source], *between, grid.row[edge.target]]
        stops = [(a + i, row) for i, row in enumerate(rows)]
        if edge.beneath and (rows[1] <= rows[0] or not self._free(a, rows[0], rows[1])):
            return None
        return stops

    def _free(self, column: int, row: int, other: int) -> bool:
        """Whether a line may run straight up or down in a column, from the step in `row` to the height of `other`."""
        low, high = min(row, other), max(row, other)
        if any((column, between) in self.grid.cells for between in range(low + 1, high)):
            return False
        if (column, other) in self.grid.cells:
            return False
        return all(
            not self.satellites.get(self.grid.cells.get((column, at), "")) for at in (row, other)
        ) and not self.hosted.get(self.grid.cells.get((column, row), ""))

    def _turns(self, edge: Edge, stops: list[tuple[int, int]]) -> tuple[bool, bool]:
        """Whether a flow leaves its source, and enters its target, up or down instead of sideways."""
        (a, r), (_, first) = stops[0], stops[1]
        (c, t), (_, last) = stops[-1], stops[-2]
        leaves = edge.beneath or (edge.source in self.gateways and first != r and self._free(a, r, first))
        enters = edge.target in self.gateways and last != t and self._free(c, t, last)
        if len(stops) == 2 and leaves:
            enters = False
        return leaves, enters

    def _claim(self, edge: Edge) -> None:
        """Note where a flow needs room between columns and rows."""
        stops = self._stops(edge)
        if stops is not None:
            leaves, enters = self._turns(edge, stops)
            for i, ((place, row), (_, following)) in enumerate(pairwise(stops)):
                turned = (i == 0 and leaves) or (i == len(stops) - 2 and enters)
                if row != following and not turned:
                    self._add(self.tracks, place + 1, edge.key)
            return
        a, c = self.grid.column[edge.source], self.grid.column[edge.target]
        if not edge.beneath and not self._drops(edge):
            self._add(self.tracks, a + 1, edge.key)
        self._add(self.channels, self._channel_row(edge), edge.key)
        self._add(self.tracks, c, edge.key)

    @staticmethod
    def _add(table: dict[int, list[str]], place: int, key: str) -> None:
        held = table.setdefault(place, [])
        if key not in held[-1:]:
            held.append(key)

    def _channel_row(self, edge: Edge) -> int:
        rows = self.grid.row[edge.source], self.grid.row[edge.target]
        return rows[0] if edge.beneath else max(rows)

    def _drops(self, edge: Edge) -> bool:
        """Whether a flow that runs between the rows leaves its source downwards."""
        source = edge.source
        at_own_row = self._channel_row(edge) == self.grid.row[source]
        return at_own_row and not self.satellites.get(source) and not self.hosted.get(source)

    # -- columns and rows in units --------------------------------------------------------------------------------

    def _gap(self, place: int) -> float:
        return COLUMN_GAP + TRACK * min(max(len(self.tracks.get(place, ())) - 3, 0), 16)

    def _set_columns(self) -> None:
        widths: dict[int, float] = {}
        for key, column in self.grid.column.items():
            beside = [
                sum(one.size[0] + 24 for one in self.satellites.get(key, ()) if one.above is above)
                for above in (True, False)
            ]
            widths[column] = max(widths.get(column, 36.0), self.sizes[key][0], *beside)
        x = 0.0
        self.left: list[float] = []
        self.widths = [widths.get(column, 36.0) for column in range(max(widths, default=-1) + 1)]
        for column, width in enumerate(self.widths):
            self.block.lefts.append(x)
            x += self._gap(column) if column or self.tracks.get(0) else LEFT_PAD
            self.left.append(x)
            x += width
        self.block.lefts.append(x)
        self.block.width = x + (self._gap(len(self.widths)) if self.tracks.get(len(self.widths)) else LEFT_PAD)

    def _set_rows(self) -> None:
        count = sum(self.grid.rows)
        half, over, under = [18.0] * count, [0.0] * count, [0.0] * count
        for key, row in self.grid.row.items():
            half[row] = max(half[row], self.sizes[key][1] / 2)
            for one in self.satellites.get(key, ()):
                zone = over if one.above else under
                zone[row] = max(zone[row], one.size[1] + NEAR + (0 if one.above else 20))
            if self.hosted.get(key):
                under[row] = max(under[row], 20.0) if not self.satellites.get(key) else under[row] + 20
        y, row = 0.0, 0
        self.middle: list[float] = []
        for lane_rows in self.grid.rows:
            top = y
            y += LANE_PAD
            for _ in range(lane_rows):
                y += over[row] + half[row]
                self.middle.append(y)
                y += half[row] + under[row]
                self.block.bottoms.append(y)
                y += ROW_GAP + TRACK * min(max(len(self.channels.get(row, ())) - 2, 0), 12)
                row += 1
            y += LANE_PAD - 24
            self.block.bands.append((top, y - top))
        self.block.height = y
        for key in self.grid.row:
            self._stand(key)

    def _stand(self, key: str) -> None:
        """The boxes of a step, of the events on its border and of what stands beside it."""
        column, row = self.grid.column[key], self.grid.row[key]
        w, h = self.sizes[key]
        cx, cy = self.left[column] + self.widths[column] / 2, self.middle[row]
        box = self.block.boxes[key] = Bounds(cx - w / 2, cy - h / 2, w, h)
        events = self.hosted.get(key, [])
        for number, event in enumerate(events):
            ew, eh = self.sizes[event]
            x = box.x + box.width * (number + 1) / (len(events) + 1)
            self.block.boxes[event] = Bounds(x - ew / 2, box.bottom - eh / 2, ew, eh)
        for above in (True, False):
            group = [one for one in self.satellites.get(key, ()) if one.above is above]
            x = cx - sum(one.size[0] + 24 for one in group) / 2 + 12
            for one in group:
                sw, sh = one.size
                y = box.y - NEAR - sh if above else box.bottom + NEAR + (20 if events else 0)
                self.block.boxes[one.key] = Bounds(x, y, sw, sh)
                x += sw + 24

    def add_row(self, keys: Sequence[str]) -> None:
        """Set steps that no flow joins in rows below the grid."""
        block = self.block
        most = max(block.width, 1200.0)
        x, y, tall = LEFT_PAD, block.height if block.boxes else LANE_PAD, 0.0
        for key in keys:
            w, h = self.sizes[key]
            if x > LEFT_PAD and x + w > most:
                x, y, tall = LEFT_PAD, y + tall + ROW_GAP, 0.0
            block.boxes[key] = Bounds(x, y, w, h)
            x += max(w, 60.0) + APART
            tall = max(tall, h)
            block.width = max(block.width, x - APART + LEFT_PAD)
        block.height = y + tall + ROW_GAP
        block.bands[-1] = (block.bands[-1][0], block.height - block.bands[-1][0])

    # -- paths ----------------------------------------------------------------------------------------------------

    def _track(self, place: int, key: str) -> float:
        held = self.tracks[place]
        left = self.block.lefts[place]
        room = (self.left[place] if place < len(self.left) else self.block.width) - left
        return left + room * (held.index(key) + 1) / (len(held) + 1)

    def _channel(self, row: int, key: str) -> float:
        held = self.channels[row]
        return self.block.bottoms[row] + 18 + TRACK * (held.index(key) % 14)

    def _path(self, edge: Edge) -> list[Point]:
        boxes = self.block.boxes
        source, target = boxes[self.ports.get(edge.key, edge.source)], boxes[edge.target]
        stops = self._stops(edge)
        if stops is None:
            return self._around(edge, source, target)
        leaves, enters = self._turns(edge, stops)
        y = source.centre.y
        points = [Point(source.right, y)]
        if leaves:
            y = self.middle[stops[1][1]]
            points = [Point(source.centre.x, source.bottom if y > source.y else source.y), Point(source.centre.x, y)]
        for i in range(1 if leaves else 0, len(stops) - (2 if enters else 1)):
            following = self.middle[stops[i + 1][1]]
            if following != y:
                x = self._track(stops[i][0] + 1, edge.key)
                points += [Point(x, y), Point(x, following)]
                y = following
        if enters:
            points += [Point(target.centre.x, y), Point(target.centre.x, target.y if y < target.y else target.bottom)]
        else:
            points.append(Point(target.x, target.centre.y))
        return points

    def _around(self, edge: Edge, source: Bounds, target: Bounds) -> list[Point]:
        """A path in the gap below a row, for loops and for whatever finds no row of its own."""
        below = self._channel(self._channel_row(edge), edge.key)
        if edge.beneath or self._drops(edge):
            points = [Point(source.centre.x, source.bottom), Point(source.centre.x, below)]
        else:
            x = self._track(self.grid.column[edge.source] + 1, edge.key)
            points = [Point(source.right, source.centre.y), Point(x, source.centre.y), Point(x, below)]
        x = self._track(self.grid.column[edge.target], edge.key)
        return [*points, Point(x, below), Point(x, target.centre.y), Point(target.x, target.centre.y)]
