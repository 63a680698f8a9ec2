"""Who is meant: turns the ids that a file names into keys, and keeps what names nothing."""

from collections import Counter
from collections.abc import Iterable

from modeller.interchange.bpmn import names
from modeller.interchange.bpmn.draft import Draft
from modeller.language import message
from modeller.model.entries import Finding

_ENDS = frozenset({"bpmn:sequenceFlow", "bpmn:messageFlow", "bpmn:association", "bpmn:conversationLink"})


class References:
    """Resolves the references of one file's drafts."""

    def __init__(
        self,
        drafts: list[Draft],
        ids: dict[str, list[Draft]],
        fragment_ids: set[str],
        findings: list[Finding],
    ) -> None:
        self.drafts = drafts
        self.ids = ids
        self.fragment_ids = fragment_ids
        self.findings = findings
        self.by_key = {draft.key: draft for draft in drafts}

    def find(self, reference: str, kinds: Iterable[str] = ("node", "flow", "item")) -> Draft | None:
        """The first element that a reference (an id, or a prefix and an id) names, of these kinds if it can be."""
        found = self.ids.get(reference)
        if found is None:
            found = self.ids.get(local(reference))
            if found is None:
                return None
        if len(found) == 1:
            return found[0]
        return next((draft for draft in found if draft.kind in kinds), found[0])

    def known(self, reference: str) -> bool:
        return (
            reference in self.ids
            or local(reference) in self.ids
            or reference in self.fragment_ids
            or local(reference) in self.fragment_ids
            or ":" in reference  # a qualified name may name something in another file
        )

    def resolve(self) -> None:
        """The ends of flows, hosts, lanes and the flows that nodes list."""
        for draft in self.drafts:
            if draft.type in _ENDS:
                draft.source = self._end(draft, "sourceRef")
                draft.target = self._end(draft, "targetRef")
            elif draft.kind == "node":
                if "attachedToRef" in draft.properties:
                    draft.host = self._end(draft, "attachedToRef")
                if draft.flow_node_refs:
                    self._members(draft)
            properties = draft.properties
            for name in () if names.REFERENCES.isdisjoint(properties) else names.REFERENCES & properties.keys():
                value = properties[name]
                if isinstance(value, str) and value.strip() and not self.known(value):
                    self._dangling(draft, name, value)
        self._listed_flows()

    def _dangling(self, draft: Draft, name: str, value: str) -> None:
        say = message("bpmn.dangling", attribute=name, id=value)
        self.findings.append(Finding("bpmn.dangling", "error", say, (draft.key,), draft.line))

    def _end(self, draft: Draft, name: str) -> str | None:
        """The key that an attribute names; the attribute stays a property unless it is exactly that element's id."""
        value = draft.properties.get(name)
        if not isinstance(value, str):
            say = message("bpmn.missing_end", attribute=name)
            self.findings.append(Finding("bpmn.missing_end", "error", say, (draft.key,), draft.line))
            return None
        same = self.ids.get(value)
        if same is not None and len(same) == 1:
            del draft.properties[name]
            return same[0].key
        found = self.find(value, ("node", "flow"))
        if found is None:
            self._dangling(draft, name, value)
            return None
        if found.id == value:
            del draft.properties[name]
        return found.key

    def _members(self, lane: Draft) -> None:
        extra = []
        for reference in lane.flow_node_refs or ():
            node = self.find(reference, ("node",))
            if node is None or node.kind != "node":
                self._dangling(lane, "flowNodeRef", reference)
                extra.append(reference)
            elif node.id != reference or lane.key in node.lanes:
                extra.append(reference)
                if lane.key not in node.lanes:
                    node.lanes = (*node.lanes, lane.key)
                    lane.properties["#unlisted members"] = (
                        *lane.properties.get("#unlisted members", ()),  # type: ignore[misc]
                        node.key,
                    )
            else:
                node.lanes = (*node.lanes, lane.key)
        if extra:
            lane.properties["#extra members"] = tuple(extra)

    def _listed_flows(self) -> None:
        """Compare the flows that each node lists with those that name it; keep how the file differs."""
        if self._all_listed():
            return
        incoming: dict[str, list[Draft]] = {}
        outgoing: dict[str, list[Draft]] = {}
        for draft in self.drafts:
            if draft.type in names.LISTED_FLOWS:
                if draft.source is not None:
                    outgoing.setdefault(draft.source, []).append(draft)
                if draft.target is not None:
                    incoming.setdefault(draft.target, []).append(draft)
        for draft in self.drafts:
            if draft.kind != "flow":
                entering, leaving = incoming.get(draft.key), outgoing.get(draft.key)
                if not (entering or leaving or draft.incoming or draft.outgoing):
                    continue
                if draft.incoming is None and draft.outgoing is None and (entering or leaving):
                    draft.properties["#lists no flows"] = True
                    continue
                self._compare(draft, "incoming", draft.incoming or [], entering or [])
                self._compare(draft, "outgoing", draft.outgoing or [], leaving or [])

    def _all_listed(self) -> bool:
        """Whether every flow is listed once at both of its ends, and nothing else is listed: so it is in most files."""
        ends = 0
        for flow in self.drafts:
            if flow.type in names.LISTED_FLOWS:
                for key, leaves in ((flow.source, True), (flow.target, False)):
                    if key is not None:
                        node = self.by_key[key]
                        listed = node.outgoing if leaves else node.incoming
                        if listed is None or listed.count(flow.id) != 1:
                            return False
                        ends += 1
        listed_ends = 0
        for draft in self.drafts:
            if draft.incoming:
                listed_ends += len(draft.incoming)
            if draft.outgoing:
                listed_ends += len(draft.outgoing)
        return ends == listed_ends

    def _compare(self, draft: Draft, name: str, listed: list[str], actual: list[Draft]) -> None:
        if listed == [flow.id for flow in actual]:
            return
        rest = Counter(listed)
        unlisted = []
        for flow in actual:
            if rest[flow.id] > 0:
                rest[flow.id] -= 1
            else:
                unlisted.append(flow.key)
        extra = tuple(rest.elements())
        if unlisted:
            draft.properties[f"#unlisted {name}"] = tuple(unlisted)
        if extra:
            draft.properties[f"#extra {name}"] = extra
            for reference in extra:
                if not self.known(reference):
                    self._dangling(draft, name, reference)

    def settle_data_associations(self) -> None:
        """The visible ends of data associations: what they name where that is drawn, else the step that holds them."""
        for draft in self.drafts:
            if draft.type in names.DATA_ASSOCIATIONS:
                draft.source = self._data_end(draft, "sourceRef")
                draft.target = self._data_end(draft, "targetRef")

    def _data_end(self, draft: Draft, name: str) -> str | None:
        listed = draft.properties.get(name, ())
        inner = "targetRef" if draft.type == "bpmn:dataInputAssociation" else "sourceRef"
        assert isinstance(listed, tuple)
        for reference in listed:
            found = self.find(str(reference), ("node",))
            if found is not None and found.kind == "node" and (found.diagram is not None or name != inner):
                return found.key
            if found is None and not self.known(str(reference)):
                self._dangling(draft, name, str(reference))
        return draft.scope if name == inner else None


def local(reference: str) -> str:
    """A reference without its prefix and outer white space."""
    return reference.strip().rpartition(":")[2]
