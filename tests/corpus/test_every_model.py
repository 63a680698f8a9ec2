"""Every real model opens, is described and is exported; every broken one is refused in one line."""

from pathlib import Path

import pytest
from corpus_files import corpus_file, corpus_parameters

from modeller.cli import run


def export(path: str, suffix: str, folder: Path, *options: str) -> None:
    target = folder / f"out.{suffix}"
    assert run(["export", str(corpus_file(path)), "-o", str(target), *options]) == 0
    assert target.stat().st_size > 100


@pytest.mark.parametrize("path", corpus_parameters())
def test_a_real_model_is_described_and_exported(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["info", str(corpus_file(path))]) == 0
    export(path, "pdf", tmp_path)
    export(path, "svg", tmp_path)
    export(path, "pdf", tmp_path, "--notation", "flowchart", "--force")
    export(path, "svg", tmp_path, "--notation", "flowchart", "--force")
    assert "Internal error" not in capsys.readouterr().err


@pytest.mark.parametrize("path", corpus_parameters())
def test_a_real_model_becomes_a_png(path: str, qt: None, tmp_path: Path) -> None:
    export(path, "png", tmp_path, "--dpi", "48")
    export(path, "png", tmp_path, "--dpi", "48", "--notation", "flowchart", "--force")


@pytest.mark.parametrize("path", corpus_parameters(refused=True))
def test_a_broken_file_is_refused_with_one_line(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = str(corpus_file(path))
    for arguments in (["info", model], ["export", model, "-o", str(tmp_path / "a.pdf")]):
        assert run(arguments) == 2
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert model in said
        assert "Nothing was opened" in said
    assert not (tmp_path / "a.pdf").exists()
