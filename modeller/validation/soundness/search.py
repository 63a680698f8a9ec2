"""The exact search over the markings of what is left: breadth first, so that the first case found is the shortest."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from modeller.execution.net import Marking, Move, Net, TooMany, has
from modeller.execution.plan import Plan
from modeller.validation.soundness.stubborn import Stubborn

WORK: Final = 200_000
"""How much a search may do: looks at steps, summed up over all markings."""
UNSAFE_WORK: Final = 40_000
"""The same once two tokens have met: such a process may have no end of markings."""

State = tuple[Marking, int]
"""A marking, and which end events have fired in what runs now (a bit for each)."""


@dataclass(slots=True)
class Found:
    """What a search knows. A path is the moves from the beginning; None where a property holds or is not decided."""

    finished: bool = True
    unsafe: tuple[list[Move], int] | None = None
    """The path and the edge with two tokens."""
    twice: tuple[list[Move], int] | None = None
    """The path and the step of the end event."""
    stuck: tuple[list[Move], Marking] | None = None
    """The path and the marking from which no completion can be reached; the best known to tell."""
    marked: set[int] = field(default_factory=set)
    fired: set[int] = field(default_factory=set)


def search(plan: Plan, stopped: Callable[[], bool] = lambda: False) -> Found:
    """Look at the markings that a plan can reach. `stopped` is asked now and then whether nobody wants to know."""
    return Search(plan, stopped).run()


class Search:
    """One search while it runs."""

    def __init__(self, plan: Plan, stopped: Callable[[], bool]) -> None:
        self.net = Net(plan)
        self.stopped = stopped
        self.stubborn = Stubborn(self.net)
        self.found = Found()
        self.ends = {n: 1 << place for place, n in enumerate(n for n, step in enumerate(plan.steps) if step.ends)}
        self.resets = self._resets()
        self.before: dict[State, tuple[State, Move] | None] = {}
        self.after: dict[State, list[State]] = {}
        self.partial: set[State] = set()
        self.work = 0

    def _resets(self) -> dict[int, int]:
        """Of each step that ends a scope: the end events that may fire anew when it runs again."""
        plan, found = self.net.plan, {}
        for number, step in enumerate(plan.steps):
            scope = step.awaits if step.awaits >= 0 else step.clears if step.stops else -1
            if scope >= 0:
                inside = plan.inside(scope)
                found[number] = sum(bit for end, bit in self.ends.items() if plan.steps[end].scope in inside)
        return found

    def run(self) -> Found:
        start: State = (self.net.initial, 0)
        self.before[start] = None
        waiting, place = [start], 0
        while place < len(waiting):
            state = waiting[place]
            place += 1
            if self.work > (UNSAFE_WORK if self.found.unsafe else WORK) or (place % 64 == 1 and self.stopped()):
                self.found.finished = False
                self.partial.update(waiting[place - 1 :])
                break
            waiting += self._expand(state)
        self.found.marked.update(self.net.plan.initial)
        self._stuck(waiting[:place])
        return self.found

    def _expand(self, state: State) -> list[State]:
        """The new states behind one."""
        marking, fired = state
        moves = self._moves(state)
        new, after = [], []
        for move in moves:
            try:
                reached = self.net.fire(move, marking)
            except TooMany:
                self._give_up(state)
                continue
            self.found.fired.add(move.step)
            self.found.marked.update(move.puts)
            following = (reached, self._fired(move, fired, state))
            self._check_safe(move, reached, state)
            after.append(following)
            if following not in self.before:
                self.before[following] = (state, move)
                if self.found.unsafe and self._grows(following):
                    self._give_up(following)
                else:
                    new.append(following)
        self.after[state] = after
        return new

    def _moves(self, state: State) -> list[Move]:
        found: dict[int, list[Move]] = {}
        steps: set[int] = set()
        for edge in self.net.tokens(state[0]):
            steps.update(self.net.plan.targets[edge])
        for number in sorted(steps):
            try:
                moves = list(self.net.moves_of(number, state[0]))
            except TooMany:
                self._give_up(state)
                continue
            self.work += 1 + len(moves)
            if moves:
                found[number] = moves
        return self.stubborn.few(state[0], found)

    def _give_up(self, state: State) -> None:
        self.found.finished = False
        self.partial.add(state)

    def _fired(self, move: Move, fired: int, state: State) -> int:
        bit = self.ends.get(move.step, 0)
        if bit and fired & bit and self.found.twice is None:
            self.found.twice = ([*self.path(state), move], move.step)
        return (fired | bit) & ~self.resets.get(move.step, 0)

    def _check_safe(self, move: Move, marking: Marking, state: State) -> None:
        if self.found.unsafe is not None:
            return
        for edge in move.puts:
            if has(marking, edge) > 1 and not self.net.plan.edges[edge].mail:
                self.found.unsafe = ([*self.path(state), move], edge)
                return

    def _grows(self, state: State) -> bool:
        """Whether a state has all tokens of one on its way and more: then there is no end of them."""
        marking = self.net.tokens(state[0])
        came = self.before[state]
        while came is not None:
            earlier = came[0]
            tokens = self.net.tokens(earlier[0])
            if tokens != marking and all(marking.get(edge, 0) >= count for edge, count in tokens.items()):
                return True
            came = self.before[earlier]
            self.work += 1
        return False

    def path(self, state: State) -> list[Move]:
        """The moves from the beginning to a state."""
        moves = []
        came = self.before[state]
        while came is not None:
            moves.append(came[1])
            came = self.before[came[0]]
        return moves[::-1]

    def _stuck(self, order: list[State]) -> None:
        """The first state without a way to completion: best one where nothing moves any more."""
        back: dict[State, list[State]] = {}
        for state, after in self.after.items():
            for following in after:
                back.setdefault(following, []).append(state)
        good = [state for state in self.before if self.net.completed(state[0]) or state in self.partial]
        able = set(good)
        while good:
            for earlier in back.get(good.pop(), ()):
                if earlier not in able:
                    able.add(earlier)
                    good.append(earlier)
        bad = [state for state in order if state not in able]
        if bad:
            state = next((state for state in bad if not self.after[state]), bad[0])
            self.found.stuck = (self.path(state), state[0])
