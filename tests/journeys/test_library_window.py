"""Somebody keeps models in a library: looks around, arranges, renames, throws away, brings in and out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from library_kit import RECORDS, calm, folder_id, model_id, names, path, shown
from PySide6.QtCore import QMimeData, QModelIndex, Qt, QUrl
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot
from window_kit import settle, small_model

from modeller.interchange.bpmn.writer import write
from modeller.library import backups
from modeller.library.folders import add_folder, folders
from modeller.library.models import add_model, add_models, models
from modeller.library.opening import create_library, open_library
from modeller.model.entries import NewModel
from modeller.ui import library_commands, library_moving, library_send
from modeller.ui.library_page import LibraryPage
from modeller.ui.main_window import MainWindow
from modeller.ui.question import Question

__all__ = ["path", "shown"]


def test_a_library_is_opened_filtered_and_remembered(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(path)
    assert page.title == "Processes"
    assert window.tabs.tabText(0) == "Processes"
    assert names(page) == ["Complaints", "Returns", "退货处理"]
    for text, found in (("货", ["退货处理"]), ("#is", ["Returns"]), ("RET", ["Returns"]), ("nothing", [])):
        page.search.setText(text)
        qtbot.waitUntil(lambda found=found: names(page) == found)
    page.search.clear()
    page.tree.choose("folder", folder_id(page, "Purchase"))
    assert names(page) == []
    page.search.setText("ret")
    settle()
    page.tree.choose("folder", None)
    assert names(page) == ["Returns"], "what is looked for is looked for in folders below too"
    assert window.desk.settings.recent[0] == str(path)
    assert shown(path) is page, "it has one tab only"


def test_names_tags_order_and_folders_are_changed(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(path)
    service = folder_id(page, "Service")
    page.tree.choose("folder", service)
    page.table.setData(page.table.index(0, 0), "Complaint handling", Qt.ItemDataRole.EditRole)
    calm(window, qtbot)
    assert names(page)[0] == "Complaint handling"
    page.select(model_id(page, "Returns"))
    page.details.tags.setText("iso，#audit, iso")
    page.details.tags.editingFinished.emit()
    page.details.description.setPlainText("What comes back")
    page.details.finish()
    calm(window, qtbot)
    moved = page.table.mimeData([page.table.index(2, 0)])
    assert page.table.canDropMimeData(moved, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    page.table.dropMimeData(moved, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    calm(window, qtbot)
    assert names(page) == ["退货处理", "Complaint handling", "Returns"]
    purchase = page.tree._find(lambda item: item.text(0) == "Purchase")
    assert purchase is not None
    on = QAbstractItemView.DropIndicatorPosition.OnItem
    page.tree.dropped(page.table.mimeData([page.table.index(0, 0)]), purchase, on, own=False)
    calm(window, qtbot)
    page.tree.choose("folder", folder_id(page, "Purchase"))
    page.tree.dropped(QMimeData(), page.tree._find(lambda item: item.text(0) == "Service"), on, own=True)
    calm(window, qtbot)
    with open_library(path, read_only=True) as library:
        assert [(each.name, each.tags, each.description) for each in models(library, service)] == [
            ("Complaint handling", (), ""),
            ("Returns", ("iso", "audit"), "What comes back"),
        ]
        purchase_folder = next(each for each in folders(library) if each.name == "Purchase")
        assert purchase_folder.parent == service
        assert [each.name for each in models(library, purchase_folder.id)] == ["退货处理"]


def test_the_bin_gives_back_and_is_emptied_when_somebody_says_so(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(path)
    page.select(model_id(page, "Complaints"), model_id(page, "Returns"))
    window.actions_["library_bin"].trigger()
    calm(window, qtbot)
    assert names(page) == ["退货处理"]
    page.tree.choose("bin")
    assert names(page) == ["Complaints", "Returns"]
    page.select(model_id(page, "Returns"))
    window.actions_["library_restore"].trigger()
    calm(window, qtbot)
    asked: list[Question] = []

    def ask(_: object, question: Question) -> str:
        asked.append(question)
        return "cancel" if len(asked) == 1 else "delete"

    window.desk.ask = ask
    window.actions_["library_empty_bin"].trigger()
    calm(window, qtbot)
    assert names(page) == ["Complaints"], "nothing goes when nobody says so"
    window.actions_["library_empty_bin"].trigger()
    calm(window, qtbot)
    assert page.held.listing is not None
    assert (names(page), len(page.held.listing.models)) == ([], 2)


def test_dropped_files_come_into_the_folder_with_a_report_of_what_was_odd(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = shown(path)
    good, bad = tmp_path / "good.bpmn", tmp_path / "bad.bpmn"
    good.write_bytes(write(small_model()))
    bad.write_bytes(b"no model")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(good)), QUrl.fromLocalFile(str(bad))])
    item = page.tree._find(lambda item: item.text(0) == "Purchase")
    assert item is not None
    page.tree.dropped(data, item, QAbstractItemView.DropIndicatorPosition.OnItem, own=False)
    calm(window, qtbot)
    page.tree.choose("folder", folder_id(page, "Purchase"))
    assert names(page) == ["good"]
    card = window.notices.cards[-1]
    assert card.said.key == "shelf.imported"
    buttons = [card.row.itemAt(place).widget() for place in range(1, card.row.count())]
    assert [button.text() for button in buttons] == ["Show report (1 entry)"]


def test_a_library_whose_name_has_a_dot_is_still_called_a_library(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_commands, "ask_save", lambda *_: str(tmp_path / "Processes v1.2"))
    window.start.asked_library.emit()
    calm(window, qtbot)
    page = window.libraries.page
    assert page is not None
    assert page.held.path.name == "Processes v1.2.mlib"


def test_new_library_new_model_new_folder_and_out_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "neu.mlib"
    monkeypatch.setattr(library_commands, "ask_save", lambda *_: str(target))
    window.start.asked_library.emit()
    calm(window, qtbot)
    page = window.libraries.page
    assert page is not None
    assert target.is_file()
    window.actions_["library_new_folder"].trigger()
    calm(window, qtbot)
    assert page.held.listing is not None
    assert len(page.held.listing.folders) == 1
    window.actions_["library_new_model"].trigger()
    calm(window, qtbot)
    assert window.page is not None
    assert window.page.file.home is not None
    window.tabs.bring(page)
    out = tmp_path / "out"
    monkeypatch.setattr(library_moving, "ask_folder_path", lambda *_: str(out))
    window.actions_["library_export"].trigger()
    calm(window, qtbot)
    assert len(list(out.rglob("*.bpmn"))) == 1
    copy = tmp_path / "copy.mlib"
    monkeypatch.setattr(library_send, "ask_save", lambda *_: str(copy))
    for name in ("library_send", "library_verify", "library_backup"):
        window.actions_[name].trigger()
        for dialog in window.findChildren(library_send.SendDialog):
            dialog.accept()
        calm(window, qtbot)
    with open_library(copy, read_only=True) as library:
        assert len(models(library)) == 1
    said = [card.said.key for card in window.notices.cards]
    assert "library.said.sound" in said
    assert "library.said.backup" in said


def test_a_copy_to_send_has_the_folders_that_are_ticked(
    path: Path,
    shown: Callable[[Path], LibraryPage],
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with open_library(path) as library:
        within = {each.name: each.id for each in folders(library)}
        for name, holder in (("Audits", "Purchase"), ("Repairs", "Service"), ("Parts", "Repairs")):
            within[name] = add_folder(library, name, within[holder]).id
            add_model(library, NewModel(f"{name} model", RECORDS, within[name]))
        add_model(library, NewModel("At the top", RECORDS))
    page = shown(path)
    copy = tmp_path / "copy.mlib"
    monkeypatch.setattr(library_send, "ask_save", lambda *_: str(copy))

    def sent(ticks: list[tuple[str | None, bool]]) -> tuple[set[str], set[str]]:
        window.actions_["library_send"].trigger()
        dialog = next(each for each in window.findChildren(library_send.SendDialog) if each.isVisible())
        assert dialog.chosen() is None, "all go along until somebody takes some out"
        for name, on in ticks:
            item = dialog.tree.items[within[name] if name is not None else None]
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        assert dialog.go.isEnabled() is (dialog.chosen() != [])
        dialog.go.click()
        calm(window, qtbot)
        with open_library(copy, read_only=True) as library:
            return {each.name for each in models(library)}, {each.name for each in folders(library)}

    whole = {"Complaints", "Returns", "退货处理", "Audits model", "Repairs model", "Parts model", "At the top"}
    assert sent([]) == (whole, {"Service", "Purchase", "Audits", "Repairs", "Parts"})
    assert sent([("Repairs", False), ("Parts", True)]) == (whole - {"Repairs model"}, set(within))
    assert sent([(None, False), ("Purchase", True), ("Parts", True)]) == (
        {"Audits model", "Parts model"}, {"Purchase", "Audits", "Service", "Repairs", "Parts"},
    )  # fmt: skip
    assert sent([("Service", False)]) == ({"Audits model", "At the top"}, {"Purchase", "Audits"})
    assert page.held.listing is not None
    assert len(page.held.listing.models) == len(whole), "the library itself stays as it was"


def test_many_models_come_in_batches_as_one_scrolls(
    tmp_path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    path = tmp_path / "many.mlib"
    with create_library(path) as library:
        add_models(library, [NewModel(f"Model {number:04}", ()) for number in range(1000)])
    page = shown(path)
    assert page.table.rowCount() < 1000
    page.select(page.table._entries[-1].id)
    assert page.table.rowCount() == 1000
    assert [entry.name for entry in page.selection()] == ["Model 0999"]


def test_what_another_program_changes_is_seen_when_one_comes_back(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(path)
    with open_library(path) as other:
        add_model(other, NewModel("From elsewhere", RECORDS))
    window.libraries.look_outside()
    calm(window, qtbot)
    assert "From elsewhere" in names(page)


def test_a_library_is_let_go_with_its_tab_and_its_models(
    path: Path, shown: Callable[[Path], LibraryPage], window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(path)
    page.select(model_id(page, "Returns"))
    window.actions_["library_open_model"].trigger()
    calm(window, qtbot)
    assert window.page is not None
    window.ask_close_page(page)
    settle()
    shelf = window.libraries.shelf
    assert len(shelf.libraries) == 1, "a model of it is open still"
    window.ask_close_page(window.page)
    calm(window, qtbot)
    shelf.let_go()
    assert shelf.libraries == {}


def test_what_is_no_library_is_said_in_a_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "no.mlib"
    path.write_bytes(b"x" * 4096)
    window.desk.open(path, window)
    calm(window, qtbot)
    assert [card.said.key for card in window.notices.cards] == ["library.not_a_library"]
    assert window.libraries.page is None


def test_a_damaged_library_is_brought_back_from_its_backup_with_one_click(
    path: Path, window: MainWindow, qtbot: QtBot
) -> None:
    with open_library(path) as library:
        uuid = library.uuid
        with library.raw() as connection:
            backups.back_up(connection, path, uuid, 99)
    data = bytearray(path.read_bytes())
    place = data.index("退货处理".encode())
    data[place : place + 3] = "进".encode()
    path.write_bytes(bytes(data))
    window.desk.open(path, window)
    calm(window, qtbot)
    page = window.libraries.page
    card = next((card for card in window.notices.cards if card.said.key == "library.damaged"), None)
    assert card is not None
    buttons = [card.row.itemAt(number).widget() for number in range(1, card.row.count())]
    assert page is not None
    assert names(page) == [], "what is damaged is not shown as good"
    buttons[1].click()
    calm(window, qtbot)
    assert names(page) == ["Complaints", "Returns", "退货处理"]
