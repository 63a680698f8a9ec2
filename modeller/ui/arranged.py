"""What the menus do with the elements that are selected: each verb by the name of its command."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Final

from modeller.editing import align, bend, fonts, labels, lock, subprocesses
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.bpmn.making import SUB_PROCESSES
from modeller.notation.bpmn.subprocesses import is_expanded
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

MANY: Final = 500
"""Of more elements than so many none is looked at before a command is chosen."""


def _any(_model: Model, _record: Node | Flow) -> bool:
    return True


def _is_path(_model: Model, record: Node | Flow) -> bool:
    return isinstance(record, Flow) and len(record.points) > 1


def _joins(model: Model, record: Node | Flow) -> bool:
    return _is_path(model, record) or bool(model.outgoing(record.key) or model.incoming(record.key))


def _is_step(_model: Model, record: Node | Flow) -> bool:
    return isinstance(record, Node) and element_type(record).role not in (Role.POOL, Role.LANE, Role.PHASE)


def _is_sub_process(model: Model, record: Node | Flow, expanded: bool | None = None) -> bool:
    known = isinstance(record, Node) and record.type in SUB_PROCESSES
    return known and (expanded is None or is_expanded(record, model) is expanded)  # type: ignore[arg-type]


def _is_node(_model: Model, record: Node | Flow, locked: bool) -> bool:
    return isinstance(record, Node) and lock.is_locked(record) is locked


def _has_place(_model: Model, record: Node | Flow) -> bool:
    return record.label_bounds is not None


@dataclass(frozen=True, slots=True)
class Arranged:
    """A verb on the selected elements, how many of them it takes at least, and to which of them it does something."""

    verb: Callable[[Document, Collection[str]], object]
    least: int = 2
    concerns: Callable[[Model, Node | Flow], bool] = _any

    def fits(self, model: Model, keys: Collection[str]) -> bool:
        """Whether it would do anything with these elements."""
        if len(keys) < self.least or len(keys) > MANY:
            return len(keys) >= self.least
        records = (model.node(key) or model.flow(key) for key in keys)
        return any(record is not None and self.concerns(model, record) for record in records)


def _lay_anew(document: Document, keys: Collection[str]) -> None:
    """Lay the selected flows anew; of selected shapes, those between them; of one, all that begin and end at it."""
    chosen = [key for key in keys if document.flow(key) is not None]
    held = set(keys)
    for key in keys if not chosen else ():
        chosen += [flow.key for flow in document.outgoing(key) if flow.target in held]
    if not chosen and len(held) == 1:
        ends = [flow for key in keys for flow in (*document.outgoing(key), *document.incoming(key))]
        chosen = [flow.key for flow in ends if _is_path(document, flow)]
    with step(document, message("canvas.lay_anew")):
        for key in chosen:
            bend.lay_anew(document, key)


def _bold(document: Document, keys: Collection[str]) -> None:
    """Bold, or plain where all are bold."""
    fonts.set_font(document, keys, bold=not all(font.bold for font in fonts.fonts_of(document, keys)))


def _resize_text(larger: bool, document: Document, keys: Collection[str]) -> None:
    fonts.set_font(document, keys, size=fonts.stepped(document, keys, larger))


def _straighten(document: Document, keys: Collection[str]) -> None:
    with step(document, message("flows.straighten")):
        for key in keys:
            if document.flow(key) is not None:
                bend.straighten(document, key)


def _each(verb: Callable[[Document, str], object], label: str, document: Document, keys: Collection[str]) -> None:
    with step(document, message(label)):
        for key in keys:
            verb(document, key)


ARRANGED: Final = {
    "align_left": Arranged(partial(align.align, edge="left")),
    "align_centre": Arranged(partial(align.align, edge="centre")),
    "align_right": Arranged(partial(align.align, edge="right")),
    "align_top": Arranged(partial(align.align, edge="top")),
    "align_middle": Arranged(partial(align.align, edge="middle")),
    "align_bottom": Arranged(partial(align.align, edge="bottom")),
    "distribute_x": Arranged(partial(align.distribute, axis="x"), 3),
    "distribute_y": Arranged(partial(align.distribute, axis="y"), 3),
    "same_size": Arranged(align.same_size),
    "bold": Arranged(_bold, 1),
    "text_larger": Arranged(partial(_resize_text, True), 1),
    "text_smaller": Arranged(partial(_resize_text, False), 1),
    "reset_label": Arranged(partial(_each, labels.reset_label, "flows.label.reset"), 1, _has_place),
    "straighten": Arranged(_straighten, 1, _is_path),
    "lay_anew": Arranged(_lay_anew, 1, _joins),
    "wrap": Arranged(subprocesses.wrap, 1, _is_step),
    "unwrap": Arranged(partial(_each, subprocesses.unwrap, "editing.unwrap"), 1, _is_sub_process),
    "expand": Arranged(
        partial(_each, subprocesses.expand, "editing.expand"), 1, partial(_is_sub_process, expanded=False)
    ),
    "collapse": Arranged(
        partial(_each, subprocesses.collapse, "editing.collapse"), 1, partial(_is_sub_process, expanded=True)
    ),
    "lock": Arranged(partial(lock.lock, locked=True), 1, partial(_is_node, locked=False)),
    "unlock": Arranged(partial(lock.lock, locked=False), 1, partial(_is_node, locked=True)),
}
