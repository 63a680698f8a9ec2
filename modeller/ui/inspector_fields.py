"""One field of the inspector for one property: a line, a text, a tick, a choice, a reference."""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from modeller.canvas.guarded import guarded
from modeller.language import Message, message, say, words
from modeller.notation.attributes import PREFIX, parsed, said
from modeller.notation.element import Property
from modeller.ui.wording import Wording

Choices: TypeAlias = list[tuple[str, str]]
"""Values and what they are called."""
MIXED = "\0"
"""Several elements are selected and say different things."""
_TALL = 74


class Field(QWidget):
    """`typed` tells each change while it is made, `settled` that it is over, `given_up` that Esc took it back."""

    typed = Signal(str)
    settled = Signal()
    given_up = Signal()

    def __init__(self, shown: Property, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown = shown
        self.wording = Wording(self)
        self._filling = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def put(self, editor: QWidget) -> None:
        editor.installEventFilter(self)
        self._column.addWidget(editor)
        self.wording.put(editor.setAccessibleName, self.shown.title)

    def fill(self, value: str) -> None:
        """Show a value; MIXED where there are several."""
        self._filling = True
        self._fill(value)
        self._filling = False

    def _fill(self, value: str) -> None:
        raise NotImplementedError

    def forget(self) -> None:
        """Be ready for other elements: nothing that was typed for those before can be undone, or is marked."""

    def _tell(self, value: str) -> None:
        if not self._filling:
            self.typed.emit(value)

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.settled.emit()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.given_up.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._enter_settles(event):
                self.settled.emit()
                return True
        return False

    def _enter_settles(self, event: QKeyEvent) -> bool:
        return True


class LineField(Field):
    """Text on one line."""

    def __init__(self, shown: Property, parent: QWidget) -> None:
        super().__init__(shown, parent)
        self.edit = QLineEdit(self)
        self.edit.textEdited.connect(self._tell)
        self.put(self.edit)

    def forget(self) -> None:
        self.edit.setText("")

    def _fill(self, value: str) -> None:
        text = "" if value == MIXED else value
        if self.edit.text() != text:
            self.edit.setText(text)
        self.wording.put(self.edit.setPlaceholderText, message("canvas.mixed" if value == MIXED else "canvas.none"))


class TextField(Field):
    """Text on several lines; Enter breaks the line, Ctrl+Enter settles."""

    def __init__(self, shown: Property, parent: QWidget) -> None:
        super().__init__(shown, parent)
        self.edit = QPlainTextEdit(self)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(_TALL if shown.key != "name" else 52)
        self.edit.textChanged.connect(lambda: self._tell(self.edit.toPlainText()))
        self.put(self.edit)

    def forget(self) -> None:
        self._filling = True
        self.edit.setPlainText("")
        self._filling = False

    def _fill(self, value: str) -> None:
        text = "" if value == MIXED else value
        if self.edit.toPlainText() != text:
            self.edit.setPlainText(text)
        self.wording.put(self.edit.setPlaceholderText, message("canvas.mixed" if value == MIXED else "canvas.none"))

    def _enter_settles(self, event: QKeyEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


class TickField(Field):
    """Yes or no; half a tick where it is mixed."""

    def __init__(self, shown: Property, parent: QWidget) -> None:
        super().__init__(shown, parent)
        self.edit = QCheckBox(self)
        self.wording.put(self.edit.setText, shown.title)
        self.edit.clicked.connect(self._clicked)
        self.put(self.edit)

    def _clicked(self) -> None:
        self.edit.setTristate(False)
        self._tell("true" if self.edit.checkState() != Qt.CheckState.Unchecked else "false")
        self.settled.emit()

    def _fill(self, value: str) -> None:
        self.edit.setTristate(value == MIXED)
        states = Qt.CheckState
        state = states.PartiallyChecked if value == MIXED else states.Checked if value == "true" else states.Unchecked
        self.edit.setCheckState(state)


class ChoiceField(Field):
    """One of several values, asked for anew whenever it is filled."""

    def __init__(self, shown: Property, choices: Callable[[], Choices], parent: QWidget) -> None:
        super().__init__(shown, parent)
        self._choices = choices
        self.edit = QComboBox(self)
        self.edit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.edit.setMinimumContentsLength(8)
        self.edit.activated.connect(self._chosen)
        self.put(self.edit)

    def _chosen(self, place: int) -> None:
        value = self.edit.itemData(place)
        if isinstance(value, str) and value != MIXED:
            self._tell(value)
            self.settled.emit()

    def _fill(self, value: str) -> None:
        choices = self._choices()
        if value == MIXED:
            choices = [(MIXED, say("canvas.mixed")), *choices]
        elif value not in [each for each, _ in choices]:
            choices = [*choices, (value, value)]
        now = [(self.edit.itemData(place), self.edit.itemText(place)) for place in range(self.edit.count())]
        if now != choices:
            self.edit.clear()
            for each, name in choices:
                self.edit.addItem(name, each)
        self.edit.setCurrentIndex([each for each, _ in choices].index(value))


class QuantityField(LineField):
    """A length of time, an amount, a rate: said in words, typed as people write it. What cannot be read is not kept
    and stays marked until it can."""

    def __init__(self, shown: Property, parent: QWidget) -> None:
        super().__init__(shown, parent)
        self._value = ""
        self.hint = QLabel(self)
        self.hint.setObjectName("problem")
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.hide()
        self.wording.put(self.hint.setText, message(f"attributes.refused.{shown.kind}"))
        self._column.addWidget(self.hint)

    def _tell(self, value: str) -> None:
        if self._filling:
            return
        found = parsed(self.shown, value)
        if found is not None:
            self.hint.hide()
            self._value = found
            super()._tell(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and parsed(self.shown, self.edit.text()) is None:
            self.hint.show()
        return super().eventFilter(watched, event)

    def forget(self) -> None:
        super().forget()
        self.hint.hide()

    def _fill(self, value: str) -> None:
        if self.hint.isVisible() and value == self._value:
            return
        self._value = value
        self.hint.hide()
        text = "" if value == MIXED else said(self.shown, value)
        if self.edit.text() != text and not (self.edit.hasFocus() and parsed(self.shown, self.edit.text()) == value):
            self.edit.setText(text)
        example = f"attributes.example.{self.shown.kind}"
        self.wording.put(self.edit.setPlaceholderText, message("canvas.mixed" if value == MIXED else example))


class ListField(TextField):
    """Several entries, one a line; as tall as it needs to be, within bounds."""

    def __init__(self, shown: Property, parent: QWidget) -> None:
        super().__init__(shown, parent)
        self.edit.textChanged.connect(self._stretch)
        self._stretch()

    def _stretch(self) -> None:
        lines = min(max(self.edit.document().blockCount(), 1), 6)
        self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + 22)

    def _fill(self, value: str) -> None:
        super()._fill(value)
        example = message("canvas.mixed" if value == MIXED else "attributes.example.list")
        self.wording.put(self.edit.setPlaceholderText, example)

    def _tell(self, value: str) -> None:
        super()._tell(parsed(self.shown, value) or "")


def choice_name(shown: Property, value: str) -> str:
    """What a value of a choice is called: the catalogue's words, else the value as files have it."""
    if shown.key.startswith(PREFIX):
        none = message("canvas.none") if shown.own else Message(f"{shown.label}.none")
        return said(shown, value) if value else words(none)
    if not value:
        return say("canvas.none")
    key = f"canvas.choice.{shown.key}.{value}"
    found = words(Message(key))
    return value if key in found else found
