"""Distribute by a set gap: what is selected moves while the number is chosen; Cancel puts it back."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from modeller.canvas.drawing_board import DrawingBoard
from modeller.canvas.tools.gesture import Gesture
from modeller.canvas.tools.handles import box_of
from modeller.editing.align import Axis, distribute
from modeller.language import message, say
from modeller.model.records import Node
from modeller.ui.desk import Desk
from modeller.ui.forms import fill_form, go_and_cancel, new_form
from modeller.ui.number_field import NumberField
from modeller.ui.wording import Wording

_MOST = 2000


class GapDialog(QDialog):
    """One step of undo, whatever was tried. The gap is remembered for the next time."""

    def __init__(self, desk: Desk, board: DrawingBoard, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._board = board
        self._keys = board.selection
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("window.gap.title"))
        self.setMinimumWidth(340)
        self.axis = QComboBox(self)
        for value in ("x", "y"):
            self.axis.addItem("", value)
        self.axis.setCurrentIndex(0 if self._wide() else 1)
        self.gap = NumberField(self)
        self.gap.setRange(0, _MOST)
        self.gap.setSingleStep(10)
        self.gap.setValue(desk.settings.gap)
        form = new_form()
        fill_form(form, self, self.wording, "gap", ("axis", "gap"))
        buttons = go_and_cancel(self, self.wording, "gap", self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(18)
        column.addLayout(form)
        column.addWidget(buttons)
        self.wording.each(self._say)
        self._gesture = Gesture(board, message("editing.distribute"))
        self.finished.connect(self._end)
        self.axis.currentIndexChanged.connect(self._show)
        self.gap.valueChanged.connect(self._show)
        self.gap.setFocus()
        self.gap.selectAll()
        self._show()

    def _say(self) -> None:
        for place, value in enumerate(("x", "y")):
            self.axis.setItemText(place, say(f"window.gap.{value}"))

    def _wide(self) -> bool:
        """Whether what is selected lies side by side more than one below the other."""
        nodes = (self._board.document.node(key) for key in self._keys)
        centres = [box.centre for node in nodes if isinstance(node, Node) and (box := box_of(node)) is not None]
        if not centres:
            return True
        across = max(at.x for at in centres) - min(at.x for at in centres)
        return across >= max(at.y for at in centres) - min(at.y for at in centres)

    def _show(self) -> None:
        axis: Axis = "x" if self.axis.currentData() == "x" else "y"
        self._gesture.do(partial(distribute, self._board.document, self._keys, axis, float(self.gap.value())))

    def _end(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self._gesture.commit()
            self._desk.set(gap=self.gap.value())
        else:
            self._gesture.cancel()
