"""Random walks of verbs: each step does something that a person may do, where it may be done."""

import random
from collections.abc import Callable

from editing.models import DIAGRAM

from modeller.editing import (
    align,
    attach,
    bend,
    clipboard,
    fonts,
    labels,
    lanes,
    move,
    phases,
    pools,
    resize,
    space,
    subprocesses,
    text,
)
from modeller.editing.append import append, branch
from modeller.editing.connect import connect
from modeller.editing.delete import delete
from modeller.editing.lock import lock
from modeller.editing.place import place
from modeller.editing.properties import properties_of, set_property
from modeller.editing.refused import Refused
from modeller.editing.replace import can_become, replace
from modeller.model.document import Document
from modeller.model.records import Diagram, Flow, Node

TYPES = (
    "task userTask callActivity subProcess startEvent endEvent intermediateThrowEvent intermediateCatchEvent "
    "exclusiveGateway parallelGateway eventBasedGateway textAnnotation group dataObjectReference dataStoreReference "
    "boundaryEvent participant lane modeller:phase"
).split()
TRIGGERS = ("message", "timer", "error", "signal", "link")


class Walk:
    """A person without a plan, who is told by a seed what to do next."""

    def __init__(self, document: Document, seed: int, diagram: str = DIAGRAM) -> None:
        self.document = document
        self.diagram = diagram
        self.dice = random.Random(seed)
        self.done: list[str] = []
        self._deeds: tuple[Callable[[], object], ...] = (
            *([self.place] * 5), *([self.append] * 5), self.branch, self.connect, self.connect, self.move,
            self.move, self.move, self.delete, self.rename, self.resize, self.replace, self.set, self.align,
            self.wrap, self.unwrap, self.open_or_close, self.lock, self.detach, self.undo,
            self.paste, self.paste, self.space, self.space, self.lane, self.lane, self.pool, self.phase, self.phase,
            self.phase, self.font, self.font, self.bend, self.label,
        )  # fmt: skip

    def step(self) -> None:
        deed = self.dice.choice(self._deeds)
        self.done.append(deed.__name__)
        before = dict(self.document.records)
        try:
            deed()
        except Refused:
            assert dict(self.document.records) == before, f"{deed.__name__} was refused and changed something"
        assert self.document.editing is None

    # -- what there is -------------------------------------------------------------------------------------------

    def nodes(self) -> list[Node]:
        return [record for record in self.document.drawn(self.diagram) if isinstance(record, Node)]

    def some(self, most: int = 3) -> list[str]:
        nodes = self.nodes()
        return [node.key for node in self.dice.sample(nodes, min(len(nodes), self.dice.randint(1, most)))]

    def one(self) -> Node:
        nodes = self.nodes()
        return self.dice.choice(nodes) if nodes else Node("none", "bpmn:task")

    def traits(self, type: str) -> dict[str, str]:
        found = {"trigger": self.dice.choice(TRIGGERS)} if type.endswith("Event") and self.dice.random() < 0.5 else {}
        if type == "subProcess":
            found["di:isExpanded"] = self.dice.choice(("true", "false"))
        return found

    # -- what can be done ----------------------------------------------------------------------------------------

    def place(self) -> None:
        type = self.dice.choice(TYPES)
        x, y = self.dice.randint(0, 1500), self.dice.randint(0, 800)
        near = self.one()
        if near.bounds is not None and self.dice.random() < 0.5:
            x, y = round(near.bounds.centre.x) + self.dice.randint(-60, 60), round(near.bounds.bottom)
        kind = type if ":" in type else f"bpmn:{type}"
        place(self.document, self.diagram, kind, x, y, self.traits(type))

    def append(self) -> None:
        type = self.dice.choice(TYPES)
        kind = type if ":" in type else f"bpmn:{type}"
        append(self.document, self.one().key, kind, self.traits(type), text=self.dice.choice(("", "步骤")))

    def branch(self) -> None:
        branch(self.document, self.one().key, "bpmn:task")

    def connect(self) -> None:
        connect(self.document, self.one().key, self.one().key)

    def move(self) -> None:
        move.move(self.document, self.some(), self.dice.randint(-300, 300), self.dice.randint(-200, 200))

    def delete(self) -> None:
        flows = self.document.flows()
        keys = self.some(2) if self.dice.random() < 0.8 or not flows else [self.dice.choice(flows).key]
        delete(self.document, keys)

    def rename(self) -> None:
        text.rename(self.document, self.one().key, self.dice.choice(("", "a", "审批 " * 40, "two\nlines")))

    def resize(self) -> None:
        node = self.one()
        if node.bounds is not None and node.type not in {"bpmn:lane", "modeller:phase"}:
            x, y, w, h = node.bounds
            d = [self.dice.randint(-80, 80) for _ in range(4)]
            resize.resize(self.document, node.key, type(node.bounds)(x + d[0], y + d[1], w + d[2], h + d[3]))

    def replace(self) -> None:
        node = self.one()
        types = can_become(node)
        if types:
            kind = self.dice.choice(types)
            replace(self.document, node.key, kind, self.traits(kind.removeprefix("bpmn:")))

    def set(self) -> None:
        record = self.dice.choice([*self.nodes(), *self.document.flows()] or [Node("none", "bpmn:task")])
        found = properties_of(record, self.document)
        declared = [each for each in found if each.kind != "reference" and each.key != "id"]
        if isinstance(record, Node | Flow) and declared:
            each = self.dice.choice(declared)
            values = {"yes or no": ("true", "false"), "choice": each.choices}.get(each.kind, ("", "text", "一\n二"))
            if each.key not in ("di:isHorizontal",):
                set_property(self.document, [record.key], each.key, self.dice.choice(values))

    def align(self) -> None:
        if self.dice.random() < 0.5:
            align.align(self.document, self.some(4), self.dice.choice(("left", "middle", "bottom", "centre")))
        else:
            align.distribute(self.document, self.some(5), self.dice.choice(("x", "y")), self.dice.choice((None, 30)))

    def font(self) -> None:
        flows = [flow.key for flow in self.document.flows()]
        keys = [*self.some(), *self.dice.sample(flows, min(len(flows), 1))]
        size, bold = self.dice.choice((None, 0, 9, 14, 30)), self.dice.choice((None, True, False))
        fonts.set_font(self.document, keys, size, bold)

    def bend(self) -> None:
        flows = [flow for flow in self.document.flows() if len(flow.points) > 1]
        if flows:
            flow = self.dice.choice(flows)
            x, y = flow.points[0].x + self.dice.randint(-40, 40), flow.points[0].y + self.dice.randint(-40, 40)
            place = bend.piece_near(flow, x, y)
            deeds = (
                lambda: bend.add_point(self.document, flow.key, place, x, y),
                lambda: bend.remove_point(self.document, flow.key, bend.bend_near(flow, x, y)),
                lambda: bend.straighten(self.document, flow.key),
            )
            self.dice.choice(deeds)()

    def label(self) -> None:
        key = self.one().key
        if self.dice.random() < 0.5:
            labels.move_label(self.document, key, self.dice.randint(-40, 40), self.dice.randint(-40, 40))
        else:
            labels.reset_label(self.document, key)

    def wrap(self) -> None:
        subprocesses.wrap(self.document, self.some(4))

    def unwrap(self) -> None:
        subprocesses.unwrap(self.document, self.one().key)

    def open_or_close(self) -> None:
        deed = self.dice.choice((subprocesses.collapse, subprocesses.expand))
        deed(self.document, self.one().key)

    def lock(self) -> None:
        lock(self.document, self.some(1), self.dice.random() < 0.3)

    def detach(self) -> None:
        attach.detach(self.document, self.one().key)

    def paste(self) -> None:
        data = clipboard.copy(self.document, self.some(4))
        clipboard.paste(self.document, self.diagram, data, self.dice.randint(0, 1500), self.dice.randint(0, 800))

    def space(self) -> None:
        axis, delta = self.dice.choice(("x", "y")), self.dice.randint(-120, 120)
        space.insert(self.document, self.diagram, axis, self.dice.randint(0, 1000), delta)

    def lane(self) -> None:
        key = self.one_of("bpmn:participant", "bpmn:lane")
        if self.dice.random() < 0.5:
            lanes.split(self.document, key, self.dice.randint(2, 3))
        elif self.dice.random() < 0.5:
            lanes.add(self.document, key, self.dice.choice(("above", "below")))
        else:
            lanes.move(self.document, key, self.dice.randint(0, 3))

    def phase(self) -> None:
        key = self.one_of("modeller:phase") if self.dice.random() < 0.7 else self.one_of("bpmn:participant")
        deed = self.dice.choice(("add", "split", "move", "border"))
        if deed == "add":
            phases.add(self.document, key, self.dice.choice(("before", "after")))
        elif deed == "split":
            phases.split(self.document, key, self.dice.randint(2, 4))
        elif deed == "move":
            phases.move(self.document, key, self.dice.randint(0, 4))
        else:
            phases.move_border(self.document, key, self.dice.randint(-200, 200), grow=self.dice.random() < 0.5)

    def pool(self) -> None:
        deed = self.dice.choice((pools.turn, pools.close, pools.open_up))
        deed(self.document, self.one_of("bpmn:participant"))

    def one_of(self, *types: str) -> str:
        found = [node.key for node in self.nodes() if node.type in types]
        return self.dice.choice(found) if found else "none"

    def undo(self) -> None:
        if self.dice.random() < 0.5:
            self.document.undo()
        else:
            self.document.redo()


def main_diagram(document: Document) -> str | None:
    """The diagram that shows most."""
    diagrams: list[Diagram] = document.diagrams()
    return max(diagrams, key=lambda each: len(document.drawn(each.key))).key if diagrams else None
