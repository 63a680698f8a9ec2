"""Sets of rules: which are on, how severe they are, and an organisation's own; shipped or from a file, as data."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from modeller.model.entries import SEVERITIES, Severity
from modeller.model.inline import one_line
from modeller.notation.bpmn.rule_choice import OFF, RuleChoice
from modeller.resources import resource
from modeller.validation.malformed import Malformed, a_list, an_object, no_rule, one_of, parsed
from modeller.validation.own import OwnRule, own_rule
from modeller.validation.rule import Kind, Rule
from modeller.validation.rules.catalogue import BY_NAME, RULES

KINDS: Final[tuple[Kind, ...]] = ("correctness", "style", "policy")
USUAL: Final[tuple[Kind, ...]] = ("correctness", "style")
"""What rules look for, and what of it is on where nobody says otherwise."""

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


def shipped_choice(name: str) -> RuleChoice:
    """The same as a choice. The own rules of the policies come with their kind (see `own_of`)."""
    return replace(choice_kept(resource("rulesets", f"{name}.json").read_text("utf-8")), own=())


def decoded(data: bytes, name: str) -> RuleSet:
    """The set in a file: ``kinds`` that are on, ``rules`` by name (a severity or ``off``), ``own`` rules.

    Raises Malformed where it is none.
    """
    return replace(chosen(choice_in(data)), name=name)


def layered(choice: RuleChoice, usual: RuleChoice) -> RuleChoice:
    """What holds where a model says `choice` and the library that it lies in `usual`.

    What the model says goes before. Where it switches a kind of rules on or off, that kind is as delivered: nothing
    that the library says of single rules of it holds. Of two own rules of one name the model's holds.
    """
    ours = usual.kinds if usual.kinds is not None else USUAL
    kinds = choice.kinds if choice.kinds is not None else ours
    turned = set(kinds) ^ set(ours)
    kept = {
        name: severity
        for name, severity in usual.severities.items()
        if name not in BY_NAME or BY_NAME[name].kind not in turned
    }
    return RuleChoice(kinds, {**kept, **choice.severities}, (*choice.own, *usual.own))


def chosen(choice: RuleChoice) -> RuleSet:
    """The set that a model asks for; what this program does not know of it is passed over."""
    kinds = choice.kinds if choice.kinds is not None else USUAL
    severities: dict[str, Severity] = {rule.name: rule.severity for rule in RULES if rule.kind in kinds}
    own = {rule.name: rule for rule in own_of(choice, kinds)}
    for name, severity in choice.severities.items():
        if severity == OFF:
            severities.pop(name, None)
            own.pop(name, None)
        elif (known := next((each for each in SEVERITIES if each == severity), None)) is not None:
            if name in BY_NAME:
                severities[name] = known
            elif name in own:
                own[name] = replace(own[name], severity=known)
    return RuleSet("model", severities, tuple(own.values()))


def own_of(choice: RuleChoice, kinds: Collection[str]) -> list[OwnRule]:
    """The rules as data of these kinds and of the model itself, each name once; one that is none is left out."""
    found = dict(_policies()) if "policy" in kinds else {}
    for text in choice.own:
        try:
            rule = own_rule(json.loads(text))
        except (Malformed, ValueError, RecursionError):
            continue
        found.setdefault(rule.name, rule)
    return list(found.values())


@lru_cache(maxsize=1)
def _policies() -> Mapping[str, OwnRule]:
    """The rules as data that are shipped, by name."""
    held = json.loads(resource("rulesets", "policy.json").read_bytes())["own"]
    return {rule.name: rule for rule in map(own_rule, held)}


def choice_in(data: bytes) -> RuleChoice:
    """What a file with a set of rules asks for, to be kept in a model. Raises Malformed where it is none."""
    held = an_object(parsed(data), ("kinds", "rules", "own"))
    kinds = [one_of(each, KINDS, "kinds") for each in a_list(held.get("kinds", []), "kinds")]
    own = a_list(held.get("own", []), "own")
    names = [own_rule(each, "own", str(place)).name for place, each in enumerate(own, 1)]
    changed = held.get("rules", {})
    known = (*BY_NAME, *_policies(), *names)
    for rule, severity in an_object(changed, changed, "rules").items():
        if rule not in known:
            raise no_rule(rule, known, "rules")
        one_of(severity, (*SEVERITIES, OFF), "rules", rule)
    return RuleChoice(tuple(kind for kind in KINDS if kind in kinds), changed, tuple(map(one_line, own)))


def encoded(choice: RuleChoice) -> str:
    """A choice as a file with a set of rules, as `choice_in` and `choice_kept` read it."""
    kinds = choice.kinds if choice.kinds is not None else USUAL
    held = {"kinds": list(kinds), "rules": dict(choice.severities), "own": [json.loads(text) for text in choice.own]}
    return json.dumps(held, ensure_ascii=False, indent=1)


def choice_kept(text: str) -> RuleChoice:
    """What `encoded` wrote, perhaps in a newer program: what is none is passed over, as in a model."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return RuleChoice()
    if not isinstance(held, dict):
        return RuleChoice()
    kinds, severities, own = held.get("kinds"), held.get("rules"), held.get("own")
    known = tuple(kind for kind in kinds if isinstance(kind, str)) if isinstance(kinds, list) else USUAL
    said = severities.items() if isinstance(severities, dict) else ()
    return RuleChoice(
        known if known != USUAL else None,
        {name: severity for name, severity in said if isinstance(severity, str)},
        tuple(map(one_line, own)) if isinstance(own, list) else (),
    )
