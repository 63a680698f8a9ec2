"""The diagrams that changed, as they were and as they are: what was added, changed or taken away is marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from modeller.drawing.displaylist import DisplayList, Group, TextLine, extent
from modeller.drawing.moving import moved
from modeller.drawing.text import advance
from modeller.export.exporter import Job, Options
from modeller.export.figures import Figure as Shown
from modeller.export.figures import drawn, figures
from modeller.export.folded import Part, above, parts
from modeller.export.policy.blocks import Figure
from modeller.export.policy.context import Context
from modeller.export.policy.steps import numbered
from modeller.export.policy.typography import part_width, readable, scale_on, sheet_for
from modeller.language import message, words
from modeller.model.compare import Comparison, Difference, Kind
from modeller.model.matching import inverse
from modeller.model.reading import Model
from modeller.model.records import Bounds, Flow, Node, Point
from modeller.notation.difference_marks import BADGE, badge, marked
from modeller.notation.differences import element_in_words
from modeller.notation.numbers import LAYER
from modeller.notation.paths import path

_TITLE: Final = 15.0
_GAP: Final = 30.0
"""Between the two pictures, and from them to what the signs mean, in units."""
_LEGIBLE: Final = 0.42
"""Points a unit at which a diagram's text is 5 points: what is now stands larger among the diagrams."""
_KINDS: Final[tuple[Kind, ...]] = ("added", "changed", "removed")


class Picture(NamedTuple):
    """A diagram with its marks; `changed` are the texts of the marks."""

    name: str
    groups: DisplayList
    changed: tuple[str, ...]


@dataclass(frozen=True)
class _Side:
    """One of the two models: its diagrams, the kind of difference of each key, what it is called."""

    model: Model
    kinds: Mapping[str, Kind]
    title: str
    language: str
    name: str

    @property
    def figures(self) -> list[Shown]:
        return figures(Job(self.model, self.name, language=self.language))

    def picture(self, shown: Shown | None) -> Picture | None:
        """A diagram of this side with its marks; None where there is none, or nothing is on it."""
        if shown is None:
            return None
        job = Job(self.model, self.name, language=self.language)
        held = drawn(job, shown, Options(layers=(LAYER,)))
        if not held.groups:
            return None
        marks = [each for group in held.groups if (each := self._marked(group.element)) is not None]
        return Picture(shown.name, (*held.groups, *marks), tuple(each.title for each in marks))

    def _marked(self, key: str) -> Group | None:
        kind, record = self.kinds.get(key), self.model.get(key)
        if kind is None or not isinstance(record, Node | Flow):
            return None
        points: tuple[Point, ...] = ()
        sign = True
        if isinstance(record, Flow):
            points = path(self.model, record)
            sign = kind not in (self.kinds.get(record.source or ""), self.kinds.get(record.target or ""))
        element = element_in_words(record, self.model, self.language)
        what = words(message(f"policy.change.{kind}"), self.language)
        said = words(message("policy.says", what=what, value=element), self.language)
        return marked(record, points, kind, said, sign)


def before_and_after(context: Context, comparison: Comparison, told: Sequence[Difference]) -> Iterator[Figure]:
    """One figure for each diagram on which one of the differences that are `told` shows; several where it is folded."""
    old, language = context.job.before, context.job.language
    assert old is not None
    was = _Side(
        numbered(old, context.steps_before), {each.old: each.kind for each in told if each.old},
        _titled(context, "before", context.job.before_version), language, context.job.title,
    )  # fmt: skip
    now = _Side(
        numbered(context.job.model, context.steps), {each.new: each.kind for each in told if each.new},
        _titled(context, "after", context.job.facts.version), language, context.job.title,
    )  # fmt: skip
    for one, other in _pairs(comparison, was.figures, now.figures):
        before, after = was.picture(one), now.picture(other)
        if before is None and after is None:
            continue
        if any(each is None or each.changed for each in (before, after)):
            yield from _figures(context, (was, one, before), (now, other, after))


def _titled(context: Context, side: str, version: str) -> str:
    name = context.say(f"policy.change.{side}")
    return context.say("policy.change.of_version", side=name, version=version) if version else name


def _pairs(
    comparison: Comparison, old: Sequence[Shown], new: Sequence[Shown]
) -> Iterator[tuple[Shown | None, Shown | None]]:
    """The diagrams of both models that are the same one; of those left, main ones in order; then what is alone."""
    back, left = inverse(comparison.pairs), {each.diagram: each for each in old}
    found = {each.diagram: left.pop(back.get(each.diagram, ""), None) for each in new}
    mains = [each for each in left.values() if each.level == 0]
    for each in new:
        if found[each.diagram] is None and each.level == 0 and mains:
            found[each.diagram] = left.pop(mains.pop(0).diagram)
        yield found[each.diagram], each
    for one in left.values():
        yield one, None


def _figures(
    context: Context, was: tuple[_Side, Shown | None, Picture | None], now: tuple[_Side, Shown | None, Picture | None]
) -> Iterator[Figure]:
    shown = [(side.title, picture) for side, _, picture in (was, now) if picture is not None]
    name = context.say("policy.change.figure", name=shown[-1][1].name)
    texts = dict.fromkeys(text for _, picture in shown for text in picture.changed)
    said = context.say("policy.change.alternative", name=name, changes=context.listed(texts))
    legend = _legend(context)
    whole = max((_arranged(shown, legend, beside) for beside in (False, True)), key=_size)
    if _size(whole) >= _LEGIBLE:
        yield Figure(name, whole, extent(whole), said, _steps(context, whole))
        return
    for side, figure, picture in (was, now):
        if picture is None or figure is None:
            continue
        titled = context.say("policy.says", what=side.title, value=picture.name)
        pieces = [Part(picture.groups, extent(picture.groups))]
        if not readable(pieces[0].bounds):
            bounds = pieces[0].bounds
            pieces = parts(side.model, figure.diagram, picture.groups, part_width(bounds.height + above(bounds)))
        for number, piece in enumerate(pieces, 1):
            text = titled
            if len(pieces) > 1:
                text = context.say("policy.part", name=titled, number=number, of=len(pieces))
            groups = (*piece.groups, *_below(legend, piece.bounds))
            plain = tuple(moved(each, 0, 0) for each in groups) if side is was[0] else groups
            yield Figure(text, plain, extent(plain), said, _steps(context, plain))


def _size(groups: DisplayList) -> float:
    bounds = extent(groups)
    return scale_on(sheet_for(bounds), bounds)


def _steps(context: Context, groups: DisplayList) -> tuple[tuple[str, str], ...]:
    return tuple((each.element, context.anchors[each.element]) for each in groups if each.element in context.anchors)


def _arranged(shown: Sequence[tuple[str, Picture]], legend: Group, beside: bool) -> DisplayList:
    """Both pictures, beside each other or one above the other, each under its title, and what the signs mean."""
    made: list[Group] = []
    x = y = 0.0
    for place, (title, picture) in enumerate(shown):
        box = extent(picture.groups)
        made.append(_line(title, x, y + _TITLE))
        dx, dy = x - box.x, y + 2 * _TITLE - box.y
        last = place == len(shown) - 1
        # what was leads nowhere: its shapes have the keys of those that are
        made += [_kept(each, dx, dy) if last else moved(each, dx, dy) for each in picture.groups]
        x, y = (x + box.width + _GAP, y) if beside else (x, y + box.height + 2 * _TITLE + _GAP)
    return (*made, *_below(legend, extent(tuple(made))))


def _kept(group: Group, dx: float, dy: float) -> Group:
    made = moved(group, dx, dy)
    return Group(group.element, made.marks, made.bounds, made.clip, group.link, group.title)


def _line(text: str, x: float, baseline: float) -> Group:
    wide = advance(text, _TITLE, True)
    line = TextLine(x, baseline, text, wide, _TITLE, True)
    return Group("", (line,), Bounds(x, baseline - _TITLE, wide, _TITLE * 1.4))


def _below(legend: Group, box: Bounds) -> DisplayList:
    return (moved(legend, box.x - legend.bounds.x, box.bottom + _GAP / 2 - legend.bounds.y),)


def _legend(context: Context) -> Group:
    """What the signs mean, on one line."""
    marks: list[object] = []
    x, size = BADGE / 2, 12.0
    for kind in _KINDS:
        text = context.say(f"policy.change.{kind}")
        wide = advance(text, size)
        marks += [*badge(x, 0, kind), TextLine(x + BADGE * 0.75, size * 0.36, text, wide, size)]
        x += BADGE * 0.75 + wide + 2 * BADGE
    return Group("", tuple(marks), Bounds(-1, -BADGE / 2 - 1, x, BADGE + 2))  # type: ignore[arg-type]
