"""Which line may join two elements of a value chain."""

from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Flow, Node

PREDECESSOR: Final = "chain:predecessor"
SUPERIOR: Final = "chain:superior"
ASSIGNMENT: Final = "chain:assignment"


def _kinds(names: str) -> frozenset[str]:
    return frozenset("chain:" + name for name in names.split())


ACTIVITIES: Final = _kinds("stage process primary support")
"""What is done: it may follow another, be part of another, and stand for a process."""
OBJECTS: Final = _kinds("unit information system goal product milestone")
BANDS: Final = _kinds("managementBand coreBand supportBand")
HOLDERS: Final = BANDS | _kinds("primary support")
"""What holds what stands in it: it moves along, and goes with it."""
ENDS: Final = _kinds("customer")


def joinable(model: Model, source: Node, target: Node | Flow, besides: str | None = None) -> tuple[str, ...]:
    """All kinds of lines that may lead from `source` to `target`, the most usual first.

    Of two activities side by side the one comes before the other, of two below each other the lower is part of the
    upper one; either may be made of the other. No line is there twice, and nothing is part of its own parts.
    `besides` is the key of a flow that is asked about again.
    """
    if not isinstance(target, Node) or source.key == target.key:
        return ()
    found: tuple[str, ...] = ()
    if source.type in ACTIVITIES and target.type in ACTIVITIES:
        found = (SUPERIOR, PREDECESSOR) if _below(source, target) else (PREDECESSOR, SUPERIOR)
        if _made_of(model, target.key, source.key, besides) or _has_superior(model, target.key, besides):
            found = (PREDECESSOR,)
    elif {source.type, target.type} & OBJECTS and {source.type, target.type} & (ACTIVITIES | ENDS):
        found = (ASSIGNMENT,)
    elif (source.type in ENDS and target.type in ACTIVITIES) or (source.type in ACTIVITIES and target.type in ENDS):
        found = (PREDECESSOR,)
    there = {flow.type for flow in model.outgoing(source.key) if flow.target == target.key and flow.key != besides}
    return tuple(each for each in found if each not in there)


def _below(source: Node, target: Node) -> bool:
    """Whether an element stands below another, and not beside it."""
    upper, lower = source.bounds, target.bounds
    if upper is None or lower is None:
        return False
    across = min(upper.right, lower.right) - max(upper.x, lower.x)
    return lower.y >= upper.bottom - 1 and across > -0.25 * lower.width


def _has_superior(model: Model, key: str, besides: str | None) -> bool:
    """Whether an activity is part of another already: it is part of one only."""
    return any(flow.type == SUPERIOR and flow.key != besides for flow in model.incoming(key))


def _made_of(model: Model, whole: str, part: str, besides: str | None) -> bool:
    """Whether an activity is part of another, at any depth."""
    waiting, seen = [whole], {whole}
    while waiting:
        for flow in model.outgoing(waiting.pop()):
            target = flow.target
            if flow.type == SUPERIOR and flow.key != besides and target is not None and target not in seen:
                if target == part:
                    return True
                seen.add(target)
                waiting.append(target)
    return False
