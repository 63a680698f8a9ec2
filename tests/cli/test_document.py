"""`modeller document`: from a file or a library to a policy document."""

from pathlib import Path

import pytest
from policy_samples import complaint
from pypdf import PdfReader

from benchmarks.models import generate
from modeller.cli import run
from modeller.interchange.bpmn.writer import write
from modeller.library.models import add_models
from modeller.library.opening import create_library
from modeller.model.entries import NewModel
from modeller.resources import SAMPLES

SAMPLE = SAMPLES / "客户投诉处理.bpmn"
Capture = pytest.CaptureFixture[str]


def test_a_file_becomes_a_policy_document(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "a.pdf"
    command = [
        "document",
        str(SAMPLE),
        "-o",
        str(target),
        "--lang",
        "zh_CN",
        "--number",
        "CS-1",
        "--organisation",
        "华东",
    ]
    assert run(command) == 0
    cover = PdfReader(target).pages[0].extract_text()
    assert all(text in cover for text in ("处理客户投诉", "CS-1", "华东", "草稿"))
    said = capsys.readouterr()
    assert f"Wrote {target}" in said.out
    assert "Left out, since the model says nothing for it: Scope, Terms," in said.err, "in the language of the program"


def test_only_the_sections_that_are_named_are_written(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    assert run(["document", str(SAMPLE), "-o", str(target), "--sections", "procedure, RACI"]) == 0
    titles = [entry["/Title"] for entry in PdfReader(target).outline if not isinstance(entry, list)]
    assert titles == ["1 Procedure", "2 Responsibilities (RACI)"]


def test_the_change_sheet_compares_with_the_file_before(tmp_path: Path) -> None:
    target, before = tmp_path / "a.pdf", tmp_path / "before.bpmn"
    before.write_bytes(SAMPLE.read_bytes().replace("登记投诉".encode(), "记下投诉".encode()))
    command = ["document", str(SAMPLE), "-o", str(target), "--before", str(before), "--sections", "changes"]
    assert run(command) == 0
    said = PdfReader(target).pages[0].extract_text()
    assert "记下投诉" in said
    assert "before.bpmn" in said


def test_a_model_of_a_library_is_named_where_there_are_several(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "a.mlib"
    with create_library(path) as library:
        add_models(library, [NewModel("投诉", tuple(complaint())), NewModel("别的", tuple(complaint()))])
    target = tmp_path / "a.pdf"
    assert run(["document", str(path), "-o", str(target)]) == 2
    told = capsys.readouterr().err
    assert "--model" in told
    assert "  投诉\n" in told, "the models that can be chosen are named"
    assert run(["document", str(path), "--model", "投诉", "-o", str(target), "--sections", "cover"]) == 0
    assert "投诉" in PdfReader(target).pages[0].extract_text()
    assert run(["document", str(path), "--model", "投诉", "--version", "9.9", "-o", str(target)]) == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "OUT.txt"], ".pdf, .docx"),
        (["-o", "OUT.pdf", "--sections", "purpose,nonsense"], "choose one of: cover, revisions"),
        (["-o", "OUT.pdf", "--numbering", "roman"], "choose one of: decimal, chinese, articles"),
        (["-o", "OUT.pdf", "--model", "x"], "for libraries"),
    ],
)
def test_what_cannot_be_made_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, arguments: list[str], words: str
) -> None:
    with monkeypatch.context() as inside:
        inside.chdir(tmp_path)
        assert run(["document", str(SAMPLE), *arguments]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1, said
    assert not list(tmp_path.glob("OUT*"))


def test_verify_ends_with_1_for_a_document_that_is_not_current(tmp_path: Path, capsys: Capture) -> None:
    path, target = tmp_path / "a.mlib", tmp_path / "a.pdf"
    with create_library(path) as library:
        add_models(library, [NewModel("投诉", tuple(complaint()))])
    assert run(["document", str(path), "-o", str(target), "--sections", "cover"]) == 0
    assert run(["verify", str(target), str(path)]) == 1
    assert "printed from a draft" in capsys.readouterr().out
    assert run(["verify", str(SAMPLE), str(path)]) == 2
    assert "no policy document" in capsys.readouterr().err


@pytest.mark.parametrize(("large", "name"), [("fold", "part 1 of"), ("poster", "sheet A1"), ("fit", "Figure 1")])
def test_a_diagram_that_is_too_large_is_folded_tiled_or_shrunk(tmp_path: Path, large: str, name: str) -> None:
    source, target = tmp_path / "large.bpmn", tmp_path / "a.pdf"
    source.write_bytes(write(generate(60).snapshot()))
    command = ["document", str(source), "-o", str(target), "--sections", "diagrams", "--lang", "en"]
    assert run([*command, "--large", large]) == 0
    first = target.read_bytes()
    said = " ".join("".join(page.extract_text() for page in PdfReader(target).pages).split())
    assert name in said
    assert ("sheet B1" in said) == (large == "poster")
    assert run([*command, "--large", large]) == 0
    assert target.read_bytes() == first


def test_a_word_document_folds_instead_of_making_a_poster_and_says_so(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "a.docx"
    assert run(["document", str(SAMPLE), "-o", str(target), "--sections", "diagrams", "--large", "poster"]) == 0
    assert "no posters" in capsys.readouterr().err
