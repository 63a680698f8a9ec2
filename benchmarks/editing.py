"""Times frames while a person edits a large model in the window: dragging, typing, undoing.

    python -m benchmarks.editing [FLOW NODES]       a table: medians and 95th percentiles in ms

A frame is the processor's time of one movement of the mouse (or one key) with the whole repaint after it, offscreen
at 1920 × 1080.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("MODELLER_HOME", tempfile.mkdtemp())
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.models import generate_bytes
from benchmarks.window import frames

_GOAL = 16.7


def main() -> None:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    from modeller.app import make_application
    from modeller.model.records import Node
    from modeller.ui.desk import Desk
    from modeller.ui.main_window import MainWindow

    size = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    path = Path(tempfile.mkdtemp()) / "model.bpmn"
    path.write_bytes(generate_bytes(size))
    application = make_application()
    desk = Desk(MainWindow, "en")
    window = desk.new_window()
    window.resize(1920, 1080)
    desk.open(path, window)
    while window.page is None:
        application.processEvents()
    until = time.perf_counter() + 1
    while time.perf_counter() < until:
        application.processEvents()
    view, page = window.page.view, window.page
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tasks = [node for node in page.document.nodes() if node.type.endswith("ask") and node.bounds is not None]
    rows: list[tuple[str, float, float]] = []

    def place(key: str) -> QPoint:
        centre = view.camera.place(*view.scene.items[key].shape.centre)
        return QPoint(round(centre.x), round(centre.y))

    def dragged(keys: list[Node], name: str) -> None:
        view.select(tuple(node.key for node in keys))
        view.viewport().repaint()
        start = place(keys[0].key)
        QTest.mousePress(view.viewport(), left, none, start)
        taken = frames(view, lambda number: QTest.mouseMove(view.viewport(), start + QPoint(8 + number, 6 + number)))
        rows.append((name, *taken))
        rows.append((f"{name}: release", *once(lambda: QTest.mouseRelease(view.viewport(), left, none, start))))
        QTest.keyClick(view, Qt.Key.Key_Escape)

    def once(deed: Callable[[], object]) -> tuple[float, float]:
        start = time.perf_counter()
        deed()
        view.viewport().repaint()
        taken = (time.perf_counter() - start) * 1000
        return taken, taken

    view.zoom_to(1.0)
    middle = sorted(tasks, key=lambda node: node.bounds.x)[len(tasks) // 2 :]  # type: ignore[union-attr]
    view.reveal(view.scene.items[middle[0].key].bounds)
    dragged(middle[:1], "drag 1 element")
    dragged(middle[:100], "drag 100 elements")
    view.select(tuple(node.key for node in middle[:100]))
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    rows.append(("undo a move of 100", *once(page.bench.undo)))
    view.select((middle[0].key,))
    rows.append(("type a letter", *frames(view, lambda number: QTest.keyClicks(view, "abcde "[number % 6]))))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    rows.append(("append a step", *once(lambda: QTest.keyClick(view, Qt.Key.Key_Tab))))
    rows.append(("delete it", *once(window.actions_["delete"].trigger)))
    print(f"{size} flow nodes, 1920 × 1080, ms")
    for name, median, late in rows:
        print(f"{name:32} {median:8.1f} {late:8.1f}  {'over' if median > _GOAL else ''}")
    print(statistics.median(median for _, median, _ in rows), "median of all")
    page.document.subscribe(lambda *_: None)
    for each in tuple(desk.windows):
        each.hide()
    os._exit(0)  # the model is thrown away: nobody is to be asked whether to save it


if __name__ == "__main__":
    main()
