"""What every exporter keeps to, whichever it is."""

from dataclasses import fields
from itertools import pairwise

import pytest

from modeller.export.catalogue import EXPORTERS, by_suffix, exporter
from modeller.export.exporter import Job, Options, Poster, silent
from modeller.language import CHINESE, ENGLISH, message, words
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Point, Properties
from modeller.notation.notations import NOTATIONS

pytestmark = [pytest.mark.parametrize("each", EXPORTERS, ids=lambda each: each.key), pytest.mark.usefixtures("qt")]


def _model(*names: str) -> Model:
    records: list[object] = [Item("p", "bpmn:process", properties=Properties(id="p")), Diagram("d", "p")]
    for number, name in enumerate(names):
        bounds = Bounds(150 * number, 0, 100, 80)
        records.append(Node(f"n{number}", "bpmn:task", "p", number, name, "d", bounds))
    for number, _ in enumerate(pairwise(names)):
        points = (Point(150 * number + 100, 40), Point(150 * number + 150, 40))
        records.append(Flow(f"f{number}", "bpmn:sequenceFlow", "p", 0, "", "d", f"n{number}", f"n{number + 1}", points))
    return Model(records)


def test_it_can_be_found_and_named(each) -> None:
    assert exporter(each.key) is each
    assert by_suffix(each.suffix.upper()) is each
    for language in (ENGLISH, CHINESE):
        assert words(message(each.label), language) != each.label


def test_its_options_are_options(each) -> None:
    assert set(each.options) <= {field.name for field in fields(Options)}


def test_it_renders_the_same_bytes_twice(each) -> None:
    job = Job(_model("Check", "审批"), "Order")
    assert each.render(job, Options(), silent).data == each.render(job, Options(), silent).data


def test_it_renders_texts_of_every_kind(each) -> None:
    job = Job(
        _model("<b>&amp;", "\x01\ud800\ufffe", "한 👨‍👩‍👧", "שלום", ""), "\x00<&>\ud800", "\x01", language=CHINESE
    )
    rendered = each.render(job, Options(), silent)
    assert len(rendered.data) > 200
    assert {note.key for note in rendered.notes} == {"documents.right_to_left", "documents.framed"}


def test_it_renders_a_model_without_a_diagram_and_says_so(each) -> None:
    rendered = each.render(Job(Model([]), "Empty"), Options(), silent)
    assert rendered.data
    assert [note.key for note in rendered.notes] == ["documents.nothing"]


def test_it_takes_every_value_of_every_option(each) -> None:
    job = Job(_model("Check", "审批"), "Order")
    values = {
        "page": ("fit", "A4", "A3"),
        "orientation": ("auto", "portrait", "landscape"),
        "dpi": (36, 600),
        "theme": ("light", "dark", "soft", "mono"),
        "notation": tuple(known.key for known in NOTATIONS),
        "poster": (None, Poster(2, 2), Poster(scale=3)),
    }
    for name in each.options:
        for value in values[name]:
            assert each.render(job, Options(**{name: value}), silent).data


def test_it_can_be_called_off_and_says_how_far_it_is(each) -> None:
    told: list[float] = []
    each.render(Job(_model("a", "b")), Options(), told.append)
    assert told == sorted(told)
    assert told[0] >= 0
    assert told[-1] == 1

    class Off(Exception):
        pass

    def refuse(fraction: float) -> None:
        raise Off

    with pytest.raises(Off):
        each.render(Job(_model("a", "b")), Options(), refuse)


def test_a_canvas_of_200_000_units_is_rendered_smaller(each) -> None:
    model = _model("Check", "审批")
    far = Node("far", "bpmn:task", "p", 9, "far", "d", Bounds(200_000, 0, 100, 80))
    rendered = each.render(Job(Model([*model, far]), "Far"), Options(), silent)
    limited = {"pdf": ["documents.scaled"], "png": ["documents.fewer_dots"]}
    assert [note.key for note in rendered.notes] == limited.get(each.key, [])
