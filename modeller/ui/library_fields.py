"""The own fields of a library in a window: what its open models are asked follows them."""

from typing import TYPE_CHECKING

from modeller.jobs.progress import Progress
from modeller.language import message
from modeller.ui.desk import Desk, Window
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_home import LibraryHome
from modeller.ui.library_shelf import Shelf
from modeller.ui.open_file import OpenFile

if TYPE_CHECKING:
    from modeller.library.store import Library


def look_after(desk: Desk, shelf: Shelf) -> None:
    """Let open models ask the fields of their libraries, and others when those are others."""

    def listed(held: OpenLibrary) -> None:
        follow(desk, [file for file in desk.files.values() if _home(file) is held])

    shelf.listed.connect(listed)
    desk.model_came.connect(lambda: follow(desk, list(desk.files.values())))


def _home(file: OpenFile) -> OpenLibrary | None:
    return file.home.held if isinstance(file.home, LibraryHome) else None


def follow(desk: Desk, files: list[OpenFile]) -> None:
    """Ask in these models what their libraries ask now."""
    for file in files:
        held = _home(file)
        listing = held.listing if held is not None else None
        if listing is None or listing.fields == file.document.own_fields:
            continue
        file.document.take_fields(listing.fields)
        file.speak()  # badges are others
        if file.checker is not None:
            file.checker.ask()
        for window in desk.windows:
            if window.page is not None and window.page.file is file:
                window.side.properties.ask_anew()


def ask(window: Window, held: OpenLibrary) -> None:
    """Define the own fields of a library; its models ask them when it has kept them."""
    from modeller.ui.own_fields_dialog import OwnFieldsDialog

    if held.listing is None:
        return
    if held.library.read_only is not None:
        window.notices.hint(held.library.read_only)
        return
    before = held.listing.fields
    dialog = OwnFieldsDialog(window, before)
    if dialog.exec():
        after, by = dialog.fields(), held.author()

        def job(library: "Library", _: Progress) -> None:
            from modeller.library.fields import change_fields

            change_fields(library, before, after, by)

        held.change(job, window, lambda _: window.notices.hint(message("fields.kept", name=held.name)))
    dialog.deleteLater()
