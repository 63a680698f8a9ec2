"""Loops of a graph: the same as networkx finds."""

from hypothesis import example, given
from hypothesis import strategies as st
from networkx import DiGraph, strongly_connected_components

from modeller.model.graphs import loops

NAMES = st.sampled_from("abcdefghij")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=4), max_size=10))
@example({"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": ["d"]})
def test_places_lie_in_a_loop_together_where_each_leads_to_the_other(after: dict[str, list[str]]) -> None:
    graph = DiGraph()
    graph.add_nodes_from(after)
    graph.add_edges_from((source, target) for source, targets in after.items() for target in targets)
    number = loops(after)
    joined: dict[int, set[str]] = {}
    for place, each in number.items():
        joined.setdefault(each, set()).add(place)
    assert sorted(map(sorted, joined.values())) == sorted(map(sorted, strongly_connected_components(graph)))


def test_a_long_way_is_no_matter() -> None:
    after = {str(number): [str(number + 1)] for number in range(50_000)} | {"50000": ["0"]}
    assert set(loops(after).values()) == {0}
