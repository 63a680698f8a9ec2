"""All keys of the drawing board on one sheet, made from their table."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from modeller.canvas.keys import KEYS, Key
from modeller.language import message
from modeller.ui.wording import Wording

_PARTS = ("one", "some", "tool", "none", "play", "any")


def shown() -> list[tuple[str, str, list[Key]]]:
    """When, what, and the keys that do it; keys with the same deed stand together."""
    found: dict[tuple[str, str], list[Key]] = {}
    for when in _PARTS:
        for key in KEYS:
            if key.when == when:
                found.setdefault((when, key.deed), []).append(key)
    return [(when, deed, keys) for (when, deed), keys in found.items()]


class KeysSheet(QDialog):
    """Closes with Esc."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(560, 620)
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("canvas.keys"))
        body = QWidget(self)
        body.setObjectName("plain")
        grid = QGridLayout(body)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        last, row = "", 0
        for when, deed, keys in shown():
            if when != last:
                heading = self._label(body, "section")
                self.wording.put(heading.setText, message(f"canvas.keys.{when}"))
                grid.addWidget(heading, row, 0, 1, 2)
                last, row = when, row + 1
            names = dict.fromkeys(
                QKeySequence(key.keys).toString(QKeySequence.SequenceFormat.NativeText) for key in keys
            )
            shown_keys = list(names)
            label = self._label(body, "value")
            label.setText("  ".join(shown_keys) if len(shown_keys) < 4 else f"{shown_keys[0]} … {shown_keys[-1]}")
            grid.addWidget(label, row, 0)
            what = self._label(body, "value")
            self.wording.put(what.setText, message(f"canvas.deed.{deed}"))
            grid.addWidget(what, row, 1)
            row += 1
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(body)
        self.wording.put(area.setAccessibleName, message("canvas.keys"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(buttons)

    def _label(self, parent: QWidget, style: str) -> QLabel:
        label = QLabel(parent)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
