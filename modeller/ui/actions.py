"""Every command of the window: its words, its icon and its keys, written out in one table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from modeller.canvas.keys import keys_of
from modeller.language import message
from modeller.ui.icons import tinted
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

Keys: TypeAlias = "QKeySequence.StandardKey | str"
_Std = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Command:
    """`name` makes its key in the catalogue; `keeps_text` where writing goes on after it."""

    name: str
    icon: str = ""
    keys: tuple[Keys, ...] = ()
    checkable: bool = False
    keeps_text: bool = False
    needs_model: bool = True
    needs_library: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole


COMMANDS = (
    Command("new", "page", (_Std.New,), needs_model=False),
    Command("open", "open", (_Std.Open,), needs_model=False),
    Command("library_new", "", (), needs_model=False),
    Command("library_sample", "", (), needs_model=False),
    Command("library_open", "", ("Ctrl+Shift+O",), needs_model=False),
    Command("library_search", "find", ("Ctrl+Shift+F",), needs_model=False),
    Command("save", "save", (_Std.Save,)),
    Command("save_as", "", (_Std.SaveAs, "Ctrl+Shift+S")),
    Command("save_copy", "", ()),
    Command("export", "export", ("Ctrl+E",)),
    Command("policy", "", ("Ctrl+Shift+E",)),
    Command("print", "print", (_Std.Print,)),
    Command("compare", "", ("Ctrl+Shift+K",)),
    Command("close_tab", "", (_Std.Close,)),
    Command("settings", "settings", (_Std.Preferences, "Ctrl+,"), needs_model=False,
            role=QAction.MenuRole.PreferencesRole),
    Command("quit", "", (_Std.Quit, "Ctrl+Q"), needs_model=False, role=QAction.MenuRole.QuitRole),
    Command("add_to_library"),
    Command("library_dictionary", "properties"),
    Command("library_rules"),
    Command("library_house_style"),
    Command("library_fields"),
    Command("link_model", "", ("Ctrl+K",)),
    Command("unlink_model"),
    Command("library_chain", needs_model=False),
    Command("library_landscape", needs_model=False),
    Command("library_porter", needs_model=False),
    Command("chain_in_step"),
    Command("library_publish", needs_model=False),
    Command("new_version", "", ("Ctrl+Shift+V",)),
    *(
        Command(f"library_{name}", icon, keys, needs_model=False, needs_library=True)
        for name, icon, keys in (
            ("new_model", "page", ()), ("new_folder", "plus", ()), ("import", "drop", ()), ("import_folder", "", ()),
            ("open_model", "open", ()), ("rename", "", ("F2",)), ("export", "", ()), ("export_model", "", ()),
            ("send", "", ()), ("merge", "", ()), ("backup", "", ()), ("backups", "", ()), ("workflow", "", ()),
            ("verify", "", ()), ("batch", "", ()),
            ("bin", "delete", keys_of("delete")), ("restore", "", ()), ("empty_bin", "", ()), ("more", "more", ()),
        )
    ),
    Command("undo", "undo", keys_of("undo")),
    Command("redo", "redo", keys_of("redo")),
    Command("cut", "", keys_of("cut")),
    Command("copy", "", keys_of("copy")),
    Command("paste", "", keys_of("paste")),
    Command("duplicate", "", keys_of("duplicate")),
    Command("delete", "delete", keys_of("delete")),
    Command("write", "", keys_of("write"), keeps_text=True),
    Command("append_list", "", keys_of("append_list")),
    Command("connect", "tool-connect", keys_of("connect")),
    Command("change_type", "change", keys_of("change_type")),
    Command("bold", "", keys_of("bold"), checkable=True, keeps_text=True),
    Command("text_larger", "", keys_of("text_larger"), keeps_text=True),
    Command("text_smaller", "", keys_of("text_smaller"), keeps_text=True),
    Command("copy_picture", "", ("Ctrl+Shift+C",)),
    Command("select_all", "", (_Std.SelectAll,)),
    Command("align_left"),
    Command("align_centre"),
    Command("align_right"),
    Command("align_top"),
    Command("align_middle"),
    Command("align_bottom"),
    Command("distribute_x"),
    Command("distribute_y"),
    Command("distribute_gap"),
    Command("same_size"),
    Command("reset_label"),
    Command("add_bend"),
    Command("remove_bend"),
    Command("straighten"),
    Command("lay_anew"),
    Command("lane_above", "lane-above"),
    Command("lane_below", "lane-below", keys_of("lane_below")),
    Command("lane_split", "lane-split"),
    Command("lane_turn", "lane-turn"),
    Command("phase_before", "phase-before"),
    Command("phase_after", "phase-after"),
    Command("phase_split", "phase-split"),
    Command("pool_close", "pool-closed"),
    Command("pool_open", "pool"),
    Command("wrap"),
    Command("unwrap"),
    Command("expand"),
    Command("collapse"),
    Command("renumber"),
    Command("unnumber"),
    Command("lock"),
    Command("unlock"),
    Command("find", "find", (_Std.Find,)),
    Command("find_next", "", (_Std.FindNext,)),
    Command("find_previous", "", (_Std.FindPrevious,)),
    Command("replace", "", ("Ctrl+H",)),
    Command("fit", "fit", ("Ctrl+0",)),
    Command("actual_size", "", ("Ctrl+1",)),
    Command("zoom_in", "plus", (_Std.ZoomIn, "Ctrl+=", "Ctrl++")),
    Command("zoom_out", "minus", (_Std.ZoomOut,)),
    Command("minimap", "minimap", ("Ctrl+M",), checkable=True),
    Command("dots", "grid", (), checkable=True),
    Command("problems", "findings", (), checkable=True),
    Command("play", "replay", ("F5",)),
    Command("panel", "panel", ("F4",), checkable=True),
    Command("analysis", "table", ("F7",), checkable=True),
    Command("project", "", ("F11",)),
    Command("full_screen", "", ("Shift+F11",), checkable=True, needs_model=False),
    Command("back", "back", (_Std.Back, "Alt+Left")),
    Command("forward", "forward", (_Std.Forward, "Alt+Right")),
    Command("up", "up", ("Alt+Up",)),
    Command("enter", "", ("Alt+Down",)),
    Command("next_tab", "", ("Ctrl+Tab", "Ctrl+PgDown")),
    Command("previous_tab", "", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    Command("new_window", "", ("Ctrl+Shift+N",), needs_model=False),
    Command("same_model", "window", ("Ctrl+Shift+D",)),
    Command("keys"),
    Command("about", "", (), needs_model=False, role=QAction.MenuRole.AboutRole),
)  # fmt: skip


class Actions:
    """The commands as Qt's actions, by name."""

    def __init__(self, window: QWidget, wording: Wording) -> None:
        self._by_name: dict[str, QAction] = {}
        for command in COMMANDS:
            action = QAction(window)
            action.setObjectName(command.name)
            action.setCheckable(command.checkable)
            action.setIconVisibleInMenu(not command.checkable)  # the tick stands there
            action.setMenuRole(command.role)
            action.setShortcuts(_sequences(command.keys))
            wording.put(action.setText, message(f"window.action.{command.name}"))
            self._by_name[command.name] = action
            window.addAction(action)
        wording.each(self._say_tips)

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def _say_tips(self) -> None:
        for action in self._by_name.values():
            shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            words = plain_label(action.text())
            action.setIconText(words)
            action.setToolTip(f"{words} ({shortcut})" if shortcut else words)

    def allow(self, model: bool, library: bool = False) -> None:
        """Switch off what needs a model, or the page of a library, where there is none."""
        for command in COMMANDS:
            if command.needs_model or command.needs_library:
                self._by_name[command.name].setEnabled(library if command.needs_library else model)

    def before(self, function: Callable[[], object]) -> None:
        """Call it before what ends the writing of a text; to be asked for before any command is connected."""
        for command in COMMANDS:
            if not command.keeps_text:
                self._by_name[command.name].triggered.connect(lambda _=False: function())

    def dress(self, look: Look) -> None:
        for command in COMMANDS:
            if command.icon:
                self._by_name[command.name].setIcon(tinted(command.icon, look))


def _sequences(keys: tuple[Keys, ...]) -> list[QKeySequence]:
    found: list[QKeySequence] = []
    for key in keys:
        sequences = QKeySequence.keyBindings(key) if isinstance(key, QKeySequence.StandardKey) else [QKeySequence(key)]
        found += [sequence for sequence in sequences if not sequence.isEmpty() and sequence not in found]
    return found


def plain_label(text: str) -> str:
    """A menu's words without the marks of access keys and dots."""
    bare = text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…").rstrip()
    if bare.endswith(")") and "(" in bare and len(bare.rsplit("(", 1)[1]) == 2:
        bare = bare.rsplit("(", 1)[0]  # 打开(O): the access key of a Chinese menu
    return bare.rstrip()
