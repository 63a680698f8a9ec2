"""A diagram over several pages: nothing is lost, names are repeated, folds are joined by numbers."""

import re

from benchmarks.models import generate
from modeller.drawing.displaylist import TextLine, extent
from modeller.export.exporter import Job, Options
from modeller.export.figures import drawn, figures
from modeller.export.folded import Part, parts
from modeller.model.records import Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role


def _folded(size: int, width: float) -> tuple[list[Part], list[str], list[str]]:
    """The parts, the texts of the whole, the names of the lanes."""
    model = generate(size).snapshot()
    job = Job(model)
    (figure,) = figures(job)
    held = drawn(job, figure, Options())
    lanes = [each.text for each in model.nodes() if element_type(each).role is Role.LANE and isinstance(each, Node)]
    return parts(model, figure.diagram, held.groups, width), _texts(Part(held.groups, held.bounds)), lanes


def _texts(part: Part) -> list[str]:
    return [mark.text for group in part.groups for mark in group.marks if isinstance(mark, TextLine)]


def test_a_narrow_diagram_stays_whole() -> None:
    found, texts, _ = _folded(20, 100_000)
    assert len(found) == 1
    assert _texts(found[0]) == texts


def test_every_text_stands_in_a_part_and_no_part_is_too_wide() -> None:
    found, texts, _ = _folded(60, 1500)
    assert len(found) > 2
    said = [text for part in found for text in _texts(part)]
    assert all(said.count(text) >= texts.count(text) for text in set(texts))
    assert all(part.bounds.width <= 1500 + 40 for part in found)


def test_the_names_of_the_lanes_stand_in_every_part() -> None:
    found, _, lanes = _folded(60, 1500)
    words = {word for lane in lanes for word in lane.split()}
    assert words
    for part in found:
        assert words <= {word for text in _texts(part) for word in text.split()}


def test_each_connector_stands_on_both_sides_of_its_fold() -> None:
    found, _, _ = _folded(60, 1500)
    seen: dict[str, list[int]] = {}
    for place, part in enumerate(found):
        for group in part.groups:
            texts = [mark.text for mark in group.marks if isinstance(mark, TextLine)]
            if not group.element and len(texts) == 1 and re.fullmatch(r"\d+", texts[0]):
                seen.setdefault(texts[0], []).append(place)
    assert seen
    assert all(places == [places[0], places[0] + 1] for places in seen.values())


def test_the_bounds_of_a_part_hold_all_that_is_drawn_in_it() -> None:
    found, _, _ = _folded(60, 1500)
    assert all(part.bounds.covers(extent(part.groups)) for part in found)
