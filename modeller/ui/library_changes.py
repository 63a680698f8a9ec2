"""What people change in a library by its page: order, folders, names, tags, the bin."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from modeller.language import message
from modeller.ui.desk import Window
from modeller.ui.library_home import LibraryHome
from modeller.ui.library_page import LibraryPage
from modeller.ui.question import Answer, Question

if TYPE_CHECKING:
    from modeller.library.store import Library


def connect(window: Window, page: LibraryPage) -> None:
    """Do what the page asks for."""
    held = page.held

    def one_by_one(change: Callable[["Library", str], object], ids: Sequence[str]) -> None:
        def all_of_them(library: "Library") -> None:
            for id in ids:
                change(library, id)

        each(all_of_them)

    def each(change: Callable[["Library"], object], done: Callable[[Any], object] = bool) -> None:
        held.change(lambda library, _: change(library), window, done)

    def renamed(id: str, name: str) -> None:
        from modeller.library.models import rename_model

        each(lambda library: rename_model(library, id, name), lambda _: _rename_open(window, page, id, name))

    def folder_renamed(id: str, name: str) -> None:
        from modeller.library.folders import rename_folder

        each(lambda library: rename_folder(library, id, name))

    def arranged(ids: Sequence[str], before: str) -> None:
        from modeller.library.models import move_model

        folder = page.tree.folder
        one_by_one(lambda library, id: move_model(library, id, folder, before or None), ids)

    def dropped(ids: Sequence[str], kind: str, folder: str | None) -> None:
        from modeller.library.models import bin_model, move_model

        if kind == "bin":
            one_by_one(bin_model, ids)
        else:
            one_by_one(lambda library, id: move_model(library, id, folder), ids)

    def folder_moved(id: str, parent: str | None, before: str) -> None:
        from modeller.library.folders import move_folder

        each(lambda library: move_folder(library, id, parent, before or None))

    def folder_binned(id: str) -> None:
        from modeller.library.folders import bin_folder

        each(lambda library: bin_folder(library, id))

    def tagged(id: str, tags: Sequence[str]) -> None:
        from modeller.library.models import tag_model

        each(lambda library: tag_model(library, id, tags))

    def described(id: str, text: str) -> None:
        from modeller.library.models import describe_model

        each(lambda library: describe_model(library, id, text))

    page.table.renamed.connect(renamed)
    page.table.arranged.connect(arranged)
    page.tree.renamed.connect(folder_renamed)
    page.tree.models_dropped.connect(dropped)
    page.tree.folder_moved.connect(folder_moved)
    page.tree.folder_binned.connect(folder_binned)
    page.details.tagged.connect(tagged)
    page.details.described.connect(described)


def _rename_open(window: Window, page: LibraryPage, id: str, name: str) -> None:
    """A model that is open bears its new name too."""
    for file in window.desk.files.values():
        home = file.home
        if isinstance(home, LibraryHome) and home.held is page.held and home.id == id:
            home.name = file.name = name
            window.desk.file_changed.emit(file)


def bin_selected(window: Window, page: LibraryPage) -> None:
    """Put the selected models, or the folder, into the bin; a notice offers to take them out again."""
    from modeller.library.folders import bin_folder, restore_folder
    from modeller.library.models import bin_model, restore_model

    folder, ids = page.tree.folder, [entry.id for entry in page.selection()]
    held = page.held
    if page.in_folders and folder is not None:
        there, back = bin_folder, restore_folder
        ids = [folder]
    else:
        there, back = bin_model, restore_model

    def done(_: object) -> None:
        card = window.notices.hint(message("shelf.binned", count=len(ids)))

        def take_back() -> None:
            card.dismiss()
            held.change(lambda library, _: [back(library, id) for id in ids], window)

        card.button(message("shelf.take_back"), take_back)

    if ids:
        held.change(lambda library, _: [there(library, id) for id in ids], window, done)


def restore_selected(window: Window, page: LibraryPage) -> None:
    """Take the selected models out of the bin; with them the folders that went there with them."""
    from modeller.library.folders import restore_folder
    from modeller.library.models import restore_model

    listing = page.held.listing
    if listing is None:
        return
    chosen, folders = page.selection(), {each.id: each for each in listing.folders}
    alone = [entry.id for entry in chosen if entry.binned]
    above: dict[str, None] = {}
    for entry in chosen:
        at = entry.folder
        while not entry.binned and at is not None:
            if folders[at].binned:
                above[at] = None
            at = folders[at].parent

    def job(library: "Library") -> None:
        for id in above:
            restore_folder(library, id)
        for id in alone:
            restore_model(library, id)

    page.held.change(lambda library, _: job(library), window)


def empty_bin(window: Window, page: LibraryPage) -> None:
    """Delete for good what is in the bin, when somebody has said so."""
    from modeller.library.models import empty_bin as empty

    listing = page.held.listing
    if listing is None:
        return
    delete = Answer("delete", message("shelf.delete_for_good"), destroys=True)
    keep = Answer("keep", message("shelf.keep"))
    question = Question(
        message("shelf.empty_bin", count=len(listing.binned)), message("shelf.empty_bin_more"), (keep, delete)
    )
    by = page.held.author()
    if window.desk.ask(window, question) == "delete":
        page.held.change(
            lambda library, _: empty(library, by), window,
            lambda count: window.notices.good(message("shelf.bin_emptied", count=count)),
        )  # fmt: skip
