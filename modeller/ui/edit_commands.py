"""The commands of the Edit menu, connected to the page in front."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from modeller.canvas.tools.gesture import attempt
from modeller.editing.fonts import fonts_of
from modeller.language import message
from modeller.model.document import Change, Document, State
from modeller.notation.bpmn.fonts import Font
from modeller.ui import clip
from modeller.ui.actions import Actions
from modeller.ui.arranged import ARRANGED
from modeller.ui.model_page import ModelPage
from modeller.ui.wording import Wording


class Owner(Protocol):
    """The window, as far as these commands know it."""

    actions_: Actions
    wording: Wording

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
        for name in ("delete", "connect"):
            acts[name].triggered.connect(lambda _=False, name=name: self._deed(name))
        for name in ("copy", "cut", "paste", "duplicate"):
            acts[name].triggered.connect(lambda _=False, name=name: self._clip(name))
        for name in ARRANGED:
            acts[name].triggered.connect(lambda _=False, name=name: self._arrange(name))
        acts["project"].triggered.connect(self._project)
        acts["keys"].triggered.connect(lambda: self._ask("help"))
        for name in ("append_list", "change_type"):
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

    def _clip(self, name: str) -> None:
        page = self._window.page
        if page is not None:
            getattr(clip, name)(page.view)

    def _arrange(self, name: str) -> None:
        page = self._window.page
        if page is not None and page.selection:
            with page.view.editor.set_aside():
                page.view.finish()
                attempt(page.view, partial(ARRANGED[name].verb, page.document, page.selection))
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
            acts[name].setEnabled(held >= arranged.least)
        acts["bold"].setChecked({font.bold for font in self._fonts(page)} == {True})
        for name in ("connect", "append_list", "change_type"):
            acts[name].setEnabled(held == 1)
