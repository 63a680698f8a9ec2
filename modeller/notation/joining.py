"""Which line may join two elements, whatever family they belong to: for the hand that drags and for the verbs."""

from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.bpmn import joining as bpmn
from modeller.notation.valuechain import joining as chains

FOLLOWING: Final = frozenset({bpmn.SEQUENCE, chains.PREDECESSOR})
"""What leads from one step to the next: where a step between two others goes, it closes again."""


def may_stand(model: Model, type: str) -> bool:
    """Whether elements of that type belong into a model: those of value chains into value chains, others elsewhere.

    Notes may stand anywhere.
    """
    if type == "bpmn:textAnnotation":
        return True
    return type.startswith("chain:") is bool(model.items("chain:valueChain"))


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
    if source.type.startswith("chain:") and target.type.startswith("chain:"):
        return chains.joinable(model, source, target, besides)
    return bpmn.joinable_undrawn(model, source, target, besides)
