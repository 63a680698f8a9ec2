"""What a new document begins with."""

from typing import Final

from modeller.editing.identity import new_key
from modeller.language import message, words
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Item, Node, Properties, Value

POOL: Final = "pool"
"""A pool with a start event: where most people begin."""

_BOUNDS: Final = Bounds(160, 80, 900, 260)
_START: Final = Bounds(240, 192, 36, 36)


def new_document(template: str = POOL, language: str | None = None) -> Document:
    """A document with one pool, its process and a start event in it, named in `language`.

    Its undo history is empty. Raises ValueError where there is no such template.
    """
    if template != POOL:
        raise ValueError(f"no such template: {template!r}")
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
