"""Where a diagram stands in its file: what it shows, what it lies in, what can be entered from it. No Qt."""

from collections.abc import Mapping

from modeller.model.reading import Model
from modeller.model.records import Diagram, Node
from modeller.notation.bpmn.links import link_of


def planes(model: Model) -> Mapping[str, Diagram]:
    """The diagrams of sub-processes that have one of their own, by the sub-process's key."""
    found: dict[str, Diagram] = {}
    for diagram in model.diagrams():
        if diagram.scope is not None and model.node(diagram.scope) is not None:
            found.setdefault(diagram.scope, diagram)
    return found


def roots(model: Model) -> list[Diagram]:
    """The diagrams that lie in no other, in file order; all of them where that leaves none."""
    inner = {diagram.key for diagram in planes(model).values()}
    return [diagram for diagram in model.diagrams() if diagram.key not in inner] or model.diagrams()


def home(model: Model, diagram: Diagram) -> Diagram | None:
    """The diagram where the sub-process that this diagram shows is drawn; None at the root.

    A sub-process without a shape anywhere is looked for upwards through what holds it.
    """
    node = model.node(diagram.scope)
    if node is None:
        return None
    held: Node | None = node
    below = planes(model)
    while held is not None:
        if held.diagram is not None and held.diagram != diagram.key:
            found = model.get(held.diagram)
            return found if isinstance(found, Diagram) else None
        plane = below.get(held.scope or "")
        if plane is not None and plane.key != diagram.key:
            return plane
        held = model.node(held.scope)
    return None


def path(model: Model, diagram: Diagram) -> list[Diagram]:
    """From the root to the diagram."""
    trail = [diagram]
    seen = {diagram.key}
    while (outer := home(model, trail[0])) is not None and outer.key not in seen:
        seen.add(outer.key)
        trail.insert(0, outer)
    return trail


def title(model: Model, diagram: Diagram) -> str:
    """The name of what it shows, its own name otherwise; empty where neither has one."""
    scope = model.get(diagram.scope)
    own = diagram.text.strip()
    shown = scope.text.strip() if scope is not None else ""
    return shown or own


def ways_in(model: Model, diagram: str) -> frozenset[str]:
    """The keys of what is drawn there and has a diagram of its own, or stands for another model."""
    inside = {key for key in planes(model) if (node := model.node(key)) is not None and node.diagram == diagram}
    return frozenset(inside.union(each.key for each in model.drawn(diagram) if link_of(each) is not None))
