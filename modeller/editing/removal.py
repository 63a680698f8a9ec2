"""Taking records out together with all that cannot be without them, so that nothing names what is gone."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from modeller.editing.carried import below
from modeller.editing.references import forget
from modeller.model.document import Document, Edit
from modeller.model.reading import AT_ONCE, Model
from modeller.model.records import Diagram, Flow, Item, Node
from modeller.model.references import local


def doomed(model: Model, keys: Collection[str], stoppable: bool = False) -> dict[str, None]:
    """These records and what goes with them: contents, attached events, own diagrams, flows at any of them."""
    found: dict[str, None] = {}
    waiting = list(keys)
    for key in model.in_pieces(_emptying(waiting), stoppable):
        record = model.get(key)
        if record is None or key in found:
            continue
        found[key] = None
        if isinstance(record, Diagram):
            waiting += [item.key for item in model.children(key)]
            continue
        waiting += [child.key for child in below(model, key)]
        waiting += [flow.key for flow in (*model.incoming(key), *model.outgoing(key))]
        waiting += [event.key for event in model.attached(key)]
        waiting += [plane.key for plane in model.planes(key)]
    return found


def _emptying(waiting: list[str]) -> Iterator[str]:
    while waiting:
        yield waiting.pop()


def take_out(document: Document, edit: Edit, keys: Collection[str]) -> None:
    """Remove these records and what goes with them; clear every reference to them."""
    going = doomed(document, keys, stoppable=True)
    large = len(going) > AT_ONCE
    for further in (_unused_data, _unused_categories, _further_drawings):
        going |= dict.fromkeys(further(document, going))
        if large:
            document.pause(stoppable=True)
    idents = {key: document[key].properties.text("id", key) for key in document.in_pieces(going, True)}
    stranded = [
        record
        for key in going
        if isinstance(document[key], Diagram)
        for record in document.drawn(key)
        if record.key not in going
    ]
    for key in going:
        edit.remove(key)
    for record in stranded:
        _undraw(edit, record)
    if going:
        forget(document, edit, idents)


def _undraw(edit: Edit, record: Node | Flow) -> None:
    if isinstance(record, Node):
        edit.put(replace(record, diagram=None, bounds=None, label_bounds=None))
    else:
        edit.put(replace(record, diagram=None, points=(), label_bounds=None))


def _unused_data(model: Model, going: Collection[str]) -> set[str]:
    """The data objects that only references on their way out refer to, and that have no drawing of their own."""
    found: set[str] = set()
    for name, type in (("dataObjectRef", "bpmn:dataObject"), ("dataStoreRef", "bpmn:dataStore")):
        wanted = {local(model[key].properties.text(name)) for key in going} - {""}
        if not wanted:
            continue
        kept = {
            local(record.properties.text(name))
            for record in model
            if record.key not in going and name in record.properties
        }
        for ident in wanted - kept:
            found |= {
                record.key
                for record in model.by_id(ident)
                if isinstance(record, Node)
                and record.type == type
                and record.diagram is None
                and not (type == "bpmn:dataStore" and record.content)
                and record.key not in going
            }
    return {key for key in found if not (model.incoming(key) or model.outgoing(key))}


def _unused_categories(model: Model, going: Collection[str]) -> set[str]:
    """The category values that only groups on their way out show, and categories that are empty then."""
    name = "categoryValueRef"
    wanted = {local(model[key].properties.text(name)) for key in going} - {""}
    if not wanted:
        return set()
    kept = {
        local(record.properties.text(name)) for record in model if name in record.properties and record.key not in going
    }
    found = {record.key for ident in wanted - kept for record in model.by_id(ident) if isinstance(record, Item)}
    for value in list(found):
        holder = model.get(model[value].scope)
        bare = isinstance(holder, Item) and holder.type == "bpmn:category" and not holder.content
        if bare and holder is not None and all(child.key in found for child in model.children(holder.key)):
            found.add(holder.key)
    return found


def _further_drawings(model: Model, going: Collection[str]) -> set[str]:
    """The further drawings of what is on its way out."""
    return {
        item.key
        for item in model
        if isinstance(item, Item) and item.type.startswith("bpmndi:") and item.properties.get("element") in going
    } - set(going)
