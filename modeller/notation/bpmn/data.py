"""Data: objects and references to them, inputs, outputs, stores, messages."""

from collections.abc import Callable

from modeller.drawing.displaylist import Mark, Path, Segments
from modeller.drawing.shapes import parsed, placed, polygon, rectangle
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn import properties
from modeller.notation.bpmn.colours import fill, paint, pen
from modeller.notation.bpmn.content import flag, referred, state
from modeller.notation.bpmn.labels import beside
from modeller.notation.bpmn.markers import envelope
from modeller.notation.element import ElementType, Property, Role, Traits

PAGE = (36.0, 50.0)
STORE = (50.0, 50.0)
LINE = 1.5

_ARROW = parsed("M 0 -1.8 L 6.5 -1.8 L 6.5 -4.6 L 12 0 L 6.5 4.6 L 6.5 1.8 L 0 1.8 Z")


def page(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *PAGE)


def store(node: Node) -> Bounds:
    return node.bounds or Bounds(0, 0, *STORE)


def _fold(bounds: Bounds) -> float:
    return min(11.0, bounds.width * 0.3, bounds.height * 0.3)


def page_outline(node: Node) -> Segments:
    x, y, w, h = page(node)
    f = _fold(page(node))
    return polygon(((x, y), (x + w - f, y), (x + w, y + f), (x + w, y + h), (x, y + h)))


def store_outline(node: Node) -> Segments:
    x, y, w, h = store(node)
    d = min(h * 0.14, w * 0.2)
    return (
        ("M", x, y + d),
        ("C", x, y - d / 3, x + w, y - d / 3, x + w, y + d),
        ("L", x + w, y + h - d),
        ("C", x + w, y + h + d / 3, x, y + h + d / 3, x, y + h - d),
        ("Z",),
    )


def caption(node: Node, model: Model) -> str:
    """A data element's text: its own name or that of what it refers to, then its state in brackets."""
    text = node.text
    if not text:
        for name in ("dataObjectRef", "dataStoreRef"):
            target = referred(node.properties.text(name), model)
            if target is not None:
                text = target.text
                break
    if node.content:
        name = state(node)
        if name and f"[{name}]" not in text:
            return f"{text}\n[{name}]" if text else f"[{name}]"
    return text


def is_collection(node: Node, model: Model) -> bool:
    """Whether a data element, or what it refers to, stands for several."""
    if flag(node, "isCollection"):
        return True
    reference = node.properties.text("dataObjectRef")
    target = referred(reference, model) if reference else None
    return target is not None and flag(target, "isCollection")


def _drawing(arrow: str) -> Callable[[Node, Model], list[Mark]]:
    def draw(node: Node, model: Model) -> list[Mark]:
        bounds, colours = page(node), paint(node, "data")
        x, y, w, h = bounds
        f = _fold(bounds)
        border = pen(colours.line, LINE)
        crease = (("M", x + w - f, y), ("L", x + w - f, y + f), ("L", x + w, y + f))
        marks: list[Mark] = [
            Path(page_outline(node), border, fill(colours.inside)),
            Path(crease, border),  # type: ignore[arg-type]
        ]
        scale = min(w / PAGE[0], h / PAGE[1], 1.5)
        if arrow:
            inside = fill(colours.line) if arrow == "filled" else None
            marks.append(Path(placed(_ARROW, x + 4 * scale, y + 9.5 * scale, scale), pen(colours.line, 1.1), inside))
        if is_collection(node, model):
            middle, end = x + w / 2, y + h - 3 * scale
            bars = tuple(
                step
                for i in (-1, 0, 1)
                for step in (
                    ("M", middle + 4 * i * scale, end - 9 * scale),
                    ("L", middle + 4 * i * scale, end),
                )
            )
            marks.append(Path(bars, pen(colours.line, 1.9 * scale)))  # type: ignore[arg-type]
        text = caption(node, model)
        if text and node.bounds is not None:
            marks += beside(node, model, text, colours.label)
        return marks

    return draw


def _draw_store(node: Node, model: Model) -> list[Mark]:
    bounds, colours = store(node), paint(node, "data")
    x, y, w, h = bounds
    d = min(h * 0.14, w * 0.2)
    border = pen(colours.line, LINE)
    marks: list[Mark] = [Path(store_outline(node), border, fill(colours.inside))]
    for step in (0.0, 0.62, 1.24):
        top = y + d + d * step
        rim = (("M", x, top), ("C", x, top + d * 4 / 3, x + w, top + d * 4 / 3, x + w, top))
        marks.append(Path(rim, border))  # type: ignore[arg-type]
    text = caption(node, model)
    if text and node.bounds is not None:
        marks += beside(node, model, text, colours.label)
    return marks


def _draw_message(node: Node, model: Model) -> list[Mark]:
    bounds, colours = page(node), paint(node)
    cx, cy = bounds.x + bounds.width / 2, bounds.y + bounds.height / 2
    marks = envelope(cx, cy, bounds.width, bounds.height, colours.line, colours.inside)
    if node.text and node.bounds is not None:
        marks += beside(node, model, node.text, colours.label)
    return marks


def message_outline(node: Node) -> Segments:
    return rectangle(page(node))


def traits(_node: Node) -> Traits:
    return Traits()


def _data(
    name: str,
    draw: Callable[[Node, Model], list[Mark]],
    border: Callable[[Node], Segments],
    size: tuple[float, float],
    *further: Property,
) -> ElementType:
    return ElementType(
        key=f"bpmn:{name}",
        label=f"elements.{name}",
        group="data",
        role=Role.DATA,
        size=size,
        outline=border,
        draw=draw,
        traits=traits,
        label_place="outside",
        properties=(*properties.COMMON, *further),
    )


DATA_OBJECT = _data("dataObject", _drawing(""), page_outline, PAGE, properties.COLLECTION, properties.STATE)
DATA_OBJECT_REFERENCE = _data(
    "dataObjectReference", _drawing(""), page_outline, PAGE, properties.DATA_OBJECT, properties.STATE
)
DATA_STORE_REFERENCE = _data(
    "dataStoreReference", _draw_store, store_outline, STORE, properties.DATA_STORE, properties.STATE
)
DATA_STORE = _data("dataStore", _draw_store, store_outline, STORE)
DATA_INPUT = _data("dataInput", _drawing("empty"), page_outline, PAGE, properties.COLLECTION, properties.STATE)
DATA_OUTPUT = _data("dataOutput", _drawing("filled"), page_outline, PAGE, properties.COLLECTION, properties.STATE)
MESSAGE = _data("message", _draw_message, message_outline, (30.0, 20.0))
