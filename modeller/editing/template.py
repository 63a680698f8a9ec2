"""What a new document begins with: the templates of the start page."""

from collections.abc import Callable
from functools import partial
from typing import Final

from modeller.editing import lanes, phases, pools
from modeller.editing.append import append, branch
from modeller.editing.chain_templates import CHAINS
from modeller.editing.connect import connect
from modeller.editing.delete import delete
from modeller.editing.identity import new_key
from modeller.editing.move import move
from modeller.editing.resize import resize
from modeller.editing.text import rename
from modeller.language import message, words
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Item, Node, Properties, Value

POOL: Final = "pool"
"""A pool with a start event: where most people begin."""
MISTAKES: Final = "mistakes"
"""What the checks are tried on."""

_BOUNDS: Final = Bounds(160, 80, 900, 260)
_START: Final = Bounds(240, 192, 36, 36)
_ROLES: Final = 3
_PHASES: Final = 3
_LANE: Final = 140.0
_APART: Final = 90.0
"""From the pool of a partner to the other one, in units: room for the names of messages."""


def new_document(template: str = POOL, language: str | None = None) -> Document:
    """A document that begins as one of the TEMPLATES, what is in it named in `language`.

    Its undo history is empty. Raises ValueError where there is no such template.
    """
    if template not in TEMPLATES:
        raise ValueError(f"no such template: {template!r}")
    return Document(TEMPLATES[template](language))


def _begun(how: Callable[[Document, str | None], None], language: str | None) -> Document:
    """A document with one pool, changed."""
    document = _one_pool(language)
    how(document, language)
    return document


def _as_it_is(_document: Document, _language: str | None) -> None:
    """One pool with a start event."""


def _with_lanes(document: Document, language: str | None) -> None:
    """A pool with a lane for each of some roles."""
    pool = _pool(document)
    resize(document, pool.key, _BOUNDS._replace(height=_ROLES * _LANE))
    for number, lane in enumerate(lanes.split(document, pool.key, _ROLES), 1):
        rename(document, lane, words(message("saving.template.role", number=number), language))
    start = next(node.key for node in document.nodes() if node.type == "bpmn:startEvent")
    move(document, [start], 0, _BOUNDS.y + _LANE / 2 - _START.centre.y)


def _with_phases(document: Document, language: str | None) -> None:
    """The same, with phases across the lanes: who does it down, when it is done along."""
    _with_lanes(document, language)
    for number, phase in enumerate(phases.split(document, _pool(document).key, _PHASES), 1):
        rename(document, phase, words(message("saving.template.phase", number=number), language))


def _with_partner(document: Document, language: str | None) -> None:
    """A customer as a black box, and below it the pool in which the work is done."""
    pool, name = _pool(document), words(message("saving.template.customer"), language)
    customer = pools.make(document, pool.diagram or "", *_BOUNDS.centre, name)
    pools.close(document, customer)
    resize(document, customer, Bounds(_BOUNDS.x, _BOUNDS.y - _APART - pools.FLAT, _BOUNDS.width, pools.FLAT))


def _without_pool(document: Document, _language: str | None) -> None:
    """A start event on an empty sheet."""
    delete(document, [_pool(document).key])


def _with_mistakes(document: Document, language: str | None) -> None:
    """A repair as a beginner may draw it, to try the checks: its gateway waits for ever, it has no end."""

    def said(name: str) -> str:
        return words(message(f"saving.template.mistakes.{name}"), language)

    _without_pool(document, language)
    start = next(node.key for node in document.nodes() if node.type == "bpmn:startEvent")
    rename(document, next(item.key for item in document.items("bpmn:process")), said("process"))
    rename(document, start, said("start"))
    log = append(document, start, "bpmn:userTask", text=said("log"))
    asked = append(document, log, "bpmn:exclusiveGateway", text=said("asked"))
    free = append(document, asked, "bpmn:userTask", text=said("free"))
    paid = branch(document, free, "bpmn:userTask", text=said("paid"))
    join = append(document, free, "bpmn:parallelGateway", text=said("join"))
    connect(document, paid, join)
    for step, answer in ((free, said("yes")), (paid, said("no"))):
        rename(document, next(flow.key for flow in document.outgoing(asked) if flow.target == step), answer)
    approval = append(document, join, "bpmn:userTask", text=said("approval"))
    repair = append(document, approval, "bpmn:task", text=said("repair"))
    append(document, repair, "bpmn:task", text=said("handle"))


PROCESSES: Final[dict[str, Callable[[str | None], Document]]] = {
    POOL: partial(_begun, _as_it_is),
    "lanes": partial(_begun, _with_lanes),
    "phases": partial(_begun, _with_phases),
    "partner": partial(_begun, _with_partner),
    "plain": partial(_begun, _without_pool),
    MISTAKES: partial(_begun, _with_mistakes),
}
"""The templates that are processes."""
TEMPLATES: Final = {**PROCESSES, **CHAINS}
"""What each begins with, in a language; the catalogue's ``saving.template.card.<name>`` says what it is."""


def _pool(document: Document) -> Node:
    return next(node for node in document.nodes() if node.type == "bpmn:participant")


def _one_pool(language: str | None) -> Document:
    model = Document()

    def ident(type: str, **values: Value) -> tuple[str, Properties]:
        key = new_key(model, type)
        return key, Properties({"id": key, **values})

    def drawn(key: str, depth: float, **values: Value) -> dict[str, Value]:
        return {"di:id": f"{key}_di", "di:order": depth, **values}

    name = words(message("saving.template.pool"), language)
    root, of_root = ident("bpmn:definitions", targetNamespace="urn:modeller:model", exporter="Modeller")
    group, of_group = ident("bpmn:collaboration")
    process, of_process = ident("bpmn:process", isExecutable="false")
    picture, of_picture = ident("bpmndi:BPMNDiagram")
    pool, of_pool = ident("bpmn:participant", processRef=process)
    start, of_start = ident("bpmn:startEvent")
    of_picture = of_picture.changed({"#plane": 0.0, "plane:id": new_key(model, "bpmndi:BPMNPlane")})
    of_pool = of_pool.changed(drawn(pool, 0.0, **{"di:isHorizontal": "true"}))
    of_start = of_start.changed(drawn(start, 1.0))
    return Document(
        [
            Item(root, "bpmn:definitions", properties=of_root),
            Item(group, "bpmn:collaboration", root, 0, properties=of_group),
            Node(pool, "bpmn:participant", group, 0, name, picture, _BOUNDS, properties=of_pool),
            Item(process, "bpmn:process", root, 1, properties=of_process),
            Node(start, "bpmn:startEvent", process, 0, "", picture, _START, properties=of_start),
            Diagram(picture, group, 2, properties=of_picture),
        ]
    )
