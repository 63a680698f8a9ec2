"""Colouring: by what the activities of a value chain are coloured, and the legend that says so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from modeller.drawing.displaylist import Group, Mark, Path, TextLine
from modeller.drawing.shapes import rounded
from modeller.drawing.text import advance
from modeller.language import message, words
from modeller.model.reading import Model
from modeller.model.records import Bounds, Node
from modeller.notation.bpmn.colours import BACKGROUND, BORDER, fill, pen
from modeller.notation.valuechain.joining import ACTIVITIES
from modeller.notation.valuechain.porter import has_room
from modeller.notation.valuechain.signs import sign, sign_on

NEUTRAL: Final = ("#eceff2", "#8a949e")
"""Inside and line of an activity that says nothing of what is asked for."""
SHADES: Final = (
    ("#cfe3fa", "#2563a8"), ("#fbe0b8", "#a8690f"), ("#cdebd8", "#23784f"), ("#f6cfd9", "#a5304f"),
    ("#e0d6f5", "#6a4fa0"), ("#c9ecec", "#147a7a"), ("#f0dccb", "#7a5230"), ("#e3ebb8", "#66750f"),
    ("#d5dbe3", "#46566a"), ("#fbd3c4", "#b0471f"),
)  # fmt: skip
"""Pairs of inside and line that are told apart, one after the other; after the last the first comes again."""
_SIZE: Final = 11.0
_SWATCH: Final = (18.0, 12.0)
_SIGN: Final = 3.6
_GAP: Final = 18.0
_PITCH: Final = 20.0


Said: TypeAlias = Mapping[str, str]
"""What is said of an activity: attributes by their keys."""


def nothing(_parts: Sequence[Said]) -> Said:
    """What is said of the whole of some activities where it does not follow from them."""
    return {}


@dataclass(frozen=True, slots=True, eq=False)
class Colouring:
    """A question to an activity. `value` answers it, ``""`` where there is no answer.

    `scale` gives the values that there are in their order, with inside and line; empty for values that are just the
    names that occur. `said` puts a value into words in a language.

    In a value chain made of a library, an activity takes the attributes `taken` over from the process that it stands
    for, and one with parts says of itself what `summed` makes of what is said of those.
    """

    key: str
    label: str
    value: Callable[[Node], str]
    said: Callable[[str, str | None], str]
    scale: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    summed: Callable[[Sequence[Said]], Said] = nothing


@dataclass(frozen=True, slots=True)
class Tint:
    """A colouring as one diagram shows it: each value with inside and line, in the order of the legend."""

    colouring: Colouring
    shades: tuple[tuple[str, tuple[str, str]], ...]

    def of(self, node: Node) -> tuple[str, str] | None:
        """Inside and line of a node; None for what is no activity."""
        if node.type not in ACTIVITIES:
            return None
        value = self.colouring.value(node)
        return next((shade for known, shade in self.shades if known == value), NEUTRAL)

    def place(self, value: str) -> int | None:
        """Which sign stands for a value; None for that of what says nothing, and where all are alike."""
        known = [*self.colouring.scale] or [each for each, _ in self.shades]
        return known.index(value) if value and len(self.shades) > 1 and value in known else None

    def signed(self, node: Node, box: Bounds) -> tuple[Mark, ...]:
        """The sign of a node that is drawn in that rectangle."""
        shade = self.of(node)
        place = self.place(self.colouring.value(node)) if shade is not None else None
        return (sign_on(place, box, shade[1]),) if shade is not None and place is not None else ()

    def applied(self, node: Node) -> Node:
        """The node in its colours, as if somebody had given them to it."""
        shade = self.of(node)
        if shade is None:
            return node
        inside = _paler(shade[0]) if has_room(node) else shade[0]  # its parts stand out from it
        given = {BACKGROUND: inside, BORDER: shade[1]}
        return Node(
            node.key, node.type, node.scope, node.order, node.text, node.diagram, node.bounds, node.label_bounds,
            node.host, node.lanes, node.properties.changed(given), node.content,
        )  # fmt: skip


def _paler(colour: str) -> str:
    """Half way from ``#rrggbb`` to white."""
    return "#" + "".join(f"{(int(colour[at : at + 2], 16) + 255) // 2:02x}" for at in (1, 3, 5))


def tint_for(colouring: Colouring, model: Iterable[object]) -> Tint:
    """How a model is coloured: what it says, in the order of the scale, else in that of the alphabet."""
    there = {
        colouring.value(node) for node in model if isinstance(node, Node) and node.type in ACTIVITIES
    }  # fmt: skip
    if colouring.scale:
        shown = [(value, shade) for value, shade in colouring.scale.items() if value in there]
    else:
        shown = [(value, SHADES[place % len(SHADES)]) for place, value in enumerate(sorted(there - {""}))]
    if "" in there and "" not in colouring.scale:
        shown.append(("", NEUTRAL))
    return Tint(colouring, tuple(shown))


def legend(tint: Tint, left: float, top: float, width: float, language: str | None = None) -> Group:
    """The legend at a place, in rows of at most that width (in units, but for an entry that is wider)."""
    x, y = left, top + _SIZE
    title = words(message(tint.colouring.label), language)
    wide = advance(title, _SIZE, True)
    marks: list[Mark] = [TextLine(x, y, title, wide, _SIZE, True, "ink")]
    x += wide + _GAP
    right = x
    for value, (inside, line) in tint.shades:
        said = tint.colouring.said(value, language)
        wide = advance(said, _SIZE)
        if x > left and x + _SWATCH[0] + 6 + wide > left + width:
            x, y = left, y + _PITCH
        box = Bounds(x, y - _SWATCH[1] + 1.5, *_SWATCH)
        marks.append(Path(rounded(box, 2.5), pen(line, 1.2), fill(inside)))
        place = tint.place(value)
        if place is not None:
            marks.append(sign(place, box.x + box.width / 2, box.y + box.height / 2, _SIGN, line))
        marks.append(TextLine(box.right + 6, y, said, wide, _SIZE, False, "ink"))
        x = box.right + 6 + wide + _GAP
        right = max(right, x)
    whole = Bounds(left, top, right - _GAP - left, y - top + 5)
    return Group("", tuple(marks), whole.grown(2), None, "", title)


def has_activities(model: Model) -> bool:
    """Whether there is anything to colour."""
    return any(node.type in ACTIVITIES for node in model.records.values() if isinstance(node, Node))
