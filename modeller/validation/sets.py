"""Sets of rules: which are on, how severe they are, and an organisation's own; shipped or from a file, as data."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from modeller.model.entries import SEVERITIES, Severity
from modeller.resources import resource
from modeller.validation.own import Malformed, OwnRule, own_rule
from modeller.validation.rule import Rule
from modeller.validation.rules.catalogue import BY_NAME, RULES

SHIPPED: Final = ("standard", "correctness", "style", "policy")
"""The sets that come with the program; the first is used where nobody says another."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """`severities` has the rules that are on. `own` are an organisation's."""

    name: str
    severities: Mapping[str, Severity]
    own: tuple[OwnRule, ...] = field(default=())

    @property
    def rules(self) -> list[Rule]:
        return [rule for rule in RULES if rule.name in self.severities]


@lru_cache(maxsize=8)
def shipped(name: str) -> RuleSet:
    """A set that comes with the program, one of SHIPPED."""
    return decoded(resource("rulesets", f"{name}.json").read_bytes(), name)


def decoded(data: bytes, name: str) -> RuleSet:
    """The set in a file: ``kinds`` that are on, ``rules`` by name (a severity or ``off``), ``own`` rules.

    Raises Malformed where it is none.
    """
    try:
        held = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Malformed(str(error)[:120]) from error
    if not isinstance(held, dict) or not set(held) <= {"kinds", "rules", "own"}:
        raise Malformed(
            ", ".join(sorted(set(held) - {"kinds", "rules", "own"}))[:120] if isinstance(held, dict) else ""
        )
    kinds, changed, own = held.get("kinds", []), held.get("rules", {}), held.get("own", [])
    if not isinstance(kinds, list) or not isinstance(changed, dict) or not isinstance(own, list):
        raise Malformed("kinds, rules, own")
    severities: dict[str, Severity] = {rule.name: rule.severity for rule in RULES if rule.kind in kinds}
    for rule, severity in changed.items():
        if rule not in BY_NAME or severity not in (*SEVERITIES, "off"):
            raise Malformed(f"{rule}: {severity}"[:120])
        if severity == "off":
            severities.pop(rule, None)
        else:
            severities[rule] = severity
    return RuleSet(name, severities, tuple(own_rule(each) for each in own))
