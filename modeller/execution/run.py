"""Run: a process that is played by hand, one step after the other, with every choice open."""

from collections import Counter
from dataclasses import dataclass, replace

from modeller.execution.net import Marking, Move, Net, TooMany
from modeller.execution.plan import Plan, Split, Step
from modeller.execution.plans import lowered
from modeller.execution.reading import collected
from modeller.execution.replay import replayed, tokens
from modeller.model.entries import Replayed
from modeller.model.reading import Model
from modeller.model.records import Node

_SILENT = 1000
"""So many steps that nobody sees follow one that somebody does, at most."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A step that may happen now.

    `ways` are the keys of what it chooses between: flows, or elements where no flow leads there; `several` is whether
    more than one may be chosen. `event` is whether it need not happen: it comes from outside, or never.
    """

    step: int
    takes: tuple[int, ...]
    element: str
    ways: tuple[str, ...] = ()
    several: bool = False
    event: bool = False


class Run:
    """`frames` are the steps so far. Nothing of it changes the model, which must not change meanwhile."""

    def __init__(self, model: Model, plan: Plan) -> None:
        self.model = model
        self.net = Net(plan)
        self.frames: list[Replayed] = []
        self._moves: list[Move] = []
        self._after: list[tuple[Marking, int]] = [(self.net.initial, 0)]
        """Of each frame the marking after it and how many moves led there; before them the beginning."""
        self._go_silently()

    @property
    def marking(self) -> Marking:
        return self._after[-1][0]

    @property
    def tokens(self) -> dict[str, int]:
        """Where tokens lie now: flows, or elements that they are inside of."""
        return dict(tokens(self.net, self.marking))

    @property
    def over(self) -> bool:
        """Whether no token is left that could still do something."""
        return self.net.completed(self.marking)

    def ready(self, frame: int = -1) -> tuple[Ready, ...]:
        """What may happen now (or after an earlier frame): what has waited longest first, what need not happen last."""
        marking, count = self._after[frame]
        found, numbers = list[Ready](), set[int]()
        for edge in self.net.tokens(marking):
            numbers.update(self.net.plan.targets[edge])
        came = {edge: place for place, move in enumerate(self._moves[:count]) for edge in move.puts}
        for number in sorted(numbers):
            for takes in self.net.taken(number, marking):
                each = self._ready(number, takes, marking)
                if each is not None:
                    found.append(each)
        found.sort(key=lambda each: (each.event, max((came.get(edge, -1) for edge in each.takes), default=-1)))
        return tuple(found)

    def _ready(self, number: int, takes: tuple[int, ...], marking: Marking) -> Ready | None:
        step = self.net.plan.steps[number]
        event = step.running >= 0 and step.element not in {"", self.net.plan.element} and step.awaits < 0
        if step.split is Split.ALL or len(step.outs) < 2:
            return Ready(number, takes, step.element, event=event)
        open_ = [edge for edge in step.outs if edge not in step.required]
        if step.deferred:
            open_ = [edge for edge in open_ if self.net.comes(edge, marking)]
            if not open_:
                return None
        ways = tuple(dict.fromkeys(self._way(edge) for edge in open_))
        return Ready(number, takes, step.element, ways, step.split is Split.SOME, event)

    def _way(self, edge: int) -> str:
        return self.net.plan.edges[edge].flow or self.net.plan.edges[edge].element

    def usual(self, ready: Ready) -> tuple[str, ...]:
        """The way that has been gone least often, so that no loop goes on for ever."""
        if not ready.ways:
            return ()
        gone: Counter[str] = Counter()
        for move in self._moves:
            if move.step == ready.step:
                gone.update(self._way(edge) for edge in move.puts)
        return (min(ready.ways, key=lambda way: gone[way]),)

    def take(self, ready: Ready, ways: tuple[str, ...] = ()) -> Replayed | None:
        """Let a step happen, by these ways; None where nobody sees anything of it. Raises TooMany, changing nothing."""
        step = self.net.plan.steps[ready.step]
        move = Move(ready.step, ready.takes, self._puts(step, ways or self.usual(ready)))
        marking = self.net.fire(move, self.marking)
        self._moves.append(move)
        shown = replayed(self.net, self.model, move, marking)
        if shown is None:
            self._after[-1] = (marking, len(self._moves))
        else:
            self.frames.append(shown)
            self._after.append((marking, len(self._moves)))
        self._go_silently()
        if shown is not None:
            self.frames[-1] = replace(shown, tokens=tokens(self.net, self.marking))
        return shown

    def _puts(self, step: Step, ways: tuple[str, ...]) -> tuple[int, ...]:
        if step.split is Split.ALL or len(step.outs) < 2:
            return step.outs
        chosen = [edge for edge in step.outs if edge in step.required or self._way(edge) in ways]
        return tuple(chosen[:1] if step.split is Split.ONE else chosen)

    def _go_silently(self) -> None:
        """Do at once what no element stands for and nobody could choose."""
        for _ in range(_SILENT):
            silent = next(
                (
                    each
                    for each in self.ready()
                    if not isinstance(self.model.get(each.element), Node) and not each.ways and not each.event
                ),
                None,
            )
            if silent is None:
                return
            step = self.net.plan.steps[silent.step]
            move = Move(silent.step, silent.takes, step.outs)
            try:
                marking = self.net.fire(move, self.marking)
            except TooMany:
                return
            self._moves.append(move)
            self._after[-1] = (marking, len(self._moves))

    def back_to(self, frame: int) -> None:
        """Undo all but the first `frame` frames."""
        del self.frames[frame:]
        del self._after[frame + 1 :]
        del self._moves[self._after[-1][1] :]

    def doubled(self) -> tuple[str, ...]:
        """The flows that hold more than one token."""
        edges = self.net.plan.edges
        return tuple(edges[edge].flow for edge, count in self.net.tokens(self.marking).items()
                     if count > 1 and edges[edge].flow)  # fmt: skip


def run_on(model: Model, diagram: str) -> Run | None:
    """A run of the processes of a diagram; None where it has none."""
    found = collected(model)
    here = _processes(model, diagram)
    roots = tuple(root for root in found.roots() if root in here)
    return Run(model, lowered(found, roots, len(roots) > 1)) if roots else None


def _processes(model: Model, diagram: str) -> set[str]:
    """What holds the elements of a diagram, however far out."""
    found: set[str] = set()
    for record in model.drawn(diagram):
        scope = record.scope if isinstance(record, Node) else None
        while scope is not None and scope not in found:
            found.add(scope)
            holder = model.get(scope)
            scope = holder.scope if isinstance(holder, Node) else None
    return found
