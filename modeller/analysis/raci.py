"""The RACI matrix: who is responsible, accountable, consulted and informed at each step."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from modeller.analysis.steps import listed
from modeller.analysis.survey import Survey, named, survey
from modeller.model.reading import Model
from modeller.model.records import Node

Letter: TypeAlias = Literal["R", "A", "C", "I"]
Source: TypeAlias = Literal["hand", "lane", "flow"]
"""Where a duty is known from: somebody wrote it down, the lane of the step says so, or a message that it sends."""

_BY_HAND: Final[tuple[tuple[Letter, str], ...]] = (("A", "accountable"), ("C", "consulted"), ("I", "informed"))


@dataclass(frozen=True, slots=True)
class Duty:
    """A letter of the matrix and where it is known from."""

    letter: Letter
    source: Source


@dataclass(frozen=True, slots=True)
class RaciRow:
    """One step: its key, number and name, and the duties of each role of the matrix, in its order."""

    key: str
    number: str
    name: str
    duties: tuple[tuple[Duty, ...], ...]

    def letters(self, place: int) -> str:
        """What stands in a cell: ``R``, ``R/A`` …"""
        return "/".join(duty.letter for duty in self.duties[place])


@dataclass(frozen=True, slots=True)
class Raci:
    """The matrix, and the keys of the steps for which it does not hold what it should: nobody responsible, nobody
    accountable, several accountable."""

    roles: tuple[str, ...]
    rows: tuple[RaciRow, ...]
    without_responsible: tuple[str, ...] = field(default=())
    without_accountable: tuple[str, ...] = field(default=())
    several_accountable: tuple[str, ...] = field(default=())


def raci(model: Model | Survey) -> Raci:
    """The matrix of a model.

    R is who was written down, else the role of the lane (or pool). A and C are those that were written down, and no
    one is guessed. I are those that were written down and those to whom a message flow of the step leads.
    """
    found = model if isinstance(model, Survey) else survey(model)
    told = _messages(found)
    duties = {node.key: _duties(found, node, told.get(node.key, ())) for node in found.activities}
    further = (role for each in duties.values() for role in each)
    roles = tuple(dict.fromkeys([*found.roles, *further]))
    used = [role for role in roles if any(role in each for each in duties.values())]
    rows = tuple(
        RaciRow(
            node.key, found.numbers.get(node.key, ""), named(node),
            tuple(tuple(duties[node.key].get(role, ())) for role in used),
        )
        for node in found.activities
    )  # fmt: skip
    return Raci(
        tuple(used),
        rows,
        _with(rows, "R", range(1)),
        _with(rows, "A", range(1)),
        _with(rows, "A", range(2, len(used) + 1)),
    )


def _with(rows: Iterable[RaciRow], letter: Letter, counts: range) -> tuple[str, ...]:
    """The keys of the steps with so many of a letter."""
    return tuple(
        row.key for row in rows if sum(duty.letter == letter for each in row.duties for duty in each) in counts
    )


def _duties(found: Survey, node: Node, told: Iterable[str]) -> dict[str, list[Duty]]:
    duties: dict[str, list[Duty]] = {}
    source: Source = "hand" if listed(node, "responsible") else "lane"
    for role in found.responsible[node.key]:
        duties.setdefault(role, []).append(Duty("R", source))
    for letter, name in _BY_HAND:
        for role in listed(node, name):
            duties.setdefault(role, []).append(Duty(letter, "hand"))
    for role in told:
        if not any(duty.letter == "I" for duty in duties.get(role, ())):
            duties.setdefault(role, []).append(Duty("I", "flow"))
    return duties


def _messages(found: Survey) -> dict[str, list[str]]:
    """To whom each step sends messages."""
    told: dict[str, list[str]] = {}
    for flow in found.found.messages:
        target = found.model.node(flow.target)
        if flow.source is None or target is None:
            continue
        roles = found.responsible.get(target.key) or ((named(target),) if named(target) else ())
        told.setdefault(flow.source, []).extend(role for role in roles if role not in told.get(flow.source, ()))
    return told
