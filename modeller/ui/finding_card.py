"""One problem: what it means, what mends it, and the reason for which it may stand."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from modeller.language import message, say, words
from modeller.model.entries import Finding
from modeller.model.reading import Model
from modeller.notation.bpmn.pardons import can_pardon
from modeller.ui.icons import tinted
from modeller.ui.theme import Look
from modeller.ui.wording import Wording
from modeller.validation.rules.catalogue import BY_NAME


class FindingCard(QFrame):
    """Stands below the list; hidden where nothing is chosen."""

    mended = Signal(object)
    pardoned = Signal(object, str)
    withdrawn = Signal(object)
    switched = Signal(object, bool)
    """Asks to switch the rule of the finding off: at its element, or (True) in the whole model."""
    rules_asked = Signal()
    played = Signal(object)
    """Asks to show the case."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findingcard")
        self._finding: Finding | None = None
        self._model: Model | None = None
        self.title = self._label(bold=True)
        self.help = self._label()
        self.reason_said = self._label()
        self.mend = QPushButton(self)
        self.mend.setObjectName("primary")
        self.mend.clicked.connect(lambda: self.mended.emit(self._finding))
        self.play = QPushButton(self)
        self.play.clicked.connect(lambda: self.played.emit(self._finding))
        self.let = QPushButton(self)
        self.let.clicked.connect(self._let)
        self.more = QToolButton(self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self._menu())
        self.reason = QLineEdit(self)
        self.reason.returnPressed.connect(self._give)
        self.give = QPushButton(self)
        self.give.clicked.connect(self._give)
        self.wording = Wording(self)
        self.wording.put(self.reason.setPlaceholderText, message("window.findings.reason"))
        self.wording.put(self.reason.setAccessibleName, message("window.findings.reason"))
        self.wording.put(self.give.setText, message("window.findings.give"))
        self.wording.put(self.play.setText, message("replay.show_case"))
        self.wording.put(self.more.setToolTip, message("window.findings.more_actions"))
        self.wording.put(self.more.setAccessibleName, message("window.findings.more_actions"))
        self.wording.put(self.pardon.setText, message("window.findings.pardon_with"))
        self.wording.put(self.off_here.setText, message("window.findings.not_here"))
        self.wording.put(self.off.setText, message("window.findings.not_in_model"))
        self.wording.put(self.rules.setText, message("window.findings.rules"))
        self.wording.each(self._say)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.play)
        below.addWidget(self.let)
        below.addStretch(1)
        below.addWidget(self.more)
        asked = QHBoxLayout()
        asked.setSpacing(6)
        asked.addWidget(self.reason, 1)
        asked.addWidget(self.give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(7)
        for part in (self.title, self.help, self.reason_said):
            layout.addWidget(part)
        layout.addWidget(self.mend)  # by itself: beside the others no words of it would be left in a narrow panel
        layout.addLayout(below)
        layout.addLayout(asked)
        self.dress(look)
        self.show_finding(None, None)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        self.pardon = menu.addAction("", self._let)
        menu.addSeparator()
        self.off_here = menu.addAction("", lambda: self.switched.emit(self._finding, False))
        self.off = menu.addAction("", lambda: self.switched.emit(self._finding, True))
        menu.addSeparator()
        self.rules = menu.addAction("", self.rules_asked.emit)
        return menu

    def _label(self, bold: bool = False) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if bold:
            font = label.font()
            font.setBold(True)
            label.setFont(font)
        return label

    def dress(self, look: Look) -> None:
        self.play.setIcon(tinted("replay", look))
        self.more.setIcon(tinted("more", look))
        self.help.setStyleSheet(f"color: {look.muted};")
        self.reason_said.setStyleSheet(f"color: {look.text};")

    def show_finding(self, finding: Finding | None, model: Model | None) -> None:
        if finding is not self._finding:
            self._ask(False)
        self._finding, self._model = finding, model
        self.setVisible(finding is not None)
        self._say()

    def _say(self) -> None:
        finding = self._finding
        if finding is None:
            return
        known = finding.rule in BY_NAME
        self.title.setText(say(f"rules.{finding.rule}") if known else words(finding.message))
        self.help.setText(say(f"rules.{finding.rule}.help") if known else "")
        self.help.setVisible(known)
        pardoned = finding.pardon is not None
        self.reason_said.setText(say("window.findings.pardoned", reason=finding.pardon or ""))
        self.reason_said.setVisible(pardoned)
        self.mend.setVisible(finding.fix is not None and not pardoned)
        if finding.fix is not None:
            self.mend.setText(words(finding.fix.label).replace("&", "&&"))
        self.play.setVisible(finding.case is not None and bool(finding.case.steps))
        self.let.setText(say("window.findings.withdraw" if pardoned else "window.findings.let"))
        record = self._model.get(finding.elements[0]) if self._model is not None and finding.elements else None
        may = finding.topic != "" and can_pardon(record)
        self.let.setVisible(may)
        self.pardon.setVisible(may and not pardoned)
        self.off_here.setVisible(may)
        self.off.setVisible(known or finding.topic == "own")
        self.more.setVisible(finding.topic != "")

    def _ask(self, wanted: bool) -> None:
        self.reason.setVisible(wanted)
        self.give.setVisible(wanted)
        self.reason.clear()

    def _let(self) -> None:
        if self._finding is not None and self._finding.pardon is not None:
            self.withdrawn.emit(self._finding)
            return
        self._ask(True)
        self.reason.setFocus()

    def _give(self) -> None:
        if self._finding is not None and self.reason.text().strip():
            finding, reason = self._finding, self.reason.text()
            self._ask(False)
            self.pardoned.emit(finding, reason)
