"""Processes for timing soundness: blocks and loops of every kind of gateway, parallel branches, seeded faults.

Only what moves tokens: no diagram, no lanes. The same seed gives the same process.
"""

import random

from modeller.model.document import Document
from modeller.model.records import Flow, Fragment, Item, Node, Properties, Record

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
KINDS = ("exclusive", "parallel", "inclusive", "loop", "event")
PLAIN = ("exclusive", "parallel", "loop")
"""What the Rust analyzer knows."""


class Growing:
    def __init__(self, seed: int, kinds: tuple[str, ...]) -> None:
        self.rng = random.Random(seed)
        self.kinds = kinds
        self.nodes: list[tuple[str, str]] = []
        self.flows: list[tuple[str, str]] = []

    def add(self, kind: str) -> str:
        self.nodes.append((f"n{len(self.nodes)}", kind))
        return self.nodes[-1][0]

    def join(self, source: str, target: str) -> None:
        self.flows.append((source, target))

    def sequence(self, previous: str, budget: int, depth: int) -> str:
        """Append blocks of `budget` nodes; the last node."""
        while budget > 0:
            if budget < 6 or depth > 3 or self.rng.random() < 0.4:
                node = self.add("task")
                self.join(previous, node)
                previous, budget = node, budget - 1
            else:
                size = self.rng.randint(5, max(5, min(budget, 60 >> depth)))
                previous, budget = self.block(previous, size, depth), budget - size
        return previous

    def block(self, previous: str, size: int, depth: int) -> str:
        kind = self.rng.choice(self.kinds)
        if kind == "loop":
            head, tail = self.add("exclusiveGateway"), self.add("exclusiveGateway")
            self.join(previous, head)
            self.join(self.sequence(head, size - 3, depth + 1), tail)
            rework = self.add("task")
            self.join(tail, rework)
            self.join(rework, head)
            return tail
        split = self.add("eventBasedGateway" if kind == "event" else f"{kind}Gateway")
        join = self.add("exclusiveGateway" if kind == "event" else f"{kind}Gateway")
        self.join(previous, split)
        branches = self.rng.randint(2, 3)
        for _ in range(branches):
            first = split
            if kind == "event":
                first = self.add("intermediateCatchEvent")
                self.join(split, first)
            self.join(self.sequence(first, max(1, (size - 2) // branches), depth + 1), join)
        return join

    def document(self) -> Document:
        records: list[Record] = [
            Item("defs", "bpmn:definitions"),
            Item("P", "bpmn:process", "defs", properties=Properties({"id": "P"})),
        ]
        for order, (key, kind) in enumerate(self.nodes):
            content = (Fragment(BPMN + "timerEventDefinition"),) if kind == "intermediateCatchEvent" else ()
            records.append(
                Node(key, f"bpmn:{kind}", "P", float(order), properties=Properties({"id": key}), content=content)
            )
        for number, (source, target) in enumerate(self.flows):
            key = f"f{number}"
            flow = Flow(
                key, "bpmn:sequenceFlow", "P", 1e6 + number, source=source, target=target,
                properties=Properties({"id": key}),
            )  # fmt: skip
            records.append(flow)
        return Document(records)


def blocks(nodes: int, seed: int = 7, kinds: tuple[str, ...] = KINDS, fault: str = "") -> Document:
    """A sound process of about that many nodes; `fault` (``deadlock``, ``unsafe``) spoils one block."""
    growing = Growing(seed, kinds)
    start = growing.add("startEvent")
    if fault:
        previous = growing.sequence(start, nodes // 2, 0)
        split, join = ("exclusive", "parallel") if fault == "deadlock" else ("parallel", "exclusive")
        opened, closed = growing.add(f"{split}Gateway"), growing.add(f"{join}Gateway")
        growing.join(previous, opened)
        for _ in range(2):
            growing.join(growing.sequence(opened, 10, 1), closed)
        previous = growing.sequence(closed, nodes - nodes // 2 - 22, 0)
    else:
        previous = growing.sequence(start, nodes - 2, 0)
    growing.join(previous, growing.add("endEvent"))
    return growing.document()


def branches(count: int, length: int) -> Document:
    """So many parallel branches of so many tasks."""
    growing = Growing(0, KINDS)
    start, split, join = growing.add("startEvent"), growing.add("parallelGateway"), growing.add("parallelGateway")
    growing.join(start, split)
    for _ in range(count):
        previous = split
        for _ in range(length):
            task = growing.add("task")
            growing.join(previous, task)
            previous = task
        growing.join(previous, join)
    growing.join(join, growing.add("endEvent"))
    return growing.document()
