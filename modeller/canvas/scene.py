"""One diagram of a document as items in painting order; follows the document and tells its views what to redraw."""

from collections.abc import Callable, Iterable
from math import isfinite
from operator import add
from typing import TypeAlias

from modeller.canvas.doubts import Doubts
from modeller.canvas.grid import Grid
from modeller.canvas.items import Item, placed_only
from modeller.drawing.displaylist import Group
from modeller.drawing.theme import Theme
from modeller.language import current
from modeller.model.document import Change, Document, State
from modeller.model.records import Bounds, Flow, Node
from modeller.model.records import Item as Unseen
from modeller.notation.legends import legend_below
from modeller.notation.notations import BPMN
from modeller.notation.order import Known, ordered, rank
from modeller.notation.symbol import Notation

Watcher: TypeAlias = "Callable[[Bounds | None], None]"
"""Called with the area to redraw, None for all of it."""


_MANY = 400
"""Diagrams of fewer elements are ordered anew whenever one comes or goes."""
_FEW = 60
_MANY_CHANGED = 1000
"""A step that changed more than this is taken to have changed what stands everywhere."""
_SILENT = {"bpmn:laneSet", "bpmn:ioSpecification", "bpmn:inputSet", "bpmn:outputSet"}
"""Items that no picture shows anything of."""


class Scene:
    """The drawn records of one diagram in one notation. Several views may show one scene."""

    def __init__(self, document: Document, diagram: str, theme: Theme, notation: Notation = BPMN) -> None:
        self.notation = notation
        self.document = document
        self.diagram = diagram
        self.theme = theme
        self.items: dict[str, Item] = {}
        self._known: Known = {}
        self._doubts = Doubts()
        self._fresh: tuple[Change, set[str]] | None = None
        """A step that was undone or redone, and what was made anew in all it shows when that was first heard of."""
        self.revision = 0
        """Grows whenever the picture changes."""
        self._grid: Grid | None = None
        self._sorted = True
        self._extent: Bounds | None = None
        self._legend: tuple[object, Group | None] | None = None
        """The legend, with what it was made for."""
        self._loose = False
        """Whether what lay at the edge of the extent may have left it."""
        self._watchers: list[Watcher] = []
        self._fill()
        self._end = document.subscribe(self._changed)

    @property
    def watched(self) -> bool:
        """Whether any view shows it."""
        return bool(self._watchers)

    def close(self) -> None:
        """Follow the document no longer."""
        self._end()
        self._watchers.clear()

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Call `watcher` whenever something is to be redrawn; the result ends that."""
        self._watchers.append(watcher)

        def end() -> None:
            if watcher in self._watchers:
                self._watchers.remove(watcher)

        return end

    def _tell(self, area: Bounds | None) -> None:
        self.revision += 1
        if self.notation.tint is not None:
            area = None  # where the legend stands depends on all that is drawn
        for watcher in tuple(self._watchers):
            watcher(area)

    # -- what is there -------------------------------------------------------------------------------------------

    def _fill(self, follows: bool = False) -> None:
        """Make the items of what has none. With many, what `follows` a step lets the screen have a turn in between."""
        old, items = self.items, dict[str, Item]()
        in_pieces = self.document.in_pieces if follows else iter
        records = ordered(self.document, self.diagram, self._known, in_pieces)
        for place, record in enumerate(in_pieces(records)):
            item = old.get(record.key)
            if item is None or item.record is not record:
                item = Item(record, place, self.document, self.notation, self._doubts)
            else:
                item.rank = place
            items[record.key] = item
        gone = old.keys() - items.keys()
        for key in gone & self._known.keys():
            del self._known[key]
        if self._grid is not None:
            for key in gone:
                self._grid.drop(key)
            for key in in_pieces(items):
                self._grid.put(key, items[key].bounds)
        self.items = items
        self._extent = None
        self._sorted = True

    @property
    def extent(self) -> Bounds:
        """The rectangle that holds everything, the legend too; a small one at the origin where nothing is drawn."""
        below = self.legend
        return self._drawn() if below is None else self._drawn().united(below.bounds)

    @property
    def legend(self) -> Group | None:
        """What the colours of a value chain say, where it is coloured: it stands below everything."""
        if self.notation.tint is None or not self.items:
            return None
        now = self.revision, self.notation, current()
        if self._legend is None or self._legend[0] != now:
            nodes = (item.record for item in self.items.values())
            boxes = [node.bounds for node in nodes if isinstance(node, Node) and node.bounds is not None]
            self._legend = now, legend_below(around(boxes), None, self.notation)
        return self._legend[1]

    def _drawn(self) -> Bounds:
        """The rectangle that holds all elements.

        While an edit is open it only grows: what is left by what moved away goes when that has arrived.
        """
        if self._extent is None or (self._loose and self.document.editing is None):
            whole = around([item.bounds for item in self.items.values()])
            self._extent = Bounds(whole.x, whole.y, max(whole.width, 1), max(whole.height, 1))
            self._loose = False
        return self._extent

    def within(self, area: Bounds) -> list[Item]:
        """The items that meet `area`, in painting order."""
        if area.covers(self.extent if self._extent is None else self._extent):  # which may be larger than need be
            if not self._sorted:
                self.items = dict(sorted(self.items.items(), key=lambda pair: pair[1].rank))
                self._sorted = True
            return list(self.items.values())
        if self._grid is None:
            self._grid = Grid()
            for item in self.items.values():
                self._grid.put(item.key, item.bounds)
        found = [self.items[key] for key in self._grid.find(area)]
        found = [item for item in found if item.bounds.meets(area)]
        found.sort(key=lambda item: item.rank)
        return found

    def hit(self, x: float, y: float, zoom: float) -> str | None:
        """The key of what lies on top at a diagram point; tolerance is in pixels at `zoom`."""
        near = max(5 / zoom, 2.0)
        for item in reversed(self.within(Bounds(x - near, y - near, 2 * near, 2 * near))):
            if item.hit(x, y, zoom, self.document):
                return item.key
        return None

    def set_notation(self, notation: Notation) -> None:
        """Draw the same records in another way."""
        if notation is not self.notation:
            self.notation = notation
            self.items = {}
            self._fill()
            self._tell(None)

    def speak(self) -> None:
        """What the notation itself says is said in another language now."""
        if self.notation.symbols or self.notation.layers or self.notation.tint is not None:
            self._rebuilt(tuple(self.items), exact=True)

    # -- what changes --------------------------------------------------------------------------------------------

    def set_theme(self, theme: Theme) -> None:
        if theme is not self.theme:
            self.theme = theme
            for item in self.items.values():
                item.repaint()
            self._tell(None)

    def _changed(self, change: Change, state: State) -> None:
        touched = set(change.records)
        if state == "done":  # what was only shifted while it was dragged is now made where it stands
            belonging = self._around(change)
            if len(touched) > _MANY_CHANGED:
                self.document.pause()
            shifted = {key for key in touched if key in self.items and self.items[key].offset != (0.0, 0.0)}
            others = belonging | _beside(change, self._pools)
            if self._fresh is not None and self._fresh[0] is change:
                others -= self._fresh[1]
            self._fresh = None
            self._renew(shifted | others, exact=True)
            self._reorder()
            return
        self._fresh, unseen = None, False
        moved: list[str] = []
        for key in self.document.in_pieces(change.records):
            before, after = change.records[key]
            record = after or before
            if not isinstance(record, Node | Flow):
                unseen = unseen or (isinstance(record, Unseen) and record.type not in _SILENT)
                continue
            if not _placed_alike(before, after):
                moved.append(key)
            touched.update(self.document.flows_at(key))
        if unseen:
            self._rebuilt(set(self.items), exact=True)
        elif not moved:
            undone = self.document.editing is None  # so that nothing of it changes once more before it is done
            self._fresh = (change, touched) if undone else None
            self._renew(touched, exact=undone)
        elif len(self.items) < _MANY or len(moved) > _FEW:
            self._rebuilt(touched, exact=False)
        else:
            self._put_in(moved)
            self._renew(touched)

    def _around(self, change: Change) -> set[str]:
        """What looks different for sure because of what it belongs to, where a notation draws neighbours so.

        What only may be drawn larger or smaller now sees that for itself when it is painted.
        """
        reach = self.notation.around
        if not reach:
            return set()
        found, boxes, everywhere = set[str](), list[Bounds](), len(change.records) > _MANY_CHANGED
        for key in self.document.in_pieces(change.records):
            before, after = change.records[key]
            if not everywhere:
                boxes += [box.grown(reach) for record in (before, after) if (box := _box(record)) is not None]
            if isinstance(before, Flow) and isinstance(after, Flow) and placed_only(before, after):
                continue
            for record in (before, after):
                if isinstance(record, Flow):  # what a gateway asks follows from its flows
                    found.update(key for key in (record.source, record.target) if key is not None)
        self._doubts.cast(None if everywhere else boxes)
        self._tell(None)
        for key in tuple(found):
            found.update(self.document.flows_at(key))
        return found

    def _rebuilt(self, touched: Iterable[str], exact: bool) -> None:
        """Records came, went, or (`exact`) changed what others show: put all in order again."""
        for key in self.document.in_pieces(touched):
            item = self.items.get(key)
            record = self.document.get(key)
            if item is not None and record is not None:
                (item.renew if exact else item.follow)(record, self.document)
        self._fill(follows=True)
        self._tell(None)

    def _pools(self) -> list[str]:
        records = (item.record for item in self.items.values())
        return [each.key for each in records if isinstance(each, Node) and each.type == "bpmn:participant"]

    def _reorder(self) -> None:
        """Paint in another order where what was moved or resized would hide something, or does so no longer."""
        if len(self.items) < _MANY:
            before = [key for key, _ in sorted(self.items.items(), key=lambda pair: pair[1].rank)]
            self._fill()
            if list(self.items) != before:
                self._tell(None)

    def _put_in(self, keys: Iterable[str]) -> None:
        """Let a few records come into, go from or change their place in a large diagram, without ordering all of it."""
        area: Bounds | None = None
        for key in keys:
            old, record = self.items.pop(key, None), self.document.get(key)
            if old is not None:
                area = old.bounds if area is None else area.united(old.bounds)
                if self._grid is not None:
                    self._grid.drop(key)
                if self._extent is not None and not self._extent.grown(-0.01).covers(old.bounds):
                    self._extent = None
            if isinstance(record, Node | Flow) and record.diagram == self.diagram:
                item = Item(record, 0, self.document, self.notation, self._doubts)
                item.rank = self._rank(record, item)
                self.items[key] = item
                area = item.bounds if area is None else area.united(item.bounds)
                if self._grid is not None:
                    self._grid.put(key, item.bounds)
                if self._extent is not None:
                    self._extent = self._extent.united(item.bounds)
        self._sorted = False
        if area is not None:
            self._tell(area)

    def _rank(self, record: Node | Flow, item: Item) -> float:
        """A place in the painting order among what lies there: above what is to lie below it."""
        own = rank(self.document, record)
        below: list[float] = []
        above: list[float] = []
        for other in self.within(item.bounds):
            there = other.record
            if isinstance(there, Node | Flow):
                (below if rank(self.document, there) <= own else above).append(other.rank)
        if below and above and max(below) < min(above):
            return (max(below) + min(above)) / 2
        return max(below) + 0.5 if below else min(above) - 0.5 if above else 0.0

    def _renew(self, keys: Iterable[str], exact: bool = False) -> None:
        before: list[Bounds] = []
        now: list[Bounds] = []
        for key in self.document.in_pieces(keys):
            item = self.items.get(key)
            record = self.document.get(key)
            if item is None or record is None:
                continue
            before.append(item.bounds)
            if exact:
                item.renew(record, self.document)
            else:
                item.follow(record, self.document)
            now.append(item.bounds)
            if self._grid is not None:
                self._grid.put(key, item.bounds)
        if now:
            left, arrived = around(before), around(now)
            self._stretch(left, arrived)
            self._tell(left.united(arrived))

    def _stretch(self, before: Bounds, now: Bounds) -> None:
        """Follow a changed rectangle; all are asked again only where one that lay at the edge has left it."""
        extent = self._extent
        if extent is None:
            return
        if extent.grown(-0.01).covers(before) or now.covers(before):
            self._extent = extent if extent.covers(now) else extent.united(now)
        else:
            self._extent = extent.united(now)
            self._loose = True


def around(boxes: list[Bounds]) -> Bounds:
    """The rectangle that holds all of these."""
    if not boxes:
        return Bounds(0, 0, 0, 0)
    xs, ys, widths, heights = zip(*boxes, strict=True)
    left, top = min(xs), min(ys)
    return Bounds(left, top, max(map(add, xs, widths)) - left, max(map(add, ys, heights)) - top)


def _beside(change: Change, pools: Callable[[], Iterable[str]]) -> set[str]:
    """What stands at the ends of flows that changed: labels beside a shape keep out of the way of its flows."""
    found: set[str] = set()
    lanes = False
    for pair in change.records.values():
        for each in pair:
            if isinstance(each, Flow):
                found.update(end for end in (each.source, each.target) if end is not None)
            elif isinstance(each, Node) and each.type == "bpmn:lane" and None in pair:
                lanes = True  # how wide the band of a pool is depends on its lanes
    return found.union(pools()) if lanes else found


def _placed_alike(before: object, after: object) -> bool:
    """Whether what decides where in the painting order a record stands is the same in two states of it."""
    if not isinstance(before, Node | Flow) or not isinstance(after, Node | Flow):
        return before is after
    known, now = before.properties, after.properties
    if known is not now and known.get("di:order") != now.get("di:order"):
        return False
    return before.type == after.type and before.diagram == after.diagram and before.scope == after.scope


def _box(record: object) -> Bounds | None:
    """The rectangle that a record takes: its shape, or what holds its path."""
    if isinstance(record, Node):
        box = record.bounds
    elif isinstance(record, Flow) and record.points:
        xs, ys = zip(*record.points, strict=True)
        box = Bounds(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    else:
        box = None
    return box if box is not None and all(map(isfinite, box)) else None
