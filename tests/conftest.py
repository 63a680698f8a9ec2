"""Guards around every test: no display needed, no file outside its folder, no language or Qt left behind."""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

if sys.platform not in {"win32", "darwin"} and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_ACCESSIBILITY", "0")
for _name in ("MODELLER_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"

import hypothesis
import pytest
import requirements

from modeller import language

hypothesis.settings.register_profile("modeller", deadline=None)  # a busy machine is no fault
hypothesis.settings.load_profile("modeller")

WITHOUT_QT = (
    "model", "files", "language", "notation", "layout", "editing", "execution", "validation", "interchange", "library",
    "jobs",
)  # fmt: skip
"""Rooms whose tests must not start Qt."""


def pytest_plugin_registered(plugin: object, manager: pytest.PytestPluginManager) -> None:
    """Where Qt does not load, pytest-qt would end the whole run; without it the tests that need Qt are skipped."""
    if getattr(plugin, "__name__", "") == "pytestqt.plugin" and requirements.qt_missing():
        manager.unregister(plugin)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if requirements.qt_missing():
        for item in items:
            if "qtbot" in getattr(item, "fixturenames", ()) or "qapp" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.usefixtures("qt"))


@pytest.fixture
def qt() -> None:
    """For tests that load Qt: skipped where it does not load."""
    requirements.require("qt")


@pytest.fixture
def corpus() -> Path:
    """The folder of real files; skips the test where it is missing."""
    requirements.require("corpus")
    return requirements.CORPUS


@pytest.fixture
def poppler() -> None:
    """For tests that call pdffonts, pdftotext or pdftoppm."""
    requirements.require("poppler")


@pytest.fixture
def libreoffice() -> None:
    """For tests that have LibreOffice open what we write."""
    requirements.require("libreoffice")


@pytest.fixture(autouse=True)
def _one_application(request: pytest.FixtureRequest) -> None:
    """Tests that may paint with Qt share the windows' application: a plainer one could not become it later."""
    if room_of(request) not in WITHOUT_QT and not requirements.qt_missing():
        request.getfixturevalue("qapp")


def room_of(request: pytest.FixtureRequest) -> str:
    """The folder (or file) of tests/ that the test stands in."""
    return Path(str(request.path)).relative_to(requirements.ROOT / "tests").parts[0]


def _application() -> object:
    widgets = sys.modules.get("PySide6.QtCore")
    return widgets.QCoreApplication.instance() if widgets else None


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, libraries and reports of a test lie in its own folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("MODELLER_HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test: English again, the folder and the environment as before, no Qt below the screen's rooms."""
    folder = Path.cwd()
    before = _application()
    room = room_of(request)
    yield
    language.use(language.ENGLISH)
    assert Path.cwd() == folder, "the test left another current folder behind"
    if room in WITHOUT_QT and before is None:
        assert _application() is None, f"a test of {room} started Qt"


_skipped: Counter[str] = Counter()
_controller = False


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    global _controller
    _controller = True
    for report in terminalreporter.stats.get("skipped", ()):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _skipped[why.removeprefix("Skipped: ")] += 1


def pytest_unconfigure() -> None:
    """The last lines of a run: what it skipped, and why."""
    if not _controller:
        return
    print(f"skipped: {sum(_skipped.values())}")
    for why, count in sorted(_skipped.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"  {count} × {why}")
