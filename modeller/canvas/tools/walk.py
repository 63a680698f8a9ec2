"""Along the flow: what comes before and after an element, its branches, what lies beside it."""

from collections.abc import Container, Iterable

from modeller.editing import lane_tree
from modeller.editing.carried import contents, pool_of
from modeller.model.reading import Model
from modeller.model.records import Flow, Node, Point
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

_FRAMES = {Role.POOL, Role.LANE, Role.PHASE, Role.GROUP}


def branches(model: Model, key: str) -> list[str]:
    """What the flows out of an element lead to, boundary events first behind them, from top to bottom."""
    record = model.get(key)
    if isinstance(record, Flow):
        return [record.target] if record.target is not None else []
    found = [flow.target for flow in _sequence(model.outgoing(key)) if flow.target is not None]
    found += [event.key for event in model.attached(key)]
    return sorted(dict.fromkeys(found), key=lambda other: _place(model, other))


def _sequence(flows: Iterable[Flow]) -> list[Flow]:
    flows = list(flows)
    return [flow for flow in flows if flow.type == "bpmn:sequenceFlow"] or flows


def before(model: Model, key: str) -> str | None:
    """What leads to an element; the host of a boundary event."""
    record = model.get(key)
    if isinstance(record, Flow):
        return record.source
    if isinstance(record, Node) and record.host is not None:
        return record.host
    found = [flow.source for flow in _sequence(model.incoming(key)) if flow.source is not None]
    return min(found, key=lambda other: _place(model, other)) if found else None


def after(model: Model, key: str) -> str | None:
    found = branches(model, key)
    return found[0] if found else None


def branch(model: Model, key: str, number: int) -> str | None:
    """The branch of that number, counted from 1."""
    found = branches(model, key)
    return found[number - 1] if 0 < number <= len(found) else None


def beside(model: Model, key: str, step: int) -> str | None:
    """The next sister above (-1) or below (1): another branch of what leads here, else what lies there."""
    record = model.node(key)
    if record is None or record.bounds is None or record.diagram is None:
        return None
    if record.type == "bpmn:lane":
        row = [lane.key for lane in lane_tree.siblings(model, record)]
        place = row.index(key) + step
        return row[place] if 0 <= place < len(row) else None
    source = before(model, key)
    if source is not None:
        sisters = branches(model, source)
        if key in sisters and 0 <= sisters.index(key) + step < len(sisters):
            return sisters[sisters.index(key) + step]
    others = [other for other in model.drawn(record.diagram) if isinstance(other, Node) and other.key != key]
    return nearest(record.bounds.centre, 0, step, [o for o in others if element_type(o).role not in _FRAMES])


def nearest(place: Point, dx: int, dy: int, nodes: Iterable[Node]) -> str | None:
    """The one of these shapes that lies nearest in a direction: right (dx 1), left (-1), below (dy 1), above (-1)."""
    best: tuple[float, str] | None = None
    for node in nodes:
        if node.bounds is None:
            continue
        x, y = node.bounds.centre.x - place.x, node.bounds.centre.y - place.y
        along, across = (x * dx, abs(y)) if dx else (y * dy, abs(x))
        if along > 5:
            found = (along + 2 * across, node.key)
            best = found if best is None or found < best else best
    return best[1] if best is not None else None


def holder(model: Model, key: str) -> str | None:
    """What an element stands in and can be selected: its lane, the lane or pool around that, its sub-process."""
    node = model.node(key)
    if node is None:
        return None
    if node.type == "bpmn:lane":
        outer = lane_tree.holder(model, node)
        return outer.key if outer is not None else None
    lanes = [lane for lane in map(model.node, node.lanes) if lane is not None and lane.diagram == node.diagram]
    if lanes:
        return lanes[-1].key
    scope = model.node(node.scope)
    if scope is not None:
        return scope.key if scope.diagram == node.diagram else None
    pool = pool_of(model, key, node.diagram)
    return pool.key if pool is not None and pool.key != key else None


def inside(model: Model, key: str) -> str | None:
    """Where reading begins in a pool, lane or sub-process; of one without steps its first lane."""
    node = model.node(key)
    if node is None or node.diagram is None:
        return None
    held = {inner.key for inner in contents(model, node)}
    found = first(model, node.diagram, held)
    lanes = lane_tree.rows(model, node) if node.type in {"bpmn:participant", "bpmn:lane"} else []
    return found if found is not None else lanes[0].key if lanes else None


def first(model: Model, diagram: str, among: Container[str] | None = None) -> str | None:
    """Where reading begins: a start event, else what no flow leads to, else the leftmost; `among` some, or all."""
    nodes = [record for record in model.drawn(diagram) if isinstance(record, Node) and record.bounds is not None]
    if among is not None:
        nodes = [node for node in nodes if node.key in among]
    steps = [node for node in nodes if element_type(node).role not in _FRAMES]
    steps = steps if steps or among is not None else nodes
    if not steps:
        return None

    def early(node: Node) -> tuple[bool, bool, float, float]:
        assert node.bounds is not None
        starts = element_type(node).role is Role.START
        return not starts, bool(model.incoming(node.key)), node.bounds.x, node.bounds.y

    return min(steps, key=early).key


def reading_order(model: Model, keys: Iterable[str]) -> list[str]:
    """Elements as one tells of them: what frames others, the steps along the flow, the flows.

    A step comes after all that lead to it, loops apart, and the branches of a gateway one after the other.
    """
    frames: list[str] = []
    steps: dict[str, tuple[bool, bool, float, float]] = {}
    rest: list[str] = []
    for key in keys:
        node = model.node(key)
        if node is None or node.bounds is None:
            rest.append(key)
        elif element_type(node).role in _FRAMES:
            frames.append(key)
        else:
            led_to = node.host is not None or any(flow.source for flow in _sequence(model.incoming(key)))
            starts = element_type(node).role is Role.START
            steps[key] = (led_to and not starts, not starts, node.bounds.y, node.bounds.x)
    first_to_last = sorted(steps, key=steps.__getitem__)
    known: set[str] = set()
    told: list[str] = []
    for begin in reversed([key for key in first_to_last if not steps[key][0]]):
        _tell(model, begin, steps, known, told)
    told.reverse()
    for begin in first_to_last:  # loops that nothing leads into
        ring: list[str] = []
        _tell(model, begin, steps, known, ring)
        told += reversed(ring)
    return [*frames, *told, *rest]


def _tell(model: Model, begin: str, steps: Container[str], known: set[str], told: list[str]) -> None:
    """Add what follows `begin` to what is told, the last first: a step when all behind it have been."""
    if begin in known:
        return
    known.add(begin)
    under_way = [(begin, iter(branches(model, begin)[::-1]))]
    while under_way:
        key, after_it = under_way[-1]
        following = next((other for other in after_it if other in steps and other not in known), None)
        if following is None:
            told.append(key)
            under_way.pop()
        else:
            known.add(following)
            under_way.append((following, iter(branches(model, following)[::-1])))


def _place(model: Model, key: str) -> tuple[float, float]:
    node = model.node(key)
    if node is None or node.bounds is None:
        return (0.0, 0.0)
    return (node.bounds.centre.y, node.bounds.centre.x)
