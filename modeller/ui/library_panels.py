"""Versions and approval of a model in one place, behind two tabs."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from modeller.language import message
from modeller.model.entries import ModelEntry
from modeller.ui.library_approval import ApprovalPanel
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_versions import VersionsPanel
from modeller.ui.theme import Look
from modeller.ui.wording import Wording


class VersionsAndApproval(QWidget):
    """Shows one model. The version that is selected in the one panel is the one that the other is about."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.versions = VersionsPanel(look, self)
        self.approval = ApprovalPanel(look, self)
        self.stack = QStackedWidget(self)
        self.tabs: list[QToolButton] = []
        self.wording = Wording(self)
        row = QHBoxLayout()
        row.setSpacing(4)
        group = QButtonGroup(self)
        for place, (panel, key) in enumerate(
            ((self.versions, "shelf.versions"), (self.approval, "shelf.approval"))
        ):  # fmt: skip
            self.stack.addWidget(panel)
            button = QToolButton(self)
            button.setObjectName("sidetab")
            button.setCheckable(True)
            group.addButton(button, place)
            self.wording.put(button.setText, message(key))
            row.addWidget(button)
            self.tabs.append(button)
        row.addStretch(1)
        self.tabs[0].setChecked(True)
        group.idClicked.connect(self.bring)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.stack, 1)

    def bring(self, place: int) -> None:
        """Show the versions, 0, or the approval, 1."""
        chosen = self.versions.chosen()
        if place == 1 and len(chosen) == 1:
            self.approval.choose(chosen[0].id)
        self.tabs[place].setChecked(True)
        self.stack.setCurrentIndex(place)

    def show_model(self, held: OpenLibrary | None, entry: ModelEntry | None) -> None:
        self.versions.show_model(held, entry)
        self.approval.show_model(held, entry)

    def dress(self, look: Look) -> None:
        self.versions.dress(look)
        self.approval.dress(look)
