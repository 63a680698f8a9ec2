"""For each rule a small model that breaks it; and one process that breaks none."""

# ruff: noqa: E501  (a rule a line)

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from small_models import BPMN, collaboration, definition, flow, node, process

from modeller.model.dictionary import Entry
from modeller.model.document import Document
from modeller.model.own_fields import OwnField
from modeller.model.records import Diagram, Flow, Fragment, Item, Node, Properties, Record
from modeller.notation.bpmn.links import Link, with_link

Model = Callable[[], Document]

LIBRARIES = {"library": frozenset({"there"})}
"""The models that there are."""


def start(key: str = "start", x: float = 0, **more: object) -> Node:
    return node("startEvent", key, x, 22, 36, 36, **{"text": "Order received", **more})  # type: ignore[arg-type]


def end(key: str = "end", x: float = 800, y: float = 22, **more: object) -> Node:
    return node("endEvent", key, x, y, 36, 36, **{"text": "Order closed", **more})  # type: ignore[arg-type]


def task(key: str, x: float, y: float = 0, text: str = "Check order", **more: object) -> Node:
    return node(str(more.pop("type", "task")), key, x, y, text=text, **more)  # type: ignore[arg-type]


def gate(type: str, key: str, x: float, y: float = 15, text: str = "", **more: object) -> Node:
    return node(type + "Gateway", key, x, y, 50, 50, text=text, **more)  # type: ignore[arg-type]


def event(
    type: str, key: str, x: float, y: float = 22, trigger: str = "", text: str = "It happened", **more: object
) -> Node:
    content = tuple(definition(each) for each in trigger.split())
    return node(type, key, x, y, 36, 36, text=text, content=content, **more)  # type: ignore[arg-type]


def link(type: str, key: str, x: float, name: str, y: float = 22) -> Node:
    content = (Fragment(BPMN + "linkEventDefinition", (("name", name),)),)
    return node(type, key, x, y, 36, 36, text=name, content=content)


def conditioned(key: str, source: str, target: str) -> Flow:
    made = flow(key, source, target)
    return replace(made, content=(Fragment(BPMN + "conditionExpression", text="x > 1"),))


def row(*records: Record) -> Document:
    """A start, the given steps and an end; flows are given too."""
    return process(start(), *records, end())


def ways(*keys: str) -> list[Record]:
    """One flow after the other."""
    return [flow(f"{a}-{b}", a, b) for a, b in pairwise(keys)]


def lanes(*records: Record, texts: tuple[str, ...] = ("Sales", "Stock"), pool: str = "Shop") -> Document:
    """Two lanes in a pool over process P; the process is drawn in it."""
    frame = (node("participant", "A", 0, 0, 1000, 300, scope="C", text=pool, processRef="P", di_isHorizontal="true"),)
    held = [
        node("lane", f"lane{number}", 30, 150.0 * number, 970, 150, scope="LS", text=text, di_isHorizontal="true")
        for number, text in enumerate(texts)
    ]
    return collaboration(
        Item("LS", "bpmn:laneSet", "P", properties=Properties({"id": "LS"})), *held, *records, pools=frame
    )


def split(
    kind: str, *more: Record, a: str = "yes", b: str = "no", text: str = "Is it large?", **properties: str
) -> Document:
    return row(
        gate(kind, "G", 100, text=text, **properties), task("a", 200, -100, "Approve order"), task("b", 200, 100, "Pack parcel"),
        gate("exclusive", "J", 400), *ways("start", "G"), flow("G-a", "G", "a", text=a), flow("G-b", "G", "b", text=b),
        *ways("a", "J", "end"), *ways("b", "J"), *more,
    )  # fmt: skip


def sub(*inner: Record, kind: str = "subProcess", **properties: str) -> Document:
    """A sub-process S in the flow, open and drawn around what is in it (scope S)."""
    return row(
        node(kind, "S", 100, -100, 500, 300, text="Ship goods", di_isExpanded="true", **properties),
        *ways("start", "S", "end"), *inner,
    )  # fmt: skip


def inside(*keys: str) -> list[Record]:
    return [flow(f"{a}-{b}", a, b, scope="S") for a, b in pairwise(keys)]


def data(key: str, x: float = 100, y: float = 150, type: str = "dataObjectReference", text: str = "Invoice") -> Node:
    return node(type, key, x, y, 36, 50, text=text)


def good() -> Document:
    return row(
        task("a", 100, text="Check order"), gate("exclusive", "G", 250, text="In stock?"), task("b", 350, -100, "Buy goods"),
        task("c", 350, 100, "Pack parcel"), gate("exclusive", "J", 500), data("d", 132, 150),
        *ways("start", "a", "G"), flow("G-b", "G", "b", text="no"), flow("G-c", "G", "c", text="yes"), *ways("b", "J", "end"),
        *ways("c", "J"), flow("a-d", "a", "d", type="dataOutputAssociation", scope="a"),
    )  # fmt: skip


def _two_tasks(one: str, other: str) -> Document:
    return row(task("a", 100, text=one), task("b", 300, text=other), *ways("start", "a", "b", "end"))


def _one(text: str, **more: object) -> Document:
    return row(task("a", 100, text=text, **more), *ways("start", "a", "end"))


def _asking(document: Document, field: OwnField, value: str = "") -> Document:
    """The document where steps are asked a field of the organisation's own, and its first one says that."""
    records = []
    for each in document:
        said = value and each.key == "a"
        records.append(
            replace(each, properties=each.properties.changed({f"modeller:own.{field.key}": value})) if said else each
        )
    return Document(records, (field,))


def _thrown(kind: str, *more: Record) -> Document:
    return sub(
        event("startEvent", "s", 120, scope="S"),
        event("endEvent", "e", 300, trigger=kind, scope="S"),
        *inside("s", "e"),
        *more,
    )


def _pools(*records: Record) -> Document:
    return collaboration(
        node("participant", "A", 0, 0, 1000, 300, scope="C", text="Shop", processRef="P", di_isHorizontal="true"),
        node("participant", "B", 0, 400, 1000, 300, scope="C", text="Bank", processRef="Q", di_isHorizontal="true"),
        *records, pools=(node("textAnnotation", "note", 1100, 0, scope="C", text="x"),),
    )  # fmt: skip


def _definitions(*items: tuple[str, str, str]) -> Document:
    records = [Item(key, f"bpmn:{kind}", "defs", 5, name, Properties({"id": key})) for kind, key, name in items]
    return _one("Check order") if not records else row(task("a", 100), *ways("start", "a", "end"), *records)


def _drawn(*points: tuple[float, float], more: tuple[Record, ...] = ()) -> Document:
    return row(task("a", 100), task("b", 400, text="Pack parcel"), *ways("start", "a"), flow("a-b", "a", "b", *points),
               *ways("b", "end"), *more)  # fmt: skip


def _signal(name: str) -> tuple[Fragment, ...]:
    return (Fragment(BPMN + "signalEventDefinition", (("signalRef", name),)),)


def _with_title(document: Document, text: str) -> Document:
    return Document(replace(each, text=text) if isinstance(each, Diagram) else each for each in document)


DICTIONARY = (Entry("1", "role", "客户服务组"), Entry("2", "role", "Sales"), Entry("3", "document", "Form 1"))
"""What an organisation calls its own."""

MODELS: dict[str, Model] = {
    "missing_start": lambda: process(task("a", 100), end(), *ways("a", "end")),
    "missing_end": lambda: process(start(), task("a", 100), *ways("start", "a")),
    "not_connected": lambda: row(task("a", 100), task("b", 300), *ways("start", "a", "end")),
    "implicit_start": lambda: row(task("a", 100), task("b", 300, 200), gate("exclusive", "J", 500), *ways("start", "a", "J", "end"),
                                  *ways("b", "J")),
    "dead_end": lambda: row(gate("parallel", "G", 100), task("a", 200), task("b", 200, 200), *ways("start", "G", "a", "end"),
                            *ways("G", "b")),
    "never_reached": lambda: row(task("a", 100), task("b", 300, 200), task("c", 500, 200), *ways("start", "a", "end"),
                                 *ways("b", "c", "b")),
    "never_ends": lambda: row(gate("parallel", "G", 100), task("a", 200), task("b", 300, 200), task("c", 500, 200),
                              *ways("start", "G", "a", "end"), *ways("G", "b", "c", "b")),
    "implicit_split": lambda: row(task("a", 100), task("b", 300, 200), *ways("start", "a", "end"), *ways("a", "b", "end")),
    "implicit_join": lambda: row(gate("parallel", "G", 100), task("a", 200), task("b", 200, 200), task("c", 400),
                                 *ways("start", "G", "a", "c", "end"), *ways("G", "b", "c")),
    "ways_meet_in_end": lambda: row(gate("parallel", "G", 100), task("a", 200), task("b", 200, 200), *ways("start", "G", "a", "end"),
                                    *ways("G", "b", "end")),
    "duplicate_flow": lambda: row(task("a", 100), *ways("start", "a", "end"), flow("again", "a", "end")),
    "loose_flow": lambda: row(task("a", 100), *ways("start", "a", "end"), flow("loose", "a", "nobody")),
    "flow_into_start": lambda: row(task("a", 100), *ways("start", "a", "end"), flow("back", "a", "start")),
    "flow_out_of_end": lambda: row(task("a", 100), *ways("start", "a", "end"), flow("on", "end", "a")),
    "flow_across_border": lambda: sub(task("x", 150, scope="S"), flow("across", "start", "x")),
    "leads_to_itself": lambda: row(task("a", 100), *ways("start", "a", "end"), flow("self", "a", "a")),
    "several_plain_starts": lambda: row(start("start2", 0, text="Call came"), task("a", 100), *ways("start", "a", "end"), *ways("start2", "a")),
    "several_starts": lambda: row(start("start2", 0), task("a", 100), *ways("start", "a", "end"), *ways("start2", "a")),
    "joins_and_splits": lambda: row(gate("exclusive", "G", 100, text="Again?"), task("a", 200), *ways("start", "G", "a", "G"), *ways("G", "end")),
    "needless_gateway": lambda: row(gate("exclusive", "G", 100), *ways("start", "G", "end")),
    "condition_missing": lambda: split("exclusive", a="", default="G-b"),
    "default_elsewhere": lambda: split("exclusive", default="start-G"),
    "condition_where_none_may": lambda: row(gate("parallel", "G", 100), *ways("start", "G"), conditioned("c", "G", "end")),
    "default_with_condition": lambda: row(gate("exclusive", "G", 100, default="c", text="Ok?"), task("a", 200), *ways("start", "G", "a", "end"),
                                          conditioned("c", "G", "end")),
    "waits_for_no_event": lambda: row(gate("eventBased", "G", 100), task("a", 200), event("intermediateCatchEvent", "b", 200, 200, "timer"),
                                      *ways("start", "G", "a", "end"), *ways("G", "b", "end")),
    "waits_for_one_event": lambda: row(gate("eventBased", "G", 100), event("intermediateCatchEvent", "b", 200, trigger="timer"),
                                       *ways("start", "G", "b", "end")),
    "awaited_from_elsewhere": lambda: row(gate("eventBased", "G", 100), event("intermediateCatchEvent", "b", 200, trigger="timer"), task("a", 300),
                                          *ways("start", "G", "b", "end"), *ways("a", "b")),
    "inclusive_gateway": lambda: split("inclusive"),
    "complex_gateway": lambda: split("complex"),
    "inclusive_merge_of_choice": lambda: row(
        gate("exclusive", "G", 100, text="Large?"), task("a", 200, -100), task("b", 200, 100, "Pack parcel"), gate("inclusive", "J", 400),
        *ways("start", "G"), flow("G-a", "G", "a", text="yes"), flow("G-b", "G", "b", text="no"), *ways("a", "J", "end"), *ways("b", "J")),
    "unnamed_decision": lambda: split("exclusive", text=""),
    "unnamed_branch": lambda: split("exclusive", a=""),
    "branches_alike": lambda: split("exclusive", a="no"),
    "needless_flow_name": lambda: row(task("a", 100), flow("s", "start", "a", text="always"), *ways("a", "end")),
    "impossible_trigger": lambda: process(start(), event("endEvent", "end", 300, trigger="timer"), *ways("start", "end")),
    "several_triggers": lambda: process(start(), event("endEvent", "end", 300, trigger="message signal"), *ways("start", "end")),
    "catches_nothing": lambda: row(event("intermediateCatchEvent", "e", 100), *ways("start", "e", "end")),
    "boundary_without_activity": lambda: row(event("boundaryEvent", "e", 100, trigger="timer"), *ways("start", "end"), *ways("e", "end")),
    "error_must_interrupt": lambda: row(task("a", 100), event("boundaryEvent", "e", 130, 62, "error", host="a", cancelActivity="false"),
                                        *ways("start", "a", "end"), *ways("e", "end")),
    "cancel_without_transaction": lambda: row(task("a", 100), event("boundaryEvent", "e", 130, 62, "cancel", host="a"),
                                              *ways("start", "a", "end"), *ways("e", "end")),
    "nothing_undoes": lambda: row(task("a", 100), event("boundaryEvent", "e", 130, 62, "compensate", host="a"), *ways("start", "a", "end")),
    "event_sub_process_start": lambda: sub(event("startEvent", "s", 120, scope="S"), event("endEvent", "e", 300, scope="S"),
                                           *inside("s", "e"), triggeredByEvent="true"),
    "event_sub_process_in_flow": lambda: row(
        task("a", 100, 300), *ways("start", "a", "end"), node("subProcess", "S", 300, -100, 400, 300, text="Ship goods", di_isExpanded="true", triggeredByEvent="true"),
        event("startEvent", "s", 320, trigger="timer", scope="S"), event("endEvent", "e", 600, scope="S"), *inside("s", "e"), *ways("a", "S")),
    "sub_process_start": lambda: sub(event("startEvent", "s", 120, trigger="timer", scope="S"), event("endEvent", "e", 300, scope="S"),
                                     *inside("s", "e")),
    "link_without_name": lambda: row(link("intermediateThrowEvent", "l", 100, ""), *ways("start", "l")),
    "link_without_partner": lambda: row(link("intermediateThrowEvent", "l", 100, "A"), *ways("start", "l")),
    "link_with_two_targets": lambda: row(link("intermediateThrowEvent", "l", 100, "A"), link("intermediateCatchEvent", "m", 300, "A"),
                                         link("intermediateCatchEvent", "n", 300, "A", 200), *ways("start", "l"), *ways("m", "end"), *ways("n", "end")),
    "unnamed_event": lambda: row(event("intermediateCatchEvent", "e", 100, trigger="timer", text=""), *ways("start", "e", "end")),
    "unnamed_start_or_end": lambda: split("exclusive", end("end2", 500, 300, text="")),
    "ends_alike": lambda: split("exclusive", end("end2", 500, 300), flow("x", "b", "end2")),
    "needless_terminate": lambda: process(start(), event("endEvent", "end", 300, trigger="terminate"), *ways("start", "end")),
    "nameless_definition": lambda: _definitions(("message", "M", "")),
    "unused_definition": lambda: _definitions(("message", "M", "Order")),
    "definitions_alike": lambda: _definitions(("message", "M", "Order"), ("message", "N", "Order")),
    "signal_alone": lambda: row(
        Item("S", "bpmn:signal", "defs", 5, "Alarm", Properties({"id": "S"})),
        node("intermediateThrowEvent", "e", 100, 22, 36, 36, text="Alarm", content=_signal("S")),
        node("intermediateThrowEvent", "f", 200, 22, 36, 36, text="Alarm", content=_signal("S")), *ways("start", "e", "f", "end")),
    "flow_across_pools": lambda: _pools(task("a", 100, 100), task("b", 100, 500, scope="Q"), *ways("a", "b")),
    "message_inside_pool": lambda: _pools(task("a", 100, 100), task("b", 300, 100), flow("m", "a", "b", type="messageFlow", scope="C")),
    "message_at_gateway": lambda: _pools(gate("exclusive", "a", 100, 100), flow("m", "a", "B", type="messageFlow", scope="C")),
    "message_wrong_way": lambda: _pools(event("startEvent", "a", 100, 100, "message"), flow("m", "a", "B", type="messageFlow", scope="C")),
    "empty_pool": _pools,
    "silent_pool": lambda: _pools(task("a", 100, 100)),
    "outside_lanes": lambda: lanes(task("a", 100, 20)),
    "drawn_in_other_lane": lambda: lanes(task("a", 100, 20, lanes=("lane1",))),
    "empty_lane": lambda: lanes(task("a", 100, 20, lanes=("lane0",))),
    "unnamed_pool": lambda: lanes(pool=""),
    "unnamed_lane": lambda: lanes(texts=("Sales", "")),
    "message_unseen": lambda: _pools(event("startEvent", "a", 100, 100, "message"), task("b", 300, 100),
                                     flow("m", "b", "B", type="messageFlow", scope="C")),
    "start_or_end_in_ad_hoc": lambda: sub(event("startEvent", "s", 120, scope="S"), kind="adHocSubProcess"),
    "empty_sub_process": sub,
    "linked_model_missing": lambda: row(with_link(task("a", 100, type="callActivity"), Link("library", "gone")), *ways("start", "a", "end")),
    "calls_nothing": lambda: _one("Ship goods", type="callActivity"),
    "diagram_named_otherwise": lambda: sub(Diagram("D2", "S", 10, "Packing", Properties({"id": "D2", "#plane": 0.0}))),
    "outcomes_not_asked": lambda: sub(
        event("startEvent", "s", 120, scope="S"), event("endEvent", "e", 300, text="Sent", scope="S"),
        event("endEvent", "f", 300, 100, text="Lost", scope="S"), *inside("s", "e"), *inside("s", "f")),
    "never_thrown": lambda: sub(event("startEvent", "s", 120, scope="S"), event("endEvent", "e", 300, scope="S"), *inside("s", "e"),
                                event("boundaryEvent", "b", 200, 182, "escalation", host="S"), *ways("b", "end")),
    "never_caught": lambda: _thrown("error"),
    "never_written": lambda: row(task("a", 100), data("d"), *ways("start", "a", "end"), flow("r", "d", "a", type="dataInputAssociation", scope="a")),
    "never_read": lambda: row(task("a", 100), data("d"), *ways("start", "a", "end"), flow("w", "a", "d", type="dataOutputAssociation", scope="a")),
    "unused_data": lambda: row(task("a", 100), data("d"), *ways("start", "a", "end")),
    "unnamed_data": lambda: row(task("a", 100), data("d", text=""), *ways("start", "a", "end"),
                                flow("w", "a", "d", type="dataOutputAssociation", scope="a")),
    "own_field_missing": lambda: _asking(_one("Check order"), OwnField("risk", (("en", "Risk"), ("zh_CN", "风险")), required=True)),
    "own_field_misfit": lambda: _asking(_one("Check order"), OwnField("risk", (("en", "Risk"),), "number"), "tall"),
    "unnamed_activity": lambda: _one(""),
    "verb_without_object": lambda: _one("审批"),
    "verb_comes_last": lambda: _one("采购单审批"),
    "noun_for_verb": lambda: _one("Invoice approval"),
    "vague_verb": lambda: _one("跟进客户"),
    "same_name_twice": lambda: _two_tasks("Check order", "Check order"),
    "one_thing_two_names": lambda: lanes(texts=("客服部", "客户服务部")),
    "nearly_in_dictionary": lambda: lanes(texts=("客服组", "Sales")),
    "not_in_dictionary": lambda: lanes(texts=("Somebody", "Sales")),
    "written_two_ways": lambda: lanes(texts=("Back office", "back-office")),
    "roles_and_departments": lambda: lanes(texts=("销售经理", "仓储部")),
    "named_as_its_diagram": lambda: _with_title(_one("Check order"), "Check order"),
    "long_name": lambda: _one("Check " + "very " * 15 + "carefully"),
    "shapes_overlap": lambda: row(task("a", 100), task("b", 150, 30, "Pack parcel"), *ways("start", "a", "b", "end")),
    "flow_through_shape": lambda: _drawn((200, 40), (400, 40), more=(task("c", 250, 0, "Weigh parcel"),)),
    "flow_on_flow": lambda: row(
        task("a", 100), task("b", 400, 0, "Pack parcel"), task("c", 100, 300, "Weigh parcel"), task("d", 400, 300, "Send parcel"),
        flow("one", "a", "b", (200, 40), (300, 40), (300, 150), (500, 150), (500, 80)),
        flow("two", "c", "d", (150, 300), (150, 150), (450, 150), (450, 300))),
    "outside_its_holder": lambda: _pools(task("a", 100, 260)),
    "not_drawn": lambda: row(task("a", 100), Node("b", "bpmn:task", "P", text="Pack parcel"), *ways("start", "a", "b", "end")),
    "too_large": lambda: process(*(task(f"t{n}", 120.0 * n, text=f"Check page {n}") for n in range(51))),
    "off_the_grid": lambda: row(task("a", 103.5), *ways("start", "a", "end")),
    "odd_size": lambda: row(node("exclusiveGateway", "G", 100, 10, 60, 60), *ways("start", "G", "end")),
    "nearly_in_line": lambda: _drawn((200, 40), (400, 44)),
}  # fmt: skip
