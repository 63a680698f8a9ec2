"""What steps take by themselves: time and money as written, and for which steps nothing is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from modeller.analysis.steps import length, text
from modeller.analysis.survey import Survey
from modeller.model.records import Node
from modeller.notation.bpmn.content import child
from modeller.notation.element import Role
from modeller.notation.quantities import Money, amount, seconds

_HOUR: Final = 3600


class Times(NamedTuple):
    """Seconds: of work, and in all with what is waited for before."""

    work: float
    lead: float


NOTHING: Final = Times(0.0, 0.0)


@dataclass(frozen=True)
class Takes:
    """What the steps of a model take. What a sub-process itself says counts where nothing in it says so."""

    found: Survey

    @cached_property
    def timed(self) -> frozenset[str]:
        """The keys of the steps whose own time counts."""
        return self._counting(lambda node: length(node, "duration") is not None)

    @cached_property
    def untimed(self) -> tuple[str, ...]:
        """The keys of the steps that no duration is known for, along the flow."""
        return self._missing(self.timed)

    @cached_property
    def paid(self) -> frozenset[str]:
        """The keys of the steps whose own cost counts."""
        return self._counting(lambda node: self._cost(node) is not None)

    @cached_property
    def unpaid(self) -> tuple[str, ...]:
        """The keys of the steps that no cost is known for, along the flow."""
        return self._missing(self.paid)

    def times(self, node: Node) -> Times:
        """What a step takes each time, without what it holds. Missing times are none."""
        wait = length(node, "waiting")
        if wait is None and self.found.found.nodes[node.key].role is Role.INTERMEDIATE:
            wait = _timer(node)
        work = length(node, "duration") if node.key in self.timed else None
        return Times(work or 0.0, (work or 0.0) + (wait or 0.0))

    def cost(self, node: Node) -> tuple[Money, ...]:
        """What a step costs each time: its own cost, and its duration at what its lane costs an hour."""
        return self._cost(node) or () if node.key in self.paid else ()

    def _cost(self, node: Node) -> tuple[Money, ...] | None:
        own, work = amount(text(node, "cost")), length(node, "duration")
        lane = self.found.lane_of(node)
        rate = amount(text(lane, "hourlyCost")) if lane is not None else None
        parts = [own] if own is not None else []
        if rate is not None and work is not None:
            parts.append(Money(rate.amount * Decimal(str(work)) / _HOUR, rate.currency))
        return added(parts) if parts else None

    def _counting(self, says: Callable[[Node], bool]) -> frozenset[str]:
        inside, kept = self.found.inside, set[str]()

        def any_inside(key: str) -> bool:
            return any(says(node) or any_inside(node.key) for node in inside.get(key, ()))

        for node in self.found.activities:
            if says(node) and not any_inside(node.key):
                kept.add(node.key)
        return frozenset(kept)

    def _missing(self, counting: frozenset[str]) -> tuple[str, ...]:
        """The steps that hold none and that neither say it themselves nor stand in one that says it for them."""
        return tuple(
            node.key
            for node in self.found.activities
            if node.key not in self.found.inside
            and not counting.intersection((node.key, *(holder.key for holder in self.found.holders(node))))
        )


def added(parts: Iterator[Money] | list[Money]) -> tuple[Money, ...]:
    """Amounts added up, one for each currency."""
    sums: dict[str, Decimal] = {}
    for part in parts:
        sums[part.currency] = sums.get(part.currency, Decimal(0)) + part.amount
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))


def _timer(node: Node) -> float | None:
    """How long a timer waits, where that is a plain duration."""
    definition = child(node, "timerEventDefinition")
    held = definition.first("timeDuration") if definition is not None else None
    return seconds(held.text) if held is not None else None
