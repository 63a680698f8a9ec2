"""Save and Save as: off the GUI thread, with a look at who else wrote the file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from modeller.files.problem import Problem
from modeller.jobs.progress import Progress
from modeller.language import message, say
from modeller.model.records import Diagram
from modeller.ui import kept_picture
from modeller.ui.desk import Window, absolute
from modeller.ui.file_dialog import CHAIN, ask_save, model_filter
from modeller.ui.open_file import OpenFile
from modeller.ui.question import Answer, Question

if TYPE_CHECKING:
    from modeller.jobs.open_model import Opened
    from modeller.jobs.save_model import Saved

PATIENCE = 50
"""Milliseconds between looks whether a gesture has ended."""

Done: TypeAlias = Callable[[bool], object]
"""Told whether it is saved now."""


def save(window: Window, file: OpenFile, done: Done = bool) -> None:
    """Write the model to its file; where it has none yet, ask for a name. `done` hears whether it is saved now."""
    if QGuiApplication.mouseButtons() is Qt.MouseButton.NoButton:  # a drag is waited for
        finish(window, file)
    if file.fresh and file.home is None:
        save_as(window, file, done)
    else:
        _write(window, file, file.path, file.digest, done)


def save_as(window: Window, file: OpenFile, done: Done = bool, *, exact: bool = True) -> None:
    """Ask for a name and write the model there; from then on that is its file.

    `exact` False: write it even where it would not be read back as the same, for there is no other way to keep it.
    """
    if file.home is not None:
        file.home.save_as(window, file, done)
        return
    target = ask_target(window, file.path)
    if target is None:
        done(False)
    elif target != file.path and target in window.desk.files and not window.desk.files[target].fresh:
        window.notices.problem(message("saving.open_elsewhere", name=target.name))
        done(False)
    else:
        _write(window, file, target, None, done, exact)


def finish(window: Window, file: OpenFile) -> None:
    """End what is under way in the views of the model: text that is being written stands."""
    for each in window.desk.windows:
        for page in each.pages():
            if page.file is file:
                page.finish()


def ask_target(window: Window, start: Path) -> Path | None:
    """The name that somebody chose for the file of a model; None where they did not."""
    suffix = CHAIN if start.suffix == CHAIN else ".bpmn"
    name = ask_save(window, say("window.save.title"), [model_filter(suffix)], str(start))
    return absolute(Path(name if Path(name).suffix else f"{name}{suffix}")) if name else None


def save_and_wait(window: Window, file: OpenFile) -> bool:
    """Save before going on: the window is painted but takes no input meanwhile. Is all of it saved now?"""
    loop = QEventLoop()
    flags = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
    heard: list[bool] = []

    def ended(saved: bool) -> None:
        heard.append(saved)
        loop.quit()

    save(window, file, ended)
    if not heard:
        loop.exec(flags)
    return heard == [True] and not file.unsaved


def wait_until_still(file: OpenFile) -> None:
    """Wait for a save that is going on."""
    while file.saving:
        loop = QEventLoop()
        QTimer.singleShot(PATIENCE, loop.quit)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _write(
    window: Window, file: OpenFile, path: Path, expected: str | None, done: Done, exact: bool = True
) -> None:  # fmt: skip
    if (
        file.saving or file.document.editing is not None or file.document.paused
    ):  # an edit that is open is no state to save: wait for its end
        QTimer.singleShot(PATIENCE, window, lambda: _write(window, file, path, expected, done, exact))
        return
    file.saving = True
    model = file.document.snapshot()
    mark = file.keeper.mark() if file.keeper is not None else None
    home = file.home

    def job(progress: Progress) -> "Saved":
        if home is not None:
            return home.write(model, expected, progress)
        from modeller.jobs.save_model import save as write

        return write(model, path, expected, progress, exact=exact)

    def saved(result: "Saved") -> None:
        before, fresh = file.path, file.fresh
        if result.path != before:
            window.desk.make_room(result.path)
        file.is_saved(model, mark, result.path, result.digest)
        window.desk.was_saved(file, before)
        kept_picture.renew(window, file, model)
        if fresh or before != file.path:
            window.notices.good(message("window.saved", name=file.name))
        done(True)

    def failed(error: BaseException) -> bool:
        if not isinstance(error, Problem):
            done(False)
            return False
        QTimer.singleShot(0, window, lambda: _not_saved(window, file, path, error, done))
        return True

    def ended() -> None:
        file.saving = False

    work = window.desk.work(
        job, saved, message("window.saving", name=path.name if home is None else home.name), window, failed
    )
    work.ended.connect(ended)
    work.cancelled.connect(lambda: done(False))


def _not_saved(window: Window, file: OpenFile, path: Path, problem: Problem, done: Done) -> None:
    from modeller.jobs.save_model import ChangedOutside, NotTheSame

    kept = file.home is not None
    copy = Answer("copy", message("shelf.as_branch" if kept else "saving.save_copy"))
    if isinstance(problem, ChangedOutside):
        text = message("shelf.conflict" if kept else "saving.conflict", name=file.name if kept else path.name)
        mine = Answer("mine", message("saving.keep_mine"), destroys=True)
        theirs = Answer("theirs", message("saving.take_theirs"), destroys=True)
        question = Question(
            text, message("shelf.conflict_more" if kept else "saving.conflict_more"), (copy, mine, theirs)
        )
    else:
        question = Question(
            problem.message, message("saving.still_open"), (Answer("copy", message("saving.elsewhere")),)
        )
    answer = window.desk.ask(window, question)
    if answer == "copy":
        save_as(window, file, done, exact=not isinstance(problem, NotTheSame))
    elif answer == "mine":
        _write(window, file, path, None, done)
    elif answer == "theirs":
        take_theirs(window, file, done)
    else:
        done(False)


def take_theirs(window: Window, file: OpenFile, done: Done = bool) -> None:
    """Put what is in the file now in the place of what stands here: one step, which can be undone."""
    path, home = file.path, file.home

    def job(progress: Progress) -> "Opened":
        if home is not None:
            return home.read(progress)
        from modeller.jobs.open_model import open_model

        return open_model(path, progress)

    def opened(theirs: "Opened") -> None:
        if file.document.editing is not None:
            QTimer.singleShot(PATIENCE, window, lambda: opened(theirs))
            return
        document = file.document
        with document.edit(message("saving.step.take_theirs", name=file.name)) as edit:
            for key in [key for key in document.records if key not in theirs.document]:
                edit.remove(key)
            for record in theirs.document:
                if document.get(record.key) != record:
                    edit.put(record)
        file.findings, file.placed = tuple(theirs.findings), theirs.placed
        mark = file.keeper.mark() if file.keeper is not None else None
        file.is_saved(document.snapshot(), mark, path, theirs.digest)
        window.desk.was_saved(file, path)
        for each in window.desk.windows:
            for page in each.pages():
                if page.file is file:
                    page.changed.emit()  # the findings are others
        done(True)

    def failed(_: BaseException) -> bool:
        done(False)
        return False

    window.desk.work(job, opened, message("window.opening", name=file.name), window, failed)


def still_there(file: OpenFile, diagram: Diagram) -> Diagram | None:
    """The diagram as it is now; another of the model where it is gone, None where that has none."""
    now = file.document.get(diagram.key)
    if isinstance(now, Diagram):
        return now
    return next(iter(file.document.diagrams()), None)
