"""How often each step of a chain is visited: the flow equations, solved."""

from collections.abc import Mapping


class Endless(Exception):
    """A loop has no way out: `element` is a step of it."""

    def __init__(self, element: str) -> None:
        super().__init__(element)
        self.element = element


def visits(ways: Mapping[str, Mapping[str, float]], begin: Mapping[str, float]) -> dict[str, float]:
    """The expected number of visits of each state of an absorbing Markov chain.

    `ways` are the states with the share of the cases in which each other follows, `begin` how often each is begun at.
    Solves v = b + Qᵀv, so v = b(I − Q)⁻¹, a row of the fundamental matrix weighted by where one begins (Kemeny and
    Snell, Finite Markov Chains, 1960, theorems 3.2.1 and 3.2.4). States that no row names absorb. Raises Endless.
    """
    from networkx import DiGraph, condensation, topological_sort

    graph: DiGraph[str] = DiGraph()
    graph.add_nodes_from(ways)
    graph.add_edges_from((state, target) for state, row in ways.items() for target in row if target in ways)
    parts = condensation(graph)
    found: dict[str, float] = {}
    come = {state: begin.get(state, 0.0) for state in ways}
    for number in topological_sort(parts):
        members: set[str] = parts.nodes[number]["members"]
        if not any(come[state] for state in members):
            found.update(dict.fromkeys(members, 0.0))
            continue
        solved = _loop(ways, members, come)
        found.update(solved)
        for state in members:
            for target, share in ways[state].items():
                if target in come and target not in members:
                    come[target] += solved[state] * share
    return {state: found[state] for state in ways}


def _loop(ways: Mapping[str, Mapping[str, float]], members: set[str], come: Mapping[str, float]) -> dict[str, float]:
    """The visits of states that lead to each other, by elimination, those with few ways first; fill-in stays small."""
    ordered = sorted(members, key=lambda state: (len(ways[state]), state))
    into: dict[str, dict[str, float]] = {state: {} for state in ordered}
    for state in ordered:
        for target, share in ways[state].items():
            if target in members and share:
                into[target][state] = into[target].get(state, 0.0) + share
    right = {state: come[state] for state in ordered}
    out: dict[str, set[str]] = {state: set() for state in ordered}
    for target, row in into.items():
        for state in row:
            out[state].add(target)
    for state in ordered:
        row = into[state]
        rest = 1 - row.pop(state, 0.0)
        out[state].discard(state)
        if rest < 1e-12:
            raise Endless(state)
        for source in row:
            row[source] /= rest
            out[source].discard(state)
        right[state] /= rest
        for target in sorted(out[state]):
            share = into[target].pop(state)
            right[target] += share * right[state]
            for source, part in row.items():
                into[target][source] = into[target].get(source, 0.0) + share * part
                out[source].add(target)
    solved: dict[str, float] = {}
    for state in reversed(ordered):
        solved[state] = right[state] + sum(part * solved[source] for source, part in into[state].items())
    return solved
