"""The index and the places are kept up through every change, undo and redo."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from small_models import flow, node, process

from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Item, Node, Point, Properties

KEYS = ["a", "b", "c", "f", "g"]
OTHERS = st.sampled_from(["a", "b", "c", "f", "P", "nowhere", None])
STEPS = st.lists(
    st.tuples(
        st.sampled_from("move order scope ends host lanes id diagram type remove undo redo look".split()),
        st.sampled_from(KEYS),
        OTHERS,
        st.integers(-900, 900),
    ),
    max_size=25,
)  # fmt: skip


def answers(model: Model) -> dict[str, object]:
    """What a model says to all that can be asked of its index."""
    said: dict[str, object] = {}
    for key in [*KEYS, "P", "D", "nowhere", "", "x"]:
        found = (
            model.children(key), model.items_in(key), model.planes(key), model.drawn(key), model.outgoing(key),
            model.incoming(key), model.attached(key), model.members(key), model.by_id(key),
        )  # fmt: skip
        said[key] = [sorted(record.key for record in records) for records in found]
        said[f"{key} orders"] = dict(model.orders(key))
        said[f"{key} at"] = (sorted(model.flows_at(key)), model.holds(key))
    for kind in ("bpmn:process", "bpmn:property", "bpmn:message"):
        said[kind] = sorted(record.key for record in model.items(kind))
    return said


def change(document: Document, deed: str, key: str, other: str | None, far: int) -> None:
    record = document.get(key)
    if record is None:
        record = node("task", key, far) if key in "abc" else flow(key, "a", "b", (0, 0), (far, far))
    with document.edit(message("flows.connect")) as edit:
        if deed == "remove" and key in document:
            edit.remove(key)
        elif deed == "move" and isinstance(record, Node):
            edit.put(replace(record, bounds=Bounds(far, -far, 100, 80)))
        elif deed == "move" and isinstance(record, Flow):
            edit.put(replace(record, points=(Point(0, 0), Point(far, 0), Point(far, far))))
        elif deed == "scope":
            edit.put(replace(record, scope=other))
        elif deed == "order":
            edit.put(replace(record, order=float(far // 100)))
        elif deed == "id":
            edit.put(replace(record, properties=Properties({"id": other or "x"})))
        elif deed == "diagram" and isinstance(record, Node | Flow):
            edit.put(replace(record, diagram="D" if far > 0 else None))
        elif deed == "ends" and isinstance(record, Flow):
            edit.put(replace(record, source=other))
        elif deed == "host" and isinstance(record, Node):
            edit.put(replace(record, host=other))
        elif deed == "lanes" and isinstance(record, Node):
            edit.put(replace(record, lanes=("c",) if far > 0 else ()))
        elif deed == "type":
            edit.put(Item("i", "bpmn:message" if far > 0 else "bpmn:property", "P"))


@settings(deadline=None)
@given(STEPS)
def test_what_was_kept_up_is_what_would_be_made_anew(steps: list[tuple[str, str, str | None, int]]) -> None:
    document = process(
        node("task", "a"), node("task", "b", 300), node("task", "c", 600), flow("f", "a", "b", (100, 40), (300, 40)),
        flow("g", "b", "c", (400, 40), (600, 40)),
    )  # fmt: skip
    whole = Bounds(-5000, -5000, 10_000, 10_000)
    document.children("P")
    document.near("D", whole)
    for deed, key, other, far in steps:
        if deed == "undo":
            document.undo()
        elif deed == "redo":
            document.redo()
        elif deed == "look":
            document.orders(other)
            document.near("D", Bounds(far, -far, 10, 10))
        else:
            change(document, deed, key, other, far)
    fresh = Model(list(document))
    assert answers(document) == answers(fresh)
    for box in (whole, *(Bounds(x, y, 40, 40) for x in range(-900, 900, 200) for y in range(-900, 900, 200))):
        found, made = document.near("D", box), fresh.near("D", box)
        assert {record.key for record in found} == {record.key for record in made}
