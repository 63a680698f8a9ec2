"""While a pool is named, the dictionary offers names: chosen by arrow keys, in nobody's way until then."""

from pathlib import Path

import pytest
from journeys.test_library_dictionary import LI, calm, records
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.editing.entries import refer
from modeller.jobs.library_draft import path_of
from modeller.library.dictionary import add_entries
from modeller.library.models import add_model
from modeller.library.opening import create_library
from modeller.model.dictionary import NewEntry
from modeller.model.entries import NewModel
from modeller.model.records import Node
from modeller.notation.bpmn.dictionary import Reference, references
from modeller.ui.desk import Desk
from modeller.ui.library_dictionary import known_entries
from modeller.ui.library_dictionary_completion import Completion
from modeller.ui.main_window import MainWindow


@pytest.fixture
def offered(desk: Desk, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> Completion:
    """The pool of a library's model is selected."""
    path = tmp_path / "names.mlib"
    with create_library(path) as library:
        add_entries(library, [NewEntry("role", name) for name in ("Customer", "Customer service", "Sales")], LI)
        model = add_model(library, NewModel("Complaints", records("Old"))).id
    desk.open(path_of(path, model), window)
    calm(window, qtbot)
    page = window.page
    assert page is not None
    pool = next(each for each in page.document if isinstance(each, Node) and each.type == "bpmn:participant")
    page.view.select((pool.key,))
    page.view.setFocus()
    settle()
    found = page.view.findChild(Completion)
    assert isinstance(found, Completion)
    return found


def press(window: MainWindow, *keys: Qt.Key) -> None:
    assert window.page is not None
    for key in keys:
        QTest.keyClick(window.page.view, key)
        settle()


def write(window: MainWindow, text: str) -> None:
    assert window.page is not None
    QTest.keyClicks(window.page.view, text)
    settle()


def name(window: MainWindow) -> str:
    assert window.page is not None
    return next(each.text for each in window.page.document if getattr(each, "type", "") == "bpmn:participant")


def shown(offered: Completion) -> list[str]:
    return [offered.list.item(row).text() for row in range(offered.list.count())] if offered.list.isVisible() else []


def test_an_arrow_key_and_enter_take_a_name_and_enter_again_ends_the_writing(
    offered: Completion, window: MainWindow
) -> None:
    assert window.page is not None
    write(window, "cust")
    assert shown(offered) == ["Customer", "Customer service"]
    press(window, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert name(window) == "Customer service"
    assert shown(offered) == []
    assert window.page.view.editor.writing is not None
    press(window, Qt.Key.Key_Return)
    assert window.page.view.editor.writing is None
    assert name(window) == "Customer service"


def test_enter_without_a_choice_keeps_what_was_written(offered: Completion, window: MainWindow) -> None:
    assert window.page is not None
    write(window, "cust")
    press(window, Qt.Key.Key_Return)
    assert name(window) == "cust"
    assert window.page.view.editor.writing is None
    assert shown(offered) == []


def test_esc_closes_the_list_first_and_gives_up_the_writing_only_then(offered: Completion, window: MainWindow) -> None:
    write(window, "cust")
    press(window, Qt.Key.Key_Escape)
    assert shown(offered) == []
    assert name(window) == "cust"
    press(window, Qt.Key.Key_Escape)
    assert name(window) == "Old"


def test_nothing_is_offered_while_an_input_method_composes(offered: Completion, window: MainWindow) -> None:
    assert window.page is not None
    view = window.page.view
    QApplication.sendEvent(view, QInputMethodEvent("cust", []))
    settle()
    assert view.editor.writing is not None
    assert shown(offered) == []
    done = QInputMethodEvent("", [])
    done.setCommitString("Sal")
    QApplication.sendEvent(view, done)
    settle()
    assert shown(offered) == ["Sales"]


def refers(window: MainWindow) -> tuple[Reference, ...]:
    assert window.page is not None
    return references(next(each for each in window.page.document if getattr(each, "type", "") == "bpmn:participant"))


def entry_id(window: MainWindow, wanted: str) -> str:
    assert window.page is not None
    return next(each.id for each in known_entries(window.page.file) if each.name == wanted)


def test_a_name_that_was_chosen_refers_to_its_entry_and_is_one_step(offered: Completion, window: MainWindow) -> None:
    page = window.page
    assert page is not None
    write(window, "sal")
    press(window, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert refers(window) == (Reference(entry_id(window, "Sales"), named=True),)
    page.document.undo()
    assert (name(window), refers(window)) == ("Old", ())
    page.document.redo()
    assert (name(window), refers(window)) == ("Sales", (Reference(entry_id(window, "Sales"), named=True),))


def test_a_name_that_is_written_on_after_it_was_chosen_refers_to_nothing(
    offered: Completion, window: MainWindow
) -> None:
    write(window, "sal")
    press(window, Qt.Key.Key_Down, Qt.Key.Key_Return)
    write(window, " north")
    press(window, Qt.Key.Key_Return)
    assert (name(window), refers(window)) == ("Sales north", ())


def test_a_name_written_out_can_be_made_the_entrys(offered: Completion, window: MainWindow) -> None:
    write(window, "Sales")
    assert shown(offered) == ["Sales"]
    press(window, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert refers(window) == (Reference(entry_id(window, "Sales"), named=True),)


def test_the_inspector_shows_changes_and_clears_what_an_element_refers_to(
    offered: Completion, window: MainWindow
) -> None:
    inspector = window.side.properties
    row = inspector.entries
    assert row is not None
    assert row.lines == {}
    assert [row.pick.itemText(place).split("  ")[0] for place in range(row.pick.count())] == [
        "Customer", "Customer service", "Sales"
    ]  # fmt: skip
    row.pick.activated.emit(1)
    service = entry_id(window, "Customer service")
    assert name(window) == "Customer service"
    assert row.lines[service].text().startswith("Customer service")
    row.pick.activated.emit([row.pick.itemText(place) for place in range(row.pick.count())].index(
        "Sales  ·  Role or unit"))  # fmt: skip
    assert list(row.lines) == [entry_id(window, "Sales")]
    row.crosses[entry_id(window, "Sales")].click()
    assert (name(window), refers(window), row.lines) == ("Sales", (), {})


def test_an_entry_that_is_gone_is_shown_as_such(offered: Completion, window: MainWindow) -> None:
    page = window.page
    assert page is not None
    refer(page.document, page.selection, "gone")
    row = window.side.properties.entries
    assert row is not None
    assert row.lines["gone"].text() == "An entry that is not there any more"
