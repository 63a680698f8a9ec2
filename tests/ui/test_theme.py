"""The style sheet goes with the letters that the desktop asks for."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from modeller import language
from modeller.ui import theme
from modeller.ui.number_field import DateField, NumberField


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


def test_the_text_of_numbers_and_dates_begins_where_that_of_other_fields_does(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(theme.LIGHT_LOOK)
    page = QWidget()
    qtbot.addWidget(page)
    number, day, text = NumberField(page), DateField(page), QLineEdit(page)
    column = QVBoxLayout(page)
    for field in (number, day, text):
        column.addWidget(field)
    page.show()
    begins = []
    for edit in (number.lineEdit(), day.lineEdit(), text):
        assert edit is not None
        edit.setCursorPosition(0)
        begins.append(edit.mapTo(page, edit.cursorRect().center()).x())
    assert max(begins) - min(begins) <= 2, "pixels"


def test_no_field_for_numbers_or_dates_is_without_that_room() -> None:
    rooms = Path(theme.__file__).parent
    bare = [
        each.name
        for each in rooms.glob("*.py")
        if each.name != "number_field.py"
        and any(f"{name}(" in each.read_text("utf-8") for name in ("QSpinBox", "QDoubleSpinBox", "QDateEdit"))
    ]
    assert bare == []


def test_quotation_marks_are_narrow_in_an_english_window_and_wide_in_a_chinese_one(
    qapp: QApplication, qtbot: QtBot
) -> None:
    before, spoken = qapp.font(), language.current()
    label = QLabel()
    qtbot.addWidget(label)
    widths = {}
    try:
        qapp.setFont(theme.load_fonts())
        for name in ("en", "zh_CN", "en"):
            language.use(name)
            theme.apply(theme.LIGHT_LOOK)
            label.ensurePolished()
            widths[name] = QFontMetricsF(label.font()).horizontalAdvance("“”")
    finally:
        language.use(spoken)
        qapp.setFont(before)
        theme.apply(theme.LIGHT_LOOK)
    assert widths["en"] < 0.75 * widths["zh_CN"]
