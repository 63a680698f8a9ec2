"""What a new document begins with."""

import pytest
from editing.models import assert_round_trip, assert_whole, faults

from modeller.editing.append import append
from modeller.editing.template import PROCESSES, new_document
from modeller.jobs.check_model import check_model
from modeller.language import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", PROCESSES)
def test_a_template_has_no_fault_nothing_to_undo_and_a_start_to_go_on_from(template: str, language: str) -> None:
    document = new_document(template, language)
    assert not faults(document)
    assert document.depths == (0, 0)
    assert_whole(document)
    assert_round_trip(document)
    (start,) = (node for node in document.nodes() if node.type == "bpmn:startEvent")
    step = append(document, start.key, "bpmn:task")
    assert document[step].scope == start.scope
    assert not faults(document)


def test_what_is_in_a_template_is_named_in_the_language_that_is_asked_for() -> None:
    lanes = [node.text for node in new_document("lanes", "zh_CN").nodes() if node.type == "bpmn:lane"]
    assert lanes == ["岗位 1", "岗位 2", "岗位 3"]
    pools = [node.text for node in new_document("partner", "en").nodes() if node.type == "bpmn:participant"]
    assert "Customer" in pools


def test_roles_and_phases_cross_each_other_all_over_the_pool() -> None:
    document = new_document("phases", "zh_CN")
    (pool,) = [node for node in document.nodes() if node.type == "bpmn:participant"]
    lanes = [node for node in document.nodes() if node.type == "bpmn:lane"]
    phases = [node for node in document.nodes() if node.type == "modeller:phase"]
    assert [phase.text for phase in phases] == ["阶段 1", "阶段 2", "阶段 3"]
    assert len(lanes) == 3
    assert pool.bounds is not None
    assert max(phase.bounds.right for phase in phases if phase.bounds) == pool.bounds.right
    (start,) = [node for node in document.nodes() if node.type == "bpmn:startEvent"]
    assert start.bounds is not None
    assert phases[0].bounds is not None
    assert phases[0].bounds.x < start.bounds.x < start.bounds.right < phases[0].bounds.right


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(ValueError, match="no such template"):
        new_document("nothing")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_checks_are_tried_on_waits_for_ever_has_no_end_and_has_names_that_say_nothing(language: str) -> None:
    report = check_model(new_document("mistakes", language).snapshot())
    assert {each.severity for each in report.findings} == {"error", "warning", "hint"}
    assert {each.rule for each in report.findings} >= {"soundness.option_to_complete", "missing_end", "dead_end"}
    assert {each.topic for each in report.findings} == {"soundness", "structure", "names"}
    others = [check_model(new_document(each, language).snapshot()).findings for each in PROCESSES if each != "mistakes"]
    assert not any(each.topic == "soundness" for found in others for each in found)
