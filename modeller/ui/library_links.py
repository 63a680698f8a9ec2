"""From an activity to the model that it stands for, and back and forward as in a browser."""

from collections.abc import Iterator, Mapping
from functools import partial

from modeller.editing import links
from modeller.editing.refused import Refused
from modeller.language import message
from modeller.notation.bpmn.links import Link, can_link, link_of
from modeller.ui.actions import Actions
from modeller.ui.desk import Desk, Window
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_home import LibraryHome
from modeller.ui.library_picker import ModelPicker
from modeller.ui.library_shelf import Shelf, open_model
from modeller.ui.model_page import ModelPage
from modeller.ui.open_file import OpenFile


def prepare(window: Window, shelf: Shelf, page: ModelPage) -> None:
    """Let a page of the window lead to other models."""
    page.followed.connect(partial(follow, window, shelf, page))


def connect(window: Window, shelf: Shelf, actions: Actions) -> None:
    """Do what the commands ask for."""
    actions["link_model"].triggered.connect(lambda: ask_link(window, shelf))
    actions["unlink_model"].triggered.connect(lambda: unlink(window))


def allow(window: Window, actions: Actions) -> None:
    """Switch on what can be done with the selected activity."""
    page = window.page
    record = page.document.get(page.selection[0]) if page is not None and len(page.selection) == 1 else None
    actions["link_model"].setEnabled(can_link(record))
    actions["unlink_model"].setEnabled(link_of(record) is not None)


def known(shelf: Shelf) -> Mapping[str, frozenset[str]]:
    """The ids of the models that there are, for each open library."""
    return {
        held.library.uuid: frozenset(each.id for each in held.listing.models)
        for held in shelf.libraries.values()
        if held.listing is not None
    }


def look_after(desk: Desk, shelf: Shelf) -> None:
    """Let the checks of open models know which models there are, and look again when that is another."""
    seen: list[Mapping[str, frozenset[str]]] = [{}]

    def listed() -> None:
        now = known(shelf)
        if now != seen[0]:
            seen[0] = now
            for file in desk.files.values():
                if file.checker is not None:
                    file.checker.ask()

    desk.known_models = partial(known, shelf)
    shelf.listed.connect(listed)


def follow(window: Window, shelf: Shelf, page: ModelPage, link: Link) -> None:
    """Show the model that an activity stands for; a sentence where it is not to be had."""
    held = next((each for each in _near(shelf, page) if each.library.uuid == link.library), None)
    if held is None:
        window.notices.hint(message("shelf.link.closed"))
    elif held.listing is not None and held.listing.model(link.model) is None:
        window.notices.problem(message("shelf.link.broken", name=held.name))
    else:
        open_model(held, link.model, window, partial(_join, window, page))


def _join(window: Window, page: ModelPage, file: OpenFile) -> None:
    """Back leads from the one to the other from now on, and forward the other way."""
    target = next((each for each in window.pages() if each.file is file), None)
    if target is None or target is page:
        return
    here, there = page.file, file
    page.join(after=lambda: window.desk.open(there.path, window))
    target.join(before=lambda: window.desk.open(here.path, window))


def _near(shelf: Shelf, page: ModelPage) -> Iterator[OpenLibrary]:
    """The library of the model first, then the others, the latest first."""
    home = page.file.home
    if isinstance(home, LibraryHome):
        yield home.held
    yield from reversed(shelf.libraries.values())


def ask_link(window: Window, shelf: Shelf) -> None:
    """Choose the model that the selected activity stands for."""
    page = window.page
    if page is None or len(page.selection) != 1:
        return
    held = next(_near(shelf, page), None)
    if held is None or held.listing is None:
        window.notices.hint(message("shelf.link.none_open"))
        return
    key, home = page.selection[0], page.file.home
    own = home.id if isinstance(home, LibraryHome) and home.held is held else ""
    dialog = ModelPicker(message("shelf.link.title"), held.listing, window.desk.look, window, own)

    def accepted() -> None:
        entry = dialog.chosen
        if entry is not None and key in page.document:
            try:
                links.link(page.document, key, Link(held.library.uuid, entry.id), entry.name)
            except Refused as refused:
                window.notices.hint(refused.why)

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def unlink(window: Window) -> None:
    """Let the selected activity stand for itself again."""
    page = window.page
    if page is not None and len(page.selection) == 1:
        links.unlink(page.document, page.selection[0])
