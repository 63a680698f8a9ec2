"""What a file holds, counted: for `info` and for whoever wants it as data."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from modeller.files.read import shown
from modeller.jobs.open_model import Opened
from modeller.language import Message, current, listed, message, words
from modeller.model.entries import Finding
from modeller.model.own_fields import OwnField, described, name_in
from modeller.model.reading import Model
from modeller.model.records import Flow, Item, Node
from modeller.notation.own_fields import own_fields

_NO_STEPS: Final = frozenset(
    {
        "bpmn:participant",
        "bpmn:lane",
        "modeller:phase",
        "bpmn:dataObject",
        "bpmn:dataObjectReference",
        "bpmn:dataStore",
        "bpmn:dataStoreReference",
        "bpmn:dataInput",
        "bpmn:dataOutput",
        "bpmn:message",
        "bpmn:textAnnotation",
        "bpmn:group",
    }
)
"""Nodes that no token passes."""


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool and the lanes in it, by name."""

    name: str
    lanes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A diagram: its name, and how many shapes and lines stand on it."""

    name: str
    shapes: int
    lines: int


@dataclass(frozen=True, slots=True)
class Description:
    """A model in figures. `counts` has the types (``userTask``, ``sequenceFlow`` …), the most frequent first."""

    file: str
    title: str
    written_by: str
    processes: tuple[str, ...]
    pools: tuple[Pool, ...]
    diagrams: tuple[Picture, ...]
    flow_nodes: int
    counts: dict[str, int]
    placed: bool
    findings: tuple[Finding, ...]
    fields: tuple[OwnField, ...] = ()

    def plain(self) -> dict[str, object]:
        """As data that JSON can hold."""
        return {
            "file": self.file,
            "title": self.title,
            "writtenBy": self.written_by,
            "processes": list(self.processes),
            "pools": [{"name": pool.name, "lanes": list(pool.lanes)} for pool in self.pools],
            "diagrams": [
                {"name": diagram.name, "shapes": diagram.shapes, "lines": diagram.lines} for diagram in self.diagrams
            ],
            "flowNodes": self.flow_nodes,
            "counts": self.counts,
            "diagramDataMissing": self.placed,
            "ownFields": [described(each) for each in self.fields],
            "problems": [
                {
                    "rule": finding.rule,
                    "severity": finding.severity,
                    "line": finding.line,
                    "message": words(finding.message),
                    "elements": list(finding.elements),
                }
                for finding in self.findings
            ],
        }


_NAMED: Final = 3
"""So many elements of a fault are named."""


def describe_model(opened: Opened) -> Description:
    """Count what is in an opened model."""
    model = opened.document
    counts = Counter(_kind(record.type) for record in model if isinstance(record, Node | Flow))
    roots = model.items("bpmn:definitions")
    return Description(
        file=shown(opened.path),
        title=title(model),
        written_by=" ".join(roots[0].properties.text(name) for name in ("exporter", "exporterVersion")).strip()
        if roots
        else "",
        processes=tuple(one_line(item.text) for item in model.items("bpmn:process")),
        pools=tuple(
            Pool(one_line(node.text), tuple(_lanes(model, node)))
            for node in model.nodes()
            if node.type == "bpmn:participant"
        ),
        diagrams=tuple(_picture(model, diagram.key, diagram.text) for diagram in model.diagrams()),
        flow_nodes=sum(1 for node in model.nodes() if node.type not in _NO_STEPS),
        counts=dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        placed=opened.placed,
        findings=opened.findings,
        fields=own_fields(model),
    )


def title(model: Model) -> str:
    """What to call the model: the name of the root, of the collaboration, or of the one process that holds something.

    A process without a name is called as its pool; without any process it is the name of the first diagram. ``""``
    where several hold something: a partner whose inside nobody drew never gives the whole its name.
    """
    for kind in ("bpmn:definitions", "bpmn:collaboration", "bpmn:choreography"):
        for item in model.items(kind):
            if name := one_line(item.text):
                return name
    held = [item for item in model.items("bpmn:process") if any(True for _ in model.held(item.key))]
    if not held:
        return next((one_line(diagram.text) for diagram in model.diagrams() if diagram.text), "")
    if len(held) > 1:
        return ""
    return one_line(held[0].text) or next(
        (name for pool in _pools(model, held[0]) if (name := one_line(pool.text))), ""
    )


def _pools(model: Model, process: Item) -> list[Node]:
    """The pools that show a process."""
    id = process.properties.text("id")
    return [
        node
        for node in model.nodes()
        if node.type == "bpmn:participant" and id and node.properties.text("processRef") == id
    ]


def one_line(text: str) -> str:
    """Text of a model as it can stand in one line of a terminal: no line breaks, no control characters."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in " ".join(text.split()))


def kind_in_words(kind: str) -> str:
    """``userTask`` -> "User task", in the current language; a type without words as it is."""
    key = f"elements.{kind}"
    said = words(message(key))
    return kind if key in said else said


def finding_in_words(file: str, finding: Finding, model: Model | None = None) -> Message:
    """A fault as one line, with the file, the names of its elements and, where it is known, the line."""
    severity, what = message(f"jobs.severity.{finding.severity}"), finding.message
    names = [name for key in finding.elements[:_NAMED] if model is not None and (name := _called(model, key))]
    if names:
        what = message("jobs.finding_named", what=what, names=_list(names))
    if finding.line is None:
        return message("jobs.finding", file=file, severity=severity, what=what)
    return message("jobs.finding_at", file=file, line=finding.line, severity=severity, what=what)


def _called(model: Model, key: str) -> str:
    """What an element is called, else its id."""
    record = model.get(key)
    return "" if record is None else one_line(record.text) or one_line(record.properties.text("id"))


def lines(description: Description) -> list[str]:
    """The description in words, line by line, in the current language."""
    said = [description.title or description.file]
    rows: list[tuple[Message, str]] = []

    def row(key: str, what: Iterable[str] | str) -> None:
        text = what if isinstance(what, str) else _list(what)
        if text:
            rows.append((message(key), text))

    row("jobs.file", description.file)
    row("jobs.written_by", description.written_by)
    row("jobs.processes", _named(description.processes))
    for pool in description.pools:
        name, lanes = pool.name or words(message("jobs.nameless")), _named(pool.lanes)
        row("jobs.pool", words(message("jobs.pool_with", pool=name, lanes=_list(lanes))) if lanes else name)
    if description.placed:
        row("jobs.diagrams", words(message("jobs.no_diagram")))
    else:
        for diagram in description.diagrams:
            name = diagram.name or words(message("jobs.nameless"))
            row("jobs.diagram", words(message("jobs.marks", name=name, shapes=diagram.shapes, lines=diagram.lines)))
    row("jobs.flow_nodes", str(description.flow_nodes))
    row("jobs.elements", (f"{kind_in_words(kind)} {count}" for kind, count in description.counts.items()))
    row("jobs.own_fields", (one_line(name_in(each, current())) for each in description.fields))
    row("jobs.faults", str(len(description.findings)))
    return said + ["  " + words(message("jobs.row", label=label, text=text)) for label, text in rows]


def _kind(kind: str) -> str:
    return kind.removeprefix("bpmn:")


def _list(names: Iterable[str]) -> str:
    return listed(names)


def _named(names: Iterable[str]) -> list[str]:
    return [name for name in names if name]


def _lanes(model: Model, pool: Node) -> list[str]:
    found: list[str] = []
    waiting = [process.key for process in model.by_id(pool.properties.text("processRef"))[:1]]
    while waiting:
        for record in model.children(waiting.pop(0)):
            if isinstance(record, Node | Item) and record.type in {"bpmn:laneSet", "bpmn:lane"}:
                waiting.append(record.key)
                if isinstance(record, Node):
                    found.append(one_line(record.text))
    return found


def _picture(model: Model, key: str, name: str) -> Picture:
    drawn = model.drawn(key)
    return Picture(one_line(name), sum(isinstance(r, Node) for r in drawn), sum(isinstance(r, Flow) for r in drawn))
