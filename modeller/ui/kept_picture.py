"""A picture beside the file of a model, kept in step with it: begun, renewed by each save, and ended."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from modeller.jobs.open_model import Opened
from modeller.jobs.picture_mark import KINDS, Kept, kept_among, owner_of
from modeller.jobs.progress import Progress
from modeller.language import current, message, say
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.ui.desk import Window
from modeller.ui.open_file import OpenFile
from modeller.ui.question import Answer, Question

if TYPE_CHECKING:  # what draws the pictures is loaded when there is one to draw
    from modeller.jobs.kept_picture import Look, Renewed


def fill_menu(window: Window, menu: QMenu) -> None:
    """An entry for each kind of picture, ticked where one of the model in front is kept."""
    file = window.page.file if window.page is not None else None
    pictures = _pictures(file) if file is not None else ()
    kept = {each.kind for each in kept_among(pictures)}
    for kind in KINDS:
        action = menu.addAction(say(f"documents.{kind}"))
        action.setCheckable(True)
        action.setChecked(kind in kept)
        action.setEnabled(file is not None)
        if file is not None:
            action.triggered.connect(lambda on=False, kind=kind, file=file: keep(window, file, kind, on=on))


def keep(window: Window, file: OpenFile, kind: str, *, on: bool) -> None:
    """Keep a picture of that kind from now on, or no more. What somebody else has put there is asked about."""
    if file.fresh and file.home is None:
        window.notices.hint(message("kept.save_first"))
        return
    picture = next(each for each in _pictures(file) if each.kind == kind)
    name = picture.path.name
    if on:
        _begin(window, file, picture)
        return

    def job(_: Progress) -> None:
        from modeller.jobs.kept_picture import end

        end(picture)

    window.desk.work(
        job, lambda _: window.notices.good(message("kept.ended", name=name)), message("kept.drawing", name=name), window
    )


def _begin(window: Window, file: OpenFile, picture: Kept, *, replace: bool = False) -> None:
    from modeller.jobs.export_model import WouldReplace

    opened, look = _opened(file, file.document.snapshot()), _look(window)
    known, desk = file.digest, window.desk

    def job(_: Progress) -> "Renewed":
        from modeller.jobs.kept_picture import begin

        return begin(opened, picture, look, replace)

    def done(_: "Renewed") -> None:
        window.notices.good(message("kept.begun", name=picture.path.name))
        if file.digest != known:  # it was saved meanwhile
            renew(window, file, file.document.snapshot())

    def in_the_way(error: BaseException) -> bool:
        if not isinstance(error, WouldReplace):
            return False
        text = message("window.export.replace", count=len(error.files))
        names = ", ".join(path.name for path in error.files)
        answers = (Answer("replace", message("window.export.replace_them"), destroys=True),)
        if desk.ask(window, Question(text, message("window.export.there", names=names), answers)) == "replace":
            _begin(window, file, picture, replace=True)
        return True

    desk.work(job, done, message("kept.drawing", name=picture.path.name), window, in_the_way)


def renew(window: Window, file: OpenFile, model: Model) -> None:
    """Draw the kept pictures of a model that was just saved as `model`, off the GUI thread.

    Closing the program does not call it off: the picture is as new as the file then.
    """
    pictures = kept_among(_pictures(file))
    if not pictures:
        return
    opened, look, turn = _opened(file, model), _look(window), file.pictures.take()

    def job(_: Progress) -> "Renewed":
        from modeller.jobs import kept_picture

        return turn(lambda: kept_picture.renew(opened, pictures, look), kept_picture.Renewed())

    def done(renewed: "Renewed") -> None:
        for each in renewed.failed:
            window.notices.problem(each)

    window.desk.work(job, done, message("kept.drawing", name=opened.name), window)


def _pictures(file: OpenFile) -> tuple[Kept, ...]:
    owner = owner_of(file.path, file.home is not None)
    return tuple(Kept(kind, file.beside(f".{kind}"), owner) for kind in KINDS)


def _opened(file: OpenFile, model: Model) -> Opened:
    return Opened(Document(model), (), Path(file.path), file.name, file.placed)


def _look(window: Window) -> "Look":
    """As the window draws, in its language, on white."""
    from modeller.export.exporter import Options
    from modeller.jobs.kept_picture import Look

    held = window.desk.settings
    layers = tuple(sorted(held.layers.split()))
    return Look(Options(notation=held.notation, layers=layers, colour=held.colouring), current(), held.named)
