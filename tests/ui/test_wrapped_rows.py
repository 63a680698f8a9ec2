"""Rows of lists are as high as their text when it is broken."""

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListWidgetItem
from window_kit import settle

from modeller.ui.main_window import MainWindow
from modeller.ui.wrapped_rows import WrappedRows

SAID = (
    "If 在保修期内？ goes to “是”, 汇合 waits forever: token 2 of 2 never comes. "
    "Therefore these never run: 审批, 设备维修, 处理."
)


@pytest.mark.parametrize("strong", [False, True])
def test_no_line_of_a_text_is_cut_off_at_any_width(window: MainWindow, strong: bool) -> None:
    story = window.side.story
    assert isinstance(story.itemDelegate(), WrappedRows)
    story.setVisible(True)
    item = QListWidgetItem(SAID)
    font = story.font()
    font.setBold(strong)
    item.setFont(font)
    story.addItem(item)
    metrics = QFontMetrics(font)
    for width in range(200, 500, 5):
        story.resize(width, 600)
        settle()
        row = story.visualItemRect(item)
        assert row.width() <= story.viewport().width(), "what is wider is cut off at the side"
        lines = metrics.horizontalAdvance(SAID) / (row.width() - 38)
        assert row.height() >= lines * metrics.lineSpacing(), width
