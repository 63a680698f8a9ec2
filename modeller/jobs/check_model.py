"""Check a model: what reading its file found and what the rules find, for the command line and the window."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown
from modeller.jobs.progress import Progress, silent
from modeller.language import Message, listed, message, words
from modeller.model.dictionary import Entry
from modeller.model.entries import SEVERITIES, Finding, Severity
from modeller.model.reading import Model
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.validation.check import USUALLY, Checked, check
from modeller.validation.malformed import Malformed
from modeller.validation.memory import Memory
from modeller.validation.sets import SHIPPED, RuleSet, choice_in, decoded, shipped, shipped_choice
from modeller.validation.soundness.verdict import as_data

_SEEN: Final = frozenset({"bpmn.missing_end", "bpmn.not_drawn"})
"""What reading a file says once and the rules say as long as it holds."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be said of a model: the worst first. `findings` are open, `pardoned` somebody lets stand."""

    findings: tuple[Finding, ...]
    pardoned: tuple[Finding, ...]
    checked: Checked

    def at(self, level: Severity) -> list[Finding]:
        """The open findings of that severity or a worse one."""
        return _at(level, self.findings)

    def pardoned_at(self, level: Severity) -> list[Finding]:
        """The same of those that somebody lets stand."""
        return _at(level, self.pardoned)

    @property
    def failures(self) -> list[Message]:
        """The rules that failed, as a reader is told of them."""
        return [message("rules.failed", rule=message(f"rules.{each.rule}")) for each in self.checked.failures]


def _at(level: Severity, findings: Sequence[Finding]) -> list[Finding]:
    most = SEVERITIES.index(level)
    return [finding for finding in findings if SEVERITIES.index(finding.severity) <= most]


def rule_set(name: str) -> RuleSet | None:
    """A shipped set by its name, else the one in the file of that name; None, each model's own choice, for no name.

    Raises Problem.
    """
    if not name:
        return None
    if name in SHIPPED:
        return shipped(name)
    _check_name(name)
    try:
        return decoded(read_bytes(name), shown(name))
    except Malformed as fault:
        raise Problem(message("jobs.bad_rule_set", name=shown(name), what=fault.message)) from fault


def choice_named(name: str) -> RuleChoice:
    """What a shipped set, by its name, or the one in a file asks for, to be kept in a library. Raises Problem."""
    if name in SHIPPED:
        return shipped_choice(name)
    _check_name(name)
    return choice_of_file(name)


def _check_name(name: str) -> None:
    if os.sep not in name and "." not in name:
        raise Problem(message("jobs.no_rule_set", name=name, sets=listed(SHIPPED)))


def choice_of_file(path: str) -> RuleChoice:
    """What the set of rules in a file asks for, to be kept in a model. Raises Problem."""
    try:
        return choice_in(read_bytes(path))
    except Malformed as fault:
        raise Problem(message("jobs.bad_rule_set", name=shown(path), what=fault.message)) from fault


def check_model(
    model: Model,
    from_file: Sequence[Finding] = (),
    rules: RuleSet | None = None,
    progress: Progress = silent,
    libraries: Mapping[str, frozenset[str]] | None = None,
    dictionary: Sequence[Entry] = (),
    usual: RuleChoice = USUALLY,
    memory: Memory | None = None,
) -> Report:
    """Run the rules over a snapshot: those it asks for itself, or `rules` whatever it asks for.

    `from_file` is what reading found, `libraries` the models in each library, `dictionary` the entries that names are
    looked up in, `usual` the rules of the library that the model lies in, `memory` what
    the check before it found.

    Raises Cancelled where `progress` does.
    """
    checked = check(model, rules, progress, libraries, dictionary, usual, memory)
    kept = [each for each in from_file if each.rule not in _SEEN and all(key in model for key in each.elements)]
    findings = sorted((*kept, *checked.open), key=lambda finding: SEVERITIES.index(finding.severity))
    pardoned = tuple(finding for finding in checked.findings if finding.pardon is not None)
    return Report(tuple(findings), pardoned, checked)


def plain(file: str, model: Model, report: Report) -> dict[str, object]:
    """A report as data that JSON can hold, its sentences in the current language."""
    verdicts = {each.process: as_data(each, partial(_id, model)) for each in report.checked.soundness}
    return {
        "file": file,
        "problems": [_plain(finding, model) for finding in (*report.findings, *report.pardoned)],
        "failures": [
            {"rule": each.rule, "error": f"{type(each.error).__name__}: {each.error}"}
            for each in report.checked.failures
        ],
        "processes": [
            {
                "id": item.properties.text("id", item.key),
                "name": item.text,
                "soundness": verdicts.get(item.key),
            }
            for item in model.items("bpmn:process")
        ],
        "collaboration": verdicts.get(""),
    }


def _plain(finding: Finding, model: Model) -> dict[str, object]:
    elements = [_id(model, key) for key in finding.elements if key in model]
    return {
        "rule": finding.rule,
        "topic": finding.topic or "file",
        "severity": finding.severity,
        "message": words(finding.message),
        "elements": elements,
        "line": finding.line,
        "fix": words(finding.fix.label) if finding.fix is not None else None,
        "pardon": finding.pardon,
    }


def _id(model: Model, key: str) -> str:
    """The id that an element has in its file."""
    record = model.get(key)
    return record.properties.text("id", key) if record is not None else key
