"""Badges: each layer shows what it says and nothing else, inside the rectangle that is kept for it."""

from itertools import combinations

import pytest
from editing.models import blank, row

from modeller.drawing.displaylist import TextLine
from modeller.editing.properties import set_property
from modeller.model.document import Document
from modeller.model.own_fields import OwnField
from modeller.model.records import Bounds, Node
from modeller.notation.attributes import STEP
from modeller.notation.badges import LAYERS
from modeller.notation.notations import BPMN, NOTATIONS, layered
from modeller.notation.picture import group, outer_bounds, picture
from modeller.notation.symbol import Notation

VALUES = {"duration": "4 h", "money": "¥5", "rate": "2/day", "table": "一\t二\t三", "list": "CRM\nERP"}


def filled() -> tuple[Document, Node]:
    document = blank()
    document.take_fields(
        (OwnField("weight", (("en", "Weight"),), "number", unit="kg", badge=True), OwnField("not", (("en", "No"),)))
    )
    (key, *_) = row(document, "task")
    set_property(document, [key], "modeller:own.weight", "12")
    set_property(document, [key], "modeller:own.not", "shown")
    for each in STEP:
        set_property(document, [key], each.key, each.choices[-1] if each.choices else VALUES.get(each.kind, "文" * 40))
    node = document.node(key)
    assert node is not None
    return document, node


def letters(document: Document, node: Node, shown: Notation) -> list[str]:
    made = group(document, node, "en", shown)
    assert made is not None
    return [mark.text for mark in made.marks if isinstance(mark, TextLine)]


def test_without_layers_nothing_is_added_and_each_layer_adds_one_badge() -> None:
    document, node = filled()
    plain = letters(document, node, BPMN)
    for count in range(len(LAYERS) + 1):
        for layers in combinations(LAYERS, count):
            assert len(letters(document, node, layered(BPMN, layers))) == len(plain) + count


def test_badges_say_what_is_written() -> None:
    document, node = filled()
    assert letters(document, node, layered(BPMN, ["systems"]))[-1] == "CRM, ERP"
    assert letters(document, node, layered(BPMN, ["values"]))[-1] == "Waste"
    assert letters(document, node, layered(BPMN, ["times"]))[-1].startswith("4 h · + 4 h · ≤ 4")
    assert letters(document, node, layered(BPMN, ["roles"]))[-1].endswith("…")
    assert letters(document, node, layered(BPMN, ["own"]))[-1] == "Weight: 12 kg"


@pytest.mark.parametrize("shown", NOTATIONS, ids=lambda each: each.key)
def test_all_badges_lie_in_the_rectangle_that_is_kept_for_the_step(shown: Notation) -> None:
    document, node = filled()
    every = layered(shown, LAYERS)
    made = group(document, node, "zh_CN", every)
    assert made is not None
    assert outer_bounds(document, node, every).grown(0.01).covers(made.bounds)
    for mark in made.marks:
        if isinstance(mark, TextLine):
            assert made.bounds.covers(mark_box(mark))


def mark_box(mark: TextLine) -> Bounds:
    return Bounds(mark.x, mark.y - mark.size * 0.8, mark.width, mark.size)


def test_one_notation_stands_for_the_same_layers_and_none_is_the_notation_itself() -> None:
    assert layered(BPMN, ["roles", "times"]) is layered(layered(BPMN, ["costs"]), ["times", "roles"])
    assert layered(layered(BPMN, ["costs"]), []) is BPMN


def test_an_element_without_attributes_looks_the_same_in_all_layers() -> None:
    document = blank()
    row(document, "task", "exclusiveGateway", "endEvent")
    diagram = document.diagrams()[0].key
    assert picture(document, diagram, notation=layered(BPMN, LAYERS)) == picture(document, diagram)
