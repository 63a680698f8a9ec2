"""Every rule finds what breaks it and nothing else, has its words, and what it offers mends the fault."""

import pytest
from validation.faulty import DICTIONARY, LIBRARIES, MODELS, good

from modeller.language import LANGUAGES, Message, words
from modeller.model.document import Document
from modeller.model.entries import Finding
from modeller.validation.check import check
from modeller.validation.fix import apply
from modeller.validation.rule import Rule
from modeller.validation.rules.catalogue import RULES, TOPICS
from modeller.validation.sets import decoded, shipped

ALL = decoded(b'{"kinds": ["correctness", "style", "policy"]}', "all")
NAMES = [rule.name for rule in RULES]


def found(document: Document, rule: str = "") -> list[Finding]:
    checked = check(document.snapshot(), ALL, libraries=LIBRARIES, dictionary=DICTIONARY)
    assert checked.failures == ()
    return [finding for finding in checked.findings if rule in ("", finding.rule)]


def test_every_rule_has_a_model_that_breaks_it() -> None:
    assert sorted(MODELS) == sorted(NAMES)
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_finds_what_breaks_it(name: str) -> None:
    assert found(MODELS[name](), name)


def test_a_good_process_breaks_no_rule() -> None:
    of_others = {finding.rule for finding in found(good())} - {rule.name for rule in RULES if rule.kind == "policy"}
    assert of_others - {own.name for own in shipped("policy").own} == set()


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_says_what_it_finds_in_words(rule: Rule, language: str) -> None:
    assert rule.topic in TOPICS
    for part in (f"rules.{rule.name}", f"rules.{rule.name}.help"):
        assert words(Message(part), language) != part
    for finding in found(MODELS[rule.name](), rule.name):
        said = words(finding.message, language)
        assert finding.message.key not in said
        assert "{" not in said
        if finding.fix is not None:
            assert finding.fix.label.key not in words(finding.fix.label, language)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_rule_offers_mends_the_fault_in_one_step_and_makes_none(name: str) -> None:
    document = MODELS[name]()
    before = found(document)
    for finding in before:
        if finding.rule != name or finding.fix is None:
            continue
        fresh = MODELS[name]()
        records = dict(fresh.records)
        apply(fresh, finding.fix)
        after = found(fresh)
        assert len(fresh.history) == 1
        assert (finding.rule, finding.elements) not in [(each.rule, each.elements) for each in after]
        known = {(each.rule, each.elements[0]) for each in before}
        new = {(each.rule, each.elements[0]) for each in after if each.severity != "hint"} - known
        assert new == set(), new
        fresh.undo()
        assert dict(fresh.records) == records
