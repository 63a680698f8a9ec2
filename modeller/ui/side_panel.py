"""The panel at the right: properties of what is selected, problems, steps, and the story of a run."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from modeller.language import Message, message, say
from modeller.ui.findings_panel import FindingsPanel
from modeller.ui.history_panel import HistoryPanel
from modeller.ui.icons import dress
from modeller.ui.inspector import Inspector
from modeller.ui.model_page import ModelPage
from modeller.ui.story_panel import StoryPanel
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

_LEAST = 220
_WIDEST = 999
"""The number of findings that the tab has room for."""


class SidePanel(QFrame):
    """`chosen(keys)` asks to show elements; `arranged` says that its tabs have changed, or another is in front."""

    chosen = Signal(object)
    arranged = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self._findings = 0
        self._narrow = self._with_icons = False
        self._look = look
        self.width_of_tabs = self.width_of_icons = _LEAST
        """How wide it has to be for all tabs, with their words or with icons only, in pixels."""
        self.properties = Inspector(self)
        self.properties.look = look
        self.findings = FindingsPanel(look, self)
        self.findings.chosen.connect(self.chosen)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.properties)
        self._stack.addWidget(self.findings)
        self.history = HistoryPanel(look, self)
        self._stack.addWidget(self.history)
        self.story = StoryPanel(look, self)
        self._stack.addWidget(self.story)
        self.story.playing.connect(self._play)
        self.wording = Wording(self)
        head = self._head = QFrame(self)
        head.setObjectName("sidehead")
        row = self._row = QHBoxLayout(head)
        self._more: list[tuple[QToolButton, QWidget, Callable[[ModelPage | None], bool]]] = []
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        self.tabs: list[QToolButton] = []
        self.icons = ["properties", "findings", "history", "replay"]
        self._before = 0
        for number in range(4):
            button = QToolButton(head)
            button.setObjectName("sidetab")
            button.setCheckable(True)
            self._group.addButton(button, number)
            row.addWidget(button)
            self.tabs.append(button)
            dress(button, self.icons[number], look)
        row.addStretch(1)
        self._group.idClicked.connect(self.bring)
        self.tabs[0].setChecked(True)
        self.tabs[3].hide()
        self.wording.put(self.tabs[0].setText, message("window.side.properties"))
        self.wording.put(self.tabs[2].setText, message("canvas.history"))
        self.wording.put(self.tabs[3].setText, message("replay.story"))
        self.wording.each(self._say_findings)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._stack, 1)

    def add(self, panel: QWidget, said: Message, icon: str, wanted: Callable[[ModelPage | None], bool]) -> None:
        """Another panel behind a tab of its own, which is there where `wanted` says so of the page in front."""
        button = QToolButton(self._head)
        button.setObjectName("sidetab")
        button.setCheckable(True)
        self._group.addButton(button, self._stack.addWidget(panel))
        self._row.insertWidget(len(self.tabs), button)
        self.tabs.append(button)
        self.icons.append(icon)
        self._more.append((button, panel, wanted))
        dress(button, icon, self._look)
        self.wording.put(button.setText, said)
        button.hide()

    def _show_more(self, page: ModelPage | None) -> None:
        for button, panel, wanted in self._more:
            there = wanted(page)
            button.setVisible(there)
            if not there and self._stack.currentWidget() is panel:
                self.tabs[0].setChecked(True)
                self._stack.setCurrentIndex(0)

    def _say_findings(self) -> None:
        tab = self.tabs[1]
        tab.setText(say("window.side.findings_some", number=_WIDEST))
        self.width_of_tabs, self.width_of_icons = (self._width(icons) for icons in (False, True))
        self.set_narrow(self._narrow, self._with_icons)  # no tab is cut, and the canvas stays as wide
        some = say("window.side.findings_some", number=self._findings)
        tab.setText(some if self._findings else say("window.side.findings"))
        self._wear(self._with_icons)
        self.arranged.emit()

    def _width(self, icons: bool) -> int:
        self._wear(icons)
        return max(_LEAST, self._head.sizeHint().width())

    def _wear(self, icons: bool) -> None:
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if icons else Qt.ToolButtonStyle.ToolButtonTextOnly
        for tab in self.tabs:
            tab.setToolButtonStyle(style)
            tab.setToolTip(tab.text() if icons else "")

    def set_narrow(self, narrow: bool, with_icons: bool = False) -> None:
        """Stand without tabs of its own, as a strip beside it has them, or with icons on them in place of words."""
        self._narrow, self._with_icons = narrow, with_icons
        self._wear(with_icons)
        self._head.setVisible(not narrow)
        self.setMinimumWidth(_LEAST if narrow else self.width_of_icons if with_icons else self.width_of_tabs)

    def show_page(self, page: ModelPage | None) -> None:
        self._show_more(page)
        self.show_problems(page)
        self.properties.show_page(page)
        self.history.show_page(page)
        self.story.show_page(page)
        self.arranged.emit()

    def show_problems(self, page: ModelPage | None) -> None:
        findings = page.file.problems if page is not None else ()
        self._findings = len(findings)
        self._say_findings()
        pardoned = page.file.pardoned if page is not None else ()
        document = page.document if page is not None else None
        soundness = page.file.soundness if page is not None else ()
        self.findings.show_problems(findings, soundness, document, pardoned)

    def show_findings(self) -> None:
        self.bring(1)

    def bring(self, place: int) -> None:
        """Show what stands behind a tab."""
        self.tabs[place].setChecked(True)
        self._stack.setCurrentIndex(place)
        self.arranged.emit()

    def _play(self, playing: bool) -> None:
        """The story stands there as long as the run is played, and then what stood there before."""
        if playing:
            self._before = self._stack.currentIndex()
        self.tabs[3].setVisible(playing)
        for tab in self.tabs[:3]:
            tab.setVisible(not playing or tab is not self.tabs[2])  # no tab is cut
        if playing:
            self.bring(3)
        elif self._stack.currentIndex() == 3:
            self.bring(self._before)
        self.arranged.emit()

    def dress(self, look: Look) -> None:
        self._look = self.properties.look = look
        for tab, icon in zip(self.tabs, self.icons, strict=True):
            dress(tab, icon, look)
        self.findings.dress(look)
        self.history.dress(look)
        self.story.dress(look)
