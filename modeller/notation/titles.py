"""Elements in words: their kind with trigger, and the alternative text of their drawing."""

from collections.abc import Iterable
from functools import lru_cache

from modeller.language import Message, current, message, words
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.bpmn.artifacts import group_name
from modeller.notation.bpmn.content import flag, triggers
from modeller.notation.bpmn.data import caption
from modeller.notation.bpmn.events import interrupting, kind_of
from modeller.notation.bpmn.subprocesses import is_event_sub_process
from modeller.notation.catalogue import element_type, flow_type

_EVENTS = {
    "bpmn:startEvent",
    "bpmn:endEvent",
    "bpmn:intermediateCatchEvent",
    "bpmn:intermediateThrowEvent",
    "bpmn:boundaryEvent",
}


def name(record: Node | Flow, model: Model) -> str:
    """The text of an element on one line, ``""`` where it has none."""
    text = caption_of(record, model) if isinstance(record, Node) else record.text
    return " ".join(text.split()) if text else ""


def caption_of(node: Node, model: Model) -> str:
    """The text that a node shows: its own, or that of what it stands for."""
    if node.type.startswith("bpmn:data"):
        return caption(node, model)
    return group_name(node, model) if node.type == "bpmn:group" else node.text


def kind(record: Node | Flow, model: Model) -> Message:
    """What an element is: "User task", "Non-interrupting timer boundary event" …"""
    if isinstance(record, Flow):
        return message(flow_type(record).label)
    if record.type in _EVENTS:
        found = kind_of(triggers(record, model), flag(record, "parallelMultiple"))
        said = message(f"{element_type(record).label}.of", trigger=_trigger(found)) if found else None
        what = said or message(element_type(record).label)
        return what if interrupting(record) else message("elements.nonInterrupting", event=what)
    if is_event_sub_process(record):
        return message("elements.eventSubProcess")
    return message(element_type(record).label)


def _trigger(found: str) -> Message:
    return message("elements.trigger." + found.replace(" ", ""))


@lru_cache(maxsize=4096)
def _label(key: str, trigger: str, ends: bool, language: str) -> str:
    """The words of a kind, which many elements share."""
    what = message(f"{key}.of", trigger=_trigger(trigger)) if trigger else message(key)
    return words(what if ends else message("elements.nonInterrupting", event=what), language)


@lru_cache(maxsize=64)
def _pattern(key: str, language: str) -> str:
    """A sentence of the catalogue with its places still open."""
    places = {place: f"{{{place}}}" for place in ("kind", "name", "source", "target")}
    return words(message(key, **places), language)


def _shown(record: Node | Flow, model: Model, language: str) -> str:
    if isinstance(record, Flow):
        return _label(flow_type(record).label, "", True, language)
    if record.type in _EVENTS:
        found = kind_of(triggers(record, model), flag(record, "parallelMultiple")) if record.content else ""
        return _label(element_type(record).label, found, interrupting(record), language)
    if is_event_sub_process(record):
        return _label("elements.eventSubProcess", "", True, language)
    return _label(element_type(record).label, "", True, language)


def kinds(records: Iterable[Node | Flow], model: Model) -> set[str]:
    """What there is among elements, in words; those whose type says all are looked at once for each type."""
    found, known = set[str](), set[str]()
    for record in records:
        if record.type not in known:
            found.add(_shown(record, model, current()))
            if record.type not in _EVENTS and not record.type.endswith(("ubProcess", "transaction")):
                known.add(record.type)
    return found


def title(record: Node | Flow, model: Model, language: str | None = None) -> str:
    """The alternative text of an element's drawing: its kind, its name, and a flow's ends."""
    language = language or current()
    shown, own = _shown(record, model, language), name(record, model)
    if isinstance(record, Flow):
        source, target = model.get(record.source), model.get(record.target)
        if isinstance(source, Node | Flow) and isinstance(target, Node | Flow):
            ends = (
                name(source, model) or _shown(source, model, language),
                name(target, model) or _shown(target, model, language),
            )
            key = "elements.flowNamed" if own else "elements.flow"
            return _pattern(key, language).format(kind=shown, name=own, source=ends[0], target=ends[1])
    return _pattern("elements.titled", language).format(kind=shown, name=own) if own else shown
