"""Models that the tests of this room analyse: steps and flows by name, attributes as people write them."""

from collections.abc import Mapping
from dataclasses import replace

from small_models import node, process

from modeller.model.document import Document
from modeller.model.records import Bounds, Flow, Item, Node, Properties, Record
from modeller.notation.attributes import DECLARED, PREFIX, parsed, with_attribute

KINDS: Mapping[str, str] = {
    "": "task", "<": "startEvent", ">": "endEvent", "x": "exclusiveGateway", "+": "parallelGateway",
    "o": "inclusiveGateway", "e": "intermediateCatchEvent", "[": "subProcess",
}  # fmt: skip
"""What kind of step a name's first sign stands for; without one of these it is a task."""


def step(name: str, place: int, scope: str = "P", lanes: tuple[str, ...] = (), **written: str) -> Node:
    """A step; `written` are its attributes."""
    kind = KINDS.get(name[0], "task")
    made = node(kind, name, 100 + 150 * place, 100, text=name, scope=scope, lanes=lanes, order=place)
    for attribute, text in written.items():
        made = attributed(made, attribute, text)
    return made


def attributed(record: Node, attribute: str, text: str) -> Node:
    """A step with one attribute more."""
    kept = parsed(DECLARED[PREFIX + attribute], text)
    assert kept is not None, (attribute, text)
    return with_attribute(record, PREFIX + attribute, kept)


def flow(source: str, target: str, share: str = "", scope: str = "P") -> Flow:
    """A sequence flow; `share` is how often it is taken, in per cent."""
    properties = Properties({PREFIX + "probability": share} if share else {})
    return Flow(f"{source}→{target}", "bpmn:sequenceFlow", scope, 50, "", "D", source, target, properties=properties)


def drawn(ways: str, *records: Record, **written: Mapping[str, str]) -> Document:
    """A process from ways like ``"<s a x1 b >e; x1 40 c >e"``: steps by name, a number is the share of what follows.

    `records` are put in besides; `written` are the attributes of steps by name.
    """
    steps: dict[str, Node] = {each.key: each for each in records if isinstance(each, Node)}
    flows: dict[str, Flow] = {}
    for way in ways.split(";"):
        before, share = "", ""
        for word in way.split():
            if word.replace(".", "").isdigit():
                share = word
                continue
            if word not in steps:
                steps[word] = step(word, len(steps))
            if before:
                made = flow(before, word, share, steps[word].scope or "P")
                flows.setdefault(made.key, made)
            before, share = word, ""
    for name, texts in written.items():
        made_step = steps.get(name) or step(name, len(steps))
        for attribute, text in texts.items():
            made_step = attributed(made_step, attribute, text)
        steps[name] = made_step
    others = [each for each in records if not isinstance(each, Node)]
    return process(*steps.values(), *flows.values(), *others)


def laned(document: Document, lanes: Mapping[str, str]) -> Document:
    """The same with lanes: the steps of each by name, with spaces between."""
    place = {name: lane for lane, names in lanes.items() for name in names.split()}
    made: list[Record] = [Item("set", "bpmn:laneSet", "P", 0, properties=Properties({"id": "set"}))]
    for number, lane in enumerate(lanes):
        made.append(replace(node("lane", lane, 50, 200 * number, 900, 200, text=lane), scope="set", order=number))
    for record in document:
        lies = isinstance(record, Node) and record.key in place
        made.append(replace(record, lanes=(place[record.key],)) if lies else record)  # type: ignore[call-arg]
    return Document(made)


def at(document: Document, places: Mapping[str, tuple[float, float]]) -> Document:
    """The same with steps drawn elsewhere."""
    return Document(
        replace(record, bounds=Bounds(*places[record.key], 100, 80))
        if isinstance(record, Node) and record.key in places
        else record
        for record in document
    )
