"""Local reductions that keep the four properties: sequences, splits with their joins, loops, finished sub-processes."""

from collections.abc import Iterator

from modeller.execution.net import Move
from modeller.execution.plan import Join, Plan, Split, Step
from modeller.validation.soundness.story import Story, joined

NOTHING: tuple[object, ...] = ()
Group = tuple[object, ...]
"""Elements that can all run as soon as one can: a tree of keys."""


class Reduction:
    """A plan that shrinks. Edges and steps keep their numbers; what is gone is not in `edges` and `steps`."""

    def __init__(self, plan: Plan, inclusive: bool = True) -> None:
        self.plan = plan
        self.inclusive = inclusive
        """Whether blocks that end in an inclusive join may be reduced: exact only where the rest is safe."""
        self.loose = False
        """Whether that was done."""
        self.join = [step.join for step in plan.steps]
        self.split = [step.split for step in plan.steps]
        self.default = [step.default for step in plan.steps]
        self.awaits = [step.awaits for step in plan.steps]
        self.plain = [step.plain and not step.required for step in plan.steps]
        self.ins = [list(step.ins) for step in plan.steps]
        self.outs = [list(step.outs) for step in plan.steps]
        self.source = [each[0] if len(each) == 1 else -1 for each in plan.sources]
        self.target = [each[0] if len(each) == 1 else -1 for each in plan.targets]
        self.fixed = [
            edge.mail or edge.armed or len(plan.sources[number]) > 1 or len(plan.targets[number]) != 1
            for number, edge in enumerate(plan.edges)
        ]
        self.first: list[tuple[int, ...]] = [(number,) for number in range(len(plan.edges))]
        self.last = list(self.first)
        self.story: list[Story] = [NOTHING] * len(plan.edges)
        self.on_edge: list[Group] = [NOTHING] * len(plan.edges)
        self.on_step: list[Group] = [(step.element,) if step.activity else NOTHING for step in plan.steps]
        self.edges: set[int] = set()
        self.steps: set[int] = set()
        self.room: dict[int, int] = {}
        """How many edges each scope has left."""
        self._reachable()
        self.waiting = list(self.steps)
        self.queued = set(self.waiting)

    def _reachable(self) -> None:
        """Keep what a token can come near. An edge that stays dry keeps a parallel join waiting, and no other."""
        plan = self.plan
        waiting = [*plan.initial, *(number for number, edge in enumerate(plan.edges) if edge.mail)]
        self.edges.update(waiting)
        while waiting:
            for number in plan.targets[waiting.pop()]:
                if number not in self.steps:
                    self.steps.add(number)
                    new = [edge for edge in plan.steps[number].outs if edge not in self.edges]
                    self.edges.update(new)
                    waiting += new
        for number in self.steps:
            dry = [edge for edge in self.ins[number] if edge not in self.edges]
            if dry and self.join[number] is Join.ALL:
                self.edges.update(dry)
                for edge in dry:
                    self.source[edge] = -1
                    self.fixed[edge] = True
            elif dry:
                self.ins[number] = [edge for edge in self.ins[number] if edge in self.edges]
        for edge in self.edges:
            scope = plan.edges[edge].scope
            self.room[scope] = self.room.get(scope, 0) + 1

    def run(self) -> None:
        """Reduce as long as anything can be. Each rule takes away an edge; a step is looked at when it has changed."""
        while self.waiting:
            number = self.waiting.pop()
            self.queued.discard(number)
            if number in self.steps:
                self._at(number)

    @property
    def done(self) -> bool:
        """Whether all that is left is one token that goes to one end: sound."""
        if len(self.edges) != 1:
            return False
        (edge,) = self.edges
        number = self.target[edge]
        return edge in self.plan.initial and not self.fixed[edge] and self._sinks(number)

    def _sinks(self, number: int) -> bool:
        return self.plain[number] and not self.outs[number] and len(self.ins[number]) == 1

    def _touch(self, number: int) -> None:
        if number >= 0 and number in self.steps and number not in self.queued:
            self.queued.add(number)
            self.waiting.append(number)

    def _drop(self, edge: int) -> None:
        self.edges.discard(edge)
        scope = self.plan.edges[edge].scope
        self.room[scope] -= 1

    def _at(self, number: int) -> None:
        if not self.plain[number]:
            self._special(number)
            return
        ins, outs = self.ins[number], self.outs[number]
        if len(ins) == 1:
            self.join[number] = Join.ANY
        if len(outs) == 1:
            self.split[number], self.default[number] = Split.ALL, -1
        if len(ins) == 1 and len(outs) == 1:
            self._sequence(number)
        elif len(outs) > 1 and (self._parallel_edges(number) or self._ends(number) or self._circle(number)):
            self._touch(number)
        elif len(outs) == 1 and self.join[number] is Join.ANY:
            self._merge(number)
        elif len(ins) == 1 and self.split[number] is Split.ONE and not self.fixed[ins[0]]:
            self._further_choice(number)
        elif not outs and len(ins) == 1:
            self._neighbours(number)
            self._scope_of(ins[0])

    def _special(self, number: int) -> None:
        """A sub-process whose inside is one token that goes to its end is as good as a task."""
        if self.awaits[number] < 0 or self.room.get(self.awaits[number], 0) != 1:
            return
        scope, run = self.awaits[number], self.ins[number][0]
        source = self.source[run]
        if source < 0:
            return
        for edge in self.outs[source]:
            end = self.target[edge]
            if self.plan.edges[edge].scope == scope and not self.fixed[edge] and self._sinks(end):
                self.story[run] = joined(self.story[edge], self._told(end))
                self.on_edge[run] = (self.on_edge[run], self.on_edge[edge], self.on_step[end])
                self.outs[source].remove(edge)
                self.first[run] = (*self.first[run], *self.first[edge])
                self.steps.discard(end)
                self._drop(edge)
                self.awaits[number] = -1
                self.plain[number] = self.plan.steps[number].running < 0 and self.plan.steps[number].mailbox < 0
                self.fixed[run] = any(target in self.steps and target != number for target in self.plan.targets[run])
                self.target[run] = number
                self._touch(number)
                self._touch(source)
                return

    def _scope_of(self, edge: int) -> None:
        """Look again at the end of the sub-process that an edge lies in."""
        scope = self.plan.edges[edge].scope
        if scope > 0 and self.room[scope] == 1:
            for number in self.steps:
                if self.awaits[number] == scope:
                    self._touch(number)

    def _told(self, number: int) -> Story:
        """What happens at a step between its edges, in the words of the plan."""
        takes = tuple(edge for each in self.ins[number] for edge in self.last[each])
        puts = tuple(edge for each in self.outs[number] for edge in self.first[each])
        return (Move(number, takes, puts),)

    def _sequence(self, number: int) -> None:
        into, out = self.ins[number][0], self.outs[number][0]
        if into == out or self.fixed[into] or self.fixed[out]:
            return
        target = self.target[out]
        if target < 0:
            return
        told = (Move(number, self.last[into], self.first[out]),)
        self.story[into] = (self.story[into], told, self.story[out])
        self.last[into] = self.last[out]
        self.on_edge[into] = (self.on_edge[into], self.on_step[number], self.on_edge[out])
        self.target[into] = target
        self.ins[target][self.ins[target].index(out)] = into
        self.steps.discard(number)
        self._drop(out)
        self._touch(target)
        self._touch(self.source[into])

    def _parallel_edges(self, number: int) -> bool:
        """Two edges from a split to one join that takes them as the split gives them are one."""
        seen: dict[int, int] = {}
        for edge in list(self.outs[number]):
            target = self.target[edge]
            if self.fixed[edge] or target < 0 or not self.plain[target] or target == number:
                continue
            if target in seen and self._match(number, target):
                self._unite(number, seen[target], edge)
                self.ins[target].remove(edge)
                self._touch(target)
                return True
            seen[target] = edge
        return False

    def _match(self, number: int, target: int) -> bool:
        split, join = self.split[number], self.join[target]
        if join is Join.INCLUSIVE:
            if split is not Split.ALL:
                self.loose = self.loose or self.inclusive
                return self.inclusive
            return True
        return (split, join) in {(Split.ONE, Join.ANY), (Split.ALL, Join.ALL)}

    def _unite(self, number: int, kept: int, gone: int) -> None:
        if self.split[number] is Split.ALL:
            self.story[kept] = joined(self.story[kept], self.story[gone])
            self.first[kept] = (*self.first[kept], *self.first[gone])
            self.last[kept] = (*self.last[kept], *self.last[gone])
        elif self.default[number] in {kept, gone}:
            self.default[number] = -1
        self.on_edge[kept] = (self.on_edge[kept], self.on_edge[gone])
        self.outs[number].remove(gone)
        self._drop(gone)

    def _ends(self, number: int) -> bool:
        """Two ends behind one split, each reached from there only, are one: whatever is true of one is of the other."""
        ends = [
            edge
            for edge in self.outs[number]
            if not self.fixed[edge] and self._sinks(self.target[edge])
            and self.plan.edges[edge].scope == self.plan.edges[self.outs[number][0]].scope
        ]  # fmt: skip
        if len(ends) < 2:
            return False
        ends.sort(key=lambda edge: not self.plan.steps[self.target[edge]].ends)
        kept, gone = ends[0], ends[1]
        end = self.target[gone]
        self.on_edge[gone] = (self.on_edge[gone], self.on_step[end])
        self.on_edge[kept] = (self.on_edge[kept], self.on_edge[gone])
        if self.default[number] in {kept, gone}:
            self.default[number] = -1
        self.outs[number].remove(gone)
        self.steps.discard(end)
        self._drop(gone)
        self._scope_of(kept)
        return True

    def _circle(self, number: int) -> bool:
        """A way from a choice back to itself changes nothing, as long as there is another."""
        if self.split[number] is not Split.ONE or self.join[number] is not Join.ANY:
            return False
        for edge in self.outs[number]:
            if self.target[edge] == number and not self.fixed[edge]:
                self.on_step[number] = (self.on_step[number], self.on_edge[edge])
                self.outs[number].remove(edge)
                self.ins[number].remove(edge)
                self._drop(edge)
                return True
        return False

    def _merge(self, number: int) -> None:
        """What merges before a step that merges too may as well come there directly."""
        out = self.outs[number][0]
        target = self.target[out]
        if self.fixed[out] or target < 0 or target == number or not self.plain[target] or not self.outs[target]:
            return
        if self.join[target] is not Join.ANY and len(self.ins[target]) > 1:
            return
        if any(self.fixed[edge] for edge in self.ins[number]):
            return
        self.join[target] = Join.ANY
        self.ins[target].remove(out)
        for edge in self.ins[number]:
            told = (Move(number, self.last[edge], self.first[out]),)
            self.story[edge] = (self.story[edge], told, self.story[out])
            self.last[edge] = self.last[out]
            self.on_edge[edge] = (self.on_edge[edge], self.on_step[number], self.on_edge[out])
            self.target[edge] = target
            self.ins[target].append(edge)
            self._touch(self.source[edge])
        self.steps.discard(number)
        self._drop(out)
        self._touch(target)

    def _further_choice(self, number: int) -> None:
        """A choice right behind a choice is one choice."""
        into = self.ins[number][0]
        source = self.source[into]
        if source < 0 or source == number or not self.plain[source] or self.split[source] is not Split.ONE:
            return
        if any(self.fixed[edge] for edge in self.outs[number]):
            return
        self.outs[source].remove(into)
        for edge in self.outs[number]:
            told = (Move(number, self.last[into], self.first[edge]),)
            self.story[edge] = (self.story[into], told, self.story[edge])
            self.first[edge] = self.first[into]
            self.on_edge[edge] = (self.on_edge[edge], self.on_step[number], self.on_edge[into])
            self.source[edge] = source
            self.outs[source].append(edge)
        self.steps.discard(number)
        self._drop(into)
        self._touch(source)

    def _neighbours(self, number: int) -> None:
        for edge in self.ins[number]:
            self._touch(self.source[edge])

    def left(self) -> tuple[Plan, list[int], list[int]]:
        """The plan of what is left, and which edges and steps of the first plan its edges and steps are."""
        edges, steps = sorted(self.edges), sorted(self.steps)
        place = {edge: number for number, edge in enumerate(edges)}
        made = [self._step(number, place) for number in steps]
        initial = [place[edge] for edge in self.plan.initial if edge in place]
        plan = Plan.of(self.plan.element, made, [self.plan.edges[e] for e in edges], self.plan.scopes, initial)
        return plan, edges, steps

    def _step(self, number: int, place: dict[int, int]) -> Step:
        step = self.plan.steps[number]
        return step._replace(
            join=self.join[number],
            split=self.split[number],
            ins=tuple(place[edge] for edge in self.ins[number]),
            outs=tuple(place[edge] for edge in self.outs[number]),
            required=frozenset(place[edge] for edge in step.required),
            default=place.get(self.default[number], -1),
            mailbox=place.get(step.mailbox, -1),
            running=place.get(step.running, -1),
            awaits=self.awaits[number],
        )


def elements(group: Group) -> Iterator[str]:
    """The keys in a tree of groups."""
    waiting: list[object] = [group]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting += each
        elif isinstance(each, str):
            yield each
