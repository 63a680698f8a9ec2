"""Asks what is to be brought over from another copy of a library, model by model, and then conflict by conflict."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from modeller.jobs.library_prepare import Prepared, possible, usual
from modeller.jobs.merge_words import item_in_words
from modeller.language import message, say
from modeller.library.bringing import Take
from modeller.library.differing import OPEN, STANDINGS, Item
from modeller.ui.library_copy_conflicts import ConflictsPage
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.jobs.library_plan import Planned
    from modeller.library.ancestor import Choices


_TAKE = 280


class CopyDialog(QDialog):
    """`takes()` and `choices()` say what was chosen, by the ids of models."""

    def __init__(self, library: str, copy: str, planned: "Planned", look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        assert planned.merged is not None
        self.planned = planned
        self.prepared: dict[str, Prepared] = {each.item.id: each for each in planned.merged.prepared}
        self.boxes: dict[str, QComboBox] = {}
        self.rows: list[QTreeWidgetItem] = []
        self.wording = Wording(self)
        self.resize(1040, 700)
        self.wording.put(self.setWindowTitle, message("shelf.merge.title"))
        self.head = QLabel(self)
        self.head.setObjectName("cardtitle")
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setWordWrap(True)
        self.wording.put(self.head.setText, message("shelf.merge.head", name=copy, library=library))
        self.about = QLabel(self)
        self.about.setObjectName("muted")
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.tree = QTreeWidget(self)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(False)
        self.tree.setAlternatingRowColors(False)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.tree.setColumnCount(3)
        self.wording.put(self.tree.setAccessibleName, message("shelf.merge.title"))
        self.conflicts = ConflictsPage(look, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.tree)
        self.stack.addWidget(self.conflicts)
        self.buttons = QDialogButtonBox(self)
        self.go = self._button("primary", QDialogButtonBox.ButtonRole.ApplyRole)
        self.back = self._button("", QDialogButtonBox.ButtonRole.ResetRole)
        self.cancel = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.wording.put(self.cancel.setText, message("window.cancel"))
        self.wording.put(self.back.setText, message("shelf.merge.back"))
        self.go.clicked.connect(self._go)
        self.back.clicked.connect(lambda: self._turn(False))
        self.buttons.rejected.connect(self.reject)
        self.conflicts.decided.connect(self._say)
        self._fill(planned.merged.items)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(self.head)
        layout.addWidget(self.about)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.buttons)
        self.finished.connect(lambda _: self.conflicts.leave())
        self.wording.each(self._say)

    def _button(self, name: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAutoDefault(name == "primary")
        button.setDefault(name == "primary")
        self.buttons.addButton(button, role)
        return button

    def _fill(self, items: list[Item]) -> None:
        """One row for each; those where there is something to choose have a box."""
        for item in sorted(items, key=lambda each: (STANDINGS.index(each.standing), each.path, each.name)):
            row = QTreeWidgetItem(self.tree)
            self.rows.append(row)
            row.setData(0, Qt.ItemDataRole.UserRole, item)
            if item.standing not in OPEN or (item.kind == "folder" and item.standing != "both"):
                continue
            box = QComboBox(self.tree)
            for take in possible(item):
                box.addItem("", take)
            box.setCurrentIndex(box.findData(usual(item)))
            box.currentIndexChanged.connect(self._say)
            row.setSizeHint(2, QSize(_TAKE, box.sizeHint().height() + 8))
            self.tree.setItemWidget(row, 2, box)
            self.boxes[item.id] = box
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(2, _TAKE)

    def takes(self) -> dict[str, Take]:
        """By the id of a model what is to be done with it."""
        return {id: box.currentData() for id, box in self.boxes.items()}

    def choices(self) -> "dict[str, Choices]":
        """By the id of a model whose change counts in each conflict."""
        return self.conflicts.choices()

    def _asked(self) -> list[Prepared]:
        """The models that both sides are to be brought together of, and that have conflicts."""
        takes = self.takes()
        return [each for id, each in self.prepared.items() if each.conflicts and takes.get(id) == "merge"]

    def _go(self) -> None:
        if self.stack.currentWidget() is self.tree and self._asked():
            self._turn(True)
        else:
            self.accept()

    def _turn(self, to_conflicts: bool) -> None:
        if to_conflicts:
            self.conflicts.ask([(each, self.planned.pictures.get(each.item.id)) for each in self._asked()])
        self.stack.setCurrentWidget(self.conflicts if to_conflicts else self.tree)
        self._say()

    def _say(self) -> None:
        asking = self.stack.currentWidget() is self.conflicts
        count = sum(len(each.conflicts) for each in self._asked())
        self.tree.setHeaderLabels([say(f"shelf.merge.column.{name}") for name in ("model", "standing", "take")])
        for row in self.rows:
            item: Item = row.data(0, Qt.ItemDataRole.UserRole)
            row.setText(0, item_in_words(item, " / "))
            row.setText(1, say(f"library.standing.{item.told}"))
            if item.kind == "folder" and item.id not in self.boxes:
                row.setText(2, say("shelf.merge.folder") if item.standing in OPEN else "")
        for id, box in self.boxes.items():
            conflicts = len(self.prepared[id].conflicts) if id in self.prepared else 0
            for place in range(box.count()):
                take = box.itemData(place)
                text = say(f"library.take.{take}")
                if take == "merge" and conflicts:
                    text = say("shelf.merge.with_conflicts", count=conflicts)
                box.setItemText(place, text[:1].upper() + text[1:])
        self.back.setVisible(asking)
        if asking:
            self.about.setText(say("shelf.merge.decide_how"))
            self.go.setText(say("shelf.merge.go"))
        else:
            self.about.setText(say("shelf.merge.how"))
            self.go.setText(say("shelf.merge.decide", count=count) if count else say("shelf.merge.go"))
