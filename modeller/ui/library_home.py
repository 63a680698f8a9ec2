"""Where a model of a library is kept, for those who open and save it as they do a file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from modeller.jobs.progress import Progress
from modeller.language import message, say
from modeller.model.reading import Model
from modeller.ui.desk import Window
from modeller.ui.library_names import ask_name

if TYPE_CHECKING:
    from modeller.jobs.open_model import Opened
    from modeller.jobs.save_model import Outside, Saved
    from modeller.library.store import Library
    from modeller.model.entries import ModelEntry
    from modeller.ui.library_held import OpenLibrary
    from modeller.ui.open_file import OpenFile


class LibraryHome:
    """A model in a library that is open."""

    def __init__(self, held: "OpenLibrary", id: str, name: str) -> None:
        self.held = held
        self.id = id
        self.name = name

    @property
    def where(self) -> str:
        return f"{self.held.path} › {self.name}"

    @property
    def remembered(self) -> Path:
        return self.held.path

    def write(self, model: Model, expected: str | None, progress: Progress) -> "Saved":
        from modeller.jobs.library_draft import save

        progress(0)
        return save(self.held.library, self.id, model, expected, self.held.author())

    def read(self, progress: Progress) -> "Opened":
        from modeller.jobs.library_draft import open_draft

        return open_draft(self.held.library, self.id, progress)

    def outside(self, expected: str) -> "tuple[Outside, str]":
        from modeller.jobs.library_draft import outside

        return outside(self.held.library, self.id, expected)

    def save_as(self, window: QWidget, file: "OpenFile", done: Callable[[bool], object]) -> None:
        """Keep what is there as a model of its own beside the one that it was."""
        assert isinstance(window, Window)
        name = ask_name(window, message("shelf.save_as"), say("shelf.branch_name", name=self.name))
        if not name or file.document.editing is not None:
            done(False)
            return
        model, mark = file.document.snapshot(), file.keeper.mark() if file.keeper is not None else None

        def job(library: "Library", _: Progress) -> "ModelEntry":
            from modeller.jobs.library_draft import save_beside

            return save_beside(library, self.id, name, model, self.held.author())

        def saved(entry: "ModelEntry") -> None:
            from modeller.jobs.library_draft import path_of, token

            before = file.path
            file.home = LibraryHome(self.held, entry.id, entry.name)
            file.is_saved(model, mark, path_of(self.held.path, entry.id), token(entry))
            window.desk.was_saved(file, before)
            window.notices.good(message("window.saved", name=file.name))
            done(True)

        def failed(_: BaseException) -> bool:
            done(False)
            return False

        self.held.do(job, saved, message("window.saving", name=name), window, failed, changes=True)
