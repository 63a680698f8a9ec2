"""Step numbers: the activities of a model in the order in which work goes, and how they are numbered."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, product
from string import ascii_lowercase
from typing import Final, TypeAlias

from modeller.model.graphs import loops
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.attributes import PREFIX
from modeller.notation.bpmn.pools import is_horizontal
from modeller.notation.catalogue import element_type, flow_type
from modeller.notation.element import Role

NUMBER: Final = PREFIX + "number"
LAYER: Final = "numbers"
MOVES: Final = frozenset(
    {
        Role.START, Role.END, Role.INTERMEDIATE, Role.BOUNDARY, Role.WORK,
        Role.CHOICE, Role.PARALLEL, Role.INCLUSIVE, Role.EVENT_CHOICE, Role.COMPLEX,
    }
)  # fmt: skip
"""The roles of what work moves through."""
_LETTERS: Final = re.compile(r"([a-z]*)$")


_Level: TypeAlias = tuple[list[Flow], list[Flow]]
"""The sequence flows and the message flows of one level."""


@dataclass(slots=True)
class _Ways:
    """What leads where among the steps that stand side by side; back is left out."""

    after: dict[str, list[str]] = field(default_factory=dict)
    before: dict[str, int] = field(default_factory=dict)


def in_order(model: Model) -> list[Node]:
    """All steps along the flow, what a sub-process holds right behind it.

    A step comes behind all that lead to it, but for those that lead back; a branch is followed to where it meets
    another before the next begins, the upper (in a standing pool the left) before the lower. Pools take turns as their
    messages ask for.
    """
    held: dict[str | None, list[Node]] = {}
    nodes: dict[str, Node] = {}
    for record in model:
        if isinstance(record, Node) and element_type(record).role in MOVES:
            nodes[record.key] = record
    for node in nodes.values():
        held.setdefault(node.scope if node.scope in nodes else None, []).append(node)
    tokens, messages = _flows(model, nodes)
    found: list[Node] = []
    waiting: list[Iterator[Node]] = [iter(_sorted(model, held.pop(None, []), (tokens.get(None, []), messages)))]
    while waiting:
        next_one = next(waiting[-1], None)
        if next_one is None:
            waiting.pop()
            continue
        found.append(next_one)
        inside = held.pop(next_one.key, None)
        if inside:
            waiting.append(iter(_sorted(model, inside, (tokens.get(next_one.key, []), []))))
    return found


def activities(model: Model) -> list[Node]:
    """What has a number: the activities along the flow."""
    return [node for node in in_order(model) if element_type(node).role is Role.WORK]


def along_flow(model: Model) -> dict[str, str]:
    """The number of each activity along the flow, by key: ``1``, ``2``, inside of that ``2.1``."""
    return _given(model, activities(model), {})


def stored(model: Model) -> dict[str, str]:
    """The numbers that activities bear, by key."""
    return {
        record.key: str(number)
        for record in model
        if isinstance(record, Node) and (number := record.properties.get(NUMBER))
    }


def numbers(model: Model, steps: Sequence[Node] | None = None) -> dict[str, str]:
    """The number of each activity, in the order of the flow: its own, else one that leaves all others as they are.

    That is a letter behind the number of the step before it: the last of those that lead to it, else the last in order.
    Where none has a number they are numbered along the flow. `steps` are its activities, where they are known.
    """
    return _given(model, activities(model) if steps is None else steps, stored(model))


def following(number: str, taken: Iterable[str]) -> str:
    """The first number that is free behind another: ``3a`` behind ``3``, ``3b`` behind ``3a``."""
    taken = set(taken)
    letters = _LETTERS.search(number)
    own = letters[1] if letters is not None else ""
    base = number.removesuffix(own) if own else number
    passed = not own
    for long in count(1):
        for combined in product(ascii_lowercase, repeat=long):
            suffix = "".join(combined)
            if passed and base + suffix not in taken:
                return base + suffix
            passed = passed or suffix == own
            if long > len(own):
                passed = True
    raise AssertionError


def _given(model: Model, steps: Sequence[Node], known: dict[str, str]) -> dict[str, str]:
    keys = {node.key for node in steps}
    found: dict[str, str] = {}
    taken = {number for key, number in known.items() if key in keys}
    numbered = {_holder(node, keys) for node in steps if node.key in known}
    last: dict[str | None, str] = {}
    counts: dict[str | None, int] = {}
    for node in steps:
        holder = _holder(node, keys)
        if node.key in known:
            found[node.key] = known[node.key]
        elif holder in numbered:
            leading = _leading(model, node, keys)
            previous = next((key for key in reversed(found) if key in leading), None)
            number = found[previous] if previous is not None else last.get(holder)
            found[node.key] = _between(number, found.get(holder or ""), taken)
        else:
            counts[holder] = counts.get(holder, 0) + 1
            found[node.key] = f"{found[holder]}.{counts[holder]}" if holder in found else str(counts[holder])
        last[holder] = found[node.key]
        taken.add(found[node.key])
    return found


def _between(previous: str | None, holder: str | None, taken: set[str]) -> str:
    if previous is not None:
        return following(previous, taken)
    first = f"{holder}.0" if holder else "0"
    return first if first not in taken else following(first, taken)


def _leading(model: Model, node: Node, activities: set[str]) -> set[str]:
    """The activities that lead to a step, through gateways and events."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        here = waiting.pop()
        before = [flow.source for flow in model.incoming(here.key) if flow_type(flow).carries == "tokens"]
        for key in (*before, here.host):
            source = model.node(key)
            if source is None or source.key in seen:
                continue
            seen.add(source.key)
            if source.key in activities:
                found.add(source.key)
            else:
                waiting.append(source)
    return found


def _holder(node: Node, keys: set[str]) -> str | None:
    return node.scope if node.scope in keys else None


# -- the order -------------------------------------------------------------------------------------------------------


def _flows(model: Model, nodes: dict[str, Node]) -> tuple[dict[str | None, list[Flow]], list[Flow]]:
    """The sequence flows by the sub-process that they lie in, None for none, and the message flows."""
    tokens: dict[str | None, list[Flow]] = {}
    messages: list[Flow] = []
    for record in model:
        if isinstance(record, Flow) and record.source in nodes and record.target in nodes:
            load = flow_type(record).carries
            if load == "tokens":
                scope = nodes[record.source].scope
                tokens.setdefault(scope if scope in nodes else None, []).append(record)
            elif load == "messages":
                messages.append(record)
    return tokens, messages


def _sorted(model: Model, members: list[Node], flows: _Level) -> list[Node]:
    """The steps of one level in the order of the flow."""
    if len(members) < 2:
        return members
    place = {node.key: _place(model, node) for node in members}
    ways = _ways(model, members, flows, place)
    first = sorted(members, key=lambda node: (_rank(node, ways), place[node.key]))
    keys = [node.key for node in first]
    forward = _forward(ways, keys)
    if sum(map(len, forward.after.values())) < sum(map(len, ways.after.values())):
        forward = _forward(_without_returns(ways, place), keys)
    ways = forward
    free = [node.key for node in reversed(first) if not ways.before.get(node.key)]
    known = {node.key: node for node in members}
    found: list[Node] = []
    while free:
        key = free.pop()
        found.append(known[key])
        for target in reversed(ways.after.get(key, [])):
            ways.before[target] -= 1
            if not ways.before[target]:
                free.append(target)
    return found


def _rank(node: Node, ways: _Ways) -> int:
    """Where a step that nothing leads to stands among its like: first what begins, last what stands aside."""
    kind = element_type(node)
    traits = kind.traits(node)
    if traits.event_triggered or traits.compensation:
        return 3
    if ways.before.get(node.key):
        return 2
    return 0 if kind.role is Role.START else 1


def _place(model: Model, node: Node) -> tuple[float, float, float]:
    if node.bounds is None:
        return (0.0, 0.0, node.order)
    x, y = node.bounds.centre
    for lane in node.lanes:
        held = model.node(lane)
        if held is not None and not is_horizontal(held):
            return (round(x), round(y), node.order)
    return (round(y), round(x), node.order)


def _ways(model: Model, members: list[Node], flows: _Level, place: dict[str, tuple[float, float, float]]) -> _Ways:
    """What leads where on one level: sequence flows, then events at a border, then messages and links."""
    level = {node.key for node in members}
    ways = _Ways()
    tokens, messages = flows
    groups: list[list[tuple[str | None, str | None]]] = [
        [(flow.source, flow.target) for flow in tokens if flow.source in level and flow.target in level],
        [(node.host, node.key) for node in members if node.host in level],
        _links(members),
        [(_lifted(model, flow.source, level), _lifted(model, flow.target, level)) for flow in messages],
    ]
    for group in groups:
        pairs = {(source, target) for source, target in group if source and target and source != target}
        for source, target in sorted(pairs, key=lambda pair: place[pair[1]]):
            after = ways.after.setdefault(source, [])
            if target not in after:
                after.append(target)
                ways.before[target] = ways.before.get(target, 0) + 1
    return ways


def _links(members: list[Node]) -> list[tuple[str | None, str | None]]:
    """From each event that throws a link to the one that catches it."""
    named = [(node, element_type(node).traits(node)) for node in members if node.content]
    catching = {traits.link: node.key for node, traits in reversed(named) if traits.link and traits.catching}
    return [
        (node.key, catching.get(traits.link)) for node, traits in named if traits.link and not traits.catching
    ]  # fmt: skip


def _lifted(model: Model, key: str | None, level: set[str]) -> str | None:
    """The step of this level that holds another, or is it."""
    if key is None or key in level:
        return key
    return next((holder.key for holder in model.ancestors(key) if holder.key in level), None)


def _without_returns(ways: _Ways, place: dict[str, tuple[float, float, float]]) -> _Ways:
    """The same without what is drawn as leading back in a loop, where something else leads to the same step."""
    pairs = [(source, target) for source, after in ways.after.items() for target in after]
    loop = loops(ways.after)
    back = [pair for pair in pairs if loop[pair[0]] == loop[pair[1]] and place[pair[1]][1] < place[pair[0]][1]]
    back.sort(key=lambda pair: place[pair[1]][1] - place[pair[0]][1])
    before, gone = dict(ways.before), set[tuple[str, str]]()
    for pair in back:
        if before[pair[1]] > 1:
            before[pair[1]] -= 1
            gone.add(pair)
    after = {source: [key for key in keys if (source, key) not in gone] for source, keys in ways.after.items()}
    return _Ways(after, before)


def _forward(ways: _Ways, roots: list[str]) -> _Ways:
    """The same without what leads back to where one came by."""
    kept = _Ways()
    done: set[str] = set()
    for root in roots:
        if root in done:
            continue
        trail, held = [(root, iter(ways.after.get(root, [])))], {root}
        while trail:
            key, rest = trail[-1]
            target = next(rest, None)
            if target is None:
                trail.pop()
                held.discard(key)
                done.add(key)
                continue
            if target in held:
                continue
            kept.after.setdefault(key, []).append(target)
            kept.before[target] = kept.before.get(target, 0) + 1
            if target not in done:
                held.add(target)
                trail.append((target, iter(ways.after.get(target, []))))
    return kept
