"""The page of a library: all of a model arrives as text, every link leads somewhere in it, nothing leads out of it."""

import re
from base64 import b64decode
from dataclasses import replace
from typing import Any

import hostile
import pytest
from harmless import html as harmless
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from library.test_house_style import picture
from policy_samples import complaint, filled
from site_reading import plain, read

from modeller.export.exporter import silent
from modeller.export.policy.job import Facts
from modeller.export.site.markup import Markup, anchor, element
from modeller.export.site.page import compose
from modeller.export.site.site import Chapter, Shelf, Site
from modeller.model.house_style import HouseStyle
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Fragment, Item, Node, Properties, Record
from modeller.notation.bpmn.links import Link, with_link

HOSTILE = [*hostile.MARKUP, *hostile.ODD, *hostile.RIGHT_TO_LEFT, "\x00\x1b\ud800"]


def chapter(text: str, key: str, folder: str | None = None) -> Chapter:
    """The complaint process with a text wherever there may be one; its first step stands for the model "other"."""
    records = [saying(record, text) for record in complaint()]
    return Chapter(key, text, Model(records), folder, Facts(version=text), text, (text,), text)


def saying(record: Record, text: str) -> Record:
    if isinstance(record, Item) and record.type != "bpmn:process":
        return record
    said = {"instruction": text, "systems": text, "kpi": text, "escalateTo": text} if isinstance(record, Node) else {}
    said |= {"purpose": text, "owner": text} if isinstance(record, Item) else {}
    words = Fragment("{http://www.omg.org/spec/BPMN/20100524/MODEL}documentation", (), text)
    others = (each for each in record.content if each.name != "documentation")
    made = replace(filled(record, said), text=text, content=(*others, words))
    if record.key != "Task_record":
        return made
    assert isinstance(made, Node)
    return with_link(replace(made, type="bpmn:callActivity"), Link(text, "other"))


def site(text: str, language: str = "en") -> Site:
    shelves = (Shelf("top", text), Shelf(text + "/", text, "top"))
    chapters = (chapter(text, text, text + "/"), chapter(text, "other"))
    return Site(text, language, chapter(text, ""), chapters, shelves)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(min_size=1, max_size=40), st.sampled_from(["en", "zh_CN"]))
@example("<script>alert(1)</script>", "en")
@example("]]>", "zh_CN")
@example("javascript:alert(1)", "en")
@example("'\"></a><svg onload=alert(1)>", "en")
def test_whatever_a_model_holds_arrives_as_text_and_nothing_else(text: str, language: str) -> None:
    arrives(text, language)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_hostile_text_does_anything(text: str) -> None:
    arrives(text, "en")


def arrives(text: str, language: str) -> None:
    data = compose(site(text, language), silent).data
    harmless(data)
    page = read(data)
    wanted = plain(text)
    assert plain(page.all("title")[0].text()) == wanted
    assert [plain(each.text()) for each in page.all("h2")] == [wanted] * 3
    assert [plain(each.text()) for each in page.all("summary")] == [wanted] * 2
    assert all(plain(each.text()) == wanted for each in page.of_class("said"))
    if wanted:
        for detail in page.of_class("detail"):
            assert [plain(each.text()) for each in detail.all("dd")].count(wanted) >= 3


def test_what_stands_for_a_model_leads_to_it_and_the_model_back() -> None:
    page = read(compose(site("x"), silent).data)
    place = anchor("m", "other")
    shapes = [each for svg in page.all("svg") for each in svg.all("a") if each.attributes["href"] == f"#{place}"]
    assert len(shapes) == 3
    target = next(each for each in page.all("section") if each.attributes.get("id") == place)
    used = [each.attributes["href"] for each in target.all("li") for each in each.all("a")]
    assert used == [f"#{anchor('m', 'x')}"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_step_leads_to_all_that_is_said_of_it(language: str) -> None:
    model = complaint()
    made = Site("L", language, Chapter("", "L", Model()), (Chapter("k", "投诉", model),))
    data = compose(made, silent).data
    harmless(data)
    page = read(data)
    place = anchor("s", "k", "Task_record")
    leading = [each for each in page.all("a") if each.attributes["href"] == f"#{place}"]
    assert len(leading) == 2  # its shape and its line of the table
    detail = next(each for each in page.of_class("detail") if each.attributes["id"] == place)
    words = detail.text()
    for said in ("客户来电记录", "投诉登记表（CS-F-01）", "客户关系系统", "不得遗漏联系方式。", "客服主管"):
        assert said in words
    drawn = {plain(each.text()) for svg in page.all("svg") for each in svg.all("title")}
    for node in model.nodes():
        if node.text and node.type != "bpmn:participant":
            assert any(plain(node.text) in each for each in drawn), node.text


def nested() -> Model:
    """A process with a closed sub-process that has a diagram of its own, which again holds one."""
    found: list[Record] = [Item("p", "bpmn:process", text="Orders", properties=Properties(id="p"))]
    for number, scope in enumerate(("p", "s", "t")):
        inner = chr(ord("s") + number)
        closed = Properties({"di:isExpanded": "false"})
        found += [
            Diagram(f"d{number}", scope, number),
            Node(inner, "bpmn:subProcess", scope, 1, inner, f"d{number}", Bounds(0, 0, 100, 80), properties=closed),
        ]
    return Model(found)


def test_a_closed_sub_process_leads_to_the_diagram_of_its_inside() -> None:
    data = compose(Site("L", "en", Chapter("", "L", Model()), (Chapter("k", "K", nested()),)), silent).data
    harmless(data)
    page = read(data)
    figures = page.of_class("chapter")[1].of_class("figure")
    leads = [[each.attributes["href"] for each in figure.all("a")] for figure in figures]
    assert leads[:2] == [[f"#{figures[1].attributes['id']}"], [f"#{figures[2].attributes['id']}"]]
    assert leads[2] == [f"#{anchor('s', 'k', 'u')}"]  # no diagram of its own: to what is said of it


def test_pictures_switch_to_dark_with_the_page() -> None:
    text = compose(Site("L", "en", Chapter("", "L", complaint()), ()), silent).data.decode()
    used = set(re.findall(r"var\((--[0-9a-f]{6}-[0-9a-f]{6})\)", text))
    light, dark = re.findall(r":root\{((?:--[0-9a-f]{6}-[0-9a-f]{6}:#[0-9a-f]{6};)+)\}", text)
    assert used
    assert set(re.findall(r"--[0-9a-f-]+", light)) == set(re.findall(r"--[0-9a-f-]+", dark)) == used
    svg = text[text.index("<svg") : text.rindex("</svg>")]
    assert not re.search(r'(fill|stroke)="#', svg)


def test_a_library_without_models_is_a_page_too() -> None:
    data = compose(Site("Nothing", "en", Chapter("", "Nothing", Model()), ()), silent).data
    harmless(data)
    page = read(data)
    assert [each.text() for each in page.all("h2")] == ["Nothing"]


@pytest.mark.parametrize("target", ["javascript:alert(1)", "http://x.test", "//x.test", "x.html", ""])
def test_no_element_can_lead_out_of_the_page(target: str) -> None:
    with pytest.raises(ValueError, match="out of the page"):
        element("a", "x", href=target)


def test_only_finished_markup_is_not_escaped() -> None:
    made: Any = element("p", "<b>", Markup("<i></i>"), title="\"'<")
    assert made == '<p title="&quot;&#x27;&lt;">&lt;b&gt;<i></i></p>'


def test_the_page_shows_the_organisation_with_its_logo_and_its_colour() -> None:
    house = HouseStyle("<b>华东</b>", picture("JPEG"), "#aa1122")
    made = Site("L", "en", Chapter("", "L", Model()), (), house=house)
    rendered = compose(made, silent)
    (sign,) = [each for each in read(rendered.data).all("div") if each.attributes.get("id") == "house"]
    assert sign.text() == "<b>华东</b>"
    assert sign.attributes["style"] == "border-top-color:#aa1122"
    (logo,) = sign.all("img")
    assert logo.attributes["alt"] == "<b>华东</b>"
    assert b64decode((logo.attributes["src"] or "").removeprefix("data:image/jpeg;base64,")) == house.logo
    assert not rendered.notes
    broken = compose(replace(made, house=replace(house, logo=picture()[:40])), silent)
    assert [each.key for each in broken.notes] == ["policy.style.no_logo"]
    assert not read(broken.data).all("img")
    plain = compose(replace(made, house=HouseStyle(accent="#aa1122")), silent)
    assert not [each for each in read(plain.data).all("div") if each.attributes.get("id") == "house"]
