"""The states and steps of a library as data: the usual ones, and those that an organisation writes down as JSON."""

import json
from dataclasses import replace
from typing import Any, Final

from modeller.files.names import fits_a_line
from modeller.files.problem import Problem
from modeller.language import Message, message
from modeller.model.approval import KINDS, Signatory, State, Step, Workflow

USUAL: Final = Workflow(
    states=tuple(State(kind, kind) for kind in KINDS),
    steps=(
        Step("submit", "draft", "review"),
        Step("approve", "review", "approved"),
        Step("reject", "review", "draft"),
        Step("reject", "approved", "draft"),
        Step("publish", "approved", "published"),
        Step("retire", "approved", "retired"),
        Step("retire", "published", "retired"),
    ),
)
"""What holds as long as a library says nothing else: one signature a step, whoever gives it."""

FOUR_EYES: Final = replace(
    USUAL, steps=tuple(replace(each, four_eyes=each.action == "approve") for each in USUAL.steps)
)
"""What a new library begins with: who has made or submitted a version does not approve it."""

_FROM_TO: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "submit": (("draft",), ("review",)),
    "approve": (("review",), ("review", "approved")),
    "reject": (("review", "approved"), ("draft",)),
    "publish": (("approved",), ("published",)),
    "retire": (("approved", "published"), ("retired",)),
}
"""The kinds of state that an action leads from and to: none can be left out, whatever a library's own states are."""

_MOST: Final = 40
_LONGEST: Final = 200


def state_word(state: State) -> Message | str:
    """What a state is called: the library's own word, or the usual one."""
    return state.name or message(f"library.state.{state.kind}")


def title_word(action: str, title: str) -> Message | str:
    """What somebody signs as: 会签, or the usual word for the action."""
    return title or message(f"library.signed.{action}")


def encode(workflow: Workflow) -> str:
    """The definition as JSON, as `decode` reads it."""
    data = {
        "states": [{"id": each.id, "kind": each.kind, "name": each.name} for each in workflow.states],
        "steps": [
            {
                "action": each.action,
                "before": each.before,
                "after": each.after,
                "signatories": [{"title": who.title, "people": list(who.people)} for who in each.signatories],
                "ordered": each.ordered,
                "others": each.others,
                "four_eyes": each.four_eyes,
            }
            for each in workflow.steps
        ],
        "review_months": workflow.review_months,
        "valid_months": workflow.valid_months,
        "warn_days": workflow.warn_days,
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def decode(text: str, id: str = "") -> Workflow:
    """The workflow that a definition describes. Raises Problem that says what is wrong with it."""
    try:
        data = json.loads(text)
        states = tuple(_state(each) for each in _list(data, "states"))
        steps = tuple(_step(each) for each in _list(data, "steps"))
        numbers = [_number(data, name, usual) for name, usual in _NUMBERS.items()]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _wrong("form", detail=str(error)[:_LONGEST]) from error
    workflow = Workflow(states, steps, numbers[0], numbers[1], numbers[2], id)
    _check(workflow)
    return workflow


_NUMBERS: Final = {"review_months": 12, "valid_months": 0, "warn_days": 30}


def _wrong(what: str, **arguments: object) -> Problem:
    return Problem(message("library.workflow.wrong", what=message(f"library.workflow.{what}", **arguments)))


def _list(data: Any, name: str) -> list[Any]:
    found = data[name]
    if not isinstance(found, list) or len(found) > _MOST:
        raise TypeError(name)
    return found


def _text(data: Any, name: str) -> str:
    found = data.get(name, "")
    if not isinstance(found, str) or len(found) > _LONGEST or not fits_a_line(found):
        raise TypeError(name)
    return found.strip()


def _number(data: Any, name: str, usual: int) -> int:
    found = data.get(name, usual)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= 1200:
        raise TypeError(name)
    return found


def _flag(data: Any, name: str, usual: bool) -> bool:
    found = data.get(name, usual)
    if not isinstance(found, bool):
        raise TypeError(name)
    return found


def _state(data: Any) -> State:
    id, kind = _text(data, "id"), _text(data, "kind")
    if not id or kind not in KINDS:
        raise TypeError(f"states: {id} {kind}")
    return State(id, kind, _text(data, "name"))


def _step(data: Any) -> Step:
    action = _text(data, "action")
    if action not in _FROM_TO:
        raise TypeError(f"steps: {action}")
    who = tuple(_signatory(each) for each in _list(data, "signatories")) if "signatories" in data else (Signatory(),)
    flags = _flag(data, "ordered", True), _flag(data, "others", False), _flag(data, "four_eyes", False)
    return Step(action, _text(data, "before"), _text(data, "after"), who, *flags)  # type: ignore[arg-type]


def _signatory(data: Any) -> Signatory:
    people = _list(data, "people") if "people" in data else []
    return Signatory(_text(data, "title"), tuple(_text({"people": each}, "people") for each in people))


def _check(workflow: Workflow) -> None:
    """Raise Problem where a workflow would let a version leave out a state, or leave it where it cannot go on."""
    ids = [each.id for each in workflow.states]
    if not ids or workflow.states[0].kind != "draft":
        raise _wrong("first")
    if len(set(ids)) < len(ids):
        raise _wrong("twice", name=next(each for each in ids if ids.count(each) > 1))
    taken: set[tuple[str, str]] = set()
    for step in workflow.steps:
        before, after = workflow.state(step.before), workflow.state(step.after)
        name = f"{step.action}: {step.before} → {step.after}"
        if before is None or after is None:
            raise _wrong("unknown", name=name)
        leaves, reaches = _FROM_TO[step.action]
        if before.kind not in leaves or after.kind not in reaches or before is after:
            raise _wrong("order", name=name)
        titles = [who.title for who in step.signatories]
        if not titles or len(set(titles)) < len(titles):
            raise _wrong("titles", name=name)
        if (step.action, step.before) in taken:
            raise _wrong("same", name=name)
        taken.add((step.action, step.before))
    _check_ways(workflow)


def _check_ways(workflow: Workflow) -> None:
    all_ways = [(step.before, step.after) for step in workflow.steps]
    onwards = [(step.before, step.after) for step in workflow.steps if step.action != "reject"]
    published = {each.id for each in workflow.states if each.kind == "published"}
    reached = _after(workflow.states[0].id, all_ways)
    for state in workflow.states:
        if state.id not in reached:
            raise _wrong("unreached", name=state.id)
        if state.kind not in {"retired", "published"} and not _after(state.id, all_ways) & published:
            raise _wrong("dead", name=state.id)
        if state.kind == "published" and workflow.step("retire", state.id) is None:
            raise _wrong("stays", name=state.id)
    if any(before in _after(after, onwards) for before, after in onwards):
        raise _wrong("circle")


def _after(state: str, ways: list[tuple[str, str]]) -> set[str]:
    """The states that can be reached from one, itself too."""
    found, waiting = {state}, [state]
    while waiting:
        here = waiting.pop()
        new = [after for before, after in ways if before == here and after not in found]
        found.update(new)
        waiting += new
    return found
