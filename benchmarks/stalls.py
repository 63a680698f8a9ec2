"""How long each command holds the window up at a stretch, on a large model, in both notations.

    python -m benchmarks.stalls [FLOW NODES] [--notation flowchart] [--only paste,undo] [--profile NAME]

A stretch is the time between two turns of the event loop, nested ones included: from a command until all that follows
from it has been done and painted, the longest counts. The second figure is the most that the window's own thread worked
in one, which other programs and the check of the rules beside it hardly change; the third the time until nothing but
that check was left to do. `--profile` says what the hardest stretch of a command was made of, or (`over`)
of each that worked too long at one.
"""

import argparse
import os
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from benchmarks.editing import Bench
from benchmarks.samples import Samples
from modeller.model.records import Bounds
from modeller.notation.notations import notation

GOAL = 100.0
"""Nothing on the GUI thread is to take longer, in ms."""
ROOMY = 70.0
"""What the window's thread may work at a stretch so that there is room beside others, in ms."""
REST = 0.6
"""Seconds that the window is watched after a command: what it leaves to timers counts too."""


class Beat(QObject):
    """Notes when the event loop has a turn: the longest time between two and the most work in one, in ms."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._beaten)
        self.longest = self.worked = 0.0
        self.hardest = (0.0, 0.0)
        """When the stretch with the most work began and ended."""
        self.busy_until = self._last = time.perf_counter()
        self._worked = time.thread_time()

    def begin(self) -> None:
        self.longest = self.worked = 0.0
        self.busy_until = self._last = time.perf_counter()
        self._worked = time.thread_time()
        self._timer.start()

    def end(self) -> None:
        self._beaten()
        self._timer.stop()

    def _beaten(self) -> None:
        now = time.perf_counter()
        taken, worked = (now - self._last) * 1000, (time.thread_time() - self._worked) * 1000
        if worked > self.worked:
            self.worked, self.hardest = worked, (self._last, now)
        self._last, self._worked = now, time.thread_time()
        if taken > self.longest:
            self.longest = taken
        if taken > 5:
            self.busy_until = now


class Stalls:
    """One window in one notation; `rows`: a command, its longest stretch, the most work in one, its whole time (ms)."""

    def __init__(self, size: int, key: str, only: tuple[str, ...], profiled: str) -> None:
        self.bench = Bench(size)
        self.bench.page.show_notation(notation(key))
        self.bench.rest(1.5)
        self.rows: list[tuple[str, float, float, float]] = []
        self._beat = Beat()
        self._only, self._profiled = only, profiled

    def deed(self, name: str, deed: Callable[[], object]) -> None:
        """Do something with the window, and watch it until it is at rest."""
        samples = Samples() if self._profiled in (name, "over") else None
        if samples is not None:
            samples.start()
        self._beat.begin()
        start = time.perf_counter()
        deed()
        self.bench.view.viewport().repaint()
        until = time.perf_counter() + REST
        while time.perf_counter() < until:
            self.bench.application.processEvents()
            time.sleep(0.0005)
        self._beat.end()
        self.rows.append((name, self._beat.longest, self._beat.worked, (self._beat.busy_until - start) * 1000))
        if samples is not None:
            samples.end()
            if self._profiled == name or self._beat.worked > ROOMY:
                print(f"\n{name}:", end=" ")
                samples.report(*self._beat.hardest)

    def wanted(self, part: str) -> bool:
        return not self._only or part in self._only

    def undone(self, name: str) -> None:
        self.deed(f"{name}: undo", self.bench.page.bench.undo)

    # -- gestures ------------------------------------------------------------------------------------------------

    def drag(self, name: str, keys: tuple[str, ...], at: str) -> None:
        bench = self.bench
        port, left, none = bench.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.deed(f"{name}: select", lambda: bench.view.select(keys))
        start = bench.place(at)
        self.deed(f"{name}: press", lambda: QTest.mousePress(port, left, none, start))
        for number in range(1, 5):
            step = start + QPoint(11 * number, 9 * number)
            self.deed(f"{name}: take hold" if number == 1 else f"{name}: drag", partial(QTest.mouseMove, port, step))
        end = start + QPoint(44, 36)
        depth = bench.document.depths[0]
        self.deed(f"{name}: release", lambda: QTest.mouseRelease(port, left, none, end))
        assert bench.document.depths[0] == depth + 1, "the drag was refused"
        self.undone(name)
        self.deed(f"{name}: redo", bench.page.bench.redo)
        self.undone(name)

    def report(self, title: str) -> None:
        print(f"{title:40}{'longest':>9}{'of it work':>12}{'whole':>9}")
        seen: dict[str, tuple[float, ...]] = {}
        for name, *figures in self.rows:
            seen[name] = tuple(map(max, seen.get(name, (0.0, 0.0, 0.0)), figures))
        for name, (longest, worked, whole) in seen.items():
            print(f"{name:40}{longest:9.1f}{worked:12.1f}{whole:9.1f}  {'over' if longest > GOAL else ''}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("size", nargs="?", type=int, default=5000)
    parser.add_argument("--notation", default="bpmn")
    parser.add_argument("--only", default="")
    parser.add_argument("--profile", default="")
    given = parser.parse_args()
    only = tuple(part for part in given.only.split(",") if part)
    stalls = Stalls(given.size, given.notation, only, given.profile)
    for part, deeds in PARTS.items():
        if stalls.wanted(part):
            deeds(stalls)
    stalls.report(f"{given.size} flow nodes, {given.notation}, ms")
    os._exit(0)  # the model is thrown away: nobody is to be asked whether to save it


def _tasks(stalls: Stalls) -> list[str]:
    """The tasks of the right half of the model from left to right; the first is in the middle of the view."""
    bench = stalls.bench
    tasks = [node for node in bench.document.nodes() if node.type.endswith("ask") and node.bounds is not None]
    middle = sorted(tasks, key=lambda node: node.bounds.x)[len(tasks) // 2 :]
    bench.view.zoom_to(1.0)
    bench.view.reveal(bench.view.scene.items[middle[0].key].bounds)
    bench.rest()
    return [node.key for node in middle]


def _append(stalls: Stalls) -> None:
    bench, first = stalls.bench, _tasks(stalls)[0]
    for name in ("append: the first time", "append: again"):
        stalls.deed("append: select", lambda: bench.view.select((first,)))
        stalls.deed(name, lambda: bench.key(Qt.Key.Key_Tab))
    stalls.deed("append: type", lambda: bench.text(0))
    stalls.deed("append: end typing", lambda: bench.key(Qt.Key.Key_Return))
    stalls.deed("append: delete", bench.command("delete"))
    stalls.undone("append")
    bench.page.bench.travel(bench.document.depths[0])


def _space(stalls: Stalls) -> None:
    bench, first = stalls.bench, _tasks(stalls)[0]
    port, left, none = bench.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    bench.view.deeds.do("space_tool")
    start = bench.place(first) - QPoint(80, 0)
    QTest.mousePress(port, left, none, start)
    stalls.deed("space tool: take hold", lambda: QTest.mouseMove(port, start + QPoint(8, 0)))
    end = start + QPoint(120, 0)
    QTest.mouseMove(port, end)
    stalls.deed("space tool: release", lambda: QTest.mouseRelease(port, left, none, end))
    bench.view.use(None)
    stalls.undone("space tool")
    stalls.deed("space tool: redo", bench.page.bench.redo)
    stalls.undone("space tool")


def _drag_hundred(stalls: Stalls) -> None:
    tasks = _tasks(stalls)
    stalls.drag("100", tuple(tasks[:100]), tasks[0])


def _drag_all(stalls: Stalls) -> None:
    tasks = _tasks(stalls)
    stalls.drag("all", tuple(stalls.bench.view.scene.items), tasks[0])
    stalls.bench.view.select(tuple(stalls.bench.view.scene.items))
    stalls.deed("all: nudge", lambda: stalls.bench.key(Qt.Key.Key_Right))
    stalls.undone("all")


def _clip(stalls: Stalls) -> None:
    bench, five = stalls.bench, tuple(_tasks(stalls)[:500])
    stalls.deed("500: select", lambda: bench.view.select(five))
    stalls.deed("500: copy", bench.command("copy"))
    held = len(bench.document)
    centre = bench.view.scene.extent.centre
    bench.view.reveal(Bounds(centre.x, centre.y, 1, 1))
    stalls.deed("500: paste", bench.command("paste"))
    assert len(bench.document) >= held + 500, "pasting was refused"
    stalls.undone("500: paste")
    bench.view.select(five)
    stalls.deed("500: delete", bench.command("delete"))
    stalls.undone("500: delete")
    stalls.deed("500: duplicate", bench.command("duplicate"))
    stalls.undone("500: duplicate")


def _all(stalls: Stalls) -> None:
    bench = stalls.bench
    stalls.deed("all: select", bench.page.select_all)
    stalls.deed("all: bold", bench.command("bold"))
    stalls.undone("all: bold")
    stalls.deed("all: copy", bench.command("copy"))
    stalls.deed("all: delete", bench.command("delete"))
    stalls.undone("all: delete")


def _replace(stalls: Stalls) -> None:
    bench, bar = stalls.bench, stalls.bench.page.find_bar
    texts = [node.text for node in bench.document.nodes() if node.type.endswith("ask")]
    common = max(set("".join(texts)) - {" "}, key=lambda letter: sum(letter in text for text in texts))
    stalls.deed("replace: open", lambda: bar.open(replacing=True))
    stalls.deed("replace: find", lambda: bar.edit.setText(common))
    bar.row.edit.setText(common + "x")
    depth = bench.document.depths[0]
    stalls.deed("replace: all", bar.row.all.click)
    assert bench.document.depths[0] == depth + 1, "nothing was replaced"
    stalls.undone("replace")


PARTS: dict[str, Callable[[Stalls], None]] = {
    "append": _append, "space": _space, "hundred": _drag_hundred, "drag": _drag_all, "clip": _clip,
    "all": _all, "replace": _replace,
}  # fmt: skip


if __name__ == "__main__":
    main()
