"""One view of one model, as it stands in a tab: trail, canvas, minimap, find bar, and where one has been."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from modeller.canvas.camera import Camera
from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.guarded import guarded
from modeller.canvas.minimap import Minimap
from modeller.canvas.scene import Scene
from modeller.canvas.tools.spoken import spoken
from modeller.language import current, message
from modeller.model.document import Change, Document, State
from modeller.model.records import Diagram, Flow, Node, Record
from modeller.notation.bpmn.links import Link, link_of
from modeller.notation.notations import BPMN
from modeller.notation.symbol import Notation
from modeller.ui import places
from modeller.ui.breadcrumb import Breadcrumb
from modeller.ui.find import Match
from modeller.ui.find_bar import FindBar
from modeller.ui.open_file import OpenFile
from modeller.ui.player import Player
from modeller.ui.player_bar import PlayerBar
from modeller.ui.problem_tips import Tips, marked
from modeller.ui.projected import Projected
from modeller.ui.theme import Look
from modeller.ui.wording import Wording
from modeller.ui.workbench import Workbench

_WARM = 250
"""Milliseconds after which a model that has been opened is at rest."""


class ModelPage(QWidget):
    """`changed` tells that what is shown or selected is another; `moved` that the camera is."""

    changed = Signal()
    moved = Signal()
    followed = Signal(object)
    """Asks to show the model that an activity stands for: a `Link`."""
    checked = Signal()
    """The problems are others."""

    def __init__(self, file: OpenFile, look: Look, parent: QWidget, notation: Notation = BPMN) -> None:
        super().__init__(parent)
        self.file = file
        self.look = look
        self.notation = notation
        self._language = current()
        self.document: Document = file.document
        self._cameras: dict[str, tuple[Camera, bool, QSize]] = {}
        self._trail: list[str] = []
        self.projected: Projected | None = None
        self._end = self.document.subscribe(self._changed)
        self._place = -1
        self._before: Callable[[], object] | None = None
        self._after: Callable[[], object] | None = None
        diagrams = places.roots(self.document)
        self.diagram = diagrams[0] if diagrams else Diagram("")
        self.breadcrumb = Breadcrumb(self.document, look, self)
        self.view = DrawingBoard(file.scene(self.diagram.key, look.picture, notation), self)
        self.minimap = Minimap(self.view)
        self.find_bar = FindBar(self.document, look, self)
        self.empty = QLabel(self.view)
        self.empty.setObjectName("lead")
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.breadcrumb)
        self.bench = Workbench(self.view, look, self.go, self)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.bench.palette)
        row.addWidget(self.view, 1)
        layout.addLayout(row, 1)
        self.player = Player(self.view, self)
        self.player_bar = PlayerBar(self.view, self.player, look)
        self.bench.play = self.player.do
        self.wording = Wording(self)
        self.wording.put(self.view.setAccessibleName, message("window.canvas.name"))
        self.wording.put(self.empty.setText, message("window.canvas.empty"))
        self.wording.each(self._describe)
        self.wording.each(self._speak)
        self.view.installEventFilter(self)
        self.view.opened.connect(self.enter)
        self.view.selection_changed.connect(self._selected)
        self.view.camera_changed.connect(self.moved)
        self.breadcrumb.chosen.connect(self.go)
        self.breadcrumb.back.clicked.connect(self.back)
        self.breadcrumb.forward.clicked.connect(self.forward)
        self.breadcrumb.up.clicked.connect(self.up)
        self.find_bar.found.connect(self._found)
        self.find_bar.marked.connect(self._mark)
        self.find_bar.closed.connect(self.view.setFocus)
        self.find_bar.writing.connect(self.finish)
        self.find_bar.resized.connect(self._place_find_bar)
        self.setFocusProxy(self.view)
        self._show(self.diagram)
        self._remember()
        self._tips = Tips(self.view, lambda: self.file.problems)
        self._show_problems = True
        if file.checker is not None:
            file.checker.changed.connect(self._checked)
            self.view.gesture.connect(file.checker.hold)
            self._checked()
        QTimer.singleShot(_WARM, self, self._warm)
        file.views += 1

    def _warm(self) -> None:
        """Look round the diagram once, so that the first click and the first step need not make what finds things."""
        shape = next((item.shape for item in self.scene.items.values()), None)
        if shape is not None:
            self.scene.within(shape)
            self.document.near(self.diagram.key, shape)

    # -- which diagram -------------------------------------------------------------------------------------------

    def go(self, key: str) -> None:
        """Show a diagram of the model, and remember where one was."""
        diagram = self.document.get(key)
        if isinstance(diagram, Diagram) and diagram.key != self.diagram.key:
            self._show(diagram)
            self._remember()

    def _remember(self) -> None:
        self._trail = [*self._trail[: self._place + 1], self.diagram.key]
        self._after = None
        self._place = len(self._trail) - 1
        self._allow()

    def _show(self, diagram: Diagram) -> None:
        before = self.view.scene.diagram
        self._cameras[before] = (self.view.camera, self.view.fits, self.view.size())
        self.diagram = diagram
        scene = self.file.scene(diagram.key, self.look.picture, self.notation)
        camera, fits, size = self._cameras.get(diagram.key, (None, True, None))
        self.view.marks.ways_in = places.ways_in(self.document, diagram.key)
        if scene is not self.view.scene:
            self.view.set_scene(scene, None if fits and size != self.view.size() else camera)
            if camera is not None and fits:
                self.view.look(self.view.camera, fits=True)  # it is as it was left, and fits again when it is resized
        self.view.select(tuple(key for key in self.view.selection if key in scene.items))
        self.empty.setVisible(not scene.items)
        if self.projected is not None:
            self.projected.show_scene(scene)
        self.breadcrumb.show_diagram(diagram)
        self._allow()
        self._mark()
        self.player.refresh()
        self.changed.emit()

    def show_notation(self, notation: Notation) -> None:
        """Draw the same model in another way. It is the view's own affair: no step, and nothing of it is saved."""
        if notation is not self.notation:
            before, self.notation = self.notation, notation
            self._show(self.diagram)
            self.file.drop_idle(before)
            QTimer.singleShot(_WARM, self, self._warm)
            self.bench.dress(self.look)

    def _speak(self) -> None:
        if self._language != current():
            self._language = current()
            self.file.speak()

    def _allow(self) -> None:
        back = self._place > 0 or self._before is not None
        self.breadcrumb.allow(back, self._place < len(self._trail) - 1 or self._after is not None)

    def join(
        self, before: Callable[[], object] | None = None, after: Callable[[], object] | None = None
    ) -> None:  # fmt: skip
        """Where to go from the first of its diagrams back, and from the last one forward: to other models."""
        self._before, self._after = before or self._before, after or self._after
        if after is not None:
            self._trail = self._trail[: self._place + 1]
        self._allow()

    def back(self) -> None:
        if self._place == 0 and self._before is not None:
            self._before()
        else:
            self._travel(-1)

    def forward(self) -> None:
        if self._place == len(self._trail) - 1 and self._after is not None:
            self._after()
        else:
            self._travel(1)

    def _travel(self, by: int) -> None:
        place = self._place + by
        if 0 <= place < len(self._trail):
            diagram = self.document.get(self._trail[place])
            self._place = place
            if isinstance(diagram, Diagram):
                self._show(diagram)
            self._allow()

    def up(self) -> None:
        """To the diagram where this one's sub-process is drawn, with that one selected."""
        outer = places.home(self.document, self.diagram)
        if outer is not None:
            inner = self.diagram.scope
            self.go(outer.key)
            if inner is not None and inner in self.view.scene.items:
                self.view.select((inner,))

    def enter(self, key: str) -> None:
        """Into a sub-process that has a diagram of its own, or to the model that an activity stands for."""
        plane = places.planes(self.document).get(key)
        link = link_of(self.document.get(key))
        if plane is not None:
            self.go(plane.key)
        elif link is not None:
            self.followed.emit(link)

    def enter_selected(self) -> None:
        if len(self.view.selection) == 1:
            self.enter(self.view.selection[0])

    def play(self) -> None:
        """Play the process by hand, or no longer."""
        if self.player.active:
            self.player.leave()
        else:
            self.player.by_hand()

    def project(self, wanted: bool) -> None:
        """Show the diagram on a screen of its own, or no longer."""
        if wanted and self.projected is None:
            self.projected = Projected(self.view.scene, self)
            self.projected.left.connect(lambda: self.project(False))
            self.projected.begin()
        elif not wanted and self.projected is not None:
            projected, self.projected = self.projected, None
            projected.leave()

    def _changed(self, change: Change, state: State) -> None:
        """Follow diagrams that come and go with sub-processes."""
        if state != "done":
            return
        self.empty.setVisible(not self.view.scene.items)
        if self.diagram.key not in self.document and (left := places.roots(self.document)):
            self._show(left[0])
            self._remember()
        if any(_leads(before) != _leads(after) for before, after in change.records.values()):
            self.view.marks.ways_in = places.ways_in(self.document, self.diagram.key)
            self.view.viewport().update()

    # -- what is selected ----------------------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[str, ...]:
        return self.view.selection

    def _selected(self) -> None:
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        """Tell a screen reader what is selected."""
        self.view.setAccessibleDescription(spoken(self.document, self.view.selection))

    def select_all(self) -> None:
        self.view.select(tuple(self.view.scene.items))

    def reveal(self, keys: tuple[str, ...]) -> bool:
        """Select elements and bring the first that is drawn into view, whatever diagram it is on."""
        for key in keys:
            record = self.document.get(key)
            if isinstance(record, Node | Flow) and record.diagram is not None:
                self.go(record.diagram)
                item = self.view.scene.items.get(key)
                if item is not None:
                    self.view.select(tuple(other for other in keys if other in self.view.scene.items))
                    self.view.reveal(item.bounds)
                    return True
            elif isinstance(record, Diagram):
                self.go(record.key)
                return True
        self.view.select(tuple(key for key in keys if key in self.document))  # on no diagram: its properties at least
        return False

    # -- problems ------------------------------------------------------------------------------------------------

    def show_problems(self, wanted: bool) -> None:
        """Mark what is wrong on the board, or no longer."""
        if wanted is not self._show_problems:
            self._show_problems = wanted
            self._checked()

    def _checked(self) -> None:
        self.view.marks.problems = marked(self.file.problems) if self._show_problems else {}
        self.view.viewport().update()
        self.checked.emit()

    # -- finding -------------------------------------------------------------------------------------------------

    def _found(self, match: Match) -> None:
        self.reveal((match.key,))
        self._mark()

    def _mark(self) -> None:
        here = tuple(match.key for match in self.find_bar.matches if match.diagram == self.diagram.key)
        current = self.find_bar.current
        self.view.mark_matches(here, current.key if current is not None else None)

    # -- looks and the end ---------------------------------------------------------------------------------------

    def dress(self, look: Look) -> None:
        self.look = look
        self.file.set_theme(look.picture)
        self.breadcrumb.dress(look)
        self.find_bar.dress(look)
        self.bench.dress(look)
        self.player_bar.dress(look)
        self._allow()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.view:
            self.empty.setGeometry(self.view.rect())
            self._place_find_bar()
        return False

    def _place_find_bar(self) -> None:
        self.find_bar.fit_in(self.width() - 8)
        self.find_bar.move(max(4, self.width() - self.find_bar.width() - 22), self.view.y() + 12)

    @property
    def scene(self) -> Scene:
        return self.view.scene

    def finish(self) -> None:
        """End what is under way on the canvas and beside it: text that is being written stands."""
        self.view.finish()

    def leave(self) -> None:
        """The view is about to go; the model stays for others."""
        self._end()
        self.player.close()
        self.project(False)
        if self.file.checker is not None:
            self.file.checker.changed.disconnect(self._checked)
        self.view.close_scene()
        self.file.views -= 1


def _leads(record: Record | None) -> Link | Diagram | None:
    """What a record has to do with ways to another picture."""
    return record if isinstance(record, Diagram) else link_of(record)
