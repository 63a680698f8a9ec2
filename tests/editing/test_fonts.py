"""Size and weight of texts: what is written to the file, how symbols grow, how styles are shared."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from interchange.sameness import differences
from small_models import node, process, records

from modeller.drawing.displaylist import TextLine
from modeller.editing import clipboard
from modeller.editing.fonts import fonts_of, set_font, shown_size, stepped
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram
from modeller.notation.bpmn.fonts import FAMILY, LEAST, MOST, PLAIN, Font, attributes_of, font, styles
from modeller.notation.picture import group

FOREIGN = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  targetNamespace="urn:test">
 <process id="P"><task id="a" name="Alpha"/><task id="b" name="Beta"/><task id="c" name="Gamma"/></process>
 <bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="Plane" bpmnElement="P">
  <bpmndi:BPMNShape id="a_di" bpmnElement="a"><dc:Bounds x="0" y="0" width="100" height="80"/>
   <bpmndi:BPMNLabel labelStyle="S8"/></bpmndi:BPMNShape>
  <bpmndi:BPMNShape id="b_di" bpmnElement="b"><dc:Bounds x="200" y="0" width="100" height="80"/>
   <bpmndi:BPMNLabel labelStyle="S20"/></bpmndi:BPMNShape>
  <bpmndi:BPMNShape id="c_di" bpmnElement="c"><dc:Bounds x="400" y="0" width="100" height="80"/></bpmndi:BPMNShape>
 </bpmndi:BPMNPlane>
 <bpmndi:BPMNLabelStyle id="S8"><dc:Font name="Arial" size="8.0" isItalic="true"/></bpmndi:BPMNLabelStyle>
 <bpmndi:BPMNLabelStyle id="S20"><dc:Font name="Arial" size="20.0" isBold="true"/></bpmndi:BPMNLabelStyle>
 <bpmndi:BPMNLabelStyle id="idle"><dc:Font name="Arial" size="9.0"/></bpmndi:BPMNLabelStyle>
 </bpmndi:BPMNDiagram>
</definitions>
"""


def lines(document: Document, key: str) -> list[TextLine]:
    made = group(document, document[key])
    assert made is not None
    return [mark for mark in made.marks if isinstance(mark, TextLine)]


def style_ids(document: Document) -> list[str]:
    return [ident for diagram in document.diagrams() for ident in styles(diagram)]


def three() -> Document:
    return process(
        node("task", "a", 0, 0, text="Check the invoice"),
        node("task", "b", 200, 0, text="Pay"),
        node("exclusiveGateway", "g", 400, 20, 50, 50, text="Paid in full?", label=(390, 76, 70, 14)),
    )


def test_a_size_and_weight_show_and_come_back_from_the_file() -> None:
    document = three()
    start = records(document)
    set_font(document, ["a", "g"], size=9.5, bold=True)
    assert fonts_of(document, ["a", "g"]) == {Font(9.5, True)}
    assert {(line.size, line.bold) for key in ("a", "g") for line in lines(document, key)} == {(9.5, True)}
    assert len(style_ids(document)) == 1, "both share one style"
    again = read(write(document)).document
    assert fonts_of(again, ["a", "g"]) == {Font(9.5, True)}
    assert font(again["b"], again) == PLAIN  # type: ignore[arg-type]
    document.undo()
    assert records(document) == start


def test_every_size_that_can_be_set_is_the_size_after_a_journey_through_the_file() -> None:
    for size in (6.0, 8.0, 11.0, 12.0, 12.5, 20.0, 96.0):
        document = three()
        set_font(document, ["a"], size=size)
        assert fonts_of(read(write(document)).document, ["a"]) == {Font(size)}


def test_a_task_grows_until_large_text_fits_and_every_word_is_whole() -> None:
    document = three()
    set_font(document, ["a"], size=28)
    box = document.node("a").bounds  # type: ignore[union-attr]
    assert box is not None
    assert {line.size for line in lines(document, "a")} == {28}
    assert box.centre == Bounds(0, 0, 100, 80).centre
    assert box.covers(Bounds(0, 0, 100, 80))
    assert [line.text for line in lines(document, "a")] == ["Check", "the", "invoice"]
    rename(document, "a", "Check the invoice of the month")
    assert {line.size for line in lines(document, "a")} == {28}, "it goes on growing with what is written"


def test_the_box_of_a_label_holds_its_larger_letters() -> None:
    document = three()
    set_font(document, ["g"], size=24)
    box = document.node("g").label_bounds  # type: ignore[union-attr]
    assert box is not None
    for line in lines(document, "g"):
        assert box.grown(1).contains(line.x, line.y)
        assert box.grown(1).contains(line.x + line.width, line.y - 0.7 * line.size)
    symbol = document.node("g").bounds  # type: ignore[union-attr]
    assert symbol is not None
    assert not box.meets(symbol)


def test_a_style_that_nobody_names_any_more_goes_but_one_that_the_file_brought_unused_stays() -> None:
    document = read(FOREIGN).document
    for size in (10.0, 12.0, 14.0, 16.0):
        set_font(document, ["c"], size=size)
        assert len(style_ids(document)) == 4
    set_font(document, ["c"], size=0)
    assert style_ids(document) == ["S8", "S20", "idle"]
    assert differences(FOREIGN, write(document)) == []


def test_the_size_that_a_tool_writes_everywhere_is_no_wish_but_one_that_stands_out_is() -> None:
    document = read(FOREIGN).document
    assert fonts_of(document, ["a"]) == {Font(italic=True)}
    assert fonts_of(document, ["b"]) == {Font(20, True)}
    assert lines(document, "a")[0].size == lines(document, "c")[0].size
    assert lines(document, "b")[0].size == 20


def test_bold_keeps_the_font_s_name_and_what_else_it_says_and_leaves_others_alone() -> None:
    document = read(FOREIGN).document
    set_font(document, ["a"], bold=True)
    again = read(write(document)).document
    assert fonts_of(again, ["a"]) == {Font(0, True, italic=True)}
    new = next(style for style in styles(again["D"]).values() if style.get("id") not in ("S8", "S20", "idle"))
    piece = new.first("Font")
    assert piece is not None
    assert dict(piece.attributes) == {"name": "Arial", "size": "8.0", "isItalic": "true", "isBold": "true"}
    assert "S8" not in styles(again["D"]), "its only label left it"


def test_an_equal_style_of_the_file_is_used_again() -> None:
    document = read(FOREIGN).document
    set_font(document, ["c"], size=20, bold=True)
    set_font(document, ["a"], size=20, bold=True)
    named = {dict(record.properties.get("di:#label", ())).get("labelStyle") for record in document.nodes()}  # type: ignore[arg-type]
    assert fonts_of(document, ["b", "c"]) == {Font(20, True)}
    assert fonts_of(document, ["a"]) == {Font(20, True, italic=True)}
    assert len(named) <= 3
    assert len(style_ids(document)) <= 4


def test_text_steps_through_the_offered_sizes() -> None:
    document = three()
    assert stepped(document, ["a"], larger=True) == 14
    set_font(document, ["a"], size=14)
    assert shown_size(document, "a") == 14
    assert stepped(document, ["a"], larger=False) == 12
    set_font(document, ["a"], size=1000)
    assert fonts_of(document, ["a"]) == {Font(96)}
    assert stepped(document, ["a"], larger=True) == 96


def test_a_copy_takes_its_style_into_another_document() -> None:
    document, other = three(), process(node("task", "z", 0, 300))
    set_font(document, ["a", "b"], size=18, bold=True)
    made = clipboard.paste(other, "D", clipboard.copy(document, ["a", "b"]), 500, 500)
    assert fonts_of(other, made) == {Font(18, True)}
    assert len(style_ids(other)) == 1
    again = read(write(other))
    assert fonts_of(again.document, made) == {Font(18, True)}
    assert not [finding for finding in again.findings if finding.severity == "error"]
    before = style_ids(document)
    assert fonts_of(document, clipboard.duplicate(document, ["a"])) == {Font(18, True)}
    assert style_ids(document) == before


def test_a_diagram_that_only_we_placed_becomes_the_file_s_own_with_its_styles() -> None:
    document = three()
    diagram = document["D"]
    assert isinstance(diagram, Diagram)
    with document.edit(message("editing.move")) as edit:
        edit.put(replace(diagram, properties=diagram.properties.changed({"placed": True})))
    set_font(document, ["a"], bold=True)
    assert "placed" not in document["D"].properties
    assert fonts_of(read(write(document)).document, ["a"]) == {Font(0, True)}


@given(
    name=st.sampled_from(["Arial", FAMILY, "", "微软雅黑"]),
    size=st.sampled_from(["8", "11.0", "12", "20", "nan", "large", ""]),
    italic=st.sampled_from(["true", "false"]),
    wanted=st.one_of(st.just(0.0), st.floats(LEAST, MOST).map(lambda value: round(value, 1))),
    bold=st.booleans(),
)
def test_whatever_a_style_says_what_is_asked_for_is_what_the_file_says_then(
    name: str, size: str, italic: str, wanted: float, bold: bool
) -> None:
    font_ = f'<dc:Font name="{name}" size="{size}" isItalic="{italic}"/>'
    data = FOREIGN.replace(b'<dc:Font name="Arial" size="8.0" isItalic="true"/>', font_.encode())
    document = read(data).document
    set_font(document, ["a"], size=wanted, bold=bold)
    again = read(write(document)).document
    assert fonts_of(again, ["a"]) == {Font(wanted, bold, italic == "true")}
    if italic == "true":
        assert dict(attributes_of(again["a"], again))["isItalic"] == "true"  # type: ignore[arg-type]
    set_font(again, ["a"], size=0, bold=False)
    assert fonts_of(again, ["a"]) == {Font(italic=italic == "true")}


def test_what_grows_with_larger_letters_moves_its_neighbours_and_lies_on_none() -> None:
    document = process(
        node("task", "a", 0, 0, text="Alpha"), node("task", "b", 120, 0, text="Beta"),
        node("task", "c", 0, 100, text="Gamma"), node("task", "d", 120, 100, text="Delta"),
    )  # fmt: skip
    before = records(document)
    set_font(document, ["a", "b"], size=48)
    boxes = [found.bounds for key in "abcd" if (found := document.node(key)) is not None and found.bounds is not None]
    assert boxes[0].width > 100
    assert not [(a, b) for place, a in enumerate(boxes) for b in boxes[:place] if a.meets(b)]
    assert boxes[2].y == boxes[3].y, "what stood level stands level"
    document.undo()
    assert records(document) == before


def test_a_name_that_makes_a_task_grow_moves_what_stands_right_below_it() -> None:
    document = process(node("task", "a", 0, 0), node("task", "b", 0, 85))
    rename(document, "a", "A name that is much too long for a task of this size to hold in letters one can read " * 2)
    above, below = document.node("a"), document.node("b")
    assert above is not None
    assert below is not None
    assert above.bounds is not None
    assert below.bounds is not None
    assert above.bounds.height > 80
    assert below.bounds.y - above.bounds.bottom == 5
