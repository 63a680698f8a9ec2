"""The sample library: whole, clean, and of one shape in both languages."""

from pathlib import Path

import pytest

from modeller.files.problem import Problem
from modeller.jobs.check_model import check_model
from modeller.jobs.open_model import open_model
from modeller.jobs.sample_library import make_sample_library, sample_files
from modeller.language import CHINESE
from modeller.library.dictionary import entries
from modeller.library.folders import folders
from modeller.library.models import models
from modeller.model.entries import Author
from modeller.model.reading import Model
from modeller.model.records import Diagram
from modeller.notation.attributes import PREFIX

FILES = sorted(path for language in ("en", CHINESE) for path in sample_files(language).rglob("*.bpmn"))


def names(path: Path) -> str:
    return path.relative_to(sample_files("en").parent).as_posix()


@pytest.mark.parametrize("path", FILES, ids=names)
def test_every_sample_is_clean_by_the_standard_rules(path: Path) -> None:
    opened = open_model(path)
    assert not opened.findings
    assert check_model(opened.document, opened.findings).at("hint") == []


def shape(model: Model) -> list[tuple[str, str, set[str]]]:
    """Types, ids and which attributes are filled in, of every record that a file names."""
    return sorted(
        (
            "diagram" if isinstance(record, Diagram) else record.type,
            record.properties.text("id"),
            {key for key in record.properties if key.startswith(PREFIX)},
        )
        for record in model
    )


def test_both_languages_say_the_same_of_the_same_steps() -> None:
    english, chinese = (
        sorted(map(shape, (open_model(path).document for path in sample_files(language).rglob("*.bpmn"))), key=str)
        for language in ("en", CHINESE)
    )
    assert len(english) == 8
    assert english == chinese


@pytest.mark.parametrize("language", ["en", CHINESE])
def test_it_has_folders_variants_and_a_dictionary(tmp_path: Path, language: str) -> None:
    with make_sample_library(tmp_path / "s.mlib", language, Author("Li")) as library:
        assert len(folders(library)) == 4
        found = models(library)
        assert len(found) == 8
        assert sorted(each.variant for each in found if each.variant) == ["as-is", "to-be"]
        assert {each.kind for each in entries(library)} == {"role", "document", "system", "kpi", "risk", "term"}
        assert any(each.parent for each in entries(library))


def test_nothing_is_left_where_it_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "s.mlib").write_bytes(b"mine")
    with pytest.raises(Problem):
        make_sample_library(tmp_path / "s.mlib", "en", Author("Li"))
    assert (tmp_path / "s.mlib").read_bytes() == b"mine"


def test_one_that_is_called_off_leaves_no_file(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.3:
            raise Stopped

    with pytest.raises(Stopped):
        make_sample_library(tmp_path / "s.mlib", "en", Author("Li"), stop)
    assert not (tmp_path / "s.mlib").exists()
