"""A question with a few answers, in the window's own words; whatever closes it without one is "cancel"."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from modeller.language import Message, message, words
from modeller.ui.icons import app_icon

CANCEL: Final = "cancel"
_TEXT_WIDTH = 440


@dataclass(frozen=True, slots=True)
class Answer:
    """`key` is what the asker gets. `destroys`: something is lost by it; it stands apart and never is the default."""

    key: str
    label: Message
    destroys: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """The first answer is the default; "cancel" is always there beside it."""

    text: Message
    more: Message | None
    answers: tuple[Answer, ...]


class QuestionDialog(QDialog):
    """`answer` is the key of the chosen one."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.answer = CANCEL
        self.buttons: dict[str, QPushButton] = {}
        self.setWindowTitle(words(message("window.name")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(26, 24, 26, 20)
        layout.setSpacing(22)
        top = QHBoxLayout()
        top.setSpacing(18)
        sign = QLabel(self)
        sign.setPixmap(app_icon().pixmap(QSize(44, 44), self.devicePixelRatioF()))
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(8)
        texts.addWidget(self._label("cardtitle", question.text))
        if question.more is not None:
            texts.addWidget(self._label("muted", question.more))
        top.addLayout(texts, 1)
        layout.addLayout(top)
        layout.addLayout(self._row(question))

    def _row(self, question: Question) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for answer in question.answers:
            if answer.destroys:
                row.addWidget(self._button(answer.key, answer.label))
        row.addStretch(1)
        row.addWidget(self._button(CANCEL, message("window.cancel")))
        for answer in reversed(question.answers):
            if not answer.destroys:
                row.addWidget(self._button(answer.key, answer.label))
        first = self.buttons[question.answers[0].key]
        first.setObjectName("primary")
        first.setDefault(True)
        first.setFocus()
        return row

    def _label(self, style: str, text: Message) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setText(words(text))
        label.setFixedWidth(_TEXT_WIDTH)
        label.setMinimumHeight(label.heightForWidth(_TEXT_WIDTH))  # layouts give wrapped text too little by themselves
        return label

    def _button(self, key: str, label: Message) -> QPushButton:
        button = QPushButton(words(label), self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._choose(key))
        self.buttons[key] = button
        return button

    def _choose(self, key: str) -> None:
        self.answer = key
        if key == CANCEL:
            self.reject()
        else:
            self.accept()


def ask(parent: QWidget, question: Question) -> str:
    """Ask and wait; the key of the answer."""
    dialog = QuestionDialog(question, parent)
    try:
        dialog.exec()
        return dialog.answer
    finally:
        dialog.deleteLater()
