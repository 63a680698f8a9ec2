"""The window's program: one QApplication, its desk and its windows."""

import faulthandler
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication

from modeller import __version__
from modeller.ui import beginning, closing, errors, theme
from modeller.ui.ahead import get_ready, rehearse
from modeller.ui.desk import Desk
from modeller.ui.garbage import Garbage
from modeller.ui.icons import app_icon
from modeller.ui.main_window import MainWindow
from modeller.ui.pauses import pauses

REHEARSAL = 400
"""Milliseconds after which a window that nobody has opened anything in makes ready for that."""
SWITCH = 0.0001
"""Seconds that a busy thread keeps the interpreter: short, so that the window stays quick. It holds for the whole
program: jobs that overlap cannot each have their own."""

_WITHOUT_CLIPBOARD = {"offscreen", "minimal", "vnc"}


def run(paths: Sequence[Path], language: str | None = None) -> int:
    """Open a window with the models at `paths` in tabs, the start page without any; the exit code when all are closed.

    Where another program has made the QApplication already, it is used.
    """
    with suppress(RuntimeError, OSError, ValueError, AttributeError):
        faulthandler.enable()
    sys.setswitchinterval(SWITCH)
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else make_application()
    restore = errors.install()
    desk = Desk(MainWindow, language)
    garbage = look_after_garbage(desk)

    def log_out(manager: QSessionManager) -> None:
        closing.logging_out(desk, manager)

    application.commitDataRequest.connect(log_out)
    try:
        window = desk.new_window()
        for path in paths:
            desk.open(Path(path), window)
        beginning.look_for_lost_work(window)
        QTimer.singleShot(0, application, get_ready)
        QTimer.singleShot(REHEARSAL, application, lambda: None if desk.files or desk.works else rehearse(desk.look))
        garbage.came()  # what is loaded by now stays
        return int(application.exec())
    finally:
        for left in tuple(desk.windows):
            left.close()
        application.commitDataRequest.disconnect(log_out)
        desk.close()
        garbage.stop()
        restore()
        let_go_of_clipboard()


def let_go_of_clipboard() -> None:
    """Where no system keeps what was copied, it goes before Python does: Qt would delete it after that, and fall."""
    if QGuiApplication.platformName() in _WITHOUT_CLIPBOARD:
        QGuiApplication.clipboard().clear()


def look_after_garbage(desk: Desk) -> Garbage:
    """From now on garbage is looked for while nobody drags and no job is under way."""
    garbage = Garbage(lambda: bool(desk.works) or QApplication.mouseButtons() != Qt.MouseButton.NoButton)
    desk.model_came.connect(garbage.came)
    desk.model_went.connect(garbage.went)
    pauses().between = garbage.between
    return garbage


def make_application() -> QApplication:
    """The QApplication with name, icon and fonts of this program."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Modeller")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("modeller")
    application.setWindowIcon(app_icon())
    application.setFont(theme.load_fonts())
    return application
