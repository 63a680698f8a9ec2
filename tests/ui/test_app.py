"""The program as a process of its own: how it ends."""

import os
import subprocess
import sys
from pathlib import Path

_COPIES_AND_ENDS = """
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QApplication
from modeller import app

def copy():
    mime = QMimeData()
    mime.setData("application/x-modeller", b"[]")
    QApplication.clipboard().setMimeData(mime)
    QTimer.singleShot(0, QApplication.instance().quit)

app.make_application()
QTimer.singleShot(0, copy)
raise SystemExit(app.run([]))
"""


def test_it_ends_well_with_a_copy_of_ours_on_the_clipboard(tmp_path: Path) -> None:
    homes = {f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    around = {**os.environ, **homes, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    program = [sys.executable, "-c", _COPIES_AND_ENDS]
    done = subprocess.run(program, check=False, env=around, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
