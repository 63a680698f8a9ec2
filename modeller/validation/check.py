"""Check a model: run the rules of a set over a snapshot, each for itself, and say what they found."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from modeller.language import Message, message
from modeller.model.bulk import uncollected
from modeller.model.dictionary import Entry
from modeller.model.entries import SEVERITIES, Finding, Soundness
from modeller.model.reading import Model
from modeller.notation.bpmn.pardons import pardons
from modeller.notation.bpmn.rule_choice import RuleChoice, rule_choice, unchecked
from modeller.validation import told
from modeller.validation.context import Context
from modeller.validation.memory import KEPT_TOPICS, Memory
from modeller.validation.own import OwnRule
from modeller.validation.own import check as check_own
from modeller.validation.rule import Found, Rule
from modeller.validation.sets import RuleSet, chosen, layered
from modeller.validation.soundness import verdict

USUALLY: Final = RuleChoice()
"""What a library says that says nothing of rules."""

_MOST = 500
"""So many findings of one rule are told: who has more mends the cause."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that failed: the program's fault, not the model's."""

    rule: str
    error: Exception


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, the worst first, and which rules failed. `soundness` has a verdict for each process, and
    where they send each other messages one for all together.

    It is empty where the set of rules asks nothing about correctness.
    """

    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()
    soundness: tuple[Soundness, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """What nobody has pardoned."""
        return tuple(finding for finding in self.findings if finding.pardon is None)


def check(
    model: Model, rules: RuleSet | None = None, pause: Callable[[float], object] = lambda _: None,
    libraries: Mapping[str, frozenset[str]] | None = None, dictionary: Sequence[Entry] = (),
    usual: RuleChoice = USUALLY, memory: Memory | None = None,
) -> Checked:  # fmt: skip
    """Run the rules over `model`, which must not change meanwhile. `pause(fraction)` is called between rules.

    `libraries` has the ids of the models in each known library, so that links to them can be looked at,
    `dictionary` what an organisation calls its own; without one nothing is said of it.
    Without `rules` the model's own choice holds, of all of it and at single elements, and where it says nothing the
    `usual` one, its library's; with them neither does.
    What `memory` has of the check before is not found again where nothing that it depends on has changed.
    Whatever `pause` raises ends the check; what a rule raises becomes a Failure, and the others still run.
    """
    held = rules if rules is not None else chosen(layered(rule_choice(model), usual))
    with uncollected():
        checked = _checked(model, held, pause, Context(model, libraries, dictionary), memory or Memory())
        if rules is not None:
            return checked
        return replace(checked, findings=tuple(each for each in checked.findings if not _off(each, model)))


def _checked(
    model: Model, wanted: RuleSet, pause: Callable[[float], object], context: Context, memory: Memory
) -> Checked:  # fmt: skip
    findings: list[Finding] = []
    failures: list[Failure] = []
    known, kept = memory.known(model), dict[str, Sequence[Found]]()
    jobs: list[Rule | OwnRule] = [*wanted.rules, *wanted.own]
    for number, rule in enumerate(jobs):
        pause(number / len(jobs))
        try:
            if not isinstance(rule, Rule):
                findings += _found_own(rule, check_own(rule, model, context))
                continue
            found = known.found.get(rule.name)
            if found is None:
                found = list(islice(rule.find(model, context), _MOST))
            if rule.topic in KEPT_TOPICS:
                kept[rule.name] = found
            findings += _found(rule, found, wanted)
        except Exception as error:
            failures.append(Failure(rule.name, error))
    sound = known.sound if known.sound is not None else ()
    if not any(rule.kind == "correctness" for rule in wanted.rules):
        sound = ()
    elif not sound:
        sound = _sound(model, pause, failures)
    memory.keep(model, kept, sound)
    findings += told.findings(sound, model)
    findings = [_pardoned(finding, model) for finding in findings]
    findings.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    return Checked(tuple(findings), tuple(failures), sound)


def _sound(model: Model, pause: Callable[[float], object], failures: list[Failure]) -> tuple[Soundness, ...]:
    """The verdict on each process; none where `pause` raises or where the verdict itself fails."""
    ended: list[Exception] = []

    def stopped() -> bool:
        try:
            pause(1.0)
        except Exception as error:
            ended.append(error)
        return bool(ended)

    try:
        found = verdict.check_together(model, stopped)
    except Exception as error:
        failures.append(Failure("soundness", error))
        return ()
    if ended:
        raise ended[0]
    return found


def _found(rule: Rule, found: Iterable[Found], rules: RuleSet) -> list[Finding]:
    key, severity = f"rules.{rule.name}.says", rules.severities[rule.name]
    return [
        Finding(rule.name, severity, Message(key, each.words), each.elements, None, rule.topic, each.fix)
        for each in found
    ]


def _found_own(rule: OwnRule, found: Iterable[Found]) -> list[Finding]:
    says = message("rules.own.says", said=rule.says)
    return [Finding(rule.name, rule.severity, says, each.elements, None, "own") for each in found]


def _off(finding: Finding, model: Model) -> bool:
    """Whether the rule is switched off at the element that is to be mended."""
    record = model.get(finding.elements[0]) if finding.elements else None
    return record is not None and finding.rule in unchecked(record)


def _pardoned(finding: Finding, model: Model) -> Finding:
    record = model.get(finding.elements[0]) if finding.elements else None
    reason = pardons(record).get(finding.rule) if record is not None and record.content else None
    if reason is None:
        return finding
    return replace(finding, pardon=reason)
