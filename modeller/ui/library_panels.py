"""Versions, approval and attachments of a model in one place, behind tabs."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from modeller.language import message, say
from modeller.model.entries import ModelEntry
from modeller.ui.library_approval import ApprovalPanel
from modeller.ui.library_attachments import AttachmentsPanel
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
        self.attachments = AttachmentsPanel(look, self)
        self.stack = QStackedWidget(self)
        self.tabs: list[QToolButton] = []
        self.wording = Wording(self)
        row = QHBoxLayout()
        row.setSpacing(2)
        group = QButtonGroup(self)
        panels = (
            (self.versions, "shelf.versions"), (self.approval, "shelf.approval"),
            (self.attachments, "shelf.attachments"),
        )  # fmt: skip
        for place, (panel, key) in enumerate(panels):
            self.stack.addWidget(panel)
            button = QToolButton(self)
            button.setObjectName("sidetab")
            button.setCheckable(True)
            group.addButton(button, place)
            self.wording.put(button.setText, message(key))
            row.addWidget(button)
            self.tabs.append(button)
        self.wording.each(self._count)
        self.attachments.counted.connect(lambda _: self._count())
        row.addStretch(1)
        self.tabs[0].setChecked(True)
        group.idClicked.connect(self.bring)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.stack, 1)

    def bring(self, place: int) -> None:
        """Show the versions, 0, the approval, 1, or the attachments, 2."""
        chosen = self.versions.chosen()
        if place == 1 and len(chosen) == 1:
            self.approval.choose(chosen[0].id)
        self.tabs[place].setChecked(True)
        self.stack.setCurrentIndex(place)

    def _count(self) -> None:
        """How many attachments there are is seen without looking at them."""
        count = len(self.attachments.attachments)
        self.tabs[2].setText(say("shelf.attachments_some", number=count) if count else say("shelf.attachments"))

    def show_model(self, held: OpenLibrary | None, entry: ModelEntry | None) -> None:
        self.versions.show_model(held, entry)
        self.approval.show_model(held, entry)
        self.attachments.show_model(held, entry)

    def dress(self, look: Look) -> None:
        self.versions.dress(look)
        self.approval.dress(look)
        self.attachments.dress(look)
