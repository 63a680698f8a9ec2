"""The problems of a model: grouped by topic, filtered, each with what it means and what mends it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from modeller.language import listed, message, say, words
from modeller.model.entries import SEVERITIES, Finding, Soundness
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.catalogue import element_type
from modeller.ui.finding_card import FindingCard
from modeller.ui.icons import icon, tinted
from modeller.ui.theme import Look
from modeller.ui.wording import Wording
from modeller.ui.wrapped_rows import WrappedRows
from modeller.validation.rules.catalogue import TOPICS

ICONS = {"error": "error", "warning": "findings", "hint": "hint", "pardoned": "tick"}
_ORDER = ("", "soundness", *TOPICS, "own")
_MOST = 2000
_AT_ONCE = 100
"""So many lines are added at a time."""
_NAMED = 3


def colours(look: Look) -> dict[str, str]:
    """The colour of each severity."""
    return {"error": look.error, "warning": look.warning, "hint": look.accent, "pardoned": look.muted}


class FindingsPanel(QWidget):
    """`chosen(keys)` asks to show the elements of a finding, `mended`, `pardoned` (with the reason) and `withdrawn` to
    do something about one."""

    chosen = Signal(object)
    mended = Signal(object)
    pardoned = Signal(object, str)
    withdrawn = Signal(object)
    switched = Signal(object, bool)
    rules_asked = Signal()
    played = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._findings: tuple[Finding, ...] = ()
        self._pardoned: tuple[Finding, ...] = ()
        self._soundness: tuple[Soundness, ...] = ()
        self._model: Model | None = None
        self._shown: Finding | None = None
        self._filling = False
        self._rest: Iterator[None] = iter(())
        self._at = 0
        self._more = QTimer(self, interval=0)
        self._more.timeout.connect(self._go_on)
        self.filters: dict[str, QToolButton] = {}
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 4)
        row.setSpacing(4)
        for name in (*SEVERITIES, "pardoned"):
            button = QToolButton(self)
            button.setCheckable(True)
            button.setChecked(name != "pardoned")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(16, 16))
            button.toggled.connect(self._fill)
            self.filters[name] = button
            row.addWidget(button)
        row.addStretch(1)
        self.topics = QComboBox(self)
        self.topics.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.topics.setMinimumContentsLength(6)
        self.topics.activated.connect(self._fill)
        row.addWidget(self.topics)
        self.rules = QToolButton(self)
        self.rules.setIconSize(QSize(16, 16))
        self.rules.clicked.connect(self.rules_asked)
        row.addWidget(self.rules)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self.list.setItemDelegate(WrappedRows(self.list))
        self.list.setUniformItemSizes(False)
        self.list.setIconSize(QSize(18, 18))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.card = FindingCard(look, self)
        self.card.mended.connect(self.mended)
        self.card.pardoned.connect(self.pardoned)
        self.card.withdrawn.connect(self.withdrawn)
        self.card.switched.connect(self.switched)
        self.card.rules_asked.connect(self.rules_asked)
        self.card.played.connect(self.played)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.card)
        self.wording = Wording(self)
        self.wording.put(self.topics.setAccessibleName, message("window.findings.by_topic"))
        self.wording.put(self.topics.setToolTip, message("window.findings.by_topic"))
        self.wording.put(self.rules.setAccessibleName, message("window.findings.rules"))
        self.wording.put(self.rules.setToolTip, message("window.findings.rules.tip"))
        self.wording.put(self.list.setAccessibleName, message("window.side.findings_list"))
        self.rules.setIcon(tinted("settings", look))
        self.wording.each(self._fill)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))

    def _say_verdicts(self) -> None:
        several = len(self._soundness) > 1
        for each in self._soundness:
            said = self._verdict(each, self._model, several)
            if said:
                good = each.verdict == "sound"
                colour = self._look.good if good else self._look.warning
                item = QListWidgetItem(icon("check" if good else "findings", colour, self._look.muted), said)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setForeground(QColor(colour))
                self.list.addItem(item)

    def _verdict(self, soundness: Soundness, model: Model | None, several: bool) -> str:
        if soundness.verdict == "unsound" or model is None:
            return ""
        record = model.get(soundness.process)
        name = " ".join(record.text.split()) if record is not None else ""
        key = f"soundness.verdict.{soundness.verdict}"
        if not soundness.process:
            return say(f"{key}_together")
        return say(f"{key}_of", process=name) if several and name else say(key)

    def show_findings(
        self, findings: Sequence[Finding], model: Model | None, pardoned: Sequence[Finding] = ()
    ) -> None:  # fmt: skip
        self.show_problems(findings, self._soundness, model, pardoned)

    def show_problems(
        self,
        findings: Sequence[Finding],
        soundness: Sequence[Soundness],
        model: Model | None,
        pardoned: Sequence[Finding] = (),
    ) -> None:
        """Show all that a check found, of a model or of none."""
        given = (tuple(findings), tuple(pardoned), tuple(soundness))
        if given != (self._findings, self._pardoned, self._soundness) or model is not self._model:
            (self._findings, self._pardoned, self._soundness), self._model = given, model
            self._fill()

    def dress(self, look: Look) -> None:
        self._look = look
        self.rules.setIcon(tinted("settings", look))
        self.card.dress(look)
        self._fill()

    # -- the list ------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Put the list together anew; what was shown of it stays shown where it still is. A long one goes on growing
        from a timer, so that nothing else waits."""
        before, at = self._shown, self.list.verticalScrollBar().value()
        counts: Counter[str] = Counter(finding.severity for finding in self._findings)
        counts["pardoned"] = len(self._pardoned)
        self._say_filters(counts)
        self.rules.setEnabled(self._model is not None)
        wanted = [each for each in self._findings if self.filters[each.severity].isChecked()]
        if self.filters["pardoned"].isChecked():
            wanted += self._pardoned
        chosen = self._offer_topics()
        if chosen is not None:
            wanted = [each for each in wanted if each.topic == chosen]
        self._filling = True
        self.list.clear()
        self._filling = False
        if chosen in (None, "soundness"):
            self._say_verdicts()
        self._rest = self._rows(wanted, before)
        self._at = at
        self._go_on()

    def _rows(self, wanted: list[Finding], before: Finding | None) -> Iterator[None]:
        """Add one line after the other."""
        left = _MOST
        for topic in _ORDER:
            held = [each for each in wanted if each.topic == topic]
            if held:
                self._head(topic, len(held))
                for finding in held[:left]:
                    self._row(finding, before)
                    yield
                left = max(0, left - len(held))
        if not wanted:
            self._note(say("window.findings.none" if not self._findings else "window.findings.filtered"))
        elif len(wanted) > _MOST:
            self._note(say("window.findings.more", count=len(wanted) - _MOST))

    def _go_on(self, number: int | None = _AT_ONCE) -> None:
        """Add some more lines, all that are left for None."""
        self._filling = True
        more = sum(1 for _ in islice(self._rest, number)) == number
        self._filling = False
        if more:
            self._more.start()
            return
        self._more.stop()
        self.list.verticalScrollBar().setValue(self._at)
        self._show(self.list.currentItem())

    def _offer_topics(self) -> str | None:
        """Put the topics that there are into the list beside the filters; the one that is chosen, None for all."""
        chosen = self.topics.currentData()
        held = {each.topic for each in (*self._findings, *self._pardoned)}
        there = [topic for topic in _ORDER if topic in held or topic == chosen]
        self.topics.clear()
        self.topics.addItem(say("window.findings.all_topics"), None)
        for topic in there:
            self.topics.addItem(say(f"rules.topic.{topic or 'file'}"), topic)
        self.topics.setCurrentIndex(there.index(chosen) + 1 if chosen in there else 0)
        self.topics.setEnabled(bool(there))
        return chosen if chosen in there else None

    def bring_topic(self, topic: str | None) -> None:
        """Show the problems of one topic only, or all."""
        self.topics.setCurrentIndex(max(0, self.topics.findData(topic)))
        self._fill()

    def _say_filters(self, counts: Counter[str]) -> None:
        tints = colours(self._look)
        for name, button in self.filters.items():
            said = say(f"window.findings.filter.{name}", count=counts[name])
            button.setIcon(icon(ICONS[name], tints[name], self._look.muted))
            button.setText(str(counts[name]))
            button.setToolTip(said)
            button.setAccessibleName(said)
            button.setVisible(name != "pardoned" or counts[name] > 0)

    def _note(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _head(self, topic: str, count: int) -> None:
        item = QListWidgetItem(
            say("window.findings.topic", topic=message(f"rules.topic.{topic or 'file'}"), number=count)
        )
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.list.font()
        font.setBold(True)
        item.setFont(font)
        item.setForeground(QColor(self._look.muted))
        self.list.addItem(item)

    def _row(self, finding: Finding, before: Finding | None) -> None:
        text = words(finding.message)
        if finding.line is not None:
            text = say("window.findings.with_line", text=text, line=finding.line)
        names = [name for key in finding.elements[:_NAMED] if (name := self._name(key))]
        if names:
            text = f"{text}\n{listed(names)}"
        kind = finding.severity if finding.pardon is None else "pardoned"
        item = QListWidgetItem(icon(ICONS[kind], colours(self._look)[kind], self._look.muted), text)
        item.setData(Qt.ItemDataRole.UserRole, finding)
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.list.addItem(item)
        if before is not None and (finding.rule, finding.elements) == (before.rule, before.elements):
            self.list.setCurrentItem(item)

    def _name(self, key: str | None) -> str:
        """What an element is called, else what it is; of a flow what it joins."""
        if self._model is None or (record := self._model.get(key)) is None:
            return ""
        if record.text.strip():
            return " ".join(record.text.split())
        if isinstance(record, Flow):
            ends = [self._name(end) for end in (record.source, record.target) if self._model.node(end) is not None]
            return say("window.findings.joins", source=ends[0], target=ends[1]) if len(ends) == 2 else ""
        return say(element_type(record).label) if isinstance(record, Node) else record.properties.text("id")

    def _go(self, item: QListWidgetItem) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(finding, Finding) and finding.elements:
            self.chosen.emit(finding.elements)

    def _show(self, item: QListWidgetItem | None) -> None:
        if self._filling:
            return
        finding = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        self._shown = finding if isinstance(finding, Finding) else None
        self.card.show_finding(self._shown, self._model)

    def bring(self, key: str) -> bool:
        """Make the first finding about an element the current one; False where there is none."""
        self._go_on(None)
        for place in range(self.list.count()):
            finding = self.list.item(place).data(Qt.ItemDataRole.UserRole)
            if isinstance(finding, Finding) and finding.elements[:1] == (key,):
                self.list.setCurrentRow(place)
                return True
        return False
