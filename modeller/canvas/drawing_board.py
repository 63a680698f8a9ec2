"""The view that edits: tools, handles, text in its place, keys. What it cannot do itself it asks the window for."""

from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from modeller.canvas.accessible_text import EditedText
from modeller.canvas.camera import Camera
from modeller.canvas.cursors import PLAIN, RESIZES, TOOLS
from modeller.canvas.deeds import Deeds
from modeller.canvas.guarded import guarded
from modeller.canvas.keys import Key, deed_for
from modeller.canvas.lifted import LiftedPicture
from modeller.canvas.scene import Scene
from modeller.canvas.signs import paint_flash, paint_handles, paint_signs
from modeller.canvas.text_editor import TextEditor
from modeller.canvas.tools import handles as handles_
from modeller.canvas.tools.board import NOTHING, Signs
from modeller.canvas.tools.handles import Handle
from modeller.canvas.tools.pointer import Tool
from modeller.canvas.tools.select import SelectTool
from modeller.canvas.view import CanvasView
from modeller.drawing.theme import resolve
from modeller.editing.labels import label_box
from modeller.language import Message
from modeller.model.document import Document
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.symbol import Notation

_FLASH = 40
_FLASHES = 18
_MOST_HANDLES = 12
_LABELS_FROM = 0.6


class DrawingBoard(CanvasView):
    """`refused` tells why something could not be done; `asked` names what the window is to show: a list, help …

    `tool_changed` tells that another tool is in the hand; `gesture` that a drag began (True) or ended,
    `text_begun` that writing did, `menu_asked` where on the screen and in the diagram (None: by a key) a menu is to
    be shown, `finishing` that another command is about to begin: whoever holds an edit open ends it.
    """

    refused = Signal(object)
    asked = Signal(str)
    menu_asked = Signal(object, object)
    tool_changed = Signal(str)
    gesture = Signal(bool)
    text_begun = Signal(bool)
    finishing = Signal()

    def __init__(self, scene: Scene, parent: QWidget | None = None) -> None:
        self._signs: Signs = NOTHING
        self._flashed: tuple[str, ...] = ()
        self._flash_left = 0
        self._lifted = LiftedPicture(lambda: self.scene, self.devicePixelRatioF)
        super().__init__(scene, parent)
        self._flash_timer = QTimer(self, interval=_FLASH)
        self._flash_timer.timeout.connect(self._fade_flash)
        self.tool_name = "select"
        self.tool: Tool = SelectTool(self)
        self.editor = TextEditor(self, self)
        self.elements.text = EditedText(self.editor)
        self.deeds = Deeds(self)
        self._pressed = False
        self._writes = False
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    # -- what tools ask for --------------------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        return self.scene.document

    @property
    def diagram(self) -> str:
        return self.scene.diagram

    @property
    def notation(self) -> Notation:
        return self.scene.notation

    @property
    def zoom(self) -> float:
        return self.camera.zoom

    def near(self, area: Bounds) -> list[Node | Flow]:
        return [item.record for item in self.scene.within(area) if isinstance(item.record, Node | Flow)]

    def handles(self) -> list[Handle]:
        """The handles that are shown: of one element, or of few."""
        if self.editor.writing is not None or len(self.selection) > _MOST_HANDLES:
            return []
        found: list[Handle] = []
        for key in self.selection:
            record = self.document.get(key)
            if isinstance(record, Node | Flow) and (len(self.selection) == 1 or isinstance(record, Node)):
                item = self.scene.items.get(key)
                drawn = item.path if item is not None else ()
                found += handles_.handles(record, self.zoom, drawn) if self._at_bounds(record) else []
        label = label_box(self.document, self.selection[0], self.notation) if len(self.selection) == 1 else None
        if label is not None and self.zoom >= _LABELS_FROM:
            found += handles_.label_handles(self.selection[0], label)
        return found

    def _at_bounds(self, record: Node | Flow) -> bool:
        """Whether an element is drawn at the size that its record has: another one cannot be dragged larger."""
        return isinstance(record, Flow) or self.notation.symbol(record).box(record, self.document) == record.bounds

    def handle_at(self, x: float, y: float) -> Handle | None:
        found = handles_.hit(self.handles(), x, y, self.zoom) if len(self.selection) == 1 else None
        reach = 4 / self.zoom
        return found or handles_.border(self.near(Bounds(x - reach, y - reach, 2 * reach, 2 * reach)), x, y, self.zoom)

    def show_signs(self, signs: Signs) -> None:
        if signs != self._signs:
            self._signs = signs
            if self._lifted.lift(signs.carried.what if signs.carried is not None else None):
                self._backing.forget()
            self.viewport().update()

    @property
    def lifted(self) -> bool:
        return self._signs.carried is not None

    def shown(self, key: str) -> bool:
        return self._lifted.leaves(key)

    def keep_in_view(self, area: Bounds) -> None:
        """Move the picture just so far that `area` is in view with some room around it."""
        seen, room = self.seen(), area.grown(40 / self.zoom)
        dx = min(0.0, room.x - seen.x) or max(0.0, room.right - seen.right)
        dy = min(0.0, room.y - seen.y) or max(0.0, room.bottom - seen.bottom)
        if self.zoom < 0.5:
            self.reveal(area)
        elif dx or dy:
            self.pan(-dx * self.zoom, -dy * self.zoom)

    def refuse(self, why: Message) -> None:
        self.refused.emit(why)

    def write(self, key: str) -> None:
        if key in self.marks.ways_in:
            self.open(key)
            return
        self.select((key,))
        self.editor.begin(key, replacing=False)

    def activate(self, key: str) -> None:
        self.write(key)

    def done(self) -> None:
        self.use(None)

    def use(self, tool: Tool | None, name: str = "select") -> None:
        """Take another tool in the hand; None for the one that selects."""
        self.navigation.space(name == "hand")
        self.show_signs(NOTHING)
        self.tool = tool if tool is not None else SelectTool(self)
        self.tool_name = name
        self.viewport().update()
        self.tool_changed.emit(name)

    def finish(self) -> None:
        """End what is under way, so that another command can begin: the text stands, a drag is taken back."""
        self.finishing.emit()
        self.editor.commit()
        if self._pressed:
            self._pressed = False
            self.tool.cancel()
            self.gesture.emit(False)
        if self.document.editing is None and self.tool_name not in ("select", "hand", "play"):
            self.tool.cancel()

    # -- the selection and the scene -----------------------------------------------------------------------------

    def select(self, keys: tuple[str, ...]) -> None:
        keys = tuple(key for key in keys if key in self.document)
        if keys != self.selection:
            self.editor.commit()
            super().select(keys)
        self._enable_input()

    def _enable_input(self) -> None:
        wanted = self.editor.writing is not None or self.editor.waiting is not None
        if self.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) != wanted:
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, wanted)
        self.updateMicroFocus()

    def set_scene(self, scene: Scene, camera: Camera | None = None) -> None:
        self.finish()
        super().set_scene(scene, camera)

    def _redraw(self, area: Bounds | None) -> None:
        super()._redraw(area)
        if not all(key in self.document for key in self.selection):
            self.select(self.selection)

    def text_changed(self) -> None:
        self.viewport().update()
        writes = self.editor.writing is not None
        if writes != self._writes:
            self._writes = writes
            self.text_begun.emit(writes)
        self.elements.written()
        self._enable_input()

    def flash(self, keys: tuple[str, ...]) -> None:
        """Light up for a moment what an undo has changed."""
        self._flashed, self._flash_left = keys, _FLASHES
        self._flash_timer.start()
        self.viewport().update()

    def _fade_flash(self) -> None:
        self._flash_left -= 1
        if self._flash_left <= 0:
            self._flash_timer.stop()
            self._flashed = ()
        self.viewport().update()

    # -- painting ------------------------------------------------------------------------------------------------

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.document.paused:
            return
        with QPainter(self.viewport()) as painter:
            if self._flashed:
                strength = self._flash_left / _FLASHES
                paint_flash(painter, self.scene, self._flashed, self.camera, self.seen(), strength)
            if self._signs.carried is not None:
                room = self.room()
                self._lifted.show(painter, self._signs.carried, self.camera, room.width(), room.height())
            paint_signs(painter, self.scene, self._signs, self.camera)
            if not self._pressed:
                paint_handles(painter, self.scene, self.handles(), self.camera)
            theme = self.scene.theme
            self.editor.paint(painter, QColor(resolve("accent", theme)), QColor(resolve("ink", theme)))

    # -- the pointer ---------------------------------------------------------------------------------------------

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._camera.at(event.position().x(), event.position().y())
        if self.editor.writing is not None and event.button() == Qt.MouseButton.LeftButton:
            item = self.scene.items.get(self.editor.key)
            if item is not None and item.bounds.contains(*at) and self.scene.hit(*at, self.zoom) == self.editor.key:
                keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.editor.click(*at, keep=keep)
                return
            self.editor.commit()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = True
            self.gesture.emit(True)
        super().mousePressEvent(event)

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button: what lies there is selected, if it is not yet. Keys come by the table of keys."""
        event.accept()
        if event.reason() != QContextMenuEvent.Reason.Mouse or self._pressed:
            return
        self.finish()
        at = self.camera.at(event.pos().x(), event.pos().y())
        hit = self.scene.hit(*at, self.zoom)
        if hit not in self.selection:
            self.select((hit,) if hit is not None else ())
        self.menu_asked.emit(event.globalPos(), at)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.editor.writing is not None:
            self.editor.writing.select_all()
            self.text_changed()
            return
        super().mouseDoubleClickEvent(event)

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._pressed:
            return  # what a press would do is no question then
        if not self._hand and not self.navigation.dragging and self.viewport().cursor().shape() in PLAIN:
            self.viewport().setCursor(self._form(event.position()))

    def _form(self, at: QPointF) -> Qt.CursorShape:
        """The form of the pointer: what a press would do."""
        if self.tool_name != "select":
            return TOOLS.get(self.tool_name, Qt.CursorShape.CrossCursor)
        point = self._camera.at(at.x(), at.y())
        handle = self.handle_at(*point)
        if handle is not None:
            return RESIZES.get(handle.sides, Qt.CursorShape.PointingHandCursor)
        if self.editor.writing is not None and self.scene.hit(*point, self.zoom) == self.editor.key:
            return Qt.CursorShape.IBeamCursor
        return Qt.CursorShape.ArrowCursor

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, False
        waits = self.lifted  # much is put down in one go, which may take longer than a frame
        if waits:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            if event.button() != Qt.MouseButton.LeftButton or pressed or self.tool_name != "select":
                super().mouseReleaseEvent(event)
            self.gesture.emit(False)
        finally:
            if waits:
                QGuiApplication.restoreOverrideCursor()
        self.viewport().update()

    def glide(self, event: QMouseEvent) -> None:
        """The pointer of a drag that began elsewhere, in the palette: `event` in pixels of this view."""
        self._tell(self.tool.move, self._pointer(event))

    def drop(self, event: QMouseEvent) -> None:
        """Such a drag ends here; outside the view it is taken back."""
        if self.viewport().rect().contains(event.position().toPoint()):
            self._tell(self.tool.release, self._pointer(event))
        else:
            self.tool.cancel()

    # -- keys and input methods ----------------------------------------------------------------------------------

    @guarded
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._mine(event):
            event.accept()
            return True
        return bool(super().event(event))

    def _mine(self, event: QKeyEvent) -> bool:
        """Whether a key is the board's before any shortcut of the window gets it."""
        return self.editor.wants(event) or self._deed(event) is not None

    def _deed(self, event: QKeyEvent) -> Key | None:
        return deed_for(event, len(self.selection), self.deeds.led(), self.tool_name == "play")

    def focusNextPrevChild(self, forward: bool) -> bool:
        return False  # Tab appends; F6 leaves

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pressed and event.key() == Qt.Key.Key_Escape:
            self._pressed = False
            self.tool.cancel()
            self.gesture.emit(False)
            return
        if self.editor.key_pressed(event):
            return
        if event.key() == Qt.Key.Key_Escape and self.tool_name == "hand":
            self.done()
            return
        key = self._deed(event) if not self._pressed else None
        if key is not None:
            self.deeds.do(key.deed, key.argument)
            return
        super().keyPressEvent(event)

    @guarded
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.editor.input(event)

    @guarded
    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        if not hasattr(self, "editor"):
            return None
        found = self.editor.query(query)
        return found if found is not None else super().inputMethodQuery(query)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason or self.editor.writing is None:
            self.editor.commit()
        super().focusOutEvent(event)
        self.viewport().update()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._enable_input()

    def close_scene(self) -> None:
        self.finish()
        self._flash_timer.stop()
        super().close_scene()
