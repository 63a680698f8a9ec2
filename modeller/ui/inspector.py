"""The inspector: what the selected elements say of themselves, made from their types, and changed here."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from modeller.canvas.tools.gesture import Gesture, attempt
from modeller.editing import properties
from modeller.editing.carried import process_of
from modeller.editing.colours import colours_of, paint
from modeller.editing.fonts import fonts_of, has_text, set_font
from modeller.language import Message, message, say, words
from modeller.model.document import Change, Document, State
from modeller.model.records import Flow, Node, Record
from modeller.notation.catalogue import element_type
from modeller.notation.element import Property, Role
from modeller.notation.titles import kind
from modeller.ui.element_lines import kind_of, model_lines, rest_lines
from modeller.ui.field_kinds import field_for
from modeller.ui.font_row import FontRow
from modeller.ui.inspector_fields import MIXED, Choices, Field
from modeller.ui.model_page import ModelPage
from modeller.ui.section import Section
from modeller.ui.swatches import INSIDES, LINES, Swatches
from modeller.ui.wording import Wording

_LONGEST = 4000
_ORDER = ("name", "documentation")
_LAST = "id"


def arranged(found: tuple[Property, ...]) -> list[Property]:
    """Name and documentation first, the id last."""
    rank = {name: place for place, name in enumerate(_ORDER)}
    return sorted(
        found, key=lambda shown: len(rank) + (shown.key == _LAST) if shown.key not in rank else rank[shown.key]
    )


class Inspector(QScrollArea):
    """Shows the page's selection, or the model where nothing is selected. What is typed is one step."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page: ModelPage | None = None
        self._document: Document | None = None
        self._keys: tuple[str, ...] = ()
        self._gesture: Gesture | None = None
        self._listening: Callable[[], None] = _nothing
        self._targets: tuple[str, ...] = ()
        """Whose properties are shown: the selection, or the process of the page where nothing is selected."""
        self.fields: dict[str, Field] = {}
        self.sections: dict[str, Section] = {}
        self.swatches: dict[str, Swatches] = {}
        self.letters: FontRow | None = None
        self._labels: list[tuple[str, str]] = []
        self._plain: QVBoxLayout | None = None
        self.wording = Wording(self)
        self.wording.put(self.setAccessibleName, message("window.side.properties"))
        self.wording.each(self._build)

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_page(self, page: ModelPage | None) -> None:
        """Follow a page; cheap where nothing about it has changed."""
        document = page.document if page is not None else None
        keys = page.selection if page is not None else ()
        if page is self._page and keys == self._keys and (keys or document is None):
            return
        self.settle()
        if page is not self._page:
            if self._page is not None:
                self._page.view.finishing.disconnect(self.settle)
            self._listening()
            self._page, self._document = page, document
            if page is not None and document is not None:
                page.view.finishing.connect(self.settle)
                self._listening = document.subscribe(self._changed)
            else:
                self._listening = _nothing
        self._keys = keys
        self._build()

    def _records(self) -> list[Node | Flow]:
        found = [self._document.get(key) for key in self._keys] if self._document is not None else []
        return [record for record in found if isinstance(record, Node | Flow)]

    def _of_page(self) -> tuple[str, ...]:
        """The process or sub-process that the page shows; of several pools the first with a process."""
        page, document = self._page, self._document
        scope = document.get(page.diagram.scope) if page is not None and document is not None else None
        if scope is None or document is None or page is None:
            return ()
        if scope.type == "bpmn:collaboration":  # type: ignore[union-attr]
            pools = (node for node in document.nodes() if node.type == "bpmn:participant" and node.scope == scope.key)
            processes = (process_of(document, pool) for pool in pools)
            return next(((found.key,) for found in processes if found is not None), ())
        return (scope.key,)

    def _changed(self, change: Change, state: State) -> None:
        if self._page is None or (state == "live" and (self._gesture is not None or len(self._keys) > 1)):
            return  # several that are dragged say nothing new until they have arrived
        if not self._keys:
            if state == "done" and self._targets != self._of_page():
                self._build()
            elif state == "done":
                self._refresh()
        elif any(key in change.records for key in (*self._keys, *self._holders())) or any(
            map(_is_phase, change.records.values())
        ):
            self._refresh()

    def _build(self) -> None:
        """Make the fields for what is selected."""
        body = QWidget()
        body.setObjectName("plain")
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 16, 18, 18)
        column.setSpacing(3)
        self.fields = {}
        self.sections = {}
        self.swatches = {}
        self._targets = self._keys or self._of_page()
        self.letters = None
        records = self._records()
        if records:
            said = [kind(record, self._document) for record in records] if self._document is not None else []
            if len(records) > 1:
                column.addWidget(_label("heading", say("window.selected", count=len(records)), body))
            heading = {words(each) for each in said}
            column.addWidget(_label("muted" if len(records) > 1 else "heading", " · ".join(sorted(heading)), body))
            declared = properties.common(self._document, self._keys) if self._document else ()
            for shown in arranged(tuple(each for each in declared if not each.section)):
                self._offer(shown, column, body)
            self._offer_sections(declared, column, body)
            self._offer_fonts(column, body)
            for name, colours in (("inside", INSIDES), ("line", LINES)):
                label = message(f"canvas.colour.{name}")
                column.addSpacing(8)
                column.addWidget(_label("field", words(label), body))
                row = Swatches(colours, label, body)
                row.chosen.connect(partial(self._paint, name))
                column.addWidget(row)
                self.swatches[name] = row
        elif self._document is not None and self._targets:
            said_of = self._document[self._targets[0]]
            column.addWidget(_label("heading", " ".join(said_of.text.split()) or kind_of(said_of), body))
            column.addWidget(_label("muted", kind_of(said_of), body))
            self._offer_sections(properties.common(self._document, self._targets), column, body)
            column.addSpacing(14)
        rest = QWidget(body)
        self._plain = QVBoxLayout(rest)
        self._plain.setContentsMargins(0, 0, 0, 0)
        self._plain.setSpacing(3)
        column.addWidget(rest)
        column.addStretch(1)
        self.setWidget(body)
        self._labels = []
        self._refresh()

    def _offer(self, shown: Property, column: QVBoxLayout, body: QWidget) -> None:
        """A field for a property, with what it is called above it."""
        field = field_for(shown, partial(self._references, shown.key), body)
        if shown.kind != "yes or no":
            column.addSpacing(8)
            column.addWidget(_label("field", words(Message(shown.label)), body))
        else:
            column.addSpacing(6)
        column.addWidget(field)
        field.typed.connect(partial(self._typed, shown))
        field.settled.connect(self.settle)
        field.given_up.connect(self._given_up)
        self.fields[shown.key] = field

    def _offer_sections(self, declared: tuple[Property, ...], column: QVBoxLayout, body: QWidget) -> None:
        """What belongs together, under a title that opens and closes it."""
        for title in dict.fromkeys(each.section for each in declared if each.section):
            section = Section(title, body)
            for shown in declared:
                if shown.section == title:
                    self._offer(shown, section.column, section.body)
            column.addWidget(section)
            self.sections[title] = section

    def _offer_fonts(self, column: QVBoxLayout, body: QWidget) -> None:
        if not any(map(has_text, self._records())):
            return
        column.addSpacing(8)
        column.addWidget(_label("field", say("canvas.font.size"), body))
        row = self.letters = FontRow(body)
        row.typed.connect(self._sized)
        row.settled.connect(self.settle)
        row.given_up.connect(self._given_up)
        row.weighed.connect(self._weighed)
        column.addWidget(row)

    def _references(self, name: str) -> Choices:
        return properties.choices(self._document, self._keys[0], name) if self._document is not None else []

    def _holders(self) -> list[str]:
        """The processes of selected pools: they keep the pools' attributes."""
        nodes = [node for key in self._keys if self._document is not None and (node := self._document.node(key))]
        pools = [node for node in nodes if node.type == "bpmn:participant"]
        found = [process_of(self._document, pool) for pool in pools] if self._document is not None else []
        return [process.key for process in found if process is not None]

    def _refresh(self) -> None:
        """Put the values into the fields, but for the one that is being typed in."""
        records, document = self._records(), self._document
        self._fill_fields(document)
        if self.letters is not None and document is not None:
            self.letters.show_fonts(fonts_of(document, self._keys))
        colours = [colours_of(document, record.key) for record in records] if document and self.swatches else []
        for place, row in enumerate(self.swatches.values()):
            held = {each[place] for each in colours}
            row.show_colour(held.pop() if len(held) == 1 else None)
        lines: list[tuple[str, str]] = []
        if self._page is None:
            lines = [("muted", say("window.side.nothing"))]
        elif len(self._keys) == 1 and document is not None and self._keys[0] in document:
            lines = rest_lines(document, document[self._keys[0]])
        elif not records:
            lines = model_lines(self._page)
        if lines == self._labels or self._plain is None:
            return
        self._labels = lines
        while (old := self._plain.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for style, text in lines:
            if text:
                if style in ("field", "section"):
                    self._plain.addSpacing(8 if style == "field" else 14)
                self._plain.addWidget(_label(style, text, self))

    def _fill_fields(self, document: Document | None) -> None:
        filled: Counter[str] = Counter()
        for name, field in self.fields.items():
            values = _different(properties.get_property(document, key, name) for key in self._targets if document)
            if self._gesture is None or not field.isAncestorOf(self.focusWidget() or self):
                field.fill(min(values) if len(values) == 1 else MIXED)
            filled[field.shown.section] += values != {""}
        for title, section in self.sections.items():
            section.say(filled[title])

    # -- what is typed -------------------------------------------------------------------------------------------

    def _typed(self, shown: Property, value: str) -> None:
        if self._document is not None:
            step = message("canvas.change_property", property=Message(shown.label))
            self._merge(step, partial(properties.set_property, self._document, self._targets, shown.key, value))

    def _sized(self, value: str) -> None:
        if self._document is not None:
            self._merge(message("editing.font"), partial(set_font, self._document, self._keys, size=float(value)))

    def _weighed(self, bold: bool) -> None:
        self.settle()
        if self._document is not None:
            self._merge(message("editing.font"), partial(set_font, self._document, self._keys, bold=bold))
            self.settle()

    def _merge(self, step: Message, verb: Callable[[], object]) -> None:
        """One more change of what may become one step with those before."""
        page = self._page
        if page is None or not self._targets:
            return
        if self._gesture is None:
            page.view.editor.commit()
            if page.document.editing is not None:
                return
            self._gesture = Gesture(page.view, step)
        self._gesture.do(verb)

    def _paint(self, name: str, colour: str) -> None:
        page = self._page
        if page is None or not self._keys:
            return
        page.view.finish()
        background, border = (colour, None) if name == "inside" else (None, colour)
        attempt(page.view, partial(paint, page.document, self._keys, background, border))
        self._refresh()

    def settle(self) -> None:
        """What was typed stands."""
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.commit()
            self._refresh()

    def _given_up(self) -> None:
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
            self._refresh()
        elif self._page is not None:
            self._page.view.setFocus()


def _different(values: Iterable[str]) -> set[str]:
    """The values, but only until there are two."""
    found: set[str] = set()
    for value in values:
        found.add(value)
        if len(found) > 1:
            break
    return found


def _is_phase(pair: tuple[Record | None, Record | None]) -> bool:
    """Whether a phase was touched: other steps may stand in it then."""
    return any(isinstance(record, Node) and element_type(record).role is Role.PHASE for record in pair)


def _nothing() -> None:
    """There is nothing to end."""


def _label(style: str, text: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
    label.setWordWrap(True)
    label.setObjectName(style)
    label.setMinimumWidth(10)
    if style == "value":
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label
