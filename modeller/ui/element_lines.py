"""What is known of an element or a model besides what the inspector changes, as lines to be read."""

from modeller.language import Message, listed, say, words
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Item, Node, Record
from modeller.notation.attributes import DECLARED, PREFIX, text_of
from modeller.notation.bpmn.content import documentation
from modeller.notation.bpmn.phases import phase_of
from modeller.notation.catalogue import element_type, flow_type
from modeller.notation.declared import properties_of
from modeller.notation.differences import type_in_words
from modeller.notation.own_fields import OWN
from modeller.ui.model_page import ModelPage

_MOST = 60


def kind_of(record: Record) -> str:
    """What kind of element it is, in words."""
    if isinstance(record, Node):
        return words(Message(element_type(record).label))
    if isinstance(record, Flow):
        return words(Message(flow_type(record).label))
    if isinstance(record, Diagram):
        return say("window.kind.diagram")
    return type_in_words(record.type)


def rest_lines(model: Model, record: Record) -> list[tuple[str, str]]:
    """Styles and texts, from top to bottom: where it stands, what it joins, what the file says besides."""
    lines: list[tuple[str, str]] = []
    if isinstance(record, Flow):
        lines += _field("window.side.source", _name(model, record.source))
        lines += _field("window.side.target", _name(model, record.target))
    elif isinstance(record, Node):
        lines += _field("window.side.lane", listed(filter(None, (_name(model, lane) for lane in record.lanes))))
        phase = phase_of(model, record)
        lines += _field("window.side.phase", _name(model, phase.key) if phase is not None else "")
        lines += _field("window.side.host", _name(model, record.host))
    else:
        lines += [("heading", record.text.strip() or say("window.side.unnamed")), ("muted", kind_of(record))]
        lines += _field("window.side.documentation", documentation(record))
        lines += _field("window.side.id", record.properties.text("id"))
    return lines + unasked(model, record)


def unasked(model: Model, record: Record, among: str = "") -> list[tuple[str, str]]:
    """What the file says that nobody asks, fields of unknown organisations among it: properties that begin so."""
    lines: list[tuple[str, str]] = []
    shown = {"id", "name", *(prop.key for prop in properties_of(record, model))}
    rest = [
        (key, value) for key, value in record.properties.items()
        if key.startswith(among) and key not in shown and not key.startswith(("di:", "#", "chain:")) and str(value)
        and not (key.startswith(PREFIX) and key in DECLARED and isinstance(record, Item))
    ]  # fmt: skip
    if rest:
        lines.append(("section", say("window.side.attributes")))
        for key, value in rest[:_MOST]:
            name = key.rpartition("}")[2].removeprefix(OWN).removeprefix(PREFIX)
            lines += [("field", name), ("value", text_of(value))]
    return lines


def _field(key: str, value: str) -> list[tuple[str, str]]:
    return [("field", say(key)), ("value", value)] if value else []


def _name(model: Model, key: str | None) -> str:
    record = model.get(key)
    if record is None or isinstance(record, Item):
        return record.text if record is not None else ""
    return " ".join(record.text.split()) or kind_of(record)


def model_lines(page: ModelPage) -> list[tuple[str, str]]:
    model = page.document
    nodes = sum(1 for item in page.scene.items.values() if isinstance(item.record, Node))
    flows = sum(1 for item in page.scene.items.values() if isinstance(item.record, Flow))
    lines = [("heading", page.file.name)]
    if page.file.placed:
        lines.append(("muted", say("window.side.placed")))
    lines += _field("window.side.path", page.file.where)
    lines += _field("window.side.diagrams", str(len(model.diagrams())))
    lines += _field("window.side.here", say("window.side.nodes_and_flows", nodes=nodes, flows=flows))
    scope = model.get(page.diagram.scope)
    if scope is not None:
        lines += _field("window.side.documentation", documentation(scope))
    return lines
