"""The dictionary's entries that an element refers to, in the inspector: seen, chosen and taken away."""

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from modeller.editing.entries import refer
from modeller.language import message, say
from modeller.model.dictionary import Entry
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Record
from modeller.notation.bpmn.dictionary import NAMED_AS, Reference, can_refer, references
from modeller.ui.icons import dress
from modeller.ui.theme import Look
from modeller.ui.wording import Wording


def eligible(entries: Iterable[Entry], record: Record) -> list[Entry]:
    """The entries that an element may refer to: where its name is an entry's, those of that kind; else all in use."""
    kinds = {kind for kind, types in NAMED_AS.items() if record.type in types}  # type: ignore[union-attr]
    return [each for each in entries if each.state != "retired" and (not kinds or each.kind in kinds)]


def bears(record: Record, entry: Entry) -> bool:
    """Whether an element of that type is called as the entry is that it refers to."""
    return record.type in NAMED_AS.get(entry.kind, ())  # type: ignore[union-attr]


def refer_to(document: Document, keys: Sequence[str], entry: Entry) -> None:
    """Let elements refer to an entry, and be called as it is where elements of their type are."""
    for key in keys:
        refer(document, [key], entry.id, entry.name if bears(document[key], entry) else "")


class ReferenceRow(QWidget):
    """Of one element. `chosen(entry)` asks to refer to an entry, `cleared(id)` to refer to it no more."""

    chosen = Signal(object)
    cleared = Signal(str)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._key = ""
        self._record: Record | None = None
        self._entries: Sequence[Entry] = ()
        self._offered: list[Entry] = []
        self.wording = Wording(self)
        self.lines: dict[str, QLabel] = {}
        self.crosses: dict[str, QToolButton] = {}
        self._held = QVBoxLayout()
        self._held.setSpacing(2)
        self.pick = QComboBox(self)
        self.pick.setEditable(True)
        self.pick.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pick.setMinimumContentsLength(8)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self.pick)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.pick.setCompleter(completer)
        self.pick.activated.connect(self._picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._held)
        column.addWidget(self.pick)
        self.wording.each(self._say)

    def show_record(self, model: Model | None, key: str, entries: Sequence[Entry]) -> bool:
        """Show what the element of that key refers to; whether there is anything to show."""
        found = model.get(key) if model is not None else None
        record = found if can_refer(found) else None
        same = key == self._key and entries is self._entries and _said(record) == _said(self._record)
        self._key, self._entries, self._record = key, entries, record
        if not same:  # it is asked at every movement of what is dragged
            self._fill()
        return record is not None and bool(entries or references(record))

    def _say(self) -> None:
        edit = self.pick.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(say("dictionary.refer.choose"))
        self.pick.setAccessibleName(say("dictionary.refer.choose"))
        self._fill()

    def _fill(self) -> None:
        record = self._record
        held = references(record) if record is not None else ()
        known = {each.id: each for each in self._entries}
        self._fill_held(held, known)
        there = {each.entry for each in held}
        offered = [each for each in eligible(self._entries, record) if each.id not in there] if record else []
        if offered != self._offered or self.pick.count() != len(offered):
            quiet = QSignalBlocker(self.pick)
            self._offered = offered
            labels = [_label(each) for each in offered]
            self.pick.clear()
            self.pick.addItems(labels)
            self._names.setStringList(labels)
            quiet.unblock()
        if not self.pick.hasFocus():
            self.pick.setCurrentIndex(-1)
            self.pick.clearEditText()
        self.pick.setVisible(bool(offered))

    def _fill_held(self, held: Sequence[Reference], known: dict[str, Entry]) -> None:
        while (item := self._held.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines, self.crosses = {}, {}
        for each in held:
            entry = known.get(each.entry)
            line = QWidget(self)
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            label = QLabel(line)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setText(_label(entry) if entry is not None else say("dictionary.refer.unknown"))
            label.setToolTip(say("dictionary.refer.named") if each.named else "")
            cross = QToolButton(line)
            dress(cross, "close", self._look, 16)
            cross.setToolTip(say("dictionary.refer.clear"))
            cross.setAccessibleName(say("dictionary.refer.clear"))
            cross.clicked.connect(partial(self.cleared.emit, each.entry))
            row.addWidget(label, 1)
            row.addWidget(cross)
            self._held.addWidget(line)
            self.lines[each.entry], self.crosses[each.entry] = label, cross

    def _picked(self, place: int) -> None:
        if 0 <= place < len(self._offered):
            self.chosen.emit(self._offered[place])


def _said(record: Record | None) -> object:
    """What of an element decides what is shown."""
    return (record.type, references(record)) if record is not None else None  # type: ignore[union-attr]


def _label(entry: Entry) -> str:
    kind = say(f"dictionary.kind.{entry.kind}")
    state = "" if entry.state == "active" else f" [{say(f'dictionary.state.{entry.state}')}]"
    return f"{entry.name}{state}  ·  {kind}"


TITLE = message("dictionary.refer")
"""What the row is called above it."""
