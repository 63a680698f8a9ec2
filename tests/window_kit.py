"""What the tests of the screen share: a desk, a window, models to open, and a look at what was left behind."""

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Point, Properties
from modeller.ui import theme, wording
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

DIAGRAM = "diagram"
INNER = "inner diagram"


def properties(**values: str) -> Properties:
    return Properties(values)


def small_model() -> Document:
    """A start, two tasks and a collapsed sub-process with a diagram of its own."""
    return Document(
        [
            Item("process", "bpmn:process", text="Handle order", properties=properties(id="process")),
            Diagram(DIAGRAM, scope="process"),
            Node("start", "bpmn:startEvent", scope="process", text="Order received", diagram=DIAGRAM,
                 bounds=Bounds(100, 100, 36, 36), properties=properties(id="Start_1")),
            Node("check", "bpmn:userTask", scope="process", text="Check order", diagram=DIAGRAM,
                 bounds=Bounds(200, 78, 100, 80), properties=properties(id="Task_check")),
            Node("ship", "bpmn:subProcess", scope="process", text="Ship goods", diagram=DIAGRAM,
                 bounds=Bounds(380, 78, 100, 80),
                 properties=Properties({"id": "Sub_ship", "di:isExpanded": "false"})),
            Flow("flow", "bpmn:sequenceFlow", scope="process", diagram=DIAGRAM, source="start", target="check",
                 points=(Point(136, 118), Point(200, 118)), properties=properties(id="Flow_1")),
            Diagram(INNER, scope="ship", order=1),
            Node("pack", "bpmn:task", scope="ship", text="Pack the order", diagram=INNER,
                 bounds=Bounds(100, 100, 100, 80), properties=properties(id="Task_pack")),
        ]
    )  # fmt: skip


def settle() -> None:
    """Let everything happen that is due."""
    for _ in range(5):
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    """The program without a window, its settings in the test's own folder."""
    qapp.setFont(theme.load_fonts())
    made = Desk(MainWindow)
    made.ask = lambda parent, question: "discard"  # no test waits for an answer that nobody gives
    yield made
    made.ask = lambda parent, question: "discard"
    for window in tuple(made.windows):
        window.close()
    made.close()
    wording.speak("en")
    settle()
    made.deleteLater()
    settle()


@pytest.fixture
def window(desk: Desk) -> MainWindow:
    made = desk.new_window()
    assert isinstance(made, MainWindow)
    made.resize(1200, 800)
    settle()
    return made


@pytest.fixture
def opened(desk: Desk, qtbot: QtBot) -> Callable[[MainWindow, Path], ModelPage]:
    """Open a file in a window and wait until its page is in front."""

    def open_file(window: MainWindow, path: Path) -> ModelPage:
        desk.open(path, window)
        qtbot.waitUntil(lambda: not desk.works, timeout=20_000)
        settle()
        assert window.page is not None, [card.said for card in window.notices.cards]
        return window.page

    return open_file


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """After each test: no window, no thread of ours."""
    threads = set(threading.enumerate())
    yield
    settle()
    gc.collect()
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert left == [], "windows left behind"
    assert not [thread for thread in set(threading.enumerate()) - threads if not thread.daemon]
    assert QThread.currentThread().isMainThread()


def visible(widget: QWidget) -> bool:
    return widget.isVisibleTo(widget.window())
