"""The sample library: whole, clean, and of one shape in both languages."""

from pathlib import Path

import pytest

from modeller.files.problem import Problem
from modeller.interchange.model_files import linked_file
from modeller.jobs.check_model import check_model
from modeller.jobs.open_model import open_model
from modeller.jobs.sample_library import make_sample_library, sample_files
from modeller.jobs.value_chain import said_of
from modeller.language import CHINESE
from modeller.library.dictionary import entries
from modeller.library.drafts import load_draft
from modeller.library.folders import folders
from modeller.library.models import models
from modeller.model.entries import VALUE_CHAIN, Author
from modeller.model.reading import Model
from modeller.model.records import Diagram
from modeller.notation.attributes import PREFIX, attribute_text
from modeller.notation.bpmn.links import Link, link_of

FILES = sorted(path for language in ("en", CHINESE) for path in sample_files(language).rglob("*.bpmn"))


def names(path: Path) -> str:
    return path.relative_to(sample_files("en").parent).as_posix()


@pytest.mark.parametrize("path", FILES, ids=names)
def test_every_sample_is_clean_by_the_standard_rules(path: Path) -> None:
    opened = open_model(path)
    assert not opened.findings
    assert check_model(opened.document, opened.findings).at("hint") == []


@pytest.mark.parametrize("language", ["en", CHINESE])
def test_the_value_chain_leads_to_every_process_and_says_what_it_says(language: str) -> None:
    (chain,) = sample_files(language).glob("*.mchain")
    model, led = open_model(chain).document, set[Path]()
    for node in model.nodes():
        link = link_of(node)
        target = linked_file(chain, link.model) if link is not None and link.to_file else None
        if target is None:
            continue
        led.add(target)
        said = said_of(open_model(target).document)
        assert node.text == target.stem
        assert {key: attribute_text(node, key) for key in said} == said, "run .ci/samples.py"
    assert led == set(sample_files(language).rglob("*.bpmn"))


def test_both_value_chains_have_the_same_shape() -> None:
    english, chinese = (
        [
            (each.type, each.bounds, each.properties.text("modeller:maturity"))
            for each in open_model(path).document.nodes()
        ]
        for language in ("en", CHINESE)
        for path in sample_files(language).glob("*.mchain")
    )
    assert english == chinese


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
        assert len(found) == 9
        (chain,) = [each for each in found if each.notation == VALUE_CHAIN]
        links = {link for record in load_draft(library, chain.id).records if (link := link_of(record)) is not None}
        assert links == {Link(library.uuid, each.id) for each in found if each is not chain}
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
