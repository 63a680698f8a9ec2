"""Opens one file in the window and times it: until the picture stands, then frames of panning and zooming.

    python -m benchmarks.window FILE        one JSON line: milliseconds, and the memory in MB

Run in a process of its own (QT_QPA_PLATFORM=offscreen does). A frame is the processor's time of one whole repaint.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("MODELLER_HOME", tempfile.mkdtemp())
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def frames(view: object, step: Callable[[int], object], count: int = 24) -> tuple[float, float]:
    """Median and 95th percentile of the repaints after each step, in ms."""
    taken = []
    for number in range(count):
        start = time.perf_counter()
        step(number)
        view.viewport().repaint()  # type: ignore[attr-defined]
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.95) - 1]


def main() -> None:
    from modeller.app import look_after_garbage, make_application
    from modeller.ui.ahead import get_ready, rehearse
    from modeller.ui.desk import Desk
    from modeller.ui.main_window import MainWindow

    application = make_application()
    desk = Desk(MainWindow, "en")
    garbage = look_after_garbage(desk)
    window = desk.new_window()
    window.resize(1600, 1000)
    application.processEvents()
    get_ready()  # as the program does when its window stands
    rehearse(desk.look)
    time.sleep(0.3)

    start = time.perf_counter()
    desk.open(Path(sys.argv[1]), window)
    while window.page is None:
        application.processEvents()
    view = window.page.view
    view.viewport().repaint()
    opened = (time.perf_counter() - start) * 1000
    until = time.perf_counter() + 1
    while time.perf_counter() < until:
        application.processEvents()

    figures = {"open until the picture stands": opened}

    def keep(name: str, taken: tuple[float, float]) -> None:
        figures[f"{name}, median"], figures[f"{name}, p95"] = taken

    keep("pan, all in view", frames(view, lambda number: view.pan(9 if number % 2 else -7, 5)))
    view.zoom_to(1.0)
    view.viewport().repaint()
    keep("pan at 100 %", frames(view, lambda number: view.pan(-40, 10 if number % 2 else -10)))
    keep("zoom at reading size", frames(view, lambda number: view.zoom_by(1.1 if number % 8 < 4 else 1 / 1.1)))
    figures["memory, MB"] = _memory()
    print(json.dumps(figures))
    for each in tuple(desk.windows):
        each.close()
    desk.close()
    garbage.stop()


def _memory() -> float:
    """Proportional set size of this process, where the system tells it."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return 0.0
    for line in rollup.read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
