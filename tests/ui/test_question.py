"""A question gives the answer that was chosen, and "cancel" whatever else closes it."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from modeller.language import message
from modeller.ui.question import Answer, Question, QuestionDialog, ask

QUESTION = Question(
    message("window.name"),
    message("window.name"),
    (Answer("save", message("window.cancel")), Answer("discard", message("window.cancel"), destroys=True)),
)


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (lambda dialog, bot: dialog.buttons["save"].click(), "save"),
        (lambda dialog, bot: dialog.buttons["discard"].click(), "discard"),
        (lambda dialog, bot: dialog.buttons["cancel"].click(), "cancel"),
        (lambda dialog, bot: bot.keyClick(dialog, Qt.Key.Key_Escape), "cancel"),
        (lambda dialog, bot: bot.keyClick(dialog, Qt.Key.Key_Return), "save"),
        (lambda dialog, bot: dialog.close(), "cancel"),
    ],
)
def test_the_answer_is_what_was_chosen(qtbot: QtBot, act: object, answer: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QuestionDialog)
        act(dialog, qtbot)  # type: ignore[operator]

    QTimer.singleShot(30, choose)
    assert ask(parent, QUESTION) == answer
