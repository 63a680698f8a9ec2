"""The sample library: whole, clean, and of one shape in both languages."""

from pathlib import Path

import pytest

from modeller.analysis.raci import raci
from modeller.export.policy.blocks import Table
from modeller.export.policy.compose import compose
from modeller.files.problem import Problem
from modeller.interchange.model_files import linked_file
from modeller.jobs.check_model import check_model
from modeller.jobs.open_model import open_model
from modeller.jobs.policy_document import Wishes
from modeller.jobs.policy_library import policy_in
from modeller.jobs.sample_library import make_sample_library, sample_files
from modeller.jobs.value_chain import said_of
from modeller.language import CHINESE
from modeller.library.approval import advance, workflow_of
from modeller.library.dictionary import entries
from modeller.library.drafts import load_draft
from modeller.library.fields import fields_of
from modeller.library.folders import folders
from modeller.library.house_style import house_of
from modeller.library.models import models
from modeller.model.entries import VALUE_CHAIN, Author
from modeller.model.reading import Model
from modeller.model.records import Diagram, Item
from modeller.notation.attributes import PREFIX, attribute_text
from modeller.notation.bpmn.links import Link, link_of
from modeller.notation.own_fields import OWN, own_properties

PROCESSES = (
    "customer_requests", "after_sales", "service_review", "order_as_is", "order_to_be", "outsourced_customer",
    "outsourced_provider", "policy_approval", "improvement",
)  # fmt: skip
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


@pytest.mark.parametrize("language", ["en", CHINESE])
def test_it_says_who_signs_how_documents_look_and_what_the_organisation_asks(tmp_path: Path, language: str) -> None:
    with make_sample_library(tmp_path / "s.mlib", language, Author("Li")) as library:
        house, fields = house_of(library), fields_of(library)
        signed = [who.title for step in workflow_of(library).steps for who in step.signatories if who.title]
        (service,) = {each.folder for each in house.clauses if each.folder}
        inside = [load_draft(library, each.id).records for each in models(library, service)]
    assert house.style.numbering == ("articles" if language == CHINESE else "decimal")
    assert list(house.style.signatures) == signed
    assert len(house.clauses) == 3
    assert all(each.text.count("\n") >= 1 for each in house.clauses)
    assert [each.key for each in fields] == ["class", "basis"]
    for records in inside:
        model = Model(records, fields)
        (process,) = [each for each in records if isinstance(each, Item) and each.type == "bpmn:process"]
        assert attribute_text(process, OWN + "class") in own_properties(model)[OWN + "class"][0].choices


def test_models_come_in_the_same_order_in_both_languages(tmp_path: Path) -> None:
    orders = []
    for language in ("en", CHINESE):
        with make_sample_library(tmp_path / f"{language}.mlib", language, Author("Li")) as library:
            drafts = [load_draft(library, each.id).records for each in models(library)]
        orders.append([{r.properties.text("id") for r in each if isinstance(r, Item)} for each in drafts])
    assert orders[0] == orders[1]
    names = [name for ids in orders[0] for name in sorted(ids) if name in PROCESSES]
    assert names == list(PROCESSES)


def test_who_takes_it_through_its_approval_signs_the_whole_cover(tmp_path: Path) -> None:
    with make_sample_library(tmp_path / "s.mlib", CHINESE, Author("Li")) as library:
        (entry,) = [each for each in models(library) if each.name == "提供售后服务"]
        advance(library, entry.id, "submit", Author("陈敏"))
        for who in ("刘斌", "吴燕", "林大伟"):
            stands = advance(library, entry.id, "approve", Author(who))
        assert stands.kind == "approved"
        job = policy_in(library, entry, Wishes(CHINESE))
    assert [(each.title, each.name) for each in job.signatures] == [
        ("制订", "陈敏"), ("审查", "刘斌"), ("会签", "吴燕"), ("核准", "林大伟")
    ]  # fmt: skip
    cover = next(each for each in compose(job).policy.blocks if isinstance(each, Table) and each.style == "facts")
    assert "售后服务部" in {cell.text for row in cover.rows for cell in row}, "the owner's, by the dictionary"
    assert [each.title for each in job.clauses] == ["前言", "执行与监督", "附则"]


@pytest.mark.parametrize("path", FILES, ids=names)
def test_every_timer_says_how_long_it_waits(path: Path) -> None:
    for node in open_model(path).document.nodes():
        for piece in node.content:
            if piece.name == "timerEventDefinition":
                assert [inner.text for inner in piece.children], node.text


@pytest.mark.parametrize("path", FILES, ids=names)
def test_somebody_answers_for_every_step_of_a_policy(path: Path) -> None:
    if path.parent.name in {"Customer service", "客户服务"} and "data" not in path.name and "统计" not in path.name:
        assert raci(open_model(path).document).without_accountable == ()


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
