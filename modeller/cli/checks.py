"""What `check` says: a line for each finding, what is pardoned, and how much of each there is."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from modeller.cli.output import Bar, err, out, tell_json
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.check_model import Report, check_model, plain, rule_set
from modeller.jobs.describe_model import finding_in_words
from modeller.jobs.open_model import open_model
from modeller.jobs.progress import part
from modeller.language import Message, listed, say, words
from modeller.model.dictionary import Entry
from modeller.model.document import Document
from modeller.model.entries import SEVERITIES, Finding, Severity
from modeller.model.reading import Model
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.validation.sets import RuleSet, chosen

ENDING: Final = ".mlib"
Libraries: TypeAlias = Mapping[str, frozenset[str]] | None


def tell_checks(files: list[str], rules: str, level: Severity, as_json: bool, lib: str = "") -> int:
    """Check each file, and each model of each library: by the library's rules where the model says nothing else, and
    against its dictionary, or that of `lib`.

    The exit code: 0 nothing at that level, 1 something, 2 what could not be opened.
    """
    wanted, code, given = _rule_set(rules), 0, _house(lib)[0] if lib else []
    for file in files:
        bar = Bar()
        try:
            own, usual = _house(file) if _is_library(file) else ([], RuleChoice())
            dictionary = given or own
            for name, model, findings, libraries in _models(file, bar):
                if isinstance(model, Message):
                    _cannot(name, words(model), as_json)
                    code = 2
                    continue
                snapshot, progress = model.snapshot(), part(bar, 0.7, 1)
                report = check_model(snapshot, findings, wanted, progress, libraries, dictionary, usual)
                _say(name, model, report, level, as_json)
                code = max(code, 1 if report.at(level) else 0)
        except Problem as problem:
            _cannot(shown(file), str(problem), as_json)
            code = 2
    return code


def _rule_set(name: str) -> RuleSet | None:
    return chosen(_house(name)[1]) if _is_library(name) else rule_set(name)


def _is_library(file: str) -> bool:
    return Path(file).suffix.lower() == ENDING


def _house(lib: str) -> tuple[list[Entry], RuleChoice]:
    """The dictionary and the rules of a library."""
    from modeller.library.dictionary import entries
    from modeller.library.opening import open_library
    from modeller.library.rules import rules_of

    with open_library(lib, read_only=True) as library:
        return entries(library), rules_of(library)


def _models(file: str, bar: Bar) -> Iterator[tuple[str, Document | Message, Sequence[Finding], Libraries]]:
    """The model in a file, or all of a library."""
    if not _is_library(file):
        opened = open_model(file, part(bar, 0, 0.7))
        yield shown(file), opened.document, opened.findings, None
        return
    from modeller.jobs.check_library import models_of  # what it brings with it takes long to start

    for name, model, libraries in models_of(file, part(bar, 0, 0.7)):
        yield name, model, (), libraries


def _cannot(name: str, why: str, as_json: bool) -> None:
    err(why)
    if as_json:
        tell_json({"file": name, "error": why})


def _say(name: str, model: Model, report: Report, level: Severity, as_json: bool) -> None:
    for failure in report.failures:
        err(words(failure))
    if as_json:
        tell_json(plain(name, model, report))
    else:
        _tell(name, model, report, level)


def _tell(file: str, model: Model, report: Report, level: Severity) -> None:
    for finding in report.at(level):
        line = words(finding_in_words(file, finding, model))
        out(say("command.check_found", line=line, rule=finding.rule))
    for finding in report.pardoned_at(level):
        line = words(finding_in_words(file, finding, model))
        out(say("command.check_pardoned", line=line, rule=finding.rule, reason=finding.pardon))
    counts = Counter(finding.severity for finding in report.findings)
    said = [say(f"command.check_count_{each}", count=counts[each]) for each in SEVERITIES if counts[each]]
    if report.pardoned:
        said.append(say("command.check_count_pardoned", count=len(report.pardoned)))
    counted = listed(said)
    out(say("command.check_sum", file=file, counts=counted) if said else say("command.check_clean", file=file))
