"""What the file brought that somebody should know; a click leads to the element."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from modeller.language import message, say, words
from modeller.model.entries import Finding
from modeller.model.reading import Model
from modeller.ui.icons import icon
from modeller.ui.theme import Look
from modeller.ui.wording import Wording

ICONS = {"error": "error", "warning": "findings", "hint": "hint"}
_MOST = 2000
_NAMED = 3


class FindingsPanel(QListWidget):
    """`chosen(keys)` asks to show the elements of a finding."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._findings: tuple[Finding, ...] = ()
        self._model: Model | None = None
        self.setWordWrap(True)
        self.setUniformItemSizes(False)
        self.setIconSize(QSize(18, 18))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.wording = Wording(self)
        self.wording.put(self.setAccessibleName, message("window.side.findings_list"))
        self.wording.each(self._fill)
        self.itemClicked.connect(self._go)
        self.itemActivated.connect(self._go)

    def show_findings(self, findings: tuple[Finding, ...], model: Model | None) -> None:
        if findings is not self._findings or model is not self._model:
            self._findings, self._model = findings, model
            self._fill()

    def dress(self, look: Look) -> None:
        self._look = look
        self._fill()

    def _fill(self) -> None:
        self.clear()
        if not self._findings:
            empty = QListWidgetItem(say("window.findings.none"))
            empty.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(empty)
        colours = {"error": self._look.error, "warning": self._look.warning, "hint": self._look.muted}
        for finding in self._findings[:_MOST]:
            text = words(finding.message)
            if finding.line is not None:
                text = say("window.findings.with_line", text=text, line=finding.line)
            names = [name for key in finding.elements[:_NAMED] if (name := self._name(key))]
            if names:
                text = f"{text}\n{', '.join(names)}"
            item = QListWidgetItem(icon(ICONS[finding.severity], colours[finding.severity], self._look.muted), text)
            item.setData(Qt.ItemDataRole.UserRole, finding.elements)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self.addItem(item)
        if len(self._findings) > _MOST:
            rest = QListWidgetItem(say("window.findings.more", count=len(self._findings) - _MOST))
            rest.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(rest)

    def _name(self, key: str) -> str:
        """What an element is called, else its id."""
        record = self._model.get(key) if self._model is not None else None
        return " ".join(record.text.split()) or record.properties.text("id") if record is not None else ""

    def _go(self, item: QListWidgetItem) -> None:
        keys = item.data(Qt.ItemDataRole.UserRole)
        if keys:
            self.chosen.emit(tuple(keys))
