"""The inspector: what the selected elements say of themselves, made from their types, and changed here."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from time import perf_counter
from typing import Final, TypeAlias

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from modeller.canvas.tools.gesture import Gesture, attempt
from modeller.editing import properties
from modeller.editing.carried import process_of
from modeller.editing.colours import colours_of, paint
from modeller.editing.entries import refer_no_more
from modeller.editing.fonts import fonts_of, has_text, set_font
from modeller.language import Message, message, say
from modeller.model.dictionary import Entry
from modeller.model.document import Change, Document, State
from modeller.model.reading import AT_ONCE
from modeller.model.records import Flow, Node, Record
from modeller.notation.catalogue import element_type
from modeller.notation.element import Property, Role
from modeller.notation.own_fields import OWN
from modeller.notation.titles import kinds
from modeller.ui.element_lines import kind_of, model_lines, rest_lines, unasked
from modeller.ui.font_row import FontRow
from modeller.ui.inspector_fields import MIXED, Choices, Field
from modeller.ui.inspector_form import Form
from modeller.ui.model_page import ModelPage
from modeller.ui.open_file import OpenFile
from modeller.ui.reference_row import ReferenceRow, refer_to
from modeller.ui.section import Section
from modeller.ui.swatches import Swatches
from modeller.ui.theme import LIGHT_LOOK
from modeller.ui.wording import Wording

_KEPT: Final = 8
"""So many forms are kept for what is selected next."""
_TURN: Final = 0.012
"""Seconds for which the values of very many elements are looked through at a time."""

_Shape: TypeAlias = "tuple[tuple[str, ...], tuple[Property, ...], bool, bool, float]"
"""What a form is made from: the lines at its top, its properties, whether it has fonts and colours, the screen."""


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
        self._forms: dict[_Shape, Form] = {}
        self._body = QWidget(self)
        self._body.setObjectName("plain")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._body)
        self.known_entries: Callable[[OpenFile], Sequence[Entry]] = lambda _: ()
        """The dictionary that holds for a model."""
        self.look = LIGHT_LOOK
        self._left: Iterator[None] = iter(())
        """What of very many elements is not looked through yet."""
        self._on = QTimer(self, interval=0)
        self._on.timeout.connect(self._go_on)
        self.wording = Wording(self)
        self.wording.put(self.setAccessibleName, message("window.side.properties"))
        self.wording.each(self._begin)

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
            pools = (each for each in document.children(scope.key) if each.type == "bpmn:participant")  # type: ignore[union-attr]
            processes = (process_of(document, pool) for pool in pools if isinstance(pool, Node))
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
        elif (
            not change.records.keys().isdisjoint(self._keys)
            or not change.records.keys().isdisjoint(self._holders())
            or any(map(_is_phase, change.records.values()))
        ):
            self._refresh()

    def _begin(self) -> None:
        """Make all forms anew: they say something else now."""
        for form in self._forms.values():
            self._drop(form)
        self._forms = {}
        self._build()

    def ask_anew(self) -> None:
        """Other fields are asked: those of the library may be others now."""
        self.settle()
        self._build()

    def _drop(self, form: Form) -> None:
        self._column.removeWidget(form)
        form.hide()
        form.deleteLater()

    def _build(self) -> None:
        """Show the form for what is selected."""
        document = self._document
        self._targets = self._keys or self._of_page()
        records = self._records()
        said: tuple[str, ...] = ()
        heads: tuple[str, ...] = ()
        if records and document is not None:
            heads, said = ("heading",), (" · ".join(sorted(kinds(records, document))),)
            if len(records) > 1:
                heads, said = ("heading", "muted"), (say("window.selected", count=len(records)), *said)
        elif document is not None and self._targets:
            what = document[self._targets[0]]
            heads, said = ("heading", "muted"), (" ".join(what.text.split()) or kind_of(what), kind_of(what))
        declared = properties.common(document, self._targets) if document is not None and heads else ()
        if not records:
            declared = tuple(each for each in declared if each.section)
        ratio = self.devicePixelRatioF()
        self._show_form((heads, declared, any(map(has_text, records)), bool(records), ratio), said)
        self._refresh()

    def _show_form(self, shape: _Shape, said: tuple[str, ...]) -> None:
        """Bring a form to the front that fits; one that was made before, where there is one."""
        before, form = self._form, self._forms.pop(shape, None)
        if form is None:
            form = Form(*shape[:4], self._references, self._body)
            form.typed.connect(self._typed)
            form.settled.connect(self.settle)
            form.given_up.connect(self._given_up)
            form.sized.connect(self._sized)
            form.weighed.connect(self._weighed)
            form.painted.connect(self._paint)
            form.opened.connect(self._fill_fields)
            form.referring.connect(lambda entry: self._refer(partial(refer_to, entry=entry)))
            form.unreferring.connect(lambda id: self._refer(partial(refer_no_more, entry=id)))
            self._column.addWidget(form)
        self._forms[shape] = form
        if before is not None and before is not form:
            held = before.focusWidget()
            if held is not None:
                held.clearFocus()  # else the next widget would take the keys
            before.hide()
        form.take_up(said)
        form.show()
        for old in list(self._forms)[:-1]:
            if not self._forms[old].declared or len(self._forms) > _KEPT:
                self._drop(self._forms.pop(old))

    @property
    def _form(self) -> Form | None:
        """The one that is shown: it was asked for last."""
        return self._forms[next(reversed(self._forms))] if self._forms else None

    @property
    def fields(self) -> dict[str, Field]:
        return self._form.fields if self._form is not None else {}

    @property
    def sections(self) -> dict[str, Section]:
        return self._form.sections if self._form is not None else {}

    @property
    def swatches(self) -> dict[str, Swatches]:
        return self._form.swatches if self._form is not None else {}

    @property
    def letters(self) -> FontRow | None:
        return self._form.letters if self._form is not None else None

    @property
    def entries(self) -> ReferenceRow | None:
        return self._form.entries if self._form is not None else None

    def _references(self, name: str) -> Choices:
        return properties.choices(self._document, self._targets[0], name) if self._document is not None else []

    def _holders(self) -> list[str]:
        """The processes of selected pools: they keep the pools' attributes."""
        nodes = [node for key in self._keys if self._document is not None and (node := self._document.node(key))]
        pools = [node for node in nodes if node.type == "bpmn:participant"]
        found = [process_of(self._document, pool) for pool in pools] if self._document is not None else []
        return [process.key for process in found if process is not None]

    def _refresh(self) -> None:
        """Put the values into the fields, but for the one that is being typed in."""
        document, form = self._document, self._form
        lines: list[tuple[str, str]] = []
        if self._page is None:
            lines = [("muted", say("window.side.nothing"))]
        elif len(self._keys) == 1 and document is not None and self._keys[0] in document:
            lines = rest_lines(document, document[self._keys[0]])
        elif not self._keys:
            lines = model_lines(self._page)
            if document is not None and self._targets and self._targets[0] in document:
                lines += unasked(document, document[self._targets[0]], OWN)
        if form is not None:
            form.show_lines(lines)
            self.show_entries()
        self._fill_fields()

    def show_entries(self) -> None:
        """Show what of the dictionary the one element refers to, which may be another now."""
        page, form = self._page, self._form
        if form is not None:
            known = self.known_entries(page.file) if page is not None else ()
            form.show_entries(self._document, self._keys[0] if len(self._keys) == 1 else "", known, self.look)

    def _fill_fields(self) -> None:
        """Show the values: at once, or of very many elements field by field, so that nothing else waits."""
        self._left = self._values()
        if len(self._targets) <= AT_ONCE:
            for _ in self._left:
                pass
        else:
            for field in self.fields.values():
                self._fill(field, MIXED)
            self._on.start()

    def _go_on(self) -> None:
        until = perf_counter() + _TURN
        for _ in self._left:
            if perf_counter() > until:
                return
        self._on.stop()

    def _values(self) -> Iterator[None]:
        """Fill one field after the other."""
        document, form, keys = self._document, self._form, self._targets
        if document is None or form is None:
            return
        if form.letters is not None:
            form.letters.show_fonts(fonts_of(document, self._keys))
            yield
        if form.swatches:
            colours = {colours_of(document, key) for key in self._keys}
            for place, row in enumerate(form.swatches.values()):
                held = {each[place] for each in colours}
                row.show_colour(held.pop() if len(held) == 1 else None)
            yield
        filled: Counter[str] = Counter()
        for shown in form.declared:
            field = form.fields.get(shown.key)
            values = _different(properties.get_property(document, key, shown.key) for key in keys)
            if field is not None:
                self._fill(field, min(values) if len(values) == 1 else MIXED)
            filled[shown.section] += values != {""}
            yield
        for title, section in form.sections.items():
            section.say(filled[title])

    def _fill(self, field: Field, value: str) -> None:
        if self._gesture is None or not field.isAncestorOf(self.focusWidget() or self):
            field.fill(value)

    # -- what is typed -------------------------------------------------------------------------------------------

    def _typed(self, shown: Property, value: str) -> None:
        if self._document is not None:
            step = message("canvas.change_property", property=shown.title)
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

    def _refer(self, verb: Callable[[Document, tuple[str, ...]], object]) -> None:
        page = self._page
        if page is not None and self._keys:
            page.view.finish()
            attempt(page.view, partial(verb, page.document, self._keys))
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
