"""A violation told as a case: the moves of the whole process, the words, and what would mend it."""

from typing import Literal

from modeller.execution.net import Marking, Move, Net, TooMany, has
from modeller.execution.plan import Join, Plan, Split, Step
from modeller.execution.replay import replayed, tokens, waiting
from modeller.execution.told import flow_name, name
from modeller.language import Message, message
from modeller.model.entries import Mend, Replayed, Witness
from modeller.model.reading import Model
from modeller.model.records import Flow
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.validation.soundness.reduction import Reduction
from modeller.validation.soundness.search import Found
from modeller.validation.soundness.story import moves


class Case:
    """Puts what was found in a reduced plan back into the terms of the whole."""

    def __init__(
        self, model: Model, plan: Plan, reduction: Reduction, left: Plan, edges: list[int], steps: list[int]
    ) -> None:
        self.model, self.plan, self.reduction, self.left = model, plan, reduction, left
        self.edges, self.steps = edges, steps
        self.net = Net(plan)

    def witnesses(self, found: Found) -> list[Witness]:
        """What was found, the gravest first."""
        told = []
        if found.stuck is not None:
            told.append(self._stuck(*found.stuck))
        if found.unsafe is not None:
            told.append(self._unsafe(*found.unsafe))
        if found.twice is not None:
            path, end = found.twice
            element = self.left.steps[end].element
            said = message("soundness.end_twice", end=self.name(element))
            told.append(Witness("proper_completion", said, (element,), self._replay(self._whole(path))[1]))
        return told

    def name(self, element: str) -> str | Message:
        return name(self.model, element)

    def _whole(self, path: list[Move]) -> list[Move]:
        """The moves of the plan that a path through the reduced one stands for."""
        reduction, whole = self.reduction, list[Move]()
        for move in path:
            takes = [self.edges[edge] for edge in move.takes]
            puts = [self.edges[edge] for edge in move.puts]
            for edge in takes:
                whole += moves(reduction.story[edge])
            whole.append(
                Move(
                    self.steps[move.step],
                    tuple(each for edge in takes for each in reduction.last[edge]),
                    tuple(each for edge in puts for each in reduction.first[edge]),
                )
            )
        return whole

    def _replay(self, whole: list[Move]) -> tuple[Marking, tuple[Replayed, ...]]:
        """The marking after some moves of the plan, and what is shown of them.

        Where a sub-process runs twice at once what is told one after the other happens side by side: a move that
        cannot be made yet is made as soon as it can. What never can is left out.
        """
        marking, shown, left = self.net.initial, list[Replayed](), list(whole)
        while left:
            place = next((place for place, move in enumerate(left) if self._may(move, marking)), None)
            if place is None:
                break
            move = left.pop(place)
            try:
                marking = self.net.fire(move, marking)
            except TooMany:
                break
            step = replayed(self.net, self.model, move, marking)
            if step is not None:
                shown.append(step)
        return marking, tuple(shown)

    def _may(self, move: Move, marking: Marking) -> bool:
        step = self.plan.steps[move.step]
        if not all(has(marking, edge) for edge in move.takes):
            return False
        return step.awaits < 0 or not marking & self.net.insides[step.awaits] & ~self.net.idle

    def _chosen(self, whole: list[Move]) -> tuple[str, str] | None:
        """The last choice on the way: gateway and flow."""
        for move in reversed(whole):
            step = self.plan.steps[move.step]
            if step.split is not Split.ALL and len(step.outs) > 1:
                flow = next((self.plan.edges[edge].flow for edge in move.puts if self.plan.edges[edge].flow), "")
                if flow:
                    return step.element, flow
        return None

    def _stuck(self, path: list[Move], left: Marking) -> Witness:
        """What waits forever, once every token has gone as far as it can."""
        whole = self._whole(path)
        for edge in self.net.tokens(left):
            whole += moves(self.reduction.story[self.edges[edge]])
        marking, played = self._replay(whole)
        for number in waiting(self.net, marking):
            step = self.plan.steps[number]
            counted = {"n": sum(1 for edge in step.ins if has(marking, edge)) + 1, "of": len(step.ins)}
            said = message("soundness.join_waits", join=self.name(step.element), **counted)
            chosen = self._chosen(whole)
            if chosen is not None:
                gateway, flow = chosen
                names = {
                    "gateway": self.name(gateway),
                    "flow": flow_name(self.model, flow),
                    "join": self.name(step.element),
                }
                said = message("soundness.join_waits_after", **names, **counted)
            return Witness("option_to_complete", said, (step.element,), played, self._other_kind(number, whole))
        where = tuple(dict.fromkeys(key for key, _ in tokens(self.net, marking)))
        said = message("soundness.never_ends", element=self.name(next((self._at(key) for key in where), "")))
        return Witness("option_to_complete", said, where, played)

    def _at(self, key: str) -> str:
        """The element that a token on a flow waits at."""
        record = self.model.get(key)
        return (record.target or "") if isinstance(record, Flow) else key

    def _other_kind(self, number: int, whole: list[Move]) -> Mend:
        """A parallel join that only choices lead to should have been an exclusive one, else an inclusive one."""
        several = any(len(move.puts) > 1 and self._role(self.plan.steps[move.step]) is not None for move in whole)
        return Mend("replace_gateway", self.plan.steps[number].element, "inclusive" if several else "choice")

    def _role(self, step: Step) -> Role | None:
        node = self.model.node(step.element)
        return element_type(node).role if node is not None else None

    def _unsafe(self, path: list[Move], edge: int) -> Witness:
        whole = self._whole(path)
        merged = self._held_back(whole)
        marking, played = self._replay(merged or whole)
        last = (merged or whole)[-1]
        step = self.plan.steps[last.step]
        doubled = next(
            (each for each in last.puts if has(marking, each) > 1), self.reduction.first[self.edges[edge]][0]
        )
        mend: Mend | None = None
        if len(step.ins) > 1 and step.join is Join.ANY:
            kind: Literal["replace_gateway", "insert_join"]
            kind = "replace_gateway" if self._role(step) is Role.CHOICE else "insert_join"
            mend = Mend(kind, step.element, "parallel")
        shown = self.plan.edges[doubled].flow or step.element
        said = message("soundness.two_tokens", element=self.name(step.element), flow=flow_name(self.model, shown))
        return Witness("safe", said, (shown, step.element), played, mend)

    def _held_back(self, whole: list[Move]) -> list[Move] | None:
        """The same case told from where the tokens merge: the first token waits there until the second comes."""
        first: dict[int, int] = {}
        for place, move in enumerate(whole):
            step = self.plan.steps[move.step]
            if step.join is not Join.ANY or len(step.ins) < 2 or not step.outs:
                continue
            begun = first.setdefault(move.step, place)
            if begun == place or whole[begun].takes == move.takes:
                continue
            told, marking, held = [], self.net.initial, set[int]()
            for number, each in enumerate(whole[: place + 1]):
                if held.intersection(each.takes) and number < place:
                    held.update(each.puts)
                    continue
                if any(not has(marking, edge) for edge in each.takes):
                    break
                marking = self.net.fire(each, marking)
                told.append(each)
                if number == begun:
                    held.update(each.puts)
            else:
                if any(has(marking, edge) > 1 for edge in move.puts):
                    return told
        return None


def dead_activity(model: Model, element: str) -> Witness:
    """An activity that never runs has no case: no run leads there."""
    return Witness("no_dead_activity", message("soundness.dead", activity=name(model, element)), (element,))
