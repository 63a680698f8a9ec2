"""A value chain made of a plan: where its stages and their parts stand, in each of the styles."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from modeller.model.records import Bounds
from modeller.notation.valuechain.stages import overlap

Style: TypeAlias = Literal["porter", "chain", "landscape"]
STYLES: Final[tuple[Style, ...]] = ("porter", "chain", "landscape")
Area: TypeAlias = Literal["management", "core", "support"]
AREAS: Final[tuple[Area, ...]] = ("management", "core", "support")

_LEFT, _TOP = 120.0, 100.0
_STAGE: Final = (178.0, 72.0)
_OTHER: Final = 54.0
_WIDEST: Final = 250.0
_PART: Final = 42.0
_APART: Final = 10.0
_INDENT: Final = 24.0
_ROWS: Final = 38.0
"""Between two rows of stages, in units."""
_MOST: Final = 7
"""So many stages stand in a row before the next begins."""
_HEAD: Final = 34.0
_PAD: Final = 18.0
_BANDS: Final = 14.0
_END: Final = 78.0
_SUPPORT: Final = 44.0
_NAME_LEFT: Final = 150.0
_NAME_TOP: Final = 56.0


@dataclass(frozen=True, slots=True)
class Part:
    """An activity that a plan asks for: a stage, or a process of one.

    `source` is what it comes from and is known by when the plan is another (the id of a folder or a model), `model`
    the model that it stands for, `said` what is said of it: attributes by their keys.
    """

    name: str
    source: str = ""
    model: str = ""
    area: Area = "core"
    said: Mapping[str, str] = field(default_factory=dict)
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a value chain is to show. `words` are the names of what no part stands for: bands, ends, the margin."""

    name: str
    style: Style
    stages: tuple[Part, ...]
    library: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def of(self, area: Area) -> list[Part]:
        return [stage for stage in self.stages if stage.area == area]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands. `name` is known for frames, which no part stands for; `within` is the holder's place."""

    type: str
    bounds: Bounds
    part: Part | None = None
    name: str = ""
    within: "Place | None" = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two places."""

    type: str
    source: Place
    target: Place


@dataclass(slots=True)
class Arranged:
    """All places in painting order, and the lines between them."""

    places: list[Place] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def arrange(plan: Plan) -> Arranged:
    """Where everything stands that a plan asks for."""
    made = Arranged()
    _ARRANGED[plan.style](plan, made)
    return made


# -- a chain of chevrons ---------------------------------------------------------------------------------------------


def _chain(plan: Plan, made: Arranged) -> None:
    top = _TOP
    for area in AREAS:
        stages = plan.of(area)
        if stages:
            top = _rows(stages, made, _LEFT, top, _STAGE, "chain:stage", area == "core", None) + _ROWS


def _rows(
    stages: Sequence[Part], made: Arranged, left: float, top: float, size: tuple[float, float], type: str, follow: bool,
    within: Place | None, most: int = _MOST,
) -> float:  # fmt: skip
    """Stages in rows, each with its parts below it; the lower end."""
    before: Place | None = None
    wide, high = size
    step = wide - overlap(Bounds(0, 0, wide, high)) if type == "chain:stage" else wide + _APART
    for row in _cut(stages, most):
        places = []
        for number, stage in enumerate(row):
            place = Place(type, Bounds(left + number * step, top, wide, high), stage, within=within)
            made.places.append(place)
            places.append(place)
            if before is not None and follow:
                made.lines.append(Line("chain:predecessor", before, place))
            before = place
        lower = top + high
        for place in places:
            lower = max(lower, _column(place, made, within))
        top = lower + _ROWS
    return top - _ROWS


def _column(stage: Place, made: Arranged, within: Place | None) -> float:
    """The parts of a stage below it, each led to from a common trunk; the lower end."""
    x, top, wide, _ = stage.bounds
    top = stage.bounds.bottom + 16
    for part in stage.part.parts if stage.part is not None else ():
        bounds = Bounds(x + _INDENT, top, wide - _INDENT - 26, _PART)
        place = Place("chain:process", bounds, part, within=within)
        made.places.append(place)
        made.lines.append(Line("chain:superior", stage, place))
        top += _PART + _APART
    return top - _APART if stage.part is not None and stage.part.parts else stage.bounds.bottom


def _cut(stages: Sequence[Part], most: int) -> Iterator[Sequence[Part]]:
    """The stages in rows of about the same length."""
    rows = -(-len(stages) // most)
    each = -(-len(stages) // rows) if rows else 1
    for start in range(0, len(stages), each):
        yield stages[start : start + each]


# -- the landscape ---------------------------------------------------------------------------------------------------


def _landscape(plan: Plan, made: Arranged) -> None:
    most = min(max((len(plan.of(area)) for area in AREAS), default=1), _MOST)
    inside = max(most, 3) * (_STAGE[0] + _APART) + 2 * _PAD
    left, top = _LEFT + _END + _BANDS, _TOP
    ends = len(made.places)
    for area in AREAS:
        stages = plan.of(area)
        if not stages:
            continue
        number = len(made.places)
        band = Place(f"chain:{area}Band", Bounds(left, top, _HEAD + inside, 0), name=plan.words.get(area, ""))
        made.places.append(band)
        across = min(len(stages), _MOST)
        type = "chain:stage" if area == "core" else "chain:process"
        here = len(made.lines)
        size = _filling(inside - 2 * _PAD, across, type)
        bottom = _rows(stages, made, left + _HEAD + _PAD, top + _PAD, size, type, area == "core", band)
        _grow(made, number, here, band, bottom + _PAD - top)
        top = bottom + _PAD + _BANDS
    high = max(top - _BANDS - _TOP, 120.0)
    right = left + _HEAD + inside + _BANDS
    made.places[ends:ends] = [
        Place("chain:customer", Bounds(_LEFT, _TOP, _END, high), name=plan.words.get("before", "")),
        Place("chain:customer", Bounds(right, _TOP, _END, high), name=plan.words.get("after", "")),
    ]


def _filling(room: float, across: int, type: str) -> tuple[float, float]:
    """The size of so many stages in a row of a band: they fill it, but for few that would be too wide."""
    if type != "chain:stage":
        return min(_WIDEST, (room + _APART) // across - _APART), _OTHER
    lost = (across - 1) * overlap(Bounds(0, 0, *_STAGE))
    return min(_WIDEST, (room + lost) // across), _STAGE[1]


def _grow(made: Arranged, number: int, lines: int, band: Place, high: float) -> None:
    """A band is as high as what it holds: known when that stands."""
    whole = Place(band.type, band.bounds._replace(height=high), name=band.name)
    new = {id(band): whole}
    for place in range(number + 1, len(made.places)):
        old = made.places[place]
        made.places[place] = new[id(old)] = Place(old.type, old.bounds, old.part, old.name, whole)
    made.places[number] = whole
    for place in range(lines, len(made.lines)):
        line = made.lines[place]
        made.lines[place] = Line(line.type, new[id(line.source)], new[id(line.target)])


# -- Porter's chain --------------------------------------------------------------------------------------------------


def _porter(plan: Plan, made: Arranged) -> None:
    primary = plan.of("core")
    rows = [*plan.of("management"), *plan.of("support")]
    each = max(142.0, 640.0 // max(len(primary), 1))
    wide = each * max(len(primary), 1) if primary else 640.0
    top = _TOP
    for stage in rows:
        top = _support(stage, made, top, wide) + 3
    most = max((len(stage.parts) for stage in primary), default=0)
    high = 132.0 if not most else max(_NAME_TOP + most * (_PART + 8) + 8, 170.0)
    for number, stage in enumerate(primary):
        place = Place("chain:primary", Bounds(_LEFT + number * each, top, each - 3, high), stage)
        made.places.append(place)
        for line, part in enumerate(stage.parts):
            bounds = Bounds(place.bounds.x + 9, top + _NAME_TOP + line * (_PART + 8), each - 21, _PART)
            made.places.append(Place("chain:process", bounds, part, within=place))
    whole = top + high - _TOP if primary else top - 3 - _TOP
    tip = Bounds(_LEFT + wide, _TOP, 92.0, max(whole, 60.0))
    made.places.append(Place("chain:margin", tip, name=plan.words.get("margin", "")))


def _support(stage: Part, made: Arranged, top: float, wide: float) -> float:
    """A support activity, its parts in a row beside its name, in further rows where they are many; the lower end."""
    across = max(1, int((wide - _NAME_LEFT - 20) // 158))
    rows = -(-len(stage.parts) // across)
    high = max(rows * (_PART + 8) + 8, 58.0) if rows else _SUPPORT
    place = Place("chain:support", Bounds(_LEFT, top, wide - 3, high), stage)
    made.places.append(place)
    for number, part in enumerate(stage.parts):
        bounds = Bounds(
            _LEFT + _NAME_LEFT + 4 + number % across * 158, top + 8 + number // across * (_PART + 8), 148, _PART
        )
        made.places.append(Place("chain:process", bounds, part, within=place))
    return top + high


_ARRANGED: Final[dict[Style, Callable[[Plan, Arranged], None]]] = {
    "porter": _porter,
    "chain": _chain,
    "landscape": _landscape,
}
