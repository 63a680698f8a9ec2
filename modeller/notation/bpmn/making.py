"""What a new element is made of: the attributes, event definitions and markers that its traits ask for."""

from typing import Final

from modeller.model.records import Fragment, Properties
from modeller.notation.bpmn.content import TRIGGERS
from modeller.notation.bpmn.values import BPMN
from modeller.notation.element import Traits

_DEFINITIONS: Final = {kind: name for name, kind in TRIGGERS.items()}

EXPANDED_SIZE: Final = (350.0, 200.0)
"""An expanded sub-process without contents."""

SUB_PROCESSES: Final = frozenset({"bpmn:subProcess", "bpmn:adHocSubProcess", "bpmn:transaction"})


def definition(trigger: str, order: float = 0) -> Fragment:
    """The event definition of a kind of trigger (``message``, ``timer`` …). Raises KeyError for an unknown kind."""
    inner: tuple[Fragment, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    if trigger == "conditional":
        inner = (Fragment(BPMN + "condition"),)
    elif trigger == "link":
        attributes = (("name", ""),)
    return Fragment(BPMN + _DEFINITIONS[trigger], attributes, children=inner, order=order)


def own_properties(type: str, traits: Traits) -> Properties:
    """The attributes that an element of a type needs to have these traits, those of its shape included."""
    found: dict[str, str] = {}
    if type == "bpmn:exclusiveGateway":
        found["di:isMarkerVisible"] = "true"
    elif type == "bpmn:startEvent" and not traits.interrupting:
        found["isInterrupting"] = "false"
    elif type == "bpmn:boundaryEvent" and not traits.interrupting:
        found["cancelActivity"] = "false"
    elif type in {"bpmn:participant", "bpmn:lane"}:
        found["di:isHorizontal"] = "true" if traits.horizontal else "false"
    elif type in SUB_PROCESSES:
        found["di:isExpanded"] = "true" if traits.expanded else "false"
        if traits.event_triggered and type == "bpmn:subProcess":
            found["triggeredByEvent"] = "true"
    elif type == "bpmn:eventBasedGateway" and traits.parallel_multiple:
        found["eventGatewayType"] = "Parallel"
    if traits.instantiates and type in {"bpmn:receiveTask", "bpmn:eventBasedGateway"}:
        found["instantiate"] = "true"
    if traits.parallel_multiple and type in {"bpmn:startEvent", "bpmn:intermediateCatchEvent", "bpmn:boundaryEvent"}:
        found["parallelMultiple"] = "true"
    if traits.compensation and not type.endswith(("Event", "Gateway")):
        found["isForCompensation"] = "true"
    if traits.calls and type == "bpmn:callActivity":
        found["calledElement"] = traits.calls
    return Properties(dict(found))


def own_content(type: str, traits: Traits, order: float = 0) -> tuple[Fragment, ...]:
    """The pieces inside such an element: event definitions, how it repeats."""
    if type.endswith("Event"):
        return tuple(definition(trigger, order + place) for place, trigger in enumerate(traits.triggers))
    if traits.loop == "standard":
        return (Fragment(BPMN + "standardLoopCharacteristics", order=order),)
    if traits.loop:
        said = (("isSequential", "true"),) if traits.loop == "sequential" else ()
        return (Fragment(BPMN + "multiInstanceLoopCharacteristics", said, order=order),)
    return ()


def size_of(type: str, traits: Traits, usual: tuple[float, float]) -> tuple[float, float]:
    """The size of a new element; `usual` is its type's."""
    return EXPANDED_SIZE if type in SUB_PROCESSES and traits.expanded else usual
