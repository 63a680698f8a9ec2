"""What the menus do with the elements that are selected: each verb by the name of its command."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Final

from modeller.editing import align, bend, fonts, lock, subprocesses
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document


@dataclass(frozen=True, slots=True)
class Arranged:
    """A verb on the selected elements, and how many of them it takes at least."""

    verb: Callable[[Document, Collection[str]], object]
    least: int = 2


def _lay_anew(document: Document, keys: Collection[str]) -> None:
    """Lay the selected flows anew; of selected shapes, those between them."""
    chosen = [key for key in keys if document.flow(key) is not None]
    held = set(keys)
    for key in keys if not chosen else ():
        chosen += [flow.key for flow in document.outgoing(key) if flow.target in held]
    with step(document, message("canvas.lay_anew")):
        for key in chosen:
            bend.lay_anew(document, key)


def _bold(document: Document, keys: Collection[str]) -> None:
    """Bold, or plain where all are bold."""
    fonts.set_font(document, keys, bold=not all(font.bold for font in fonts.fonts_of(document, keys)))


def _resize_text(larger: bool, document: Document, keys: Collection[str]) -> None:
    fonts.set_font(document, keys, size=fonts.stepped(document, keys, larger))


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
    "lay_anew": Arranged(_lay_anew, 1),
    "wrap": Arranged(subprocesses.wrap, 1),
    "unwrap": Arranged(partial(_each, subprocesses.unwrap, "editing.unwrap"), 1),
    "expand": Arranged(partial(_each, subprocesses.expand, "editing.expand"), 1),
    "collapse": Arranged(partial(_each, subprocesses.collapse, "editing.collapse"), 1),
    "lock": Arranged(partial(lock.lock, locked=True), 1),
    "unlock": Arranged(partial(lock.lock, locked=False), 1),
}
