"""The rules of a library: kept, noted, sent along, exported, and brought together from two copies."""

import json
from pathlib import Path

import pytest
from library.test_copies import mailed
from library.test_dictionary import whole
from validation.faulty import MODELS

from modeller.jobs.library_export import export_library
from modeller.jobs.library_listing import list_library
from modeller.jobs.library_merge import merge_copy
from modeller.jobs.policy_document import Wishes
from modeller.jobs.policy_library import policy_in
from modeller.library import rules
from modeller.library.approval import trail_of
from modeller.library.models import add_model, facts
from modeller.library.opening import open_library
from modeller.library.rules import rules_of, set_rules
from modeller.library.schema import SETTING
from modeller.library.shared import has_more
from modeller.library.store import Library, rows_of
from modeller.model.entries import Author, ModelEntry, NewModel
from modeller.notation.bpmn.rule_choice import RuleChoice

WANG, LI = Author("Wang Fang", "wang"), Author("Li", "li")
OWN = '{"name":"no_fax","says":{"zh_CN":"不用传真"},"must":[{"attribute":"name","unlike":"*传真*"}]}'
OURS = RuleChoice(("correctness", "policy"), {"dead_end": "error", "never_read": "off"}, (OWN,))


def test_rules_are_kept_and_the_trail_says_who_changed_them(library: Library) -> None:
    assert rules_of(library) == RuleChoice()
    set_rules(library, OURS, WANG)
    set_rules(library, RuleChoice(), LI)
    set_rules(library, OURS, LI)
    path = library.path
    library.close()
    with open_library(path) as again:
        assert rules_of(again) == list_library(again).rules == OURS
        assert [(each.action, each.author) for each in trail_of(again)] == [
            ("rules", "Wang Fang"), ("rules", "Li"), ("rules", "Li"),
        ]  # fmt: skip
        assert whole(again)


def test_the_same_rules_once_more_write_nothing(library: Library) -> None:
    before = facts(library).revision
    set_rules(library, RuleChoice(), WANG)
    assert facts(library).revision == before
    set_rules(library, OURS, WANG)
    after = facts(library).revision
    set_rules(library, OURS, LI)
    assert facts(library).revision == after


def test_a_copy_to_send_has_the_rules_and_the_later_ones_stand_when_it_comes_back(
    library: Library, model: ModelEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert model
    set_rules(library, OURS, WANG)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        assert rules_of(copy) == OURS
        monkeypatch.setattr(rules, "now", lambda: "2031-01-01T00:00:00+00:00")
        set_rules(copy, RuleChoice(("style",)), LI)
        monkeypatch.setattr(rules, "now", lambda: "2030-01-01T00:00:00+00:00")
        set_rules(library, RuleChoice(("policy",)), WANG)
        assert has_more(library, copy)
        merge_copy(library, copy)
        assert rules_of(library) == RuleChoice(("style",))
        assert not has_more(library, copy)
        merge_copy(copy, library)
        assert rules_of(copy) == RuleChoice(("style",))
    assert whole(library)


def test_an_export_says_them_as_a_set_that_can_be_taken_again(library: Library, tmp_path: Path) -> None:
    set_rules(library, OURS, WANG)
    export_library(library, tmp_path / "out")
    held = json.loads((tmp_path / "out" / "library.json").read_bytes())["rules"]
    assert held == {"kinds": list(OURS.kinds or ()), "rules": dict(OURS.severities), "own": [json.loads(OWN)]}


@pytest.mark.parametrize("value", ["", "null", "[]", '{"kinds": 3, "rules": [], "own": {}}', "[" * 9000])
def test_what_a_newer_program_wrote_there_keeps_nobody_from_the_library(library: Library, value: str) -> None:
    with library.writing() as writing:
        stamp = {"time": "2030", "author": "", "account": ""}
        writing.insert(SETTING, uuid="1", name="rules", value=value, **stamp)
        writing.insert(SETTING, uuid="2", name="something newer", value="x", **stamp)
        assert len(rows_of(library, writing.connection, SETTING)) == 2
    assert rules_of(library) == RuleChoice()


def test_the_policy_document_of_a_model_says_what_the_rules_of_its_library_find(library: Library) -> None:
    entry = add_model(library, NewModel("Faulty", tuple(MODELS["dead_end"]())))
    assert "dead_end" in {each.rule for each in policy_in(library, entry, Wishes()).findings}
    set_rules(library, RuleChoice(None, {"dead_end": "off"}), WANG)
    assert "dead_end" not in {each.rule for each in policy_in(library, entry, Wishes()).findings}
