"""What differs between two models in a person's words: which element, where it stands, what was and what is."""

from collections.abc import Mapping
from typing import Any, Final

from modeller.language import Message, listed, message, words
from modeller.model.aspects import KEYS, told
from modeller.model.compare import Changed, Comparison, Difference
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Item, Node, Record
from modeller.model.references import is_reference, local
from modeller.notation.attributes import DECLARED, said, text_of
from modeller.notation.bpmn.content import TRIGGERS
from modeller.notation.bpmn.joining import participant_of
from modeller.notation.catalogue import is_known, label_of
from modeller.notation.declared import declared_as
from modeller.notation.own_fields import OWN, own_property
from modeller.notation.titles import kind, title

_INNER: Final = frozenset(
    {"bpmn:laneSet", "bpmn:childLaneSet", "bpmn:ioSpecification", "bpmn:inputSet", "bpmn:outputSet"}
)
"""Items that nobody sees: what they hold is told."""
_ITEMS: Final[Mapping[str, Message]] = {
    "bpmn:definitions": message("compare.item.definitions"),
    "bpmn:process": message("compare.item.process"),
    "chain:valueChain": message("elements.palette.chain"),
    "bpmn:collaboration": message("compare.item.collaboration"),
    "bpmn:error": message("compare.item.error"),
    "bpmn:signal": message("compare.item.signal"),
    "bpmn:escalation": message("compare.item.escalation"),
    "bpmn:category": message("compare.item.category"),
    "bpmn:categoryValue": message("compare.item.categoryValue"),
    "bpmn:resource": message("compare.item.resource"),
    "bpmn:itemDefinition": message("compare.item.itemDefinition"),
    "bpmn:laneSet": message("compare.item.laneSet"),
}
_NAMES: Final[Mapping[str, Message]] = {
    "type": message("compare.type"),
    "scope": message("compare.scope"),
    "host": message("compare.host"),
    "lanes": message("compare.lanes"),
    "source": message("compare.source"),
    "target": message("compare.target"),
    "diagram": message("compare.diagram"),
    "bounds": message("compare.bounds"),
    "label_bounds": message("compare.label_bounds"),
    "points": message("compare.points"),
    "/extensionElements": message("compare.extension"),
    "/multiInstanceLoopCharacteristics": message("elements.property.loop"),
    "/standardLoopCharacteristics": message("elements.property.loop"),
}
_SHORT: Final = 160
"""Of longer values the beginning is shown."""


def is_told(difference: Difference, old: Model, new: Model) -> bool:
    """Whether a difference is worth a line: not that something came or went that only holds what is told itself."""
    if difference.kind in ("changed", "layout", "tools"):
        return True
    record = record_of(difference, old, new)
    return not (isinstance(record, Item) and (record.type in _INNER or record.type.startswith("bpmndi:")))


def record_of(difference: Difference, old: Model, new: Model) -> Record:
    """The element as it is in the new model; as it was where it is not there any more."""
    if difference.new is not None:
        return new[difference.new]
    assert difference.old is not None
    return old[difference.old]


def element_in_words(record: Record, model: Model, language: str | None = None) -> str:
    """What an element is and is called, on one line. Without a `language` all here speak the current one."""
    if isinstance(record, Node | Flow):
        return title(record, model, language)
    said_ = type_in_words("" if isinstance(record, Diagram) else record.type, language)
    name = _line(record.text or record.properties.text("value"))
    return words(message("elements.titled", kind=said_, name=name), language) if name else said_


def type_in_words(type: str, language: str | None = None) -> str:
    """What elements of a type are called; "" is a diagram. Without a `language` all here speak the current one."""
    if is_known(type):
        return words(message(label_of(type)), language)
    what = _ITEMS.get(type) if type else message("compare.item.diagram")
    return words(what, language) if what is not None else type.rpartition(":")[2]


def place_in_words(record: Record, model: Model, language: str | None = None) -> str:
    """Where an element stands: its lane, else its sub-process or pool; of a flow where it begins."""
    if isinstance(record, Flow):
        start = model.get(record.source)
        return place_in_words(start, model, language) if isinstance(start, Node) else _holder(record, model, language)
    if isinstance(record, Node) and record.lanes:
        lane = model.get(record.lanes[0])
        if isinstance(lane, Node) and lane.text:
            return element_in_words(lane, model, language)
    return _holder(record, model, language)


def _holder(record: Record, model: Model, language: str | None) -> str:
    for above in model.ancestors(record.key):
        if isinstance(above, Node):
            return element_in_words(above, model, language)
        if isinstance(above, Item) and above.type == "bpmn:process":
            pool = model.node(participant_of(model, above.key))
            return element_in_words(pool if pool is not None else above, model, language)
    return words(message("compare.item.definitions"), language)


def attribute_in_words(attribute: str, record: Record, model: Model, language: str | None = None) -> str:
    """What an attribute is called."""
    name = attribute.removeprefix("/")
    declared = declared_as(name, record, model)
    if declared is not None:
        return words(declared.title, language)
    if attribute in _NAMES:
        return words(_NAMES[attribute], language)
    if name in TRIGGERS:
        return words(message("elements.trigger." + TRIGGERS[name]), language)
    if attribute.startswith(("di:", "plane:")) and "color" in attribute:
        return words(message("compare.colour"), language)
    fixed = {"name": "elements.property.name", "documentation": "elements.property.documentation"}
    return (
        words(message(fixed[name]), language)
        if name in fixed
        else name.rpartition("}")[2].removeprefix("di:").removeprefix(OWN)
    )


def value_in_words(
    change: Changed, value: Any, record: Record, model: Model, whole: bool = False, language: str | None = None
) -> str:
    """A value of a change as a person reads it; ``""`` where it says nothing. `model` is the one it stands in.

    On one line, of a long one the beginning, unless the `whole` is wanted.
    """
    name = change.attribute
    if value is None:
        return ""
    if name == "type":
        return _type_in_words(record, model, str(value), language)
    if name in KEYS or name == "diagram":
        return _named(model.get(value), model, language) or str(value)
    if name == "lanes":
        lanes = sorted(_named(model.get(key), model, language) for key in value)
        return listed(lanes, language)
    if name == "bounds":
        x, y, width, height = value
        size = {"width": f"{width:g}", "height": f"{height:g}"}
        return words(message("compare.place", x=f"{x:g}", y=f"{y:g}", **size), language)
    if name in ("points", "label_bounds"):
        return ""
    declared = DECLARED.get(name) or own_property(model, name)
    if declared is not None:
        text = said(declared, text_of(value), language)
        return text if whole else _line(text)
    if isinstance(value, str):
        return _text_in_words(name, value, model, whole, language)
    text = told(value)
    return (text if whole else _line(text)) or words(message("compare.there"), language)


def _text_in_words(name: str, value: str, model: Model, whole: bool, language: str | None) -> str:
    if value in ("true", "false"):
        return words(message("compare.yes") if value == "true" else message("compare.no"), language)
    if is_reference(name):
        found = model.by_id(value) or model.by_id(local(value))
        return _named(found[0], model, language) if found else value
    return value if whole else _line(value)


def _named(record: Record | None, model: Model, language: str | None) -> str:
    return element_in_words(record, model, language) if record is not None else ""


def _type_in_words(record: Record, model: Model, type: str, language: str | None) -> str:
    if isinstance(record, Node | Flow) and record.type == type and is_known(type):
        return words(kind(record, model), language)
    return type.rpartition(":")[2]


def _line(text: str) -> str:
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= _SHORT else line[:_SHORT].rstrip() + "…"


def change_in_words(change: Changed, difference: Difference, old: Model, new: Model) -> str:
    """One changed attribute on one line: what it is, what it said and what it says."""
    before = old[difference.old] if difference.old is not None else None
    after = new[difference.new] if difference.new is not None else None
    assert before is not None
    assert after is not None
    name = attribute_in_words(change.attribute, after, new)
    was, now = value_in_words(change, change.old, before, old), value_in_words(change, change.new, after, new)
    if was and now and was != now:
        return words(message("compare.changed", name=name, old=was, new=now))
    if now and not was:
        return words(message("compare.set", name=name, new=now))
    if was and not now:
        return words(message("compare.cleared", name=name, old=was))
    return words(message("compare.otherwise", name=name))


def differences_by_place(
    comparison: Comparison, old: Model, new: Model, language: str | None = None
) -> dict[str, list[Difference]]:
    """The differences that are told, by where they stand; elements before flows, in the order of the model."""
    found: dict[str, list[Difference]] = {}
    told_ = [each for each in comparison.differences if is_told(each, old, new)]
    told_.sort(key=lambda each: isinstance(record_of(each, old, new), Flow))
    for difference in told_:
        model = new if difference.new is not None else old
        found.setdefault(place_in_words(record_of(difference, old, new), model, language), []).append(difference)
    return found
