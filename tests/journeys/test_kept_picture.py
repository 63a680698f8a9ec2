"""Somebody asks for a picture beside a model: each save renews it, and nothing of theirs is ever replaced unasked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from library_kit import calm, model_id, path, shown
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from window_kit import settle, small_model

from modeller.editing.text import rename
from modeller.interchange.bpmn.writer import write
from modeller.ui.desk import Desk
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

__all__ = ["path", "shown"]

Opened = Callable[[MainWindow, Path], ModelPage]


@pytest.fixture
def page(window: MainWindow, opened: Opened, tmp_path: Path) -> ModelPage:
    file = tmp_path / "plan.bpmn"
    file.write_bytes(write(small_model()))
    return opened(window, file)


def held(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def entries(window: MainWindow) -> dict[str, tuple[bool, Callable[[], None]]]:
    """What the menu offers: by its words whether it is ticked, and how it is chosen."""
    menu = window.findChild(QMenu, "menu_kept")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return {action.text(): (action.isChecked(), action.trigger) for action in menu.actions() if action.isEnabled()}


def choose(window: MainWindow, qtbot: QtBot, name: str) -> None:
    entries(window)[name][1]()
    calm(window, qtbot)


def save(window: MainWindow, qtbot: QtBot, page: ModelPage, name: str) -> None:
    task = next(node for node in page.document.nodes() if node.type == "bpmn:userTask")
    rename(page.document, task.key, name)
    window.actions_["save"].trigger()
    calm(window, qtbot)
    assert not page.file.unsaved


def test_each_save_renews_what_is_asked_for(window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path) -> None:
    assert not any(ticked for ticked, _ in entries(window).values())
    for name in ("SVG drawing", "PNG picture", "PDF document"):
        choose(window, qtbot, name)
    assert all(ticked for ticked, _ in entries(window).values())
    before = held(tmp_path)
    assert {"plan.svg", "plan-2.svg", "plan.png", "plan-2.png", "plan.pdf", "plan.bpmn"} == set(before)
    save(window, qtbot, page, "Look at the order")
    now = held(tmp_path)
    assert {name for name in now if now[name] != before[name]} >= {"plan.svg", "plan.png", "plan.pdf", "plan.bpmn"}
    assert "Look" in now["plan.svg"].decode()
    assert not QImage.fromData(now["plan.png"], "PNG").isNull()
    choose(window, qtbot, "PNG picture")
    kept = (tmp_path / "plan.png").read_bytes()
    save(window, qtbot, page, "Read the order")
    assert (tmp_path / "plan.png").read_bytes() == kept
    assert "Read" in (tmp_path / "plan.svg").read_text("utf-8")


def test_what_is_there_is_asked_about_and_a_save_goes_on_without_it(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path
) -> None:
    picture = tmp_path / "plan.svg"
    picture.write_text("mine")
    asked: list[str] = []
    desk.ask = lambda _, question: asked.append(question.text.key) or "cancel"  # type: ignore[func-returns-value]
    choose(window, qtbot, "SVG drawing")
    assert len(asked) == 1
    assert picture.read_text("utf-8") == "mine"
    save(window, qtbot, page, "Look at the order")
    assert picture.read_text("utf-8") == "mine"
    desk.ask = lambda *_: "replace"
    choose(window, qtbot, "SVG drawing")
    assert entries(window)["SVG drawing"][0]
    second = tmp_path / "plan-2.svg"
    second.unlink()
    second.mkdir()
    save(window, qtbot, page, "Read the order")
    assert "Read" in picture.read_text("utf-8")
    assert "plan-2.svg" in window.notices.cards[-1].label.text()
    second.rmdir()


def test_a_program_that_ends_right_after_a_save_has_renewed_it(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(window, qtbot, "SVG drawing")
    task = next(node for node in page.document.nodes() if node.type == "bpmn:userTask")
    rename(page.document, task.key, "At the very end")
    desk.ask = lambda *_: "save"
    window.close()
    desk.close()
    settle()
    assert "At the very end" in " ".join((tmp_path / "plan.svg").read_text("utf-8").split())


def test_a_new_model_is_saved_first(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_["new"].trigger()
    calm(window, qtbot)
    choose(window, qtbot, "SVG drawing")
    assert window.notices.cards[-1].said.key == "kept.save_first"


def test_a_model_of_a_library_has_its_picture_beside_the_library(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    library = shown(path)
    library.select(model_id(library, "Returns"))
    window.actions_["library_open_model"].trigger()
    calm(window, qtbot)
    assert window.page is not None
    choose(window, qtbot, "SVG drawing")
    assert path.with_name("Returns.svg").is_file()
    save(window, qtbot, window.page, "Look at it")
    assert "Look at it" in path.with_name("Returns.svg").read_text("utf-8")
