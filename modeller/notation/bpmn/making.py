"""What a new element is made of: its attributes, event definitions and markers, and its size."""

from collections.abc import Mapping
from typing import Final

from modeller.model.records import Fragment, Properties
from modeller.notation.bpmn.content import TRIGGERS
from modeller.notation.bpmn.values import BPMN

_DEFINITIONS: Final = {kind: name for name, kind in TRIGGERS.items()}

EXPANDED_SIZE: Final = (350.0, 200.0)
"""An expanded sub-process without contents."""
SUB_PROCESSES: Final = frozenset({"bpmn:subProcess", "bpmn:adHocSubProcess", "bpmn:transaction"})
EVENTS: Final = frozenset(
    f"bpmn:{name}" for name in "startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent".split()
)
INSIDE: Final = frozenset({"trigger", "loop"})
"""Traits that are no attributes: they ask for pieces inside the element."""

_ALWAYS: Final = {
    "bpmn:exclusiveGateway": {"di:isMarkerVisible": "true"},
    "bpmn:participant": {"di:isHorizontal": "true"},
    "bpmn:lane": {"di:isHorizontal": "true"},
    **{type: {"di:isExpanded": "false"} for type in SUB_PROCESSES},
}

Traits = Mapping[str, str]
"""What is asked of a new element besides its type: attributes by their names (``isInterrupting``, ``di:isExpanded``,
``triggeredByEvent`` …), an event's ``trigger`` (several with spaces between), a ``loop``."""


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
    """The attributes of a new element, those of its shape included."""
    asked = {name: value for name, value in traits.items() if name not in INSIDE}
    return Properties({**_ALWAYS.get(type, {}), **asked})


def own_content(type: str, traits: Traits, order: float = 0) -> tuple[Fragment, ...]:
    """The pieces inside a new element: event definitions, how it repeats."""
    if type in EVENTS:
        triggers = traits.get("trigger", "").split()
        return tuple(definition(trigger, order + place) for place, trigger in enumerate(triggers))
    loop = traits.get("loop", "")
    if loop == "standard":
        return (Fragment(BPMN + "standardLoopCharacteristics", order=order),)
    if loop:
        said = (("isSequential", "true"),) if loop == "sequential" else ()
        return (Fragment(BPMN + "multiInstanceLoopCharacteristics", said, order=order),)
    return ()


def size_of(type: str, traits: Traits, usual: tuple[float, float]) -> tuple[float, float]:
    """The size of a new element in units; `usual` is its type's."""
    return EXPANDED_SIZE if type in SUB_PROCESSES and traits.get("di:isExpanded") == "true" else usual
