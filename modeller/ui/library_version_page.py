"""A version of a library's model in a tab, to be looked at: nothing in it can be changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from modeller.canvas.scene import Scene
from modeller.canvas.view import CanvasView
from modeller.language import message, say
from modeller.model.document import Document
from modeller.model.entries import Frozen, ModelEntry
from modeller.model.records import Diagram, Flow, Node
from modeller.ui import places
from modeller.ui.breadcrumb import Breadcrumb
from modeller.ui.icons import picture
from modeller.ui.library_badge import version_badge
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_times import local_time
from modeller.ui.tab_page import TabPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_DEEDS = ("compare_draft", "branch", "restore", "new_draft")


class VersionPage(TabPage):
    """`asked(deed, versions)` as of `VersionsPanel`."""

    asked = Signal(str, object)

    def __init__(self, held: OpenLibrary, entry: ModelEntry, frozen: Frozen, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.held, self.entry, self.frozen = held, entry, frozen
        self.version = frozen.version
        self.where = f"{held.path} › {entry.name} › {self.version.number}"
        self.document = Document(frozen.records, held.listing.fields if held.listing is not None else ())
        self._look = look
        self._trail: list[str] = []
        self._place = -1
        self._scenes: dict[str, Scene] = {}
        diagrams = places.roots(self.document)
        self.diagram = diagrams[0] if diagrams else Diagram("")
        self.wording = Wording(self)
        self.breadcrumb = Breadcrumb(self.document, look, self)
        self.view = CanvasView(self._scene(self.diagram.key), self)
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._banner())
        layout.addWidget(self.breadcrumb)
        layout.addWidget(self.view, 1)
        self.view.opened.connect(self.enter)
        self.breadcrumb.chosen.connect(self.go)
        self.breadcrumb.back.clicked.connect(lambda: self._travel(-1))
        self.breadcrumb.forward.clicked.connect(lambda: self._travel(1))
        self.breadcrumb.up.clicked.connect(self._up)
        self.wording.put(self.view.setAccessibleName, message("window.canvas.name"))
        self.wording.each(self._say)
        held.listed.connect(self._say)
        self._go(self.diagram)
        self.setFocusProxy(self.view)

    def _banner(self) -> QFrame:
        banner = QFrame(self)
        banner.setObjectName("banner")
        row = QHBoxLayout(banner)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(10)
        self._sign = QLabel(banner)
        self._sign.setPixmap(picture("recent", self._look.accent, 20, self.devicePixelRatioF()))
        row.addWidget(self._sign)
        self.said = QLabel(banner)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        row.addWidget(self.said, 1)
        for deed in _DEEDS:
            button = QPushButton(banner)
            self.wording.put(button.setText, message(f"shelf.version.{deed}"))
            button.clicked.connect(lambda _=False, deed=deed: self.asked.emit(deed, [self.version]))
            button.setEnabled(self.held.writable or deed == "compare_draft")
            row.addWidget(button)
            self.buttons[deed] = button
        return banner

    def _say(self) -> None:
        version = self.version
        self.title = say("shelf.version.title", name=self.entry.name, number=version.number)
        who = version.author or version.account or "–"
        said = say("shelf.version.read_only", number=version.number, time=local_time(version.time), who=who)
        listing = self.held.listing
        locked = listing is not None and listing.locked(version)
        approval = listing.approval(version) if listing is not None else None
        if approval is not None:
            state = version_badge(approval).text
            said = f"{said}\n{say('shelf.approval.locked', state=state) if locked else state}"
        self.said.setText(f"{said}\n{version.note}" if version.note else said)
        self.buttons["restore"].setVisible(not locked)
        self.buttons["new_draft"].setVisible(locked)

    def _scene(self, key: str) -> Scene:
        if key not in self._scenes:
            self._scenes[key] = Scene(self.document, key, self._look.picture)
        return self._scenes[key]

    def go(self, key: str) -> None:
        """Show a diagram of the version."""
        diagram = self.document.get(key)
        if isinstance(diagram, Diagram) and diagram.key != self.diagram.key:
            self._go(diagram)

    def enter(self, key: str) -> None:
        """Into a sub-process that has a diagram of its own."""
        plane = places.planes(self.document).get(key)
        if plane is not None:
            self.go(plane.key)

    def reveal(self, key: str) -> None:
        """Select an element and bring it into view, whatever diagram it is on."""
        record = self.document.get(key)
        if isinstance(record, Node | Flow) and record.diagram is not None:
            self.go(record.diagram)
            item = self.view.scene.items.get(key)
            if item is not None:
                self.view.select((key,))
                self.view.reveal(item.bounds)

    def _go(self, diagram: Diagram) -> None:
        self._trail = [*self._trail[: self._place + 1], diagram.key]
        self._place = len(self._trail) - 1
        self._show(diagram)

    def _show(self, diagram: Diagram) -> None:
        self.diagram = diagram
        scene = self._scene(diagram.key)
        if scene is not self.view.scene:
            self.view.set_scene(scene, None)
        self.breadcrumb.show_diagram(diagram)
        self.breadcrumb.allow(self._place > 0, self._place < len(self._trail) - 1)

    def _travel(self, by: int) -> None:
        if 0 <= self._place + by < len(self._trail):
            self._place += by
            diagram = self.document.get(self._trail[self._place])
            if isinstance(diagram, Diagram):
                self._show(diagram)

    def _up(self) -> None:
        outer = places.home(self.document, self.diagram)
        if outer is not None:
            self.go(outer.key)

    def dress(self, look: Look) -> None:
        self._look = look
        self._sign.setPixmap(picture("recent", look.accent, 20, self.devicePixelRatioF()))
        for scene in self._scenes.values():
            scene.set_theme(look.picture)
        self.breadcrumb.dress(look)
        self.breadcrumb.allow(self._place > 0, self._place < len(self._trail) - 1)

    def leave(self) -> None:
        self.held.listed.disconnect(self._say)
        self.view.close_scene()
        for scene in self._scenes.values():
            scene.close()
        self._scenes.clear()
