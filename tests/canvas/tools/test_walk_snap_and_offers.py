"""Walking along the flow, snapping, handles, and finding elements by name."""

import pytest
from fake_board import DIAGRAM, model

from modeller.canvas.tools import handles, offers, snapping, walk
from modeller.canvas.tools.board import SnapGrid
from modeller.canvas.tools.initials import initials
from modeller.canvas.tools.offers import OFFERS, Offer, find, sample
from modeller.editing.append import append
from modeller.language import LANGUAGES, words
from modeller.model.records import Bounds, Point

GRID = SnapGrid()


def test_alt_arrows_walk_the_whole_process_and_back() -> None:
    document = model()
    key, way = walk.first(document, DIAGRAM), []
    while key is not None:
        way.append(key)
        key = walk.after(document, key)
    assert way == ["start", "one", "two", "end"]
    assert walk.before(document, "end") == "two"
    assert walk.before(document, "start") is None


def test_branches_are_counted_from_the_top() -> None:
    document = model()
    other = append(document, "one", "bpmn:task")
    assert set(walk.branches(document, "one")) == {"two", other}
    first, second = (walk.branch(document, "one", number) for number in (1, 2))
    assert {first, second} == {"two", other}
    assert document[first or ""].bounds.y < document[second or ""].bounds.y  # type: ignore[union-attr]
    assert walk.branch(document, "one", 3) is None
    assert walk.beside(document, first or "", 1) == second
    assert walk.beside(document, second or "", -1) == first


def test_a_flow_leads_to_its_ends() -> None:
    document = model()
    assert walk.after(document, "second") == "two"
    assert walk.before(document, "second") == "one"


def test_middles_attract_before_edges_and_the_grid_is_last() -> None:
    box, other = Bounds(0, 0, 100, 80), Bounds(300, 100, 100, 80)
    snapped = snapping.snap(box, 298, 3, [other], 1, GRID)
    assert snapped.dx == 300
    assert [(guide.axis, guide.at) for guide in snapped.guides] == [("x", 350)]
    assert snapped.dy == 0


def test_the_grid_has_squares_of_the_size_that_was_set() -> None:
    box = Bounds(0, 0, 100, 80)
    assert snapping.snap(box, 298, 13, [], 1, SnapGrid(25)).dx == 300
    assert snapping.snap(box, 298, 13, [], 1, SnapGrid(5)).dy == 15
    assert snapping.snap(box, 298.4, 13, [], 1, SnapGrid(0))[:2] == (298, 13)


def test_zoomed_out_lines_attract_from_farther_away() -> None:
    box, other = Bounds(0, 0, 100, 80), Bounds(300, 300, 36, 36)
    assert not snapping.snap(box, 278, 0, [other], 1, GRID).guides
    assert snapping.snap(box, 278, 0, [other], 0.4, GRID).dx == 268


def test_a_rectangle_never_turns_over() -> None:
    assert handles.resized(Bounds(0, 0, 100, 80), "nw", 500, 500) == Bounds(99, 79, 1, 1)
    assert handles.resized(Bounds(0, 0, 100, 80), "e", 20, 50) == Bounds(0, 0, 120, 80)


def test_events_and_gateways_have_no_corners() -> None:
    document = model()
    start, one = document.node("start"), document.node("one")
    assert start is not None
    assert one is not None
    assert handles.handles(start, 1) == []
    assert len(handles.handles(one, 1)) == 8


def test_the_middle_of_a_path_lies_halfway_along_it() -> None:
    assert handles.middle((Point(0, 0), Point(100, 0), Point(100, 50))) == (75, 0)


@pytest.mark.parametrize(
    ("query", "first"),
    [("user", "bpmn:userTask"), ("用户", "bpmn:userTask"), ("yhrw", "bpmn:userTask"), ("rw", "bpmn:task")],
)
def test_an_element_is_found_in_both_languages_and_by_pinyin(query: str, first: str) -> None:
    assert find(query)[0].type == first


def test_every_offer_is_found_by_each_of_its_names() -> None:
    for offer in OFFERS:
        for language in LANGUAGES:
            assert offer in find(words(offer.label, language))


def test_every_character_of_a_chinese_name_has_its_initial() -> None:
    for offer in OFFERS:
        name = words(offer.label, "zh_CN")
        signs = [sign for sign in name if "\u4e00" <= sign <= "\u9fff"]
        assert len(initials("".join(signs))) == len(signs), name


def test_no_query_gives_everything_and_nonsense_nothing() -> None:
    assert tuple(find("  ")) == OFFERS
    assert find("qqqq") == []


def test_a_sample_looks_as_it_was_offered() -> None:
    node = sample(Offer("bpmn:boundaryEvent", "timer", interrupting=False))
    traits = offers.Offer("bpmn:boundaryEvent").kind.traits(node)
    assert traits.triggers == ("timer",)
    assert not traits.interrupting
