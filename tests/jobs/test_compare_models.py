"""A comparison as lines for people and as data for programs."""

import json
from pathlib import Path

import pytest

from modeller.editing.delete import delete
from modeller.editing.text import rename
from modeller.files.problem import Problem
from modeller.interchange.bpmn.reader import read
from modeller.jobs.compare_models import compare_files, lines, plain
from modeller.jobs.convert_model import save_model
from modeller.resources import SAMPLES

SAMPLE = SAMPLES / "expense-approval.bpmn"


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    document = read(SAMPLE.read_bytes()).document
    rename(document, "Task_submit", "Hand in expense report")
    delete(document, ["Task_remind"])
    target = tmp_path / "edited.bpmn"
    save_model(document, target)
    return target


def test_lines_say_what_was_removed_added_and_changed(edited: Path) -> None:
    said = lines(compare_files(SAMPLE, edited)[0])
    assert "  ~ User task: Hand in expense report" in said
    assert "      Name: “Submit expense report” → “Hand in expense report”" in said
    assert any(line.startswith("  - ") and "Remind manager" in line for line in said)
    assert said.index("Lane: Employee") < said.index("  ~ User task: Hand in expense report")


def test_data_hold_every_difference(edited: Path) -> None:
    compared = compare_files(SAMPLE, edited)[0]
    data = json.loads(json.dumps(plain(compared)))
    assert data["same"] is False
    assert len(data["differences"]) == len(compared.comparison.differences)
    (renamed,) = [each for each in data["differences"] if each["oldId"] == "Task_submit"]
    assert (renamed["kind"], renamed["type"], renamed["newId"]) == ("changed", "userTask", "Task_submit")
    assert [change["attribute"] for change in renamed["changes"]] == ["name"]


def test_the_same_file_twice_has_no_differences() -> None:
    compared = compare_files(SAMPLE, SAMPLE)[0]
    assert lines(compared)[-1] == "No differences."
    assert plain(compared)["same"] is True


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        compare_files(SAMPLE, tmp_path / "none.bpmn")
