"""Steps, time and cost by role and by value class."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from modeller.analysis.lead_time import LeadTime, lead_times
from modeller.analysis.survey import Survey, survey
from modeller.analysis.takes import Takes, added
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.attributes import PREFIX
from modeller.notation.quantities import Money

CLASSES: Final = ("adding", "necessary", "waste", "")
"""Value-adding, business-necessary, waste, and what nobody has said it of."""


@dataclass(frozen=True, slots=True)
class Share:
    """What some of the steps take: `name` is a role or a value class, ``""`` where none is known.

    `steps` are keys. `work` and `waiting` are seconds and `cost` one amount for each currency, each step done once;
    `expected_work` and `expected_cost` those of a case, each step as often as it is expected (see `lead_time`), None
    where that is not known.
    """

    name: str
    steps: tuple[str, ...]
    work: float
    waiting: float
    cost: tuple[Money, ...]
    expected_work: float | None
    expected_cost: tuple[Money, ...] | None


@dataclass(frozen=True, slots=True)
class Sums:
    """The same steps counted by role and by value class, and all of them; `without_time` and `without_cost` are the
    keys of those of which neither is known, and which count as nothing."""

    by_role: tuple[Share, ...]
    by_class: tuple[Share, ...]
    total: Share
    without_time: tuple[str, ...] = field(default=())
    without_cost: tuple[str, ...] = field(default=())


def sums(model: Model | Survey, times: Iterable[LeadTime] | None = None) -> Sums:
    """What the steps of a model take together. `times` are its lead times, where they are known already.

    Each step counts once: a sub-process for itself only where nothing in it does, and what it holds otherwise. A step
    that several do counts for the first of them. Its cost is its own and its duration at what its lane costs an hour.
    """
    found = model if isinstance(model, Survey) else survey(model)
    takes = Takes(found)
    visits: dict[str, Mapping[str, float] | None] = {
        each.process: each.visits for each in (lead_times(found) if times is None else times)
    }
    counted = [node for node in found.activities if node.key not in found.inside or _says(takes, node)]

    def share(name: str, nodes: list[Node]) -> Share:
        return _share(takes, name, nodes, visits)

    roles: dict[str, list[Node]] = {role: [] for role in found.roles}
    for node in counted:
        roles.setdefault(found.main_role(node.key), []).append(node)
    classes = {name: [node for node in counted if value_class(node) == name] for name in CLASSES}
    return Sums(
        tuple(share(name, nodes) for name, nodes in roles.items() if nodes),
        tuple(share(name, nodes) for name, nodes in classes.items()),
        share("", counted),
        takes.untimed,
        takes.unpaid,
    )


def value_class(node: Node) -> str:
    """The value class of a step; ``""`` where nobody has said it, or something that is none."""
    name = str(node.properties.get(PREFIX + "valueClass", ""))
    return name if name in CLASSES else ""


def _says(takes: Takes, node: Node) -> bool:
    return node.key in takes.timed or node.key in takes.paid or takes.times(node).lead > 0


def _share(takes: Takes, name: str, nodes: list[Node], visits: Mapping[str, Mapping[str, float] | None]) -> Share:
    work = waiting = expected = 0.0
    cost: list[Money] = []
    expected_cost: list[Money] = []
    known = True
    for node in nodes:
        own, paid = takes.times(node), takes.cost(node)
        work, waiting = work + own.work, waiting + own.lead - own.work
        cost += paid
        counts = visits.get(takes.found.process_of(node.key))
        if counts is None:
            known = False
            continue
        times = counts.get(node.key, 0.0)
        expected += times * own.work
        expected_cost += [Money(each.amount * Decimal(str(times)), each.currency) for each in paid]
    return Share(
        name, tuple(node.key for node in nodes), work, waiting, added(cost),
        expected if known else None, added(expected_cost) if known else None,
    )  # fmt: skip
