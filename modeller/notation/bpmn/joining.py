"""Which flow may join two elements: one rule for the hand that drags, the verb that connects and the check."""

from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Flow, Item, Node
from modeller.notation.bpmn.content import flag, triggers

SEQUENCE: Final = "bpmn:sequenceFlow"
MESSAGE: Final = "bpmn:messageFlow"
ASSOCIATION: Final = "bpmn:association"
DATA_IN: Final = "bpmn:dataInputAssociation"
DATA_OUT: Final = "bpmn:dataOutputAssociation"
NAMELESS: Final = frozenset({ASSOCIATION, DATA_IN, DATA_OUT})
"""Flows that BPMN gives no name."""
LINK: Final = "bpmn:conversationLink"


def _types(names: str) -> frozenset[str]:
    return frozenset("bpmn:" + name for name in names.split())


ACTIVITIES: Final = _types(
    "task userTask serviceTask sendTask receiveTask scriptTask manualTask businessRuleTask callActivity "
    "subProcess adHocSubProcess transaction choreographyTask subChoreography callChoreography"
)
CHOREOGRAPHY: Final = _types("choreographyTask subChoreography callChoreography")
CATCHING: Final = _types("startEvent intermediateCatchEvent boundaryEvent")
THROWING: Final = _types("intermediateThrowEvent endEvent")
GATEWAYS: Final = _types("exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway complexGateway")
STEPS: Final = ACTIVITIES | CATCHING | THROWING | GATEWAYS
"""What sequence flows join: the notation's flow nodes."""
DATA: Final = _types("dataObjectReference dataObject dataStoreReference dataStore dataInput dataOutput")
STORES: Final = _types("dataStoreReference dataStore")
CONVERSATIONS: Final = _types("conversation subConversation callConversation")
AWAITED: Final = frozenset({"message", "timer", "signal", "conditional"})
"""What a catching event behind an event-based gateway may wait for."""


def flow_between(model: Model, source: Node, target: Node | Flow) -> str | None:
    """The type of the flow that joins two elements, the most usual first; None where nothing may."""
    return next(iter(joinable(model, source, target)), None)


def joinable(model: Model, source: Node, target: Node | Flow, besides: str | None = None) -> tuple[str, ...]:
    """All types of flows that may lead from `source` to `target`, the most usual first.

    `besides` is the key of a flow that is asked about again: it does not stand in its own way.
    """
    if source.diagram is None or source.diagram != target.diagram:
        return ()
    return joinable_undrawn(model, source, target, besides)


def joinable_undrawn(model: Model, source: Node, target: Node | Flow, besides: str | None = None) -> tuple[str, ...]:
    """The same for a flow that no diagram shows: wherever its ends are drawn, if they are."""
    if isinstance(target, Flow):
        hangs = source.type == "bpmn:textAnnotation" or source.type in DATA
        return (ASSOCIATION,) if hangs and target.type in {SEQUENCE, MESSAGE} else ()
    kinds = {source.type, target.type}
    if not kinds.isdisjoint({"bpmn:lane", "modeller:phase"}) or "bpmn:group" in kinds:
        return ()
    if "bpmn:textAnnotation" in kinds:
        return (ASSOCIATION,) if source.type != target.type else ()
    if not kinds.isdisjoint(DATA):
        return _data(model, source, target)
    if not kinds.isdisjoint(CONVERSATIONS):
        return (LINK,) if "bpmn:participant" in kinds else ()
    if _sequence(model, source, target, besides):
        return (SEQUENCE,)
    if _message(model, source, target):
        return (MESSAGE,)
    return (ASSOCIATION,) if _compensation(model, source, target, besides) else ()


def pool_of(model: Model, node: Node) -> str | None:
    """The key of the participant whose process holds a node, of a participant its own; None where there is none."""
    if node.type == "bpmn:participant":
        return node.key
    process = process_of(model, node)
    return participant_of(model, process, node.diagram) if process is not None else None


def process_of(model: Model, node: Node) -> str | None:
    """The key of what holds a node and stands right below the definitions: its process, choreography, collaboration."""
    held: str | None = None
    for holder in model.ancestors(node.key):
        if holder.type == "bpmn:definitions":  # type: ignore[union-attr]  # no diagram holds anything
            break
        held = holder.key
    return held


def collaborations(model: Model) -> list[Item]:
    """The collaborations of a model, in file order."""
    roots = [root for root in model.children(None) if isinstance(root, Item)]
    held = [item for root in roots for item in (root, *model.children(root.key))]
    return [item for item in held if isinstance(item, Item) and item.type == "bpmn:collaboration"]


def participant_of(model: Model, process: str, diagram: str | None = None) -> str | None:
    """The key of the participant that shows a process, on `diagram` where that is given; None where none does."""
    record = model.get(process)
    ident = record.properties.text("id", process) if record is not None else process
    for item in collaborations(model):
        for node in model.children(item.key):
            if isinstance(node, Node) and node.type == "bpmn:participant" and diagram in (None, node.diagram):
                shown = node.properties.text("processRef").strip()
                if shown and ident in (shown, shown.rpartition(":")[2]):
                    return node.key
    return None


def _sequence(model: Model, source: Node, target: Node, besides: str | None) -> bool:
    if source.scope != target.scope or source.type not in STEPS or target.type not in STEPS:
        return False
    if not (_leads_on(source) and _can_be_entered(target)):
        return False
    if source.key == target.key:
        return source.type in ACTIVITIES
    if source.type == "bpmn:eventBasedGateway":
        return _awaits(target) and not _entered(model, target, source, besides)
    entering = [flow for flow in model.incoming(target.key) if flow.key != besides]
    return not any(_from_event_gateway(model, flow) for flow in entering)


def _leads_on(node: Node) -> bool:
    """Whether a sequence flow may leave a step."""
    if node.type == "bpmn:endEvent" or _aside(node):
        return False
    found = triggers(node) if node.type in CATCHING | THROWING else ()
    if node.type == "bpmn:intermediateThrowEvent" and "link" in found:
        return False
    return not (node.type == "bpmn:boundaryEvent" and "compensation" in found)


def _can_be_entered(node: Node) -> bool:
    """Whether a sequence flow may enter a step."""
    if node.type in {"bpmn:startEvent", "bpmn:boundaryEvent"} or _aside(node):
        return False
    return not (node.type == "bpmn:intermediateCatchEvent" and "link" in triggers(node))


def _aside(node: Node) -> bool:
    """Whether an activity stands beside the flow: it compensates, or an event starts it."""
    return node.type in ACTIVITIES and (flag(node, "isForCompensation") or flag(node, "triggeredByEvent"))


def _awaits(node: Node) -> bool:
    """Whether a step may follow an event-based gateway."""
    if node.type == "bpmn:receiveTask":
        return True
    found = triggers(node)
    return node.type == "bpmn:intermediateCatchEvent" and bool(found) and AWAITED.issuperset(found)


def _entered(model: Model, node: Node, source: Node, besides: str | None) -> bool:
    """Whether a sequence flow from elsewhere enters a step."""
    return any(
        flow.type == SEQUENCE and flow.source != source.key and flow.key != besides for flow in model.incoming(node.key)
    )


def _from_event_gateway(model: Model, flow: Flow) -> bool:
    source = model.node(flow.source)
    return flow.type == SEQUENCE and source is not None and source.type == "bpmn:eventBasedGateway"


def _message(model: Model, source: Node, target: Node) -> bool:
    if not (_sends(source) and _receives(target)):
        return False
    one, other = pool_of(model, source), pool_of(model, target)
    if one == other:
        return False
    return not any("di:choreographyActivityShape" in node.properties for node in (source, target))


def _sends(node: Node) -> bool:
    if node.type == "bpmn:participant" or node.type in ACTIVITIES - CHOREOGRAPHY:
        return True
    return node.type in THROWING and set(triggers(node)) <= {"message"}


def _receives(node: Node) -> bool:
    if node.type == "bpmn:participant" or node.type in ACTIVITIES - CHOREOGRAPHY:
        return True
    if node.type not in CATCHING:
        return False
    found = triggers(node)
    return "message" in found or (not found and node.type != "bpmn:boundaryEvent")


def _compensation(model: Model, source: Node, target: Node, besides: str | None) -> bool:
    """Whether an activity may be what undoes the host of a compensation event: it is marked so, or nothing leads to it.

    The verb that connects them marks it.
    """
    if source.type != "bpmn:boundaryEvent" or "compensation" not in triggers(source):
        return False
    if target.type not in ACTIVITIES or source.scope != target.scope or source.host == target.key:
        return False
    flows = [flow for flow in (*model.incoming(target.key), *model.outgoing(target.key)) if flow.key != besides]
    return flag(target, "isForCompensation") or not (_aside(target) or any(flow.type == SEQUENCE for flow in flows))


def _data(model: Model, source: Node, target: Node) -> tuple[str, ...]:
    if source.type in DATA and target.type in DATA:
        return ()
    data, step = (source, target) if source.type in DATA else (target, source)
    if data.type not in STORES and not _sees(model, step, data):
        return ()
    if data is source:
        takes = step.type in ACTIVITIES - CHOREOGRAPHY or step.type in THROWING
        return (DATA_IN, ASSOCIATION) if takes and data.type != "bpmn:dataOutput" else ()
    gives = step.type in ACTIVITIES - CHOREOGRAPHY or step.type in CATCHING
    return (DATA_OUT, ASSOCIATION) if gives and data.type != "bpmn:dataInput" else ()


def _sees(model: Model, step: Node, data: Node) -> bool:
    """Whether data are in reach of a step: they belong to something that holds it."""
    holder = data.scope
    owner = model.get(holder)
    if owner is not None and owner.type == "bpmn:ioSpecification":  # type: ignore[union-attr]
        holder = owner.scope
    return any(record.key == holder for record in model.ancestors(step.key))
