"""What can be done about a library that is damaged: bring a backup back, or bring out what can still be read."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.progress import Progress
from modeller.language import Message, message, words
from modeller.ui import library_backups
from modeller.ui.desk import Window
from modeller.ui.library_folder import ask_folder
from modeller.ui.library_report import show_report

if TYPE_CHECKING:
    from modeller.jobs.library_export import Written


def offer(window: Window, path: Path, problem: Problem, again: Callable[[], object]) -> None:
    """Say that a library is damaged, with what helps; `again` opens it when a backup has been brought back."""
    card = window.notices.problem(problem.message)

    def restore() -> None:
        card.dismiss()
        _restore(window, path, again)

    def choose() -> None:
        card.dismiss()
        library_backups.offer(window, path, again)

    card.button(message("shelf.rescue.export"), lambda: _export(window, path))
    card.button(message("shelf.rescue.restore"), restore)
    card.button(message("shelf.rescue.choose"), choose)


def _restore(window: Window, path: Path, again: Callable[[], object]) -> None:
    def job(progress: Progress) -> list[Message]:
        from modeller.jobs.library_backups import restore_backup

        return restore_backup(path, progress=progress)[1]

    def done(said: list[Message]) -> None:
        for each in said:
            window.notices.hint(each)
        window.notices.good(message("shelf.rescue.restored", name=path.name))
        again()

    window.desk.work(job, done, message("shelf.rescue.restoring", name=path.name), window)


def _export(window: Window, path: Path) -> None:
    name = ask_folder(window, message("shelf.export_title"))
    if not name:
        return
    target = Path(name)

    def job(progress: Progress) -> "Written":
        from modeller.jobs.library_export import export_library
        from modeller.library.opening import open_damaged

        with open_damaged(path) as library:
            return export_library(library, target, progress)

    def done(written: "Written") -> None:
        tell_written(window, target, written)

    window.desk.work(job, done, message("shelf.exporting", name=path.name), window)


def tell_written(window: Window, target: Path, written: "Written") -> None:
    """Say what an export wrote, and what could not be brought out whole."""
    text = message("shelf.exported", count=len(written.files), folder=shown(target))
    if not written.damaged:
        window.notices.good(text)
        return
    window.notices.problem(text).button(
        message("shelf.show_report", count=len(written.damaged)),
        lambda: show_report(window, text, [*map(words, written.damaged)]),
    )
