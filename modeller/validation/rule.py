"""Rule, Found: a check of one thing as a function, with what the program must know of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from modeller.model.entries import Fix, Severity
from modeller.model.reading import Model
from modeller.validation.context import Context

Kind: TypeAlias = Literal["correctness", "style", "policy"]
"""What a rule looks for: what is wrong, what is hard to read, what an organisation may ask for."""


@dataclass(frozen=True, slots=True)
class Found:
    """One place where a rule does not hold: the keys of the elements, the first of them the one to mend.

    `words` fill in the rule's sentence in the catalogue, ``rules.<name>.says``.
    """

    elements: tuple[str, ...]
    words: Mapping[str, object] = field(default_factory=dict)
    fix: Fix | None = None


Check: TypeAlias = Callable[[Model, Context], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. Its title, its sentence and its help stand in the catalogue under ``rules.<name>``."""

    name: str
    topic: str
    severity: Severity
    kind: Kind
    find: Check


def rule(severity: Severity, kind: Kind = "correctness") -> Callable[[Check], Rule]:
    """Make a rule of a function: it is called as the function is, its topic is the module."""

    def made(find: Check) -> Rule:
        name, module = find.__name__, find.__module__
        return Rule(name, module.rpartition(".")[2], severity, kind, find)

    return made
