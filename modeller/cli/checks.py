"""What `check` says: a line for each finding, what is pardoned, and how much of each there is."""

from collections import Counter

from modeller.cli.output import Bar, err, out, tell_json
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.check_model import Report, check_model, plain, rule_set
from modeller.jobs.describe_model import finding_in_words
from modeller.jobs.open_model import open_model
from modeller.jobs.progress import part
from modeller.language import message, say, words
from modeller.model.dictionary import Entry
from modeller.model.entries import SEVERITIES, Severity
from modeller.model.reading import Model


def tell_checks(files: list[str], rules: str, level: Severity, as_json: bool, lib: str = "") -> int:
    """Check each file; the exit code: 0 nothing at that level, 1 something, 2 a file that could not be opened."""
    chosen, code, dictionary = rule_set(rules), 0, _dictionary(lib) if lib else []
    for file in files:
        bar = Bar()
        try:
            opened = open_model(file, part(bar, 0, 0.7))
        except Problem as problem:
            err(str(problem))
            if as_json:
                tell_json({"file": shown(file), "error": str(problem)})
            code = 2
            continue
        report = check_model(opened.document.snapshot(), opened.findings, chosen, part(bar, 0.7, 1), None, dictionary)
        for failure in report.failures:
            err(words(failure))
        if as_json:
            tell_json(plain(shown(file), opened.document, report))
        else:
            _tell(shown(file), opened.document, report, level)
        code = max(code, 1 if report.at(level) else 0)
    return code


def _dictionary(lib: str) -> list[Entry]:
    from modeller.library.dictionary import entries
    from modeller.library.opening import open_library

    with open_library(lib, read_only=True) as library:
        return entries(library)


def _tell(file: str, model: Model, report: Report, level: Severity) -> None:
    for finding in report.at(level):
        line = words(finding_in_words(file, finding, model))
        out(say("command.check_found", line=line, rule=finding.rule))
    for finding in report.pardoned:
        line = words(finding_in_words(file, finding, model))
        out(say("command.check_pardoned", line=line, rule=finding.rule, reason=finding.pardon))
    counts = Counter(finding.severity for finding in report.findings)
    said = [say(f"command.check_count_{each}", count=counts[each]) for each in SEVERITIES if counts[each]]
    if report.pardoned:
        said.append(say("command.check_count_pardoned", count=len(report.pardoned)))
    listed = words(message("jobs.comma")).join(said)
    out(say("command.check_sum", file=file, counts=listed) if said else say("command.check_clean", file=file))
