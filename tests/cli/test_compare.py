"""`modeller compare`: what differs, and an exit code that scripts can ask."""

import json
from pathlib import Path

import pytest

from modeller import language
from modeller.cli import run
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.jobs.convert_model import save_model
from modeller.resources import SAMPLES

SAMPLE = SAMPLES / "expense-approval.bpmn"


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    document = read(SAMPLE.read_bytes()).document
    rename(document, "Task_submit", "Hand in expense report")
    save_model(document, tmp_path / "edited.bpmn")
    return tmp_path / "edited.bpmn"


def test_different_is_one_and_the_same_is_nought(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(SAMPLE), str(edited)]) == 1
    assert "“Submit expense report” → “Hand in expense report”" in capsys.readouterr().out
    assert run(["compare", str(SAMPLE), str(SAMPLE)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "No differences."


def test_what_cannot_be_read_is_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", str(SAMPLE), str(tmp_path / "gone.bpmn")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_it_speaks_the_language_that_is_asked_for(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = language.current()
    try:
        assert run(["compare", str(SAMPLE), str(edited), "--lang", "zh_CN"]) == 1
    finally:
        language.use(before)
    assert "名称：“Submit expense report” → “Hand in expense report”" in capsys.readouterr().out
    assert run(["compare", str(SAMPLE), str(edited), "--lang", "fr"]) == 2


def test_as_data_it_is_one_object(edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "--json", str(SAMPLE), str(edited)]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["counts"]["changed"] == 1
    assert data["differences"][0]["element"] == "User task: Hand in expense report"
