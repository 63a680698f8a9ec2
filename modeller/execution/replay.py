"""What is shown of a run: of each move the element, the flows that were taken, and where tokens lie afterwards."""

from collections.abc import Iterable

from modeller.execution.net import Marking, Move, Net, has
from modeller.execution.plan import Join, Split
from modeller.model.entries import Replayed
from modeller.model.reading import Model


def tokens(net: Net, marking: Marking) -> tuple[tuple[str, int], ...]:
    """The number of tokens by flow, or by the element that they are inside of."""
    counted: dict[str, int] = {}
    for number, count in net.tokens(marking).items():
        edge = net.plan.edges[number]
        key = edge.flow or edge.element
        if key and not edge.armed:
            counted[key] = counted.get(key, 0) + count
    return tuple(counted.items())


def replayed(net: Net, model: Model, move: Move, marking: Marking) -> Replayed | None:
    """What is shown of a move, `marking` being the one after it; None for what only the program needs."""
    step = net.plan.steps[move.step]
    if step.element not in model:
        return None
    flows = tuple(net.plan.edges[edge].flow for edge in move.puts if net.plan.edges[edge].flow)
    chosen = step.split is not Split.ALL and len(step.outs) > 1
    return Replayed(step.element, flows, chosen, tokens(net, marking))


def waiting(net: Net, marking: Marking) -> list[int]:
    """The joins that have some of their tokens and not all."""
    found = []
    for number, step in enumerate(net.plan.steps):
        if step.join is Join.ALL and len(step.ins) > 1:
            there = sum(1 for edge in step.ins if has(marking, edge))
            if 0 < there < len(step.ins):
                found.append(number)
    return found


def seen(steps: Iterable[Replayed]) -> tuple[Replayed, ...]:
    """The steps in which somebody sees something happen: a token moves, comes or goes."""
    kept: list[Replayed] = []
    for step in steps:
        if step.flows or not kept or dict(step.tokens) != dict(kept[-1].tokens):
            kept.append(step)
    return tuple(kept)
