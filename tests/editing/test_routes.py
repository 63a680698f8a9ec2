"""Where a path leaves its shape."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from small_models import node

from modeller.drawing.routing import crossing, simplified
from modeller.editing.connect import connect
from modeller.editing.place import place
from modeller.editing.routes import leaving, rounded
from modeller.editing.template import new_document
from modeller.model.records import Node, Point
from modeller.notation.catalogue import element_type

SPOT = st.builds(Point, st.integers(-40, 200), st.integers(-40, 200))
NODES = st.builds(
    node, st.sampled_from(["task", "subProcess", "exclusiveGateway", "participant", "startEvent", "textAnnotation"]),
    st.just("a"), st.sampled_from([0.0, 30.5]), st.sampled_from([0.0, 20.25]), st.sampled_from([36.0, 50.0, 100.0]),
    st.sampled_from([36.0, 50.0, 80.0]),
)  # fmt: skip


def last_crossing(node: Node, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The plain way: each piece from the last on is crossed with the outline."""
    for end in range(len(points) - 1, 0, -1):
        found = crossing(element_type(node).outline(node), points[end - 1], points[end])
        if found is not None:
            kept = simplified((found, *points[end:]))
            return kept if len(kept) > 1 and kept[0] != kept[1] else points
    return points


@given(NODES, st.lists(SPOT, min_size=2, max_size=5).map(tuple))
@example(node("task", "a"), (Point(100, 40), Point(150, 40)))
@example(node("task", "a"), (Point(100, 40), Point(150, 40), Point(150, -20), Point(50, -20), Point(50, 0)))
def test_a_path_leaves_its_shape_where_it_crosses_the_outline_last(shape: Node, path: tuple[Point, ...]) -> None:
    assert rounded(leaving(shape, path)) == rounded(last_crossing(shape, path))


@pytest.mark.parametrize("goal", [(500, 500), (500, 200), (100, 500)])
def test_a_flow_from_an_event_on_the_lower_border_leaves_downwards(goal: tuple[int, int]) -> None:
    document = new_document("plain")
    (diagram,) = document.diagrams()
    place(document, diagram.key, "bpmn:task", 300, 300)
    target = place(document, diagram.key, "bpmn:task", *goal)
    flow = document.flow(connect(document, place(document, diagram.key, "bpmn:boundaryEvent", 310, 340), target))
    assert flow is not None
    assert flow.points[0] == (310, 358)
