"""A board without Qt: what tools ask of it, and what they told it."""

from modeller.canvas.tools import handles
from modeller.canvas.tools.board import NOTHING, Signs, SnapGrid
from modeller.canvas.tools.handles import Handle, box_of
from modeller.canvas.tools.pointer import Pointer, Tool
from modeller.language import Message
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Point, Properties
from modeller.notation.notations import BPMN

DIAGRAM = "diagram"


def model() -> Document:
    """A start, two steps and an end in a row, 50 units apart, all flows ours."""
    records = [
        Item("process", "bpmn:process", properties=Properties({"id": "process"})),
        Diagram(DIAGRAM, scope="process"),
        _node("start", "startEvent", 100, 102, 36, 36),
        _node("one", "task", 200, 80, 100, 80),
        _node("two", "task", 360, 80, 100, 80),
        _node("end", "endEvent", 520, 102, 36, 36),
        _flow("first", "start", "one", (136, 120), (200, 120)),
        _flow("second", "one", "two", (300, 120), (360, 120)),
        _flow("third", "two", "end", (460, 120), (520, 120)),
    ]
    return Document(records)


def _node(key: str, type: str, x: float, y: float, width: float, height: float) -> Node:
    return Node(
        key, f"bpmn:{type}", scope="process", diagram=DIAGRAM, bounds=Bounds(x, y, width, height),
        properties=Properties({"id": key}),
    )  # fmt: skip


def _flow(key: str, source: str, target: str, *points: tuple[float, float]) -> Flow:
    return Flow(
        key, "bpmn:sequenceFlow", scope="process", diagram=DIAGRAM, source=source, target=target,
        points=tuple(Point(*point) for point in points), properties=Properties({"id": key, "#routed": True}),
    )  # fmt: skip


class FakeBoard:
    """Hits by bounds, the latest drawn on top."""

    def __init__(self, document: Document | None = None) -> None:
        self.document = document or model()
        self.diagram = DIAGRAM
        self.zoom = 1.0
        self.grid = SnapGrid()
        self.notation = BPMN
        self.selection: tuple[str, ...] = ()
        self.signs: Signs = NOTHING
        self.refusals: list[Message] = []
        self.written: list[str] = []
        self.opened: list[str] = []
        self.pointed: str | None = None
        self.finished = 0

    def select(self, keys: tuple[str, ...]) -> None:
        self.selection = keys

    def point_at(self, key: str | None) -> None:
        self.pointed = key

    def open(self, key: str) -> None:
        self.opened.append(key)

    def near(self, area: Bounds) -> list[Node | Flow]:
        found = ((record, box_of(record)) for record in self.document.drawn(self.diagram))
        return [record for record, box in found if box is not None and box.grown(1).meets(area)]

    def handle_at(self, x: float, y: float) -> Handle | None:
        record = self.document.get(self.selection[0]) if len(self.selection) == 1 else None
        found = handles.handles(record, self.zoom) if isinstance(record, Node | Flow) else []
        return handles.hit(found, x, y, self.zoom) or handles.border(
            self.near(Bounds(x - 4, y - 4, 8, 8)), x, y, self.zoom
        )

    def show_signs(self, signs: Signs) -> None:
        self.signs = signs

    def refuse(self, why: Message) -> None:
        self.refusals.append(why)

    def write(self, key: str) -> None:
        self.written.append(key)

    def done(self) -> None:
        self.finished += 1

    # -- what a test does with it --------------------------------------------------------------------------------

    def at(self, x: float, y: float, **held: bool) -> Pointer:
        """A pointer there, with what lies under it."""
        hit = None
        for record in self.near(Bounds(x - 2, y - 2, 4, 4)):
            box = box_of(record)
            if box is not None and box.grown(2).contains(x, y):
                hit = record.key
        return Pointer(x, y, hit, **held)

    def bounds(self, key: str) -> Bounds:
        node = self.document.node(key)
        assert node is not None
        assert node.bounds is not None
        return node.bounds

    def drag(self, tool: Tool, *path: tuple[float, float], release: bool = True, **held: bool) -> None:
        """Press at the first place, move through the others, release at the last."""
        tool.press(self.at(*path[0], **held))
        for place in path[1:]:
            tool.move(self.at(*place, **held))
        if release:
            tool.release(self.at(*path[-1], **held))
