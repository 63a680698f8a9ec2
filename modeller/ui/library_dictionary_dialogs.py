"""What is asked about a dictionary's entry: all that it says, and whether a rename is to be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from modeller.language import Message, say, words
from modeller.model.dictionary import ENTRY_KINDS, ENTRY_STATES, Entry, NewEntry

_WIDTH = 460


class EntryDialog(QDialog):
    """Asks for a new entry, or for what `entry` is to say beside its name; `made` is what was written.

    `known` are the entries that there are: what an entry belongs to is one of them.
    """

    def __init__(self, entry: Entry | None, kind: str, parent: QWidget, known: Sequence[Entry] = ()) -> None:
        super().__init__(parent)
        self._entry, self._known = entry, known
        self.setWindowTitle(say("window.name"))
        self.kind = QComboBox(self)
        for each in ENTRY_KINDS:
            self.kind.addItem(say(f"dictionary.kind.{each}"), each)
        self.kind.setCurrentIndex(max(0, self.kind.findData(entry.kind if entry is not None else kind)))
        self.name = QLineEdit(entry.name if entry is not None else "", self)
        self.translation = QLineEdit(entry.translation if entry is not None else "", self)
        self.synonyms = QLineEdit("; ".join(entry.synonyms) if entry is not None else "", self)
        self.synonyms.setPlaceholderText(say("dictionary.page.synonyms_how"))
        self.definition = QPlainTextEdit(self)
        self.definition.setPlainText(entry.definition if entry is not None else "")
        self.definition.setTabChangesFocus(True)
        self.definition.setMinimumHeight(96)
        self.above = QComboBox(self)
        self.above.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.state = QComboBox(self)
        for state in ENTRY_STATES:
            self.state.addItem(say(f"dictionary.state.{state}"), state)
        self.state.setCurrentIndex(self.state.findData(entry.state if entry is not None else "active"))
        self.kind.currentIndexChanged.connect(lambda _: self._offer_above())
        self._offer_above()
        self.kind.setEnabled(entry is None)
        self.name.setEnabled(entry is None)  # a rename shows first what it changes
        form = QFormLayout()
        form.setSpacing(10)
        for part in ("kind", "name", "translation", "synonyms", "above", "state", "definition"):
            field: QWidget = getattr(self, part)
            label = QLabel(say(f"dictionary.page.{part}"), self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            form.addRow(label, field)
        title = _title(say("dictionary.page.new") if entry is None else say("dictionary.page.about", name=entry.name))
        self.box = _buttons(self, say("dictionary.page.add" if entry is None else "shelf.ok"))
        _stack(self, title, form, self.box)
        self.name.textChanged.connect(lambda _: self._allow())
        self._allow()
        (self.name if entry is None else self.translation).setFocus()

    def _offer_above(self) -> None:
        """What an entry may belong to: one of its kind that neither is it nor belongs to it."""
        kind, held = self.kind.currentData(), self._entry.parent if self._entry is not None else None
        self.above.clear()
        self.above.addItem(say("dictionary.page.above_none"), None)
        barred = below(self._known, self._entry.id) if self._entry is not None else set()
        for each in self._known:
            if each.kind == kind and each.id not in barred and (each.state != "retired" or each.id == held):
                self.above.addItem(each.name, each.id)
        self.above.setCurrentIndex(max(0, self.above.findData(held)))

    def _allow(self) -> None:
        self.box.buttons()[0].setEnabled(bool(self.name.text().strip()))

    @property
    def made(self) -> NewEntry:
        text = self.synonyms.text()
        for mark in "；，、,":
            text = text.replace(mark, ";")
        synonyms = tuple(each.strip() for each in text.split(";") if each.strip())
        return NewEntry(
            self.kind.currentData(), self.name.text().strip(), self.translation.text().strip(),
            self.definition.toPlainText().strip(), synonyms, self.above.currentData(), self.state.currentData(),
        )  # fmt: skip


def below(known: Sequence[Entry], id: str) -> set[str]:
    """An entry and all that belong to it, however far down."""
    found = {id}
    while more := {each.id for each in known if each.parent in found} - found:
        found |= more
    return found


class PreviewDialog(QDialog):
    """Shows what a change would do, line by line, before it is done."""

    def __init__(self, title: Message, lines: Sequence[str], deed: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("window.name"))
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setPlainText("\n".join(lines))
        self.text.setAccessibleName(words(title))
        self.text.setMinimumHeight(180)
        body = QVBoxLayout()
        body.addWidget(self.text)
        self.box = _buttons(self, deed)
        _stack(self, _title(words(title)), body, self.box)


def _title(text: str) -> QLabel:
    label = QLabel()
    label.setObjectName("cardtitle")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(text)
    label.setMinimumWidth(_WIDTH)
    return label


def _buttons(dialog: QDialog, deed: str) -> QDialogButtonBox:
    box = QDialogButtonBox(dialog)
    box.addButton(deed, QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
    box.addButton(say("window.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


def _stack(dialog: QDialog, title: QLabel, body: QFormLayout | QVBoxLayout, box: QDialogButtonBox) -> None:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(26, 24, 26, 20)
    layout.setSpacing(14)
    layout.addWidget(title)
    layout.addLayout(body)
    layout.addWidget(box)
