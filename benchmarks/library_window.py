"""How long a library holds the window up at a stretch: opening, folders, filters, searching as one types, saving.

    python -m benchmarks.library_window [MODELS] [--keep FOLDER] [--profile NAME]

`longest` is the longest time between two turns of the event loop, `of it work` the most that the window's own thread
worked in one (other programs hardly change that), `whole` the time until what was asked for stood in the window.
"""

import argparse
import cProfile
import os
import pstats
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("MODELLER_HOME", tempfile.mkdtemp())
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.library_models import library_of
from benchmarks.stalls import GOAL, Beat
from modeller.editing.text import rename
from modeller.model.records import Node


class Browser:
    """A window that shows a library."""

    def __init__(self, path: Path, profiled: str) -> None:
        from modeller.app import look_after_garbage, make_application
        from modeller.ui.ahead import get_ready, rehearse
        from modeller.ui.desk import Desk
        from modeller.ui.main_window import MainWindow

        self.application = make_application()
        self.desk = Desk(MainWindow, "en")
        self.garbage = look_after_garbage(self.desk)
        self.window: Any = self.desk.new_window()
        self.window.resize(1600, 1000)
        self.application.processEvents()
        get_ready()
        rehearse(self.desk.look)
        self.path, self.profiled, self.beat = path, profiled, Beat()

    @property
    def held(self) -> Any:
        return self.window.libraries.shelf.libraries.get(self.path)

    @property
    def page(self) -> Any:
        return self.window.stack.currentWidget()

    def deed(self, name: str, deed: Callable[[], object], until: Callable[[], object], rest: float = 0.2) -> None:
        """Do something, wait until it is done, and a moment longer; print how long the window was held up."""
        profile = cProfile.Profile() if name == self.profiled else None
        self.beat.begin()
        start = time.perf_counter()
        if profile is not None:
            profile.enable()
        deed()
        while not until():
            self._turn()
        whole = (time.perf_counter() - start) * 1000
        end = time.perf_counter() + rest
        while time.perf_counter() < end:
            self._turn()
        if profile is not None:
            profile.disable()
        self.beat.end()
        over = "over" if self.beat.worked > GOAL else ""
        print(f"{name:44}{self.beat.longest:9.1f}{self.beat.worked:12.1f}{whole:9.1f}  {over}", flush=True)
        if profile is not None:
            pstats.Stats(profile).sort_stats("cumtime").print_stats(45)

    def _turn(self) -> None:
        self.application.processEvents()
        time.sleep(0.0005)

    def idle(self) -> bool:
        return self.held is not None and self.held.listing is not None and not self.held.busy

    def search(self, name: str, text: str) -> None:
        """Type something, and see its first hits."""
        before = self.page.tree.topLevelItem(0)
        self.page.field.setText(text)
        self.deed(f"{name}: first hits", self.page.search, lambda: self.page.tree.topLevelItem(0) is not before, 0)
        self.deed(f"{name}: all hits", bool, lambda: not self.page.waits)


def browse(browser: Browser) -> None:
    """What somebody does with a library."""
    window = browser.window
    browser.deed("open, until the list stands", lambda: browser.desk.open(browser.path, window), browser.idle, 0.5)
    page = browser.page
    window.actions_["library_search"].trigger()
    browser.search("search right after opening", "审核")
    window.tabs.bring(page)
    browser.deed("texts read ahead", bool, lambda: ahead(browser), 0)
    folders = [each.id for each in browser.held.listing.folders]
    browser.deed("a folder", lambda: page.tree.choose("folder", folders[len(folders) // 2]), lambda: True)
    for kind in ("recent", "due", "bin", "all"):
        browser.deed(f"place: {kind}", partial(page.tree.choose, kind), lambda: True)
    browser.deed("as a list", page.modes["list"].click, lambda: True)
    for text in ("m", "mo", "model 77", "nothing such", ""):
        browser.deed(f"filter: {text!r}", partial(page.search.setText, text), lambda: True, 0.4)
    browser.deed("select one", lambda: page.select(page.table.entry(page.table.index(5, 0)).id), lambda: True)
    browser.deed("select all that is shown", page.list.selectAll, lambda: True)
    page.list.clearSelection()
    edit(browser, page)
    window.actions_["library_search"].trigger()
    for text in ("合", "合同审", "审 order", "zzz"):
        browser.search(f"search {text!r}", text)


def ahead(browser: Browser) -> bool:
    from modeller.ui.library_search import seeker_of

    seeker = seeker_of(browser.held)
    return seeker._ready and not seeker.busy


def edit(browser: Browser, page: Any) -> None:
    """Open a model, change it, save it; the list follows."""
    window, backups = browser.window, Path(os.environ["MODELLER_HOME"])
    id = browser.held.listing.models[len(browser.held.listing.models) // 2].id
    browser.deed("open a model", lambda: page.opened.emit(id), lambda: window.page is not None, 0.5)
    model = window.page
    node = next(each for each in model.document if isinstance(each, Node) and each.text)
    text = f"{node.text[:10]} {time.time_ns() % 10_000}"
    browser.deed("change it", lambda: rename(model.document, node.key, text), lambda: True, 0.5)

    def made() -> bool:
        return any(backups.rglob("n*-r*.mlib"))

    browser.deed("the backup of the session", bool, made, 0)
    browser.deed("save", window.actions_["save"].trigger, lambda: not model.file.unsaved, 0)
    browser.deed("listed anew after it", bool, browser.idle)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("models", nargs="?", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--profile", default="")
    given = parser.parse_args()
    path, _ = library_of(given.models, given.keep or Path(tempfile.mkdtemp()))
    print(f"{given.models:,} models, load {os.getloadavg()[0]:.1f}")
    print(f"{'ms':44}{'longest':>9}{'of it work':>12}{'whole':>9}")
    browser = Browser(path, given.profile)
    browse(browser)
    print(f"load {os.getloadavg()[0]:.1f}")
    browser.desk.close()


if __name__ == "__main__":
    main()
