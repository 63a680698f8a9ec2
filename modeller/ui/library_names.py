"""A small dialog that asks for one line of text."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from modeller.language import Message, message, say, words

_WIDTH = 380


class NameDialog(QDialog):
    """`field` holds the text."""

    def __init__(self, title: Message, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("window.name"))
        self.label = QLabel(self)
        self.label.setObjectName("cardtitle")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setText(words(title))
        self.field = QLineEdit(text, self)
        self.field.setMinimumWidth(_WIDTH)
        self.field.setAccessibleName(words(title))
        self.field.selectAll()
        box = QDialogButtonBox(self)
        good = box.addButton(say("shelf.ok"), QDialogButtonBox.ButtonRole.AcceptRole)
        good.setDefault(True)
        good.setEnabled(bool(text.strip()))
        box.addButton(words(message("window.cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        self.field.textChanged.connect(lambda now: good.setEnabled(bool(now.strip())))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 24, 26, 20)
        layout.setSpacing(14)
        layout.addWidget(self.label)
        layout.addWidget(self.field)
        layout.addWidget(box)


def ask_name(parent: QWidget, title: Message, text: str) -> str:
    """Ask and wait; nothing where somebody thinks better of it."""
    dialog = NameDialog(title, text, parent)
    try:
        return dialog.field.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else ""
    finally:
        dialog.deleteLater()
