"""Size and weight of the text of what is selected, in one row of the inspector."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from modeller.editing.fonts import SIZES
from modeller.language import message, say
from modeller.notation.bpmn.fonts import LEAST, MOST, Font
from modeller.notation.element import Property
from modeller.ui.inspector_fields import MIXED, Field

_USUAL = "0"
_SIZE = Property("font", "canvas.font.size")


class FontRow(Field):
    """`typed` tells the size while it is chosen or typed (``0`` for the usual one), `weighed` a click on the B."""

    weighed = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_SIZE, parent)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._column.addLayout(row)
        self.size_box = QComboBox(self)
        self.size_box.setEditable(True)
        self.size_box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.size_box.setMinimumContentsLength(8)
        self.size_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.size_box.addItem("", _USUAL)
        for size in SIZES:
            self.size_box.addItem(f"{size:g}", f"{size:g}")
        self.edit = self.size_box.lineEdit()
        assert self.edit is not None
        self.size_box.setCompleter(None)  # type: ignore[arg-type]  # 1 would become 10 while 18 is typed
        self._numbers = QDoubleValidator(LEAST, MOST, 1, self)
        self.edit.textEdited.connect(self._edited)
        self.settled.connect(partial(self.edit.setModified, False))  # from then on it shows what is undone, too
        self.size_box.activated.connect(self._chosen)
        self.edit.installEventFilter(self)
        for named in (self.size_box, self.edit):
            self.wording.put(named.setAccessibleName, message("canvas.font.size"))
        self.wording.put(self.size_box.setToolTip, message("canvas.font.limits", least=f"{LEAST:g}", most=f"{MOST:g}"))
        self.wording.put(lambda text: self.size_box.setItemText(0, text), message("canvas.font.usual"))
        row.addWidget(self.size_box, 1)
        self.bold = QToolButton(self)
        self.bold.setObjectName("bold_button")
        self.bold.setCheckable(True)
        self.wording.put(self.bold.setText, message("canvas.font.sign"))
        letter = self.bold.font()
        letter.setBold(True)
        self.bold.setFont(letter)
        self.bold.setFixedSize(34, 30)
        self.bold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.wording.put(self.bold.setAccessibleName, message("canvas.font.bold"))
        said = message("canvas.tip", words=message("canvas.font.bold"), shortcut="Ctrl+B")
        self.wording.put(self.bold.setToolTip, said)
        self.bold.clicked.connect(self.weighed)
        row.addWidget(self.bold)

    def _edited(self, text: str) -> None:
        state = self._numbers.validate(text.strip(), 0)
        if isinstance(state, tuple) and state[0] == QDoubleValidator.State.Acceptable:
            self._tell(text.strip().replace(",", "."))

    def _chosen(self, place: int) -> None:
        self._tell(str(self.size_box.itemData(place)))
        self.settled.emit()

    def show_fonts(self, fonts: Collection[Font]) -> None:
        """Show the font that all have, or that there are several."""
        sizes, weights = {f"{font.size:g}" for font in fonts}, {font.bold for font in fonts}
        if not (self.edit and self.edit.hasFocus() and self.edit.isModified()):
            self.fill(sizes.pop() if len(sizes) == 1 else MIXED)
        self.bold.setChecked(weights == {True})
        self.setEnabled(bool(fonts))

    def _fill(self, value: str) -> None:
        assert self.edit is not None
        if value == MIXED:
            self.size_box.setCurrentIndex(-1)
            self.edit.setText("")
            self.wording.put(self.edit.setPlaceholderText, message("canvas.mixed"))
            return
        place = self.size_box.findData(value)
        self.size_box.setCurrentIndex(place)
        self.edit.setText(say("canvas.font.usual") if value == _USUAL else value)
