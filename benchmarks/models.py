"""A seeded generator of realistic models: a pool with lanes, choices, parallel branches, loops, names in two languages.

The same seed and size give the same model. Block-structured and sound: every split has its join of the same kind,
every loop its exit. Nodes stand in columns along the flow and in the rows of their lane, so nothing overlaps.
"""

import random
from dataclasses import dataclass, field
from typing import Final

from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Point, Properties, Record

VERBS: Final = "Check Approve Review Register Notify Assign Calculate Archive Verify Prepare Send Update Close".split()
NOUNS: Final = "invoice order claim application contract payment delivery customer request policy complaint".split()
CHINESE_VERBS: Final = "核对 审批 复核 登记 通知 分派 计算 归档 核实 准备 发送 更新 关闭".split()
CHINESE_NOUNS: Final = "发票 订单 理赔单 申请 合同 付款 交付 客户资料 请求 制度 投诉".split()
ROLES: Final = ("Customer service", "Team lead", "Finance", "Technical support", "Quality", "Management")
TASKS: Final = ("task", "userTask", "userTask", "serviceTask", "sendTask", "manualTask")
COLUMN, ROW, BAND = 160.0, 110.0, 30.0


@dataclass
class _Growing:
    """A model that grows block by block; `columns` counts the taken rows of each (column, lane)."""

    rng: random.Random
    lanes: int
    chinese: bool
    nodes: list[tuple[str, str, str, int, int, int]] = field(default_factory=list)
    flows: list[tuple[str, str, str]] = field(default_factory=list)
    taken: dict[tuple[int, int], int] = field(default_factory=dict)
    lane: int = 0

    def add(self, kind: str, column: int, text: str = "") -> str:
        row = self.taken.get((column, self.lane), 0)
        self.taken[column, self.lane] = row + 1
        key = f"{'Event' if 'Event' in kind else 'Gateway' if 'Gateway' in kind else 'Activity'}_{len(self.nodes) + 1}"
        self.nodes.append((key, kind, text, column, self.lane, row))
        return key

    def join(self, source: str, target: str, text: str = "") -> None:
        self.flows.append((source, target, text))

    def name(self) -> str:
        if self.chinese:
            return self.rng.choice(CHINESE_VERBS) + self.rng.choice(CHINESE_NOUNS)
        return f"{self.rng.choice(VERBS)} {self.rng.choice(NOUNS)}"


def _sequence(model: _Growing, budget: int, column: int, previous: str, label: str, depth: int) -> tuple[str, int]:
    """Append blocks of `budget` nodes behind `previous`; the last node and the column after it."""
    rng = model.rng
    while budget > 0:
        size = rng.randint(4, max(4, min(budget, (60, 24, 10)[min(depth, 2)])))
        if budget < 6 or depth > 2 or rng.random() < 0.55:
            if rng.random() < 0.3:
                model.lane = rng.randrange(model.lanes)
            node = model.add(rng.choice(TASKS), column, model.name())
            model.join(previous, node, label)
            previous, column, budget, label = node, column + 1, budget - 1, ""
            continue
        size = min(size, budget)
        previous, column = _block(model, size, column, previous, label, depth)
        budget, label = budget - size, ""
    return previous, column


def _block(model: _Growing, size: int, column: int, previous: str, label: str, depth: int) -> tuple[str, int]:
    rng = model.rng
    if rng.random() < 0.2:  # a loop: join, body, split back
        first = model.add("exclusiveGateway", column)
        model.join(previous, first, label)
        last, after = _sequence(model, size - 2, column + 1, first, "", depth + 1)
        split = model.add("exclusiveGateway", after, "是否通过?" if model.chinese else "Accepted?")
        model.join(last, split)
        model.join(split, first, "否" if model.chinese else "no")
        return split, after + 1
    kind = "exclusiveGateway" if rng.random() < 0.7 else "parallelGateway"
    split = model.add(kind, column, model.name() + "?" if kind == "exclusiveGateway" else "")
    model.join(previous, split, label)
    lane, widest, ends = model.lane, column + 1, []
    branches = min(rng.choice((2, 2, 2, 3)), size - 2)
    for number in range(branches):
        share = (size - 2) // branches + (number < (size - 2) % branches)
        model.lane = (lane + number) % model.lanes
        words = ("是", "否", "其他") if model.chinese else ("yes", "no", "else")
        label = words[number] if kind == "exclusiveGateway" else ""
        end, after = _sequence(model, share, column + 1, split, label, depth + 1)
        widest = max(widest, after)
        ends.append(end)
    model.lane = lane
    join = model.add(kind, widest)
    for end in ends:
        model.join(end, join)
    return join, widest + 1


def generate(size: int, seed: int = 7, lanes: int = 5) -> Document:
    """A model of exactly `size` flow nodes (at least 3), with all diagram data."""
    model = _Growing(random.Random(seed * 1_000_003 + size), min(lanes, max(1, size // 5)), chinese=seed % 2 == 0)
    start = model.add("startEvent", 0, "收到申请" if model.chinese else "Request received")
    last, column = _sequence(model, size - 2, 1, start, "", 0)
    end = model.add("endEvent", column, "申请已处理" if model.chinese else "Request handled")
    model.join(last, end)
    return Document(_records(model, column))


def generate_bytes(size: int, seed: int = 7) -> bytes:
    """The same as a BPMN file."""
    return write(generate(size, seed))


def _records(model: _Growing, columns: int) -> list[Record]:
    rows = [
        max([1, *(count for (_, lane), count in model.taken.items() if lane == each)]) for each in range(model.lanes)
    ]
    tops = [40 + ROW * sum(rows[:lane]) for lane in range(model.lanes)]
    width, height = BAND * 2 + COLUMN * (columns + 1), ROW * sum(rows)
    shape = {"di:isHorizontal": "true"}
    records: list[Record] = [
        Item(
            "definitions", "bpmn:definitions", properties=Properties(id="definitions", targetNamespace="urn:benchmark")
        ),
        Item("Process_1", "bpmn:process", "definitions", 2, properties=_id("Process_1")),
        Item("Collaboration_1", "bpmn:collaboration", "definitions", 1, properties=_id("Collaboration_1")),
        Item("LaneSet_1", "bpmn:laneSet", "Process_1", 0, properties=_id("LaneSet_1")),
        Diagram("Diagram_1", "Collaboration_1", 3, properties=_id("Diagram_1")),
        Node(
            *("Pool_1", "bpmn:participant", "Collaboration_1", 0, "Service centre", "Diagram_1"),
            Bounds(40, 40, width, height),
            properties=Properties(id="Pool_1", processRef="Process_1", **shape),
        ),
    ]
    for lane in range(model.lanes):
        bounds = Bounds(40 + BAND, tops[lane], width - BAND, ROW * rows[lane])
        key = f"Lane_{lane + 1}"
        properties = Properties({"id": key, "di:order": float(lane), **shape})
        records.append(
            Node(key, "bpmn:lane", "LaneSet_1", lane, ROLES[lane], "Diagram_1", bounds, properties=properties)
        )
    places: dict[str, Bounds] = {}
    for number, (key, kind, text, column, lane, row) in enumerate(model.nodes):
        wide, high = (36, 36) if "Event" in kind else (50, 50) if "Gateway" in kind else (100, 80)
        x = 40 + BAND * 2 + COLUMN * column + (COLUMN - wide) / 2
        places[key] = Bounds(x, tops[lane] + ROW * row + (ROW - high) / 2, wide, high)
        properties = Properties({"id": key, "di:order": float(number + 10)})
        records.append(
            Node(
                *(key, f"bpmn:{kind}", "Process_1", number + 1, text, "Diagram_1", places[key]),
                lanes=(f"Lane_{lane + 1}",),
                properties=properties,
            )
        )
    for number, (source, target, text) in enumerate(model.flows):
        key = f"Flow_{number + 1}"
        properties = Properties({"id": key, "di:order": float(number + 10 + len(model.nodes))})
        points = _path(places[source], places[target])
        records.append(
            Flow(
                *(key, "bpmn:sequenceFlow", "Process_1", number + 1 + len(model.nodes), text, "Diagram_1"),
                *(source, target, points),
                _label_place(points) if text else None,
                properties=properties,
            )
        )
    return records


def _path(source: Bounds, target: Bounds) -> tuple[Point, ...]:
    if target.x > source.right:
        start, end = Point(source.right, source.centre.y), Point(target.x, target.centre.y)
        if start.y == end.y:
            return start, end
        middle = target.x - 25
        return start, Point(middle, start.y), Point(middle, end.y), end
    low = max(source.centre.y, target.centre.y) + ROW / 2 - 7
    first, last = source.centre.x, target.centre.x
    return Point(first, source.bottom), Point(first, low), Point(last, low), Point(last, target.bottom)


def _label_place(points: tuple[Point, ...]) -> Bounds:
    """Above the last level segment."""
    first, last = points[-2], points[-1]
    if first.y != last.y:
        first, last = points[-3], points[-2]
    return Bounds(min(first.x, last.x) + 4, last.y - 17, 24, 14)


def _id(ident: str) -> Properties:
    return Properties(id=ident)
