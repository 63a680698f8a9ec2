"""Sets of rules: which are on, how severe they are, and an organisation's own; shipped or from a file, as data."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from modeller.model.entries import SEVERITIES, Severity
from modeller.notation.bpmn.rule_choice import OFF, RuleChoice
from modeller.resources import resource
from modeller.validation.own import Malformed, OwnRule, own_rule
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
        if rule not in BY_NAME or severity not in (*SEVERITIES, OFF):
            raise Malformed(f"{rule}: {severity}"[:120])
        if severity == OFF:
            severities.pop(rule, None)
        else:
            severities[rule] = severity
    return RuleSet(name, severities, tuple(own_rule(each) for each in own))


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
    found = {rule.name: rule for rule in shipped("policy").own} if "policy" in kinds else {}
    for text in choice.own:
        try:
            rule = own_rule(json.loads(text))
        except (Malformed, ValueError, RecursionError):
            continue
        found.setdefault(rule.name, rule)
    return list(found.values())


def choice_in(data: bytes) -> RuleChoice:
    """What a file with a set of rules asks for, to be kept in a model. Raises Malformed where it is none."""
    decoded(data, "")
    held = json.loads(data.decode("utf-8-sig"))
    own = tuple(_one_line(each) for each in held.get("own", []))
    kinds = tuple(kind for kind in KINDS if kind in held.get("kinds", []))
    return RuleChoice(kinds, held.get("rules", {}), own)


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
        tuple(map(_one_line, own)) if isinstance(own, list) else (),
    )


_NOT_IN_XML: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def _one_line(held: object) -> str:
    """JSON that an XML attribute can hold, letters as they are."""
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
