"""The value chain of a library: made of its folders and models, and kept in step with them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from modeller.cli import run
from modeller.editing.chains import keep_in_step
from modeller.editing.move import move
from modeller.editing.place import place as place_node
from modeller.editing.properties import set_property
from modeller.editing.template import new_document
from modeller.editing.text import rename
from modeller.jobs.library_import import import_files
from modeller.jobs.open_model import open_model
from modeller.jobs.save_model import save
from modeller.jobs.value_chain import chain_of, library_of, plan_of, style_of
from modeller.layout.chains import STYLES, Style
from modeller.library.approval import advance
from modeller.library.folders import add_folder, bin_folder, move_folder, rename_folder
from modeller.library.models import add_model, bin_model, models, move_model, tag_model
from modeller.library.opening import create_library
from modeller.library.store import Library
from modeller.model.document import Document
from modeller.model.entries import VALUE_CHAIN, Author, NewModel
from modeller.model.records import Node
from modeller.notation.attributes import rows_of
from modeller.notation.bpmn.links import link_of
from modeller.notation.valuechain.colourings.catalogue import colouring


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with create_library(tmp_path / "service.mlib") as made:
        for folder, names in {
            "战略管理": ["年度目标"],
            "Selling": ["Quote", "Contract"],
            "客户服务": ["接受与记录", "分配与协调", "解决与回复"],
            "Finance support": ["Invoice"],
        }.items():
            held = add_folder(made, folder)
            for name in names:
                add(made, name, held.id)
        yield made


def add(library: Library, name: str, folder: str | None, owner: str = "") -> str:
    document = new_document("pool", "en")
    if owner:
        (process,) = document.items("bpmn:process")
        set_property(document, [process.key], "modeller:owner", owner)
    return add_model(library, NewModel(name, tuple(document), folder)).id


def named(document: Document, text: str) -> Node:
    (found,) = [node for node in document.nodes() if node.text == text]
    return found


def place(document: Document, text: str) -> tuple[float, float]:
    bounds = named(document, text).bounds
    assert bounds is not None
    return bounds.x, bounds.y


@pytest.mark.parametrize("style", STYLES)
def test_folders_are_stages_and_models_their_parts_each_leading_to_its_model(library: Library, style: Style) -> None:
    document = chain_of(library, style, "en")
    ids = {each.name: each.id for each in models(library)}
    for name, id in ids.items():
        link = link_of(named(document, name))
        assert link is not None
        assert (link.library, link.model) == (library.uuid, id)
    for folder in ("战略管理", "Selling", "客户服务", "Finance support"):
        assert link_of(named(document, folder)) is None
    assert style_of(document) == style
    assert library_of(document) == library.uuid


def test_where_a_folder_belongs_is_said_by_tags_and_else_by_its_name(library: Library) -> None:
    plan = plan_of(library, checked=False)
    assert {stage.name: stage.area for stage in plan.stages} == {
        "战略管理": "management", "Selling": "core", "客户服务": "core", "Finance support": "support",
    }  # fmt: skip
    for each in models(library):
        if each.name in {"Quote", "Contract"}:
            tag_model(library, each.id, ["支持"])
    assert {stage.name: stage.area for stage in plan_of(library, checked=False).stages}["Selling"] == "support"


def test_inside_a_single_folder_at_the_top_its_folders_are_the_stages(tmp_path: Path) -> None:
    with create_library(tmp_path / "one.mlib") as library:
        top = add_folder(library, "Company")
        for name in ("Buy", "Make", "Sell"):
            add(library, f"{name} it", add_folder(library, name, top.id).id)
        add(library, "Lead", top.id)
        plan = plan_of(library, checked=False)
        assert [stage.name for stage in plan.stages] == ["Lead", "Buy", "Make", "Sell"]
        assert [part.name for stage in plan.stages for part in stage.parts] == ["Buy it", "Make it", "Sell it"]


def test_models_deep_below_a_folder_are_parts_of_its_stage_and_those_in_none_stages_of_their_own(
    library: Library,
) -> None:
    deep = add_folder(library, "Deep", add_folder(library, "Inner", models(library)[1].folder).id)
    add(library, "Discount", deep.id)
    add(library, "Alone", None)
    stages = {stage.name: stage for stage in plan_of(library, checked=False).stages}
    assert [part.name for part in stages["Selling"].parts] == ["Quote", "Contract", "Discount"]
    assert stages["Alone"].model


def test_what_a_process_says_is_said_by_its_part_and_its_stage(library: Library) -> None:
    folder = add_folder(library, "Owned")
    id = add(library, "Handled", folder.id, "Sales")
    plan = plan_of(library)
    (stage,) = [stage for stage in plan.stages if stage.name == "Owned"]
    assert stage.said["modeller:owner"] == "Sales"
    assert stage.parts[0].said["modeller:owner"] == "Sales"
    assert stage.parts[0].said["modeller:status"] == "draft"
    assert stage.parts[0].said["chain:findings"] in {"error", "warning", "hint", "clean"}
    advance(library, id, "submit", Author("Li"))
    assert plan_of(library, checked=False).stages[-1].parts[0].said["modeller:status"] == "review"


def worth(library: Library, name: str, folder: str, kpi: str, *steps: tuple[str, str]) -> None:
    """Add a process with a KPI and a step for each value class and duration."""
    document = new_document("pool", "en")
    (process,) = document.items("bpmn:process")
    set_property(document, [process.key], "modeller:kpi", kpi)
    (diagram,) = document.diagrams()
    for number, (value, long) in enumerate(steps):
        key = place_node(document, diagram.key, "bpmn:task", 500 + 150 * number, 200)
        set_property(document, [key], "modeller:valueClass", value)
        set_property(document, [key], "modeller:duration", long)
    add_model(library, NewModel(name, tuple(document), folder))


def test_a_stage_has_the_kpis_of_all_its_parts_and_the_share_of_all_their_work(library: Library) -> None:
    folder = add_folder(library, "Measured").id
    worth(library, "Good", folder, "Fast\t≤ 2\th\t1\t2026-06-30", ("adding", "1h"), ("waste", "1h"))
    worth(library, "Bad", folder, "Right\t≥ 95\t%\t60", ("adding", "1h"), ("necessary", "5h"))
    document = chain_of(library, "chain", "en")
    kpi, share = colouring("kpi"), colouring("share")
    assert kpi is not None
    assert share is not None
    found = {name: (kpi.value(node), share.value(node), node.properties.get("modeller:valueShare"))
             for name in ("Good", "Bad", "Measured", "Quote") for node in [named(document, name)]}  # fmt: skip
    assert found == {
        "Good": ("met", "50", "50"), "Bad": ("missed", "0", "16.7"), "Measured": ("missed", "25", "25"),
        "Quote": ("", "", None),
    }  # fmt: skip
    assert len(rows_of(named(document, "Measured"), "modeller:kpi")) == 2


def test_a_folder_that_is_called_as_an_area_is_of_it(library: Library) -> None:
    for name in ("Management", "支持"):
        add(library, f"In {name}", add_folder(library, name).id)
    areas = {stage.name: stage.area for stage in plan_of(library, checked=False).stages}
    assert (areas["Management"], areas["支持"]) == ("management", "support")


def test_an_empty_library_has_an_empty_chain(tmp_path: Path) -> None:
    with create_library(tmp_path / "empty.mlib") as library:
        for style in STYLES:
            document = chain_of(library, style)
            assert not [node for node in document.nodes() if link_of(node)]


def test_a_stage_between_two_others_is_led_to_and_leads_on(library: Library) -> None:
    document = chain_of(library, "chain", "en")
    folder = add_folder(library, "Delivering")
    add(library, "Dispatch", folder.id)
    move_folder(library, folder.id, None, next(each for each in models(library) if each.name == "接受与记录").folder)
    keep_in_step(document, plan_of(library, "chain", "en"))
    lines = {
        (document[flow.source].text, document[flow.target].text)
        for flow in document.flows()
        if flow.type == "chain:predecessor" and flow.source and flow.target
    }
    assert lines == {("Selling", "Delivering"), ("Delivering", "客户服务")}


@pytest.mark.parametrize("style", STYLES)
def test_nothing_changes_where_the_library_has_not(library: Library, style: Style) -> None:
    document = chain_of(library, style, "en")
    before = dict(document.records)
    keep_in_step(document, plan_of(library, style, "en"))
    assert document.records == before


@pytest.mark.parametrize("style", STYLES)
def test_in_step_again_new_models_are_there_and_gone_ones_gone_and_hands_work_stays(
    library: Library, style: Style
) -> None:
    document = chain_of(library, style, "en")
    quote = named(document, "Quote")
    move(document, [quote.key], 30, 900)
    moved = place(document, "Quote")
    set_property(document, [quote.key], "modeller:maturity", "3")
    entries = {each.name: each for each in models(library)}
    bin_model(library, entries["Contract"].id)
    add(library, "Dispatch", entries["Quote"].folder)
    rename_folder(library, entries["Invoice"].folder or "", "Money support")
    assert keep_in_step(document, plan_of(library, style, "en"))
    assert place(document, "Quote") == moved
    assert named(document, "Quote").properties.text("modeller:maturity") == "3"
    texts = [node.text for node in document.nodes()]
    assert "Contract" not in texts
    assert "Finance support" not in texts
    assert named(document, "Money support")
    new = named(document, "Dispatch").bounds
    assert new is not None
    for other in document.nodes():
        if other.text not in {"Dispatch", "Selling"} and "Band" not in other.type and other.bounds is not None:
            assert not other.bounds.meets(new), other.text
    document.undo()
    assert "Contract" in {node.text for node in document.nodes()}, "it is one step"


def test_a_model_in_another_folder_is_part_of_another_stage(library: Library) -> None:
    document = chain_of(library, "chain", "en")
    entries = {each.name: each for each in models(library)}
    move_model(library, entries["Quote"].id, entries["接受与记录"].folder)
    keep_in_step(document, plan_of(library, "chain", "en"))
    (flow,) = [flow for flow in document.incoming(named(document, "Quote").key) if flow.type == "chain:superior"]
    assert flow.source == named(document, "客户服务").key


def test_what_a_hand_has_added_and_written_stays(library: Library) -> None:
    document = chain_of(library, "landscape", "en")
    rename(document, named(document, "Core processes").key, "What we live on")
    before = len(document.nodes())
    for each in models(library):
        bin_model(library, each.id)
    keep_in_step(document, plan_of(library, "landscape", "en"))
    assert named(document, "What we live on")
    assert len(document.nodes()) < before


def test_what_the_library_no_longer_says_is_taken_back_but_not_what_a_hand_has_said(library: Library) -> None:
    folder = add_folder(library, "Owned")
    id = add(library, "Handled", folder.id, "Sales")
    document = chain_of(library, "chain", "en")
    set_property(document, [named(document, "Quote").key], "modeller:owner", "By hand")
    assert named(document, "Handled").properties.text("modeller:owner") == "Sales"
    bin_model(library, id)
    add(library, "Handled", folder.id)
    keep_in_step(document, plan_of(library, "chain", "en"))
    assert not named(document, "Owned").properties.text("modeller:owner")
    assert named(document, "Quote").properties.text("modeller:owner") == "By hand"


def test_folders_in_the_bin_are_no_stages(library: Library) -> None:
    folder = next(each for each in models(library) if each.name == "Quote").folder
    assert folder is not None
    bin_folder(library, folder)
    assert "Selling" not in [stage.name for stage in plan_of(library, checked=False).stages]


def test_chains_come_into_a_library_as_what_they_are_and_are_no_part_of_its_chain(
    library: Library, tmp_path: Path
) -> None:
    save(new_document("landscape", "en"), tmp_path / "map.mchain")
    (entry,) = import_files(library, [tmp_path / "map.mchain"]).models
    assert entry.notation == VALUE_CHAIN
    assert "map" not in [stage.name for stage in plan_of(library, checked=False).stages]


def test_the_command_writes_it_in_every_format(library: Library, tmp_path: Path) -> None:
    pytest.importorskip("PySide6")
    path = str(library.path)
    for style, colour in zip(STYLES, ("owner", "status", "findings"), strict=True):
        for suffix in (".pdf", ".svg", ".mchain"):
            target = tmp_path / f"{style}{suffix}"
            assert run(["valuechain", path, "-o", str(target), "--style", style, "--colour", colour]) == 0
            assert target.stat().st_size > 500
    assert "接受与记录" in (tmp_path / "chain.svg").read_text("utf-8")
    assert "Not said" in (tmp_path / "porter.svg").read_text("utf-8")
    assert link_of(named(open_model(tmp_path / "chain.mchain").document, "Quote"))
    assert run(["valuechain", str(tmp_path / "chain.mchain"), "-o", str(tmp_path / "again.svg")]) == 0


def test_the_command_refuses_what_is_no_chain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save(new_document("pool"), tmp_path / "a.bpmn")
    assert run(["valuechain", str(tmp_path / "a.bpmn"), "-o", str(tmp_path / "a.pdf")]) == 2
    assert not (tmp_path / "a.pdf").exists()
    assert "a.bpmn" in capsys.readouterr().err
    assert run(["valuechain", str(tmp_path / "a.bpmn"), "-o", str(tmp_path / "a.gif")]) == 2
    assert ".pdf, .svg, .png, .mchain" in capsys.readouterr().err


def test_the_command_makes_no_picture_of_an_empty_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create_library(tmp_path / "a.mlib").close()
    assert run(["valuechain", str(tmp_path / "a.mlib"), "-o", str(tmp_path / "a.pdf")]) == 2
    assert "put some in first: modeller library add" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()
