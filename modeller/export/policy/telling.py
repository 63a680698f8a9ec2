"""What comes after a step in words that a reader can follow, as entries of a list, each leading to its step."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from modeller.analysis.steps import Step
from modeller.execution.reading import FlowNode
from modeller.export.policy.blocks import Listed
from modeller.export.policy.context import Context
from modeller.export.policy.partners import partners
from modeller.export.policy.ways import Again, Branch, Cut, End, Fork, Go, Joined, Passed, Then, targets
from modeller.model.records import Node
from modeller.notation.bpmn.content import child
from modeller.notation.element import Role
from modeller.notation.quantities import said_duration, seconds
from modeller.notation.titles import kind

_MARK: Final = "→"


class _Lead(NamedTuple):
    """What stands before a way on: a condition (``if``), what has to be so (``once``), or what is done first
    (``after``)."""

    text: str = ""
    joins: Literal["if", "once", "after"] = "if"


_NONE: Final = _Lead()


@dataclass(frozen=True)
class Telling:
    """Tells the ways on from one place: a step, or (None) the beginning of what holds the steps."""

    context: Context
    step: Step | None
    scope: str

    def ways(self, then: Then, lead: str = "") -> Iterator[Listed]:
        """A way on, each end of it an entry; what stands before it where anything does."""
        yield from self._told(then, 1, _Lead(lead))

    def border(self, event: FlowNode, then: Then) -> Iterator[Listed]:
        """What happens when an event at the border of the step comes."""
        after, named = self._timed(event.node), self._quoted(event.node)
        what = "broken"
        if after:
            what = "late" if _says(event.node.text, after) else "late.named"
        what = what if event.traits.interrupting else f"{what}.beside"
        yield from self._told(then, 1, _Lead(self._say(f"border.{what}", event=named, after=after)))

    def start(self, event: FlowNode, then: Then, inside: bool) -> Iterator[Listed]:
        """How what holds the steps begins; `inside` one that an event begins at any time."""
        what = "start"
        if inside:
            what = "start.any_time" if event.traits.interrupting else "start.beside"
        named = inside or event.node.text.strip() or event.traits.triggers
        lead = _Lead(self._say(what, event=self._event(event.key)) if named else self._say("start.unnamed"))
        if isinstance(then, Go):
            yield self._entry(self._after(lead, self._step(then.step)), 1, self._link(then.step))
        else:
            yield from self._told(then, 1, lead)

    # -- entries -----------------------------------------------------------------------------------------------------

    def _told(self, then: Then, level: int, lead: _Lead, alone: bool = False) -> Iterator[Listed]:
        if isinstance(then, Fork):
            yield from self._fork(then, level, lead)
        elif isinstance(then, Passed):
            yield from self._told(then.then, level, self._and(lead, self._passed(then.event), "after"))
        elif isinstance(then, Joined):
            yield from self._told(then.then, level, self._and(lead, self._joined(then), "once"))
        elif isinstance(then, Go):
            plain = alone and not lead.text
            said = self._step(then.step) if plain else self._go(then.step)
            text = self._after(lead, said) if lead.text or plain else self._say("then", what=said)
            yield self._entry(text, level, self._link(then.step))
        elif isinstance(then, End):
            yield from self._end(then, level, lead)
        elif isinstance(then, Again):
            yield self._entry(self._after(lead, self._again(then.gateway)), level)
        else:
            yield self._entry(self._after(lead, self._say("more")), level)

    def _entry(self, text: str, level: int, link: str = "") -> Listed:
        return Listed(_MARK, text[:1].upper() + text[1:], level, link)

    def _fork(self, fork: Fork, level: int, lead: _Lead) -> Iterator[Listed]:
        silent = [each for each in fork.branches if not each.condition and not each.otherwise]
        if len(fork.branches) == 1:
            branch = fork.branches[0]
            yield from self._told(branch.then, level, self._and(lead, self._asked(fork, branch)))
            return
        header = ""
        if fork.kind == "one" and silent:
            header = self._say("fork.depending", question=fork.question) if fork.question else self._say("fork.case")
        elif fork.kind != "one":
            header = self._say(f"fork.{fork.kind}")
        if header or lead.text:
            yield self._entry(self._say("header", what=self._and(lead, header).text), level)
            level += 1
        cut = False
        for branch in self._sorted(fork):
            then: Then = branch.then
            if isinstance(then, Cut):
                cut = True
            elif fork.kind == "first" and isinstance(then, Passed):
                yield from self._told(then.then, level, _Lead(self._event(then.event)))
            else:
                if branch.otherwise and isinstance(then, Joined) and not then.all:
                    then = then.then  # no other was begun
                yield from self._told(then, level, _Lead(self._asked(fork, branch)), alone=True)
        if cut:
            yield self._entry(self._say("more"), level)

    def _sorted(self, fork: Fork) -> Sequence[Branch]:
        """The branches as drawn; those that all are taken in the order of their steps."""
        if fork.kind != "all":
            return fork.branches
        order = {each.key: place for place, each in enumerate(self.context.steps)}
        return sorted(fork.branches, key=lambda each: min((order[key] for key in targets(each.then)), default=0))

    def _end(self, end: End, level: int, lead: _Lead) -> Iterator[Listed]:
        node = self._node(end.event)
        if node is None:
            yield self._entry(self._after(lead, self._say("end.open")), level)
            return
        if {"message", "signal", "escalation"}.intersection(node.traits.triggers):
            lead = self._and(lead, self._passed(end.event), "after")
        yield self._entry(self._after(lead, self._ends(node)), level)

    # -- phrases -----------------------------------------------------------------------------------------------------

    def _say(self, key: str, **arguments: object) -> str:
        return self.context.say(f"policy.way.{key}", **arguments)

    def _and(self, lead: _Lead, more: str, joins: Literal["if", "once", "after"] = "if") -> _Lead:
        if not more:
            return lead
        return _Lead(self._say("and", one=lead.text, other=more) if lead.text else more, joins)

    def _after(self, lead: _Lead, what: str) -> str:
        if not lead.text:
            return what
        return self._say(lead.joins, lead=lead.text, what=what)

    def _asked(self, fork: Fork, branch: Branch) -> str:
        if branch.otherwise and (fork.kind == "some" or not branch.condition):
            return self._say("otherwise.case", label=branch.condition) if branch.condition else self._say("otherwise")
        if not branch.condition:
            return ""
        if fork.kind == "all":
            return self._say("label", label=branch.condition)
        if fork.question:
            return self._say("asked", question=fork.question, answer=branch.condition)
        return self._say("case", answer=branch.condition)

    def _step(self, key: str) -> str:
        found = next(each for each in self.context.steps if each.key == key)
        name = self.context.name(found)
        return self._say("step", number=found.number, name=name) if found.number else self._say("quoted", name=name)

    def _go(self, key: str) -> str:
        order = [each.key for each in self.context.steps if (each.holder or each.process) == self.scope]
        here = order.index(self.step.key) if self.step is not None and self.step.key in order else -1
        there = order.index(key) if key in order else here + 2
        way = "next" if there == here + 1 else "on" if there > here else "back"
        return self._say(f"go.{way}", step=self._step(key))

    def _link(self, key: str) -> str:
        anchor = self.context.anchors.get(key)
        return f"#{anchor}" if anchor else ""

    def _passed(self, key: str) -> str:
        node = self._node(key)
        assert node is not None
        if node.role is Role.INTERMEDIATE and node.traits.catching:
            after = self._timed(node.node)
            if after and not node.node.text.strip():
                return self._say("wait.time", after=after)
            return self._say("wait", event=self._event(key))
        name, whom = self._quoted(node.node), self._partners(key, sends=True)
        if "message" in node.traits.triggers:
            return self._say("send.to", event=name, whom=whom) if whom else self._say("send", event=name)
        return self._say("raise", event=name)

    def _event(self, key: str) -> str:
        """An event in quotation marks, with how long it takes to come or from whom."""
        node = self._node(key)
        assert node is not None
        name, after = self._quoted(node.node), self._timed(node.node)
        whom = self._partners(key, sends=False)
        if after and not _says(node.node.text, after):
            return self._say("timed", event=name, after=after)
        return self._say("from", event=name, whom=whom) if whom else name

    def _joined(self, joined: Joined) -> str:
        said = [self._say("or").strip("[]").join(map(self._awaited, each)) for each in joined.awaited if each]
        said = list(dict.fromkeys(said))
        if len(said) < 2:
            return ""
        if not joined.all:
            return self._say("join.some", what=self._say("listed").strip("[]").join(said))
        if len(said) == 2 and all(len(each) == 1 for each in joined.awaited):
            return self._say("join.both", one=said[0], other=said[1])
        return self._say("join.all", what=self._say("listed").strip("[]").join(said))

    def _awaited(self, key: str) -> str:
        node = self._node(key)
        assert node is not None
        if node.role is Role.WORK:
            return self._step(key)
        return self._quoted(node.node)

    def _ends(self, node: FlowNode) -> str:
        holder = next((each for each in self.context.steps if each.key == self.scope), None)
        what = "end"
        if node.traits.terminates:
            what = "end.all"
        elif {"error", "cancel"}.intersection(node.traits.triggers):
            what = "end.error"
        elif holder is not None:
            what = "end.inside"
        step = self._step(holder.key) if holder is not None else ""
        if node.node.text.strip() or what == "end.error":
            return self._say(what, step=step, event=self._quoted(node.node))
        return self._say(f"{what}.unnamed", step=step)

    def _again(self, key: str) -> str:
        """Back to a gateway: to what is decided there, or behind it where it only brings ways together."""
        seen: set[str] = set()
        while key not in seen:
            seen.add(key)
            flows = self.context.survey.found.outgoing.get(key, [])
            node = self._node(key)
            if node is not None and (len(flows) != 1 or node.role is Role.INTERMEDIATE):
                name = " ".join(node.node.text.split())
                return self._say("again", question=name) if name else self._say("again.unnamed")
            key = flows[0].target or "" if flows else key
        return self._say("again.unnamed")

    def _quoted(self, node: Node) -> str:
        """What an event is called, its kind where it has no name."""
        name = " ".join(node.text.split()) or self.context.words(kind(node, self.context.job.model))
        return self._say("quoted", name=name)

    def _node(self, key: str) -> FlowNode | None:
        return self.context.survey.found.nodes.get(key)

    def _partners(self, key: str, sends: bool) -> str:
        return self.context.listed(dict.fromkeys(whom for whom, _ in partners(self.context.survey, key, sends) if whom))

    def _timed(self, event: Node) -> str:
        """How long a timer waits in words, where that is a plain duration; else ``""``."""
        definition = child(event, "timerEventDefinition")
        held = definition.first("timeDuration") if definition is not None else None
        text = held.text.strip() if held is not None else ""
        return said_duration(text, self.context.job.language) if text and seconds(text) is not None else ""


def _says(text: str, after: str) -> bool:
    """Whether a name says the length of time itself: “3 days without answer”."""
    numbers = re.findall(r"\d+", after)
    return bool(numbers) and set(numbers) <= set(re.findall(r"\d+", text))
