"""What lies over the canvas keeps off the steps below it: the pad of what is selected, and the minimap."""

from pathlib import Path

import pytest
from person import Person
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from small_models import node, process
from window_kit import settle

from modeller.canvas.minimap import Minimap
from modeller.language import message
from modeller.model.document import Document
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.open_file import OpenFile

_SIZES = (36, 36), (100, 80)


def shown(window: MainWindow, document: Document, tmp_path: Path) -> Person:
    window.desk.adopt(OpenFile(document, "x", tmp_path / "x.bpmn", fresh=True), window)
    window.activateWindow()
    settle()
    return Person(window)


def boxes(person: Person) -> dict[str, QRect]:
    """Where the steps are, in pixels of the canvas."""
    return {
        each.key: QRect(person.at(each.bounds.x, each.bounds.y), person.at(each.bounds.right, each.bounds.bottom))
        for each in person.page.document.nodes()
        if each.bounds is not None
    }


@pytest.mark.parametrize("zoom", [0.3, 0.4, 0.5])
def test_the_pad_leaves_the_next_step_free_at_every_zoom_and_at_the_edge(
    window: MainWindow, tmp_path: Path, zoom: float
) -> None:
    row = [node("task" if n % 2 else "endEvent", f"n{n}", 150 * n, 0, *_SIZES[n % 2]) for n in range(9)]
    around = [node("task", f"m{n}{y}", 150 * n, y) for n in range(9) for y in (-110, 110)]
    person = shown(window, process(*row, *around), tmp_path)
    board = person.board
    board.zoom_by(zoom / board.zoom, board.viewport().rect().center().toPointF())
    for key, place in boxes(person).items():
        if key.startswith("n") and board.viewport().rect().contains(place):
            board.select((key,))
            settle()
            pad = person.page.bench.pad
            assert pad.isVisible()
            assert board.viewport().rect().contains(pad.geometry())
            hidden = [other for other, box in boxes(person).items() if other != key and pad.geometry().intersects(box)]
            assert hidden == [], key


def test_the_minimap_steps_aside_from_what_it_would_cover(window: MainWindow, tmp_path: Path) -> None:
    person = shown(window, process(node("task", "a", 0, 0), node("task", "b", 4000, 3000)), tmp_path)
    (minimap,) = window.findChildren(Minimap)
    board = person.board
    board.zoom_by(1 / board.zoom, board.viewport().rect().center().toPointF())
    port = board.viewport().rect()
    corner = person.page.document.node("a")
    assert corner is not None
    assert corner.bounds is not None
    at = person.at(*corner.bounds.centre)
    board.pan(*(port.bottomRight() - QPoint(90, 70) - at).toTuple())  # type: ignore[attr-defined]
    QTest.qWait(200)
    assert minimap.isVisible()
    assert port.contains(boxes(person)["a"].center())
    assert not minimap.geometry().translated(-board.viewport().pos()).intersects(boxes(person)["a"])
    assert port.contains(minimap.geometry().translated(-board.viewport().pos()))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_notice_that_gets_its_buttons_late_shows_words_and_buttons_whole(
    desk: Desk, window: MainWindow, language: str
) -> None:
    desk.set(language=language)
    card = window.notices.hint(message("saving.outside_unsaved", name="out.bpmn"))
    settle()
    buttons = [card.button(message(f"saving.{key}"), card.dismiss) for key in ("take_theirs", "keep_mine", "save_copy")]
    settle()
    for button in buttons:
        assert button.height() >= button.sizeHint().height()
        assert card.rect().contains(button.mapTo(card, button.rect().bottomRight()))
    assert card.label.height() >= card.label.heightForWidth(card.label.width())
    desk.set(language="en")
