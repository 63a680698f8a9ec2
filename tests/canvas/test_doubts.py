"""Where something has changed, what is there is doubted from then on, and what was looked at later is not."""

from hypothesis import given
from hypothesis import strategies as st

from modeller.canvas.doubts import Doubts
from modeller.model.records import Bounds

BOXES = st.builds(
    Bounds,
    st.floats(-5000, 5000),
    st.floats(-5000, 5000),
    st.floats(0, 3000) | st.just(90_000.0),
    st.floats(0, 3000) | st.just(90_000.0),
)
CHANGES = st.lists(st.lists(BOXES, max_size=4) | st.none(), max_size=6)


@given(CHANGES, BOXES, st.integers(0, 6))
def test_what_meets_a_change_that_came_later_is_doubted(
    changes: list[list[Bounds] | None], box: Bounds, then: int
) -> None:
    doubts = Doubts()
    for boxes in changes:
        doubts.cast(boxes)
    later = changes[then:]
    if any(boxes is None or any(each.meets(box) for each in boxes) for boxes in later):
        assert doubts.since(then, box)
    if not later:
        assert not doubts.since(doubts.now, box)


def test_what_stands_far_from_a_change_is_not_doubted() -> None:
    doubts = Doubts()
    doubts.cast([Bounds(0, 0, 100, 80)])
    assert doubts.since(0, Bounds(50, 50, 100, 80))
    assert not doubts.since(0, Bounds(2000, 0, 100, 80))
    assert not doubts.since(1, Bounds(50, 50, 100, 80)), "it was looked at after that"
