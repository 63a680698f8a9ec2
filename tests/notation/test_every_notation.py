"""What holds for every kind of element and flow in every notation."""

from dataclasses import replace
from itertools import product

import pytest
from notation.records import flow, model, node
from notation.test_every_element import SIZES, TEXTS, assert_holds, reach

from modeller.drawing.displaylist import TextLine
from modeller.drawing.paint_svg import paint
from modeller.drawing.routing import inside
from modeller.drawing.theme import LIGHT
from modeller.language import LANGUAGES, message, words
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.catalogue import ELEMENTS, FLOWS
from modeller.notation.docking import distance
from modeller.notation.element import ElementType, FlowType, Role
from modeller.notation.notations import BPMN, FLOWCHART, NOTATIONS, notation
from modeller.notation.paths import path
from modeller.notation.picture import group, outer_bounds, picture
from modeller.notation.symbol import Notation

PAIRS = [
    pytest.param(each, kind, id=f"{each.key}-{kind.key}") for each, kind in product(NOTATIONS, ELEMENTS)
]  # fmt: skip
FLOW_PAIRS = [pytest.param(each, kind, id=f"{each.key}-{kind.key}") for each, kind in product(NOTATIONS, FLOWS)]


def shaped(kind: ElementType, size: str, text: str) -> Node:
    width, height = SIZES[size] or kind.size
    return node(kind.key.removeprefix("bpmn:"), text=text, bounds=(50, 60, width, height))


@pytest.mark.parametrize(("each", "kind"), PAIRS)
@pytest.mark.parametrize("size", SIZES)
def test_it_is_drawn_at_any_size_with_any_text_inside_its_bounds(
    each: Notation, kind: ElementType, size: str
) -> None:  # fmt: skip
    for text in TEXTS:
        record = shaped(kind, size, text)
        whole = model(record)
        for language in LANGUAGES:
            found = group(whole, record, language, each)
            assert found is not None
            assert found.marks
            assert_holds(found)
            assert outer_bounds(whole, record, each).grown(0.01).covers(found.bounds)


@pytest.mark.parametrize(("each", "kind"), PAIRS)
@pytest.mark.parametrize("size", SIZES)
def test_its_outline_is_closed_lies_in_its_box_and_keeps_the_centre(
    each: Notation, kind: ElementType, size: str
) -> None:  # fmt: skip
    for text in TEXTS:
        record = shaped(kind, size, text)
        whole = model(record)
        symbol = each.symbol(record)
        outline, box = symbol.outline(record, whole), symbol.box(record, whole)
        assert record.bounds is not None
        assert box.centre == pytest.approx(record.bounds.centre)
        assert outline[0][0] == "M"
        assert outline[-1] == ("Z",)
        rounding = 2.51 if kind.group == "events" else 0.01
        assert box.grown(rounding + box.width * 1e-9).covers(reach(outline))
        assert symbol.widest(record, whole).grown(0.01).covers(box)


@pytest.mark.parametrize(("each", "kind"), PAIRS)
def test_all_of_its_text_is_on_the_picture(each: Notation, kind: ElementType) -> None:
    for text in ("Prüfen, ob die Rechnung 4711 stimmt（含税）", "同意？", "End"):
        record = shaped(kind, "default", text)
        found = group(model(record), record, None, each)
        assert found is not None
        lines = [mark.text for mark in found.marks if isinstance(mark, TextLine)]
        assert "".join(text.split()) in "".join("".join(lines).split())


@pytest.mark.parametrize("kind", ELEMENTS, ids=lambda kind: kind.key)
@pytest.mark.parametrize("text", ["同意？", "End", "Order received", "金额超过 10 万元？", "Is it above 10,000?"])
def test_letters_inside_a_growing_shape_are_inside_its_border(kind: ElementType, text: str) -> None:
    record = shaped(kind, "default", text)
    whole = model(record)
    symbol = FLOWCHART.symbol(record)
    if symbol.label_place != "outside" or symbol.beside(record, whole):
        return
    outline = symbol.outline(record, whole)
    for mark in symbol.draw(record, whole, "en"):
        if isinstance(mark, TextLine):
            for x, y in product((mark.x, mark.x + mark.width), (mark.y - mark.size * 0.75, mark.y + mark.size * 0.1)):
                assert inside(outline, Point(x, y)), mark


@pytest.mark.parametrize(("each", "kind"), PAIRS)
def test_colours_of_the_file_reach_it(each: Notation, kind: ElementType) -> None:
    bioc = "di:{http://bpmn.io/schema/bpmn/biocolor/1.0}"
    plain = shaped(kind, "default", "x")
    record = replace(plain, properties=plain.properties.changed({bioc + "stroke": "#0d4372"}))
    found = group(model(record), record, None, each)
    assert found is not None
    assert "#0d4372" in paint((found,), LIGHT, found.bounds, "", "en")


@pytest.mark.parametrize(("each", "kind"), FLOW_PAIRS)
def test_a_flow_is_drawn_along_any_path_inside_its_bounds(each: Notation, kind: FlowType) -> None:
    for points in (((0, 0), (200, 0)), ((0, 0), (0, 1)), ((0, 0), (100, 0), (100, 90), (240, 91))):
        for text in TEXTS:
            for label in (None, (40, -5, 30, 14)):
                record = flow(kind.key.removeprefix("bpmn:"), points=points, text=text, label=label)
                found = group(model(record), record, None, each)
                assert found is not None
                assert_holds(found)
                assert outer_bounds(model(record), record, each).grown(0.01).covers(found.bounds)


@pytest.mark.parametrize(("each", "kind"), PAIRS)
def test_what_docks_on_it_in_bpmn_docks_on_it_in_every_notation(each: Notation, kind: ElementType) -> None:
    if kind.role in (Role.POOL, Role.LANE, Role.PHASE, Role.GROUP):
        return  # flows end inside them, or do not end at them at all
    record = replace(shaped(kind, "default", ""), key="a")
    assert record.bounds is not None
    x, y = record.bounds.centre
    far = node("task", "b", bounds=(x + 300, y - 40, 100, 80))
    away = ((200, 0), (-200, 0), (0, 200), (0, -200), (170, 120), (-150, -190))
    for dx, dy in away:
        bare = flow("sequenceFlow", "f", "a", "b", points=((x, y), (x + dx, y + dy), (x + 300, y + dy)))
        start = path(model(record, far, bare), bare)
        record_of = replace(bare, points=start)
        whole = model(record, far, record_of)
        assert distance(kind.outline(record), start[0]) < 0.5
        assert distance(each.symbol(record).outline(record, whole), path(whole, record_of, each)[0]) < 0.5


@pytest.mark.parametrize("each", NOTATIONS, ids=lambda each: each.key)
def test_a_notation_is_found_by_its_key_and_named_in_every_language(each: Notation) -> None:
    assert notation(each.key) is each
    assert notation("no such") is BPMN
    assert len({known.key for known in NOTATIONS}) == len(NOTATIONS)
    for language in LANGUAGES:
        assert words(message(each.label), language) != each.label


def test_bpmn_is_drawn_as_the_types_themselves_say() -> None:
    task, end = node("task", "a", "Check"), node("endEvent", "b", bounds=(300, 122, 36, 36))
    arrow: Flow = flow("sequenceFlow", "f", "a", "b", points=((200, 140), (300, 140)))
    whole = model(task, end, arrow)
    assert picture(whole, "d") == picture(whole, "d", None, BPMN)
    assert BPMN.symbol(task).box(task, whole) == Bounds(100, 100, 100, 80)
