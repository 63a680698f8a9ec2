"""Sizes and weights that a file asks for: which count, and that every symbol holds and bounds its text with them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation.records import flow, node
from notation.test_every_element import FLOW_KINDS, KINDS, SIZES, TEXTS, assert_holds, shaped

from modeller.drawing.displaylist import TextLine
from modeller.drawing.text import LINE_HEIGHT
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Fragment, Node
from modeller.notation.bpmn.fonts import FAMILY, LABEL, LEAST, MOST, PLAIN, Font, font, read
from modeller.notation.bpmn.labels import SMALLEST, inside
from modeller.notation.element import ElementType, FlowType
from modeller.notation.picture import group, outer_bounds

DI, DC = "{http://www.omg.org/spec/BPMN/20100524/DI}", "{http://www.omg.org/spec/DD/20100524/DC}"
FONTS = (Font(6.0), Font(24.0, True), Font(96.0, True))


def lettered(record: Node | Flow, wanted: Font) -> tuple[Model, Node | Flow]:
    """A model of one diagram whose only element names a style of that size and weight."""
    said = (("name", FAMILY), ("size", f"{wanted.size:g}"), ("isBold", str(wanted.bold).lower()))
    style = Fragment(f"{DI}BPMNLabelStyle", (("id", "S"),), children=(Fragment(f"{DC}Font", said),))
    record = replace(record, properties=record.properties.changed({LABEL: (("labelStyle", "bpmn:S"),)}))
    return Model([Diagram("d", content=(style,)), record]), record


def lines(model: Model, record: Node | Flow) -> list[TextLine]:
    found = group(model, record)
    assert found is not None
    return [mark for mark in found.marks if isinstance(mark, TextLine)]


def test_italic_text_leans_in_lines_as_wide_as_before() -> None:
    record = node("task", text="Check the order")
    plain, held = lettered(record, Font(14.0))
    diagram = plain["d"]
    assert isinstance(diagram, Diagram)
    said = (("name", FAMILY), ("size", "14"), ("isItalic", "true"))
    style = Fragment(f"{DI}BPMNLabelStyle", (("id", "S"),), children=(Fragment(f"{DC}Font", said),))
    leaning = Model([replace(diagram, content=(style,)), held])
    assert font(held, leaning) == Font(14.0, italic=True)
    before, now = lines(plain, held), lines(leaning, held)
    assert before
    assert not any(line.oblique for line in before)
    assert now == [replace(line, oblique=True) for line in before]
    found = group(leaning, held)
    assert found is not None
    assert outer_bounds(leaning, held).covers(found.bounds)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_its_bounds_hold_text_of_any_size_and_weight(kind: ElementType, size: str) -> None:
    for wanted in FONTS:
        for text in TEXTS:
            for label in (None, Bounds(40, 190, 90, 14), Bounds(40, 190, 0, 0)):
                shape = replace(shaped(kind, size, text), label_bounds=label)
                model, record = lettered(shape, wanted)
                found = group(model, record)
                assert found is not None
                assert_holds(found)
                assert outer_bounds(model, record).grown(0.01).covers(found.bounds), (wanted, text, label)


@pytest.mark.parametrize("kind", FLOW_KINDS)
def test_the_bounds_of_a_flow_hold_its_name_in_any_size(kind: FlowType) -> None:
    for wanted in FONTS:
        for text in TEXTS:
            for label in (None, (120, 120, 60, 14)):
                line = flow(
                    kind.key.removeprefix("bpmn:"), points=((0, 0), (100, 0), (100, 80)), text=text, label=label
                )
                model, record = lettered(line, wanted)
                found = group(model, record)
                assert found is not None
                assert_holds(found)
                assert outer_bounds(model, record).grown(0.01).covers(found.bounds)


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_an_element_is_set_as_its_style_says(kind: ElementType) -> None:
    shape = node(kind.key.removeprefix("bpmn:"), text="Pay", bounds=(0, 0, *kind.size))
    model, record = lettered(shape, Font(9.0, True))
    own = [line for line in lines(model, record) if "Pay" in line.text]
    assert {(line.size, line.bold) for line in own} == {(9.0, True)}


@given(
    text=st.sampled_from(["Check the invoice", "核对发票金额，并通知供应商", "a", "Donaudampfschifffahrt"]),
    width=st.floats(20, 400),
    height=st.floats(20, 300),
    size=st.floats(LEAST, MOST).map(lambda value: round(value, 1)),
    bold=st.booleans(),
)
def test_text_inside_is_as_large_as_it_is_wanted_or_as_its_symbol_lets_it_be(
    text: str, width: float, height: float, size: float, bold: bool
) -> None:
    placed = inside(text, width, height, font=Font(size, bold))
    assert placed.bold is bold
    assert min(size, SMALLEST) <= placed.size <= size
    if placed.size > SMALLEST:
        assert len(placed.lines) * placed.size * LINE_HEIGHT <= height + 1


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({}, PLAIN),
        ({"name": "Arial", "size": "8.0", "isBold": "false"}, PLAIN),
        ({"name": "Segoe UI", "size": "12"}, PLAIN),
        ({"name": "Arial", "size": "18"}, Font(18)),
        ({"name": FAMILY, "size": "8"}, Font(8)),
        ({"name": "Arial", "size": "8", "isBold": " true "}, Font(0, True)),
        ({"name": FAMILY, "size": "nan"}, PLAIN),
        ({"name": FAMILY, "size": "1e9"}, PLAIN),
        ({"name": FAMILY, "size": "large"}, PLAIN),
        ({"name": FAMILY, "size": "-3", "isBold": "1"}, Font(0, True)),
    ],
)
def test_what_a_font_in_a_file_means(said: dict[str, str], meant: Font) -> None:
    assert read(tuple(said.items())) == meant


def test_a_label_whose_style_is_missing_is_set_as_usual() -> None:
    model, record = lettered(node("task", text="a"), Font(20))
    bare = Model([Diagram("d"), record])
    assert font(record, model) == Font(20)
    assert font(record, bare) == PLAIN
    there = next(diagram for diagram in model.diagrams())
    elsewhere = Model([Diagram("d"), replace(there, key="e"), record])
    assert font(record, elsewhere) == Font(20), "ids of styles hold in the whole file"
