"""`modeller check`: what it says, and its exit code."""

import json
from pathlib import Path

import pytest
from validation.faulty import MODELS

from modeller.cli import run
from modeller.editing.pardons import pardon
from modeller.editing.rule_choice import choose_rules, switch_off
from modeller.interchange.bpmn.writer import write
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.resources import SAMPLES

Capture = pytest.CaptureFixture[str]

DEADLOCK = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="P">
<startEvent id="S"/><exclusiveGateway id="X" name="large?"/><task id="A"/><task id="B"/><parallelGateway id="J"/>
<endEvent id="E"/><sequenceFlow id="s" sourceRef="S" targetRef="X"/><sequenceFlow id="x" sourceRef="X" targetRef="A"/>
<sequenceFlow id="y" sourceRef="X" targetRef="B"/><sequenceFlow id="a" sourceRef="A" targetRef="J"/>
<sequenceFlow id="b" sourceRef="B" targetRef="J"/><sequenceFlow id="e" sourceRef="J" targetRef="E"/>
</process></definitions>"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    document = MODELS["dead_end"]()
    pardon(document, "a", "not_connected", "never")
    path = tmp_path / "faulty.bpmn"
    path.write_bytes(write(document))
    return path


def test_the_exit_code_says_whether_anything_was_found_at_the_level(
    faulty: Path, tmp_path: Path, capsys: Capture
) -> None:
    clean = SAMPLES / "请假审批.bpmn"
    assert run(["check", str(clean)]) == 0
    assert run(["check", str(faulty)]) == 1
    assert run(["check", str(faulty), "--level", "error"]) == 0
    assert run(["check", str(clean), str(faulty)]) == 1
    assert run(["check", str(tmp_path / "none.bpmn"), str(faulty)]) == 2
    assert "[dead_end]" in capsys.readouterr().out


def test_json_has_findings_and_whether_each_process_is_sound(faulty: Path, capsys: Capture) -> None:
    assert run(["check", str(faulty), "--json", "--lang", "zh_CN"]) == 1
    told = json.loads(capsys.readouterr().out)
    (finding,) = [each for each in told["problems"] if each["rule"] == "dead_end"]
    assert finding["elements"] == ["b"]
    assert finding["severity"] == "warning"
    assert finding["message"] == "流程在这里中断，没有结束事件。"
    assert finding["pardon"] is None
    (process,) = told["processes"]
    assert process["id"] == "P"
    assert process["soundness"]["verdict"] == "sound"
    assert told["failures"] == []


def test_a_deadlock_is_told_as_a_case_in_words_and_as_data(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "deadlock.bpmn"
    path.write_text(DEADLOCK, encoding="utf-8")
    assert run(["check", str(path), "--level", "error", "--lang", "en"]) == 1
    assert "[soundness.option_to_complete]" in capsys.readouterr().out
    assert run(["check", str(path), "--json"]) == 1
    (process,) = json.loads(capsys.readouterr().out)["processes"]
    assert process["soundness"]["verdict"] == "unsound"
    assert process["soundness"]["option_to_complete"] is False
    assert any(step["choice"] for witness in process["soundness"]["witness"] for step in witness["steps"])
    run(["check", str(path), "--json", "--rules", "style"])
    (process,) = json.loads(capsys.readouterr().out)["processes"]
    assert process["soundness"] is None


def test_a_pardon_appears_in_the_report_and_does_not_count(tmp_path: Path, capsys: Capture) -> None:
    document = MODELS["dead_end"]()
    pardon(document, "b", "dead_end", "it goes on elsewhere")
    path = tmp_path / "pardoned.bpmn"
    path.write_bytes(write(document))
    run(["check", str(path), "--rules", "correctness"])
    out = capsys.readouterr().out
    assert "pardoned: it goes on elsewhere" in out
    assert "1 pardoned" in out
    run(["check", str(path), "--rules", "correctness", "--level", "error"])
    out = capsys.readouterr().out
    assert "it goes on elsewhere" not in out, "a warning is below the level, pardoned or not"
    assert "1 pardoned" in out


def test_a_set_of_rules_is_named_or_a_file(faulty: Path, tmp_path: Path, capsys: Capture) -> None:
    rules = tmp_path / "ours.json"
    rules.write_text('{"kinds": ["correctness"], "rules": {"dead_end": "off"}}', "utf-8")
    run(["check", str(faulty), "--rules", str(rules)])
    assert "dead_end" not in capsys.readouterr().out
    rules.write_text('{"rules": {"dead_end": "loud"}}', "utf-8")
    assert run(["check", str(faulty), "--rules", str(rules)]) == 2
    assert "ours.json is no set of rules that can be used. rules › dead_end: “loud” is not" in capsys.readouterr().err
    assert run(["check", str(faulty), "--rules", "nosuch"]) == 2
    assert "standard, correctness" in capsys.readouterr().err
    assert run(["check", str(faulty), "--level", "loud"]) == 2


def test_a_model_is_checked_by_the_rules_that_it_asks_for_unless_others_are_named(
    tmp_path: Path, capsys: Capture
) -> None:
    document = MODELS["dead_end"]()
    switch_off(document, "dead_end")
    path = tmp_path / "asks.bpmn"
    path.write_bytes(write(document))
    run(["check", str(path)])
    assert "dead_end" not in capsys.readouterr().out
    assert run(["check", str(path), "--rules", "standard"]) == 1
    assert "dead_end" in capsys.readouterr().out
    library = tmp_path / "house.mlib"
    assert run(["library", "create", str(library)]) == 0
    assert run(["library", "add", str(library), str(path)]) == 0
    run(["check", str(library), "--level", "hint"])
    assert "dead_end" not in capsys.readouterr().out


def test_each_model_of_a_library_is_checked(faulty: Path, tmp_path: Path, capsys: Capture) -> None:
    library = tmp_path / "house.mlib"
    assert run(["library", "create", str(library)]) == 0
    assert run(["library", "add", str(library), str(SAMPLES / "请假审批.bpmn")]) == 0
    assert run(["check", str(library)]) == 0
    assert run(["library", "add", str(library), str(faulty)]) == 0
    capsys.readouterr()
    assert run(["check", str(library), "--json"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["file"].rpartition(": ")[2] for each in told] == ["请假审批", "faulty"]
    assert [bool(each["problems"]) for each in told] == [False, True]
    assert run(["check", str(tmp_path / "none.mlib")]) == 2


def test_a_library_s_rules_hold_for_its_models_unless_they_say_otherwise(
    faulty: Path, tmp_path: Path, capsys: Capture
) -> None:
    library = tmp_path / "house.mlib"
    rules = tmp_path / "ours.json"
    own = {"name": "no_b", "severity": "error", "says": {"en": "No B here"}}
    own["where"], own["must"] = [{"attribute": "name", "filled": True}], [{"attribute": "name", "unlike": "*"}]
    rules.write_text(json.dumps({"kinds": ["style"], "rules": {"dead_end": "hint"}, "own": [own]}), "utf-8")
    document = MODELS["dead_end"]()
    choose_rules(document, RuleChoice(None, {"dead_end": "error", "no_b": "off"}))
    asks = tmp_path / "asks.bpmn"
    asks.write_bytes(write(document))
    assert run(["library", "create", str(library)]) == 0
    assert run(["library", "add", str(library), str(faulty), str(asks)]) == 0
    assert run(["library", "rules", str(library), "--set", str(rules), "--author", "Wang"]) == 0
    rules.unlink()
    capsys.readouterr()
    assert run(["library", "rules", str(library), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"kinds": ["style"], "rules": {"dead_end": "hint"}, "own": [own]}
    assert run(["check", str(library), "--json"]) == 1
    first, second = (json.loads(line)["problems"] for line in capsys.readouterr().out.splitlines())
    severities = [{each["rule"]: each["severity"] for each in found} for found in (first, second)]
    assert severities[0]["dead_end"] == "hint"
    assert severities[0]["no_b"] == "error"
    assert severities[1]["dead_end"] == "error"
    assert "no_b" not in severities[1]
    run(["check", str(asks), "--rules", str(library)])
    assert "No B here" in capsys.readouterr().out
    assert run(["library", "rules", str(library), "--set", "correctness"]) == 0
    assert json.loads(capsys.readouterr().out)["kinds"] == ["correctness"]
    assert run(["library", "rules", str(library), "--set", "nosuch"]) == 2
