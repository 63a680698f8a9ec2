"""An error of ours anywhere while somebody draws: window and document go on whole, the journal is safe."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from canvas.hands import Hands, assert_scene_is_records
from editing.models import assert_whole, faults
from PySide6.QtWidgets import QApplication, QMessageBox
from window_kit import settle

from modeller.canvas import drawing_board, view
from modeller.canvas.items import Item
from modeller.canvas.tools.select import SelectTool
from modeller.editing import append, connect, move, place, resize, settled, text
from modeller.files.journal import Journal, recovery_folder
from modeller.files.platform import report_folder
from modeller.jobs.recover import find
from modeller.model.document import Edit
from modeller.resources import SAMPLES
from modeller.ui import errors
from modeller.ui.context_pad import ContextPad
from modeller.ui.desk import Desk
from modeller.ui.inspector import Inspector
from modeller.ui.main_window import MainWindow
from modeller.ui.model_page import ModelPage

Place = tuple[object, str]

ALONE = "MODELLER_TEST_ALONE"

PLACES: dict[str, Place] = {
    "painting the picture": (view, "paint_scene"),
    "painting what is over it": (drawing_board, "paint_signs"),
    "painting handles": (drawing_board, "paint_handles"),
    "making marks": (Item, "_made"),
    "a tool": (SelectTool, "move"),
    "a tool let go": (SelectTool, "release"),
    "moving": (move, "shift"),
    "following": (move, "follow"),
    "placing": (place, "put_down"),
    "appending": (append, "put_down"),
    "connecting": (connect, "routed"),
    "resizing": (resize, "set_bounds"),
    "writing": (text, "rename"),
    "settling": (settled, "settle"),
    "a record": (Edit, "put"),
    "the end of a step": (Edit, "commit"),
    "the pad": (ContextPad, "follow"),
    "the inspector": (Inspector, "show_page"),
    "the journal": (Journal, "append"),
}


OFTEN = {"painting the picture", "a tool let go", "following", "a record", "the end of a step", "the journal"}
"""What the suite tries; the long form tries every place."""


class OnPurpose(Exception):
    """What nobody foresaw."""


class Trap:
    """Stands in for a function and fails now and then, before or after it has done its work."""

    def __init__(self, function: Callable[..., object], dice: random.Random) -> None:
        self.function, self.dice = function, dice
        self.sprung = 0
        self.armed = True

    def __call__(self, *args: object, **named: object) -> object:
        fails = self.armed and self.dice.random() < 0.25
        if fails and self.dice.random() < 0.5:
            self._fail()
        result = self.function(*args, **named)
        if fails:
            self._fail()
        return result

    def _fail(self) -> None:
        self.sprung += 1
        raise OnPurpose

    def __get__(self, owner: object, kind: type | None = None) -> object:
        return lambda *args, **named: self(owner, *args, **named)


@pytest.fixture
def caught(qapp: QApplication) -> Iterator[None]:
    restore = errors.install()
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMessageBox):
            widget.close()
    settle()
    restore()


@pytest.mark.qt_no_exception_capture
@pytest.mark.parametrize(
    "where", [where if where in OFTEN else pytest.param(where, marks=pytest.mark.soak) for where in PLACES]
)
def test_the_window_goes_on_the_document_is_whole_and_the_journal_safe(
    where: str, request: pytest.FixtureRequest
) -> None:
    """In a process of its own: what an error does to Qt may harm other tests long after."""
    if os.environ.get(ALONE):
        names = ("caught", "desk", "window", "opened", "tmp_path", "monkeypatch")
        _draw_on(where, **{name: request.getfixturevalue(name) for name in names})
        return
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n0", "-m", "", "-p", "no:cacheprovider", request.node.nodeid],
        cwd=request.config.rootpath, env={**os.environ, ALONE: "1"},
        capture_output=True, encoding="utf-8", errors="replace", timeout=300, check=False,
    )  # fmt: skip
    assert "1 passed" in done.stdout, done.stdout[-6000:] + done.stderr[-2000:]


def _draw_on(
    where: str, *, caught: None, desk: Desk, window: MainWindow, opened: Callable[[MainWindow, Path], ModelPage],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = tmp_path / "order.bpmn"
    path.write_bytes((SAMPLES / "order-fulfilment.bpmn").read_bytes())
    page = opened(window, path)
    document, start = page.document, dict(page.document.records)
    page.view.setFocus()
    owner, name = PLACES[where]
    trap = Trap(getattr(owner, name), random.Random(where))
    monkeypatch.setattr(owner, name, trap)
    hands = Hands(page.view, len(where))
    for number in range(400):
        if number >= 25 and trap.sprung:
            break
        try:
            hands.step()
            QApplication.processEvents()
        except OnPurpose:  # Qt's events hand it to the hook; this is what a test calls by itself
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    trap.armed = False
    assert trap.sprung, "it was never called"
    hands.finish()
    settle()
    assert window.isVisible()
    assert document.editing is None
    assert_whole(document)
    assert faults(document) == {}
    boxes = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox)]
    reports = list(report_folder().iterdir()) if report_folder().is_dir() else []
    assert 1 <= len(reports) <= 2, "once for each line that failed, not each time"
    assert len(boxes) == len(reports)
    # it goes on as if nothing had been
    page.view.select(())
    page.view.viewport().repaint()
    for _ in range(10):
        hands.step()
        QApplication.processEvents()
    hands.finish()
    page.view.scene.set_theme(page.look.picture)
    assert_scene_is_records(page.view)
    # the journal has all of it
    end, depths = dict(document.records), document.depths
    if document.undoable is not None:
        shutil.copytree(recovery_folder(), tmp_path / "as after a crash")
        search = find(tmp_path / "as after a crash")
        assert (search.broken, search.aside) == ([], [])
        (found,) = search.found
        assert dict(found.work.document.records) == end
        if where != "the journal":  # it began anew where it failed
            assert found.work.document.depths == depths
        found.claim.release()
    while document.undoable is not None:
        document.undo()
    assert dict(document.records) == start
