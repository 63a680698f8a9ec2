"""Small graphs by chance: wired at random, or blocks and loops with something spoilt."""

import random

from small_models import definition, flow, node, process
from validation.brute_force import Graph

from modeller.model.document import Document

TYPES = {
    "start": "startEvent", "end": "endEvent", "terminate": "endEvent", "task": "task", "xor": "exclusiveGateway",
    "and": "parallelGateway", "or": "inclusiveGateway", "boundary": "boundaryEvent", "boundary*": "boundaryEvent",
}  # fmt: skip


def document(graph: Graph) -> Document:
    """The graph as a model."""
    records = []
    for name, kind in graph.nodes.items():
        events = {"terminate": "terminate", "boundary": "timer", "boundary*": "timer"}.get(kind)
        records.append(
            node(
                TYPES[kind],
                name,
                host=graph.hosts.get(name),
                content=(definition(events),) if events else (),
                **({"cancelActivity": "false"} if kind == "boundary*" else {}),
            )
        )
    return process(*records, *(flow(name, source, target) for name, (source, target) in graph.flows.items()))


class Growing:
    def __init__(self, rng: random.Random) -> None:
        self.rng, self.graph = rng, Graph()

    def add(self, kind: str) -> str:
        name = f"{kind.strip('*')}{len(self.graph.nodes)}"
        self.graph.nodes[name] = kind
        return name

    def join(self, source: str, target: str) -> None:
        self.graph.flows[f"f{len(self.graph.flows)}"] = (source, target)

    def block(self, depth: int) -> tuple[str, str]:
        """A block's first and last node."""
        rng = self.rng
        kind = rng.choice("task task sequence xor and or loop split event".split()) if depth else "task"
        if kind == "task":
            task = self.add("task")
            return task, task
        if kind == "sequence":
            first, last = self.block(depth - 1), self.block(depth - 1)
            self.join(first[1], last[0])
            return first[0], last[1]
        if kind == "loop":
            head, tail, body = self.add("xor"), self.add("xor"), self.block(depth - 1)
            self.join(head, body[0])
            self.join(body[1], tail)
            self.join(tail, head)
            return head, tail
        if kind == "event":
            task, after = self.add("task"), self.add("xor")
            event = self.add(rng.choice(["boundary", "boundary", "boundary*"]))
            self.graph.hosts[event] = task
            self.join(task, after)
            self.join(event, after)
            return task, after
        split = self.add("task" if kind == "split" else self.swapped(kind))
        last = self.add(self.swapped("and" if kind == "split" else kind))
        for _ in range(rng.choice([2, 2, 3])):
            if rng.random() < 0.2:
                self.join(split, last)
            else:
                first, end = self.block(depth - 1)
                self.join(split, first)
                self.join(end, last)
        return split, last

    def swapped(self, kind: str) -> str:
        return self.rng.choice(["xor", "and", "or"]) if self.rng.random() < 0.12 else kind


def blocks(rng: random.Random) -> Graph:
    """Blocks and loops, often with one flow more or less, an end in the middle, an event without a merge."""
    growing = Growing(rng)
    first, last = growing.block(rng.choice([1, 2, 2, 3]))
    growing.join(growing.add("start"), first)
    growing.join(last, growing.add(rng.choice(["end", "end", "end", "terminate"])))
    graph = growing.graph
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        names = list(graph.nodes)
        what = rng.random()
        if what < 0.4:
            source = rng.choice([n for n in names if graph.nodes[n] not in {"end", "terminate"}])
            target = rng.choice([n for n in names if graph.nodes[n] not in {"start", "boundary", "boundary*"}])
            growing.join(source, target)
        elif what < 0.6 and len(graph.flows) > 2:
            del graph.flows[rng.choice(list(graph.flows))]
            graph.flows = {f"f{i}": ends for i, ends in enumerate(graph.flows.values())}
        elif what < 0.8:
            source = rng.choice([n for n in names if graph.nodes[n] not in {"end", "terminate"}])
            growing.join(source, growing.add(rng.choice(["end", "terminate"])))
        else:
            tasks = [n for n in names if graph.nodes[n] == "task"]
            event = growing.add(rng.choice(["boundary", "boundary*"]))
            graph.hosts[event] = rng.choice(tasks or [growing.add("task")])
            growing.join(
                event, rng.choice([n for n in names if graph.nodes[n] not in {"start", "boundary", "boundary*"}])
            )
    return graph


def wired(rng: random.Random) -> Graph:
    """Any node to any node."""
    growing = Growing(rng)
    start = growing.add("start")
    kinds = ["task", "task", "xor", "xor", "and", "or", "end"]
    names = [growing.add(rng.choice(kinds)) for _ in range(rng.randint(2, 7))]
    names.append(growing.add(rng.choice(["end", "end", "terminate"])))
    tasks = [n for n in names if growing.graph.nodes[n] == "task"]
    sources = [n for n in names if growing.graph.nodes[n] not in {"end", "terminate"}]
    for _ in range(rng.choice([0, 0, 1]) if tasks else 0):
        event = growing.add(rng.choice(["boundary", "boundary*"]))
        growing.graph.hosts[event] = rng.choice(tasks)
        sources.append(event)
    growing.join(start, rng.choice(names))
    for source in sources:
        for _ in range(rng.choice([1, 1, 2])):
            growing.join(source, rng.choice(names))
    return growing.graph


def graph_of(seed: int) -> Graph:
    rng = random.Random(seed)
    return blocks(rng) if rng.random() < 0.7 else wired(rng)
