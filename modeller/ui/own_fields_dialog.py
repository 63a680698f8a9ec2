"""The own fields of an organisation: added, changed, deleted and put in order."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from modeller.files.problem import Problem
from modeller.language import current, message, say, words
from modeller.model.own_fields import OwnField, name_in
from modeller.ui.desk import Window
from modeller.ui.forms import go_and_cancel
from modeller.ui.icons import dress
from modeller.ui.own_field_form import OwnFieldForm
from modeller.ui.wording import Wording

_TALL = 30
_BUTTONS = {"add": "plus", "delete": "delete", "earlier": "up", "later": "down"}


class OwnFieldsDialog(QDialog):
    """`fields()` is what is wanted when it is accepted; those that it began with keep their keys."""

    def __init__(self, window: Window, given: Sequence[OwnField]) -> None:
        super().__init__(window)
        self._given = {each.key for each in given}
        self._fields = list(given)
        self._filling = False
        self.resize(820, 600)
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("fields.dialog.title"))
        self.list = self._list()
        self.buttons: dict[str, QToolButton] = {}
        for name, drawing in _BUTTONS.items():
            button = self.buttons[name] = QToolButton(self)
            button.setIconSize(QSize(18, 18))
            dress(button, drawing, window.desk.look)
            self.wording.put(button.setToolTip, message(f"fields.dialog.{name}"))
            self.wording.put(button.setAccessibleName, message(f"fields.dialog.{name}"))
        self.buttons["add"].clicked.connect(self.add)
        self.buttons["delete"].clicked.connect(self.delete)
        self.buttons["earlier"].clicked.connect(lambda: self.move_by(-1))
        self.buttons["later"].clicked.connect(lambda: self.move_by(1))
        self.form = OwnFieldForm(self)
        self.form.changed.connect(self._changed)
        self.said = self._label("muted")
        self.error = self._label("error")
        self.error.hide()
        self._lay_out()
        self.wording.each(self._show)
        self.list.setFocus()

    def fields(self) -> list[OwnField]:
        """The fields as they are written now, in their order."""
        return list(self._fields)

    def _list(self) -> QTreeWidget:
        made = QTreeWidget(self)
        made.setColumnCount(2)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.header().setStretchLastSection(False)
        made.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        made.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        made.currentItemChanged.connect(lambda _new, _old: self._select())
        self.wording.put(made.setAccessibleName, message("fields.dialog.title"))
        return made

    def _label(self, style: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _lay_out(self) -> None:
        deeds, left, both, last = QHBoxLayout(), QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        deeds.setSpacing(4)
        for button in self.buttons.values():
            deeds.addWidget(button)
        deeds.addStretch(1)
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addLayout(deeds)
        both.setSpacing(20)
        both.addLayout(left, 4)
        both.addWidget(self.form, 5)
        last.addWidget(self.said, 1)
        last.addWidget(go_and_cancel(self, self.wording, "fields", self._go))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        about = self._label("muted")
        self.wording.put(about.setText, message("fields.dialog.about"))
        column.addWidget(about)
        column.addLayout(both, 1)
        column.addWidget(self.error)
        column.addLayout(last)

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def _place(self) -> int:
        """Which field is selected; -1 for none."""
        item = self.list.currentItem()
        return self.list.indexOfTopLevelItem(item) if item is not None else -1

    def _show(self, place: int | None = None) -> None:
        """Show all fields anew, with the one at that place selected."""
        place = self._place if place is None else place
        self._filling = True
        self.list.setHeaderLabels([say("fields.dialog.field"), say("fields.dialog.kind")])
        self.list.clear()
        for each in self._fields:
            row = QTreeWidgetItem(_row(each))
            row.setSizeHint(0, QSize(0, _TALL))
            self.list.addTopLevelItem(row)
        item = self.list.topLevelItem(max(0, min(place, len(self._fields) - 1)))
        if item is not None:
            self.list.setCurrentItem(item)
        self._filling = False
        self._select()

    def _select(self) -> None:
        if self._filling:
            return
        place = self._place
        field = self._fields[place] if place >= 0 else None
        self.form.show_field(field, fixed=field is not None and field.key in self._given)
        self.buttons["delete"].setEnabled(field is not None)
        self.buttons["earlier"].setEnabled(place > 0)
        self.buttons["later"].setEnabled(0 <= place < len(self._fields) - 1)

    def _changed(self, field: OwnField) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._fields[self._place] = field
            for column, text in enumerate(_row(field)):
                item.setText(column, text)
        self.error.hide()

    # -- what is done --------------------------------------------------------------------------------------------

    def add(self) -> None:
        """A new field behind the selected one."""
        taken = {each.key for each in self._fields} | self._given
        number = next(number for number in range(1, len(taken) + 2) if f"field{number}" not in taken)
        language = current() if current() != "pseudo" else "en"
        made = OwnField(f"field{number}", ((language, say("fields.dialog.new")),))
        place = self._place + 1 if self._fields else 0
        self._fields.insert(place, made)
        self._show(place)
        self.form.begin()

    def delete(self) -> None:
        """Delete the selected field; that its values stay is said."""
        place = self._place
        if place >= 0:
            gone = self._fields.pop(place)
            self._show(place)
            if gone.key in self._given:
                self.said.setText(words(message("fields.dialog.deleted", name=name_in(gone, current()))))

    def move_by(self, step: int) -> None:
        """Move the selected field up or down."""
        place = self._place
        if place >= 0 and 0 <= place + step < len(self._fields):
            self._fields.insert(place + step, self._fields.pop(place))
            self._show(place + step)

    def _go(self) -> None:
        from modeller.library.fields import checked  # what it brings with it takes long to start

        keys = [each.key for each in self._fields]
        for place, each in enumerate(self._fields):
            try:
                checked(each)
                if keys.count(each.key) > 1:
                    raise Problem(message("fields.refused.taken", field=each.key))
            except Problem as problem:
                self._show(place)
                self.error.setText(str(problem))
                self.error.show()
                return
        self.accept()


def _row(field: OwnField) -> list[str]:
    mark = " *" if field.required else ""
    return [name_in(field, current()) + mark, say(f"fields.kind.{field.kind.replace(' ', '_')}")]
