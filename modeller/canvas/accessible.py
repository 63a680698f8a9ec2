"""The elements of a diagram as a screen reader walks them: name, place, state and what can be done with each."""

from collections.abc import Callable
from typing import Any, Protocol
from weakref import ref

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import VoidPtr, isValid

from modeller.canvas.accessible_text import EditedText
from modeller.canvas.camera import Camera
from modeller.canvas.scene import Scene
from modeller.canvas.signs import pixels
from modeller.canvas.tools import walk
from modeller.canvas.tools.spoken import spoken
from modeller.model.document import Change, Document, State
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.bpmn.content import documentation
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.notation.titles import title

_GROUPS = {Role.POOL, Role.LANE, Role.GROUP}
_Text = QAccessible.Text
_Event = QAccessible.Event


class Surface(Protocol):
    """What is asked of the view that shows the elements."""

    scene: Scene

    @property
    def camera(self) -> Camera: ...

    @property
    def selection(self) -> tuple[str, ...]: ...

    def seen(self) -> Bounds: ...

    def viewport(self) -> QWidget: ...

    def hasFocus(self) -> bool: ...

    def setFocus(self) -> None: ...

    def select(self, keys: tuple[str, ...]) -> None: ...

    def reveal(self, area: Bounds) -> None: ...

    def activate(self, key: str) -> None:
        """What a double click on an element does."""


def announce(widget: QObject, text: str) -> None:
    """Let a screen reader say what came up without taking the focus."""
    if QAccessible.isActive() and text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def _told_elsewhere(before: object, after: object) -> bool:
    """Whether a change may put an element in another place of the order: what is only called otherwise stays."""
    if isinstance(before, Node) and isinstance(after, Node):
        return before.bounds != after.bounds or (before.type, before.host) != (after.type, after.host)
    return True


def _widget(view: Surface) -> QWidget:
    """The view as Qt knows it: the widget that holds the viewport."""
    found = view.viewport().parentWidget()
    assert found is not None
    return found


class Elements:
    """The accessible elements of one view, each made when a screen reader first asks for it.

    Until then this costs nothing: it follows the document only from the first question on.
    """

    def __init__(self, view: Surface) -> None:
        self._view = ref(view)
        self._made: dict[str, Element] = {}
        self._order: list[str] | None = None
        self._places: dict[str, int] = {}
        self._document: Document | None = None
        self._end: Callable[[], None] = lambda: None
        self._selected: tuple[str, ...] = ()
        self.text: EditedText | None = None
        """What is written in its place, in a view that one can write in."""

    @property
    def view(self) -> Surface | None:
        """The view while it is alive."""
        view = self._view()
        return view if view is not None and isValid(view) else None

    def order(self) -> list[str]:
        """The keys of what is drawn, in reading order."""
        view = self.view
        if view is None:
            return []
        if self._document is not view.scene.document:
            self._end()
            self._document = view.scene.document
            self._end = self._document.subscribe(self._changed)
            self._order = None
        if self._order is None:
            self._order = walk.reading_order(self._document, view.scene.items)
            self._places = {key: place for place, key in enumerate(self._order)}
        return self._order

    def at(self, place: int) -> "Element | None":
        order = self.order()
        return self.of(order[place]) if 0 <= place < len(order) else None

    def place(self, key: str) -> int:
        """Where an element stands in the order, -1 where it is not drawn."""
        self.order()
        return self._places.get(key, -1)

    def of(self, key: str) -> "Element | None":
        """The element of that key, None where it is not drawn."""
        view = self.view
        if view is None or key not in view.scene.items:
            return None
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Element(self, key)
        return found

    # -- what is told --------------------------------------------------------------------------------------------

    @property
    def _asked(self) -> bool:
        return self._document is not None and QAccessible.isActive()

    def _tell(self, key: str, *events: QAccessible.Event) -> None:
        element = self.of(key)
        if element is not None:
            for event in events:
                QAccessible.updateAccessibility(QAccessibleEvent(element, event))

    def focused(self) -> None:
        """The view has the focus, or another element in it has."""
        view = self.view
        if self._asked and view is not None and view.hasFocus() and len(view.selection) == 1:
            self._tell(view.selection[0], _Event.Focus)

    def written(self) -> None:
        """Something else is written, or nothing any more."""
        element = self.of(self.text.key) if self.text is not None and self._asked else None
        if self.text is not None and element is not None:
            self.text.tell(element)

    def selected(self) -> None:
        """Another selection."""
        view = self.view
        if not self._asked or view is None:
            return
        before, self._selected = self._selected, view.selection
        if len(before) + len(self._selected) > 20:
            QAccessible.updateAccessibility(QAccessibleEvent(_widget(view), _Event.SelectionWithin))
            return
        for key in before:
            if key not in self._selected:
                self._tell(key, _Event.SelectionRemove)
        for key in self._selected:
            if key not in before:
                self._tell(key, _Event.Selection if len(self._selected) == 1 else _Event.SelectionAdd)
        self.focused()

    def _changed(self, change: Change, state: State) -> None:
        if any(_told_elsewhere(*pair) for pair in change.records.values()):
            self._order = None
        if state == "done" and self.view is not None:
            self._follow(change)

    def _follow(self, change: Change) -> None:
        """After a whole step: elements come, go, and are called otherwise."""
        active = QAccessible.isActive()
        for key, (before, after) in change.records.items():
            if after is None:
                self._drop(key, tell=active)
            elif active and before is None:
                self._tell(key, _Event.ObjectCreated)
            elif active and key in self._made and getattr(before, "text", "") != getattr(after, "text", ""):
                self._tell(key, _Event.NameChanged)

    def _drop(self, key: str, *, tell: bool) -> None:
        element = self._made.pop(key, None)
        if element is not None:
            if tell:
                QAccessible.updateAccessibility(QAccessibleEvent(element, _Event.ObjectDestroyed))
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(element))

    def forget(self) -> None:
        """Another diagram, or the end of the view: what was made for this one goes."""
        for key in tuple(self._made):
            self._drop(key, tell=self._asked)
        self._end()
        self._end = lambda: None
        self._document = self._order = None
        self._selected = ()


class Element(QAccessibleInterface):
    """One element of a view."""

    def __init__(self, elements: Elements, key: str) -> None:
        super().__init__()
        self._elements = elements
        self.key = key
        self._deeds = _Deeds(elements, key)

    def _record(self) -> Node | Flow | None:
        view = self._elements.view
        item = view.scene.items.get(self.key) if view is not None else None
        return item.record if item is not None and isinstance(item.record, Node | Flow) else None

    def isValid(self) -> bool:
        return self._record() is not None

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        view = self._elements.view
        found: QWindow | None = view.viewport().window().windowHandle() if view is not None else None
        return found

    def parent(self) -> Any:
        view = self._elements.view
        return QAccessible.queryAccessibleInterface(_widget(view)) if view is not None else None

    def child(self, index: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, x: int, y: int) -> Any:
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def focusChild(self) -> Any:
        return None

    def text(self, what: QAccessible.Text) -> str:
        record, view = self._record(), self._elements.view
        if record is None or view is None:
            return ""
        if what == _Text.Name:
            return spoken(view.scene.document, (self.key,)) or title(record, view.scene.document)
        return documentation(record) if what == _Text.Description else ""

    def setText(self, what: QAccessible.Text, text: str) -> None:
        """A reader writes nothing: text is typed."""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        view = self._elements.view
        item = view.scene.items.get(self.key) if view is not None else None
        if view is None or item is None:
            return QRect()
        box = pixels(item.shape, view.camera).toAlignedRect()
        return box.translated(view.viewport().mapToGlobal(QPoint(0, 0)))

    @property
    def _written(self) -> bool:
        """Whether its text is being written."""
        return self._elements.text is not None and self._elements.text.key == self.key

    def role(self) -> QAccessible.Role:
        record = self._record()
        if self._written:
            return QAccessible.Role.EditableText
        if isinstance(record, Node) and element_type(record).role in _GROUPS:
            return QAccessible.Role.Grouping
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        view = self._elements.view
        item = view.scene.items.get(self.key) if view is not None else None
        if view is None or item is None:
            state.invalid = True
            return state
        chosen = self.key in view.selection
        for name, value in (
            ("editable", self._written), ("multiLine", self._written),
            ("focusable", True), ("selectable", True), ("multiSelectable", True), ("extSelectable", True),
            ("selected", chosen), ("focused", chosen and len(view.selection) == 1 and view.hasFocus()),
            ("offscreen", not item.bounds.meets(view.seen())), ("invisible", not view.viewport().isVisible()),
        ):  # fmt: skip
            setattr(state, name, value)
        return state

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        if kind == QAccessible.InterfaceType.ActionInterface:
            return self._deeds
        if kind == QAccessible.InterfaceType.TextInterface and self._written and self._elements.text is not None:
            return self._elements.text.interface() or VoidPtr(0)
        return VoidPtr(0)  # Qt takes None for the address of None, and falls over it


class _Deeds(QAccessibleActionInterface):
    """What a reader can do with an element: go to it, and what a double click does."""

    def __init__(self, elements: Elements, key: str) -> None:
        super().__init__()
        self._elements = elements
        self._key = key

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.setFocusAction(), QAccessibleActionInterface.pressAction()]

    def doAction(self, name: str) -> None:
        view = self._elements.view
        if view is None or self._key not in view.scene.items:
            return
        if name in self.actionNames():
            view.setFocus()
            view.select((self._key,))
            view.reveal(view.scene.items[self._key].shape)
            if name == QAccessibleActionInterface.pressAction():
                view.activate(self._key)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class AccessibleCanvas(QAccessibleWidget):
    """A view whose children are the elements of its diagram, in reading order, before what lies over it."""

    def __init__(self, view: QWidget, elements: Elements) -> None:
        super().__init__(view, QAccessible.Role.Canvas)
        self._elements = elements

    def childCount(self) -> int:
        return len(self._elements.order()) + super().childCount()

    def child(self, index: int) -> Any:
        own = len(self._elements.order())
        return self._elements.at(index) if index < own else super().child(index - own)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, Element):
            return self._elements.place(child.key)
        place = super().indexOfChild(child)
        return place + len(self._elements.order()) if place >= 0 else -1

    def childAt(self, x: int, y: int) -> Any:
        view = self._elements.view
        if view is None:
            return None
        at = view.viewport().mapFromGlobal(QPoint(x, y))
        over = view.viewport().childAt(at)
        if over is not None:  # a pad, a hint, the minimap
            return QAccessible.queryAccessibleInterface(over)
        if not view.viewport().rect().contains(at):
            return None
        place = view.camera.at(at.x(), at.y())
        key = view.scene.hit(place.x, place.y, view.camera.zoom)
        return self._elements.of(key) if key is not None else None

    def focusChild(self) -> Any:
        view = self._elements.view
        if view is not None and view.hasFocus() and len(view.selection) == 1:
            return self._elements.of(view.selection[0])
        return super().focusChild()


_installed = False


def install() -> None:
    """Let Qt ask here for the accessible side of views; it asks only where a screen reader does."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_make)


def _make(_: str, owner: QObject) -> QAccessibleInterface | None:
    elements = getattr(owner, "elements", None)
    return AccessibleCanvas(owner, elements) if isinstance(elements, Elements) and isinstance(owner, QWidget) else None
