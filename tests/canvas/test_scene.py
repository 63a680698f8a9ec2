"""The scene follows the document and tells what to redraw."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from window_kit import DIAGRAM, INNER, small_model

from modeller.canvas.scene import Scene
from modeller.drawing.theme import DARK, LIGHT
from modeller.editing import lanes
from modeller.editing.template import new_document
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Bounds, Node


@pytest.fixture
def document() -> Document:
    return small_model()


@pytest.fixture
def scene(document: Document, qapp: object) -> Iterator[Scene]:
    made = Scene(document, DIAGRAM, LIGHT)
    yield made
    made.close()


def put(document: Document, record: Node) -> None:
    with document.edit(message("window.name")) as edit:
        edit.put(record)


def test_a_scene_holds_what_is_drawn_on_its_diagram(scene: Scene, document: Document) -> None:
    assert set(scene.items) == {"start", "check", "ship", "flow"}
    inner = Scene(document, INNER, LIGHT)
    assert set(inner.items) == {"pack"}
    inner.close()


def test_the_extent_holds_every_shape(scene: Scene) -> None:
    for item in scene.items.values():
        assert scene.extent.covers(item.shape)


def test_moving_a_shape_redraws_where_it_was_and_where_it_is(scene: Scene, document: Document) -> None:
    areas: list[Bounds | None] = []
    scene.watch(areas.append)
    node = document.node("check")
    assert node is not None
    assert node.bounds is not None
    put(document, replace(node, bounds=node.bounds.moved(300, 0)))
    assert areas[0] is not None
    assert areas[0].covers(node.bounds)
    assert areas[0].covers(node.bounds.moved(300, 0))
    assert scene.hit(520, 118, 1) == "check"
    assert scene.hit(210, 90, 1) is None


def test_what_is_dragged_is_shifted_and_made_anew_when_it_has_arrived(scene: Scene, document: Document) -> None:
    node = document.node("check")
    assert node is not None
    assert node.bounds is not None
    item = scene.items["check"]
    before = item.prepared(document, LIGHT)
    with document.edit(message("window.name")) as edit:
        for step in (5, 10):
            edit.put(replace(node, bounds=node.bounds.moved(step, 0)))
            edit.show()
            assert item.prepared(document, LIGHT) is before
            assert item.offset == (step, 0)
    assert item.offset == (0, 0)
    assert item.prepared(document, LIGHT) is not before
    marks = item.marks(document)
    assert marks is not None
    assert marks.bounds.contains(*node.bounds.moved(10, 0).centre)


def test_what_changes_besides_is_made_anew_at_once(scene: Scene, document: Document) -> None:
    node = document.node("check")
    assert node is not None
    assert node.bounds is not None
    item = scene.items["check"]
    before = item.prepared(document, LIGHT)
    edit = document.edit(message("window.name"))
    edit.put(replace(node, bounds=node.bounds.moved(5, 0), text="Other"))
    edit.show()
    assert item.prepared(document, LIGHT) is not before
    assert item.offset == (0, 0)
    edit.cancel()
    assert item.shape == node.bounds


def test_the_extent_follows_shapes_outwards_and_back(scene: Scene, document: Document) -> None:
    whole = scene.extent
    node = document.node("check")
    assert node is not None
    assert node.bounds is not None
    for dx in (500, -700, 0, 300):
        put(document, replace(node, bounds=node.bounds.moved(dx, dx / 2)))
        kept = scene.extent
        scene._extent = None
        assert kept == scene.extent
    document.undo()
    for _ in range(3):
        document.undo()
    assert scene.extent == whole


def test_undo_brings_the_picture_back(scene: Scene, document: Document) -> None:
    node = document.node("check")
    assert node is not None
    assert node.bounds is not None
    put(document, replace(node, bounds=node.bounds.moved(300, 0)))
    document.undo()
    assert scene.items["check"].shape == node.bounds


def test_what_is_added_and_taken_away_comes_and_goes(scene: Scene, document: Document) -> None:
    put(document, Node("new", "bpmn:task", scope="process", diagram=DIAGRAM, bounds=Bounds(600, 78, 100, 80)))
    assert "new" in scene.items
    with document.edit(message("window.name")) as edit:
        edit.remove("new")
    assert "new" not in scene.items
    assert scene.hit(650, 118, 1) is None


def test_the_pointer_hits_shapes_and_lines_and_nothing_beside_them(scene: Scene) -> None:
    assert scene.hit(250, 118, 1) == "check"
    assert scene.hit(118, 118, 1) == "start"
    assert scene.hit(170, 121, 1) == "flow"
    assert scene.hit(170, 140, 1) is None
    assert scene.hit(101, 101, 4) is None, "the corner beside a circle is not the circle"


def test_a_new_theme_redraws_all(scene: Scene) -> None:
    areas: list[Bounds | None] = []
    scene.watch(areas.append)
    scene.set_theme(DARK)
    assert areas == [None]


def test_a_closed_scene_hears_nothing_more(scene: Scene, document: Document) -> None:
    areas: list[Bounds | None] = []
    scene.watch(areas.append)
    scene.close()
    node = document.node("check")
    assert node is not None
    put(document, replace(node, text="Other"))
    assert areas == []


def test_in_a_large_diagram_what_comes_and_goes_lies_where_it_would_lie_in_a_new_one() -> None:
    import random

    from benchmarks.models import generate
    from modeller.canvas.scene import _MANY
    from modeller.editing.append import append
    from modeller.editing.delete import delete

    document = generate(300)
    diagram = document.diagrams()[0].key
    scene = Scene(document, diagram, LIGHT)
    assert len(scene.items) > _MANY
    chance = random.Random(5)
    tasks = [node.key for node in document.nodes() if node.type.endswith("ask")]
    made = [append(document, key, "bpmn:task") for key in chance.sample(tasks, 6)]
    delete(document, made[:2])
    fresh = Scene(document, diagram, LIGHT)
    assert scene.items.keys() == fresh.items.keys()
    assert scene.extent == fresh.extent
    for key in made[2:]:
        area = fresh.items[key].bounds
        assert {item.key for item in scene.within(area)} == {item.key for item in fresh.within(area)}
        shapes = [item.key for item in fresh.within(area) if isinstance(item.record, Node)]
        assert [item.key for item in scene.within(area) if isinstance(item.record, Node)] == shapes
    document.undo()
    assert scene.items.keys() == Scene(document, diagram, LIGHT).items.keys()


def test_a_pool_is_made_anew_when_its_lanes_go(qapp: object) -> None:
    document = new_document()
    pool = next(node for node in document.nodes() if node.type == "bpmn:participant")
    lanes.add(document, pool.key, "below")
    document.undo()
    wide = next(diagram.key for diagram in document.diagrams())
    followed = Scene(document, wide, LIGHT)
    document.redo()
    first, second = (node for node in document.nodes() if node.type == "bpmn:lane")
    for lane in (first, second):  # a file may set them further in than we do
        assert lane.bounds is not None
        x, y, width, height = lane.bounds
        put(document, replace(lane, bounds=Bounds(x + 9, y, width - 9, height)))
    for lane in (first, second):
        followed.items[pool.key].marks(document)  # it has been painted
        lanes.delete(document, lane.key)
    fresh = Scene(document, wide, LIGHT)
    assert followed.items[pool.key].marks(document) == fresh.items[pool.key].marks(document)
    followed.close()
    fresh.close()
