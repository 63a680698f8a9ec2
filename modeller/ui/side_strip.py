"""The strip at the right of a narrow window, in which the panel stands folded; a click opens it and folds it again."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QSplitter, QToolButton, QVBoxLayout

from modeller.ui.desk import Desk
from modeller.ui.icons import dress
from modeller.ui.side_panel import SidePanel
from modeller.ui.theme import Look

_NARROW: Final = 900
"""A window less wide than this, in pixels, has the strip."""
_SHARE: Final = 2.75
"""So has one that is less wide than the panel this many times, where its letters are large."""
_WIDE: Final = 44
_PANEL: Final = 300
_PANEL_NARROW: Final = 288


class SideStrip(QFrame):
    """Shows and folds the panel of a window: a wide one at once, a narrow one beside the strip; both are remembered.

    `action` is the command that shows the panel; the strip comes last in `splitter`, behind the panel.
    """

    def __init__(self, side: SidePanel, desk: Desk, action: QAction, splitter: QSplitter) -> None:
        super().__init__(splitter)
        self.setObjectName("sidestrip")
        self._side, self._desk, self._action, self._splitter = side, desk, action, splitter
        self._there = False
        self.narrow = self._with_icons = False
        self.setFixedWidth(_WIDE)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 8, 4, 8)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self.buttons: list[QToolButton] = []
        self._look = desk.look
        splitter.addWidget(self)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([4 * _PANEL, _PANEL, _WIDE])
        self.hide()
        side.arranged.connect(self._follow)
        action.triggered.connect(self.open)
        side.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.arrange(self._there)
        return False

    def open(self, on: bool = True) -> None:
        """Show the panel, or fold it, and remember that for windows as wide as this."""
        self._desk.set(**{"panel_narrow" if self.narrow else "panel": on})

    def arrange(self, there: bool) -> None:
        """Show what the width of the window and the settings ask for, where a page is `there` that it is about."""
        self._there = there
        width, settings = self._side.window().width(), self._desk.settings
        with_icons = width < _SHARE * self._side.width_of_tabs  # words too wide: icons first, and then the strip
        narrow = width < max(_NARROW, _SHARE * self._side.width_of_icons)
        if (narrow, with_icons) != (self.narrow, self._with_icons):
            least, wide = self._side.minimumWidth(), self._splitter.sizes()[1]
            dragged = wide if narrow is self.narrow and wide > max(least, _PANEL) else 0
            self.narrow, self._with_icons = narrow, with_icons
            self._side.set_narrow(narrow, with_icons)
            panel = _PANEL_NARROW if narrow else max(_PANEL, dragged, self._side.minimumWidth())
            self._splitter.setSizes([max(width - panel, 1), panel, _WIDE])
        shown = settings.panel_narrow if narrow else settings.panel
        self._action.setChecked(shown)
        self._side.setVisible(there and shown)
        self.setVisible(there and narrow)
        self._follow()

    def _follow(self) -> None:
        """Have a button for each tab of the panel that is there."""
        for number, (tab, icon) in enumerate(zip(self._side.tabs, self._side.icons, strict=True)):
            if number == len(self.buttons):
                button = QToolButton(self)
                button.setObjectName("sidestripbutton")
                button.setCheckable(True)
                button.setFixedSize(_WIDE - 8, _WIDE - 8)
                button.clicked.connect(lambda on, number=number: self._clicked(number, on))
                dress(button, icon, self._look)
                self._column.insertWidget(number, button)
                self.buttons.append(button)
            button = self.buttons[number]
            button.setVisible(not tab.isHidden())
            button.setChecked(tab.isChecked() and not self._side.isHidden())
            button.setToolTip(tab.text())
            button.setAccessibleName(tab.text())

    def _clicked(self, number: int, on: bool) -> None:
        if on:
            self._side.bring(number)
        self.open(on)

    def dress(self, look: Look) -> None:
        self._look = look
        self._follow()
        for button, icon in zip(self.buttons, self._side.icons, strict=True):
            dress(button, icon, look)
