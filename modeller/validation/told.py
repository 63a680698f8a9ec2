"""What soundness found as findings: one for each cause."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from modeller.execution.told import name
from modeller.language import Message, message
from modeller.model.entries import Finding, Fix, Mend, Soundness, Witness
from modeller.model.reading import Model
from modeller.notation.element import Role
from modeller.validation.fix import fix

_NAMED: Final = 5
"""So many dead activities are named where a deadlock is told of."""


def findings(sound: tuple[Soundness, ...], model: Model) -> list[Finding]:
    """Those of each process, and as warnings those that only come of waiting for each other's messages."""
    alone = {witness.property for each in sound if each.process for witness in each.witnesses}
    found: list[Finding] = []
    for each in sound:
        witnesses = _by_cause(each.witnesses, model)
        if each.process:
            found += [_told(witness, model) for witness in witnesses]
        else:
            found += [_together(_told(witness, model)) for witness in witnesses if witness.property not in alone]
    return found


def _by_cause(witnesses: tuple[Witness, ...], model: Model) -> list[Witness]:
    """The witnesses, the dead activities behind a deadlock told with it and no more for themselves."""
    stuck = next((each for each in witnesses if each.property == "option_to_complete"), None)
    if stuck is None:
        return list(witnesses)
    behind = _behind(stuck.elements, model)
    follow = [
        each for each in witnesses if each.property == "no_dead_activity" and behind.issuperset(each.elements)
    ]  # fmt: skip
    if not follow:
        return list(witnesses)
    told = replace(stuck, message=_with_dead(stuck.message, [each.elements[0] for each in follow], model))
    return [told if each is stuck else each for each in witnesses if each not in follow]


def _with_dead(said: Message, dead: list[str], model: Model) -> Message:
    names: str | Message = name(model, dead[0])
    for key in dead[1:_NAMED]:
        names = message("soundness.and", one=names, other=name(model, key))
    if len(dead) > _NAMED:
        return message("soundness.with_more_dead", said=said, activities=names, number=len(dead) - _NAMED)
    return message("soundness.with_dead", said=said, activities=names)


def _behind(elements: tuple[str, ...], model: Model) -> set[str]:
    """All that sequence flows lead to from there, with what stands inside and what is fixed to it."""
    seen, left = set(elements), list(elements)
    while left:
        for key in _next(left.pop(), model):
            if key not in seen:
                seen.add(key)
                left.append(key)
    return seen - set(elements)


def _next(key: str, model: Model) -> Iterator[str]:
    flow = model.flow(key)
    if flow is not None:
        if flow.target is not None:
            yield flow.target
        return
    for each in model.outgoing(key):
        if each.type == "bpmn:sequenceFlow" and each.target is not None:
            yield each.target
    yield from (node.key for node in model.attached(key))
    yield from (record.key for record in model.children(key))


def _together(found: Finding) -> Finding:
    return replace(found, severity="warning", fix=None, message=message("soundness.together", said=found.message))


def _told(witness: Witness, model: Model) -> Finding:
    said, where = witness.message, witness.elements
    mend = witness.mend
    node = model.node(mend.element) if mend is not None else None
    made = _fix(mend) if mend is not None and node is not None and node.diagram is not None else None
    return Finding(f"soundness.{witness.property}", "error", said, where, None, "soundness", made, case=witness)


def _fix(mend: Mend) -> Fix:
    role = Role(mend.gateway)
    if mend.kind == "replace_gateway":
        return fix(f"make_{role.value}", "become", mend.element, role.value)
    return fix(f"gather_{role.value}", "gather", mend.element, role.value)
