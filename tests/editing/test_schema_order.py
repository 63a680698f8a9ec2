"""Where a new record stands among its siblings."""

from hypothesis import given
from hypothesis import strategies as st
from small_models import process

from modeller.editing.schema_order import _place, order_in
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Item

TYPES = "bpmn:laneSet bpmn:task bpmn:textAnnotation bpmn:association bpmn:resourceRole bpmn:ioSpecification".split()
HELD = st.lists(st.tuples(st.sampled_from(TYPES), st.integers(0, 30).map(float)), max_size=12)


def plainly(document: Document, type: str) -> float:
    """The same, by a look at every sibling."""
    before = max((each.order for each in document.held("P") if _place(each.type) <= _place(type)), default=-1.0)  # type: ignore[union-attr]
    behind = [each.order for each in document.held("P") if _place(each.type) > _place(type)]  # type: ignore[union-attr]
    after = min((order for order in behind if order > before), default=None)
    return before + 1 if after is None or after > before + 1 else before + (after - before) / 1024


@given(HELD, st.sampled_from(TYPES), HELD)
def test_behind_all_its_like_and_before_what_comes_later(
    held: list[tuple[str, float]], type: str, changed: list[tuple[str, float]]
) -> None:
    document = process(*(Item(f"i{number}", kind, "P", order) for number, (kind, order) in enumerate(held)))
    assert order_in(document, "P", type) == plainly(document, type)
    for number, (kind, order) in enumerate(changed):
        with document.edit(message("flows.connect")) as edit:
            edit.put(Item(f"i{number}", kind, "P", order))
        assert order_in(document, "P", type) == plainly(document, type)
