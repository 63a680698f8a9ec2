"""`modeller library style`, `clauses`, `clause`, and the house style of `modeller document`."""

import json
from pathlib import Path
from typing import Any

import pytest
from library.test_house_style import picture
from policy_samples import complaint
from pypdf import PdfReader

from modeller import language
from modeller.cli import run
from modeller.library.folders import add_folder
from modeller.library.house_style import set_clause
from modeller.library.models import add_models
from modeller.library.opening import create_library, open_library
from modeller.model.entries import Author, NewModel
from modeller.model.house_style import Clause
from modeller.resources import SAMPLES

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> str:
    with create_library(tmp_path / "a.mlib") as library:
        folder = add_folder(library, "客服")
        add_models(library, [NewModel("投诉", tuple(complaint()), folder.id), NewModel("别的", tuple(complaint()))])
    return str(tmp_path / "a.mlib")


def _style(path: str, capsys: Capture, *more: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["library", "style", path, *more, "--json"]) == 0
    held: dict[str, Any] = json.loads(capsys.readouterr().out)
    return held


def _titles(file: Path) -> list[str]:
    return [entry["/Title"] for entry in PdfReader(file).outline if not isinstance(entry, list)]


def test_a_style_is_set_told_and_stands_in_the_documents_of_the_library(
    path: str, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "logo.png").write_bytes(picture())
    assert _style(path, capsys)["organisation"] == ""
    more = ["--organisation", "华东", "--logo", str(tmp_path / "logo.png"), "--accent", "#AA1122", "--signatures",
            "编制, 批准，会签", "--numbering", "Chinese", "--serif", "--fonts", "仿宋"]  # fmt: skip
    held = _style(path, capsys, *more)
    assert held["accent"] == "#aa1122"
    assert (held["signatures"], held["numbering"], held["serif"]) == (["编制", "批准", "会签"], "chinese", True)
    assert (held["body_font"], held["head_font"]) == ("仿宋", "黑体")
    assert run(["library", "style", path, "--foot", "内部资料"]) == 0
    said = capsys.readouterr().out
    assert all(each in said for each in ("华东", "#aa1122", "编制, 批准, 会签", "内部资料", "Serif", "Own clauses: 0"))
    target = tmp_path / "a.pdf"
    assert run(["document", path, "--model", "投诉", "-o", str(target), "--sections", "cover,purpose"]) == 0
    reader = PdfReader(target)
    assert all(each in reader.pages[0].extract_text() for each in ("华东", "会签", "内部资料"))
    assert len(reader.pages[0].images) == 1
    assert _titles(target) == ["一、Purpose"]
    bare = _style(path, capsys, "--no-logo", "--organisation", "-", "--signatures", "-", "--foot", "-")
    assert (bare["logo"], bare["organisation"], bare["signatures"], bare["foot"]) == ("", "", [], "")


def test_a_clause_is_added_changed_listed_and_deleted(path: str, tmp_path: Path, capsys: Capture) -> None:
    text, target = tmp_path / "t.txt", tmp_path / "a.pdf"
    text.write_text("\ufeff不得外传。\r\n- 一\r\n", "utf-8")
    command = ["library", "clause", path]
    assert run([*command, "--title", "保密", "--text-file", str(text), "--after", "Purpose"]) == 0
    assert "after “Purpose”" in capsys.readouterr().out
    assert run([*command, "--title", "归档", "--before", "purpose", "--model", "别的"]) == 0
    assert run([*command, "--title", "解释", "--folder", "/客服/", "--lang", "zh_CN"]) == 0
    capsys.readouterr()
    assert run(["library", "clauses", path]) == 0
    said = capsys.readouterr().out
    assert all(each in said for each in ("only “别的”", "only in “客服”", "简体中文", "at the end"))
    document = ["document", path, "--model", "投诉", "-o", str(target), "--sections", "purpose,clauses"]
    assert run([*document, "--lang", "zh_CN"]) == 0
    assert _titles(target) == ["1 目的", "2 保密", "3 解释"]
    assert "不得外传。" in PdfReader(target).pages[0].extract_text()
    assert run(document) == 0
    assert _titles(target) == ["1 Purpose", "2 保密"]
    assert run([*command, "--title", "保密", "--before", "purpose"]) == 0
    (kept, *_) = _style(path, capsys)["clauses"]
    assert (kept["text"], kept["before"], kept["section"]) == ("不得外传。\n- 一", True, "purpose")
    assert run([*command, "--id", kept["id"][:6], "--title", "秘密", "--model", "别的"]) == 0
    assert _style(path, capsys)["clauses"][0]["model"]
    assert run([*command, "--title", "秘密", "--model", "-", "--folder", "-", "--lang", "-"]) == 0
    assert _style(path, capsys)["clauses"][0]["model"] == ""
    assert run([*command, "--title", "解释", "--delete"]) == 0
    capsys.readouterr()
    assert run(["library", "trail", path]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
    assert "Own clause changed" in lines[0]
    assert "保密 不得外传。 - 一" in lines[0]
    assert [each["title"] for each in _style(path, capsys)["clauses"]] == ["秘密", "归档"]


def test_what_is_printed_is_taken_by_another_library_and_by_the_document_of_a_file(
    path: str, tmp_path: Path, capsys: Capture
) -> None:
    held, other, target = tmp_path / "style.json", tmp_path / "b.mlib", tmp_path / "a.pdf"
    assert run(["library", "clause", path, "--title", "保密", "--after", "scope"]) == 0
    said = _style(path, capsys, "--organisation", "华东", "--numbering", "articles")
    held.write_text(json.dumps(said), "utf-8")
    create_library(other).close()
    assert run(["library", "clause", str(other), "--title", "自己的"]) == 0
    taken = _style(str(other), capsys, "--take", str(held))
    assert taken | {"clauses": []} == said | {"clauses": []}
    assert sorted(each["title"] for each in taken["clauses"]) == ["保密", "自己的"]
    sample = str(SAMPLES / "客户投诉处理.bpmn")
    command = ["document", sample, "-o", str(target), "--style", str(held), "--lang", "zh_CN"]
    assert run([*command, "--sections", "cover,procedure,clauses"]) == 0
    assert "华东" in PdfReader(target).pages[0].extract_text()
    assert _titles(target) == ["第一章 保密", "第二章 作业程序"]
    assert run([*command, "--sections", "procedure", "--numbering", "decimal"]) == 0
    assert _titles(target) == ["1 作业程序"]


@pytest.mark.parametrize(("arguments", "words"), [
    (["style", "LIB", "--accent", "red"], "“red” is no colour"), (["style", "LIB", "--logo", "no.png"], "no.png"),
    (["style", "LIB", "--logo", "LIB"], "PNG or JPEG"), (["style", "LIB", "--numbering", "roman"], "articles"),
    (["style", "LIB", "--take", "LIB"], "no house style"), (["clause", "LIB"], "--title, or --id"),
    (["clause", "LIB", "--title", "x", "--after", "cover"], "choose one of: purpose"),
    (["clause", "LIB", "--title", "x", "--after", "roles", "--before", "steps"], "--after does not go with --before"),
    (["clause", "LIB", "--title", "x", "--delete"], "no clause “x”"),
    (["clause", "LIB", "--id", "beef", "--title", "x"], "no clause “beef”"),
    (["clause", "LIB", "--title", "x", "--model", "y"], "y"), (["clause", "LIB", "--title", "x", "--folder", "y"], "y"),
    (["clause", "LIB", "--title", "x", "--text-file", "LIB"], "no text in UTF-8"),
])  # fmt: skip
def test_what_cannot_be_kept_is_one_clear_line_and_nothing_changes(
    path: str, capsys: Capture, arguments: list[str], words: str
) -> None:
    before = Path(path).read_bytes()
    assert run(["library", *(path if each == "LIB" else each for each in arguments)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1, said
    assert Path(path).read_bytes() == before


def test_in_chinese_the_listing_and_what_is_wrong_are_set_as_chinese_is(path: str, capsys: Capture) -> None:
    before = language.current()
    try:
        assert run(["library", "clause", path, "--title", "保密", "--after", "scope", "--lang", "zh_CN"]) == 0
        capsys.readouterr()
        assert run(["--lang", "zh_CN", "library", "clauses", path]) == 0
        assert capsys.readouterr().out.rstrip().endswith("保密（“适用范围”之后；简体中文）")
        assert run(["--lang", "zh_CN", "library", "clauses"]) == 2
        assert capsys.readouterr().err == "缺少 LIB。请查看：modeller library clauses --help\n"
    finally:
        language.use(before)


def test_ids_that_begin_alike_are_listed_whole(path: str, capsys: Capture) -> None:
    with open_library(path) as library:
        for place in "12":
            set_clause(library, Clause(f"Clause {place}", id=f"sample-clause-{place}"), Author("Li"))
    assert run(["library", "clauses", path]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == ["sample-clause-1", "sample-clause-2"]
    assert run(["library", "clause", path, "--id", listed[1], "--delete"]) == 0
