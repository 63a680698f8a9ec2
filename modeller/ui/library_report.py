"""A report of many lines, to be read and copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from modeller.language import Message, message, say, words


def show_report(parent: QWidget, title: Message, lines: Sequence[str]) -> QDialog:
    """Show it in a dialog that may stay open."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(say("window.name"))
    dialog.resize(640, 420)
    label = QLabel(dialog)
    label.setObjectName("cardtitle")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(words(title))
    text = QPlainTextEdit(dialog)
    text.setReadOnly(True)
    text.setPlainText("\n".join(lines))
    text.setAccessibleName(words(title))
    box = QDialogButtonBox(dialog)
    box.addButton(words(message("shelf.backup.close")), QDialogButtonBox.ButtonRole.RejectRole)
    box.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 20, 24, 18)
    layout.setSpacing(12)
    for part in (label, text, box):
        layout.addWidget(part)
    dialog.open()
    return dialog
