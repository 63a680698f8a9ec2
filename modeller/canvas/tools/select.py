"""The tool that one has in the hand: select, lasso, move, resize, bend."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Literal, TypeAlias

from modeller.canvas.tools import snapping
from modeller.canvas.tools.board import NOTHING, EditBoard, Signs
from modeller.canvas.tools.gesture import Gesture, attempt
from modeller.canvas.tools.handles import Handle, box_of, is_container, on_border, resized
from modeller.canvas.tools.lasso import area, within
from modeller.canvas.tools.lift import MANY, Carried, Lifted, lifted
from modeller.canvas.tools.pointer import Pointer
from modeller.editing import bend, borders, connect, labels, lanes, move, phases, resize
from modeller.editing.drop import drop
from modeller.language import message
from modeller.model.records import Bounds, Flow, Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

State: TypeAlias = Literal["idle", "pressed", "dragging", "lasso", "resizing", "bending", "label", "reconnecting"]

SLACK = 4.0
"""Pixels that the pointer may tremble before a press becomes a drag."""
_MOST_NEIGHBOURS = 120


class SelectTool:
    """idle → pressed → (4 px) → one of the drags → idle. Esc takes a drag back and leaves no trace."""

    def __init__(self, board: EditBoard) -> None:
        self._board = board
        self.state: State = "idle"
        self._start = Pointer(0, 0)
        self._handle: Handle | None = None
        self._gesture: Gesture | None = None
        self._held: tuple[str, ...] = ()
        self._others: list[Bounds] = []
        self._box: Bounds | None = None
        self._lifted: Lifted | None = None
        self._last = Pointer(0, 0)

    # -- the pointer ---------------------------------------------------------------------------------------------

    def press(self, pointer: Pointer) -> None:
        if self.state != "idle":
            return
        if pointer.clicks == 2:
            self._open(pointer)
            return
        self._start = pointer
        self._handle = self._board.handle_at(pointer.x, pointer.y)
        self.state = "pressed"
        adds = pointer.shift or pointer.control or self._handle is not None
        if not adds and pointer.hit is not None and pointer.hit not in self._board.selection:
            record = self._board.document.node(pointer.hit)
            if record is None or not is_container(record) or self._holds(record, pointer):
                self._board.select((pointer.hit,))

    def _open(self, pointer: Pointer) -> None:
        """What two quick clicks do: a bend goes, a text is edited."""
        handle = self._board.handle_at(pointer.x, pointer.y)
        if handle is not None and handle.kind == "bend":
            attempt(self._board, partial(bend.remove_point, self._board.document, handle.key, handle.place))
        elif pointer.hit is not None:
            self._board.write(pointer.hit)

    def move(self, pointer: Pointer) -> None:
        self._last = pointer
        if self.state == "idle":
            self._board.point_at(pointer.hit)
        elif self.state == "pressed":
            slack = SLACK / self._board.zoom
            if max(abs(pointer.x - self._start.x), abs(pointer.y - self._start.y)) >= slack:
                self._begin()
                self.move(pointer)
        elif self.state == "lasso":
            self._board.show_signs(Signs(area=area(self._start, pointer)))
        elif self.state == "dragging":
            self._drag(pointer, dropped=False)
        elif self.state == "resizing":
            self._resize(pointer)
        elif self.state in ("bending", "label"):
            self._bend(pointer)
        elif self.state == "reconnecting":
            self._aim(pointer)

    def release(self, pointer: Pointer) -> None:
        state, self.state = self.state, "idle"
        self._board.show_signs(NOTHING)
        if state == "pressed":
            self._clicked(pointer)
        elif state == "lasso":
            self._caught(pointer)
        elif state == "reconnecting":
            self._reconnect(pointer)
        elif self._gesture is not None:
            if state == "dragging":
                self._drag(pointer, dropped=True)
            self._board.show_signs(NOTHING)
            gesture, self._gesture = self._gesture, None
            gesture.commit()

    def cancel(self) -> None:
        """Esc: the drag never was; without one the selection is let go."""
        state, self.state = self.state, "idle"
        self._board.show_signs(NOTHING)
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.cancel()
        elif state in ("idle", "pressed"):
            self._board.select(())

    # -- clicks and the lasso ------------------------------------------------------------------------------------

    def _clicked(self, pointer: Pointer) -> None:
        if self._handle is not None and self._handle.kind != "border":
            return
        held, hit = self._board.selection, self._start.hit
        adds = pointer.shift or pointer.control
        if hit is None:
            if not adds:
                self._board.select(())
        elif not adds:
            self._board.select((hit,))
        elif hit in held:
            self._board.select(tuple(key for key in held if key != hit))
        else:
            self._board.select((*held, hit))

    def _caught(self, pointer: Pointer) -> None:
        caught = within(self._board, area(self._start, pointer))
        if self._start.shift or self._start.control:
            caught = tuple(dict.fromkeys((*self._board.selection, *caught)))
        self._board.select(caught)

    # -- what a drag does ----------------------------------------------------------------------------------------

    def _begin(self) -> None:
        start, handle = self._start, self._handle
        document = self._board.document
        if handle is not None:
            self._take(handle)
            return
        record = document.get(start.hit)
        if record is None or (start.shift and start.hit not in self._board.selection):
            self.state = "lasso"
            return
        if isinstance(record, Node) and is_container(record) and not self._holds(record, start):
            self.state = "lasso"
            return
        if isinstance(record, Flow):
            if start.hit not in self._board.selection:
                self._board.select((record.key,))
            if len(self._board.selection) == 1:
                if self._on_label(record.key, start):
                    self._take(Handle("label", record.key, start.x, start.y))
                else:
                    self._take(
                        Handle("segment", record.key, start.x, start.y, bend.piece_near(record, start.x, start.y))
                    )
                return
        if isinstance(record, Node) and self._on_label(record.key, start):
            self._take(Handle("label", record.key, start.x, start.y))
            return
        if start.hit is not None and start.hit not in self._board.selection:
            self._board.select((start.hit,))
        self._held = self._board.selection
        self._others, self._box = self._neighbours(record)
        self._lifted = self._lift()
        self.state = "dragging"
        self._gesture = Gesture(self._board, message("editing.move"))

    def _holds(self, record: Node, start: Pointer) -> bool:
        """Whether a container is taken hold of there: on its edge, or anywhere once it is selected."""
        return record.key in self._board.selection or on_border(record, start.x, start.y, self._board.zoom)

    def _on_label(self, key: str, start: Pointer) -> bool:
        """Whether a press is on an element's label, beside the element itself."""
        label, node = self._label(key), self._board.document.node(key)
        if label is None or not label.contains(start.x, start.y):
            return False
        return node is None or node.bounds is None or not node.bounds.contains(start.x, start.y)

    def _label(self, key: str) -> Bounds | None:
        return labels.label_box(self._board.document, key, self._board.notation)

    def _take(self, handle: Handle) -> None:
        if handle.kind in ("start", "end"):
            self.state = "reconnecting"
            return
        self._handle = handle
        if handle.kind == "corner":
            record = self._board.document.node(handle.key)
            assert record is not None
            self._others, self._box = self._neighbours(record)
            self.state = "resizing"
            self._gesture = Gesture(self._board, message("editing.resize"))
        elif handle.kind == "label":
            self._box = self._label(handle.key)
            self.state = "label"
            self._gesture = Gesture(self._board, message("canvas.move_label"))
        elif handle.kind == "border":
            self.state = "resizing"
            self._gesture = Gesture(self._board, message("flows.lane.border"))
        else:
            self.state = "bending"
            self._gesture = Gesture(self._board, message("canvas.bend"))

    def _neighbours(self, record: object) -> tuple[list[Bounds], Bounds | None]:
        """What a drag may snap to: the shapes around; and the rectangle that is dragged."""
        document, held = self._board.document, set(self._board.selection)
        box = box_of(record) if isinstance(record, Node | Flow) else None
        if box is None:
            return [], None
        found = []
        for other in self._board.near(box.grown(600)):
            if isinstance(other, Node) and other.bounds is not None and other.key not in held:
                role = element_type(other).role
                if role in (Role.LANE, Role.PHASE, Role.POOL) or not held.isdisjoint(
                    {other.host, *(above.key for above in document.ancestors(other.key))}
                ):
                    continue
                found.append(other.bounds)
        found.sort(key=lambda other: abs(other.centre.x - box.centre.x) + abs(other.centre.y - box.centre.y))
        return found[:_MOST_NEIGHBOURS], box

    def _drag(self, pointer: Pointer, *, dropped: bool) -> None:
        gesture = self._gesture
        if gesture is None:
            return
        dx, dy = pointer.x - self._start.x, pointer.y - self._start.y
        if pointer.shift:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        signs = NOTHING
        if self._box is not None and not pointer.alt:
            snapped = snapping.snap(self._box, dx, dy, self._others, self._board.zoom, self._board.grid)
            dx, dy, signs = snapped.dx, snapped.dy, Signs(guides=snapped.guides)
        if self._lifted is not None and not dropped:
            self._board.show_signs(replace(signs, carried=Carried(self._lifted, dx, dy)))
            return
        strip = self._strip()
        if strip is not None:
            gesture.do(partial(_move_strip, self._board, strip, pointer))
        elif dropped:
            gesture.do(partial(drop, self._board.document, self._held, dx, dy))
        else:
            gesture.do(partial(move.move, self._board.document, self._held, dx, dy, dropped=False))
        self._board.show_signs(signs)

    def _lift(self) -> Lifted | None:
        """What goes along as a picture, where that is very much."""
        nodes = move.movable(self._board.document, self._held) if self._strip() is None else []
        return lifted(self._board.document, (node.key for node in nodes)) if len(nodes) > MANY else None

    def _strip(self) -> Node | None:
        """The lane or phase that is dragged to another place among its neighbours."""
        if len(self._held) != 1:
            return None
        record = self._board.document.node(self._held[0])
        return record if record is not None and element_type(record).role in (Role.LANE, Role.PHASE) else None

    def _resize(self, pointer: Pointer) -> None:
        gesture, handle = self._gesture, self._handle
        if gesture is None or handle is None:
            return
        dx, dy = pointer.x - self._start.x, pointer.y - self._start.y
        if not pointer.alt:
            dx, dy = snapping.to_grid(dx, self._board.grid), snapping.to_grid(dy, self._board.grid)
        document = self._board.document
        if handle.kind == "border":
            delta = dy if handle.sides == "s" else dx
            record = document.node(handle.key)
            phase = record is not None and element_type(record).role is Role.PHASE
            verb = phases.move_border if phase else borders.move_border
            gesture.do(partial(verb, document, handle.key, delta, grow=pointer.control))
        if handle.kind == "border" or self._box is None:
            return
        bounds = resized(self._box, handle.sides, dx, dy)
        gesture.do(partial(resize.resize, document, handle.key, bounds))

    def _bend(self, pointer: Pointer) -> None:
        gesture, handle = self._gesture, self._handle
        if gesture is None or handle is None:
            return
        document = self._board.document
        dx, dy = pointer.x - self._start.x, pointer.y - self._start.y
        if handle.kind == "label" and handle.sides and self._box is not None:
            bounds = resized(self._box, handle.sides, dx, dy)
            gesture.do(partial(labels.resize_label, document, handle.key, bounds))
        elif handle.kind == "label":
            gesture.do(partial(labels.move_label, document, handle.key, dx, dy))
        elif handle.kind == "bend":
            gesture.do(partial(bend.move_point, document, handle.key, handle.place, pointer.x, pointer.y))
        else:
            gesture.do(partial(bend.move_segment, document, handle.key, handle.place, dx, dy))

    # -- the ends of a flow --------------------------------------------------------------------------------------

    def _aim(self, pointer: Pointer) -> None:
        handle = self._handle
        flow = self._board.document.flow(handle.key) if handle is not None else None
        if handle is None or flow is None:
            return
        if handle.kind == "start":
            line = (type(flow.points[0])(pointer.x, pointer.y), *flow.points[1:])
        else:
            line = (*flow.points[:-1], type(flow.points[0])(pointer.x, pointer.y))
        self._board.show_signs(Signs(line=line, target=pointer.hit, fits=pointer.hit is not None))

    def _reconnect(self, pointer: Pointer) -> None:
        handle = self._handle
        if handle is None or pointer.hit is None or pointer.hit == handle.key:
            return
        end: Literal["source", "target"] = "source" if handle.kind == "start" else "target"
        gesture = Gesture(self._board, message("canvas.reconnect"))
        gesture.do(partial(connect.reconnect, self._board.document, handle.key, end, pointer.hit))
        gesture.commit()


def _siblings(board: EditBoard, strip: Node) -> list[Node]:
    """The lanes of one lane set, or the phases of a pool, from top to bottom, or from left to right."""
    kind = element_type(strip)
    horizontal = kind.traits(strip).horizontal
    found = [
        record for record in board.document.children(strip.scope)
        if isinstance(record, Node) and record.bounds is not None and element_type(record).role is kind.role
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.bounds.y if horizontal else each.bounds.x)  # type: ignore[union-attr]


def _move_strip(board: EditBoard, strip: Node, pointer: Pointer) -> None:
    """Give a lane or a phase the place among its sisters where the pointer is."""
    kind = element_type(strip)
    horizontal = kind.traits(strip).horizontal
    along = pointer.y if horizontal else pointer.x
    others: Iterable[Node] = (other for other in _siblings(board, strip) if other.key != strip.key)
    place = 0
    for other in others:
        centre = other.bounds.centre if other.bounds is not None else None
        if centre is not None and along > (centre.y if horizontal else centre.x):
            place += 1
    verb = phases.move if kind.role is Role.PHASE else lanes.move
    verb(board.document, strip.key, place)
