"""A quality manager makes a policy document of an open model, in a file and in a library."""

from collections.abc import Callable
from pathlib import Path

import pytest
from policy_samples import complaint
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.jobs.library_draft import path_of
from modeller.library.models import add_model
from modeller.library.opening import create_library
from modeller.model.entries import NewModel
from modeller.resources import SAMPLES
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.policy_dialog import PolicyDialog, _gathered


@pytest.fixture
def page(window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage]) -> ModelPage:
    return opened(window, SAMPLES / "客户投诉处理.bpmn")


def _tick(dialog: PolicyDialog, *keys: str) -> None:
    for row in range(dialog.sections.count()):
        item = dialog.sections.item(row)
        ticked = item.data(Qt.ItemDataRole.UserRole) in keys
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)


@pytest.mark.parametrize(("suffix", "head"), [(".pdf", b"%PDF"), (".docx", b"PK")])
def test_the_document_is_written_and_the_choice_is_remembered(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path, suffix: str, head: bytes
) -> None:
    dialog = PolicyDialog(window, page)
    dialog.show()
    dialog.format.setCurrentIndex(dialog.format.findData(suffix))
    dialog.numbering.setCurrentIndex(dialog.numbering.findData("chinese"))
    _tick(dialog, "cover", "purpose", "procedure")
    settle()
    target = tmp_path / f"policy{suffix}"
    dialog.write(target)
    qtbot.waitUntil(lambda: not desk.works, timeout=30_000)
    settle()
    assert target.read_bytes().startswith(head)
    assert any("policy" in card.label.text() for card in window.notices.cards)
    again = PolicyDialog(window, page)
    assert again.chosen() == ("cover", "purpose", "procedure")
    assert again.numbering.currentData() == "chinese"
    assert again.format.currentData() == suffix
    for each in (again, dialog):
        each.reject()
        each.deleteLater()


def test_title_number_and_organisation_stand_on_the_cover(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.set(organisation="华东精密")
    dialog = PolicyDialog(window, page)
    assert dialog.organisation.text() == "华东精密"
    dialog.name.setText("投诉处理制度")
    dialog.number.setText("CS-P-7")
    dialog.write(tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: not desk.works, timeout=30_000)
    cover = PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert all(text in cover for text in ("华东精密", "投诉处理制度", "CS-P-7"))
    dialog.deleteLater()


def test_the_pages_are_shown_and_follow_what_is_chosen(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot
) -> None:
    dialog = PolicyDialog(window, page)
    dialog.show()
    sheets = dialog.preview.sheets
    qtbot.waitUntil(lambda: len(sheets.pages) > 4 and not desk.works, timeout=30_000)
    settle()
    assert not dialog.preview.waiting.isVisible()
    picture = sheets.grab().toImage()
    assert {picture.pixelColor(picture.width() // 2, y).name() for y in range(0, 400, 3)} > {"#ffffff"}
    many = len(sheets.pages)
    _tick(dialog, "cover", "purpose")
    qtbot.waitUntil(lambda: 0 < len(sheets.pages) < many and not desk.works, timeout=30_000)
    dialog.reject()
    dialog.deleteLater()


def test_a_dialog_that_is_closed_leaves_no_work_behind(
    desk: Desk, window: MainWindow, page: ModelPage, qtbot: QtBot
) -> None:
    dialog = PolicyDialog(window, page)
    dialog.show()
    dialog.sketcher.sketch()
    dialog.reject()
    dialog.deleteLater()
    settle()
    qtbot.waitUntil(lambda: not desk.works, timeout=30_000)


def test_a_document_without_sections_cannot_be_asked_for(window: MainWindow, page: ModelPage) -> None:
    dialog = PolicyDialog(window, page)
    buttons = [each for each in dialog.buttons.buttons() if each.objectName() == "primary"]
    _tick(dialog)
    assert not buttons[0].isEnabled()
    _tick(dialog, "scope")
    assert buttons[0].isEnabled()
    dialog.reject()
    dialog.deleteLater()


def test_a_model_of_a_library_brings_its_id_along(window: MainWindow, page: ModelPage, tmp_path: Path) -> None:
    with create_library(tmp_path / "a.mlib") as library:
        entry = add_model(library, NewModel("投诉", tuple(complaint())))
    dialog = PolicyDialog(window, page)
    from modeller.jobs.open_model import Opened
    from modeller.model.document import Document

    opened = Opened(Document(complaint()), (), path_of(tmp_path / "a.mlib", entry.id), "投诉")
    job = _gathered(opened, dialog.wishes())
    assert job.facts.model_id == entry.id
    dialog.reject()
    dialog.deleteLater()
