"""The approval of a library's model: where each version stands, who signed what, and what can be done next."""

import html
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from modeller.jobs.progress import Progress
from modeller.language import Message, bracketed, listed, message, say, words
from modeller.library.workflow import title_word
from modeller.model.approval import Approval, Possible, TrailEntry
from modeller.ui.library_badge import date_lines, text_of, version_badge
from modeller.ui.library_times import local_time
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.jobs.library_approval import Seen, Standing
    from modeller.library.store import Library
    from modeller.model.entries import ModelEntry
    from modeller.ui.desk import Window
    from modeller.ui.library_held import OpenLibrary

_LEAST: Final = 160
"""Pixels that the signatures keep, so that two or three are seen at once."""
_BACK: Final = frozenset({"reject", "retire"})
"""What does not lead on stands below what does."""


class ApprovalPanel(QWidget):
    """Of the model that is shown. `asked(step, approval)` asks for a step; `approval` is None for the draft."""

    asked = Signal(object, object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.held: OpenLibrary | None = None
        self.entry: ModelEntry | None = None
        self.seen: Seen | None = None
        self._known: tuple[object, ...] = ()
        self.wording = Wording(self)
        self.which = QComboBox(self)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.facts = self._label("muted")
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.setMinimumHeight(_LEAST)
        self.stated = self._label("muted")
        self.buttons: dict[str, QPushButton] = {}
        self._steps = QGridLayout()
        self._steps.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.which)
        layout.addWidget(self.facts)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.stated)
        layout.addLayout(self._steps)
        self._stretch = QWidget(self)
        layout.addWidget(self._stretch, 1)
        self.wording.put(self.which.setAccessibleName, message("shelf.approval.which"))
        self.wording.put(self.list.setAccessibleName, message("shelf.approval.signatures"))
        self.wording.put(self.stated.setText, message("shelf.approval.stated"))
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self.wording.each(self._fill)

    def _label(self, style: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    @property
    def standing(self) -> "Standing | None":
        """The version that is chosen; None for the draft."""
        place = self.which.currentData()
        return self.seen.versions[place] if self.seen is not None and place is not None else None

    def choose(self, version: str) -> None:
        """Show a version, by its id."""
        for place, each in enumerate(self.seen.versions if self.seen is not None else ()):
            if each.approval.version == version:
                self.which.setCurrentIndex(self.which.findData(place))

    def show_model(self, held: "OpenLibrary | None", entry: "ModelEntry | None") -> None:
        """The approval of a model, read off the GUI thread."""
        self.held, self.entry = held, entry
        listing = held.listing if held is not None else None
        if held is None or entry is None or entry.binned or listing is None:
            self._known, self.seen = (), None
            self._fill()
            return
        by = held.author()
        known = (held.path, entry.id, listing.facts.revision, by)
        if known == self._known:
            return
        if self.seen is not None and self.seen.entry.id != entry.id:
            self.seen = None
            self._fill()
        self._known = known

        def job(library: "Library", _: Progress) -> "Seen":
            from modeller.jobs.library_approval import look_at

            return look_at(library, entry.id, by)

        def read(found: "Seen") -> None:
            if self.entry is not None and self.entry.id == found.entry.id:
                self.seen = found
                self._fill()

        held.do(job, read, message("shelf.listing", name=held.name), _as_window(self.window()))

    def dress(self, look: Look) -> None:
        self._look = look
        self._fill()

    # -- filling -------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        before = self.standing
        seen = self.seen
        quiet = QSignalBlocker(self.which)
        self.which.clear()
        if seen is not None:
            for place, each in enumerate(seen.versions):
                self.which.addItem(f"{each.approval.number}   {version_badge(each.approval).text}", place)
            if seen.draft is not None or not seen.versions:
                self.which.addItem(say("shelf.approval.draft"), None)
            self.which.setCurrentIndex(0)
            if before is not None:
                self.choose(before.approval.version)
        quiet.unblock()
        self._show()

    def _show(self) -> None:
        seen, standing = self.seen, self.standing
        self.which.setVisible(seen is not None)
        self.facts.setText("\n".join(self._lines()))
        self.facts.setVisible(bool(self.facts.text()))
        self.list.clear()
        entries = standing.entries if standing is not None else ()
        for entry in entries:
            item = QListWidgetItem(_entry_text(entry))
            item.setForeground(QColor(self._look.text))
            self.list.addItem(item)
        self.list.setVisible(bool(entries))
        self._stretch.setVisible(not entries)
        self.stated.setVisible(bool(entries))
        self._fill_steps()

    def _lines(self) -> list[str]:
        seen, standing = self.seen, self.standing
        if seen is None:
            return []
        if standing is None:
            return [say("shelf.approval.draft_how")]
        lines = date_lines(standing.approval)
        if standing.waits_for:
            lines.append(say("shelf.approval.waits_for", titles=listed(standing.waits_for)))
        if not standing.entries:
            lines.append(say("shelf.approval.nothing_yet"))
        return lines

    def _fill_steps(self) -> None:
        for button in self.buttons.values():
            self._steps.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons.clear()
        seen, standing = self.seen, self.standing
        if seen is None:
            return
        steps = standing.possible if standing is not None else (seen.draft,) if seen.draft is not None else ()
        for step in sorted(steps, key=lambda each: each.action in _BACK):
            self._add(step, standing.approval if standing is not None else None)
        for action, why in standing.barred if standing is not None else ():
            self._add_barred(action, why)
        if standing is not None and seen.draft is not None and not any(each.action == "submit" for each in steps):
            self._add(seen.draft, None)
        if len(self.buttons) % 2 == 0 and self.buttons:  # the last one has its line for itself
            last = tuple(self.buttons.values())[-1]
            self._steps.addWidget(last, len(self.buttons) // 2, 0, 1, 2)

    def _add(self, step: Possible, approval: Approval | None) -> None:
        button = QPushButton(self)
        key = "submit_draft" if step.action == "submit" and approval is None else ""
        text = say(f"shelf.approval.{key}") if key else say(f"library.action.{step.action}")
        button.setText(bracketed(text, step.title) if step.action != "submit" else text)
        if not self.buttons and step.action not in _BACK:
            button.setObjectName("primary")
        button.setEnabled(self.held is not None and self.held.writable)
        button.clicked.connect(lambda: self.asked.emit(step, approval))
        self._place(key or step.action, button)

    def _place(self, name: str, button: QPushButton) -> None:
        """The first on a line of its own, the others two by two."""
        at = len(self.buttons) + 1
        self._steps.addWidget(button, at // 2, 0 if at == 1 else at % 2, 1, 2 if at == 1 else 1)
        self.buttons[name] = button

    def _add_barred(self, action: str, why: Message) -> None:
        """A step that somebody else has to do: it is seen, and says why."""
        button = QPushButton(say(f"library.action.{action}"), self)
        button.setEnabled(False)
        said = words(why)
        button.setToolTip(html.escape(said[:1].upper() + said[1:]))
        button.setAccessibleDescription(said)
        self._place(action, button)


def _entry_text(entry: TrailEntry) -> str:
    """What was signed, by whom, when, with what comment."""
    if entry.withheld:
        return say("library.said.withheld")
    signed = text_of(title_word(entry.action, entry.title))
    who = bracketed(entry.author, entry.account) if entry.author else entry.account
    lines = [f"{signed}   {local_time(entry.time)}", who or "–"]
    if entry.comment:
        said = entry.comment
        lines.append(say("shelf.approval.replaced_by", number=said) if entry.action == "supersede" else said)
    return "\n".join(lines)


def _as_window(widget: QWidget) -> "Window":
    from modeller.ui.desk import Window

    assert isinstance(widget, Window)
    return widget
