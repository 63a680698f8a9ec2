"""How an organisation's documents look, and its own clauses in them, chosen beside a document that shows it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout

from modeller.export.policy.job import PolicyJob
from modeller.files.problem import Problem
from modeller.language import message, say
from modeller.model.house_style import checked_clause, checked_style, clauses_for
from modeller.model.house_style_json import House
from modeller.ui.desk import Window
from modeller.ui.forms import go_and_cancel
from modeller.ui.house_clauses import ClausesForm, Scope
from modeller.ui.house_style_form import StyleForm
from modeller.ui.policy_preview import PolicyPreview
from modeller.ui.policy_sketch import Gather, Sketcher
from modeller.ui.wording import Wording

_SOUGHT: Final = 12
"""So many characters of a heading stand on its first line."""


class HouseStyleDialog(QDialog):
    """Asks for `house`; what comes of it is for others to do. `sample` is the document that shows it, of a model that
    lies in `folders`; `scopes` are what a clause may be for."""

    def __init__(
        self,
        window: Window,
        house: House,
        sample: PolicyJob,
        folders: Sequence[str],
        scopes: Sequence[Scope],
        name: str,
        over: QDialog | None = None,
    ) -> None:
        super().__init__(over or window)
        self.resize(1140, 780)
        self._sample, self._folders = sample, tuple(folders)
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("window.house.title", name=name))
        self.form = StyleForm(house.style, self)
        self.clauses = ClausesForm(house.clauses, scopes, window.desk.look, self)
        self.preview = PolicyPreview(self, self.wording)
        self.error = QLabel(self)
        self._lay_out()
        self.sketcher = Sketcher(window.desk, self.preview, self._asked, self)
        for part in (self.form, self.clauses):
            part.changed.connect(self.sketcher.start)
        self.sketcher.sketched.connect(self._seek)
        self.clauses.list.currentRowChanged.connect(lambda _: self._seek())
        self.tabs.currentChanged.connect(lambda _: self._seek())
        self.sketcher.start()

    def _lay_out(self) -> None:
        self.error.setObjectName("error")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setWordWrap(True)
        self.error.hide()
        self.tabs, self.pages = QTabBar(self), QStackedWidget(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        scrolled = QScrollArea(self)
        scrolled.setFrameShape(QScrollArea.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(self.form)
        self.wording.put(scrolled.setAccessibleName, message("window.house.style"))
        for page in (scrolled, self.clauses):
            self.pages.addWidget(page)
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.wording.each(self._say)
        self.buttons = go_and_cancel(self, self.wording, "house", self._go)
        side = QVBoxLayout()
        side.setSpacing(12)
        side.addWidget(self.tabs)
        side.addWidget(self.pages, 1)
        side.addWidget(self.error)
        side.addWidget(self.buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 18)
        layout.setSpacing(20)
        layout.addWidget(self.preview, 4)
        layout.addLayout(side, 3)

    def _say(self) -> None:
        self.tabs.setTabText(0, say("window.house.style"))
        self.tabs.setTabText(1, say("window.house.clauses"))

    def house(self) -> House:
        """What is chosen. Raises Problem where it cannot be printed."""
        return House(checked_style(self.form.style_), tuple(map(checked_clause, self.clauses.clauses)))

    def _checked(self) -> House | None:
        try:
            house = self.house()
        except Problem as problem:
            self.error.setText(str(problem))
            self.error.show()
            return None
        self.error.hide()
        return house

    def _asked(self) -> Gather | None:
        house = self._checked()
        if house is None:
            return None
        sample = self._sample
        clauses = clauses_for(house.clauses, sample.language, sample.facts.model_id, self._folders)
        shown = replace(sample, style=house.style, clauses=clauses)
        return lambda: shown

    def _seek(self) -> None:
        """Show the clause that is being written."""
        if self.tabs.currentIndex() == 1 and self.clauses.row >= 0:
            self.preview.seek(self.clauses.clauses[self.clauses.row].title.strip()[:_SOUGHT])

    def _go(self) -> None:
        if self._checked() is not None:
            self.accept()
