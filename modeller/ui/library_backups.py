"""The backups of a library in a window: when each was made, why and how large it is; and bringing one back."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from modeller.jobs.progress import Progress
from modeller.language import Message, message, say, words
from modeller.model.entries import Backup
from modeller.ui.desk import Window
from modeller.ui.library_home import LibraryHome
from modeller.ui.library_times import local_time, size_text
from modeller.ui.open_file import OpenFile
from modeller.ui.question import Answer, Question
from modeller.ui.saving import take_theirs

if TYPE_CHECKING:
    from modeller.jobs.library_backups import Backups
    from modeller.ui.library_held import OpenLibrary

_BACKUP: Final = Qt.ItemDataRole.UserRole
_COLUMNS: Final = ("when", "why", "size")


class BackupsDialog(QDialog):
    """`restoring(backup)` asks to bring one back, `making()` for one more of what the library is now."""

    restoring = Signal(object)
    making = Signal()

    def __init__(self, name: str, backups: "Backups", *, can_make: bool, parent: Window) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("window.name"))
        self.resize(640, 480)
        self.tree = QTreeWidget(self)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(12)
        self.tree.setColumnCount(len(_COLUMNS))
        self.tree.setHeaderLabels([say(f"shelf.backup.{each}") for each in _COLUMNS])
        head = self.tree.headerItem()
        head.setTextAlignment(_COLUMNS.index("size"), Qt.AlignmentFlag.AlignRight)
        self.tree.setAccessibleName(say("shelf.backups"))
        self.tree.itemSelectionChanged.connect(self._allow)
        self.tree.itemActivated.connect(lambda *_: self._restore())
        self.empty = self._label("lead", say("shelf.backup.none"))
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.make, self.restore, self.leave = (QPushButton(self) for _ in range(3))
        self.make.setText(say("shelf.backup.make"))
        self.make.setVisible(can_make)
        self.restore.setText(say("shelf.backup.restore"))
        self.restore.setObjectName("primary")
        self.restore.setDefault(True)
        self.leave.setText(say("shelf.backup.close"))
        for button in (self.make, self.leave):
            button.setAutoDefault(False)
        self.make.clicked.connect(self.making)
        self.restore.clicked.connect(self._restore)
        self.leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.make)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(self._label("cardtitle", say("shelf.backup.title", name=name)))
        layout.addWidget(self._label("muted", say("shelf.backup.how")))
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.empty, 1)
        layout.addLayout(row)
        self.show_backups(backups)

    def _label(self, style: str, text: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(text)
        return label

    def show_backups(self, backups: "Backups") -> None:
        """List them: this file's first, those of other copies below a line that says so."""
        self.tree.clear()
        self._add(backups.own)
        if backups.others:
            head = QTreeWidgetItem(self.tree, [say("shelf.backup.others")])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setFirstColumnSpanned(True)
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            self._add(backups.others, elsewhere=True)
        for column in range(len(_COLUMNS)):
            self.tree.resizeColumnToContents(column)
            self.tree.setColumnWidth(column, self.tree.columnWidth(column) + 20)
        some = bool(backups.own or backups.others)
        self.tree.setVisible(some)
        self.empty.setVisible(not some)
        first = self.tree.topLevelItem(0)
        if backups.own and first is not None:
            self.tree.setCurrentItem(first)
        self._allow()

    def _add(self, found: Sequence[Backup], *, elsewhere: bool = False) -> None:
        for each in found:
            of = f"  ({each.origin.name})" if elsewhere and each.origin is not None else ""
            cells = [local_time(each.time), reason_text(each) + of, size_text(each.size)]
            item = QTreeWidgetItem(self.tree, cells)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, _BACKUP, each)
            place = words(place_of(each))
            for column in range(len(_COLUMNS)):
                item.setToolTip(column, place)

    @property
    def chosen(self) -> Backup | None:
        item = next(iter(self.tree.selectedItems()), None)
        return item.data(0, _BACKUP) if item is not None else None

    def _allow(self) -> None:
        self.restore.setEnabled(self.chosen is not None)

    def _restore(self) -> None:
        if self.chosen is not None:
            self.restoring.emit(self.chosen)


def reason_text(backup: Backup) -> str:
    """Why a backup was made."""
    return say(f"shelf.backup.reason.{backup.reason or 'change'}")


def place_of(backup: Backup) -> Message | str:
    """Where the file lay that a backup is of."""
    from modeller.jobs.library_backups import place_of as place

    return place(backup)


def show(window: Window, held: "OpenLibrary") -> None:
    """The backups of an open library, listed off the GUI thread."""

    def listed(found: "Backups") -> None:
        dialog = _opened(window, held.path, found, can_make=True)
        dialog.making.connect(lambda: _make(window, held, dialog))
        dialog.restoring.connect(lambda backup: _restore(window, held, dialog, backup))

    held.do(lambda library, _: _list(library.path), listed, message("shelf.listing", name=held.name), window)


def offer(window: Window, path: Path, again: Callable[[], object]) -> None:
    """The backups of a library that cannot be opened; `again` opens it when one of them has come back."""

    def listed(found: "Backups") -> None:
        dialog = _opened(window, path, found, can_make=False)
        dialog.restoring.connect(lambda backup: restore(dialog, backup))

    def restore(dialog: BackupsDialog, backup: Backup) -> None:
        def done(said: list[Message]) -> None:
            _tell(window, path, backup, said)
            again()

        if _sure(window, path.name, backup):
            dialog.accept()
            text = message("shelf.rescue.restoring", name=path.name)
            window.desk.work(lambda progress: _bring_back(path, backup, progress), done, text, window)

    window.desk.work(lambda _: _list(path), listed, message("shelf.listing", name=path.name), window)


def _opened(window: Window, path: Path, found: "Backups", *, can_make: bool) -> BackupsDialog:
    dialog = BackupsDialog(path.name, found, can_make=can_make, parent=window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.open()
    return dialog


def _list(path: Path) -> "Backups":
    from modeller.jobs.library_backups import list_backups

    return list_backups(path)


def _make(window: Window, held: "OpenLibrary", dialog: BackupsDialog) -> None:
    def job(library: Any, progress: Progress) -> "Backups":
        from modeller.jobs.library_backups import make_backup

        make_backup(library, progress)
        return _list(library.path)

    held.do(job, dialog.show_backups, message("shelf.backing_up", name=held.name), window)


def _restore(window: Window, held: "OpenLibrary", dialog: BackupsDialog, backup: Backup) -> None:
    if not _sure(window, held.name, backup):
        return
    dialog.accept()

    def done(said: list[Message]) -> None:
        _tell(window, held.path, backup, said)
        for file in tuple(held.desk.files.values()):
            if isinstance(file.home, LibraryHome) and file.home.held is held:
                _follow(window, file)

    held.do(
        lambda library, progress: _bring_back(library.path, backup, progress), done,
        message("shelf.rescue.restoring", name=held.name), window, changes=True,
    )  # fmt: skip


def _follow(window: Window, file: OpenFile) -> None:
    """An open model shows what the library has again; where something is unsaved the user decides."""
    if file.unsaved or file.document.editing is not None:
        window.notices.hint(message("shelf.backup.unsaved", name=file.name))
    else:
        take_theirs(window, file)


def _sure(window: Window, name: str, backup: Backup) -> bool:
    question = Question(
        message("shelf.backup.ask", name=name, time=local_time(backup.time)),
        message("shelf.backup.ask_more"),
        (Answer("restore", message("shelf.backup.restore_now")),),
    )
    return window.desk.ask(window, question) == "restore"


def _bring_back(path: Path, backup: Backup, progress: Progress) -> list[Message]:
    from modeller.jobs.library_backups import restore_backup

    return restore_backup(path, backup.path, progress)[1]


def _tell(window: Window, path: Path, backup: Backup, said: Sequence[Message]) -> None:
    for each in said:
        window.notices.hint(each)
    window.notices.good(message("shelf.backup.restored", name=path.name, time=local_time(backup.time)))
