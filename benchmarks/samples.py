"""What the window's thread is doing, looked at a thousand times a second: what a frame or a stretch is made of."""

import sys
import threading
import time
from collections import Counter


class Samples(threading.Thread):
    """Looks at what the window's thread is doing, a thousand times a second, from the start until `end`."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._looked: list[tuple[float, tuple[str, ...]]] = []
        self._over = threading.Event()

    def run(self) -> None:
        watched = threading.main_thread().ident or 0
        while not self._over.wait(0.001):
            frame, calls = sys._current_frames().get(watched), []
            while frame is not None:
                calls.append(f"{frame.f_code.co_filename.rpartition('/modeller/')[2]} {frame.f_code.co_qualname}")
                frame = frame.f_back
            self._looked.append((time.perf_counter(), tuple(reversed(calls))))

    def end(self) -> None:
        self._over.set()
        self.join()

    def report(self, begun: float, ended: float) -> None:
        """Print what called what in that time, as a tree with the share of each call in percent."""
        looks = [calls for moment, calls in self._looked if begun <= moment <= ended]
        counted = Counter(calls[: depth + 1] for calls in looks for depth in range(len(calls)))
        print(f"{(ended - begun) * 1000:.0f} ms, {len(looks)} looks")
        for calls, count in sorted(counted.items()):
            if count * 50 > len(looks):
                print(f"{count * 100 / len(looks):5.0f} {'  ' * len(calls)}{calls[-1]}")
