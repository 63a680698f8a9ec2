"""From an activity to the model that it stands for, and back and forward as in a browser."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from modeller.editing import links
from modeller.editing.refused import Refused
from modeller.interchange.model_files import link_to, linked_file
from modeller.language import message, say
from modeller.notation.bpmn.links import Link, can_link, link_of
from modeller.ui.actions import Actions
from modeller.ui.breadcrumb import Origin
from modeller.ui.desk import Desk, Window
from modeller.ui.file_dialog import MODELS, ask_open
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
    if link.to_file:
        _follow_file(window, page, link)
        return
    held = next((each for each in _near(shelf, page) if each.library.uuid == link.library), None)
    if held is None:
        window.notices.hint(message("shelf.link.closed"))
    elif held.listing is not None and held.listing.model(link.model) is None:
        window.notices.problem(message("shelf.link.broken", name=held.name))
    else:
        open_model(held, link.model, window, partial(_join, window, page))


def _follow_file(window: Window, page: ModelPage, link: Link) -> None:
    """Show the model in the file that a link names."""
    desk, home = window.desk, page.file
    path = linked_file(home.path, link.model) if home.home is None and not home.fresh else None
    if path is None or not path.is_file():
        window.notices.problem(message("shelf.link.no_file", name=link.model))
        return

    def came(_: object = None) -> None:
        file = desk.files.get(path)
        if file is not None:
            _join(window, page, file)

    work = desk.open(path, window)
    if work is None:
        came()
    else:
        work.done.connect(came)


def _join(window: Window, page: ModelPage, file: OpenFile) -> None:
    """Back leads from the one to the other from now on, and forward the other way."""
    target = next((each for each in window.pages() if each.file is file), None)
    if target is None or target is page:
        return
    here, there = page.file, file

    def back() -> None:
        window.desk.open(here.path, window)

    page.join(after=lambda: window.desk.open(there.path, window))
    target.join(before=back)
    known = page.breadcrumb.origins
    if there.path not in [origin.path for origin in known]:  # one that leads here in a circle is where it was
        target.breadcrumb.came_from((*known, Origin(here.path, _title(page), back)))


def _title(page: ModelPage) -> str:
    """What a model is called where it stands among others."""
    return page.file.name if page.file.home is not None else Path(page.file.name).stem


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
        if page.file.home is None and not page.file.fresh:
            _ask_file(window, page)
        else:
            window.notices.hint(message("shelf.link.none_open"))
        return
    key, home = page.selection[0], page.file.home
    own = home.id if isinstance(home, LibraryHome) and home.held is held else ""
    dialog = ModelPicker(message("shelf.link.title"), held.listing, window.desk.look, window, own)

    def accepted() -> None:
        entry = dialog.chosen
        if entry is not None and key in page.document:
            _link(window, page, key, Link(held.library.uuid, entry.id), entry.name)

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _ask_file(window: Window, page: ModelPage) -> None:
    """Choose the file with the model that the selected activity stands for."""
    (key,) = page.selection
    filters = [f"{say('window.filter.models')} ({MODELS})"]
    for name in ask_open(window, say("shelf.link.title"), filters, str(page.file.path.parent))[:1]:
        path = Path(name)
        way = link_to(page.file.path, path)
        if linked_file(page.file.path, way) is None:
            window.notices.hint(message("shelf.link.no_file", name=path.name))
        elif key in page.document:
            _link(window, page, key, Link("", way), path.stem)


def _link(window: Window, page: ModelPage, key: str, to: Link, name: str) -> None:
    try:
        links.link(page.document, key, to, name)
    except Refused as refused:
        window.notices.hint(refused.why)


def unlink(window: Window) -> None:
    """Let the selected activity stand for itself again."""
    page = window.page
    if page is not None and len(page.selection) == 1:
        links.unlink(page.document, page.selection[0])
