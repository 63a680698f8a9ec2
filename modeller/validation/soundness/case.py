"""A violation told as a case: the moves of the whole process, the words, and what would mend it."""

from modeller.execution.net import Marking, Move, Net, has
from modeller.execution.plan import Join, Plan, Split, Step
from modeller.language import Message, message
from modeller.model.entries import Mend, Property, Replayed, Witness
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
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
            path, marking = found.stuck
            told.append(self._stuck(*self._replay(path), marking))
        if found.unsafe is not None:
            path, edge = found.unsafe
            told.append(self._unsafe(*self._replay(path), edge))
        if found.twice is not None:
            path, end = found.twice
            replayed, played = self._replay(path)
            element = self.left.steps[end].element
            told.append(
                self._witness("proper_completion", "soundness.end_twice", (element,), replayed, played, end=self.name(element))
            )
        return told

    @staticmethod
    def dead(model: Model, plan: Plan, element: str) -> Witness:
        """An activity that never runs has no case: no run leads there."""
        said = message("soundness.dead", activity=name(model, element))
        return Witness("no_dead_activity", said, (element,))

    def name(self, element: str) -> str | Message:
        return name(self.model, element)

    def _whole(self, path: list[Move]) -> list[Move]:
        """The moves of the plan that a path through the reduced one stands for."""
        reduction, whole = self.reduction, []
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

    def _replay(self, path: list[Move]) -> tuple[list[tuple[Move, Marking]], tuple[Replayed, ...]]:
        marking, played, shown = self.net.initial, [], []
        for move in self._whole(path):
            marking = self.net.fire(move, marking)
            played.append((move, marking))
            step = self.plan.steps[move.step]
            if step.element in self.model:
                flows = tuple(self.plan.edges[edge].flow for edge in move.puts if self.plan.edges[edge].flow)
                chosen = step.split is not Split.ALL and len(step.outs) > 1
                shown.append(Replayed(step.element, flows, chosen, self._tokens(marking)))
        return played, tuple(shown)

    def _tokens(self, marking: Marking) -> tuple[tuple[str, int], ...]:
        counted: dict[str, int] = {}
        for number, count in self.net.tokens(marking).items():
            edge = self.plan.edges[number]
            key = edge.flow or edge.element
            if key and not edge.armed:
                counted[key] = counted.get(key, 0) + count
        return tuple(counted.items())

    def _chosen(self, played: list[tuple[Move, Marking]], before: set[int] | None = None) -> tuple[str, str] | None:
        """The last choice on the way (of one of the steps `before`): gateway and flow."""
        for move, _ in reversed(played):
            step = self.plan.steps[move.step]
            if step.split is Split.ALL or len(step.outs) < 2 or (before is not None and move.step not in before):
                continue
            flow = next((self.plan.edges[edge].flow for edge in move.puts if self.plan.edges[edge].flow), "")
            if flow:
                return step.element, flow
        return None

    def _stuck(
        self, played: list[tuple[Move, Marking]], replayed: tuple[Replayed, ...], _: Marking
    ) -> Witness:
        marking = played[-1][1] if played else self.net.initial
        for number in self._settled(marking):
            step = self.plan.steps[number]
            got = sum(1 for edge in step.ins if has(marking, edge))
            chosen = self._chosen(played)
            arguments = {"join": self.name(step.element), "n": got + 1, "of": len(step.ins)}
            mend = self._other_kind(number)
            if chosen is None:
                return self._witness(
                    "option_to_complete", "soundness.join_waits", (step.element,), played, replayed, mend, **arguments
                )
            gateway, flow = chosen
            return self._witness(
                "option_to_complete", "soundness.join_waits_after", (step.element,), played, replayed, mend,
                gateway=self.name(gateway), flow=self._flow(flow), **arguments,
            )  # fmt: skip
        where = tuple(dict.fromkeys(key for key, _ in self._tokens(marking)))
        first = next((self._at(key) for key in where), "")
        return self._witness(
            "option_to_complete", "soundness.never_ends", where, played, replayed, None, element=self.name(first)
        )

    def _at(self, key: str) -> str:
        """The element that a token on a flow waits at."""
        record = self.model.get(key)
        return (record.target or "") if isinstance(record, Flow) else key

    def _settled(self, marking: Marking) -> list[int]:
        """The joins that have some of their tokens and not all, once everything else has moved on as far as it can."""
        return [
            number
            for number, step in enumerate(self.plan.steps)
            if step.join is Join.ALL and len(step.ins) > 1
            and 0 < sum(1 for edge in step.ins if has(marking, edge)) < len(step.ins)
        ]  # fmt: skip

    def _other_kind(self, number: int) -> Mend | None:
        """A parallel join behind choices only should have been an exclusive one, or the split a parallel one."""
        splits = {step.split for step in self.plan.steps if len(step.outs) > 1 and self._role(step) is not None}
        if Split.ALL not in splits and Split.SOME not in splits:
            return Mend("replace_gateway", self.plan.steps[number].element, "choice")
        return Mend("replace_gateway", self.plan.steps[number].element, "inclusive")

    def _role(self, step: Step) -> Role | None:
        node = self.model.node(step.element)
        return element_type(node).role if node is not None else None

    def _unsafe(
        self, played: list[tuple[Move, Marking]], replayed: tuple[Replayed, ...], edge: int
    ) -> Witness:
        last, marking = played[-1]
        number = next((e for e in last.puts if has(marking, e) > 1), self.reduction.first[self.edges[edge]][0])
        doubled = self.plan.edges[number]
        where = self.plan.steps[last.step].element
        mend: Mend | None = None
        step = self.plan.steps[last.step]
        if len(step.ins) > 1 and step.join is Join.ANY:
            gateway = self._role(step) is Role.CHOICE
            mend = Mend("replace_gateway" if gateway else "insert_join", step.element, "parallel")
        shown = doubled.flow or where
        return self._witness(
            "safe", "soundness.two_tokens", (shown, where), played, replayed, mend,
            element=self.name(where), flow=self._flow(shown),
        )  # fmt: skip

    def _flow(self, key: str) -> str | Message:
        flow = self.model.flow(key)
        if flow is None:
            return self.name(key)
        if flow.text.strip():
            return " ".join(flow.text.split())
        return message("soundness.to", element=self.name(flow.target or ""))

    def _witness(
        self,
        property: Property,
        said: str,
        elements: tuple[str, ...],
        _played: list[tuple[Move, Marking]],
        replayed: tuple[Replayed, ...],
        mend: Mend | None = None,
        **arguments: object,
    ) -> Witness:
        return Witness(property, message(said, **arguments), elements, replayed, mend)


def name(model: Model, element: str) -> str | Message:
    """What people call an element: its text, else its kind."""
    record = model.get(element)
    text = " ".join(record.text.split()) if record is not None else ""
    if text:
        return text
    if isinstance(record, Node):
        return message(element_type(record).label)
    return message("elements.unknown")
