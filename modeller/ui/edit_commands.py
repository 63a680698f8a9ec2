"""The commands of the Edit menu, connected to the page in front."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QPoint, Qt

from modeller.canvas.text_editor import can_name
from modeller.canvas.tools.gesture import attempt
from modeller.editing import replace
from modeller.editing.chains import is_chain
from modeller.editing.fonts import fonts_of
from modeller.editing.numbers import renumber, unnumber
from modeller.language import message
from modeller.model.document import Change, Document, State
from modeller.model.records import Flow, Node, Point, Record
from modeller.notation.bpmn.fonts import Font
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.numbers import LAYER, stored
from modeller.ui import clip, context_menu
from modeller.ui.actions import Actions
from modeller.ui.arranged import ARRANGED, MANY
from modeller.ui.desk import Desk
from modeller.ui.gap_dialog import GapDialog
from modeller.ui.menus import Menus
from modeller.ui.model_page import ModelPage
from modeller.ui.strips import DIVIDING, STRIPS, meant, possible
from modeller.ui.wording import Wording

_STRIPS = tuple(name for name in STRIPS if name not in DIVIDING)


def _parts_pools(record: Record) -> bool:
    return isinstance(record, Node) and element_type(record).role in (Role.POOL, Role.LANE, Role.PHASE)


_ONE: dict[str, Callable[[Record], bool]] = {
    "write": can_name,
    "connect": lambda record: isinstance(record, Node),
    "append_list": lambda record: isinstance(record, Node) and not _parts_pools(record),
    "change_type": lambda record: isinstance(record, Node) and len(replace.can_become(record)) > 1,
    "add_bend": lambda record: isinstance(record, Flow) and len(record.points) > 1,
    "remove_bend": lambda record: isinstance(record, Flow) and len(record.points) > 2,
}
"""What takes one element, and which; for pools, lanes and phases `strips.possible` says it."""


class Owner(Protocol):
    """The window, as far as these commands know it."""

    desk: Desk
    actions_: Actions
    wording: Wording
    menus: Menus

    @property
    def page(self) -> ModelPage | None: ...


class EditCommands:
    """Triggers deeds; switches them off where they would do nothing; names the step that undo takes back."""

    def __init__(self, window: Owner) -> None:
        self._window = window
        self._document: Document | None = None
        self._end: Callable[[], None] | None = None
        acts = window.actions_
        for name in ("undo", "redo"):
            acts[name].triggered.connect(lambda _=False, name=name: self._travel(name))
        for name in ("delete", "connect", "write", "add_bend", "remove_bend"):
            acts[name].triggered.connect(lambda _=False, name=name: self._deed(name))
        for name in ("copy", "cut", "paste", "duplicate"):
            acts[name].triggered.connect(lambda _=False, name=name: self._clip(name))
        for name in ARRANGED:
            acts[name].triggered.connect(lambda _=False, name=name: self._arrange(name))
        acts["project"].triggered.connect(self._project)
        acts["keys"].triggered.connect(lambda: self._ask("help"))
        acts["renumber"].triggered.connect(lambda: self._number(renumber))
        acts["unnumber"].triggered.connect(lambda: self._number(unnumber))
        window.menus.layers[LAYER].triggered.connect(self._numbers_shown)
        acts["replace"].triggered.connect(self._replace)
        acts["distribute_gap"].triggered.connect(self._distribute)
        for name, menu in window.menus.dividing.items():
            menu.triggered.connect(lambda action, name=name: self._ask(f"{name}:{action.data()}"))
        for name in ("append_list", "change_type", *_STRIPS):
            acts[name].triggered.connect(lambda _=False, name=name: self._ask(name))

    def _travel(self, name: str) -> None:
        page = self._window.page
        if page is not None:
            page.bench.undo() if name == "undo" else page.bench.redo()

    def _deed(self, name: str) -> None:
        page = self._window.page
        if page is not None:
            page.view.deeds.do(name)

    def _project(self) -> None:
        page = self._window.page
        if page is not None:
            page.project(page.projected is None)

    def _ask(self, name: str) -> None:
        page = self._window.page
        if page is not None:
            page.bench.ask(name)

    def _number(self, verb: Callable[[Document], int]) -> None:
        """Number the steps and show the numbers, or take them away."""
        page = self._window.page
        if page is not None and attempt(page.view, lambda: verb(page.document)) and verb is renumber:
            self._window.desk.show_layer(LAYER, True, page)
            self._window.menus.show_notation(page.notation, is_chain(page.document))

    def _numbers_shown(self, on: bool) -> None:
        page = self._window.page
        if on and page is not None and not stored(page.document):
            page.bench.hint.tell(message("editing.no_numbers"))

    def _replace(self) -> None:
        if self._window.page is not None:
            self._window.page.find_bar.open(replacing=True)

    def _distribute(self) -> None:
        page = self._window.page
        if page is not None:
            dialog = GapDialog(self._window.desk, page.view, page.window())
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def show_menu(self, page: ModelPage, place: QPoint | None, at: Point | None) -> None:
        """The menu of what is selected on a page, or lies at `at` in its diagram."""
        self._allow()
        context_menu.show(self._window.actions_, page, place, at)

    def _clip(self, name: str) -> None:
        page = self._window.page
        if page is not None:
            getattr(clip, name)(page.view)

    def _arrange(self, name: str) -> None:
        page = self._window.page
        if page is not None and page.selection:
            with page.view.editor.set_aside():
                page.view.finish()
                keys, made = page.selection, list[object]()
                attempt(page.view, lambda: made.append(ARRANGED[name].verb(page.document, keys)))
            if made and isinstance(made[0], str):
                page.view.select((made[0],))  # a new sub-process: what is typed names it
        self._allow()

    def show_page(self, page: ModelPage | None) -> None:
        """Follow the page that is in front, its model and its selection."""
        document = page.document if page is not None else None
        if document is not self._document:
            self.leave()
            self._document = document
            if document is not None:
                self._end = document.subscribe(self._changed)
        self._allow()

    def leave(self) -> None:
        """Follow no model any more."""
        if self._end is not None:
            self._end()
        self._document, self._end = None, None

    def _changed(self, _change: Change, state: State) -> None:
        if state == "done":
            self._allow()

    def _fonts(self, page: ModelPage | None) -> set[Font]:
        return fonts_of(page.document, page.selection) if page is not None else set()

    def _allow(self) -> None:
        window, document = self._window, self._document
        acts, page = window.actions_, window.page
        held = len(page.selection) if page is not None else 0
        for name, change in (
            ("undo", document.undoable if document else None), ("redo", document.redoable if document else None),
        ):  # fmt: skip
            acts[name].setEnabled(change is not None)
            said = message(f"canvas.{name}_step", step=change.label) if change else message(f"window.action.{name}")
            window.wording.put(acts[name].setText, said)
        for name in ("delete", "cut", "copy", "duplicate"):
            acts[name].setEnabled(held > 0)
        for name, arranged in ARRANGED.items():
            acts[name].setEnabled(page is not None and arranged.fits(page.document, page.selection))
        acts["bold"].setChecked(held <= MANY and {font.bold for font in self._fonts(page)} == {True})
        acts["distribute_gap"].setEnabled(held > 1)
        record = page.document.get(page.selection[0]) if page is not None and held == 1 else None
        for name, fits in _ONE.items():
            acts[name].setEnabled(record is not None and fits(record))
        for name in STRIPS:
            fit = page is not None and possible(page.document, meant(page.document, record, name), name)
            acts[name].setEnabled(fit)
