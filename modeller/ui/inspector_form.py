"""A form of the inspector: the fields for one set of properties, for whatever elements declare them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from modeller.language import message, say, words
from modeller.model.dictionary import Entry
from modeller.model.reading import Model
from modeller.notation.element import Property
from modeller.ui.field_kinds import field_for
from modeller.ui.font_row import FontRow
from modeller.ui.inspector_fields import Choices, Field
from modeller.ui.reference_row import TITLE, ReferenceRow
from modeller.ui.section import Section
from modeller.ui.swatches import INSIDES, LINES, Swatches
from modeller.ui.theme import Look

_LONGEST = 4000
_ORDER = ("name", "documentation")
_LAST = "id"


def arranged(found: tuple[Property, ...]) -> list[Property]:
    """Name and documentation first, the id last."""
    rank = {name: place for place, name in enumerate(_ORDER)}
    return sorted(
        found, key=lambda shown: len(rank) + (shown.key == _LAST) if shown.key not in rank else rank[shown.key]
    )


class Form(QWidget):
    """`typed` tells a property and its value while it is written, `settled` and `given_up` what fields do, `painted`
    a place and a colour; `opened` that a section was opened, whose fields are made then and have no values yet.

    `heads` are the styles of the lines at the top. Forms are kept and used again: making one takes as long as several
    frames.
    """

    typed = Signal(object, str)
    settled = Signal()
    given_up = Signal()
    sized = Signal(str)
    weighed = Signal(bool)
    painted = Signal(str, str)
    opened = Signal()
    referring = Signal(object)
    """An entry of the dictionary that is to be referred to."""
    unreferring = Signal(str)
    """The id of one that is to be referred to no more."""

    def __init__(
        self,
        heads: tuple[str, ...],
        declared: tuple[Property, ...],
        letters: bool,
        colours: bool,
        references: Callable[[str], Choices],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._references = references
        self.fields: dict[str, Field] = {}
        """Those of the sections that are, or were, open, and of none."""
        self.sections: dict[str, Section] = {}
        self.swatches: dict[str, Swatches] = {}
        self.letters: FontRow | None = None
        self.entries: ReferenceRow | None = None
        """What of a dictionary is referred to; made where there is a dictionary."""
        self._entries_home = QVBoxLayout()
        self._entries_home.setSpacing(3)
        self.declared = declared
        self._lines: list[tuple[str, QLabel]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(3)
        self._heads = [_label(style, "", self) for style in heads]
        for head in self._heads:
            column.addWidget(head)
        for shown in arranged(tuple(each for each in declared if not each.section)):
            self._offer(shown, column, self)
            if shown.key == "name":
                column.addLayout(self._entries_home)
        for title in dict.fromkeys(each.section for each in declared if each.section):
            section = self.sections[title] = Section(title, self)
            section.opened.connect(partial(self._fill_section, title))
            column.addWidget(section)
            if section.is_open:
                self._fill_section(title)
        if letters:
            self._offer_fonts(column)
        if colours:
            self._offer_colours(column)
        elif declared:
            column.addSpacing(14)
        rest = QWidget(self)
        self._rest = QVBoxLayout(rest)
        self._rest.setContentsMargins(0, 0, 0, 0)
        self._rest.setSpacing(3)
        column.addWidget(rest)
        column.addStretch(1)

    def _offer(self, shown: Property, column: QVBoxLayout, body: QWidget) -> None:
        """A field for a property, with what it is called above it."""
        field = field_for(shown, partial(self._references, shown.key), body)
        if shown.kind != "yes or no" or shown.own:
            column.addSpacing(8)
            column.addWidget(_label("field", words(shown.title), body))
        else:
            column.addSpacing(6)
        column.addWidget(field)
        field.typed.connect(partial(self.typed.emit, shown))
        field.settled.connect(self.settled)
        field.given_up.connect(self.given_up)
        self.fields[shown.key] = field

    def _fill_section(self, title: str) -> None:
        """Make the fields of a section, which most people never open, when it is opened."""
        section = self.sections[title]
        made = [shown for shown in self.declared if shown.section == title and shown.key not in self.fields]
        for shown in made:
            self._offer(shown, section.column, section.body)
        last: QWidget = section.head
        for each in section.body.findChildren(QWidget) if made else ():
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.window() is self.window():
                QWidget.setTabOrder(last, each)  # they stand there, however late they were made
                last = each
        if made:
            self.opened.emit()

    def show_entries(self, model: Model | None, key: str, known: Sequence[Entry], look: Look) -> None:
        """What the element of that key refers to of the entries that there are; `key` is "" for none."""
        if self.entries is None and key and known:
            row = self.entries = ReferenceRow(look, self)
            row.chosen.connect(self.referring)
            row.cleared.connect(self.unreferring)
            self._entries_home.addSpacing(8)
            self._entries_home.addWidget(_label("field", words(TITLE), self))
            self._entries_home.addWidget(row)
        if self.entries is not None:
            some = self.entries.show_record(model, key, known)
            for place in range(self._entries_home.count()):
                item = self._entries_home.itemAt(place)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    widget.setVisible(some)

    def _offer_fonts(self, column: QVBoxLayout) -> None:
        column.addSpacing(8)
        column.addWidget(_label("field", say("canvas.font.size"), self))
        row = self.letters = FontRow(self)
        row.typed.connect(self.sized)
        row.settled.connect(self.settled)
        row.given_up.connect(self.given_up)
        row.weighed.connect(self.weighed)
        column.addWidget(row)

    def _offer_colours(self, column: QVBoxLayout) -> None:
        for name, colours in (("inside", INSIDES), ("line", LINES)):
            label = message(f"canvas.colour.{name}")
            column.addSpacing(8)
            column.addWidget(_label("field", words(label), self))
            row = self.swatches[name] = Swatches(colours, label, self)
            row.chosen.connect(partial(self.painted.emit, name))
            column.addWidget(row)

    # -- used again ----------------------------------------------------------------------------------------------

    def take_up(self, said: tuple[str, ...]) -> None:
        """Be there for other elements: what was half typed for those before is gone. `said` stands at the top."""
        for head, text in zip(self._heads, said, strict=True):
            head.setText(_cut(text))
        for section in self.sections.values():
            section.follow()
        for field in self.fields.values():
            field.forget()

    def show_lines(self, lines: list[tuple[str, str]]) -> None:
        """Styles and texts below the fields; labels that are there already only say something else."""
        lines = [(style, text) for style, text in lines if text]
        if [style for style, _ in lines] != [style for style, _ in self._lines]:
            while (old := self._rest.takeAt(0)) is not None:
                widget = old.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
            self._lines = []
            for style, _ in lines:
                if style in ("field", "section"):
                    self._rest.addSpacing(8 if style == "field" else 14)
                self._lines.append((style, _label(style, "", self)))
                self._rest.addWidget(self._lines[-1][1])
        for (_, text), (_, label) in zip(lines, self._lines, strict=True):
            label.setText(_cut(text))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _label(style: str, text: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(_cut(text))
    label.setWordWrap(True)
    label.setObjectName(style)
    label.setMinimumWidth(10)
    if style == "value":
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label
