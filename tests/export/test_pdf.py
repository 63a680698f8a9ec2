"""PDF documents: pages, levels, links, metadata."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from modeller.export.exporter import Job, Options, silent
from modeller.export.pages import LONGEST_SIDE, page_for
from modeller.export.pdf import render
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Item, Node, Properties

_MOMENT = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def _task(key: str, diagram: str, x: float, scope: str = "p") -> Node:
    return Node(key, "bpmn:task", scope, x, key, diagram, Bounds(x, 0, 100, 80))


def _levels() -> Model:
    """A process with a collapsed sub-process that has a plane, which again holds one; and one that is open."""
    closed, expanded = Properties({"di:isExpanded": "false"}), Properties({"di:isExpanded": "true"})
    return Model(
        [
            Item("p", "bpmn:process", text="Orders", properties=Properties(id="p")),
            Diagram("d1", "p", 0),
            _task("a", "d1", 0),
            Node("s", "bpmn:subProcess", "p", 1, "Pack 打包", "d1", Bounds(150, 0, 100, 80), properties=closed),
            Node("o", "bpmn:subProcess", "p", 2, "Send", "d1", Bounds(300, 0, 300, 200), properties=expanded),
            Diagram("d2", "s", 1),
            _task("b", "d2", 0, "s"),
            Node("t", "bpmn:subProcess", "s", 1, "Wrap", "d2", Bounds(150, 0, 100, 80), properties=closed),
            Diagram("d3", "t", 2),
            _task("c", "d3", 0, "t"),
        ]
    )


def _read(model: Model, options: Options | None = None, **job: object) -> PdfReader:
    made = render(Job(model, **{"title": "Order handling", **job}), options or Options(), silent)
    return PdfReader(io.BytesIO(made.data), strict=True)


def _titles(outline: list) -> list:
    return [_titles(entry) if isinstance(entry, list) else entry["/Title"] for entry in outline]


def test_every_sub_process_with_a_plane_follows_on_a_page_of_its_own() -> None:
    reader = _read(_levels())
    assert len(reader.pages) == 3
    assert "Wrap" in reader.pages[1].extract_text()
    assert reader.pages[2].extract_text().strip() == "c"


def test_the_bookmarks_are_nested_as_the_sub_processes_are() -> None:
    reader = _read(_levels())
    assert _titles(reader.outline) == ["Orders", ["Send", "Pack 打包", ["Wrap"]]]
    assert reader.get_destination_page_number(reader.outline[1][2][0]) == 2


def test_a_click_on_a_collapsed_sub_process_leads_to_its_page() -> None:
    reader = _read(_levels())
    (link,) = [note.get_object() for note in reader.pages[0]["/Annots"]]
    left, bottom, right, top = (float(value) for value in link["/Rect"])
    assert right - left == pytest.approx(75, abs=8)
    assert top - bottom == pytest.approx(60, abs=8)
    target = link["/Dest"]
    target = reader.named_destinations[target] if isinstance(target, str) else target
    assert target[0].get_object() == reader.pages[1].get_object()


def test_the_document_says_what_it_is() -> None:
    reader = _read(_levels(), author="采购部", created=_MOMENT, modified=_MOMENT, language="zh_CN")
    info = reader.metadata
    assert info is not None
    assert (info.title, info.author) == ("Order handling", "采购部")
    assert info.creator.startswith("Modeller ")
    assert info.creation_date == info.modification_date == _MOMENT
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert "/JavaScript" not in str(reader.trailer["/Root"])
    assert "/OpenAction" not in reader.trailer["/Root"]


def test_every_figure_has_its_alternative_text() -> None:
    root = _read(_levels()).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    document = root["/StructTreeRoot"]["/K"].get_object()
    figures = [part.get_object() for part in document["/K"]]
    assert [figure["/S"] for figure in figures] == ["/Figure"] * 3
    assert "Orders" in figures[0]["/Alt"]
    assert "Pack 打包" in figures[0]["/Alt"]
    parents: DictionaryObject = root["/StructTreeRoot"]["/ParentTree"]
    assert len(parents["/Nums"]) == 6


@pytest.mark.parametrize(("page", "size"), [("A4", (595, 842)), ("A3", (842, 1191))])
@pytest.mark.parametrize("orientation", ["portrait", "landscape", "auto"])
def test_paper_has_its_size_and_the_figure_its_title_and_number(page, size, orientation) -> None:
    reader = _read(_levels(), Options(page=page, orientation=orientation))
    box = reader.pages[0].mediabox
    found = (round(box.width), round(box.height))
    assert found == (size if orientation == "portrait" else size[::-1])
    text = reader.pages[0].extract_text()
    assert "Orders" in text
    assert "Page 1 of 3" in text
    assert "Order handling" in text


def test_a_page_that_fits_is_as_large_as_its_diagram_and_a_margin() -> None:
    box = _read(_levels(), Options(margin=10)).pages[2].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(((102 + 20) * 0.75, (82 + 20) * 0.75), abs=3)


@pytest.mark.parametrize("bounds", [Bounds(0, 0, 1e6, 10), Bounds(-5, 5, 10, 1e6), Bounds(0, 0, 1e5, 1e5)])
@pytest.mark.parametrize("page", ["fit", "A4", "A3"])
def test_a_figure_of_any_size_lies_on_its_page(bounds: Bounds, page) -> None:
    made = page_for(bounds, "A long name " * 30, Options(page=page))
    assert max(made.width, made.height) <= LONGEST_SIDE
    left, bottom, right, top = made.placed(bounds)
    assert left >= 0
    assert bottom >= 0
    assert right <= made.width + 0.01
    assert top <= made.height + 0.01


def test_text_too_small_to_read_is_said() -> None:
    wide = Model([*_levels(), _task("far", "d1", 9000)])
    made = render(Job(wide, "x"), Options(page="A4"), silent)
    assert [note.key for note in made.notes] == ["documents.small_text_a4"]
    assert not render(Job(_levels(), "x"), Options(page="A4"), silent).notes


def test_only_the_diagrams_asked_for_are_in_it() -> None:
    assert len(_read(_levels(), diagrams=("d2",)).pages) == 2
    assert len(_read(_levels(), diagrams=("d3",)).pages) == 1


def test_planes_that_lead_to_each_other_come_once() -> None:
    closed = Properties({"di:isExpanded": "false"})
    model = Model(
        [
            Diagram("d1", "t", 0),
            Diagram("d2", "s", 1),
            Node("s", "bpmn:subProcess", "t", 1, "s", "d1", Bounds(0, 0, 100, 80), properties=closed),
            Node("t", "bpmn:subProcess", "s", 1, "t", "d2", Bounds(0, 0, 100, 80), properties=closed),
        ]
    )
    assert len(_read(model).pages) == 2
