"""Copies of shapes as bytes, for this model and others: cut, copied, pasted, duplicated; texts pasted as steps."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Final

from modeller.editing import fonts
from modeller.editing.append import append
from modeller.editing.carried import below, carried, process_of
from modeller.editing.delete import delete
from modeller.editing.drawing_of import own
from modeller.editing.free import downward, free
from modeller.editing.lane_tree import PARTS
from modeller.editing.pasted import put_in
from modeller.editing.place import place
from modeller.editing.refused import Refused, finite
from modeller.editing.resize import united
from modeller.editing.standing import holders
from modeller.editing.step import step
from modeller.language import message
from modeller.model import codec
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Record
from modeller.model.references import map_ids
from modeller.notation.bpmn.fonts import LABEL, STYLE
from modeller.notation.joining import may_stand

LARGEST: Final = 16 * 1024 * 1024
"""No more bytes than this are pasted."""
MIME: Final = "application/x-modeller-elements+json"
"""The type of the bytes on a clipboard."""
_BESIDE: Final = 20.0
_STEPS: Final = 200
"""A pasted text makes so many steps at most."""


def copy(model: Model, keys: Collection[str]) -> bytes:
    """Shapes with all that is in, on and at them, and the flows between them, as canonical JSON. Empty for none.

    Lanes and phases come with their pool only.
    """
    chosen = [node for node in (model.node(key) for key in keys) if node is not None and node.bounds is not None]
    chosen = [node for node in chosen if node.type not in PARTS and not (node.host and node.host not in keys)]
    nodes = carried(model, [node.key for node in chosen])
    found: dict[str, Record] = {}
    for node in model.in_pieces(nodes):
        found[node.key] = node
        if node.type == "bpmn:participant" and (process := process_of(model, node)) is not None:
            found[process.key] = process
            found |= {record.key: record for record in below(model, process.key)}
        found |= {record.key: record for record in below(model, node.key)}
    for key in model.in_pieces(list(found)):
        for plane in model.planes(key):
            found[plane.key] = plane
        for flow in (*model.outgoing(key), *model.incoming(key)):
            found[flow.key] = flow
    found |= {record.key: record for record in _named(model, found.values())}
    kept = _without_loose_ends(found)
    return codec.encode(_told(model, record) for record in model.in_pieces(kept)) if nodes else b""


def cut(document: Document, keys: Collection[str]) -> bytes:
    """A copy of shapes, which are deleted."""
    data = copy(document, keys)
    if data:
        with step(document, message("editing.cut")):
            delete(document, keys)
    return data


def paste(document: Document, diagram_key: str, data: bytes, x: float, y: float) -> tuple[str, ...]:
    """Put a copy on a diagram with its middle at (x, y) units; the keys of its outermost shapes.

    All get new keys and ids; what they name of each other they name again, what was left behind they forget. Raises
    Refused where `data` is no copy, is over LARGEST, or may not stand there.
    """
    finite(x, y)
    if len(data) > LARGEST:
        raise Refused(message("editing.refused.too_large"))
    try:
        records = codec.decode(data)
    except codec.DecodeError as error:
        raise Refused(message("editing.refused.paste")) from error
    shapes = [record for record in records if isinstance(record, Node) and record.bounds is not None]
    held = {record.key for record in records}
    outer = [node for node in shapes if node.scope not in held and node.host not in held]
    frame = united(node.bounds for node in outer if node.bounds is not None)
    diagram = document.get(diagram_key)
    if not outer or frame is None or not isinstance(diagram, Diagram):
        raise Refused(message("editing.refused.paste"))
    if not all(may_stand(document, node.type) for node in shapes):
        raise Refused(message("editing.refused.paste"))
    dx, dy = float(round(x - frame.centre.x)), float(round(y - frame.centre.y))
    if any(node.type in {"bpmn:participant", "bpmn:lane"} for node in outer):
        dy += _below_pools(document, diagram, outer, frame.moved(dx, dy))
    with step(document, message("editing.paste")) as edit:
        own(document, edit, diagram_key)
        return put_in(document, edit, diagram_key, records, outer, dx, dy)


def _below_pools(model: Model, diagram: Diagram, outer: list[Node], wanted: Bounds) -> float:
    """How far down pools come to stand so that they lie on none that is there. Raises Refused where none may be."""
    shown = model.get(diagram.scope)
    pools = all(node.type != "bpmn:lane" for node in outer)
    if not pools or not isinstance(shown, Item) or shown.type != "bpmn:collaboration":
        raise Refused(message("editing.refused.paste"))
    taken = [node.bounds for node in holders(model, diagram.key) if node.bounds is not None]
    return free(taken, wanted, downward()).y - wanted.y


def duplicate(document: Document, keys: Collection[str]) -> tuple[str, ...]:
    """Shapes once more, a little beside; the new keys."""
    data = copy(document, keys)
    nodes = [node for node in (document.node(key) for key in keys) if node is not None and node.bounds is not None]
    frame = united(node.bounds for node in nodes if node.bounds is not None)
    if not data or frame is None or nodes[0].diagram is None:
        return ()
    with step(document, message("editing.duplicate")):
        x, y = frame.centre
        return paste(document, nodes[0].diagram, data, x + _BESIDE, y + _BESIDE)


def paste_text(
    document: Document, diagram_key: str, text: str, x: float, y: float, after: str | None = None
) -> list[str]:
    """Each line of a text as a step behind the one before, the first behind `after` or at (x, y); their keys."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_STEPS]
    made: list[str] = []
    type = "bpmn:task" if may_stand(document, "bpmn:task") else "chain:stage"
    with step(document, message("editing.paste_text")) as edit:
        for line in lines:
            if after is None:
                after = place(document, diagram_key, type, x, y)
                node = document.node(after)
                assert node is not None
                edit.put(replace(node, text=line))
            else:
                after = append(document, after, type, text=line)
            made.append(after)
    return made


# -- what comes along ------------------------------------------------------------------------------------------------


def _named(model: Model, records: Iterable[Record]) -> list[Record]:
    """What copied records name that stands elsewhere without a shape: data objects, messages, categories …"""
    idents: set[str] = set()

    def note(ident: str) -> str:
        idents.add(ident)
        return ident

    for record in records:
        map_ids(record, note)
    found: list[Record] = []
    for ident in sorted(idents):
        for record in model.by_id(ident):
            plain = isinstance(record, Item) and record.type not in {"bpmn:process", "bpmn:collaboration"}
            if plain or (isinstance(record, Node) and record.type in {"bpmn:dataObject", "bpmn:dataStore"}):
                found.append(record)
                holder = model.get(record.scope)
                if isinstance(holder, Item) and holder.type == "bpmn:category":
                    found.append(holder)
    return found


def _without_loose_ends(found: dict[str, Record]) -> list[Record]:
    """The records whose ends, hosts and drawings are all among them."""
    kept = dict(found)
    while True:
        loose = [
            record.key
            for record in kept.values()
            if isinstance(record, Flow) and (record.source not in kept or record.target not in kept)
        ]
        if not loose:
            return list(kept.values())
        for key in loose:
            del kept[key]


def _told(model: Model, record: Record) -> Record:
    """A record without what says how its file was written, the style of its text with it."""
    if isinstance(record, Node | Flow):
        record = fonts.told(model, record)
    elif isinstance(record, Diagram):
        record = replace(record, content=tuple(piece for piece in record.content if piece.name != STYLE))
    kept = {"#routed", LABEL, fonts.CARRIED}
    names = [name for name in record.properties if name.startswith(("#", "di:#", "plane:#")) and name not in kept]
    return replace(record, properties=record.properties.without(*names))
