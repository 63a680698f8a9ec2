"""The window's program: one QApplication, its desk and its windows."""

import faulthandler
import gc
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from modeller import __version__
from modeller.ui import beginning, closing, errors, theme
from modeller.ui.ahead import get_ready
from modeller.ui.desk import Desk
from modeller.ui.icons import app_icon
from modeller.ui.main_window import MainWindow

SWITCH = 0.0005
"""Seconds that a busy thread keeps the interpreter: short, so that the window stays quick while a model is read."""


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

    def log_out(manager: QSessionManager) -> None:
        closing.logging_out(desk, manager)

    application.commitDataRequest.connect(log_out)
    try:
        window = desk.new_window()
        for path in paths:
            desk.open(Path(path), window)
        beginning.look_for_lost_work(window)
        QTimer.singleShot(0, application, get_ready)
        gc.freeze()  # what is loaded by now stays: no collection walks over it while the first model is awaited
        return int(application.exec())
    finally:
        for left in tuple(desk.windows):
            left.close()
        application.commitDataRequest.disconnect(log_out)
        desk.close()
        restore()


def make_application() -> QApplication:
    """The QApplication with name, icon and fonts of this program."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Modeller")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("modeller")
    application.setWindowIcon(app_icon())
    application.setFont(theme.load_fonts())
    return application
