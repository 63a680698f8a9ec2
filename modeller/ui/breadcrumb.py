"""Where one is: back, up, the chooser of the file's diagrams, and the way down to the one that is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from modeller.language import message, say
from modeller.model.reading import Model
from modeller.model.records import Diagram
from modeller.ui import places
from modeller.ui.icons import dress, picture, tinted
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_LONGEST = 46


@dataclass(frozen=True, slots=True)
class Origin:
    """A model from which one came: where it lies, its name, and how to show it again."""

    path: Path
    name: str
    show: Callable[[], object]


class Breadcrumb(QFrame):
    """`chosen(key)` asks for a diagram. `origins` are the models from which one came here, the first of them first."""

    chosen = Signal(str)

    def __init__(self, model: Model, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("trail")
        self._model = model
        self._look = look
        self._shown: Diagram | None = None
        self.origins: tuple[Origin, ...] = ()
        self.back = QToolButton(self)
        self.forward = QToolButton(self)
        self.up = QToolButton(self)
        self.chooser = QToolButton(self)
        self.chooser.setObjectName("chooser")
        self.chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.chooser.setMenu(self._menu)
        self.crumbs: list[QToolButton] = []
        self._signs: list[QLabel] = []
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(10, 3, 10, 3)
        self._layout.setSpacing(2)
        self.wording = Wording(self)
        for name in ("back", "forward", "up"):
            button: QToolButton = getattr(self, name)
            self.wording.put(button.setAccessibleName, message(f"window.trail.{name}"))
            self.wording.put(button.setToolTip, message(f"window.trail.{name}"))
            self._layout.addWidget(button)
        self._layout.addSpacing(6)
        self.wording.put(self.chooser.setToolTip, message("window.trail.chooser"))
        self.wording.put(self.chooser.setAccessibleName, message("window.trail.chooser"))
        self._layout.addWidget(self.chooser)
        self._end = self._layout.count()
        self._layout.addStretch(1)
        self.dress(look)
        self.wording.each(self._say)

    def dress(self, look: Look) -> None:
        self._look = look
        dress(self.back, "back", look, 18)
        dress(self.forward, "forward", look, 18)
        dress(self.up, "up", look, 18)
        self.chooser.setIcon(tinted("chevron-down", look))
        self._say()

    def came_from(self, origins: tuple[Origin, ...]) -> None:
        """Lead back to these models from now on."""
        self.origins = origins
        self._say()

    def show_diagram(self, diagram: Diagram) -> None:
        self._shown = diagram
        self._say()

    def allow(self, back: bool, forward: bool) -> None:
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)
        self.up.setEnabled(self._shown is not None and places.home(self._model, self._shown) is not None)

    def _say(self) -> None:
        for old in (*self.crumbs, *self._signs):
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.crumbs, self._signs = [], []
        if self._shown is None:
            return
        trail = places.path(self._model, self._shown)
        self.chooser.setVisible(len(self._model.diagrams()) > 1)
        for origin in self.origins:
            self._crumb(origin.name, origin.show)
        for diagram in trail:
            crumb = self._crumb(named(self._model, diagram), partial(self.chosen.emit, diagram.key))
            crumb.setProperty("current", diagram is trail[-1])

    def _crumb(self, name: str, show: Callable[[], object]) -> QToolButton:
        """One more crumb behind those that there are."""
        at = self._end + len(self.crumbs) + len(self._signs)
        if self.crumbs:
            sign = QLabel(self)
            sign.setPixmap(picture("chevron-right", self._look.muted, 14, self.devicePixelRatioF()))
            self._layout.insertWidget(at, sign)
            self._signs.append(sign)
            at += 1
        crumb = QToolButton(self)
        crumb.setObjectName("crumb")
        crumb.setText(shortened(name).replace("&", "&&"))
        crumb.setAccessibleName(name)
        crumb.clicked.connect(lambda _=False: show())
        self._layout.insertWidget(at, crumb)
        self.crumbs.append(crumb)
        return crumb

    def _fill_menu(self) -> None:
        self._menu.clear()
        for root in places.roots(self._model):
            self._add(root, 0, set())

    def _add(self, diagram: Diagram, depth: int, seen: set[str]) -> None:
        if diagram.key in seen:
            return
        seen.add(diagram.key)
        action = self._menu.addAction("    " * depth + shortened(named(self._model, diagram)).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(self._shown is not None and diagram.key == self._shown.key)
        action.triggered.connect(lambda _=False, key=diagram.key: self.chosen.emit(key))
        for inner in places.planes(self._model).values():
            outer = places.home(self._model, inner)
            if outer is not None and outer.key == diagram.key:
                self._add(inner, depth + 1, seen)


def named(model: Model, diagram: Diagram) -> str:
    """The diagram's name, or words for one that has none."""
    title = " ".join(places.title(model, diagram).split())
    if title:
        return title
    keys = [other.key for other in model.diagrams()]
    return say("window.diagram", number=keys.index(diagram.key) + 1) if diagram.key in keys else ""


def shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
