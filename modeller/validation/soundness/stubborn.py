"""Which steps have to be tried in a marking so that no verdict changes: stubborn sets, over the edges of a plan.

A. Valmari, "Stubborn sets for reduced state space generation" (1991); that the option to complete is kept too:
A. Valmari and W. Vogler, "Fair testing and stubborn sets" (2018). docs/soundness.md says how it is used here.
"""

from modeller.execution.net import Marking, Move, Net, has
from modeller.execution.plan import Join

SEEDS = 12
"""From how many steps a small set is looked for."""


class Stubborn:
    """The sets of one net."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.plan = net.plan
        steps = range(len(self.plan.steps))
        self.always: list[set[int]] = [set() for _ in steps]
        """Steps that must be in a set with each step, whatever the marking."""
        self._joins()
        self._scopes()
        self._deferred()
        self.returning = self._returning()
        """The steps that lead back: in each circle of markings one of them happens, and there all moves are tried."""

    def few(self, marking: Marking, found: dict[int, list[Move]]) -> list[Move]:
        """Of the moves that a marking allows, by step, those that have to be tried."""
        best: list[int] | None = None
        if len(found) > 1:
            for seed in list(found)[:SEEDS]:
                chosen = self._closure(seed, marking, found, len(best) if best is not None else len(found))
                if chosen is not None and not self.returning.intersection(chosen):
                    best = chosen
                    if len(chosen) == 1:
                        break
        steps = found if best is None else best
        return [move for step in steps for move in found[step]]

    def _closure(self, seed: int, marking: Marking, found: dict[int, list[Move]], limit: int) -> list[int] | None:
        """The steps of the smallest set with `seed` that can happen now; None where they are not fewer than `limit`."""
        seen, waiting, able = {seed}, [seed], [seed] if seed in found else []
        while waiting:
            for other in self._needed(waiting.pop(), marking, found):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
                    if other in found:
                        able.append(other)
                        if len(able) >= limit:
                            return None
        return able

    def _needed(self, number: int, marking: Marking, found: dict[int, list[Move]]) -> set[int]:
        step, plan = self.plan.steps[number], self.plan
        needed = set(self.always[number])
        ins = [*step.ins, *(edge for edge in (step.mailbox, step.running) if edge >= 0)]
        if step.join is Join.ALL and number not in found:
            empty = next((edge for edge in ins if not has(marking, edge)), None)
            if empty is not None:
                needed.update(plan.sources[empty])
                return needed
        for edge in ins:
            needed.update(plan.sources[edge])
            if len(plan.targets[edge]) > 1:
                needed.update(plan.targets[edge])
        for edge in step.outs:
            if has(marking, edge) or len(plan.sources[edge]) > 1:
                needed.update(plan.targets[edge])
                needed.update(plan.sources[edge])
        return needed

    def _around(self, places: int) -> set[int]:
        """The steps that change the tokens on any of these edges."""
        found: set[int] = set()
        for edge in self.net.tokens(places):
            found.update(self.plan.sources[edge])
            found.update(self.plan.targets[edge])
        return found

    def _bind(self, number: int, others: set[int]) -> None:
        self.always[number] |= others
        for other in others:
            self.always[other].add(number)

    def _joins(self) -> None:
        for number, before in self.net.upstream.items():
            places = 0
            for each in before.values():
                places |= each
            self._bind(number, self._around(places))

    def _scopes(self) -> None:
        for number, step in enumerate(self.plan.steps):
            for scope in (step.clears, step.awaits):
                if scope >= 0:
                    self._bind(number, self._around(self.net.insides[scope]))

    def _deferred(self) -> None:
        for number, step in enumerate(self.plan.steps):
            if step.deferred:
                for edge in step.outs:
                    for target in self.plan.targets[edge]:
                        box = self.plan.steps[target].mailbox
                        if box >= 0:
                            self._bind(number, {*self.plan.sources[box], *self.plan.targets[box]})

    def _returning(self) -> frozenset[int]:
        """The steps with an edge to one that led to them."""
        plan = self.plan
        after = [[target for edge in step.outs for target in plan.targets[edge]] for step in plan.steps]
        state = [0] * len(plan.steps)
        found: set[int] = set()
        begins = [target for edge in plan.initial for target in plan.targets[edge]]
        for begin in [*begins, *range(len(plan.steps))]:
            if state[begin]:
                continue
            state[begin] = 1
            stack = [(begin, iter(after[begin]))]
            while stack:
                number, rest = stack[-1]
                for target in rest:
                    if state[target] == 1:
                        found.add(number)
                    elif not state[target]:
                        state[target] = 1
                        stack.append((target, iter(after[target])))
                        break
                else:
                    state[number] = 2
                    stack.pop()
        return frozenset(found)
