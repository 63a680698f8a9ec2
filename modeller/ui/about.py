"""What this is, its version, and the licences of what it brings."""

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from modeller import __version__
from modeller.language import message
from modeller.resources import resource
from modeller.ui.icons import app_icon
from modeller.ui.wording import Wording

_LICENCES = ("NotoSansSC-OFL.txt", "NotoSerifSC-OFL.txt", "NotoSansSymbols2-OFL.txt", "NotoEmoji-OFL.txt")


class About(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(600, 470)
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("window.about.title"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 24, 26, 20)
        layout.setSpacing(14)
        head = QHBoxLayout()
        head.setSpacing(16)
        sign = QLabel(self)
        sign.setPixmap(app_icon().pixmap(QSize(56, 56), self.devicePixelRatioF()))
        head.addWidget(sign)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for style, what in (
            ("heading", message("window.name")),
            ("muted", message("window.about.version", version=__version__, qt=qVersion())),
            ("muted", message("window.about.what")),
        ):
            label = QLabel(self)
            label.setObjectName(style)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self.wording.put(label.setText, what)
            texts.addWidget(label)
        head.addLayout(texts, 1)
        layout.addLayout(head)
        fonts = QLabel(self)
        fonts.setWordWrap(True)
        fonts.setTextFormat(Qt.TextFormat.PlainText)
        self.wording.put(fonts.setText, message("window.about.fonts"))
        layout.addWidget(fonts)
        tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        self.wording.put(tabs.setAccessibleName, message("window.about.licences"))
        for name in _LICENCES:
            text = QPlainTextEdit(self)
            text.setReadOnly(True)
            self.wording.put(
                text.setAccessibleName, message("window.about.licence", font=name.removesuffix("-OFL.txt"))
            )
            text.setPlainText(resource("fonts", name).read_text("utf-8"))
            tabs.addTab(text, name.removesuffix("-OFL.txt"))
        layout.addWidget(tabs, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
