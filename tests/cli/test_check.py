"""`modeller check`: what it says, and its exit code."""

import json
from pathlib import Path

import pytest
from validation.faulty import MODELS

from modeller.cli import run
from modeller.editing.pardons import pardon
from modeller.interchange.bpmn.writer import write
from modeller.resources import SAMPLES

Capture = pytest.CaptureFixture[str]


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


def test_json_has_findings_processes_and_a_place_for_soundness(faulty: Path, capsys: Capture) -> None:
    assert run(["check", str(faulty), "--json", "--lang", "zh_CN"]) == 1
    told = json.loads(capsys.readouterr().out)
    (finding,) = [each for each in told["findings"] if each["rule"] == "dead_end"]
    assert finding["elements"] == ["b"]
    assert finding["severity"] == "warning"
    assert finding["message"] == "流程在这里中断，没有结束事件。"
    assert finding["pardon"] is None
    assert told["processes"] == [{"id": "P", "name": "", "soundness": None}]
    assert told["failures"] == []


def test_a_pardon_appears_in_the_report_and_does_not_count(tmp_path: Path, capsys: Capture) -> None:
    document = MODELS["dead_end"]()
    pardon(document, "b", "dead_end", "it goes on elsewhere")
    path = tmp_path / "pardoned.bpmn"
    path.write_bytes(write(document))
    run(["check", str(path), "--rules", "correctness"])
    out = capsys.readouterr().out
    assert "pardoned: it goes on elsewhere" in out
    assert "1 pardoned" in out


def test_a_set_of_rules_is_named_or_a_file(faulty: Path, tmp_path: Path, capsys: Capture) -> None:
    rules = tmp_path / "ours.json"
    rules.write_text('{"kinds": ["correctness"], "rules": {"dead_end": "off"}}', "utf-8")
    run(["check", str(faulty), "--rules", str(rules)])
    assert "dead_end" not in capsys.readouterr().out
    rules.write_text('{"rules": {"dead_end": "loud"}}', "utf-8")
    assert run(["check", str(faulty), "--rules", str(rules)]) == 2
    assert "dead_end: loud" in capsys.readouterr().err
    assert run(["check", str(faulty), "--rules", "nosuch"]) == 2
    assert "standard, correctness" in capsys.readouterr().err
    assert run(["check", str(faulty), "--level", "loud"]) == 2
