"""`modeller analyse`: what the drawing says, as text, data and workbook."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from modeller import language
from modeller.cli import run
from modeller.editing.properties import set_property
from modeller.interchange.bpmn.reader import read
from modeller.jobs.convert_model import save_model
from modeller.resources import SAMPLES

SAMPLE = SAMPLES / "采购到付款.bpmn"


@pytest.fixture
def timed(tmp_path: Path) -> Path:
    document = read(SAMPLE.read_bytes()).document
    set_property(document, ["Task_quotes"], "modeller:duration", "2 h")
    save_model(document, tmp_path / "timed.bpmn")
    return tmp_path / "timed.bpmn"


def test_it_tells_every_table_and_what_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", str(SAMPLE)]) == 0
    told = capsys.readouterr().out
    assert "Hand-overs                  10" in told
    assert "nobody has said how often each branch is taken" in told
    assert "  3    询价比价          采购部" in told


def test_as_data_it_is_one_object_with_the_figures_first(timed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", str(SAMPLE), "--compare", str(timed), "--json", "--equal"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["figures"]["lead"] is None
    assert data["other"]["figures"]["work"] == 7200
    assert data["other"]["lead_times"][0]["assumed"]
    assert [step["change"] for step in data["comparison"]["steps"]].count("changed") == 1


def test_a_workbook_is_written_in_the_language_that_is_asked_for(
    timed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = language.current()
    try:
        target = tmp_path / "out.xlsx"
        assert run(["analyse", str(SAMPLE), "--compare", str(timed), "--xlsx", str(target), "--lang", "zh_CN"]) == 0
    finally:
        language.use(before)
    assert str(target) in capsys.readouterr().out
    assert load_workbook(target).sheetnames[:2] == ["对比概览", "按角色对比"]


def test_what_is_no_workbook_or_cannot_be_read_is_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", str(SAMPLE), "--xlsx", str(tmp_path / "out.pdf")]) == 2
    assert "does not end in .xlsx" in capsys.readouterr().err
    assert run(["analyse", str(tmp_path / "gone.bpmn")]) == 2


@pytest.mark.parametrize("as_other", [False, True])
def test_a_value_chain_is_no_process_and_gives_no_zeros(as_other: bool, capsys: pytest.CaptureFixture[str]) -> None:
    chain = str(Path(__file__).parents[1] / "interchange" / "mchain" / "format-1.mchain")
    assert run(["analyse", str(SAMPLE), "--compare", chain] if as_other else ["analyse", chain]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "format-1.mchain is a value chain; only a process can be analysed." in told.err
