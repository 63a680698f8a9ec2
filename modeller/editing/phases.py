"""Phases of a pool: adding, splitting, putting elsewhere with all that stands in them, moving their borders.

Deleted they are like anything else: the steps stay, and the phase before takes the room.
"""

from dataclasses import replace
from typing import Final, Literal

from modeller.editing.carried import carried
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.growth import lengthen
from modeller.editing.identity import new_key, top
from modeller.editing.lane_tree import box, end, lies, middle, start
from modeller.editing.membership import settle
from modeller.editing.refused import Refused, finite
from modeller.editing.reorder import reorder
from modeller.editing.shift import shift
from modeller.editing.spread import PADDING, clear, loose
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node, Properties
from modeller.notation.bpmn.phases import HEAD, LEAST, TYPE, column, inside, may_have_phases, phases_of

Side = Literal["before", "after"]
LONG: Final = 180.0
"""The length of a new phase along its pool."""
GAP: Final = 12.0
"""Between the heads of phases and what lies beyond them."""


def add(document: Document, key: str, side: Side) -> str:
    """A new phase before or after a phase, or at that end of a pool; its key.

    The pool grows by it, and what stands beyond moves on. A pool without phases gets two: one takes what was there.
    """
    pool, phase = _pool_and_phase(document, key)
    with step(document, message("flows.phase.add")) as edit:
        own(document, edit, pool.diagram)
        phases = phases_of(document, pool.key) or _first(document, edit, pool)
        pool = _again(document, pool)
        beside = phase if phase is not None else phases[0 if side == "before" else -1]
        across = not lies(document, pool)
        line = start(box(_again(document, beside)), across) if side == "before" else end(box(beside), across)
        place = [each.key for each in phases].index(beside.key) + (side == "after")
        changed = _make_room(document, edit, pool, line, LONG)
        made = _new(document, edit, _again(document, pool), line, line + LONG, _between(phases, place))
        _settled(document, edit, pool, changed)
    return made


def split(document: Document, key: str, count: int) -> tuple[str, ...]:
    """Divide a phase, or a pool without phases, into `count` of one length; their keys, a divided one's first.

    No border cuts a step where it can pass beside. The pool grows where they would be too short. Raises Refused for a
    pool that has phases.
    """
    pool, phase = _pool_and_phase(document, key)
    if phase is None and phases_of(document, pool.key):
        raise Refused(message("flows.phase.has_phases"))
    with step(document, message("flows.phase.split")) as edit:
        own(document, edit, pool.diagram)
        first = phase or _first(document, edit, pool)[0]
        pool, first = _again(document, pool), _again(document, first)
        across = not lies(document, pool)
        low, high = start(box(first), across), end(box(first), across)
        changed: list[str] = []
        if high - low < count * LEAST:
            changed = _make_room(document, edit, pool, high, count * LEAST - (high - low))
            pool, high = _again(document, pool), low + count * LEAST
        length = (high - low) / count
        borders = [
            clear(
                document,
                pool,
                round(low + length * number),
                not lies(document, pool),
                length / 4 if length >= 2 * LEAST else 0.0,
            )
            for number in range(1, count)
        ]
        phases = phases_of(document, pool.key)
        following = next((each.order for each in phases if each.order > first.order), first.order + 1)
        made = [first.key]
        for number, (begin, finish) in enumerate(zip(borders, [*borders[1:], high], strict=True), 1):
            order = first.order + (following - first.order) * number / count
            made.append(_new(document, edit, pool, begin, finish, order))
        _settled(document, edit, pool, changed)
    return tuple(made)


def move(document: Document, key: str, place: int) -> None:
    """Put a phase, with all that stands in it, at another place in its pool (0 is the first)."""
    pool, phase = _pool_and_phase(document, key)
    if phase is None:
        raise Refused(message("flows.phase.none"))
    phases = phases_of(document, pool.key)
    place = min(max(place, 0), len(phases) - 1)
    if [each.key for each in phases].index(key) == place:
        return
    with step(document, message("flows.phase.move")) as edit:
        own(document, edit, pool.diagram)
        changed = reorder(document, edit, pool, phases, key, place, not lies(document, pool), lambda each: (each,))
        _settled(document, edit, pool, changed)


def move_border(document: Document, key: str, delta: float, grow: bool = False) -> None:
    """Move the border behind a phase (right of it, below it in a pool that stands) by `delta` units.

    The steps stay and belong to the phase that they stand in then; the border passes beside them, never through one
    where it can. With `grow`, and at the pool's own end, the pool gets longer or shorter instead, and all beyond the
    border moves. No phase gets shorter than LEAST.
    """
    finite(delta)
    pool, phase = _pool_and_phase(document, key)
    if phase is None:
        raise Refused(message("flows.phase.none"))
    phases = phases_of(document, pool.key)
    place = [each.key for each in phases].index(key)
    across = not lies(document, pool)
    line = end(box(phase), across)
    delta = float(round(line + delta)) - line
    following = phases[place + 1] if place < len(phases) - 1 and not grow else None
    if following is None:
        delta = max(delta, -_spare(document, pool, phase, across))
    else:
        low, high = start(box(phase), across) + LEAST, end(box(following), across) - LEAST
        wanted = min(max(line + delta, low), high)
        found = clear(document, pool, wanted, not lies(document, pool), min(wanted - low, high - wanted))
        delta = found - line
    if delta == 0:
        return
    with step(document, message("flows.phase.border")) as edit:
        own(document, edit, pool.diagram)
        if following is None:
            _settled(document, edit, pool, _make_room(document, edit, pool, line, delta))
        else:
            bounds = column(box(pool), not across, line + delta, end(box(following), across))
            edit.put(replace(following, bounds=bounds))


def _spare(model: Model, pool: Node, phase: Node, across: bool) -> float:
    """How much shorter a phase can get with all beyond it moving up."""
    low, high = start(box(phase), across), end(box(phase), across)
    room = high - low - LEAST
    nodes = loose(model, pool)
    within = [end(box(node), across) for node in nodes if middle(box(node), across) < high]
    beyond = [start(box(node), across) for node in nodes if middle(box(node), across) >= high]
    if within:
        room = min(room, high - max(within) - PADDING)
        if beyond:
            room = min(room, min(beyond) - max(within) - PADDING)
    return max(room, 0.0)


def _make_room(document: Document, edit: Edit, pool: Node, line: float, delta: float) -> list[str]:
    """Make a pool longer at a place along it: what stands beyond moves on, phases too. The keys of what changed."""
    lying = lies(document, pool)
    by = (delta, 0.0) if lying else (0.0, delta)
    beyond = [node.key for node in loose(document, pool) if middle(box(node), not lying) >= line]
    changed = lengthen(document, edit, pool.key, delta, lying)
    for phase in phases_of(document, pool.key):
        if start(box(phase), not lying) >= line - 0.5:
            edit.put(replace(phase, bounds=box(phase).moved(*by)))
    return changed + shift(document, edit, beyond, *by)


def _first(document: Document, edit: Edit, pool: Node) -> list[Node]:
    """A phase that takes all of a pool, which moves away from what its head would lie on."""
    out = _head_room(document, pool)
    if out:
        by = (0.0, out) if lies(document, pool) else (out, 0.0)
        lying = lies(document, pool)
        edge = start(box(pool), lying)
        moving = [
            node.key
            for node in document.drawn(pool.diagram or "")
            if isinstance(node, Node) and node.scope == pool.scope and start(box(node), lying) >= edge
        ]
        follow(document, edit, shift(document, edit, moving, *by))
        pool = _again(document, pool)
    key = _new(document, edit, pool, *inside(document, pool), 0.0)
    found = document.node(key)
    assert found is not None
    return [found]


def _head_room(model: Model, pool: Node) -> float:
    """How far a pool moves so that the heads of its phases lie on nothing."""
    lying, bounds = lies(model, pool), box(pool)
    own_ = {node.key for node in carried(model, [pool.key])}
    strip = Bounds(bounds.x, bounds.y - HEAD, bounds.width, HEAD - 1)
    if not lying:
        strip = Bounds(bounds.x - HEAD, bounds.y, HEAD - 1, bounds.height)
    hit = [
        end(box(node), lying)
        for node in model.drawn(pool.diagram or "")
        if isinstance(node, Node) and node.bounds is not None and node.key not in own_ and box(node).meets(strip)
    ]
    return max(hit) + GAP - start(strip, lying) if hit else 0.0


def _new(document: Document, edit: Edit, pool: Node, low: float, high: float, order: float) -> str:
    key, lying = new_key(document, TYPE), lies(document, pool)
    said = {"id": key, "di:isHorizontal": "false" if lying else "true", "di:order": top(document, pool.diagram or "")}
    bounds = column(box(pool), lying, low, high)
    edit.put(Node(key, TYPE, pool.key, order, diagram=pool.diagram, bounds=bounds, properties=Properties(said)))
    return key


def _between(phases: list[Node], place: int) -> float:
    """An order for a phase that comes to stand at that place."""
    before = phases[place - 1].order if place > 0 else phases[0].order - 1
    after = phases[place].order if place < len(phases) else before + 2
    return (before + after) / 2


def _settled(document: Document, edit: Edit, pool: Node, changed: list[str]) -> None:
    follow(document, edit, changed)
    settle(document, edit, [node.key for node in loose(document, _again(document, pool))])


def _pool_and_phase(document: Document, key: str) -> tuple[Node, Node | None]:
    """A pool that may have phases, and the phase of it that was asked for. Raises Refused for anything else."""
    node = document.node(key)
    phase = node if node is not None and node.type == TYPE else None
    pool = document.node(phase.scope) if phase is not None else node
    if pool is None or not may_have_phases(document, pool):
        raise Refused(message("flows.phase.no_pool"))
    return pool, phase


def _again(document: Document, node: Node) -> Node:
    found = document.node(node.key)
    assert found is not None
    return found
