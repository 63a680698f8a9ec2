"""What the tests of libraries in the window share: a library, its page, and how to wait for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from window_kit import settle, small_model

from modeller.library.folders import add_folder
from modeller.library.models import add_model
from modeller.library.opening import create_library
from modeller.model.entries import Author, NewModel
from modeller.ui.desk import Desk
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow

RECORDS = tuple(small_model())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library with a folder of three models and an empty folder."""
    made = tmp_path / "流程库.mlib"
    with create_library(made, "Processes") as library:
        service = add_folder(library, "Service").id
        add_folder(library, "Purchase")
        for name in ("Complaints", "Returns", "退货处理"):
            add_model(
                library, NewModel(name, RECORDS, service, tags=("iso",) if name == "Returns" else ()), Author("Li")
            )
    return made


@pytest.fixture
def shown(desk: Desk, window: MainWindow, qtbot: QtBot) -> Callable[[Path], LibraryPage]:
    def show(path: Path) -> LibraryPage:
        desk.open(path, window)
        calm(window, qtbot)
        page = window.libraries.page
        assert page is not None, [card.said for card in window.notices.cards]
        return page

    return show


def calm(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until nothing is under way."""

    def still() -> bool:
        return not window.desk.works and not any(held.busy for held in window.libraries.shelf.libraries.values())

    qtbot.waitUntil(still, timeout=20_000)
    settle()
    qtbot.waitUntil(still, timeout=20_000)


def names(page: LibraryPage) -> list[str]:
    return [page.table.index(row, 0).data() for row in range(page.table.rowCount())]


def folder_id(page: LibraryPage, name: str) -> str:
    assert page.held.listing is not None
    return next(each.id for each in page.held.listing.folders if each.name == name)


def model_id(page: LibraryPage, name: str) -> str:
    assert page.held.listing is not None
    return next(each.id for each in (*page.held.listing.models, *page.held.listing.binned) if each.name == name)
