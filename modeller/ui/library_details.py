"""What is said of a model beside the list of a library: name, tags, description, who changed it last."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from modeller.canvas.guarded import guarded
from modeller.jobs.library_listing import Listing
from modeller.language import listed, message, say
from modeller.model.entries import ModelEntry
from modeller.ui.library_badge import lines_of
from modeller.ui.library_times import local_time
from modeller.ui.wording import Wording


class _Text(QPlainTextEdit):
    left = Signal()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LibraryDetails(QFrame):
    """`tagged(id, tags)` and `described(id, text)` ask for a change."""

    tagged = Signal(str, object)
    described = Signal(str, str)

    def __init__(self, below: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.entry: ModelEntry | None = None
        self._listing: Listing | None = None
        self._count = 0
        self.wording = Wording(self)
        self.title = self._label("heading")
        self.title.setWordWrap(True)
        self.facts = self._label("muted")
        self.facts.setWordWrap(True)
        self.tags = QLineEdit(self)
        self.description = _Text(self)
        self.description.setTabChangesFocus(True)
        self.description.setMaximumHeight(76)
        self.tags.editingFinished.connect(self._tagged)
        self.description.left.connect(self._described)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addWidget(self.facts)
        layout.addSpacing(8)
        self._fields: list[QWidget] = []
        for key, field in (("tags", self.tags), ("description", self.description)):
            label = self._label("section")
            self.wording.put(label.setText, message(f"shelf.{key}"))
            self.wording.put(field.setAccessibleName, message(f"shelf.{key}"))
            layout.addWidget(label)
            layout.addWidget(field)
            self._fields += [label, field]
        self.wording.put(self.tags.setPlaceholderText, message("shelf.tags_how"))
        layout.addSpacing(8)
        layout.addWidget(below, 1)
        self._fields.append(below)
        self._stretch = QWidget(self)
        layout.addWidget(self._stretch, 1)
        self.wording.each(self._say)

    def _label(self, style: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def show_models(self, entries: Sequence[ModelEntry], listing: Listing | None, writable: bool) -> None:
        """Show what is selected; the fields are for one model."""
        self.finish()
        self.entry = entries[0] if len(entries) == 1 else None
        self._listing, self._count = listing, len(entries)
        for each in (self.tags, self.description):
            each.setReadOnly(not writable or bool(self.entry and self.entry.binned))
        self._say()

    def finish(self) -> None:
        """What is written in the fields stands."""
        self._tagged()
        self._described()

    def _say(self) -> None:
        entry, listing = self.entry, self._listing
        for field in self._fields:
            field.setVisible(entry is not None)
        self._stretch.setVisible(entry is None)
        if entry is None or listing is None:
            self.title.setText(say("shelf.selected", count=self._count) if self._count else "")
            self.facts.setText("" if self._count else say("shelf.none_selected"))
            return
        self.title.setText(entry.name)
        lines = lines_of(entry, listing)
        if entry.variant in ("as-is", "to-be"):
            lines.append(say(f"library.said.{entry.variant}"))
        lines.append(say("shelf.changed_by", time=local_time(entry.changed), who=entry.author or entry.account or "–"))
        self.facts.setText("\n".join(lines))
        self.tags.setText(listed(entry.tags))
        self.description.setPlainText(entry.description)

    def _tagged(self) -> None:
        if self.entry is not None and (tags := parted(self.tags.text())) != self.entry.tags:
            self.tagged.emit(self.entry.id, tags)

    def _described(self) -> None:
        if self.entry is not None and (text := self.description.toPlainText()) != self.entry.description:
            self.described.emit(self.entry.id, text)


def parted(text: str) -> tuple[str, ...]:
    """Tags as they are written in one line: with commas of any script between them, with or without #."""
    for comma in "，、;；":
        text = text.replace(comma, ",")
    return tuple(dict.fromkeys(tag for part in text.split(",") if (tag := part.strip().lstrip("#").strip())))
