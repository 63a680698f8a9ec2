"""What the content of BPMN elements says: event definitions, loops, documentation, states, what is called."""

from typing import Literal

from modeller.model.reading import Model
from modeller.model.records import Fragment, Item, Node, Record

TRIGGERS = {
    "messageEventDefinition": "message",
    "timerEventDefinition": "timer",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "cancelEventDefinition": "cancel",
    "compensateEventDefinition": "compensation",
    "conditionalEventDefinition": "conditional",
    "linkEventDefinition": "link",
    "signalEventDefinition": "signal",
    "terminateEventDefinition": "terminate",
}
"""Local name of an event definition -> its kind."""


def triggers(node: Node, model: Model | None = None) -> tuple[str, ...]:
    """The kinds of an event's definitions in file order; one that stands elsewhere is looked up in `model`.

    One that is not found, or of a kind we do not know, counts as ``""``.
    """
    found: list[str] = []
    for fragment in node.content:
        name = fragment.name
        if name in TRIGGERS:
            found.append(TRIGGERS[name])
        elif name == "eventDefinitionRef":
            found.append(_referred(fragment.text, model))
        elif name.endswith("EventDefinition") or name == "eventDefinition":
            found.append("")
    return tuple(found)


def _referred(reference: str, model: Model | None) -> str:
    item = referred(reference, model)
    return TRIGGERS.get(item.type.rpartition(":")[2], "") if isinstance(item, Item) else ""


def referred(reference: str, model: Model | None) -> Record | None:
    """The record whose id a reference names, with or without a prefix before it; None where there is none."""
    name = reference.strip()
    if model is None or not name:
        return None
    for ident in (name, name.rpartition(":")[2]):
        found = model.by_id(ident)
        if found:
            return found[0]
    return None


def loop(node: Node) -> Literal["", "standard", "parallel", "sequential"]:
    """How an activity repeats."""
    for fragment in node.content:
        name = fragment.name
        if name == "standardLoopCharacteristics":
            return "standard"
        if name == "multiInstanceLoopCharacteristics":
            return "sequential" if fragment.get("isSequential") == "true" else "parallel"
    return ""


def flag(node: Record, name: str, default: bool = False) -> bool:
    """A yes-or-no property of the file; `default` where it is missing or neither."""
    value = node.properties.get(name)
    if value is None:
        return default
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value).strip().lower(), default)


def documentation(record: Record) -> str:
    """The record's documentation, several pieces one below the other."""
    if not record.content:
        return ""
    texts = [fragment.text.strip() for fragment in record.content if fragment.name == "documentation"]
    return "\n".join(text for text in texts if text)


def child(record: Record, name: str) -> Fragment | None:
    """The first piece of content of that local name."""
    for fragment in record.content:
        if fragment.name == name:
            return fragment
    return None


def state(node: Node) -> str:
    """The name of a data object's state, ``""`` where it has none."""
    found = child(node, "dataState")
    return found.get("name").strip() if found is not None else ""


def called(node: Node, model: Model) -> Record | None:
    """What a call activity calls, where it stands in the same file."""
    return referred(node.properties.text("calledElement"), model)


def many(record: Record) -> bool:
    """Whether a participant stands for several."""
    found = child(record, "participantMultiplicity")
    if found is None:
        return False
    try:
        return float(found.get("maximum", "2")) > 1
    except ValueError:
        return True
