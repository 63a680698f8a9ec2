"""Fields of the inspector for what only organisations ask: a person, a link to a document."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QStringListModel, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QPalette
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from modeller.language import message
from modeller.notation.element import Property
from modeller.notation.quantities import is_address
from modeller.ui.icons import icon
from modeller.ui.inspector_fields import Choices, LineField, QuantityField


class PersonField(LineField):
    """A name; those that the model knows are offered while it is typed."""

    def __init__(self, shown: Property, known: Callable[[], Choices], parent: QWidget) -> None:
        super().__init__(shown, parent)
        self._known = known
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._tell)
        self.edit.textEdited.connect(self._look)
        self.edit.setCompleter(completer)

    def _look(self) -> None:
        names = [name for name, _ in self._known()]
        if names != self._names.stringList():
            self._names.setStringList(names)


class LinkField(QuantityField):
    """The address of a document; one of the web or of mail can be opened from here."""

    def __init__(self, shown: Property, parent: QWidget) -> None:
        super().__init__(shown, parent)
        self.open = QAction(self)
        self.open.triggered.connect(self._open)
        self.edit.addAction(self.open, QLineEdit.ActionPosition.TrailingPosition)
        self.edit.textChanged.connect(self._offer)
        self.wording.put(self.open.setToolTip, message("fields.open_link"))
        self._dress()
        self._offer(self.edit.text())

    def _offer(self, text: str) -> None:
        self.open.setVisible(is_address(text.strip()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        colours = self.palette()
        text, faded = colours.color(QPalette.ColorRole.Text).name(), colours.color(QPalette.ColorRole.Mid).name()
        self.open.setIcon(icon("window", text, faded))

    def _open(self) -> None:
        address = self.edit.text().strip()
        if is_address(address):
            QDesktopServices.openUrl(QUrl(address))
