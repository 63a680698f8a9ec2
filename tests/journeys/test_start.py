"""Somebody starts the program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller import app
from modeller.resources import SAMPLES
from modeller.ui.main_window import MainWindow

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from modeller import app
application = app.make_application()
def look():
    windows = [widget for widget in QApplication.topLevelWidgets() if type(widget).__name__ == "MainWindow"]
    if windows and windows[0].page is not None:
        print(windows[0].windowTitle())
        windows[0].close()
timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
sys.exit(app.run([Path(sys.argv[1])], "zh_CN"))
"""


def test_the_program_starts_with_a_file_and_ends_with_its_last_window(tmp_path: Path) -> None:
    sample = SAMPLES / "order-fulfilment.bpmn"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(sample)],
        capture_output=True, text=True, timeout=60, check=False, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "order-fulfilment" in done.stdout
    assert "Traceback" not in done.stderr


def test_run_gives_back_what_it_took(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    hook, seen = sys.excepthook, []

    def close() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, MainWindow):
                seen.append(widget.windowTitle())
                widget.close()

    QTimer.singleShot(50, qapp, close)
    assert app.run([]) == 0
    settle()
    assert seen == ["Modeller"]
    assert sys.excepthook is hook
