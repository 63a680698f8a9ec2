"""A scene that followed every change is the scene that would be made anew."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from window_kit import DIAGRAM, small_model

from modeller.canvas.scene import Scene
from modeller.drawing.theme import LIGHT
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.notations import BPMN, FLOWCHART
from modeller.notation.symbol import Notation

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["move", "bend", "name", "add", "remove", "order", "show", "undo", "redo", "look"]),
        st.sampled_from(["start", "check", "ship", "flow", "new"]),
        st.integers(-600, 600),
    ),
    max_size=20,
)


def change(document: Document, edit: Edit, deed: str, key: str, far: int) -> None:
    record = document.get(key)
    if deed == "add" and key not in document:
        edit.put(Node(key, "bpmn:task", "process", diagram=DIAGRAM, bounds=Bounds(far, far / 2, 100, 80)))
    elif deed == "remove" and record is not None:
        edit.remove(key)
    elif deed == "move" and isinstance(record, Node) and record.bounds is not None:
        edit.put(replace(record, bounds=record.bounds.moved(far, far / 4)))
    elif deed == "bend" and isinstance(record, Flow):
        edit.put(replace(record, points=(Point(far, 0), Point(far, 300), Point(0, 300))))
    elif deed == "name" and isinstance(record, Node | Flow):
        edit.put(replace(record, text="word " * (abs(far) % 9)))
    elif deed == "order" and isinstance(record, Node):
        edit.put(replace(record, properties=record.properties.changed({"di:order": float(far)})))


@pytest.mark.parametrize("notation", [BPMN, FLOWCHART], ids=["BPMN", "flowchart"])
@settings(deadline=None)
@given(steps=st.lists(DEEDS, max_size=5))
def test_the_same_items_in_the_same_places(
    qapp: object, notation: Notation, steps: list[list[tuple[str, str, int]]]
) -> None:
    document = small_model()
    scene = Scene(document, DIAGRAM, LIGHT, notation)
    scene.within(Bounds(0, 0, 10, 10))
    for deeds in steps:
        with document.edit(message("window.name")) as edit:
            for deed, key, far in deeds:
                if deed == "show":
                    edit.show()
                elif deed == "look":
                    for item in scene.within(Bounds(far - 300, -300, 600, 600)):
                        item.prepared(document, LIGHT)
                else:
                    change(document, edit, deed, key, far)
        for deed, _, _ in deeds:
            if deed == "undo":
                document.undo()
            elif deed == "redo":
                document.redo()
    fresh = Scene(document, DIAGRAM, LIGHT, notation)
    assert scene.items.keys() == fresh.items.keys()
    for key, item in scene.items.items():
        made = fresh.items[key]
        assert item.record is made.record
        assert item.bounds == pytest.approx(made.bounds, abs=1e-6)
        assert item.offset == (0.0, 0.0)
        assert item.shape == made.shape
        assert item.marks(document) == made.marks(document)
    assert scene.extent == pytest.approx(fresh.extent, abs=1e-6)
    for x in range(-1500, 1500, 300):
        area = Bounds(x + 0.0123, -600.0123, 200, 1200)  # so that nothing only just meets it
        assert [item.key for item in scene.within(area)] == [item.key for item in fresh.within(area)]
    scene.close()
    fresh.close()
