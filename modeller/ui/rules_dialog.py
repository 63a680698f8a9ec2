"""The rules that a model is checked by: kinds of them, each rule with its severity, an organisation's own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from modeller.execution.told import name
from modeller.files.problem import Problem
from modeller.jobs.check_model import choice_of_file
from modeller.language import message, say, words
from modeller.model.document import Document
from modeller.model.entries import SEVERITIES
from modeller.notation.bpmn.rule_choice import OFF, RuleChoice, unchecked
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_open
from modeller.ui.findings_panel import ICONS, colours
from modeller.ui.forms import go_and_cancel
from modeller.ui.icons import icon
from modeller.ui.wording import Wording
from modeller.validation.own import OwnRule
from modeller.validation.rules.catalogue import BY_NAME, RULES, TOPICS
from modeller.validation.sets import KINDS, USUAL, layered, own_of

_NAME = Qt.ItemDataRole.UserRole
_PLACE = Qt.ItemDataRole.UserRole + 1


def _under(head: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [item for place in range(head.childCount()) if (item := head.child(place)) is not None]


class RulesDialog(QDialog):
    """Asks for `choice`; what comes of it is for others to do. `usual` is what holds where it says nothing.

    With a `document` the choice is that of a model, and rules that are switched off at its elements are there too;
    without one it is that of a library.
    """

    def __init__(self, window: Window, choice: RuleChoice, usual: RuleChoice, document: Document | None = None) -> None:
        super().__init__(window)
        self._look = window.desk.look
        self._document = document
        self._usual = usual
        self._whose = "library" if document is None else "model" if usual == RuleChoice() else "in_library"
        self._filling = False
        self.resize(640, 680)
        self.wording = Wording(self)
        self.wording.put(
            self.setWindowTitle, message("window.rules.of_library" if document is None else "window.rules.title")
        )
        self.kinds: dict[str, QCheckBox] = {}
        for kind in KINDS:
            box = self.kinds[kind] = QCheckBox(self)
            self.wording.put(box.setText, message(f"window.rules.{kind}"))
            self.wording.put(box.setToolTip, message(f"window.rules.{kind}.tip"))
            box.clicked.connect(lambda _=False, kind=kind: self._kind_clicked(kind))
        self.filter = QLineEdit(self)
        self.filter.setClearButtonEnabled(True)
        self.wording.put(self.filter.setPlaceholderText, message("window.rules.filter"))
        self.wording.put(self.filter.setAccessibleName, message("window.rules.filter"))
        self.filter.textChanged.connect(self._filtered)
        self.tree = self._tree()
        self.help = self._label("value")
        self.help.setMinimumHeight(56)
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.severity = QComboBox(self)
        for severity in SEVERITIES:
            self.severity.addItem(self._icon(severity), "", severity)
        self.severity.activated.connect(self._severity_chosen)
        self.severity_label = self._label("")
        self.severity_label.setBuddy(self.severity)
        self.wording.put(self.severity_label.setText, message("window.rules.severity"))
        self.take = QPushButton(self)
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self._take)
        self.wording.put(self.take.setText, message("window.rules.take"))
        self.wording.put(self.take.setToolTip, message(f"window.rules.take.{self._whose}"))
        self.usual = QPushButton(self)
        self.usual.setAutoDefault(False)
        self.usual.clicked.connect(lambda: self.show_choice(RuleChoice()))
        self.wording.put(self.usual.setText, message(f"window.rules.usual.{self._whose}"))
        self.error = self._label("error")
        self.error.hide()
        self._lay_out()
        self.show_choice(choice)
        self.wording.each(self._fill)
        self.tree.setFocus()

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.itemChanged.connect(self._ticked)
        tree.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.wording.put(tree.setAccessibleName, message("window.rules.title"))
        return tree

    def _lay_out(self) -> None:
        kinds, chosen, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        kinds.setSpacing(18)
        for box in self.kinds.values():
            kinds.addWidget(box)
        kinds.addStretch(1)
        chosen.setSpacing(10)
        chosen.addWidget(self.severity_label)
        chosen.addWidget(self.severity)
        chosen.addStretch(1)
        last.setSpacing(8)
        last.addWidget(self.take)
        last.addWidget(self.usual)
        last.addStretch(1)
        last.addWidget(go_and_cancel(self, self.wording, "rules", self.accept))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(11)
        about = self._label("muted")
        self.wording.put(about.setText, message(f"window.rules.about.{self._whose}"))
        column.addWidget(about)
        column.addLayout(kinds)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        column.addWidget(self.help)
        column.addLayout(chosen)
        column.addWidget(self.error)
        column.addLayout(last)

    def _label(self, style: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setWordWrap(style != "")
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _icon(self, severity: str) -> QIcon:
        return icon(ICONS[severity], colours(self._look)[severity], self._look.muted)

    # -- what is chosen ------------------------------------------------------------------------------------------

    def show_choice(self, choice: RuleChoice) -> None:
        """Show this choice instead of what was chosen so far."""
        self._changed = dict(choice.severities)
        self._texts = choice.own
        kinds = next(each for each in (choice.kinds, self._usual.kinds, USUAL) if each is not None)
        self._unknown = tuple(kind for kind in kinds if kind not in KINDS)
        for kind, box in self.kinds.items():
            box.setChecked(kind in kinds)
        self._fill()

    def choice(self) -> RuleChoice:
        """What is chosen now, as it would stand in the model or the library."""
        kinds, usual = self._kinds(), self._usual.kinds if self._usual.kinds is not None else USUAL
        return RuleChoice(kinds if kinds != usual else None, dict(self._changed), self._texts)

    def _kinds(self) -> tuple[str, ...]:
        return (*(kind for kind, box in self.kinds.items() if box.isChecked()), *self._unknown)

    def again(self) -> list[tuple[str, str]]:
        """The elements and rules of which something is to be said again."""
        return [
            item.data(0, _PLACE)
            for item in self._items()
            if item.data(0, _PLACE) is not None and item.checkState(0) is Qt.CheckState.Checked
        ]

    def _kind_clicked(self, kind: str) -> None:
        """All rules of a kind as they are delivered, or none."""
        self._changed = {
            rule: severity
            for rule, severity in self._changed.items()
            if rule not in BY_NAME or BY_NAME[rule].kind != kind
        }
        self._fill()

    def _own(self) -> dict[str, OwnRule]:
        texts = (*self._texts, *self._usual.own)
        return {rule.name: rule for rule in own_of(RuleChoice(own=texts), self._kinds())}

    def _delivered(self, rule: str) -> str:
        """What a rule is unless somebody says otherwise of it alone."""
        known = BY_NAME.get(rule)
        said = layered(RuleChoice(self._kinds()), self._usual).severities.get(rule, "")
        if said in (*SEVERITIES, OFF):
            return said
        if known is None:
            return self._own_rules[rule].severity
        return known.severity if self.kinds[known.kind].isChecked() else OFF

    def _set(self, rule: str, severity: str) -> None:
        if severity == self._delivered(rule):
            self._changed.pop(rule, None)
        else:
            self._changed[rule] = severity

    def _now(self, rule: str) -> str:
        said = self._changed.get(rule, "")
        return said if said in (*SEVERITIES, OFF) else self._delivered(rule)

    def _take(self) -> None:
        filters = [f"{say('window.rules.files')} (*.json)", f"{say('window.filter.all')} (*)"]
        for path in ask_open(self, say("window.rules.take"), filters, "")[:1]:
            self.take_file(path)

    def take_file(self, path: str) -> None:
        """Take over the set in a file; what is wrong with one that has none is said."""
        self.error.hide()
        try:
            self.show_choice(choice_of_file(path))
        except Problem as problem:
            self.error.setText(str(problem))
            self.error.show()

    # -- the list ------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        current = self.tree.currentItem()
        before = current.data(0, _NAME) if current is not None else None
        shut = {item.data(1, _NAME) for item in self._heads() if not item.isExpanded()}
        again = self.again()
        self._filling = True
        self.tree.clear()
        self._own_rules = self._own()
        for topic in TOPICS:
            rules = [(rule.name, say(f"rules.{rule.name}")) for rule in RULES if rule.topic == topic]
            self._group(topic, say(f"rules.topic.{topic}"), rules)
        own = [(rule.name, words(message("rules.own.says", said=rule.says))) for rule in self._own_rules.values()]
        self._group("own", say("rules.topic.own"), own)
        self._fill_elements(again)
        for item in self._heads():
            item.setExpanded(item.data(1, _NAME) not in shut)
        found = next((item for item in self._items() if item.data(0, _NAME) == before and before is not None), None)
        self._filling = False
        for place, severity in enumerate(SEVERITIES):
            self.severity.setItemText(place, say(f"window.rules.severity.{severity}"))
        self._filtered()
        self.tree.setCurrentItem(found or self._items()[0])
        self._show(self.tree.currentItem())

    def _group(self, topic: str, said: str, rules: list[tuple[str, str]]) -> None:
        if not rules:
            return
        head = self._head(topic, said)
        for rule, title in rules:
            item = QTreeWidgetItem(head, [title, ""])
            item.setData(0, _NAME, rule)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self._dress(item)

    def _head(self, topic: str, said: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self.tree, [said])
        head.setData(1, _NAME, topic)
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.font()
        font.setBold(True)
        head.setFont(0, font)
        return head

    def _fill_elements(self, again: list[tuple[str, str]]) -> None:
        """What is switched off at elements, to be switched on again."""
        document = self._document
        held = [(record.key, rule) for record in document or () for rule in sorted(unchecked(record))]
        if document is None or not held:
            return
        head = self._head("elements", say("window.rules.elements"))
        for key, rule in held:
            title = say(f"rules.{rule}") if rule in BY_NAME else self._title(rule)
            item = QTreeWidgetItem(head, [say("window.rules.at", rule=title, element=name(document, key))])
            item.setData(0, _PLACE, (key, rule))
            item.setCheckState(0, Qt.CheckState.Checked if (key, rule) in again else Qt.CheckState.Unchecked)

    def _title(self, rule: str) -> str:
        own = self._own_rules.get(rule)
        if own is not None:
            return words(message("rules.own.says", said=own.says))
        return say("rules.topic.soundness") if rule.startswith("soundness.") else rule

    def _dress(self, item: QTreeWidgetItem) -> None:
        now, off = self._now(item.data(0, _NAME)), Qt.CheckState.Unchecked
        item.setCheckState(0, off if now == OFF else Qt.CheckState.Checked)
        item.setText(1, say(f"window.rules.severity.{now}"))
        item.setIcon(1, QIcon() if now == OFF else self._icon(now))

    def _heads(self) -> list[QTreeWidgetItem]:
        return _under(self.tree.invisibleRootItem())

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for head in self._heads() for item in _under(head)]

    def item(self, rule: str) -> QTreeWidgetItem | None:
        """The row of a rule."""
        return next((item for item in self._items() if item.data(0, _NAME) == rule), None)

    def _filtered(self) -> None:
        wanted = self.filter.text().strip().casefold()
        for item in self._items():
            item.setHidden(wanted not in item.text(0).casefold())
        for head in self._heads():
            head.setHidden(all(item.isHidden() for item in _under(head)))

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        rule = item.data(0, _NAME)
        if self._filling or column != 0 or rule is None:
            return
        if item.checkState(0) is Qt.CheckState.Unchecked:
            self._set(rule, OFF)
        elif self._now(rule) == OFF:
            known = BY_NAME.get(rule) or self._own_rules[rule]
            self._set(rule, known.severity)
        self._redress(item)

    def _severity_chosen(self) -> None:
        item = self.tree.currentItem()
        if item is not None and item.data(0, _NAME) is not None:
            self._set(item.data(0, _NAME), self.severity.currentData())
            self._redress(item)

    def _redress(self, item: QTreeWidgetItem) -> None:
        self._filling = True
        self._dress(item)
        self._filling = False
        self._show(self.tree.currentItem())

    def _show(self, item: QTreeWidgetItem | None) -> None:
        """What the chosen rule means, and how grave it is."""
        if self._filling:
            return
        rule = item.data(0, _NAME) if item is not None else None
        self.help.setText(say(f"rules.{rule}.help") if rule in BY_NAME else item.text(0) if item is not None else "")
        now = self._now(rule) if rule is not None else OFF
        self.severity.setEnabled(now != OFF)
        if now != OFF:
            self.severity.setCurrentIndex(self.severity.findData(now))
