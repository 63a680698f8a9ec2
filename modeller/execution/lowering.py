"""From the elements of a process to the steps of a plan: the reading of every kind of element."""

from typing import Final

from modeller.execution.plan import Edge, Join, Scope, Split, Step
from modeller.execution.reading import Collected, FlowNode
from modeller.notation.element import Role

THROWN: Final = frozenset({"error", "escalation", "cancel"})
"""What is thrown inside and caught outside; the rest comes from the surroundings at any time."""
NONE: Final[frozenset[int]] = frozenset()


class Making:
    """A plan that is being made, scope by scope from the outside inwards."""

    def __init__(self, found: Collected) -> None:
        self.found = found
        self.steps: list[Step] = []
        self.edges: list[Edge] = []
        self.scopes: list[Scope] = []
        self.initial: list[int] = []
        self.flows: dict[str, int] = {}
        self.boxes: dict[str, int] = {}
        self.letters: dict[str, list[int]] = {}
        self.catches: dict[int, list[tuple[str, str, list[int]]]] = {}
        """Of each scope: kind, key of the event sub-process (or ""), and the edges that throwing puts a token on."""
        self.pending: list[tuple[str, list[int], tuple[int, ...], int, int, int, bool]] = []
        """What waits for something thrown, until it is known where that is thrown: arguments of `_trigger`."""

    def mail(self, processes: tuple[str, ...]) -> None:
        """A mailbox for each element that gets a message from another process of these."""
        roots = {key: self._root(key) for key in self.found.nodes}
        for flow in self.found.messages:
            source, target = flow.source or "", flow.target or ""
            if source in roots and target in roots and {roots[source], roots[target]} <= set(processes):
                if target not in self.boxes:
                    self.boxes[target] = self.edge(Edge("", -1, target, mail=True))
                self.letters.setdefault(source, []).append(self.boxes[target])

    def _root(self, key: str) -> str:
        seen: set[str] = set()
        while key in self.found.nodes and key not in seen:
            seen.add(key)
            key = self.found.nodes[key].node.scope or ""
        return key

    def edge(self, edge: Edge) -> int:
        self.edges.append(edge)
        return len(self.edges) - 1

    def inner(self, element: str, scope: int, armed: bool = False) -> int:
        return self.edge(Edge("", scope, element, armed))

    def step(
        self,
        element: str,
        join: Join,
        split: Split,
        ins: tuple[int, ...],
        outs: tuple[int, ...],
        scope: int,
        required: frozenset[int] = NONE,
        default: int = -1,
        activity: bool = False,
    ) -> None:
        self.steps.append(
            Step(element, join, split if outs else Split.ALL, ins, outs, scope, required, default, activity)
        )

    def amend(self, **changes: object) -> None:
        """Change the step that was added last."""
        self.steps[-1] = self.steps[-1]._replace(**changes)  # type: ignore[arg-type]

    def process(self, key: str) -> None:
        scope = len(self.scopes)
        self.scopes.append(Scope(key))
        guards = self._event_sub_processes(key)
        begin = self.edge(Edge("", scope, key))
        if guards:
            run = self.edge(Edge("", -1, key))
            self.initial.append(run)
            self.initial += self._guarded(scope, run, guards)
            self.step(key, Join.ANY, Split.ALL, (run,), (), -1)
            self.amend(awaits=scope)
        if self._contents(key, scope, begin):
            self.initial.append(begin)
        self._settle(0)

    def _event_sub_processes(self, key: str) -> list[FlowNode]:
        return [
            each
            for each in self.found.held.get(key, ())
            if each.traits.event_triggered and self._started(each)[1:] != ["compensation"]
        ]

    def _started(self, each: FlowNode) -> list[str]:
        """The key and the triggers of the event that an event sub-process begins with."""
        for inside in self.found.held.get(each.key, ()):
            if inside.role is Role.START:
                return [inside.key, *inside.traits.triggers]
        return [each.key]

    def _guarded(self, scope: int, run: int, guards: list[FlowNode]) -> list[int]:
        """Ready each event sub-process of a scope; the edges that hold a token as soon as the scope runs."""
        armed = []
        for each in guards:
            start, *triggers = self._started(each)
            begin = next((n for n in self.found.held.get(each.key, ()) if n.key == start), None)
            stops = begin is None or begin.traits.interrupting
            out = self.inner(each.key, scope)
            kind = next((kind for kind in triggers if kind in THROWN), "")
            if kind and kind in self._thrown(self.scopes[scope].element, each.key):
                thrown: list[int] = []
                self.catches.setdefault(scope, []).insert(0, (kind, each.key, thrown))
                self.pending.append((start, thrown, (out,), run, scope, scope if stops else -1, False))
            else:
                ready = self.inner(each.key, scope, armed=True)
                armed.append(ready)
                self._trigger(start, (ready,), (out,), run, scope, scope if stops else -1, False)
            self._activity(each, (out,), (), scope)
        return armed

    def _trigger(
        self,
        element: str,
        ins: tuple[int, ...],
        outs: tuple[int, ...],
        run: int,
        scope: int,
        clears: int,
        stops: bool,
    ) -> None:
        self.step(element, Join.ANY, Split.ALL, ins, outs, scope)
        self.amend(running=run, clears=clears, stops=stops, mailbox=self.boxes.get(element, -1))

    def _settle(self, mark: int) -> None:
        """Now that the inside is known, lead what it throws to what catches it."""
        while len(self.pending) > mark:
            element, thrown, outs, run, scope, clears, stops = self.pending.pop()
            if thrown:
                self._trigger(element, tuple(thrown), outs, run, scope, clears, stops)

    def _thrown(self, scope: str, but: str = "") -> set[str]:
        """The kinds of what is thrown inside, however deep."""
        kinds: set[str] = set()
        waiting, seen = [scope], {but}
        while waiting:
            key = waiting.pop()
            seen.add(key)
            for each in self.found.held.get(key, ()):
                if not each.traits.catching:
                    kinds.update(THROWN.intersection(each.traits.triggers))
                if each.key in self.found.held and each.key not in seen:
                    waiting.append(each.key)
        return kinds

    def _contents(self, key: str, scope: int, begin: int) -> bool:
        """The steps inside a scope, from the edge `begin`; whether there are any."""
        nodes = [each for each in self.found.held.get(key, ()) if self._takes_part(each)]
        incoming, outgoing, edges = self.found.incoming, self.found.outgoing, self.edges
        for each in nodes:
            for flow in outgoing.get(each.key, ()):
                self.flows[flow.key] = len(edges)
                edges.append(Edge(flow.key, scope))
        jumps = self._links(nodes, scope)
        begins = self._begins(nodes, jumps, scope, begin)
        flows, none = self.flows, ()
        for each in nodes:
            key = each.key
            ins = [flows[flow.key] for flow in incoming.get(key, none) if flow.key in flows]
            outs = [flows[flow.key] for flow in outgoing.get(key, none)]
            if key in jumps:
                ins += jumps[key][0]
                outs += jumps[key][1]
            if key in begins:
                ins += begins[key]
            if each.role is not Role.BOUNDARY:
                self._lower(each, tuple(ins), tuple(outs), scope)
        return bool(nodes)

    def _takes_part(self, each: FlowNode) -> bool:
        """Compensation and event sub-processes stand beside the flow."""
        traits = each.traits
        if each.role is Role.BOUNDARY:
            host = self.found.nodes.get(each.node.host or "")
            return not traits.compensation and host is not None and host.node.scope == each.node.scope
        return not traits.event_triggered and not (traits.compensation and each.role is Role.WORK)

    def _links(self, nodes: list[FlowNode], scope: int) -> dict[str, tuple[list[int], list[int]]]:
        """What throws a link puts its token where the first event of that name catches it."""
        named = [each for each in nodes if each.traits.link and each.role is Role.INTERMEDIATE]
        catching: dict[str, str] = {}
        for each in named:
            if each.traits.catching:
                catching.setdefault(each.traits.link, each.key)
        jumps: dict[str, tuple[list[int], list[int]]] = {}
        for each in named:
            if not each.traits.catching and each.traits.link in catching:
                edge = self.inner(each.key, scope)
                jumps.setdefault(each.key, ([], []))[1].append(edge)
                jumps.setdefault(catching[each.traits.link], ([], []))[0].append(edge)
        return jumps

    def _begins(
        self, nodes: list[FlowNode], jumps: dict[str, tuple[list[int], list[int]]], scope: int, begin: int
    ) -> dict[str, tuple[int, ...]]:
        """Where tokens begin: one start event, or without any all that nothing leads to."""
        free = [
            each
            for each in nodes
            if not self.found.incoming.get(each.key) and not jumps.get(each.key, ((), ()))[0]
            and each.role is not Role.BOUNDARY
        ]  # fmt: skip
        starts = [each for each in nodes if each.role is Role.START]
        starts += [each for each in free if each.traits.instantiates and each.role is not Role.START]
        chosen, split = (starts, Split.ONE) if starts else (free, Split.ALL)
        if not starts and any(each.role is not Role.END for each in free):
            chosen = [each for each in free if each.role is not Role.END]
        called = bool(chosen) and all(each.key in self.boxes for each in chosen)
        if called:  # a message begins it, and if none comes nothing is left undone
            self.edges[begin] = self.edges[begin]._replace(armed=True)
        if len(chosen) == 1:
            return {chosen[0].key: (begin,)}
        outs = {each.key: self.inner(each.key, scope) for each in chosen}
        self.step("", Join.ANY, split, (begin,), tuple(outs.values()), scope)
        self.amend(deferred=called and split is Split.ONE)
        return {key: (edge,) for key, edge in outs.items()}

    def _lower(self, each: FlowNode, ins: tuple[int, ...], outs: tuple[int, ...], scope: int) -> None:
        role, key = each.role, each.key
        if role is Role.WORK:
            self._activity(each, ins, outs, scope)
        elif role is Role.PARALLEL:
            self.step(key, Join.ALL, Split.ALL, ins, outs, scope)
        elif role in {Role.INCLUSIVE, Role.COMPLEX}:
            self.step(key, Join.INCLUSIVE, Split.SOME, ins, outs, scope, NONE, self._default(each))
        elif role is Role.CHOICE:
            self.step(key, Join.ANY, Split.ONE, ins, outs, scope)
        elif role is Role.EVENT_CHOICE:
            self._event_choice(each, ins, outs, scope)
        else:
            self._event(each, ins, outs, scope)
        if self.letters.get(key) and role in {Role.START, Role.INTERMEDIATE, Role.END}:
            self.amend(outs=(*self.steps[-1].outs, *self.letters[key]))

    def _event_choice(self, each: FlowNode, ins: tuple[int, ...], outs: tuple[int, ...], scope: int) -> None:
        """Deferred where messages count: the event that comes first chooses."""
        parallel = each.traits.parallel_multiple
        awaited = [flow.target for flow in self.found.outgoing.get(each.key, ()) if flow.target in self.boxes]
        if awaited and not parallel and len(ins) > 1:
            waiting = self.inner(each.key, scope)
            self.step(each.key, Join.ANY, Split.ALL, ins, (waiting,), scope)
            ins = (waiting,)
        self.step(each.key, Join.ANY, Split.ALL if parallel else Split.ONE, ins, outs, scope)
        if awaited and not parallel:
            self.amend(deferred=True)

    def _event(self, each: FlowNode, ins: tuple[int, ...], outs: tuple[int, ...], scope: int) -> None:
        traits = each.traits
        caught = [] if traits.catching else self._throws(each, scope)
        self.step(each.key, Join.ANY, Split.ALL, ins, (*outs, *caught), scope)
        if each.role is Role.END or each.key in self.boxes:
            self.amend(ends=each.role is Role.END, mailbox=self.boxes.get(each.key, -1))
        if each.role is Role.END and not caught:
            if "error" in traits.triggers:
                self.amend(clears=self._outermost(scope))
            elif traits.terminates or "cancel" in traits.triggers:
                self.amend(clears=scope)

    def _throws(self, each: FlowNode, scope: int) -> list[int]:
        """The edges by which what is thrown reaches the nearest that catches it."""
        caught = []
        for kind in each.traits.triggers:
            catch = self._catch(kind, scope) if kind in THROWN else None
            if catch is not None:
                edge = self.inner(each.key, scope)
                catch.append(edge)
                caught.append(edge)
        return caught

    def _catch(self, kind: str, scope: int) -> list[int] | None:
        coming_from = ""
        while scope >= 0:
            for caught, handler, edges in self.catches.get(scope, ()):
                if caught == kind and (not handler or handler != coming_from):
                    return edges
            coming_from = self.scopes[scope].element
            scope = self.scopes[scope].parent
        return None

    def _outermost(self, scope: int) -> int:
        while self.scopes[scope].parent >= 0:
            scope = self.scopes[scope].parent
        return scope

    def _default(self, each: FlowNode) -> int:
        kind = self.found.sequence
        for flow in self.found.outgoing.get(each.key, ()):
            if kind is not None and kind.default(flow, self.found.model):
                return self.flows[flow.key]
        return -1

    def _activity(self, each: FlowNode, ins: tuple[int, ...], outs: tuple[int, ...], scope: int) -> None:
        inside = each.traits.container and not each.traits.adhoc and bool(self.found.held.get(each.key))
        events = [b for b in self.found.attached.get(each.key, ()) if self._takes_part(b)]
        mail, letters = self.boxes.get(each.key, -1), tuple(self.letters.get(each.key, ()))
        if not inside and not events and mail >= 0 and letters:  # it asks, and then waits for the answer
            asked = self.inner(each.key, scope)
            self.step(each.key, Join.ANY, Split.ALL, ins, (asked, *letters), scope, activity=True)
            self._leave(each, (asked,), outs, scope)
            self.amend(mailbox=mail)
            return
        if not inside and not events:
            self._leave(each, ins, outs, scope, True)
            if mail >= 0:
                self.amend(mailbox=mail)
        elif not inside and all(event.traits.interrupting for event in events) and not self.boxes:
            run, done = self.inner(each.key, scope), self.inner(each.key, scope)
            self.step(each.key, Join.ANY, Split.ALL, ins, (run,), scope, activity=True)
            parts = [self.inner(event.key, scope) for event in events]
            self.step(each.key, Join.ANY, Split.ONE, (run,), (done, *parts), scope)
            for event, part in zip(events, parts, strict=True):
                self._leave(event, (part,), self._outgoing(event), scope)
            self._leave(each, (done,), outs, scope)
        else:
            self._managed(each, events, ins, outs, scope)
        if letters:
            last = self.steps[-1]
            required = last.required | frozenset(letters) if last.split is Split.SOME else last.required
            self.amend(outs=(*last.outs, *letters), required=required)

    def _outgoing(self, each: FlowNode) -> tuple[int, ...]:
        return tuple(self.flows[flow.key] for flow in self.found.outgoing.get(each.key, ()) if flow.key in self.flows)

    def _leave(
        self, each: FlowNode, ins: tuple[int, ...], outs: tuple[int, ...], scope: int, activity: bool = False
    ) -> None:
        """A step that takes what comes and puts a token on every flow, or as their conditions say."""
        conditional = self._conditional(each) if len(outs) > 1 and each.role is Role.WORK else NONE
        if not conditional:
            self.step(each.key, Join.ANY, Split.ALL, ins, outs, scope, activity=activity)
            return
        default = self._default(each)
        required = frozenset(outs) - conditional - {default}
        self.step(each.key, Join.ANY, Split.SOME, ins, outs, scope, required, default, activity)

    def _conditional(self, each: FlowNode) -> frozenset[int]:
        """The outgoing flows of an activity that wait for a condition."""
        kind, model = self.found.sequence, self.found.model
        if kind is None:
            return NONE
        flows = self.found.outgoing.get(each.key, ())
        return frozenset(self.flows[flow.key] for flow in flows if kind.conditional(flow, model))

    def _managed(
        self, each: FlowNode, events: list[FlowNode], ins: tuple[int, ...], outs: tuple[int, ...], scope: int
    ) -> None:
        """An activity that goes on for a while: what is inside runs, events come, and it ends when nothing is left."""
        inner = len(self.scopes)
        self.scopes.append(Scope(each.key, scope))
        run, begin = self.inner(each.key, scope), self.edge(Edge("", inner, each.key))
        mark = len(self.pending)
        armed: list[int] = []
        thrown = self._thrown(each.key)
        for event in events:
            leads = self._outgoing(event)
            kind = next((kind for kind in event.traits.triggers if kind in THROWN), "")
            clears = inner if event.traits.interrupting else -1
            if kind and kind in thrown:
                edges: list[int] = []
                self.catches.setdefault(inner, []).append((kind, "", edges))
                self.pending.append((event.key, edges, leads, run, scope, clears, event.traits.interrupting))
            else:
                ready = self.inner(event.key, inner, armed=True)
                armed.append(ready)
                self._trigger(event.key, (ready,), leads, run, scope, clears, event.traits.interrupting)
        armed += self._guarded(inner, run, self._event_sub_processes(each.key))
        holds = self._contents(each.key, inner, begin) if each.traits.container and not each.traits.adhoc else False
        self._settle(mark)
        self.step(each.key, Join.ANY, Split.ALL, ins, (run, *((begin,) if holds else ()), *armed), scope)
        self.amend(activity=True, mailbox=self.boxes.get(each.key, -1))
        done = self.inner(each.key, scope)
        self.step(each.key, Join.ANY, Split.ALL, (run,), (done,), scope)
        self.amend(awaits=inner)
        self._leave(each, (done,), outs, scope)
