"""The notations that a model can be drawn in: a written-out tuple."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from modeller.notation.element import Role
from modeller.notation.flowchart import data, decisions, events, frames, processes, terminators
from modeller.notation.flowchart.growth import AROUND
from modeller.notation.flowchart.lines import lines
from modeller.notation.flowchart.symbols import Growing
from modeller.notation.symbol import Notation, Symbol
from modeller.notation.valuechain.colouring import Tint

BPMN: Final = Notation("bpmn", "elements.notation.bpmn")
"""Every kind as its own type says."""

_GROWING: Final[dict[str, Growing]] = {
    "bpmn:startEvent": terminators.START,
    "bpmn:endEvent": terminators.END,
    "bpmn:intermediateCatchEvent": events.INTERMEDIATE,
    "bpmn:intermediateThrowEvent": events.INTERMEDIATE,
    "bpmn:boundaryEvent": events.BOUNDARY,
    "bpmn:exclusiveGateway": decisions.CHOICE,
    "bpmn:inclusiveGateway": decisions.CHOICE,
    "bpmn:complexGateway": decisions.CHOICE,
    "bpmn:eventBasedGateway": decisions.CHOICE,
    "bpmn:parallelGateway": decisions.PARALLEL,
    "bpmn:dataObject": data.PAPER,
    "bpmn:dataObjectReference": data.PAPER,
    "bpmn:dataInput": data.IN_AND_OUT,
    "bpmn:dataOutput": data.IN_AND_OUT,
    "bpmn:dataStore": data.STORE,
    "bpmn:dataStoreReference": data.STORE,
    "bpmn:message": data.MESSAGE,
}
_WISHES: Final = {kind: growing.wish for kind, growing in _GROWING.items()}
_SYMBOLS: Final[dict[str, Symbol]] = {
    **{kind: growing.symbol(_WISHES) for kind, growing in _GROWING.items()},
    "bpmn:task": processes.PROCESS,
    "bpmn:userTask": processes.PROCESS,
    "bpmn:serviceTask": processes.PROCESS,
    "bpmn:sendTask": processes.PROCESS,
    "bpmn:receiveTask": processes.PROCESS,
    "bpmn:scriptTask": processes.PROCESS,
    "bpmn:businessRuleTask": processes.PROCESS,
    "bpmn:manualTask": processes.MANUAL,
    "bpmn:subProcess": processes.PREDEFINED,
    "bpmn:adHocSubProcess": processes.PREDEFINED,
    "bpmn:transaction": processes.PREDEFINED,
    "bpmn:callActivity": processes.PREDEFINED,
    "bpmn:participant": frames.POOL,
    "bpmn:lane": frames.SWIMLANE,
    "bpmn:group": frames.ENCLOSURE,
    "bpmn:textAnnotation": frames.ANNOTATION,
}
FLOWCHART: Final = Notation(
    "flowchart",
    "elements.notation.flowchart",
    _SYMBOLS,
    lines(_SYMBOLS),
    AROUND,
    {Role.DATA: (34.0, 26.0), Role.CHOICE: (36.0, 26.0), Role.EVENT_CHOICE: (36.0, 26.0)},
)
"""ISO 5807 and GB/T 1526."""

NOTATIONS: Final = (BPMN, FLOWCHART)


def notation(key: str) -> Notation:
    """The notation of that key; the first of all where there is none."""
    return next((each for each in NOTATIONS if each.key == key), NOTATIONS[0])


def layered(shown: Notation, layers: Iterable[str]) -> Notation:
    """A notation with just these layers of badges; the same one for the same layers."""
    return coloured(_layered(notation(shown.key), frozenset(layers)), shown.tint)


@lru_cache(maxsize=64)
def coloured(shown: Notation, tint: Tint | None) -> Notation:
    """A notation in just this colouring of value chains; the same one for the same colouring."""
    return shown if shown.tint == tint else replace(shown, tint=tint)


@lru_cache(maxsize=64)
def _layered(shown: Notation, layers: frozenset[str]) -> Notation:
    return replace(shown, layers=layers) if layers else shown
