"""Pools and lanes around the blocks of their processes, one below the other."""

from collections.abc import Iterator
from typing import Final

from modeller.layout.block import Block
from modeller.layout.contents import PAD, Contents
from modeller.model.reading import Model
from modeller.model.records import Bounds, Item, Node, Point
from modeller.notation.element import Role

BAND: Final = 30.0
POOL_GAP: Final = 70.0
LOW: Final = 60.0
"""The height of a pool that shows nothing."""
LEAST: Final = 100.0


class Pools:
    """Where pools, lanes and the blocks in them stand."""

    def __init__(self, model: Model, contents: Contents) -> None:
        self.model, self.contents = model, contents
        self.boxes: dict[str, Bounds] = {}
        self.paths: dict[str, tuple[Point, ...]] = {}
        self.areas: dict[str, Bounds] = {}
        """Top-level scope or pool -> the rectangle it takes."""
        self.area_of: dict[str, str] = {}
        self.gaps: dict[str, list[float]] = {}
        """Top-level scope or pool -> x of the middle of each gap between its columns."""

    def pool_of(self, key: str) -> str:
        """The pool (or process without one) that holds a node; the node itself where it is one."""
        return self.area_of.get(key, key)

    def set_down(self, origin: Point) -> dict[str, Bounds]:
        """The places of everything that stands in a block, and of the pools and lanes around."""
        rows = [self._row(participant, scope) for participant, scope in self._listed()]
        width = max((row[2] for row in rows), default=0.0)
        x, y = origin
        for participant, scope, _, height, block, lanes in rows:
            area = Bounds(x, y, width, height)
            name = participant or scope or ""
            self.areas[name] = area
            if participant is not None:
                self.boxes[participant] = area
                self.area_of[participant] = name
            if block is not None:
                left = self._lanes(lanes, block, area, participant is not None)
                self.gaps[name] = [left + gap + 12 for gap in block.lefts]
                self._emit(block, left, y, name)
            y += height + POOL_GAP
        self._loose(x, y)
        return self.boxes

    def _listed(self) -> Iterator[tuple[str | None, str | None]]:
        """Every pool with its process, then every scope with steps that no pool shows."""
        shown: set[str | None] = set()
        for node in self.model.nodes():
            if self.contents.roles[node.key] is not Role.POOL or self._acts(node.scope):
                continue
            process = self._process(node)
            if process in shown:
                process = None
            shown.add(process)
            yield node.key, process
        for scope in self.contents.steps:
            if scope not in shown and not isinstance(self.model.get(scope), Node):
                yield None, scope

    def _acts(self, scope: str | None) -> bool:
        """Whether a scope's participants are shown in its steps (a choreography) and not as pools."""
        return any(self.contents.roles[step] is Role.WORK for step in self.contents.steps.get(scope, ()))

    def _process(self, node: Node) -> str | None:
        reference = node.properties.text("processRef")
        for ident in (reference, reference.rpartition(":")[2]):
            for record in self.model.by_id(ident) if ident else ():
                if isinstance(record, Item):
                    return record.key
        return None

    def _row(
        self, participant: str | None, scope: str | None
    ) -> tuple[str | None, str | None, float, float, Block | None, list[list[Node]]]:
        """One pool: pool, scope, width, height, block, and the lanes from the outermost to each innermost."""
        lanes = list(self._innermost(scope)) if scope is not None else []
        head = BAND if participant is not None else 0.0
        if scope is None or not (self.contents.steps.get(scope) or lanes):
            return participant, scope, 300.0, LOW, None, []
        steps = self.contents.steps.get(scope, [])
        place = {lane.key: number for number, path in reversed(list(enumerate(lanes))) for lane in path}
        count = len(lanes)
        lane_of = {step: self._lane(step, place, count) for step in steps}
        bands = max(count, 1) + (1 if count in lane_of.values() and count else 0)
        block = self.contents.block(scope, lane_of, bands)
        head += BAND * max((len(path) for path in lanes), default=0)
        return participant, scope, head + block.width, max(block.height, LEAST), block, lanes

    def _lane(self, step: str, place: dict[str, int], count: int) -> int:
        """The number of a step's lane: the innermost that lists it; one below all where none does."""
        node = self.model.node(step)
        found = [place[lane] for lane in (node.lanes if node is not None else ()) if lane in place]
        return max(found) if found else (count if count else 0)

    def _innermost(self, scope: str) -> Iterator[list[Node]]:
        for held in self.model.children(scope):
            if isinstance(held, Item):
                for lane in self.model.children(held.key):
                    if isinstance(lane, Node) and self.contents.roles[lane.key] is Role.LANE:
                        yield from self._paths_to([lane])

    def _paths_to(self, path: list[Node]) -> Iterator[list[Node]]:
        """The lanes from the outermost to each innermost one below the last of `path`."""
        inner = [
            lane
            for held in self.model.children(path[-1].key)
            if isinstance(held, Item)
            for lane in self.model.children(held.key)
            if isinstance(lane, Node) and self.contents.roles[lane.key] is Role.LANE
        ]
        if not inner:
            yield path
        for lane in inner:
            yield from self._paths_to([*path, lane])

    def _lanes(self, lanes: list[list[Node]], block: Block, area: Bounds, pool: bool) -> float:
        """Set the lanes around a block; where the block begins from the left."""
        left = area.x + (BAND if pool else 0.0)
        for number, path in enumerate(lanes):
            top, height = block.bands[number]
            if number == len(lanes) - 1 and len(block.bands) == len(lanes):
                height = area.height - top
            for depth, lane in enumerate(path):
                x = left + depth * BAND
                box = Bounds(x, area.y + top, area.right - x, height)
                known = self.boxes.get(lane.key)
                self.boxes[lane.key] = known.united(box) if known is not None else box
        return left + BAND * max((len(path) for path in lanes), default=0)

    def _emit(self, block: Block, dx: float, dy: float, area: str) -> None:
        for key, box in block.boxes.items():
            self.boxes[key] = box.moved(dx, dy)
            self.area_of[key] = area
            inner = self.contents.inside.get(key)
            if inner is not None:
                self._emit(inner, dx + box.x + PAD[0], dy + box.y + PAD[1], area)
        for key, path in block.paths.items():
            self.paths[key] = tuple(Point(x + dx, y + dy) for x, y in path)

    def _loose(self, x: float, y: float) -> None:
        """Notes and data that belong to nothing, in a row below all."""
        left = x
        for key in self.contents.loose:
            width, height = self.contents.sizes[key]
            self.boxes[key] = Bounds(left, y, width, height)
            left += max(width, 92.0) + 24
            if left > x + 1200:
                left, y = x, y + 120
