"""The style sheet goes with the letters that the desktop asks for."""

import pytest
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from modeller.ui import theme


@pytest.mark.parametrize(("letters", "small", "heading"), [(11, 12, 17), (13, 12, 17), (26, 24, 34)])
def test_headings_and_small_print_grow_with_the_letters(
    qapp: QApplication, qtbot: QtBot, letters: int, small: int, heading: int
) -> None:
    before = qapp.font()
    large = QFont(before)
    large.setPixelSize(letters)
    try:
        qapp.setFont(large)
        theme.apply(theme.LIGHT_LOOK)
        for name, size in (("field", small), ("heading", heading)):
            label = QLabel("x")
            qtbot.addWidget(label)
            label.setObjectName(name)
            label.ensurePolished()
            assert QFontInfo(label.font()).pixelSize() == size
    finally:
        qapp.setFont(before)
        theme.apply(theme.LIGHT_LOOK)
