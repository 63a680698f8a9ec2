"""A scene in another notation: what is hit there, and how it follows changes that reach farther than their records."""

from collections.abc import Iterator

import pytest
from small_models import flow, node, process

from modeller.canvas.scene import Scene
from modeller.drawing.theme import LIGHT
from modeller.editing.move import move
from modeller.editing.text import rename
from modeller.model.document import Document
from modeller.notation.notations import BPMN, FLOWCHART

pytestmark = pytest.mark.usefixtures("qt")


@pytest.fixture
def document() -> Document:
    return process(
        node("startEvent", "s", 100, 122, 36, 36),
        node("task", "t", 260, 100),
        node("exclusiveGateway", "g", 460, 115, 50, 50, text="同意？"),
        flow("f", "s", "t", (136, 140), (260, 140)),
        flow("h", "t", "g", (360, 140), (460, 140)),
    )


@pytest.fixture
def scene(document: Document) -> Iterator[Scene]:
    made = Scene(document, "D", LIGHT, FLOWCHART)
    yield made
    made.close()


def same(scene: Scene) -> None:
    """The scene shows what one made now would show."""
    fresh = Scene(scene.document, scene.diagram, LIGHT, scene.notation)
    assert {key: item.shape for key, item in scene.items.items()} == {
        key: item.shape for key, item in fresh.items.items()
    }
    for key, item in scene.items.items():
        assert item.marks(scene.document) == fresh.items[key].marks(scene.document), key
    fresh.close()


def test_the_larger_symbol_is_hit_and_framed(scene: Scene) -> None:
    assert scene.items["s"].shape.width == 80
    assert scene.hit(84, 140, 1) == "s"
    assert scene.hit(79, 123, 1) is None, "the corner beside the half circle is not the terminator"
    assert scene.hit(440, 140, 1) == "g", "where BPMN has only the flow"


def test_a_neighbour_that_comes_near_lets_it_shrink_and_undo_lets_it_grow(scene: Scene, document: Document) -> None:
    move(document, ("t",), -100, 0)
    assert scene.items["s"].shape.width == 36
    same(scene)
    document.undo()
    assert scene.items["s"].shape.width == 80
    same(scene)


def test_what_is_dragged_itself_is_the_right_size_all_the_way(scene: Scene, document: Document) -> None:
    move(document, ("s",), 95, 0)
    assert scene.items["s"].shape.width == 36
    same(scene)
    move(document, ("s", "t", "g"), 10, 30)
    same(scene)


def test_a_longer_question_lets_it_grow(scene: Scene, document: Document) -> None:
    rename(document, "g", "Is the amount above the limit of the department?")
    assert scene.items["g"].shape.width > 100
    same(scene)


def test_another_notation_of_the_same_scene_and_back(scene: Scene, document: Document) -> None:
    before = {key: item.marks(document) for key, item in scene.items.items()}
    scene.set_notation(BPMN)
    assert scene.items["s"].shape.width == 36
    assert scene.items["s"].marks(document) != before["s"]
    scene.set_notation(FLOWCHART)
    assert {key: item.marks(document) for key, item in scene.items.items()} == before
