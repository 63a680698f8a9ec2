"""Names and texts of elements; symbols that grow with what is written in them."""

from dataclasses import replace
from typing import Final

from modeller.drawing import breaking
from modeller.drawing.text import LINE_HEIGHT
from modeller.editing.drawing_of import own
from modeller.editing.follow import follow
from modeller.editing.identity import new_key
from modeller.editing.refused import Refused
from modeller.editing.routes import OPEN
from modeller.editing.schema_order import order_in
from modeller.editing.space import insert
from modeller.editing.standing import diagrams_last, root_of
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document, Edit
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Item, Node, Properties
from modeller.notation.bpmn.artifacts import group_name
from modeller.notation.bpmn.content import referred
from modeller.notation.bpmn.dictionary import with_own_name
from modeller.notation.bpmn.fonts import PLAIN, Font, font
from modeller.notation.bpmn.joining import ACTIVITIES, NAMELESS
from modeller.notation.bpmn.labels import INSIDE, PAD, STRIP, inside
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.bpmn.tasks import markers_of

READABLE: Final = 10.0
"""An activity grows where its text would be set smaller than this."""
STEP: Final = 10.0
TALLEST: Final = 3.0
"""A symbol grows to so many times its height at most."""
WIDEST: Final = 300.0
"""And for words in large letters to this width."""


def text_of(model: Model, key: str) -> str:
    """What is written on an element: its name, a note's text, a group's category."""
    record = model.get(key)
    if record is None:
        return ""
    if isinstance(record, Node) and record.type == "bpmn:group":
        return group_name(record, model)
    return record.text


def rename(document: Document, key: str, text: str) -> None:
    """Write `text` on an element. An activity or a note grows where it does not hold it readably.

    An element that bore the name of a dictionary's entry refers to it no more: else the next rename of that entry would
    take back what was written.

    An outer edit makes one step of many letters. Raises Refused for associations, which have no name.
    """
    record = document.get(key)
    if record is None or text_of(document, key) == text:
        return
    if isinstance(record, Flow) and record.type in NAMELESS:
        raise Refused(message("editing.refused.nameless"))
    with step(document, message("editing.rename")) as edit:
        if isinstance(record, Node) and record.type == "bpmn:group":
            _categorise(document, edit, record, text)
            return
        record, properties = with_own_name(record), record.properties
        if isinstance(record, Node) and record.type == "bpmn:textAnnotation":
            properties = properties.without("#no text element")
            content = tuple(piece for piece in record.content if piece.name != "text")
            edit.put(replace(record, text=text, properties=properties, content=content))
        else:
            edit.put(replace(record, text=text, properties=properties.without("name")))
        fit(document, key)


def fit(document: Document, key: str) -> None:
    """Let an activity or a note grow about its middle until its text can be read; none gets smaller."""
    node = document.node(key)
    if node is None or node.bounds is None or not node.text:
        return
    bounds = fitting(document, node)
    if bounds == node.bounds:
        return
    with step(document, message("editing.fit")) as edit:
        own(document, edit, node.diagram)
        if _comes_upon(document, node, bounds):
            bounds = _room_for(document, node, bounds)
            node = document.node(key) or node
        edit.put(replace(node, bounds=bounds))
        follow(document, edit, [key])


def _comes_upon(model: Model, node: Node, bounds: Bounds) -> bool:
    """Whether a shape that grows would come to lie on another."""
    old, around = node.bounds, {node.key, node.host, *(outer.key for outer in model.ancestors(node.key))}
    return old is not None and any(
        isinstance(other, Node)
        and other.bounds is not None
        and other.key not in around
        and other.host != node.key
        and other.type not in OPEN
        and other.bounds.meets(bounds)
        and not other.bounds.meets(old)
        for other in model.near(node.diagram or "", bounds)
    )


def _room_for(document: Document, node: Node, bounds: Bounds) -> Bounds:
    """Move what stands right of a shape and below it, so that it can grow that way; where it stands then."""
    old = node.bounds
    assert old is not None
    wide, tall = bounds.width - old.width, bounds.height - old.height
    if wide:
        insert(document, node.diagram or "", "x", old.centre.x + 0.01, wide)
    if tall:
        insert(document, node.diagram or "", "y", old.centre.y + 0.01, tall)
    return Bounds(old.x, old.y, bounds.width, bounds.height)


def fitting(model: Model, node: Node) -> Bounds:
    """The bounds that a node needs for its text: its own where they do."""
    bounds = node.bounds
    assert bounds is not None
    letters = font(node, model)
    if node.type == "bpmn:textAnnotation":
        size = letters.at(INSIDE)
        wide = max(bounds.width, _longest(node.text, letters) + 9) if letters != PLAIN else bounds.width
        lines, _ = breaking.lines(node.text, max(wide - 9, 20) / size, letters.bold)
        tall = max(bounds.height, float(round(len(lines) * size * LINE_HEIGHT + 4)))
        return Bounds(bounds.x, bounds.y, wide, tall)
    if node.type not in ACTIVITIES or is_expanded(node, model) or "horeography" in node.type:
        return bounds
    icon = node.type not in {"bpmn:task", "bpmn:callActivity"} and "rocess" not in node.type
    strip = STRIP if markers_of(node) or "rocess" in node.type or node.type == "bpmn:transaction" else 0.0
    wide, tall = bounds.width, bounds.height
    wanted = letters.size or READABLE
    if letters.size:  # a size that was asked for counts: the longest word sets the width
        wide = max(wide, _longest(node.text, letters) + 2 * PAD)
    while inside(node.text, wide, tall, icon, strip, letters).size < wanted and tall + 2 * STEP <= TALLEST * 80:
        tall += 2 * STEP
    return Bounds(bounds.x - (wide - bounds.width) / 2, bounds.y - (tall - bounds.height) / 2, wide, tall)


def _longest(text: str, letters: Font) -> float:
    """The width that keeps the words of a text whole, as far as a symbol may grow, in even steps."""
    size = letters.at(INSIDE)
    wide = 0.0
    while breaking.lines(text, max(wide, 1.0) / size, letters.bold)[1] and wide + 2 * STEP <= WIDEST:
        wide += 2 * STEP
    return wide


def _categorise(document: Document, edit: Edit, group: Node, text: str) -> None:
    """Write a group's name where the file keeps it: the value of a category that it refers to, made if need be."""
    if group.text:
        edit.put(replace(group, text="", properties=group.properties.without("name")))
        group = document.node(group.key) or group
    value = referred(group.properties.text("categoryValueRef"), document)
    if isinstance(value, Item) and _users(document, value) < 2:
        edit.put(replace(value, properties=value.properties.changed({"value": text})))
        return
    root = root_of(document)
    category, inner = new_key(document, "bpmn:category"), new_key(document, "bpmn:categoryValue")
    order = order_in(document, root, "bpmn:category")
    edit.put(Item(category, "bpmn:category", root, order, properties=Properties({"id": category})))
    edit.put(Item(inner, "bpmn:categoryValue", category, properties=Properties({"id": inner, "value": text})))
    edit.put(replace(group, properties=group.properties.changed({"categoryValueRef": inner})))
    diagrams_last(document, edit)


def _users(model: Model, value: Item) -> int:
    ident = value.properties.text("id", value.key)
    return sum(1 for node in model.nodes() if node.properties.text("categoryValueRef").rpartition(":")[2] == ident)
