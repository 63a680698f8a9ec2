"""The critical path: the longest way through a process."""

from collections.abc import Mapping
from dataclasses import dataclass

from modeller.analysis.survey import Survey, survey
from modeller.analysis.takes import Takes
from modeller.analysis.ways import ENTRY, EXIT, Level, level
from modeller.model.reading import Model


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The longest way through a process in seconds, waiting included: the keys of its steps and flows in order.

    `steps` are its activities alone. `missing` are those of them without a duration, which count as taking none.
    """

    process: str
    length: float
    elements: tuple[str, ...]
    steps: tuple[str, ...]
    missing: tuple[str, ...] = ()


def critical_paths(model: Model | Survey) -> tuple[CriticalPath, ...]:
    """The critical path of each process in which any step has a time.

    As the critical path method has it, over all branches, however seldom they are taken; what leads back is gone once
    (its flow is left out), and a sub-process takes what the longest way through it takes.
    """
    found = model if isinstance(model, Survey) else survey(model)
    takes = Takes(found)
    paths = (_of_process(takes, process) for process in found.processes)
    return tuple(path for path in paths if path.length > 0)


def _of_process(takes: Takes, process: str) -> CriticalPath:
    length, elements = _longest(takes, process)
    activities = {node.key for node in takes.found.activities}
    steps = tuple(key for key in elements if key in activities)
    untimed = set(takes.untimed)
    return CriticalPath(process, length, elements, steps, tuple(key for key in steps if key in untimed))


def _longest(takes: Takes, scope: str) -> tuple[float, tuple[str, ...]]:
    made = level(takes.found, scope)
    own: dict[str, tuple[float, tuple[str, ...]]] = {}
    for key, each in made.nodes.items():
        time = takes.times(each.node).lead
        inner: tuple[str, ...] = ()
        if each.traits.container and takes.found.found.held.get(key):
            further, inner = _longest(takes, key)
            time += further
        own[key] = time, (key, *inner)
    order, forward = _forward(made)
    best: dict[str, float] = {EXIT: 0.0}
    onward: dict[str, tuple[str, str]] = {}
    for key in order:
        ahead = [(best[target], flow, target) for flow, target in forward[key]]
        longest = max(ahead, key=lambda way: way[0], default=None)
        if longest is not None:
            onward[key] = longest[1], longest[2]
        best[key] = own[key][0] if key in own else 0.0
        best[key] += longest[0] if longest is not None else 0.0
    return best.get(ENTRY, 0.0), _walked(onward, own)


def _walked(onward: Mapping[str, tuple[str, str]], own: Mapping[str, tuple[float, tuple[str, ...]]]) -> tuple[str, ...]:
    found: list[str] = []
    key = ENTRY
    while key in onward:
        flow, key = onward[key]
        found += [flow] if flow else []
        found += own[key][1] if key in own else ()
    return tuple(found)


def _forward(made: Level) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """The steps that a case may come to, the last first, each with its flows and what they lead to but not back."""
    order: list[str] = []
    forward: dict[str, list[tuple[str, str]]] = {ENTRY: []}
    trail, held = [(ENTRY, iter(made.after.get(ENTRY, [])))], {ENTRY}
    while trail:
        key, rest = trail[-1]
        way = next(rest, None)
        if way is None:
            trail.pop()
            held.discard(key)
            order.append(key)
            continue
        if way.target in held:
            continue
        forward[key].append((way.flow, way.target))
        if way.target not in forward and way.target != EXIT:
            forward[way.target] = []
            held.add(way.target)
            trail.append((way.target, iter(made.after.get(way.target, []))))
    return order, forward
