"""The comments on a library's model as a list, with answers; what is written goes to the element that is selected."""

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from modeller.jobs.progress import Progress
from modeller.language import message, say
from modeller.model.entries import Comment
from modeller.model.reading import Model
from modeller.notation.differences import element_in_words
from modeller.ui.library_home import LibraryHome
from modeller.ui.library_times import local_time
from modeller.ui.model_page import ModelPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.ui.desk import Window
    from modeller.ui.library_held import OpenLibrary


class CommentsPanel(QWidget):
    """Of the model in front. `changed(held)` tells that something was said."""

    changed = Signal(object)

    def __init__(self, look: Look, window: "Window") -> None:
        super().__init__(window)
        self._look = look
        self._window = window
        self.page: ModelPage | None = None
        self.comments: tuple[Comment, ...] = ()
        self._known: tuple[str, int] = ("", -1)
        self.wording = Wording(self)
        self.pins = QCheckBox(self)
        self.pins.setChecked(True)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = QLabel(self)
        self.none.setObjectName("muted")
        self.none.setTextFormat(Qt.TextFormat.PlainText)
        self.none.setWordWrap(True)
        self.about = QLabel(self)
        self.about.setObjectName("muted")
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setFixedHeight(72)
        self.text.setTabChangesFocus(True)
        self.send, self.resolve, self.remove = (QPushButton(self) for _ in range(3))
        self.send.setObjectName("primary")
        row = QHBoxLayout()
        for button in (self.resolve, self.remove, self.send):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self.pins)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.about)
        layout.addWidget(self.text)
        layout.addLayout(row)
        self.wording.put(self.pins.setText, message("shelf.comment.pins"))
        self.wording.put(self.remove.setText, message("shelf.comment.remove"))
        self.wording.put(self.list.setAccessibleName, message("shelf.comments"))
        self.wording.put(self.text.setPlaceholderText, message("shelf.comment.how"))
        self.wording.put(self.text.setAccessibleName, message("shelf.comment.how"))
        self.wording.put(self.none.setText, message("shelf.comment.none"))
        self.pins.toggled.connect(lambda _: self._pin())
        self.list.itemSelectionChanged.connect(self._selected)
        self.list.itemClicked.connect(lambda _: self._go())
        self.text.textChanged.connect(self._allow)
        self.send.clicked.connect(self._send)
        self.resolve.clicked.connect(self._resolve)
        self.remove.clicked.connect(self._remove)
        self.wording.each(self._fill)

    @property
    def home(self) -> LibraryHome | None:
        home = self.page.file.home if self.page is not None else None
        return home if isinstance(home, LibraryHome) else None

    @property
    def chosen(self) -> Comment | None:
        """The comment that is selected."""
        item = next(iter(self.list.selectedItems()), None)
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def show_page(self, page: ModelPage | None) -> None:
        """The comments on the model of a page, read off the GUI thread."""
        if page is not self.page:
            self._listen(page)
        home = self.home
        listing = home.held.listing if home is not None else None
        known = (home.id, listing.facts.revision) if home is not None and listing is not None else ("", -1)
        if known[0] != self._known[0]:
            self._read(())
        if home is None or known == self._known:
            self._pin()
            return
        self._known = known
        id, held = home.id, home.held

        def job(library: "Library", _: Progress) -> tuple[Comment, ...]:
            from modeller.library.comments import comments

            return tuple(comments(library, id))

        def read(found: tuple[Comment, ...]) -> None:
            if self.home is not None and self.home.id == id:
                self._read(found)

        held.do(job, read, message("shelf.listing", name=held.name), self._window)

    def _listen(self, page: ModelPage | None) -> None:
        before, self.page = self.page, page
        if before is not None:
            before.changed.disconnect(self._say_about)
            before.destroyed.disconnect(self._gone)
        if page is not None:
            page.changed.connect(self._say_about)
            page.destroyed.connect(self._gone)

    def _gone(self) -> None:
        self.page = None

    def _read(self, found: tuple[Comment, ...]) -> None:
        self.comments = found
        self._fill()
        self._pin()

    def _pin(self) -> None:
        """Show on the diagram where something was said, or no longer."""
        if self.page is None:
            return
        first = [each for each in self.comments if each.element and not each.reply_to]
        pins = Counter({each.element: 0 for each in first})
        pins.update(each.element for each in first if not each.resolved)
        self.page.view.marks.comments = dict(pins) if self.pins.isChecked() else {}
        self.page.view.viewport().update()

    def _fill(self) -> None:
        held = self.chosen.id if self.chosen is not None else ""
        quiet = QSignalBlocker(self.list)
        self.list.clear()
        for comment in self.comments:
            item = QListWidgetItem(self._lines(comment))
            item.setForeground(QColor(self._look.muted if comment.resolved else self._look.text))
            item.setData(Qt.ItemDataRole.UserRole, comment)
            self.list.addItem(item)
            item.setSelected(comment.id == held)
        quiet.unblock()
        self.none.setVisible(not self.comments)
        self.list.setVisible(bool(self.comments))
        self._selected()

    def _lines(self, comment: Comment) -> str:
        indent = "        " if comment.reply_to else ""
        lines = [f"{comment.author or comment.account}   {local_time(comment.time)}".strip()]
        if comment.element and not comment.reply_to:
            lines.append(self._element(comment.element))
        lines += comment.text.split("\n")
        if comment.resolved:
            lines.append("✓ " + say("library.said.resolved", name=comment.resolved_by))
        return "\n".join(indent + line for line in lines)

    def _element(self, key: str) -> str:
        model: Model | None = self.page.document if self.page is not None else None
        return element_in_words(model[key], model) if model is not None and key in model else say("shelf.comment.gone")

    def _target(self) -> str:
        """The key of the one element that is selected."""
        chosen = self.page.selection if self.page is not None else ()
        return chosen[0] if len(chosen) == 1 else ""

    def _selected(self) -> None:
        comment = self.chosen
        self.send.setText(say("shelf.comment.reply") if comment is not None else say("shelf.comment.send"))
        done = comment is not None and bool(comment.resolved)
        self.resolve.setText(say("shelf.comment.reopen") if done else say("shelf.comment.resolve"))
        self._say_about()
        self._allow()

    def _say_about(self) -> None:
        comment, target = self.chosen, self._target()
        if comment is not None:
            self.about.setText(say("shelf.comment.answers", name=comment.author or comment.account))
        elif target:
            self.about.setText(say("shelf.comment.on", element=self._element(target)))
        else:
            self.about.setText(say("shelf.comment.on_model"))

    def _allow(self) -> None:
        writable = self.home is not None and self.home.held.writable
        comment = self.chosen
        self.send.setEnabled(writable and bool(self.text.toPlainText().strip()))
        self.resolve.setEnabled(writable and comment is not None and not comment.reply_to)
        self.remove.setEnabled(writable and comment is not None)

    def _go(self) -> None:
        """Show the element that a comment is about."""
        comment = self.chosen
        if comment is not None and comment.element and self.page is not None and comment.element in self.page.document:
            self.page.reveal((comment.element,))

    def _send(self) -> None:
        home, text = self.home, self.text.toPlainText()
        if home is None:
            return
        id, by, target = home.id, home.held.author(), self._target()
        answers = self.chosen.id if self.chosen is not None else ""

        def job(library: "Library", _: Progress) -> Comment:
            from modeller.library.comments import add_comment

            return add_comment(library, id, text, by, element="" if answers else target, reply_to=answers)

        self.list.clearSelection()
        home.held.change(job, self._window, lambda _: self._said(home.held, text))

    def _said(self, held: "OpenLibrary", text: str) -> None:
        if self.text.toPlainText() == text:
            self.text.clear()
        self.changed.emit(held)

    def _resolve(self) -> None:
        home, comment = self.home, self.chosen
        if home is None or comment is None:
            return
        by = home.held.author()

        def job(library: "Library", _: Progress) -> None:
            from modeller.library.comments import reopen_comment, resolve_comment

            if comment.resolved:
                reopen_comment(library, comment.id)
            else:
                resolve_comment(library, comment.id, by)

        home.held.change(job, self._window, lambda _: self.changed.emit(home.held))

    def _remove(self) -> None:
        home, comment = self.home, self.chosen
        if home is None or comment is None:
            return

        def job(library: "Library", _: Progress) -> None:
            from modeller.library.comments import remove_comment

            remove_comment(library, comment.id)

        home.held.change(job, self._window, lambda _: self.changed.emit(home.held))

    def dress(self, look: Look) -> None:
        self._look = look
        self._fill()
