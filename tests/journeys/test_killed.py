"""kill -9 while somebody draws in the window: the next start offers the work, at most the command in flight is lost."""

import os
import random
import sys
from pathlib import Path

import journal_child
import pytest
from killed import killed
from pytestqt.qtbot import QtBot
from window_kit import settle

from modeller.files.journal import recovery_folder
from modeller.jobs.open_model import open_model
from modeller.jobs.recover import find
from modeller.resources import SAMPLES
from modeller.ui import beginning
from modeller.ui.desk import Desk
from modeller.ui.main_window import MainWindow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals to kill with")

PATHS = sorted(SAMPLES.glob("*.bpmn"))


def kill_many(folder: Path, monkeypatch: pytest.MonkeyPatch, times: int, seed: int) -> list[int]:
    """How many steps came back more than were told, for each run."""
    dice, more = random.Random(seed), []
    for number in range(times):
        home, path = folder / f"home {number}", folder / f"{number}.bpmn"
        path.write_bytes(dice.choice(PATHS).read_bytes())
        told = killed(home, path, seed + number, dice.uniform(0, 1.0))
        last = int(told[-1][0])
        monkeypatch.setenv("MODELLER_HOME", str(home))
        search = find()
        assert (search.broken, search.aside) == ([], []), (seed, number)
        (found,) = search.found
        work = found.work
        assert last <= work.steps <= last + 1, f"seed {seed}, run {number}: more than the command in flight is lost"
        states = {int(steps): rest for steps, *rest in told}
        if work.steps in states:
            undo, redo, digest = states[work.steps]
            assert journal_child.state(work.document) == digest
            assert work.document.depths == (int(undo), int(redo)), "its history has come back too"
        while work.document.undoable is not None:
            work.document.undo()
        assert dict(work.document.records) == dict(open_model(path).document.records)
        more.append(work.steps - last)
        found.claim.release()
    return more


def test_killed_in_the_midst_of_drawing_all_but_the_command_in_flight_is_offered(
    desk: Desk, window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_many(tmp_path, monkeypatch, 5, int(os.environ.get("MODELLER_SEED", "0")))
    assert len(list(recovery_folder().glob("*.journal"))) == 1
    beginning.look_for_lost_work(window)
    qtbot.waitUntil(lambda: not desk.works, timeout=20_000)
    settle()
    (card,) = window.start.recovered_cards
    assert card.isVisible()
    card.buttons["restore"].click()
    settle()
    assert window.page is not None
    assert window.page.file.unsaved


@pytest.mark.soak
def test_killed_200_times_in_the_midst_of_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more = kill_many(tmp_path, monkeypatch, 200, 1000 + int(os.environ.get("MODELLER_SEED", "0")))
    print(f"{len(more)} kills, {sum(more)} of them with one step more than was told")  # noqa: T201
