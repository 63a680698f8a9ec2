"""Times in the real window how long after the last key the problems are shown, and how long a run by hand holds it up.

    python -m benchmarks.problems [--size 1000] [--rounds 15] [--profile]

A letter is typed into the name of a step and Return pressed; the time is from Return until the panel of problems, which
is in front, has been filled from the new check and painted: the pause before the check, the check in its thread, and
the window's own work. Beside the clock stands what the process worked meanwhile, which other programs hardly change,
and how long the window's own thread worked on the key itself. For the
run: F5, then steps (→), then to its end and beginning.
"""

import argparse
import cProfile
import os
import pstats
import statistics
import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest

from benchmarks.editing import Bench

STEPS = 60


class Problems:
    """A window with one model; `rows`: what was done, by the clock, worked by the process, worked in the key itself."""

    def __init__(self, size: int, profiled: bool) -> None:
        self.bench = Bench(size)
        self.size = size
        self.rows: list[tuple[str, list[float], list[float], float]] = []
        self._profiled = profiled
        self.bench.window.side.show_findings()
        self.wait_for_check()

    def wait_for_check(self) -> None:
        self.bench.rest(0.2)
        while self.bench.page.file.checker.busy:
            self.bench.turn("check")

    def timed(self, name: str, deed: Callable[[], object], over: Callable[[], bool], rounds: int = 1) -> None:
        """Do something and leave the window to its event loop until it is over and painted.

        The loop sleeps when nothing is to be done, as in use: one that was asked in turns would take the check's time.
        """
        clock, worked, longest = [], [], 0.0
        profile = cProfile.Profile() if self._profiled else None
        for _ in range(rounds):
            self.bench.application.processEvents()
            start, at, own = time.perf_counter(), time.process_time(), time.thread_time()
            if profile is not None:
                profile.enable()
            deed()
            longest = max(longest, (time.thread_time() - own) * 1000)
            if not over():
                loop, timer = QEventLoop(), QTimer(interval=1)
                timer.timeout.connect(lambda loop=loop: loop.quit() if over() else None)
                timer.start()
                loop.exec()
            self.bench.application.processEvents()  # paints what was left to be painted
            if profile is not None:
                profile.disable()
            clock.append((time.perf_counter() - start) * 1000)
            worked.append((time.process_time() - at) * 1000)
        self.rows.append((name, clock, worked, longest))
        if profile is not None:
            print(name)
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)
            pstats.Stats(profile).sort_stats("cumtime").print_stats(40)

    def name_steps(self, rounds: int) -> None:
        bench, seen = self.bench, list[float]()
        tasks = [node for node in bench.document.nodes() if node.type.endswith("ask") and node.bounds is not None]
        middle = sorted(tasks, key=lambda node: node.bounds.x)[len(tasks) // 2 :]
        bench.view.zoom_to(1.0)
        bench.view.reveal(bench.view.scene.items[middle[0].key].bounds)
        checker = bench.page.file.checker
        checker.changed.connect(lambda: seen.append(time.perf_counter()))

        def end_typing() -> None:
            seen.clear()
            QTest.keyClick(bench.view, Qt.Key.Key_Return)

        clock, worked, longest = [], [], 0.0
        for node in middle[:rounds]:
            bench.view.select((node.key,))
            bench.window.actions_["write"].trigger()
            QTest.keyClicks(bench.view, "x")
            bench.rest(0.1)
            self.timed("", end_typing, lambda: bool(seen) and not checker.busy)
            _, (time_,), (work,), most = self.rows.pop()
            clock.append(time_)
            worked.append(work)
            longest = max(longest, most)
            self.wait_for_check()
        self.rows.append(("Return until the problems are shown", clock, worked, longest))

    def play(self) -> None:
        bench = self.bench
        player, play = bench.page.player, bench.window.actions_["play"].trigger
        self.timed("F5 until the run stands", play, lambda: player.active)
        for _ in range(STEPS):
            QTest.keyClick(bench.view, Qt.Key.Key_Right)
            bench.application.processEvents()
        right = lambda: QTest.keyClick(bench.view, Qt.Key.Key_Right)  # noqa: E731
        self.timed(f"→ after {STEPS} steps", right, lambda: True, 15)
        for _ in range(self.size // 2):
            player.forward()
        self.timed(f"→ after {self.size // 2} steps", right, lambda: True, 15)
        self.timed("a frame of the tokens", lambda: player._mark(0.5), lambda: True, 15)
        self.timed("to the beginning", lambda: QTest.keyClick(bench.view, Qt.Key.Key_Home), lambda: True)
        self.timed("to the end", lambda: QTest.keyClick(bench.view, Qt.Key.Key_End), lambda: True)
        self.timed("leave", lambda: QTest.keyClick(bench.view, Qt.Key.Key_Escape), lambda: not player.active)

    def report(self) -> None:
        print(
            f"\n| {self.size} flow nodes, ms | clock, median | clock, most | worked, median | of it in the key itself |"
        )
        print("|---|---|---|---|---|")
        for name, clock, worked, longest in self.rows:
            print(
                f"| {name} | {statistics.median(clock):.0f} | {max(clock):.0f} | {statistics.median(worked):.0f} "
                f"| {longest:.0f} |"
            )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    made = Problems(given.size, given.profile)
    made.name_steps(given.rounds)
    made.play()
    made.report()
    os._exit(0)  # the model is thrown away: nobody is to be asked whether to save it


if __name__ == "__main__":
    main()
