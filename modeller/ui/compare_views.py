"""The pictures of two models: two canvases that move together, or one with both upon each other."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from modeller.canvas.camera import Camera
from modeller.canvas.differences import DifferenceView
from modeller.canvas.scene import Scene
from modeller.jobs.compare_models import Compared
from modeller.language import message, say
from modeller.model.compare import Difference, Kind
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Diagram, Flow, Node
from modeller.ui import places
from modeller.ui.theme import Look
from modeller.ui.wording import Wording


class CompareViews(QWidget):
    """`selected(difference)` tells that an element that differs was chosen on a canvas.

    `heads` are the keys of what is said above each picture, with the `name` of its model.
    """

    selected = Signal(object)

    def __init__(
        self,
        compared: Compared,
        look: Look,
        parent: QWidget,
        heads: tuple[str, str] = ("compare.old_named", "compare.new_named"),
    ) -> None:
        super().__init__(parent)
        self.compared = compared
        self.look = look
        self._said = heads
        self.wanted: frozenset[Kind] = frozenset()
        self.overlaid = False
        self._offset = (0.0, 0.0)
        self._quiet = False
        self.models = (Document(compared.old), Document(compared.new))
        shown = self._pictures()
        self.shown: tuple[str, str] = shown[0] if shown else ("", "")
        self.wording = Wording(self)
        self.scenes = tuple(Scene(model, key, look.picture) for model, key in zip(self.models, self.shown, strict=True))
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.heads: list[QLabel] = []
        self.views: tuple[DifferenceView, DifferenceView] = (self._side(0), self._side(1))
        self.diagrams = QComboBox(self)
        self.wording.put(self.diagrams.setAccessibleName, message("compare.diagrams"))
        self.diagrams.activated.connect(lambda place: self.go(*self._pictures()[place]))
        self.chooser = QWidget(self)
        head = QHBoxLayout(self.chooser)
        head.setContentsMargins(12, 6, 12, 0)
        head.addWidget(self.diagrams)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chooser)
        column.addWidget(self.split, 1)
        self.wording.each(self._say)
        self._mark()

    def _side(self, place: int) -> DifferenceView:
        side = QWidget(self.split)
        label = QLabel(side)
        label.setObjectName("section")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setContentsMargins(12, 6, 12, 6)
        view = DifferenceView(self.scenes[place], side)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label)
        column.addWidget(view, 1)
        self.split.addWidget(side)
        self.heads.append(label)
        view.camera_changed.connect(lambda: self._follow(place))
        view.selection_changed.connect(lambda: self._picked(place))
        view.opened.connect(lambda key: self._enter(place, key))
        return view

    # -- which diagram -------------------------------------------------------------------------------------------

    def _pictures(self) -> list[tuple[str, str]]:
        """The diagrams of both, each with its counterpart; ``""`` where there is none."""
        pairs = self.compared.comparison.pairs
        found = [(old.key, pairs.get(old.key, "")) for old in self.compared.old.diagrams()]
        paired = {there for _, there in found}
        return found + [("", new.key) for new in self.compared.new.diagrams() if new.key not in paired]

    def go(self, old: str, new: str) -> None:
        """Show these diagrams; ``""`` for none."""
        if (old, new) == self.shown:
            return
        self.shown = (old, new)
        self._remake()
        for view in self.views:
            view.fit()

    def _enter(self, place: int, key: str) -> None:
        model = self.models[place]
        plane = places.planes(model).get(key)
        if plane is not None:
            self.go(*self._with(place, plane.key))

    def _with(self, place: int, diagram: str) -> tuple[str, str]:
        return next((pair for pair in self._pictures() if pair[place] == diagram), self.shown)

    def _remake(self) -> None:
        before = self.scenes
        self.scenes = tuple(
            Scene(model, key, self.look.picture) for model, key in zip(self.models, self.shown, strict=True)
        )
        self._quiet = True
        for view, scene in zip(self.views, self.scenes, strict=True):
            view.set_scene(scene, view.camera)
            view.select(tuple(key for key in view.selection if key in scene.items))
        self._quiet = False
        for scene in before:
            scene.close()
        self._lay()
        self._mark()
        self._say()

    def show_compared(self, compared: Compared) -> None:
        """The same models after a change of one of them; what is looked at stays."""
        self.compared = compared
        self.models = (Document(compared.old), Document(compared.new))
        known = self._pictures()
        if self.shown not in known:
            self.shown = next((pair for pair in known if self.shown[0] and pair[0] == self.shown[0]), known[0])
        self._remake()

    # -- what is marked ------------------------------------------------------------------------------------------

    def show_kinds(self, kinds: Collection[Kind]) -> None:
        """Mark differences of these kinds."""
        self.wanted = frozenset(kinds)
        self._mark()

    def _mark(self) -> None:
        found: tuple[dict[str, Kind], dict[str, Kind]] = ({}, {})
        for difference in self.compared.comparison.differences:
            if difference.kind in self.wanted:
                for table, key in zip(found, (difference.old, difference.new), strict=True):
                    if key is not None:
                        table[key] = difference.kind
        self.views[0].show_differences(found[0])
        self.views[1].show_differences(found[1], {k: v for k, v in found[0].items() if v == "removed"})
        for view, model, diagram in zip(self.views, self.models, self.shown, strict=True):
            view.marks.ways_in = places.ways_in(model, diagram)

    # -- moving together -----------------------------------------------------------------------------------------

    def show_overlay(self, wanted: bool) -> None:
        """One canvas with the old model under the new, or one for each."""
        self.overlaid = wanted
        self._offset = (0.0, 0.0)
        self._lay()
        self._say()
        if self.views[1].fits:
            self.views[1].fit()

    def _lay(self) -> None:
        side = self.split.widget(0)
        if side is not None:
            side.setVisible(not self.overlaid)
        self.views[1].set_under(self.scenes[0] if self.overlaid else None)

    def set_blend(self, blend: float) -> None:
        """0 shows the old model, 1 the new."""
        self.views[1].set_blend(blend)

    def _follow(self, place: int) -> None:
        """Let the other canvas look where this one does."""
        if self._quiet or self.overlaid:
            return
        self._quiet = True
        camera, other = self.views[place].camera, self.views[1 - place]
        dx, dy = self._offset if place == 0 else (-self._offset[0], -self._offset[1])
        if self.views[place].fits:
            self._offset = dx, dy = (0.0, 0.0)
        other.look(Camera(camera.x + dx, camera.y + dy, camera.zoom), fits=self.views[place].fits)
        self._quiet = False

    def reveal(self, difference: Difference) -> None:
        """Select an element in both and bring it into view, on whatever diagram it is."""
        keys = (difference.old, difference.new)
        for place in (1, 0):
            diagram = _diagram_of(self.models[place], keys[place])
            if diagram is not None:
                self.go(*self._with(place, diagram))
                break
        self._quiet = True
        shown: list[int] = []
        for place, (view, key) in enumerate(zip(self.views, keys, strict=True)):
            item = view.scene.items.get(key or "")
            view.select((key,) if key is not None and item is not None else ())
            if item is not None:
                view.reveal(item.bounds)
                shown.append(place)
        self._quiet = False
        if len(shown) == 2 and self.views[0].camera.zoom == self.views[1].camera.zoom:
            one, other = self.views[0].camera, self.views[1].camera
            moved = abs(one.x - other.x) + abs(one.y - other.y) > 400 / one.zoom
            self._offset = (other.x - one.x, other.y - one.y) if moved else (0.0, 0.0)
            self._follow(1)
        elif shown:
            self._offset = (0.0, 0.0)
            self._follow(shown[-1])
        if self.overlaid and shown == [0]:
            item = self.scenes[0].items[difference.old or ""]
            self.views[1].reveal(item.bounds)

    def _picked(self, place: int) -> None:
        if self._quiet or len(self.views[place].selection) != 1:
            return
        key = self.views[place].selection[0]
        comparison = self.compared.comparison
        found = (comparison.by_new if place else comparison.by_old).get(key)
        if found is not None:
            self.selected.emit(found)
            return
        pairs = comparison.pairs
        other = pairs.get(key) if place == 0 else next((old for old, new in pairs.items() if new == key), None)
        self._quiet = True
        self.views[1 - place].select((other,) if other is not None else ())
        self._quiet = False

    # -- words, looks and the end --------------------------------------------------------------------------------

    def _say(self) -> None:
        names = (self.compared.old_name, self.compared.new_name)
        said = tuple(say(key, name=name) for key, name in zip(self._said, names, strict=True))
        if self.overlaid:
            said = ("", say("compare.both_named", old=names[0], new=names[1]))
        for label, text, view in zip(self.heads, said, self.views, strict=True):
            label.setText(text)
            view.setAccessibleName(text)
        known = self._pictures()
        self.diagrams.clear()
        for old, new in known:
            model, key = (self.models[1], new) if new else (self.models[0], old)
            record = model.get(key)
            name = places.title(model, record) if isinstance(record, Diagram) else ""
            self.diagrams.addItem(name or say("compare.item.diagram"))
        if self.shown in known:
            self.diagrams.setCurrentIndex(known.index(self.shown))
        self.chooser.setVisible(len(known) > 1)

    def dress(self, look: Look) -> None:
        self.look = look
        for scene in self.scenes:
            scene.set_theme(look.picture)

    def leave(self) -> None:
        for view in self.views:
            view.close_scene()
        for scene in self.scenes:
            scene.close()


def _diagram_of(model: Model, key: str | None) -> str | None:
    record = model.get(key)
    if isinstance(record, Node | Flow):
        return record.diagram
    return record.key if isinstance(record, Diagram) else None
