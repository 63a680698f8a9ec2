"""The plans of a snapshot: each process for itself, or all of a collaboration together."""

from modeller.execution.lowering import Making
from modeller.execution.plan import Plan
from modeller.execution.reading import Collected, collected
from modeller.model.reading import Model


def plan(model: Model, process: str) -> Plan:
    """The plan of one process of a snapshot; messages always come when they are waited for."""
    return lowered(collected(model), (process,), False)


def plans(model: Model) -> list[Plan]:
    """The plans of all processes of a snapshot, in order."""
    found = collected(model)
    return [lowered(found, (process,), False) for process in found.roots()]


def collaboration(model: Model) -> Plan:
    """All processes of a snapshot in one plan; what waits for a message of another pool waits until it was sent."""
    found = collected(model)
    return lowered(found, tuple(found.roots()), True)


def converse(found: Collected) -> bool:
    """Whether processes of a snapshot send each other messages."""
    making, roots = Making(found), found.roots()
    if len(roots) > 1 and found.messages:
        making.mail(tuple(roots))
    return bool(making.boxes)


def lowered(found: Collected, processes: tuple[str, ...], messages: bool) -> Plan:
    """The plan of some processes together."""
    making = Making(found)
    if messages:
        making.mail(processes)
    for process in processes:
        making.process(process)
    return Plan.of(
        processes[0] if len(processes) == 1 else "", making.steps, making.edges, making.scopes, making.initial
    )
