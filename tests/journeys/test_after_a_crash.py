"""The program dies while somebody works; they start it again."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.files.journal import abandoned, recovery_folder
from modeller.interchange.bpmn.reader import read
from modeller.jobs.recover import find
from modeller.language import message
from modeller.model.records import Node
from modeller.resources import SAMPLES
from modeller.ui import beginning
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage
from modeller.ui.recovery_page import RecoveryDialog

SAMPLE = SAMPLES / "service-desk-incident.bpmn"

SCRIPT = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from modeller import app
from modeller.language import message
application = app.make_application()
def work():
    windows = [widget for widget in QApplication.topLevelWidgets() if type(widget).__name__ == "MainWindow"]
    if not windows or windows[0].page is None:
        return
    timer.stop()
    document = windows[0].page.document
    def rename(text):
        node = next(node for node in document.nodes() if node.type.lower().endswith("task"))
        with document.edit(message("window.name")) as edit:
            edit.put(replace(document[node.key], text=text))
    for text in ("one", "two", "three"):
        rename(text)
    document.undo()
    if sys.argv[2] == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if sys.argv[2] == "fault":
        document.subscribe(lambda change, state: 1 // 0)
        try:
            rename("four")
        except ZeroDivisionError:
            pass
        os.kill(os.getpid(), signal.SIGSEGV)
timer = QTimer()
timer.timeout.connect(work)
timer.start(20)
sys.exit(app.run([Path(sys.argv[1])], "en"))
"""


def a_step(page: ModelPage) -> Node:
    return next(node for node in page.document.nodes() if node.type.lower().endswith("task"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "incident.bpmn"
    target.write_bytes(SAMPLE.read_bytes())
    return target


def crash(path: Path, how: str = "kill") -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), how], capture_output=True, timeout=60, check=False, env=os.environ
    )
    assert done.returncode < 0, done.stderr


def start(desk: Desk, window: MainWindow, qtbot: QtBot) -> None:
    beginning.look_for_lost_work(window)
    qtbot.waitUntil(lambda: not desk.works, timeout=20_000)
    settle()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to kill with")
@pytest.mark.parametrize(("how", "text"), [("kill", "two"), ("fault", "four")])
def test_what_was_not_saved_is_offered_restored_and_can_be_undone_and_saved(
    desk: Desk, window: MainWindow, qtbot: QtBot, path: Path, how: str, text: str
) -> None:
    crash(path, how)
    assert path.read_bytes() == SAMPLE.read_bytes()
    start(desk, window, qtbot)
    (card,) = window.start.recovered_cards
    assert card.isVisible()
    qtbot.mouseClick(card.buttons["restore"], Qt.MouseButton.LeftButton)
    settle()
    page = window.page
    assert page is not None
    assert a_step(page).text == text
    assert window.tabs.tabText(0) == "incident.bpmn"
    assert not window.tabs.tabIcon(0).isNull()
    assert desk.recovered == []
    if how == "kill":
        page.document.redo()
        assert a_step(page).text == "three"
        page.document.undo()
    while page.document.undoable:
        page.document.undo()
    settle()
    assert not page.file.unsaved, "undone to the beginning it is what the file has"
    page.document.redo()
    window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: not desk.works, timeout=20_000)
    settle()
    assert "one" in [node.text for node in read(path.read_bytes()).document.nodes()]
    window.tabs.closing.emit(page)
    assert list(recovery_folder().glob("*.journal")) == []
    assert find().found == []


def leave_unsaved(desk: Desk, window: MainWindow, page: ModelPage) -> None:
    """As a crash would: the journal stays, and nobody holds it."""
    node = page.document.nodes()[0]
    with page.document.edit(message("window.name")) as edit:
        edit.remove(node.key)
    assert page.file.keeper is not None
    page.file.keeper.leave()
    page.file.keeper = None
    window.close_page(page)
    settle()


@pytest.fixture
def lost(
    desk: Desk, window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage], path: Path, qtbot: QtBot
) -> None:
    leave_unsaved(desk, window, opened(window, path))
    start(desk, window, qtbot)


def test_kept_for_later_it_is_offered_again(desk: Desk, window: MainWindow, qtbot: QtBot, lost: None) -> None:
    window.start.recovered_cards[0].buttons["later"].click()
    settle()
    assert window.start.recovered_cards == []
    start(desk, window, qtbot)
    assert len(window.start.recovered_cards) == 1


def test_discarded_it_is_not_offered_again_and_not_deleted(
    desk: Desk, window: MainWindow, qtbot: QtBot, lost: None
) -> None:
    window.start.recovered_cards[0].buttons["discard"].click()
    settle()
    start(desk, window, qtbot)
    assert window.start.recovered_cards == []
    assert len(list((recovery_folder() / "discarded").iterdir())) == 1


def test_nobody_decided_it_is_offered_again(desk: Desk, window: MainWindow, lost: None) -> None:
    assert list(abandoned()) == [], "held while it is offered"
    desk.close()
    for claim in abandoned():
        assert claim.tries() == 0
        claim.release()
        break
    else:
        pytest.fail("it is gone")


def test_over_an_open_model_a_card_leads_to_it(
    desk: Desk, window: MainWindow, qtbot: QtBot, opened: Callable[[MainWindow, Path], ModelPage], path: Path
) -> None:
    leave_unsaved(desk, window, opened(window, path))
    page = opened(window, path)
    start(desk, window, qtbot)
    card = window.notices.cards[0]
    card.row.itemAt(1).widget().click()  # type: ignore[attr-defined]
    settle()
    dialog = window.findChild(RecoveryDialog)
    assert dialog is not None
    dialog.cards[0].buttons["restore"].click()
    settle()
    assert {each.file.name for each in window.pages()} == {"incident.bpmn", "incident (restored)"}
    assert window.page is not page
    assert window.findChild(RecoveryDialog) is None


def test_a_damaged_record_is_said_and_put_aside_the_third_time(
    desk: Desk, window: MainWindow, qtbot: QtBot, lost: None
) -> None:
    window.start.recovered_cards[0].buttons["later"].click()
    (path,) = recovery_folder().glob("*.journal")
    data = bytearray(path.read_bytes())
    data[50] ^= 1
    path.write_bytes(data)
    for word in ("tries again", "tries again", "put aside"):
        start(desk, window, qtbot)
        assert word in window.notices.cards[-1].label.text()
    assert len(list((recovery_folder() / "set-aside").iterdir())) == 1
