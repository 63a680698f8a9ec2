"""What the commands of the Library menu do in a window, and the pages of its libraries."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from modeller.jobs.progress import Progress
from modeller.language import current, message, say
from modeller.ui import (
    library_approval_commands,
    library_approval_opening,
    library_attachment_commands,
    library_backups,
    library_batch,
    library_chains,
    library_changes,
    library_copy,
    library_dictionary,
    library_fields,
    library_house_style,
    library_links,
    library_moving,
    library_rules,
    library_search_commands,
    library_send,
    library_version_commands,
    library_workflow,
)  # fmt: skip
from modeller.ui.actions import Actions
from modeller.ui.desk import Desk, Window
from modeller.ui.file_dialog import ask_open, ask_save
from modeller.ui.library_comments import CommentsPanel
from modeller.ui.library_dictionary_completion import Completion
from modeller.ui.library_dictionary_page import DictionaryPage
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_home import LibraryHome
from modeller.ui.library_page import LibraryPage
from modeller.ui.library_panels import VersionsAndApproval
from modeller.ui.library_shelf import SUFFIX, Shelf, open_model
from modeller.ui.model_page import ModelPage

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.model.entries import ModelEntry

MENU = (
    "library_open_model", "-", "library_rename", "new_version", "-", "library_export_model", "-", "library_restore",
    "library_bin",
)  # fmt: skip
MORE = (
    "library_import_folder", "library_merge", "-", "library_batch", "library_export", "library_send", "-",
    "library_backup", "library_backups", "library_verify", "-", "library_workflow", "library_rules",
    "library_house_style", "library_fields", "-", "library_empty_bin",
)  # fmt: skip

_BRINGS = ("library_new_model", "library_new_folder", "library_import", "library_import_folder", "library_merge")
"""What puts something new into the library in front."""


def shelf_of(desk: Desk) -> Shelf:
    """The shelf of the desk; made when the first window comes."""
    for door in desk.doors:
        if isinstance(door, Shelf):
            return door
    shelf = Shelf(desk, show_library)
    library_links.look_after(desk, shelf)
    library_dictionary.look_after(desk, shelf)
    library_rules.look_after(desk, shelf)
    library_fields.look_after(desk, shelf)
    return shelf


def show_library(held: OpenLibrary, window: Window) -> None:
    """The tab of a library, a new one where there is none."""
    commands = window.findChild(LibraryCommands)
    if isinstance(commands, LibraryCommands):
        commands.show(held)


def in_library(page: ModelPage | None) -> bool:
    """Is it a library's model that the page shows?"""
    return page is not None and isinstance(page.file.home, LibraryHome)


class LibraryCommands(QObject):
    """Belongs to a window."""

    def __init__(self, window: Window, actions: Actions) -> None:
        super().__init__(window)
        self.window = window
        self.actions = actions
        self.shelf = shelf_of(window.desk)
        self.shelf.listed.connect(self._listed)
        window.side.properties.known_entries = library_dictionary.known_entries
        self._menus: list[QMenu] = []
        library_links.connect(window, self.shelf, actions)
        library_chains.connect(window, self.shelf, actions, self._in_front)
        library_search_commands.connect(window, self.shelf, actions)
        self.panels = VersionsAndApproval(window.desk.look, window)
        self.versions = self.panels.versions
        self.approval = self.panels.approval
        self.panels.setContentsMargins(12, 10, 12, 10)
        window.side.add(self.panels, message("shelf.versions"), "recent", in_library)
        library_version_commands.connect(window, self.versions)
        library_approval_commands.connect(window, self.approval)
        library_attachment_commands.connect(window, self.shelf, self.panels.attachments)
        window.desk.look_changed.connect(lambda: self.panels.dress(window.desk.look))
        self.comments = CommentsPanel(window.desk.look, window)
        self.comments.setContentsMargins(12, 10, 12, 10)
        window.side.add(self.comments, message("shelf.comments"), "comment", in_library)
        window.desk.look_changed.connect(lambda: self.comments.dress(window.desk.look))
        actions["library_more"].setMenu(self._menu(MORE))
        self._context = self._menu(MENU)
        actions["library_dictionary"].triggered.connect(partial(self._on_library, library_dictionary.show))
        actions["library_rules"].triggered.connect(partial(self._on_library, library_rules.ask))
        actions["library_house_style"].triggered.connect(partial(self._on_library, library_house_style.ask))
        actions["library_fields"].triggered.connect(partial(self._on_library, library_fields.ask))
        actions["library_new"].triggered.connect(partial(self.ask_new, False))
        actions["library_sample"].triggered.connect(partial(self.ask_new, True))
        actions["library_open"].triggered.connect(self.ask_open)
        actions["add_to_library"].triggered.connect(lambda: library_moving.add_open_model(self.window))
        actions["new_version"].triggered.connect(lambda: library_version_commands.ask_new(self.window, self.page))
        deeds: dict[str, Callable[[LibraryPage], object]] = {
            "library_new_model": self._new_model,
            "library_new_folder": self._new_folder,
            "library_open_model": self._open_selected,
            "library_rename": lambda page: page.rename(),
            "library_import": lambda page: library_moving.ask_files(self.window, page),
            "library_import_folder": lambda page: library_moving.ask_folder(self.window, page),
            "library_batch": lambda page: library_batch.ask(self.window, page),
            "library_export": lambda page: library_moving.ask_export(self.window, page),
            "library_export_model": lambda page: library_moving.ask_export_model(self.window, page),
            "library_send": lambda page: library_send.ask(self.window, page),
            "library_merge": lambda page: library_copy.ask(self.window, page),
            "library_backup": lambda page: library_moving.back_up(self.window, page),
            "library_backups": lambda page: library_backups.show(self.window, page.held),
            "library_workflow": lambda page: library_workflow.show(self.window, page.held),
            "library_verify": lambda page: library_moving.verify(self.window, page),
            "library_bin": lambda page: library_changes.bin_selected(self.window, page),
            "library_restore": lambda page: library_changes.restore_selected(self.window, page),
            "library_empty_bin": lambda page: library_changes.empty_bin(self.window, page),
        }
        for name, deed in deeds.items():
            actions[name].triggered.connect(partial(self._on_page, deed))

    def _on_page(self, deed: Callable[[LibraryPage], object], _: bool = False) -> None:
        if self.page is not None:
            deed(self.page)

    def _menu(self, names: tuple[str, ...]) -> QMenu:
        menu = QMenu(self.window)
        for name in names:
            if name == "-":
                menu.addSeparator()
            else:
                menu.addAction(self.actions[name])
        self._menus.append(menu)
        return menu

    # -- pages ---------------------------------------------------------------------------------------------------

    @property
    def page(self) -> LibraryPage | None:
        """The library in front."""
        page = self.window.stack.currentWidget()
        return page if isinstance(page, LibraryPage) else None

    def show(self, held: OpenLibrary) -> LibraryPage:
        window = self.window
        for page in window.tabs.all():
            if isinstance(page, LibraryPage) and page.held is held:
                window.tabs.bring(page)
                return page
        page = LibraryPage(held, window.desk.look, self.actions, window.stack)
        page.opened.connect(lambda id: library_approval_opening.open_entry(window, held, id))
        page.selected.connect(self.allow)
        page.menu_asked.connect(self._show_menu)
        library_changes.connect(window, page)
        library_version_commands.connect(window, page.versions)
        library_approval_commands.connect(window, page.approval)
        library_attachment_commands.connect(window, self.shelf, page.panels.attachments)
        page.tree.files_dropped.connect(lambda paths, folder: library_moving.take_in(window, held, paths, folder))
        page.destroyed.connect(self.shelf.let_go)
        window.stack.addWidget(page)
        window.tabs.add(page)
        held.refresh(window)
        return page

    def _on_library(self, deed: Callable[[Window, OpenLibrary], object], _: bool = False) -> None:
        """Do it with the library in front, or with that which the model in front lies in."""
        held = self._in_front()
        if held is not None:
            deed(self.window, held)

    def _in_front(self) -> OpenLibrary | None:
        """The library in front, or that which the model in front lies in."""
        model = self.window.page
        home = model.file.home if model is not None else None
        return self.page.held if self.page is not None else home.held if isinstance(home, LibraryHome) else None

    def prepare(self, page: ModelPage) -> None:
        """A page of a model has come."""
        library_links.prepare(self.window, self.shelf, page)
        Completion(page.view, partial(library_dictionary.known_entries, page.file))

    def _listed(self) -> None:
        for page in self.window.tabs.all():
            if isinstance(page, LibraryPage | DictionaryPage):
                page.title = page.named
                self.window.tabs.name(page)
        self.window.side.properties.show_entries()
        self.allow()

    def _show_menu(self, place: QPoint) -> None:
        self._context.popup(place)

    def page_changed(self) -> None:
        """Another page is in front, or something else on it: switch on what can be done there."""
        self.actions.allow(self.window.page is not None, self.page is not None)
        self.allow()

    def allow(self) -> None:
        """Switch on what can be done with what is selected on the page in front."""
        page = self.page
        acts = self.actions
        model = self.window.page
        home = model.file.home if model is not None else None
        kept = home if isinstance(home, LibraryHome) else None
        entry = kept.held.listing.model(kept.id) if kept is not None and kept.held.listing is not None else None
        self.panels.show_model(kept.held if kept is not None else None, entry)
        self.panels.attachments.show_page(model if kept is not None else None)
        self.comments.show_page(model if kept is not None else None)
        some = page is not None and bool(page.selection())
        one = page is not None and len(page.selection()) == 1
        writable = page is not None and page.held.writable
        binned = page is not None and page.tree.kind == "bin"
        folder = page is not None and page.tree.folder is not None and page.in_folders
        acts["add_to_library"].setEnabled(model is not None and kept is None)
        acts["new_version"].setEnabled(kept is not None or (one and writable and not binned))
        for name in ("library_dictionary", "library_rules", "library_house_style", "library_fields"):
            acts[name].setEnabled(page is not None or kept is not None)
        acts["library_open_model"].setEnabled(some and not binned)
        acts["library_export_model"].setEnabled(one and not binned)
        acts["library_rename"].setEnabled(writable and not binned and (one or folder))
        acts["library_bin"].setEnabled(writable and not binned and (some or folder))
        acts["library_restore"].setEnabled(writable and binned and some)
        library_links.allow(self.window, acts)
        library_chains.allow(self.window, acts, self._in_front())
        listing = page.held.listing if page is not None else None
        gone = listing is not None and bool(listing.binned or listing.gone)
        acts["library_empty_bin"].setEnabled(writable and gone)
        for name in _BRINGS:
            acts[name].setEnabled(writable and not binned)

    def drop(self, paths: list[Path]) -> bool:
        """Take dropped files into the library in front; False where none is, or they are libraries themselves."""
        page = self.page
        if page is None or not page.held.writable or any(path.suffix.lower() == SUFFIX for path in paths):
            return False
        library_moving.take_in(self.window, page.held, paths, page.tree.folder)
        return True

    def look_outside(self) -> None:
        """See whether others have changed the libraries that are shown here."""
        for page in self.window.tabs.all():
            if isinstance(page, LibraryPage):
                page.held.look_outside(self.window)

    # -- commands ------------------------------------------------------------------------------------------------

    def ask_new(self, sample: bool, _: bool = False) -> None:
        """A new library where one is asked to put it: empty, or with the sample processes."""
        folder = Path(self.window.desk.settings.folder or Path.home())
        filters = [f"{say('shelf.filter')} (*{SUFFIX})"]
        called = say("samples.library" if sample else "shelf.untitled") + SUFFIX
        name = ask_save(self.window, say("shelf.new_title"), filters, str(folder / called))
        if name:
            path = Path(name if Path(name).suffix.lower() == SUFFIX else name + SUFFIX).absolute()
            self.shelf.create(path, self.window, sample=sample)

    def ask_open(self) -> None:
        filters = [f"{say('shelf.filter')} (*{SUFFIX})", f"{say('window.filter.all')} (*)"]
        for name in ask_open(self.window, say("shelf.open_title"), filters, self.window.desk.settings.folder):
            self.window.desk.open(Path(name), self.window)

    def _open_selected(self, page: LibraryPage) -> None:
        for entry in page.selection():
            library_approval_opening.open_entry(self.window, page.held, entry.id)

    def _new_model(self, page: LibraryPage) -> None:
        """A model that begins as a pool, in the folder that is shown, opened."""
        held, folder, name = page.held, page.tree.folder, say("saving.untitled")
        by, language = held.author(), current()

        def job(library: "Library", _: Progress) -> "ModelEntry":
            from modeller.editing.template import new_document
            from modeller.library.models import add_model, models
            from modeller.model.entries import NewModel

            taken = {each.name for each in models(library, folder)}
            free = next(text for number in range(1, len(taken) + 2)
                        if (text := name if number == 1 else f"{name} {number}") not in taken)  # fmt: skip
            return add_model(library, NewModel(free, tuple(new_document("pool", language)), folder), by)

        held.change(job, self.window, lambda entry: open_model(held, entry.id, self.window))

    def _new_folder(self, page: LibraryPage) -> None:
        held, parent, name = page.held, page.tree.folder, say("shelf.new_folder")

        def job(library: "Library", _: Progress) -> str:
            from modeller.library.folders import add_folder

            return add_folder(library, name, parent).id

        def made(id: str) -> None:
            def edit() -> None:
                held.listed.disconnect(edit)
                if page in self.window.tabs.all():
                    page.tree.edit_folder(id)

            held.listed.connect(edit)

        held.change(job, self.window, made)
