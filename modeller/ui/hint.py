"""A line over the drawing board that says why something could not be done, and goes by itself."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from modeller.canvas.accessible import announce
from modeller.language import Message
from modeller.ui.wording import Wording

_GOOD_FOR = 4000


class Hint(QLabel):
    """One at a time; the latest counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.wording = Wording(self)
        self._timer = QTimer(self, singleShot=True, interval=_GOOD_FOR)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, what: Message) -> None:
        """Show it for a while at the upper edge of the board."""
        self.wording.put(self.setText, what)
        self.wording.put(self.setAccessibleName, what)
        self.adjustSize()
        parent = self.parentWidget()
        assert parent is not None
        room = parent.rect()
        self.setMaximumWidth(max(200, room.width() - 40))
        self.move((room.width() - self.width()) // 2, 14)
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, self.text())
