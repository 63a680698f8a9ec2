"""Times frames while a person edits a large model in the window: dragging, typing, undoing, making room.

    python -m benchmarks.editing [FLOW NODES] [--busy] [--notation flowchart] [--only drag] [--profile NAME]

It gives a table: median, 95th percentile and most on the clock, and how much of it the window's thread worked, which
other programs change little; in ms. `--profile` says what the frames of that name were made of.

A frame is one movement of the mouse (or one key) with the whole repaint after it, offscreen at 1920 × 1080; a step that
happens once is timed with its repaint. What runs by itself between two steps (timers, the minimap, the journal) is
timed too: the last line is the longest that the window was held up at a stretch. With `--busy` a thread of Python works
all the while, as a check in the background does.
"""

import argparse
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("MODELLER_HOME", tempfile.mkdtemp())
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from benchmarks.models import generate_bytes
from benchmarks.samples import Samples
from modeller.model.records import Bounds
from modeller.notation.notations import notation

FRAMES = 40


class Bench:
    """One window with one model; `rows` are what was timed in it."""

    def __init__(self, size: int) -> None:
        from modeller.app import SWITCH, look_after_garbage, make_application
        from modeller.ui.ahead import get_ready, rehearse
        from modeller.ui.desk import Desk
        from modeller.ui.main_window import MainWindow

        sys.setswitchinterval(SWITCH)
        path = Path(tempfile.mkdtemp()) / "model.bpmn"
        path.write_bytes(generate_bytes(size))
        self.rows: list[tuple[str, list[float], list[float], float]] = []
        self.profiled = ""
        self.longest = ("", 0.0)
        self.application = make_application()
        self.desk = Desk(MainWindow, "en")
        self.garbage = look_after_garbage(self.desk)
        self.window: Any = self.desk.new_window()
        self.window.resize(1920, 1080)
        self.application.processEvents()
        get_ready()
        rehearse(self.desk.look)
        time.sleep(0.5)
        start = time.perf_counter()
        self.desk.open(path, self.window)
        while self.window.page is None:
            self.turn("while it is opened")
        self.page: Any = self.window.page
        self.view: Any = self.page.view
        self.document: Any = self.page.document
        self.view.viewport().repaint()
        opened = [(time.perf_counter() - start) * 1000]
        self.rows.append(("open until the picture stands", opened, opened, 0))
        self.rest(1.5)

    def turn(self, name: str) -> None:
        """Let the window do once what is waiting."""
        start = time.perf_counter()
        self.application.processEvents()
        self._took(name, (time.perf_counter() - start) * 1000)

    def rest(self, seconds: float = 0.4, name: str = "at rest") -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self.turn(name)
            time.sleep(0.001)

    def _took(self, name: str, taken: float) -> None:
        if taken > self.longest[1]:
            self.longest = (name, taken)

    def frames(self, name: str, step: Callable[[int], object], goal: float = 16.7, count: int = FRAMES) -> None:
        taken, worked = [], []
        samples = Samples() if name == self.profiled else None
        if samples is not None:
            samples.start()
        begun = time.perf_counter()
        for number in range(count):
            start, work = time.perf_counter(), time.thread_time()
            step(number)
            self.view.viewport().repaint()
            taken.append((time.perf_counter() - start) * 1000)
            worked.append((time.thread_time() - work) * 1000)
            self._took(name, taken[-1])
        if samples is not None:
            samples.end()
            samples.report(begun, time.perf_counter())
        self.rows.append((name, taken, worked, goal))
        self.rest(name=f"after: {name}")

    def once(self, name: str, deed: Callable[[], object], goal: float = 100) -> None:
        self.frames(name, lambda _: deed(), goal, 1)

    # -- gestures ------------------------------------------------------------------------------------------------

    def place(self, key: str) -> QPoint:
        centre = self.view.camera.place(*self.view.scene.items[key].shape.centre)
        return QPoint(round(centre.x), round(centre.y))

    def drag(self, name: str, keys: tuple[str, ...], at: str) -> None:
        """Drag a selection, taken hold of at one of its shapes, ten units and more a frame."""
        self.once(f"{name}: select", lambda: self.view.select(keys))
        port, left, none = self.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        start = self.place(at)
        QTest.mousePress(port, left, none, start)
        self.once(f"{name}: take hold", lambda: QTest.mouseMove(port, start + QPoint(9, 9)))
        self.frames(name, lambda number: QTest.mouseMove(port, start + QPoint(11 * number, number)))
        steps = self.document.depths[0]
        end = start + QPoint(11 * FRAMES, FRAMES)
        self.once(f"{name}: release until routed", lambda: QTest.mouseRelease(port, left, none, end))
        assert self.document.depths[0] == steps + 1, "the drag was refused"

    def key(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.view, key, held[0] if held else Qt.KeyboardModifier.NoModifier)

    def text(self, number: int) -> None:
        QTest.keyClicks(self.view, "abcde "[number % 6])

    def command(self, name: str) -> Callable[[], object]:
        return self.window.actions_[name].trigger  # type: ignore[no-any-return]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("size", nargs="?", type=int, default=5000)
    parser.add_argument("--busy", action="store_true")
    parser.add_argument("--notation", default="bpmn")
    parser.add_argument("--only", default="", choices=("", *PARTS))
    parser.add_argument("--profile", default="")
    given = parser.parse_args()
    bench = Bench(given.size)
    bench.page.show_notation(notation(given.notation))
    if given.busy:
        threading.Thread(target=_work, daemon=True).start()
    bench.profiled = given.profile
    _look(bench)
    middle = _steps(bench)
    for name, part in PARTS.items():
        if given.only in ("", name):
            part(bench, middle)
    _report(bench, f"{given.size} flow nodes, 1920 × 1080, ms" + (", beside a busy thread" if given.busy else ""))
    os._exit(0)  # the model is thrown away: nobody is to be asked whether to save it


def _work() -> None:
    """Python all the time, as a check does on a snapshot."""
    while True:
        sorted(str(number) for number in range(2000))


def _steps(bench: Bench) -> list[str]:
    """The tasks of the right half of the model from left to right; the first is in the middle of the view."""
    tasks = [node for node in bench.document.nodes() if node.type.endswith("ask") and node.bounds is not None]
    middle = sorted(tasks, key=lambda node: node.bounds.x)[len(tasks) // 2 :]
    bench.view.reveal(bench.view.scene.items[middle[0].key].bounds)
    bench.rest()
    return [node.key for node in middle]


def _look(bench: Bench) -> None:
    view = bench.view
    bench.frames("pan, all in view", lambda number: view.pan(9 if number % 2 else -7, 5))
    bench.frames("zoom, all in view", lambda number: view.zoom_by(1.05 if number % 8 < 4 else 1 / 1.05))
    view.zoom_to(1.0)
    bench.rest()
    bench.frames("pan at 100 %", lambda number: view.pan(-40, 10 if number % 2 else -10))
    bench.frames("zoom at reading size", lambda number: view.zoom_by(1.1 if number % 8 < 4 else 1 / 1.1))
    view.zoom_to(1.0)


def _drag(bench: Bench, middle: list[str]) -> None:
    bench.drag("drag 1", (middle[0],), middle[0])
    bench.once("undo a move of 1", bench.page.bench.undo, 50)
    bench.drag("drag 100", tuple(middle[:100]), middle[0])
    bench.once("undo a move of 100", bench.page.bench.undo, 50)
    bench.once("redo a move of 100", bench.page.bench.redo, 50)
    bench.once("undo a move of 100 again", bench.page.bench.undo, 50)


def _write(bench: Bench, middle: list[str]) -> None:
    view = bench.view
    view.select((middle[0],))
    bench.rest()
    bench.frames("type a letter", bench.text)
    bench.key(Qt.Key.Key_Escape)
    bench.rest()
    for name in ("append a step, the first time", "append a step, later", "append a step, again"):
        view.select((middle[0],))
        bench.rest()
        bench.once(name, lambda: bench.key(Qt.Key.Key_Tab))
    bench.once("delete it", bench.command("delete"))
    bench.page.bench.travel(4)
    bench.rest()


def _make_room(bench: Bench, middle: list[str]) -> None:
    """The space tool, between the halves of the model: press, drag, release."""
    port, left, none = bench.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    bench.view.deeds.do("space_tool")
    start = bench.place(middle[0]) - QPoint(80, 0)
    QTest.mousePress(port, left, none, start)
    bench.once("space tool: take hold", lambda: QTest.mouseMove(port, start + QPoint(8, 0)))
    bench.frames("space tool", lambda number: QTest.mouseMove(port, start + QPoint(12 * number, 0)), count=10)
    end = start + QPoint(120, 0)
    bench.once("space tool: release", lambda: QTest.mouseRelease(port, left, none, end))
    bench.view.use(None)
    bench.once("undo the space tool", bench.page.bench.undo)


def _many(bench: Bench, middle: list[str]) -> None:
    bench.drag("drag all", tuple(bench.view.scene.items), middle[0])
    bench.once("undo a move of all", bench.page.bench.undo)
    five = tuple(middle[:500])
    bench.view.select(five)
    bench.rest()
    bench.once("copy 500", bench.command("copy"))
    held = len(bench.document)
    middle_of_all = bench.view.scene.extent.centre
    bench.view.reveal(Bounds(middle_of_all.x, middle_of_all.y, 1, 1))
    bench.once("paste 500", bench.command("paste"))
    assert len(bench.document) >= held + 500, "pasting was refused"
    bench.once("undo pasting 500", bench.page.bench.undo)
    bench.view.select(five)
    bench.once("delete 500", bench.command("delete"))
    bench.once("undo deleting 500", bench.page.bench.undo)
    bench.once("select all", bench.page.select_all)


def _report(bench: Bench, title: str) -> None:
    print(f"{title:44}{'median':>9}{'p95':>9}{'most':>9}{'work: median':>14}{'p95':>9}")
    for name, frames, work, goal in bench.rows:
        middle, late = _middle_and_late(frames)
        own, own_late = _middle_and_late(work)
        over = goal and (middle > goal or late > max(33.0, goal))
        said = f"{middle:9.1f}{late:9.1f}{max(frames):9.1f}{own:14.1f}{own_late:9.1f}"
        print(f"{name:44}{said}  {'over' if over else ''}")
    print(f"{'held up at a stretch, longest':44}{'':18}{bench.longest[1]:9.1f}  {bench.longest[0]}")


def _middle_and_late(figures: list[float]) -> tuple[float, float]:
    """The median, and the 95th percentile."""
    return statistics.median(figures), sorted(figures)[max(0, int(len(figures) * 0.95) - 1)]


PARTS: dict[str, Callable[[Bench, list[str]], None]] = {
    "drag": _drag, "write": _write, "room": _make_room, "many": _many,
}  # fmt: skip


if __name__ == "__main__":
    main()
