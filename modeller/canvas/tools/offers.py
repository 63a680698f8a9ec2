"""Everything that can be put into a model, in the order of the list, found by its name in any language."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from modeller.canvas.tools.initials import initials
from modeller.language import LANGUAGES, Message, message, words
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.making import SUB_PROCESSES, own_content, own_properties, size_of
from modeller.notation.catalogue import ELEMENTS
from modeller.notation.element import ElementType, Role

_KINDS: Final = {kind.key: kind for kind in ELEMENTS}
_NOT_OFFERED: Final = {
    "bpmn:dataObject", "bpmn:dataStore", "bpmn:dataInput", "bpmn:dataOutput", "bpmn:message",
}  # fmt: skip
_GROUPS: Final = {"tasks", "events", "gateways", "subprocesses", "pools", "data", "artifacts"}
_TRIGGERS: Final = {
    "bpmn:startEvent": ("", "message", "timer", "conditional", "signal"),
    "bpmn:intermediateCatchEvent": ("message", "timer", "conditional", "link", "signal"),
    "bpmn:intermediateThrowEvent": ("", "message", "escalation", "link", "compensation", "signal"),
    "bpmn:boundaryEvent": (
        "message", "timer", "error", "escalation", "cancel", "compensation", "conditional", "signal",
    ),
    "bpmn:endEvent": ("", "message", "error", "escalation", "cancel", "compensation", "signal", "terminate"),
}  # fmt: skip
_CALM: Final = {"message", "timer", "escalation", "conditional", "signal"}
"""What a boundary event may catch without ending its activity."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An element as it can be asked for: its type, an event's trigger, whether it interrupts, is drawn open.

    `closed` is a pool that shows no process, `standing` one whose lanes stand side by side.
    """

    type: str
    trigger: str = ""
    interrupting: bool = True
    expanded: bool = False
    closed: bool = False
    standing: bool = False

    @property
    def kind(self) -> ElementType:
        return _KINDS[self.type]

    @property
    def traits(self) -> dict[str, str]:
        """What a verb that makes it is told besides its type."""
        said = {"trigger": self.trigger} if self.trigger else {}
        if not self.interrupting:
            said["cancelActivity"] = "false"
        if self.expanded:
            said["di:isExpanded"] = "true"
        if self.closed:
            said["processRef"] = ""
        if self.standing:
            said["di:isHorizontal"] = "false"
        return said

    @property
    def label(self) -> Message:
        """Its name: "Timer start event"."""
        what = message(self.kind.label)
        if self.trigger:
            what = message(f"{self.kind.label}.of", trigger=message(f"elements.trigger.{self.trigger}"))
        for asked, key in ((self.expanded, "expanded"), (self.closed, "closed"), (self.standing, "standing")):
            if asked:
                return message(f"canvas.offer.{key}", element=what)
        return what if self.interrupting else message("elements.nonInterrupting", event=what)


def _all() -> Iterator[Offer]:
    for kind in ELEMENTS:
        if kind.key in _NOT_OFFERED or kind.group not in _GROUPS:
            continue
        for trigger in _TRIGGERS.get(kind.key, ("",)):
            yield Offer(kind.key, trigger)
            if kind.key == "bpmn:boundaryEvent" and trigger in _CALM:
                yield Offer(kind.key, trigger, interrupting=False)
        if kind.key in SUB_PROCESSES:
            yield Offer(kind.key, expanded=True)
        if kind.role is Role.POOL:
            yield Offer(kind.key, standing=True)
            yield Offer(kind.key, closed=True)


OFFERS: Final = tuple(_all())
STEPS: Final = tuple(
    offer for offer in OFFERS
    if offer.kind.role not in (Role.POOL, Role.LANE, Role.PHASE, Role.BOUNDARY, Role.START, Role.GROUP)
)  # fmt: skip
"""What may come behind an element."""


def of_groups(*groups: str) -> tuple[Offer, ...]:
    """All elements of these groups of the palette."""
    return tuple(Offer(kind.key) for kind in ELEMENTS if kind.group in groups)


def sample(offer: Offer, size: tuple[float, float] | None = None) -> Node:
    """A node of that kind at the origin, to draw it by; as large as new ones are where no size is given."""
    type, traits = offer.type, offer.traits
    said = own_properties(type, traits)
    if offer.kind.role is Role.POOL and not offer.closed:
        said = said.changed({"processRef": "process"})  # with a band for its name, not as a black box
    width, height = size or size_of(type, traits, offer.kind.size)
    if offer.standing:
        width, height = height, width
    if offer.closed and size is None:
        height = 60.0
    return Node("", type, bounds=Bounds(0, 0, width, height), properties=said, content=own_content(type, traits))


@lru_cache(maxsize=1024)
def _names(offer: Offer) -> tuple[str, ...]:
    """Its names in all languages in small letters, and their first letters in pinyin."""
    said = [words(offer.label, language).lower() for language in LANGUAGES]
    return (*said, *(initials(name) for name in said if not name.isascii()))


def find(query: str, offers: tuple[Offer, ...] = OFFERS) -> list[Offer]:
    """The offers whose name holds the query, those that begin with it first; all of them for no query."""
    sought = " ".join(query.lower().split())
    if not sought:
        return list(offers)
    ranked = []
    for place, offer in enumerate(offers):
        best = min((_rank(name, sought) for name in _names(offer)), default=9)
        if best < 9:
            ranked.append((best, place, offer))
    return [offer for _, _, offer in sorted(ranked, key=lambda entry: entry[:2])]


def _rank(name: str, sought: str) -> int:
    if name == sought:
        return 0
    if name.startswith(sought):
        return 1
    if f" {sought}" in name:
        return 2
    if sought in name:
        return 3
    parts = sought.split()
    return 4 if len(parts) > 1 and all(part in name for part in parts) else 9
