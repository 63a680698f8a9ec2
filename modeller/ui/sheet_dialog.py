"""What the dialogs of exporting and printing share: the preview of a diagram, a form beside it, a button to go on."""

from collections.abc import Callable
from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from modeller.canvas.scene import Scene
from modeller.drawing.displaylist import extent
from modeller.drawing.theme import named
from modeller.language import message, say, words
from modeller.model.records import Bounds
from modeller.notation.notations import NOTATIONS, coloured, layered, notation
from modeller.ui.desk import Window
from modeller.ui.forms import fill_form, go_and_cancel, new_form
from modeller.ui.model_page import ModelPage
from modeller.ui.preview import Preview
from modeller.ui.wording import Wording


class SheetDialog(QDialog):
    """Shows the diagram of a page; `room` names its words in the catalogue. Fields are attributes, rows their names."""

    def __init__(self, window: Window, page: ModelPage, room: str, width: int) -> None:
        super().__init__(window)
        self._page = page
        self._notices = window.notices
        self._room = room
        self.resize(width, 600)
        self._scene = Scene(page.document, page.diagram.key, named("light"), page.notation)
        self._extent: tuple[object, Bounds] | None = None
        self.finished.connect(lambda _: self._scene.close())
        self.preview = Preview(self._scene, self)
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message(f"window.{room}.title"))
        self.form = new_form()
        self.about = QLabel(self)
        """What is said below the form."""
        self.about.setObjectName("muted")
        self.about.setWordWrap(True)
        policy = self.about.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # the preview gets what the form leaves
        self.about.setSizePolicy(policy)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.go: QPushButton
        self.layers, self.tint = page.notation.layers, page.notation.tint
        self.notation = self.choices(tuple(each.key for each in NOTATIONS))
        self.notation.setCurrentIndex(self.notation.findData(page.notation.key))
        self.notation.currentIndexChanged.connect(self._draw_anew)
        self.wording.each(self._say_notations)

    def _say_notations(self) -> None:
        for place, each in enumerate(NOTATIONS):
            self.notation.setItemText(place, words(message(each.label)))

    def _draw_anew(self) -> None:
        shown = layered(notation(self.notation.currentData()), self.layers)
        self._scene.set_notation(coloured(shown, self.tint))
        self._show()

    @property
    def extent(self) -> Bounds:
        """The rectangle that the diagram takes on paper: what is drawn of it, without the room to click around it."""
        shown = self._scene.revision, self._scene.notation
        if self._extent is None or self._extent[0] != shown:
            marks = (item.marks(self._scene.document) for item in self._scene.items.values())
            legend = () if self._scene.legend is None else (self._scene.legend,)
            groups = tuple(
                group for group in (*marks, *legend) if group is not None and all(map(isfinite, group.bounds))
            )
            self._extent = shown, extent(groups)
        return self._extent[1]

    def _show(self) -> None:
        """Show how it would come out, as it is set now."""
        raise NotImplementedError

    def choices(self, values: tuple[str, ...]) -> QComboBox:
        """A choice of these values, whose words `say_choices` puts in."""
        box = QComboBox(self)
        for value in values:
            box.addItem("", value)
        return box

    def say_choices(self, *rooms: str) -> None:
        """Put the values of the fields with these names into words: ``window.<field>.<value>``."""
        for room in rooms:
            box: QComboBox = getattr(self, room)
            for place in range(box.count()):
                box.setItemText(place, say(f"window.{room}.{box.itemData(place)}"))

    def lay_out(self, rows: tuple[str, ...], go: Callable[[], object], *above_buttons: QWidget) -> None:
        """Put all in place; `above_buttons` stand low, before the button that `go` answers."""
        fill_form(self.form, self, self.wording, self._room, rows)
        buttons = go_and_cancel(self, self.wording, self._room, go)
        self.go = next(button for button in buttons.findChildren(QPushButton) if button.objectName() == "primary")
        side = QVBoxLayout()
        side.addLayout(self.form)
        side.addSpacing(10)
        side.addWidget(self.about)
        side.addStretch(1)
        for widget in above_buttons:
            side.addWidget(widget)
            side.addSpacing(6)
        side.addWidget(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 18)
        layout.setSpacing(20)
        layout.addWidget(self.preview, 1)
        layout.addLayout(side)

    def turned(self, orientation: QComboBox) -> bool:
        """Whether the paper lies: as it is set, or as the diagram does."""
        shown, way = self.extent, orientation.currentData()
        return bool(way == "landscape" or (way == "auto" and shown.width > shown.height))
