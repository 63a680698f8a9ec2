"""Text in its place: the selected element is a live editor, so that typing and input methods start inside it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QPolygonF,
)

from modeller.canvas.camera import Camera
from modeller.canvas.text_keys import MOVES, STANDARD, printable, standard
from modeller.canvas.tools import caret
from modeller.canvas.tools.caret import Caret, Line
from modeller.canvas.tools.gesture import Gesture
from modeller.canvas.tools.writing import Writing
from modeller.drawing.displaylist import TextLine
from modeller.editing import text as texts
from modeller.language import message
from modeller.model.document import Document
from modeller.model.records import Flow, Node, Point
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.picture import group
from modeller.notation.symbol import Notation

_BLINK = 530
_SILENT = {"bpmn:association", "bpmn:dataInputAssociation", "bpmn:dataOutputAssociation"}


class Surface(Protocol):
    """What the editor needs of the view that it stands in."""

    @property
    def document(self) -> Document: ...

    @property
    def notation(self) -> Notation: ...

    @property
    def camera(self) -> Camera: ...

    @property
    def selection(self) -> tuple[str, ...]: ...

    def hasFocus(self) -> bool: ...

    def text_changed(self) -> None:
        """Repaint, and tell the input method where the caret is."""


def can_name(record: object) -> bool:
    """Whether an element has a text of its own that is drawn."""
    if isinstance(record, Flow):
        return record.type not in _SILENT and len(record.points) > 1
    return isinstance(record, Node) and record.bounds is not None and element_type(record).label_place != "none"


class TextEditor:
    """Idle it waits for the first letter; writing, it holds one edit open: all that is typed is one step."""

    def __init__(self, surface: Surface, board: Any) -> None:
        self._surface = surface
        self._board = board
        self.writing: Writing | None = None
        self.key = ""
        self._also: tuple[str, Callable[[], object]] | None = None
        self._gesture: Gesture | None = None
        self._lit = True
        self._blink = QTimer(interval=_BLINK)
        self._blink.timeout.connect(self._turn)

    @property
    def waiting(self) -> str | None:
        """The element that typing would write into: the one that is selected."""
        held = self._surface.selection
        if len(held) == 1 and can_name(self._surface.document.get(held[0])):
            return held[0]
        return None

    # -- beginning and ending ------------------------------------------------------------------------------------

    def begin(self, key: str, *, replacing: bool) -> bool:
        """Write into an element; with `replacing` the old text is selected."""
        if self.writing is not None:
            if key == self.key:
                return True
            self.commit()
        record = self._surface.document.get(key)
        if not can_name(record) or self._surface.document.editing is not None:
            return False
        self.key, self._also = key, None
        self.writing = Writing(texts.text_of(self._surface.document, key), replace=replacing)
        self._gesture = Gesture(self._board, message("canvas.write"))
        self._blink.start()
        self._show()
        return True

    def commit(self) -> None:
        """The text stands."""
        if self.writing is None:
            return
        if self.writing.preedit:
            QGuiApplication.inputMethod().commit()  # what was composed comes back as an event, before this returns
            self._change(lambda writing: writing.compose("", 0))
        self._end(lambda gesture: gesture.commit())

    def cancel(self) -> None:
        """Esc: the old text is back."""
        if self.writing is not None:
            if self.writing.preedit:
                QGuiApplication.inputMethod().reset()
            self._end(lambda gesture: gesture.cancel())

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """What is written stands, something else happens, and writing goes on at the same place."""
        writing, key = self.writing, self.key
        self.commit()
        yield
        if writing is not None and self.begin(key, replacing=False) and self.writing is not None:
            self.writing.place(writing.cursor)
            self._show()

    def _end(self, how: Callable[[Gesture], None]) -> None:
        gesture, self._gesture, self.writing = self._gesture, None, None
        self._blink.stop()
        if gesture is not None:
            how(gesture)
        self._surface.text_changed()

    def _turn(self) -> None:
        self._lit = not self._lit
        self._surface.text_changed()

    def _write(self) -> None:
        if self.writing is None or self._gesture is None:
            return
        shown, original, document = self.writing.shown, self.writing.original, self._surface.document

        def verb() -> None:
            if shown != original:
                texts.rename(document, self.key, shown)
            if self._also is not None and self._also[0] == shown:
                self._also[1]()

        try:
            self._gesture.do(verb)
        except BaseException:  # an error of ours: the old text is back, nothing is written into the void
            self.cancel()
            raise
        self._show()

    def _show(self) -> None:
        self._lit = True
        if self._blink.isActive():
            self._blink.start()
        self._surface.text_changed()

    # -- input methods -------------------------------------------------------------------------------------------

    def input(self, event: QInputMethodEvent) -> None:
        """What an input method composes and commits. The first letter of a composition begins the writing."""
        composed, committed = event.preeditString(), event.commitString()
        if self.writing is None:
            key = self.waiting
            if key is None or not (composed or committed) or not self.begin(key, replacing=True):
                event.ignore()
                return
        writing = self.writing
        assert writing is not None
        if committed or event.replacementLength():
            writing.compose("", 0)
            writing.replace(event.replacementStart(), event.replacementLength(), committed)
        cursor = len(composed)
        for attribute in event.attributes():
            if attribute.type == QInputMethodEvent.AttributeType.Cursor:
                cursor = attribute.start
        writing.compose(composed, cursor)
        if not composed and not committed and writing.text == writing.original and writing.selected == writing.text:
            self.cancel()  # the composition was given up before anything came of it
        else:
            self._write()
        event.accept()

    def query(self, what: Qt.InputMethodQuery) -> Any:
        """What an input method asks: whether it may compose, where the caret is, what stands around it."""
        queries = Qt.InputMethodQuery
        writing = self.writing
        if what == queries.ImEnabled:
            return writing is not None or self.waiting is not None
        if what == queries.ImCursorRectangle:
            return self.cursor_rectangle()
        text = writing.text if writing is not None else ""
        cursor, anchor = (writing.cursor, writing.anchor) if writing is not None else (0, 0)
        if what == queries.ImSurroundingText:
            return text
        if what == queries.ImCursorPosition:
            return cursor
        if what == queries.ImAnchorPosition:
            return anchor
        if what == queries.ImCurrentSelection:
            return writing.selected if writing is not None else ""
        if what == queries.ImHints:
            return int(Qt.InputMethodHint.ImhMultiLine.value)
        return None

    # -- keys ----------------------------------------------------------------------------------------------------

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is the editor's before any shortcut of the window gets it."""
        if self.writing is None:
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and not event.text():
            return False
        standard = (
            STANDARD.Copy, STANDARD.Cut, STANDARD.Paste, STANDARD.SelectAll, STANDARD.Undo, STANDARD.Redo,
            STANDARD.Delete, STANDARD.DeleteStartOfWord, STANDARD.DeleteEndOfWord, STANDARD.MoveToPreviousWord,
            STANDARD.MoveToNextWord, STANDARD.MoveToStartOfLine, STANDARD.MoveToEndOfLine,
        )  # fmt: skip
        if any(event.matches(each) for each in standard) or event.key() in MOVES:
            return True
        return printable(event) or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape)

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Take a key; False leaves it to the board."""
        if self.writing is None:
            key = self.waiting
            if key is None or not printable(event) or event.text() == " " or not self.begin(key, replacing=True):
                return False
        code, word = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if code == Qt.Key.Key_Escape:
            self.cancel()
        elif code in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if word:
                return False
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._change(lambda writing: writing.insert("\n"))
            else:
                self.commit()
        elif word and code in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return False  # into the next lane
        elif code in MOVES:
            place = self._moved(code, word)
            keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._change(lambda writing: writing.place(place, keep=keep))
        elif (deed := standard(event, word)) is not None:
            self._change(deed)
        elif printable(event):
            self._change(lambda writing: writing.insert(event.text()))
        else:
            return False
        return True

    def put(self, text: str, also: Callable[[], object] | None = None) -> None:
        """Write a text in the place of all that stands. `also` is done in the same step, if it stays that text."""
        self._also = (text, also) if also is not None else None
        self._change(lambda writing: writing.put(text))
        if also is not None:
            self._write()  # though the text may be the same

    def _change(self, deed: Callable[[Writing], object]) -> None:
        if self.writing is not None:
            before = self.writing.shown
            deed(self.writing)
            if self.writing.shown == before:
                self._show()
            else:
                self._write()

    def _moved(self, code: int, word: bool) -> int:
        writing, keys = self.writing, Qt.Key
        assert writing is not None
        start, end = writing.selection
        if code == keys.Key_Left:
            return writing.before(writing.cursor, word)
        if code == keys.Key_Right:
            return writing.after(writing.cursor, word)
        if code == keys.Key_Home:
            return 0 if word else writing.line(writing.cursor)[0]
        if code == keys.Key_End:
            return len(writing.text) if word else writing.line(writing.cursor)[1]
        found = self._lines()
        now = caret.caret(found, writing.text, writing.cursor, None)
        if now is None or len(found) < 2:
            return start if code == keys.Key_Up else end
        height = (now.bottom.x - now.top.x, now.bottom.y - now.top.y)
        sign = -1.1 if code == keys.Key_Up else 1.1
        middle = Point((now.top.x + now.bottom.x) / 2, (now.top.y + now.bottom.y) / 2)
        return caret.place_at(found, writing.text, middle.x + sign * height[0], middle.y + sign * height[1])

    # -- where it stands -----------------------------------------------------------------------------------------

    def _lines(self) -> list[Line]:
        document = self._surface.document
        record = document.get(self.key)
        made = group(document, record, None, self._surface.notation) if record is not None else None
        return caret.lines(made.marks, self.writing.shown if self.writing else "") if made is not None else []

    def _empty(self, key: str) -> TextLine | None:
        """A line as the first letter would stand."""
        record = self._surface.document.get(key)
        if not isinstance(record, Node | Flow):
            return None
        made = group(self._surface.document, replace(record, text="i"), None, self._surface.notation)
        marks = made.marks if made is not None else ()
        mark = next((mark for mark in marks if isinstance(mark, TextLine) and mark.text == "i"), None)
        if mark is None:
            return None
        left = isinstance(record, Node) and element_type(record).role is Role.NOTE
        return mark if left else replace(mark, width=0.0)

    def caret(self) -> Caret | None:
        """The caret in diagram units; where writing would begin while nothing is written yet."""
        if self.writing is None:
            key = self.waiting
            return caret.caret([], "", 0, self._empty(key)) if key is not None else None
        shown = self.writing.shown
        return caret.caret(self._lines(), shown, self.writing.shown_cursor, self._empty(self.key))

    def cursor_rectangle(self) -> QRectF:
        """The caret in pixels of the view."""
        found = self.caret()
        if found is None:
            return QRectF()
        camera = self._surface.camera
        top, bottom = camera.place(*found.top), camera.place(*found.bottom)
        return QRectF(QPointF(*top), QPointF(*bottom)).normalized().adjusted(0, 0, 1, 1)

    def click(self, x: float, y: float, *, keep: bool) -> None:
        """Put the cursor where the pointer is."""
        if self.writing is not None:
            self.writing.place(caret.place_at(self._lines(), self.writing.text, x, y), keep=keep)
            self._show()

    def paint(self, painter: QPainter, accent: QColor, ink: QColor) -> None:
        """Selection, caret and the line under what is composed; the painter works in pixels of the view."""
        writing = self.writing
        if writing is None:
            return
        camera, found = self._surface.camera, self._lines()
        start, end = writing.selection
        wash = QColor(accent)
        wash.setAlphaF(0.28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(wash)
        if start != end and not writing.preedit:
            for strip in caret.strips(found, writing.shown, start, end):
                painter.drawPolygon(QPolygonF([QPointF(*camera.place(*corner)) for corner in strip]))
        if writing.preedit:
            painter.setPen(QPen(accent, 1.4))
            for strip in caret.strips(found, writing.shown, start, start + len(writing.preedit)):
                painter.drawLine(QPointF(*camera.place(*strip[3])), QPointF(*camera.place(*strip[2])))
        now = self.caret()
        if now is not None and self._lit and self._surface.hasFocus():
            painter.setPen(QPen(ink, 1.6))
            painter.drawLine(QPointF(*camera.place(*now.top)), QPointF(*camera.place(*now.bottom)))
