"""The menu bar, and the menus whose entries change: recent files, kept pictures, samples, windows."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from modeller.language import LANGUAGES, NAMES, message
from modeller.notation.badges import LAYERS
from modeller.notation.notations import NOTATIONS
from modeller.notation.symbol import Notation
from modeller.notation.valuechain.colourings.catalogue import COLOURINGS
from modeller.ui.actions import Actions
from modeller.ui.settings import APPEARANCES
from modeller.ui.strips import COUNTS, DIVIDING
from modeller.ui.wording import Wording

_MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("file", ("new", "templates", "samples", "open", "recent", "-", "library_new", "library_sample",
              "library_open", "-", "save", "save_as", "save_copy", "-", "compare", "-",
              "export", "policy", "kept", "print", "-", "close_tab", "-", "settings", "-", "quit")),
    ("edit", ("undo", "redo", "-", "cut", "copy", "paste", "duplicate", "delete", "select_all", "-",
              "write", "append_list", "connect", "change_type", "-",
              "bold", "text_larger", "text_smaller", "-",
              "copy_picture", "-", "find", "find_next", "find_previous", "replace", "-", "library_search")),
    ("arrange", ("align_left", "align_centre", "align_right", "-", "align_top", "align_middle", "align_bottom", "-",
                 "distribute_x", "distribute_y", "distribute_gap", "same_size", "-",
                 "flows", "swimlanes", "-", "renumber", "unnumber", "-",
                 "wrap", "unwrap", "expand", "collapse", "-", "lock", "unlock")),
    ("view", ("fit", "actual_size", "zoom_in", "zoom_out", "-", "minimap", "dots", "problems", "panel", "analysis", "-",
              "play", "-", "notation", "layers", "colouring", "appearance", "language", "-",
              "project", "full_screen")),
    ("library", ("library_new_model", "library_new_folder", "library_import", "library_import_folder", "add_to_library",
                 "-", "library_dictionary", "link_model", "unlink_model", "library_chains", "chain_in_step",
                 "-", "library_open_model", "library_rename", "new_version", "library_export_model", "-", "library_bin",
                 "library_restore", "library_empty_bin", "-", "library_merge", "library_publish", "library_batch",
                 "library_export", "library_send", "-", "library_backup", "library_backups", "library_verify", "-",
                 "library_workflow", "library_rules", "library_house_style", "library_fields")),
    ("go", ("back", "forward", "up", "enter", "-", "next_tab", "previous_tab")),
    ("window", ("new_window", "same_model", "-", "windows")),
    ("help", ("keys", "about")),
)  # fmt: skip

_INNER: dict[str, tuple[str, ...]] = {
    "flows": ("straighten", "lay_anew", "-", "add_bend", "remove_bend", "-", "reset_label"),
    "library_chains": ("library_chain", "library_landscape", "library_porter"),
    "swimlanes": ("lane_above", "lane_below", "lane_split", "lane_turn", "-",
                  "phase_before", "phase_after", "phase_split", "-", "pool_close", "pool_open"),
}  # fmt: skip
"""Menus within menus that are always the same."""


class Menus:
    """`fill` is called with a menu's name when it is about to show: recent, kept, templates, samples, windows."""

    def __init__(
        self, window: QMainWindow, actions: Actions, wording: Wording, fill: Callable[[str, QMenu], None]
    ) -> None:
        self._kept: list[QMenu | QActionGroup] = []
        self.languages: dict[str, QAction] = {}
        self.appearances: dict[str, QAction] = {}
        self.notations: dict[str, QAction] = {}
        self.layers: dict[str, QAction] = {}
        self.colourings: dict[str, QAction] = {}
        self.dividing: dict[str, QMenu] = {}
        """The menus that ask into how many parts; the data of their entries are the numbers."""
        for name, entries in _MENUS:
            menu = QMenu(window)
            menu.setObjectName(f"menu_{name}")
            wording.put(menu.setTitle, message(f"window.menu.{name}"))
            window.menuBar().addMenu(menu)
            self._kept.append(menu)
            self._put(menu, entries, actions, wording, fill)
        for name in DIVIDING:
            self.dividing[name] = count_menu(name, wording, window)
            actions[name].setMenu(self.dividing[name])  # wherever that action stands

    def _put(
        self, menu: QMenu, entries: tuple[str, ...], actions: Actions, wording: Wording,
        fill: Callable[[str, QMenu], None],
    ) -> None:  # fmt: skip
        for entry in entries:
            if entry == "-":
                menu.addSeparator()
            elif entry in _INNER:
                self._put(self._inner(menu, entry, wording), _INNER[entry], actions, wording, fill)
            elif entry in (
                "recent",
                "kept",
                "templates",
                "samples",
                "windows",
                "notation",
                "layers",
                "colouring",
                "appearance",
                "language",
            ):
                self._submenu(menu, entry, wording, fill)
            else:
                menu.addAction(actions[entry])

    def _inner(self, menu: QMenu, name: str, wording: Wording) -> QMenu:
        inner = QMenu(menu)
        inner.setObjectName(f"menu_{name}")
        wording.put(inner.setTitle, message(f"window.menu.{name}"))
        menu.addMenu(inner)
        self._kept.append(inner)
        return inner

    def _submenu(self, menu: QMenu, name: str, wording: Wording, fill: Callable[[str, QMenu], None]) -> None:
        inner = self._inner(menu, name, wording)
        if name == "language":
            self.languages = self._choices(inner, LANGUAGES, lambda value, action: action.setText(NAMES[value]))
        elif name == "notation":
            labels = {each.key: each.label for each in NOTATIONS}
            self.notations = self._choices(
                inner, tuple(labels), lambda value, action: wording.put(action.setText, message(labels[value]))
            )
        elif name == "layers":
            for layer in LAYERS:
                action = self.layers[layer] = QAction(inner)
                action.setCheckable(True)
                inner.addAction(action)
                wording.put(action.setText, message(f"attributes.layer.{layer}"))
        elif name == "colouring":
            self._colouring = inner
            said = {"": "chains.colouring.none", **{each.key: each.label for each in COLOURINGS}}
            self.colourings = self._choices(
                inner, tuple(said), lambda value, action: wording.put(action.setText, message(said[value]))
            )
        elif name == "appearance":
            self.appearances = self._choices(
                inner, APPEARANCES,
                lambda value, action: wording.put(action.setText, message(f"window.appearance.{value}")),
            )  # fmt: skip
        else:

            def refill() -> None:
                inner.clear()
                fill(name, inner)

            inner.aboutToShow.connect(refill)

    def show_notation(self, shown: Notation, coloured: bool) -> None:
        """Tick how things are drawn; `coloured` where there is something to colour."""
        self._colouring.setEnabled(coloured)
        self.colourings[shown.tint.colouring.key if shown.tint is not None else ""].setChecked(True)
        self.notations[shown.key].setChecked(True)
        for layer, action in self.layers.items():
            action.setChecked(layer in shown.layers)

    def _choices(self, menu: QMenu, values: tuple[str, ...], say: Callable[[str, QAction], None]) -> dict[str, QAction]:
        group = QActionGroup(menu)
        made: dict[str, QAction] = {}
        for value in values:
            action = QAction(menu)
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
            say(value, action)
            made[value] = action
        self._kept.append(group)
        return made


def count_menu(name: str, wording: Wording, parent: QWidget) -> QMenu:
    """A menu that asks into how many parts: a click and a digit, or two clicks. The data of its entries say it."""
    menu = QMenu(parent)
    for count in COUNTS:
        action = menu.addAction("")
        action.setData(count)
        wording.put(action.setText, message(f"canvas.{name}.count", number=count))
    return menu


def add_path(menu: QMenu, path: Path, label: str, chosen: Callable[[Path], object]) -> None:
    """An entry for a file: its name as it is, its path as the tip."""
    action = menu.addAction(label.replace("&", "&&"))
    action.setStatusTip(str(path))
    action.triggered.connect(lambda: chosen(path))
