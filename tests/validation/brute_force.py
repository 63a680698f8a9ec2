"""A second decision on soundness, from scratch, for small graphs: every state, one after the other.

Nothing here knows of the program: a graph is nodes by name with a kind and a host, and flows by name.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, combinations

State = tuple[tuple[tuple[str, int], ...], frozenset[str]]
"""Tokens by place, and the end events that have fired. Places: a flow, ``run T``, ``may B`` (a boundary event)."""


@dataclass
class Graph:
    """`nodes`: name -> kind (start end terminate task xor and or, boundary, boundary* if it does not interrupt)."""

    nodes: dict[str, str] = field(default_factory=dict)
    hosts: dict[str, str] = field(default_factory=dict)
    flows: dict[str, tuple[str, str]] = field(default_factory=dict)

    def outs(self, node: str) -> list[str]:
        return [name for name, (source, _) in self.flows.items() if source == node]

    def ins(self, node: str) -> list[str]:
        return [name for name, (_, target) in self.flows.items() if target == node]

    def events(self, task: str) -> list[str]:
        return [name for name, host in self.hosts.items() if host == task]


@dataclass
class Decision:
    """None where the bound was reached before anything was found."""

    safe: bool | None
    completes: bool | None
    proper: bool | None
    dead: set[str] | None


def decide(graph: Graph, most: int = 3000) -> Decision:
    start: State = (tuple(sorted({("begin", 1)})), frozenset())
    seen, waiting, back = {start}, [start], {}  # type: ignore[var-annotated]
    safe = proper = True
    complete, ran, stuck = True, set(), False
    while waiting:
        if len(seen) > most:
            complete = False
            break
        state = waiting.pop()
        tokens, ended = Counter(dict(state[0])), state[1]
        any_move = False
        for happened, after in successors(graph, tokens):
            any_move = True
            ran.add(happened)
            if graph.nodes.get(happened) in {"end", "terminate"} and happened in ended:
                proper = False
            if any(count > 1 for place, count in after.items() if not place.startswith("may ")):
                safe = False
            if any(count > 5 for count in after.values()):
                complete = False
                continue
            ends = ended | {happened} if graph.nodes.get(happened) in {"end", "terminate"} else ended
            following: State = (tuple(sorted((p, c) for p, c in after.items() if c)), frozenset(ends))
            back.setdefault(following, []).append(state)
            if following not in seen:
                seen.add(following)
                waiting.append(following)
        stuck = stuck or (not any_move and not is_empty(state))
    able = {state for state in seen if is_empty(state)}
    good = list(able)
    while good:
        for earlier in back.get(good.pop(), ()):
            if earlier not in able:
                able.add(earlier)
                good.append(earlier)
    completes = False if stuck else (len(able) == len(seen) if complete else None)
    tasks = {name for name, kind in graph.nodes.items() if kind == "task"}
    return Decision(
        False if not safe else True if complete else None,
        completes,
        False if not proper else True if complete else None,
        tasks - ran if complete else None,
    )


def is_empty(state: State) -> bool:
    return all(place.startswith("may ") for place, _ in state[0])


def successors(graph: Graph, tokens: Counter[str]) -> list[tuple[str, Counter[str]]]:  # noqa: C901 (one case a kind)
    """What can happen: the node, and the tokens afterwards."""
    found: list[tuple[str, Counter[str]]] = []
    for node, kind in graph.nodes.items():
        outs, ins = graph.outs(node), graph.ins(node)
        if kind == "start":
            for place in [*ins, "begin"]:
                if tokens[place]:
                    found.append((node, moved(tokens, [place], outs)))
        elif kind in {"end", "terminate"}:
            for place in ins:
                if tokens[place]:
                    found.append((node, Counter() if kind == "terminate" else moved(tokens, [place], outs)))
        elif kind == "task":
            found += of_task(graph, node, tokens, ins, outs)
        elif kind == "xor":
            for place in ins:
                for out in outs:
                    if tokens[place]:
                        found.append((node, moved(tokens, [place], [out])))
                if not outs and tokens[place]:
                    found.append((node, moved(tokens, [place], [])))
        elif kind == "and":
            if ins and all(tokens[place] for place in ins):
                found.append((node, moved(tokens, ins, outs)))
        elif kind == "or":
            full = [place for place in ins if tokens[place]]
            if full and not has_to_wait(graph, node, tokens, ins, full):
                chosen = chain.from_iterable(combinations(outs, size) for size in range(1, len(outs) + 1))
                for some in list(chosen) or [()]:
                    found.append((node, moved(tokens, full, some)))
    return found


def of_task(
    graph: Graph, task: str, tokens: Counter[str], ins: list[str], outs: list[str]
) -> list[tuple[str, Counter[str]]]:
    found: list[tuple[str, Counter[str]]] = []
    events = graph.events(task)
    run = f"run {task}"
    ready = [f"may {event}" for event in events] if any(graph.nodes[e] == "boundary*" for e in events) else []
    for place in ins:
        if tokens[place]:
            found.append((task, moved(tokens, [place], [run, *ready] if events else outs)))
    if not tokens[run]:
        return found
    over = Counter({place: count for place, count in tokens.items() if place not in ready})
    found.append(("", moved(over, [run], outs)))
    for event in events:
        if ready and not tokens[f"may {event}"]:
            continue
        if graph.nodes[event] == "boundary":
            found.append((event, moved(over, [run], graph.outs(event))))
        else:
            found.append((event, moved(tokens, [f"may {event}"], graph.outs(event))))
    return found


def moved(tokens: Counter[str], takes: list[str], puts: "list[str] | tuple[str, ...]") -> Counter[str]:
    after = Counter(tokens)
    for place in takes:
        after[place] -= 1
    for place in puts:
        after[place] += 1
    return after


def has_to_wait(graph: Graph, join: str, tokens: Counter[str], ins: list[str], full: list[str]) -> bool:
    """Some token can still reach an empty incoming flow, and none of the full ones, without passing the join."""
    for place, count in tokens.items():
        if not count or place in ins or place.startswith("may "):
            continue
        reached = reachable(graph, place, join)
        if reached & (set(ins) - set(full)) and not reached & set(full):
            return True
    return False


def reachable(graph: Graph, place: str, but: str) -> set[str]:
    """The flows that a token can come to, its own included, without passing a node."""
    if place == "begin":
        nodes = [name for name, kind in graph.nodes.items() if kind == "start"]
        flows: set[str] = set()
    elif place.startswith("run "):
        nodes, flows = [], set()
        task = place[4:]
        flows.update(graph.outs(task))
        for event in graph.events(task):
            flows.update(graph.outs(event))
        nodes = [graph.flows[flow][1] for flow in flows]
    else:
        flows = {place}
        nodes = [graph.flows[place][1]]
    seen: set[str] = set()
    while nodes:
        node = nodes.pop()
        if node in seen or node == but:
            continue
        seen.add(node)
        for flow in [*graph.outs(node), *(out for event in graph.events(node) for out in graph.outs(event))]:
            flows.add(flow)
            nodes.append(graph.flows[flow][1])
    return flows
