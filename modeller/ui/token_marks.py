"""From the steps of a run to the tokens that a board shows: on the flow, or on what is drawn around it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from modeller.canvas.tokens import Tokens
from modeller.model.entries import Replayed, Witness
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role


def initial(frames: Sequence[Replayed], begin: Mapping[str, int], position: int) -> dict[str, int]:
    """Where tokens lie after so many steps."""
    return dict(frames[position - 1].tokens) if position > 0 else dict(begin)


def marks(
    model: Model, drawn: Collection[str], before: Mapping[str, int], after: Mapping[str, int],
    step: Replayed | None, progress: float,
) -> Tokens:  # fmt: skip
    """The tokens on a diagram with these elements, `progress` (0 to 1) into a step."""
    resting: dict[str, int] = {}
    for key, count in after.items():
        at = shown(model, drawn, key)
        if at:
            resting[at] = resting.get(at, 0) + count
    if step is None:
        return Tokens(resting)
    leaving = [key for key, count in before.items()
               if count > after.get(key, 0) and key in drawn and isinstance(model.get(key), Flow)]  # fmt: skip
    moving = tuple(key for key in step.flows if key in drawn)
    return Tokens(resting, tuple(leaving), moving, progress, shown(model, drawn, step.element))


def shown(model: Model, drawn: Collection[str], key: str) -> str:
    """The element, or the one drawn around it; "" where there is none."""
    seen: set[str] = set()
    while key and key not in drawn and key not in seen:
        seen.add(key)
        record = model.get(key)
        key = (record.scope or "") if isinstance(record, Node | Flow) else ""
    return key if key in drawn else ""


def at_end(
    tokens: Tokens, model: Model, after: Mapping[str, int], case: Witness | None, ready: frozenset[str],
    ways: frozenset[str], chosen: frozenset[str], stuck: bool,
) -> Tokens:  # fmt: skip
    """The same when a step is over: what can happen, and what is wrong."""
    wrong = {key for key, count in after.items() if count > 1 and isinstance(model.get(key), Flow)}
    missing: set[str] = set()
    if case is not None:
        wrong.update(case.elements)
    if stuck or (case is not None and case.property == "option_to_complete"):
        wrong.update(after)
        for key in tuple(after):
            record = model.get(key)
            missing.update(_missing(model, record, after) if isinstance(record, Flow) else ())
            if isinstance(record, Flow) and record.target is not None:
                wrong.add(record.target)
    over = "" if case is not None or stuck else tokens.happening
    return replace(
        tokens, happening=over, ready=ready, ways=ways, chosen=chosen,
        stuck=frozenset(wrong), missing=frozenset(missing),
    )  # fmt: skip


def _missing(model: Model, flow: Flow, after: Mapping[str, int]) -> list[str]:
    """The flows into a parallel join that hold no token."""
    join = model.node(flow.target)
    if join is None or element_type(join).role is not Role.PARALLEL:
        return []
    kind = flow.type
    return [each.key for each in model.incoming(join.key) if each.type == kind and not after.get(each.key)]
