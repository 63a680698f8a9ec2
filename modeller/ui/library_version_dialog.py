"""Asks what a new version is to be: a small or a large change, and what has changed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from modeller.language import say
from modeller.model.entries import Version

_WIDTH = 420


class VersionDialog(QDialog):
    """`note` and `major` are what somebody chose; `latest` is the version before."""

    def __init__(self, name: str, latest: Version | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("window.name"))
        title = QLabel(self)
        title.setObjectName("cardtitle")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        title.setText(say("shelf.version.new_of", name=name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 24, 26, 20)
        layout.setSpacing(10)
        layout.addWidget(title)
        self.small = QRadioButton(self)
        self.large = QRadioButton(self)
        if latest is None:
            self.small.setText(say("shelf.version.first"))
            self.large.hide()
        else:
            self.small.setText(say("shelf.version.small", number=f"{latest.major}.{latest.minor + 1}"))
            self.large.setText(say("shelf.version.large", number=f"{latest.major + 1}.0"))
        self.small.setChecked(True)
        layout.addWidget(self.small)
        layout.addWidget(self.large)
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setObjectName("section")
        label.setText(say("shelf.version.note"))
        layout.addWidget(label)
        self.text = QPlainTextEdit(self)
        self.text.setMinimumSize(_WIDTH, 96)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("shelf.version.note"))
        self.text.setPlaceholderText(say("shelf.version.note_how"))
        layout.addWidget(self.text)
        box = QDialogButtonBox(self)
        good = box.addButton(say("shelf.version.make"), QDialogButtonBox.ButtonRole.AcceptRole)
        good.setDefault(True)
        box.addButton(say("window.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        layout.addWidget(box)
        self.text.setFocus()

    @property
    def note(self) -> str:
        return self.text.toPlainText().strip()

    @property
    def major(self) -> bool:
        return self.large.isChecked()
