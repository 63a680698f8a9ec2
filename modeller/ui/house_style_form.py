"""The fields of a house style: organisation, logo, colour, numbering, who signs, fonts."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from modeller.files.pictures import DECODED, fault_of_picture
from modeller.files.problem import Problem
from modeller.files.read import read_bytes
from modeller.language import Message, message, say, words
from modeller.model.house_style import NUMBERINGS, HouseStyle
from modeller.ui.file_dialog import ask_open
from modeller.ui.forms import join_labels, new_form
from modeller.ui.swatches import Swatches
from modeller.ui.wording import Wording

ACCENTS: Final = ("#1f3f6e", "#1d66d0", "#0f766e", "#20753f", "#8a5000", "#aa1122", "#6a3fb5", "#1d2430")
_LOGO: Final = QSize(150, 64)


class StyleForm(QWidget):
    """`changed()` tells that something was chosen; `style` is what."""

    changed = Signal()

    def __init__(self, style: HouseStyle, parent: QWidget) -> None:
        super().__init__(parent)
        self.wording = Wording(self)
        self._logo = style.logo
        self.organisation, self.foot = QLineEdit(style.organisation, self), QLineEdit(style.foot, self)
        self.logo = QLabel(self)
        self.choose, self.remove, self.other = (QPushButton(self) for _ in range(3))
        self.swatches = Swatches(ACCENTS, message("policy.style.accent"), self)
        self.accent = QLineEdit(style.accent, self)
        self.numbering, self.pdf_font = QComboBox(self), QComboBox(self)
        self.signatures = QPlainTextEdit("\n".join(style.signatures), self)
        self.body_font, self.head_font, self.latin_font = (
            QLineEdit(each, self) for each in (style.body_font, style.head_font, style.latin_font)
        )
        self.error = QLabel(self)
        self._lay_out()
        for numbering in NUMBERINGS:
            self.numbering.addItem("", numbering)
        for serif in (False, True):
            self.pdf_font.addItem("", serif)
        self.numbering.setCurrentIndex(self.numbering.findData(style.numbering))
        self.pdf_font.setCurrentIndex(int(style.serif))
        self.wording.each(self._say)
        self._show_logo()
        self._show_accent()
        self._connect()

    @property
    def style_(self) -> HouseStyle:
        """What stands there, checked by nobody yet."""
        return HouseStyle(
            self.organisation.text().strip(), self._logo, self.accent.text().strip(), self.numbering.currentData(),
            tuple(each.strip() for each in self.signatures.toPlainText().splitlines() if each.strip()),
            self.body_font.text().strip(), self.head_font.text().strip(), self.latin_font.text().strip(),
            bool(self.pdf_font.currentData()), self.foot.text().strip(),
        )  # fmt: skip

    # -- how it looks --------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.logo.setObjectName("preview")
        self.logo.setFixedSize(_LOGO + QSize(16, 12))
        self.logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.signatures.setTabChangesFocus(True)
        self.signatures.setFixedHeight(4 * self.fontMetrics().lineSpacing() + 16)
        self.accent.setMaximumWidth(110)
        self.error.setObjectName("error")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setWordWrap(True)
        self.error.hide()
        for button in (self.choose, self.remove, self.other):
            button.setAutoDefault(False)
        form = new_form()
        rows: tuple[tuple[str, QWidget], ...] = (
            ("organisation", self.organisation), ("logo", self._logo_row()),
            ("accent", self._row(self.accent, self.other)), ("", self.swatches),
            ("numbering", self.numbering), ("signatures", self.signatures), ("foot", self.foot),
            ("pdf_font", self.pdf_font), ("body_font", self.body_font), ("head_font", self.head_font),
            ("latin_font", self.latin_font),
        )  # fmt: skip
        for name, field in rows:
            label = QLabel(self)
            if name:
                self.wording.put(label.setText, message(f"policy.style.{name}"))
            form.addRow(label, field)
        join_labels(form)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 14, 4, 4)
        column.addLayout(form)
        column.addWidget(self.error)
        column.addStretch(1)

    def _logo_row(self) -> QWidget:
        row = self._row(self.logo)
        both = QVBoxLayout()
        both.setSpacing(6)
        both.addWidget(self.choose)
        both.addWidget(self.remove)
        layout = row.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertLayout(1, both)
        return row

    def _row(self, *fields: QWidget) -> QWidget:
        held = QWidget(self)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field in fields:
            row.addWidget(field)
        row.addStretch(1)
        return held

    def _say(self) -> None:
        for place, numbering in enumerate(NUMBERINGS):
            self.numbering.setItemText(place, say(f"window.policy.numbering.{numbering}"))
        for place, name in enumerate(("sans", "serif")):
            self.pdf_font.setItemText(place, say(f"policy.style.{name}"))
        self.choose.setText(say("window.house.choose_logo"))
        self.remove.setText(say("window.house.remove_logo"))
        self.other.setText(say("window.house.other_colour"))
        self.accent.setAccessibleName(say("policy.style.accent"))
        self.foot.setPlaceholderText(say("window.house.foot_example"))
        usual = "\n".join(say(f"policy.signed.{name}") for name in ("draws_up", "reviews", "agrees", "approves"))
        self.signatures.setPlaceholderText(usual)
        self.signatures.setToolTip(say("window.house.signatures.tip"))
        self._show_logo()

    def _connect(self) -> None:
        self.choose.clicked.connect(self._choose_logo)
        self.remove.clicked.connect(lambda: self._set_logo(b""))
        self.other.clicked.connect(self._choose_colour)
        self.swatches.chosen.connect(self.accent.setText)
        self.accent.textChanged.connect(lambda _: self._show_accent())
        for edit in (self.organisation, self.accent, self.foot, self.body_font, self.head_font, self.latin_font):
            edit.textChanged.connect(lambda _: self.changed.emit())
        for box in (self.numbering, self.pdf_font):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.signatures.textChanged.connect(self.changed)

    # -- logo and colour -----------------------------------------------------------------------------------------

    def _choose_logo(self) -> None:
        filters = [f"{say('window.house.pictures')} (*.png *.jpg *.jpeg)"]
        for path in ask_open(self, say("window.house.choose_logo"), filters, "")[:1]:
            self.take_logo(path)

    def take_logo(self, path: Path | str) -> None:
        """Take the picture in a file; what is wrong with one that cannot be printed is said."""
        try:
            data = read_bytes(path)
        except Problem as problem:
            self._tell(problem.message)
            return
        fault = fault_of_picture(data)
        if fault is not None:
            self._tell(message("policy.style.no_logo", why=fault))
            return
        self._set_logo(data)

    def _set_logo(self, data: bytes) -> None:
        self._logo = data
        self._tell(None)
        self._show_logo()
        self.changed.emit()

    def _tell(self, what: Message | None) -> None:
        self.error.setVisible(what is not None)
        self.error.setText(words(what) if what is not None else "")

    def _show_logo(self) -> None:
        self.remove.setEnabled(bool(self._logo))
        self.logo.setText("" if self._logo else say("window.house.no_logo"))
        if self._logo:
            QImageReader.setAllocationLimit(DECODED >> 20)
            shown = QImage.fromData(self._logo)
            if shown.isNull():
                self.logo.setText(say("window.house.broken_logo"))
                return
            ratio = self.devicePixelRatioF()
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = QPixmap.fromImage(shown.scaled(_LOGO * ratio, keep, smooth))
            picture.setDevicePixelRatio(ratio)
            self.logo.setPixmap(picture)

    def _choose_colour(self) -> None:
        colour = QColorDialog.getColor(QColor(self.accent.text()), self, say("policy.style.accent"))
        if colour.isValid():
            self.accent.setText(colour.name())

    def _show_accent(self) -> None:
        self.swatches.show_colour(self.accent.text().strip().lower())
