"""What holds for every kind of element and flow in the catalogue."""

from dataclasses import replace

import pytest
from notation.records import flow, model, node

from modeller.drawing.displaylist import Group, Path, Segments, TextLine
from modeller.drawing.shapes import extent, flattened, polyline
from modeller.language import LANGUAGES, message, words
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.catalogue import ELEMENTS, FLOWS, element_type, flow_type, is_known
from modeller.notation.element import ElementType, FlowType
from modeller.notation.picture import group, outer_bounds
from modeller.notation.titles import title

KINDS = [pytest.param(kind, id=kind.key) for kind in ELEMENTS]
FLOW_KINDS = [pytest.param(kind, id=kind.key) for kind in FLOWS]
SIZES = {"tiny": (1, 1), "small": (9, 7), "flat": (300, 4), "default": None, "huge": (192_000, 90_000)}
TEXTS = (
    "",
    "Check invoice",
    "核对发票金额（含税），并通知供应商付款；附单据。" * 3,
    "Donaudampfschifffahrtsgesellschaftskapitän" * 4,
    "one\ntwo\r\nthree",
    "send to <vendor> & co \x00\ud800 👩‍👩‍👧 مرحبا",
)


def shaped(kind: ElementType, size: str, text: str) -> Node:
    width, height = SIZES[size] or kind.size
    return node(kind.key.removeprefix("bpmn:"), text=text, bounds=(50, 60, width, height))


def drawn(record: Node | Flow) -> Group:
    found = group(model(record), record)
    assert found is not None
    return found


def reach(segments: Segments) -> Bounds:
    """The rectangle of the curve itself, without its handles."""
    return extent(tuple(step for part in flattened(segments) for step in polyline(part)))


def assert_holds(found: Group) -> None:
    for mark in found.marks:
        if isinstance(mark, Path):
            box = reach(mark.segments).grown(mark.pen.width / 2 if mark.pen else 0)
        else:
            assert isinstance(mark, TextLine)
            box = (
                Bounds(mark.x, mark.y - mark.size * 0.8, mark.width, mark.size)
                if mark.angle == 0
                else Bounds(mark.x - mark.size * 0.8, mark.y - mark.width, mark.size, mark.width)
            )
        assert found.bounds.grown(0.01).covers(box), mark


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_it_is_drawn_at_any_size_with_any_text_inside_its_bounds(kind: ElementType, size: str) -> None:
    for text in TEXTS:
        record = shaped(kind, size, text)
        found = drawn(record)
        assert found.marks
        assert_holds(found)
        assert outer_bounds(model(record), record).grown(0.01).covers(found.bounds)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_its_outline_is_closed_and_lies_in_its_bounds(kind: ElementType, size: str) -> None:
    record = shaped(kind, size, "")
    outline = kind.outline(record)
    assert outline[0][0] == "M"
    assert outline[-1] == ("Z",)
    assert record.bounds is not None
    rounding = 2.51 if kind.group == "events" else 0.01  # an event stays round where its bounds are not quite square
    assert record.bounds.grown(rounding + record.bounds.width * 1e-9).covers(reach(outline))


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_shape_it_is_not_drawn_but_has_an_outline_of_its_size(kind: ElementType) -> None:
    record = replace(shaped(kind, "default", "x"), bounds=None)
    assert group(model(record), record) is None
    assert extent(kind.outline(record)).width > 0


@pytest.mark.parametrize("kind", [*KINDS, *FLOW_KINDS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_stand_in_both_catalogues(kind: ElementType | FlowType, language: str) -> None:
    keys = [kind.label]
    if isinstance(kind, ElementType):
        keys.append(f"elements.palette.{kind.group}")
    for one in kind.properties:
        keys += [one.label, *(f"{one.label}.{choice or 'none'}" for choice in one.choices)]
    for key in keys:
        assert words(message(key), language) != key


@pytest.mark.parametrize("kind", KINDS)
def test_its_alternative_text_says_what_it_is_and_its_name(kind: ElementType) -> None:
    record = shaped(kind, "default", "Check\n invoice")
    assert title(record, model(record)).endswith("Check invoice")
    assert words(message(kind.label), "zh_CN") in title(record, model(record), "zh_CN")


@pytest.mark.parametrize("kind", KINDS)
def test_all_of_its_text_is_on_the_picture(kind: ElementType) -> None:
    text = "Prüfen, ob die Rechnung 4711 stimmt（含税）"
    lines = [mark.text for mark in drawn(shaped(kind, "default", text)).marks if isinstance(mark, TextLine)]
    assert "".join(text.split()) in "".join("".join(lines).split())


@pytest.mark.parametrize("kind", KINDS)
def test_colours_of_the_file_reach_its_lines_and_inside(kind: ElementType) -> None:
    bioc = "di:{http://bpmn.io/schema/bpmn/biocolor/1.0}"
    plain = shaped(kind, "default", "x")
    record = replace(plain, properties=plain.properties.changed({bioc + "stroke": "#0d4372", bioc + "fill": "#bbdefb"}))
    paths = [mark for mark in drawn(record).marks if isinstance(mark, Path)]
    assert any(path.pen and path.pen.colour == "#0d4372" for path in paths)
    if kind.key != "bpmn:group":
        assert any(path.fill and path.fill.colour == "#bbdefb" for path in paths)


@pytest.mark.parametrize("kind", FLOW_KINDS)
@pytest.mark.parametrize(
    "points",
    [
        ((0, 0), (200, 0)),
        ((0, 0), (0, 1)),
        ((0, 0), (100, 0), (100, 0), (100, 90), (240, 91)),
        ((-96_000, 4), (96_000, -9)),
    ],
    ids=["straight", "short", "bent", "long"],
)
def test_a_flow_is_drawn_along_any_path_inside_its_bounds(
    kind: FlowType, points: tuple[tuple[float, float], ...]
) -> None:
    for text in TEXTS:
        for label in (None, (40, -5, 30, 14)):
            record = flow(kind.key.removeprefix("bpmn:"), points=points, text=text, label=label)
            found = drawn(record)
            assert_holds(found)
            assert outer_bounds(model(record), record).grown(0.01).covers(found.bounds)


def test_no_key_stands_twice_in_the_catalogue() -> None:
    keys = [kind.key for kind in (*ELEMENTS, *FLOWS)]
    assert len(keys) == len(set(keys))


def test_an_unknown_kind_gets_a_placeholder_with_its_name() -> None:
    record = node("riskyThing", text="Gamble")
    assert not is_known(record.type)
    assert element_type(record) is element_type(record)
    texts = [mark.text for mark in drawn(record).marks if isinstance(mark, TextLine)]
    assert texts == ["Gamble", "«riskyThing»"]
    strange = flow("wormhole", points=((0, 0), (50, 0)))
    assert flow_type(strange).label == "elements.unknown"
    assert drawn(strange).marks
