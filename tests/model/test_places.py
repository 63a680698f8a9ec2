"""What lies in a part of a diagram."""

from hypothesis import given, settings
from hypothesis import strategies as st
from small_models import flow, node, process

from modeller.language import message
from modeller.model.records import Bounds, Flow, Node

spot = st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000), st.integers(1, 5000), st.integers(1, 700))


def keys(found: list[Node | Flow]) -> set[str]:
    return {record.key for record in found}


@settings(deadline=None)
@given(st.lists(spot, min_size=1, max_size=12), spot)
def test_all_that_touches_a_rectangle_is_found(spots: list[tuple[int, int, int, int]], asked: tuple[int, ...]) -> None:
    document = process(*(node("task", f"t{number}", *place) for number, place in enumerate(spots)))
    box = Bounds(*asked)
    touching = {record.key for record in document.nodes() if record.bounds and record.bounds.meets(box)}
    assert touching <= keys(document.near("D", box))
    assert document.near("elsewhere", box) == []


def test_what_moved_is_found_where_it_is_and_after_undo_where_it_was() -> None:
    document = process(node("task", "a"), flow("f", "a", "a", (0, 0), (0, 9000), (9000, 9000)))
    near, far = Bounds(0, 0, 10, 10), Bounds(9000, 9000, 10, 10)
    assert keys(document.near("D", near)) == {"a", "f"}
    with document.edit(message("flows.connect")) as edit:
        edit.put(node("task", "a", 9000, 9000))
    assert keys(document.near("D", far)) == {"a", "f"}
    assert "a" not in keys(document.near("D", near))
    document.undo()
    assert "a" in keys(document.near("D", near))
    with document.edit(message("flows.connect")) as edit:
        edit.remove("a")
    assert "a" not in keys(document.near("D", near))


def test_a_point_in_the_middle_of_a_large_bent_flow_is_not_on_it() -> None:
    document = process(flow("f", "a", "b", (0, 0), (0, 2000), (2000, 2000)))
    assert document.near("D", Bounds(1000, 1000, 10, 10)) == []
