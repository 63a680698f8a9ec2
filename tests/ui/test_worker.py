"""Work off the GUI thread tells its end once, and stops when asked."""

import threading
import time

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from modeller.jobs.progress import Progress
from modeller.ui.worker import Work


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


def outcomes(work: Work) -> list[object]:
    told: list[object] = []
    work.done.connect(lambda value: told.append(("done", value)))
    work.failed.connect(lambda error: told.append(("failed", error)))
    work.cancelled.connect(lambda: told.append(("cancelled", None)))
    return told


def test_the_result_comes_in_the_gui_thread(qtbot: QtBot, owner: QObject) -> None:
    threads: list[int] = []

    def job(progress: Progress) -> int:
        threads.append(threading.get_ident())
        return 42

    work = Work(job, owner)
    told = outcomes(work)
    work.done.connect(lambda _: threads.append(threading.get_ident()))
    work.start()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("done", 42)]
    assert threads[0] != threads[1] == threading.get_ident()


def test_an_error_comes_as_one(qtbot: QtBot, owner: QObject) -> None:
    error = ValueError("x")

    def job(progress: Progress) -> None:
        raise error

    work = Work(job, owner)
    told = outcomes(work)
    work.start()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [("failed", error)]


def test_cancelled_work_ends_at_its_next_step_and_gives_no_result(qtbot: QtBot, owner: QObject) -> None:
    begun = threading.Event()

    def job(progress: Progress) -> str:
        for step in range(10_000):
            begun.set()
            progress(step / 10_000)
            time.sleep(0.001)
        return "too late"

    work = Work(job, owner)
    told = outcomes(work)
    work.start()
    begun.wait(5)
    work.cancel()
    qtbot.waitUntil(lambda: bool(told), timeout=3000)
    assert told == [("cancelled", None)]


def test_progress_is_told_a_hundred_times_at_most(qtbot: QtBot, owner: QObject) -> None:
    def job(progress: Progress) -> None:
        for step in range(50_000):
            progress(step / 50_000)

    work = Work(job, owner)
    fractions: list[float] = []
    work.progressed.connect(fractions.append)
    told = outcomes(work)
    work.start()
    qtbot.waitUntil(lambda: bool(told))
    assert 50 <= len(fractions) <= 102
    assert fractions == sorted(fractions)
