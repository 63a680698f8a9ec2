"""The files that are attached to a library's model, as a list: what they are, whose and since when."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from modeller.canvas.guarded import guarded
from modeller.jobs.progress import Progress
from modeller.language import message, say
from modeller.model.entries import Attachment, ModelEntry
from modeller.model.reading import Model
from modeller.notation.differences import element_in_words
from modeller.ui.file_kinds import ending, kind_of
from modeller.ui.icons import dress
from modeller.ui.library_times import local_time, size_text
from modeller.ui.model_page import ModelPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.ui.desk import Window
    from modeller.ui.library_held import OpenLibrary

_SIGN = QSize(38, 34)
"""Pixels of the sign before a name, which shows the ending."""
_ON_SOME = ("open", "save", "remove")


class AttachmentsPanel(QWidget):
    """Of the model that is shown; what is added goes to the element that is selected on `page`.

    `asked(deed, attachments)` asks for ``add``, ``open``, ``save`` or ``remove``, `dropped(paths)` to attach files,
    `counted(number)` tells how many there are.
    """

    asked = Signal(str, object)
    dropped = Signal(object)
    counted = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.held: OpenLibrary | None = None
        self.entry: ModelEntry | None = None
        self.page: ModelPage | None = None
        self.attachments: tuple[Attachment, ...] = ()
        self._known: tuple[str, int] = ("", -1)
        self.setAcceptDrops(True)
        self.wording = Wording(self)
        self.about = QLabel(self)
        self.add = QToolButton(self)
        self.list = QListWidget(self)
        self.none = QLabel(self)
        self.buttons: dict[str, QPushButton] = {}
        self._set_up()
        self._lay_out()
        self.add.clicked.connect(lambda: self.asked.emit("add", ()))
        self.list.itemActivated.connect(lambda _: self._ask("open"))
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.customContextMenuRequested.connect(self._show_menu)
        self.dress(look)
        self.wording.each(self._fill)

    def _set_up(self) -> None:
        self.about.setObjectName("muted")
        self.none.setObjectName("dropzone")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.setMinimumHeight(110)
        for label in (self.about, self.none):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.list.setWordWrap(True)
        self.list.setIconSize(_SIGN)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.wording.put(self.add.setToolTip, message("shelf.attach.add"))
        self.wording.put(self.add.setAccessibleName, message("shelf.attach.add"))
        self.wording.put(self.list.setAccessibleName, message("shelf.attachments"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(6)
        for deed in _ON_SOME:
            button = QPushButton(self)
            button.setObjectName("compact")
            self.wording.put(button.setText, message(f"shelf.attach.{deed}"))
            button.clicked.connect(lambda _=False, deed=deed: self._ask(deed))
            row.addWidget(button)
            self.buttons[deed] = button
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        layout.addStretch(0)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_model(self, held: "OpenLibrary | None", entry: ModelEntry | None) -> None:
        """The attachments of a model, read off the GUI thread."""
        self.held, self.entry = held, entry
        listing = held.listing if held is not None else None
        if held is None or entry is None or listing is None:
            self._known = ("", -1)
            self._read(())
            return
        known = (entry.id, listing.facts.revision)
        if known == self._known:
            return
        if entry.id != self._known[0]:
            self._read(())
        self._known = known

        def job(library: "Library", _: Progress) -> tuple[Attachment, ...]:
            from modeller.library.attachments import attachments

            return tuple(attachments(library, entry.id))

        def read(found: tuple[Attachment, ...]) -> None:
            if self.entry is not None and self.entry.id == entry.id:
                self._read(found)

        held.do(job, read, message("shelf.listing", name=held.name), _as_window(self.window()))

    def show_page(self, page: ModelPage | None) -> None:
        """What is selected on this page is what files are attached to; None: the model as a whole."""
        before, self.page = self.page, page
        if before is not page:
            if before is not None:
                before.changed.disconnect(self._say_about)
                before.destroyed.disconnect(self._gone)
            if page is not None:
                page.changed.connect(self._say_about)
                page.destroyed.connect(self._gone)
        self._say_about()

    def _gone(self) -> None:
        self.page = None

    @property
    def target(self) -> str:
        """The key of the one element that is selected; nothing for the model."""
        chosen = self.page.selection if self.page is not None else ()
        return chosen[0] if len(chosen) == 1 else ""

    def chosen(self) -> list[Attachment]:
        """The selected ones, in their order."""
        rows = sorted(self.list.row(item) for item in self.list.selectedItems())
        return [self.attachments[row] for row in rows]

    def _read(self, found: tuple[Attachment, ...]) -> None:
        self.attachments = found
        self._fill()
        self.counted.emit(len(found))

    def _fill(self) -> None:
        held = {each.id for each in self.chosen()} if self.list.count() == len(self.attachments) else set()
        self.list.clear()
        for each in self.attachments:
            item = QListWidgetItem(_sign(each.name, self._look), self._lines(each))
            item.setForeground(QColor(self._look.text))
            item.setToolTip(say("shelf.attach.tip", name=each.name, digest=each.digest))
            self.list.addItem(item)
            item.setSelected(each.id in held)
        self.list.setVisible(bool(self.attachments))
        self.none.setVisible(not self.attachments)
        self.none.setText(say("shelf.attach.none" if self._writable else "shelf.attach.none_fixed"))
        self._say_about()
        self._allow()

    def _lines(self, each: Attachment) -> str:
        who = each.author or each.account
        lines = [each.name, f"{size_text(each.size)}   {local_time(each.time)}", *([who] if who else [])]
        if each.element:
            lines.append(self._element(each.element))
        return "\n".join(lines)

    def _element(self, key: str) -> str:
        model: Model | None = self.page.document if self.page is not None else None
        if model is None:
            return say("shelf.attach.at_element")
        return element_in_words(model[key], model) if key in model else say("shelf.comment.gone")

    def _say_about(self) -> None:
        target = self.target
        if self.page is None:
            self.about.setText(say("shelf.attach.title"))
        elif target in self.page.document:
            self.about.setText(say("shelf.attach.to", element=self._element(target)))
        else:
            self.about.setText(say("shelf.attach.to_model"))

    @property
    def _writable(self) -> bool:
        return self.held is not None and self.held.writable and self.entry is not None and not self.entry.binned

    def _allow(self) -> None:
        some = self.chosen()
        self.add.setEnabled(self._writable)
        self.buttons["open"].setEnabled(len(some) == 1 and kind_of(some[0].name).opens)
        self.buttons["save"].setEnabled(bool(some))
        self.buttons["remove"].setEnabled(bool(some) and self._writable)
        for button in self.buttons.values():
            button.setVisible(bool(self.attachments))

    # -- what is asked for ---------------------------------------------------------------------------------------

    def _ask(self, deed: str) -> None:
        if self.chosen():
            self.asked.emit(deed, self.chosen())

    def _show_menu(self, place: QPoint) -> None:
        if not self.chosen():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for deed in _ON_SOME:
            action = menu.addAction(say(f"shelf.attach.{deed}"))
            action.setEnabled(self.buttons[deed].isEnabled())
            action.triggered.connect(lambda _=False, deed=deed: self._ask(deed))
        menu.popup(self.list.viewport().mapToGlobal(place))

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._writable and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._over(True)

    @guarded
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over(False)

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        self._over(False)
        event.acceptProposedAction()
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _over(self, over: bool) -> None:
        self.none.setProperty("over", over)
        self.none.style().polish(self.none)

    def dress(self, look: Look) -> None:
        self._look = look
        dress(self.add, "plus", look, 16)
        self._fill()


def _sign(name: str, look: Look) -> QIcon:
    """A sheet with the ending of the file's name on it."""
    pixmap = QPixmap(_SIGN * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.accent_soft))
    frame = QRectF(0, 2, _SIGN.width(), _SIGN.height() - 4)
    painter.drawRoundedRect(frame, 6, 6)
    font = QFont(painter.font())
    font.setPixelSize(10)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(look.accent))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, ending(name).upper()[:4] or "–")
    painter.end()
    sign = QIcon(pixmap)
    sign.addPixmap(pixmap, QIcon.Mode.Selected)  # which would be tinted otherwise
    return sign


def _as_window(widget: QWidget) -> "Window":
    from modeller.ui.desk import Window

    assert isinstance(widget, Window)
    return widget
