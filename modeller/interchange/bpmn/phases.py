"""Phases of pools in a BPMN file: read from the extension elements of their participants, and written back there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite
from typing import Final

from modeller.interchange.bpmn import names
from modeller.interchange.bpmn.geometry import written
from modeller.language import message
from modeller.model.entries import Finding
from modeller.model.reading import Model
from modeller.model.records import Fragment, Node, Properties, Record, Value
from modeller.notation.bpmn.colours import BIOC, COLOR
from modeller.notation.bpmn.fonts import LABEL, style_of
from modeller.notation.bpmn.phases import TYPE, beginning, column, inside, may_have_phases, phases_of, tiling
from modeller.notation.bpmn.pools import box, is_horizontal

_SPACE: Final = f"{{{names.PREFIXES['modeller']}}}"
_PHASES: Final = f"{_SPACE}phases"
_PHASE: Final = f"{_SPACE}phase"
_EXTENSION: Final = names.model("extensionElements")
LONGEST: Final = 1e7
"""No phase in a file is taken to be longer than this."""


def read_phases(records: list[Record], findings: list[Finding]) -> list[Record]:
    """The records with the phases that pools bring in their extension elements; what of them cannot be read stays."""
    held = [record for record in records if any(_shells(record.content))]
    if not held:
        return records
    model, taken = Model(records), {record.key for record in records}
    idents = {ident for record in records if isinstance(ident := record.properties.get("id"), str)}
    changed: dict[str, Record] = {}
    made: list[Record] = []
    for record in held:
        shells = list(_shells(record.content))
        wrong = _wrong(model, record, shells)
        if wrong is not None:
            findings.append(Finding(wrong, "warning", message(wrong), (record.key,), None))
            continue
        assert isinstance(record, Node)
        phases = [piece for piece in shells[0].children if piece.tag == _PHASE]
        for piece, node in zip(phases, _nodes(model, record, phases, taken), strict=True):
            if (ident := piece.get("id")) in idents and ident:
                said = message("bpmn.double_id", id=ident)
                findings.append(Finding("bpmn.double_id", "warning", said, (node.key,), None))
            idents.add(ident)
            made.append(node)
        left = tuple(piece for piece in shells[0].children if piece.tag != _PHASE)
        changed[record.key] = replace(
            record, content=_with_shell(record.content, shells[0], replace(shells[0], children=left))
        )
    return [changed.get(record.key, record) for record in records] + made


def _shells(content: Sequence[Fragment]) -> Iterator[Fragment]:
    for piece in content:
        if piece.tag == _EXTENSION:
            yield from (inner for inner in piece.children if inner.tag == _PHASES and inner.children)


def _wrong(model: Model, record: Record, shells: list[Fragment]) -> str | None:
    """The finding about phases that cannot be shown."""
    if not isinstance(record, Node) or not may_have_phases(model, record) or not all(map(isfinite, box(record))):
        return "bpmn.phases_of_no_pool"
    if len(shells) > 1:
        return "bpmn.phases_twice"
    sizes = [_size(piece) for piece in shells[0].children if piece.tag == _PHASE]
    return "bpmn.phase_without_size" if None in sizes or not sizes else None


def _size(piece: Fragment) -> float | None:
    try:
        size = float(piece.get("size"))
    except ValueError:
        return None
    return size if isfinite(size) and 0 < size <= LONGEST else None


def _nodes(model: Model, pool: Node, pieces: list[Fragment], taken: set[str]) -> Iterator[Node]:
    lying = is_horizontal(pool)
    borders = _borders(model, pool, [_size(piece) or 0.0 for piece in pieces])
    for place, piece in enumerate(pieces):
        properties: dict[str, Value] = {}
        for name, value in piece.attributes:
            if name == "labelStyle":
                properties[LABEL] = ((name, value),)
            elif name != "name":
                properties[_property(name)] = value
        properties["di:isHorizontal"] = "false" if lying else "true"
        if piece.namespaces:
            properties["#namespaces"] = piece.namespaces
        if piece.text.strip():
            properties["#text"] = piece.text
        if piece.tail.strip():
            properties["#after"] = piece.tail
        bounds = column(box(pool), lying, borders[place], borders[place + 1])
        yield Node(
            _key(piece.get("id"), taken), TYPE, pool.key, piece.order, piece.get("name"), pool.diagram, bounds,
            properties=Properties(properties), content=piece.children,
        )  # fmt: skip


def _property(name: str) -> str:
    """The property that an attribute of a phase is: colours as those of shapes, the length as a note of what was."""
    if f"di:{name}".startswith((COLOR, BIOC)):
        return f"di:{name}"
    return "#size" if name == "size" else name


def _key(ident: str, taken: set[str]) -> str:
    key, number = ident or "phase~1", 1
    while key in taken:
        number += 1
        key = f"{ident or 'phase'}~{number}"
    taken.add(key)
    return key


def _borders(model: Model, pool: Node, sizes: list[float]) -> list[float]:
    low, high = inside(model, pool)
    borders = [low + sum(sizes[:number]) for number in range(1, len(sizes))]
    return tiling(low, high, borders)


def _with_shell(content: tuple[Fragment, ...], old: Fragment | None, shell: Fragment) -> tuple[Fragment, ...]:
    """The content with another element for phases than the `old`; without one, in extension elements that may be new.

    One without anything in it is left out.
    """
    empty = not (shell.children or shell.attributes or shell.text.strip() or shell.tail.strip())
    done, found = False, []
    for piece in content:
        if piece.tag == _EXTENSION and not done:
            place = next((n for n, inner in enumerate(piece.children) if inner is old), None)
            children = list(piece.children)
            if place is not None:
                children[place : place + 1] = [] if empty else [shell]
            elif not empty and old is None:
                children.append(replace(shell, order=children[-1].order + 1 if children else 0))
            done = place is not None or old is None
            if not children and place is not None and not (piece.attributes or piece.text.strip()):
                continue
            found.append(replace(piece, children=tuple(children)))
        else:
            found.append(piece)
    if not done and not empty and old is None:
        before = [piece.order for piece in content if piece.name == "documentation"]
        order = max(before) + 0.5 if before else min((piece.order for piece in content), default=0.5) - 0.5
        found.append(Fragment(_EXTENSION, children=(shell,), order=order))
    return tuple(found)


def _is_shell(piece: Fragment) -> bool:
    return piece.tag == _PHASES and not any(inner.tag == _PHASE for inner in piece.children)


def with_phases(model: Model, record: Record) -> Record:
    """A pool as it is written: its phases among its extension elements; anything else as it is."""
    phases = phases_of(model, record.key) if record.type == "bpmn:participant" else []  # type: ignore[union-attr]
    if not phases or not isinstance(record, Node):
        return record
    pieces = [_piece(phase, size) for phase, size in zip(phases, _sizes(model, record, phases), strict=True)]
    inner = (piece for held in record.content if held.tag == _EXTENSION for piece in held.children)
    old = next(filter(_is_shell, inner), None)
    shell = old or Fragment(_PHASES)
    children = sorted((*shell.children, *pieces), key=lambda piece: piece.order)
    return replace(record, content=_with_shell(record.content, old, replace(shell, children=tuple(children))))


def _sizes(model: Model, pool: Node, phases: list[Node]) -> list[str]:
    """The lengths of phases as text: as the file had them where they still mean what is drawn."""
    across = not is_horizontal(pool)
    _, high = inside(model, pool)
    now = [beginning(box(phase), across) for phase in phases]
    raw = [phase.properties.text("#size") for phase in phases]
    lengths = [_size(Fragment(_PHASE, (("size", text),))) for text in raw]
    if None not in lengths and _borders(model, pool, [length or 0.0 for length in lengths])[:-1] == now:
        return raw
    return [written(end - begin) for begin, end in zip(now, [*now[1:], high], strict=True)]


def _piece(phase: Node, size: str) -> Fragment:
    properties = phase.properties
    attributes = [("id", properties.text("id"))] if "id" in properties else []
    if phase.text:
        attributes.append(("name", phase.text))
    for name, value in properties.items():
        if isinstance(value, str) and name != "id" and name[0] != "#":
            if name.startswith("di:{"):
                attributes.append((name[3:], value))
            elif not name.startswith("di:"):
                attributes.append((name, value))
    if style_of(phase):
        attributes.append(("labelStyle", style_of(phase)))
    attributes.append(("size", size))
    spaces = properties.get("#namespaces", ())
    return Fragment(
        _PHASE, tuple(attributes), properties.text("#text"), phase.content, properties.text("#after"),
        phase.order, spaces if isinstance(spaces, tuple) else (),  # type: ignore[arg-type]
    )  # fmt: skip
