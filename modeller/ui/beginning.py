"""How a model comes to be on the desk: new, from a sample, or restored from what an earlier program left."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from modeller.files.read import shown
from modeller.interchange.model_files import suffix_of
from modeller.jobs.progress import Progress
from modeller.language import current, message, say
from modeller.ui.desk import Desk, Window
from modeller.ui.open_file import Home, OpenFile

if TYPE_CHECKING:
    from modeller.jobs.open_model import Opened
    from modeller.jobs.recover import Recovered, Search

_SURVIVED = 3000
"""Milliseconds after which unsaved work was shown without ending the program."""


def new(window: Window, template: str = "pool") -> None:
    """A new model that begins as a template of `editing.template`, its start event or first stage selected."""
    from modeller.editing.template import MISTAKES, new_document

    desk = window.desk
    document = new_document(template, current())
    path = desk.free_path(say("saving.untitled"), suffix_of(document))
    file = OpenFile(document, path.stem, path, fresh=True)
    desk.adopt(file, window)
    firsts = ("bpmn:startEvent", "chain:stage", "chain:primary")
    start = next((node.key for node in file.document.nodes() if node.type in firsts), None)
    if window.page is not None and window.page.file is file and start is not None:
        window.page.view.select((start,))
        if template == MISTAKES:
            window.side.show_findings()


def from_sample(window: Window, sample: Path) -> None:
    """A new model that begins as a copy of a sample; the sample itself stays as it is."""
    desk = window.desk

    def job(progress: Progress) -> "Opened":
        from modeller.jobs.open_model import open_model

        return open_model(sample, progress)

    def opened(model: "Opened") -> None:
        path = desk.free_path(sample.stem, sample.suffix)
        file = OpenFile(model.document, path.stem, path, tuple(model.findings), model.placed, fresh=True)
        desk.adopt(file, window)

    desk.work(job, opened, message("window.opening", name=sample.name), window)


def look_for_lost_work(window: Window) -> None:
    """Look what earlier programs left unsaved, and offer it."""
    desk = window.desk

    def job(progress: Progress) -> "Search":
        from modeller.jobs.recover import find

        return find(progress=progress)

    def found(search: "Search") -> None:
        from modeller.jobs.recover import survived

        desk.recovered += search.found
        desk.recovered_changed.emit()

        def shown_all() -> None:
            for each in search.found:
                survived(each)

        def show() -> None:
            card.dismiss()
            show_lost_work(window)

        QTimer.singleShot(_SURVIVED, desk, shown_all)
        if search.found and (window.page is not None or len(desk.works) > 1):  # the start page is not seen
            text = message("saving.recovery.some", count=len(search.found))
            card = window.notices.hint(text)
            card.button(message("saving.recovery.show"), show)
        for path in search.broken:
            window.notices.problem(message("saving.recovery.broken", path=shown(path)))
        for path in search.aside:
            window.notices.problem(message("saving.recovery.aside", path=shown(path.parent / "set-aside" / path.name)))

    desk.work(job, found, message("saving.recovery.looking"), window)


def show_lost_work(window: Window) -> None:
    """What is left to decide, in a dialog."""
    from modeller.ui.recovery_page import RecoveryDialog

    if window.desk.recovered:
        RecoveryDialog(
            tuple(window.desk.recovered), window.desk.look, lambda what, found: decide(window, what, found), window
        ).open()


def decide(window: Window, what: str, found: "Recovered") -> None:
    """Do with unsaved work what somebody wants: "restore", "later" or "discard"."""
    if found in window.desk.recovered:
        {"restore": restore, "later": keep_for_later, "discard": discard}[what](window, found)


def restore(window: Window, found: "Recovered") -> None:
    """Open what was found, its undo history with it. It is protected by a journal of its own from the start."""
    path = Path(found.work.origin.path)
    door = window.desk.door(path)
    if door is None or found.work.origin.fresh:
        _restore(window, found, None)
    else:
        door.find_home(path, window, lambda home: _restore(window, found, home))


def _restore(window: Window, found: "Recovered", home: Home | None) -> None:
    desk, work = window.desk, found.work
    path, fresh = Path(work.origin.path), work.origin.fresh
    if home is None and desk.door(path) is not None:  # its library is not to be had: it becomes a file
        path, fresh = desk.free_path(work.origin.name, suffix_of(work.document)), True
    if path in desk.files or (fresh and path.exists()):  # opened meanwhile: this is another state of it
        path, fresh = (
            desk.free_path(
                say("saving.recovery.copy_name", name=path.stem if home is None else home.name),
                suffix_of(work.document),
            ),
            True,
        )
        home = None
    name = path.stem if fresh else path.name if home is None else home.name
    file = OpenFile(
        work.document, name, path, (), work.origin.placed, work.origin.digest, fresh, saved=work.saved, home=home
    )  # fmt: skip
    file.keep(desk._unprotected).continue_from(work.used, work.steps)
    _decided(desk, found)
    if file.keeper is not None and file.keeper.path is not None:
        found.claim.discard()  # it lives on in the new journal; the old one stays for some days
    else:
        found.claim.release()
    desk.adopt(file, window)
    if not work.whole:
        window.notices.hint(message("saving.recovery.torn", name=name, count=work.unsaved))
    if found.file == "changed":
        window.notices.hint(message("saving.recovery.changed", name=name))


def keep_for_later(window: Window, found: "Recovered") -> None:
    """The next start offers it again."""
    found.claim.end_try()
    found.claim.release()
    _decided(window.desk, found)


def discard(window: Window, found: "Recovered") -> None:
    """It is not offered again; the journal stays for some days."""
    found.claim.discard()
    _decided(window.desk, found)


def _decided(desk: Desk, found: "Recovered") -> None:
    if found in desk.recovered:
        desk.recovered.remove(found)
    desk.recovered_changed.emit()
