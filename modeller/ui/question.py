"""A question with a few answers, in the window's own words; whatever closes it without one is "cancel"."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from modeller.language import Message, message, words

CANCEL: Final = "cancel"
_Role = QMessageBox.ButtonRole


@dataclass(frozen=True, slots=True)
class Answer:
    """`key` is what the asker gets. `destroys`: something is lost by it, so it never is the default."""

    key: str
    label: Message
    destroys: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """The first answer is the default; "cancel" is always there and is last."""

    text: Message
    more: Message | None
    answers: tuple[Answer, ...]


def ask(parent: QWidget, question: Question) -> str:
    """Ask and wait; the key of the answer."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(words(message("window.name")))
    box.setText(words(question.text))
    if question.more is not None:
        box.setInformativeText(words(question.more))
    keys = {}
    for answer in question.answers:
        role = _Role.DestructiveRole if answer.destroys else _Role.AcceptRole
        button = box.addButton(words(answer.label), role)
        keys[button] = answer.key
        if answer is question.answers[0]:
            box.setDefaultButton(button)
    cancel = box.addButton(words(message("window.cancel")), _Role.RejectRole)
    box.setEscapeButton(cancel)
    try:
        box.exec()
        clicked = box.clickedButton()
        return next((key for button, key in keys.items() if button is clicked), CANCEL)
    finally:
        box.deleteLater()
