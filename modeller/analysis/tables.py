"""Analyses as tables: what panel, workbook and command line show, cell by cell, with the elements behind each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from modeller.analysis.handovers import Handovers
from modeller.analysis.raci import Raci
from modeller.analysis.side_by_side import Side, SideBySide, StepChange
from modeller.analysis.steps import Step
from modeller.analysis.sums import Share
from modeller.analysis.usage import Use
from modeller.analysis.whole import Analysis, Points, Quantity, Ratio, Time
from modeller.language import LANGUAGES, Message, listed, message, words
from modeller.notation.attributes import DECLARED, PREFIX, said
from modeller.notation.element import Property
from modeller.notation.quantities import (
    Money,
    amount,
    from_seconds,
    number,
    said_duration,
    said_money,
    seconds,
    with_unit,
)

Cell: TypeAlias = str | Message | Quantity | None
"""A text of the user's own, words, a quantity; None for what is not known."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, the keys of the elements that it is about, and where they differ those of each cell."""

    cells: tuple[Cell, ...]
    elements: tuple[str, ...] = ()
    each: tuple[tuple[str, ...], ...] = ()
    strong: bool = False

    def behind(self, column: int) -> tuple[str, ...]:
        """The keys of the elements behind a cell."""
        return self.each[column] if column < len(self.each) and self.each[column] else self.elements


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence below a table, and the keys of the elements that it is about."""

    words: Message
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `key` names it, the same in every model; the first `heads` columns say what a row is about."""

    key: str
    title: Message
    columns: tuple[Cell, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    heads: int = 1


def tables(found: Analysis) -> tuple[Table, ...]:
    """All analyses of a model, in the order in which they are read."""
    return (
        overview(found),
        step_table(found.steps),
        raci_table(found.raci),
        handover_table(found.handovers),
        share_table("roles", found.sums.by_role, found.sums.total, _notes_of_sums(found)),
        share_table("classes", found.sums.by_class, found.sums.total),
        visit_table(found),
        usage_table(found),
    )


def made(
    key: str, columns: Iterable[str], rows: Iterable[Row], notes: Iterable[Note] = (), heads: int = 1
) -> Table:  # fmt: skip
    """A table with its words: `columns` are names of the catalogue."""
    named = tuple(message(f"analysis.column.{column}") for column in columns)
    return Table(key, message(f"analysis.table.{key}"), named, tuple(rows), tuple(notes), heads)


# -- single tables ---------------------------------------------------------------------------------------------------


def overview(found: Analysis) -> Table:
    """The figures of a model; below, why what is not known is not."""
    rows = [Row((figure.label, figure.value), figure.elements) for figure in found.figures]
    return made("overview", ("figure", "value"), rows, _notes_of_times(found))


def step_table(steps: Sequence[Step]) -> Table:
    """The steps with all that is known of them; columns that no step fills are left out."""
    columns: list[tuple[str, list[Cell]]] = [
        ("number", [step.number for step in steps]),
        ("step", [("    " * step.depth) + step.name if step.name else step.kind for step in steps]),
        ("role", [_lines(step.responsible) for step in steps]),
        ("inputs", [_lines(step.inputs) for step in steps]),
        ("outputs", [_lines(step.outputs) for step in steps]),
        ("documents", [_lines(step.documents) for step in steps]),
        ("records", [_lines(row[0] for row in step.records) for step in steps]),
        ("systems", [_lines(step.systems) for step in steps]),
        ("duration", [_time(step.duration) for step in steps]),
        ("waiting", [_time(step.waiting) for step in steps]),
        ("limit", [_time(step.time_limit) for step in steps]),
        ("cost", [step.cost if step.cost is not None else "" for step in steps]),
        ("class", [class_name(step.value_class) if step.value_class else "" for step in steps]),
        ("escalate_after", [_time(step.escalate_after) for step in steps]),
        ("escalate_to", [step.escalate_to for step in steps]),
        ("kpis", [_lines(f"{row[0]} {with_unit(row[1], row[2])}".strip() for row in step.kpis) for step in steps]),
        ("risks", [_lines(" – ".join(filter(None, row)) for row in step.risks) for step in steps]),
    ]  # fmt: skip
    kept = [(name, cells) for name, cells in columns if name in {"number", "step", "role"} or any(cells)]
    own = dict.fromkeys(declared for step in steps for declared, _ in step.own)
    held = [*(cells for _, cells in kept), *([_own(step, declared) for step in steps] for declared in own)]
    rows = [Row(tuple(cells[place] for cells in held), (step.key,)) for place, step in enumerate(steps)]
    table = made("steps", [name for name, _ in kept], rows, heads=2)
    return replace(table, columns=(*table.columns, *map(_titled, own)))


def _titled(declared: Property) -> Message:
    if not declared.unit:
        return declared.title
    return message("fields.with_unit", name=declared.title, unit=declared.unit)


def _own(step: Step, declared: Property) -> Cell:
    """What a step says in a field of the organisation's own."""
    value = dict(step.own).get(declared, "")
    length, sum_ = seconds(value), amount(value) if declared.kind == "money" else None
    if declared.kind == "duration" and length is not None:
        return Time(length)
    if declared.kind == "number" and number(value) == value:
        return float(value)
    if sum_ is not None:
        return sum_
    return message("fields.own", said={each: said(declared, value, each) for each in LANGUAGES}) if value else ""


def raci_table(found: Raci) -> Table:
    rows = [
        Row((row.number, row.name, *(row.letters(place) for place in range(len(found.roles)))), (row.key,))
        for row in found.rows
    ]
    columns: tuple[Cell, ...] = (message("analysis.column.number"), message("analysis.column.step"), *found.roles)
    notes = [
        Note(message(f"analysis.note.{name}", count=len(keys)), keys)
        for name, keys in (
            ("without_responsible", found.without_responsible),
            ("without_accountable", found.without_accountable),
            ("several_accountable", found.several_accountable),
        )
        if keys
    ]
    return Table("raci", message("analysis.table.raci"), columns, tuple(rows), tuple(notes), heads=2)


def handover_table(found: Handovers) -> Table:
    """From the role of the row to that of the column; the last column and row have the sums."""
    rows: list[Row] = []
    for giver in found.roles:
        passes = [found.between(giver, taker) for taker in found.roles]
        behind = tuple(tuple(key for each in row for key in (each.source, *each.flows, each.target)) for row in passes)
        counts: list[Cell] = [len(row) if row else "" for row in passes]
        every = tuple(key for keys in behind for key in keys)
        rows.append(Row((giver, *counts, found.given(giver)), every, ((), *behind, every)))
    if rows:
        taken = [found.taken(role) for role in found.roles]
        rows.append(Row((message("analysis.total"), *taken, len(found.found)), strong=True))
    columns: tuple[Cell, ...] = (message("analysis.column.from_to"), *found.roles, message("analysis.total"))
    return Table("handovers", message("analysis.table.handovers"), columns, tuple(rows))


def compared(found: SideBySide, analyses: tuple[Analysis, Analysis]) -> tuple[Table, ...]:
    """Two models side by side: their figures, their work by role and by value class, and what becomes of the steps.

    What the `analyses` of both have to say of their times stands below the figures: why one is not known.
    """
    columns = ("before", "after", "difference", "relative")

    def sides(
        key: str, head: str, each: Iterable[Side], name: Callable[[str], Cell] | None = None, notes: Iterable[Note] = ()
    ) -> Table:
        rows = [Row((name(side.key) if name else side.label, *_of_side(side))) for side in each]
        return made(key, (head, *columns), rows, notes)

    return (
        sides("compared_figures", "figure", found.figures, notes=_notes_of_both(analyses)),
        sides("compared_roles", "role", found.roles, _role),
        sides("compared_classes", "class", found.classes, class_name),
        made(
            "compared_steps",
            ("change", "step", "role_before", "role_after", "duration_before", "duration_after"),
            [_of_change(each) for each in found.steps],
            heads=2,
        ),
    )


def share_table(key: str, shares: Sequence[Share], total: Share, notes: Iterable[Note] = ()) -> Table:
    """Steps, time and cost of roles or value classes."""
    name = class_name if key == "classes" else _role
    rows = [
        Row((name(share.name), *_of_share(share, total)), share.steps) for share in shares if share.name or share.steps
    ]
    rows.append(Row((message("analysis.total"), *_of_share(total, total)), total.steps, strong=True))
    head = "class" if key == "classes" else "role"
    return made(key, (head, "steps", "work", "part", "waiting", "cost", "expected", "expected_cost"), rows, notes)


def visit_table(found: Analysis) -> Table:
    """How often each step is expected in a case, what that takes, and which steps lie on the critical path."""
    visits = {each.process: each.visits for each in found.lead_times}
    critical = {key for path in found.critical_paths for key in path.steps}
    rows = []
    for step in found.steps:
        counts = visits.get(step.process)
        count = None if counts is None else round(counts.get(step.key, 0.0), 4)
        known = count is not None and step.duration is not None
        work = Time(step.duration * count) if known and step.duration is not None and count is not None else None
        mark = message("analysis.critical") if step.key in critical else ""
        cells = (step.number, step.name or step.kind, _lines(step.responsible), count, work, mark)
        rows.append(Row(cells, (step.key,)))
    return made("visits", ("number", "step", "role", "visits", "expected", "critical"), rows, _notes_of_times(found), 2)


def usage_table(found: Analysis) -> Table:
    number = {step.key: step.number for step in found.steps}
    columns = ("kind", "name", "used", "numbers", "by", "read", "written", "kept")
    return made("usage", columns, [_used(use, number) for use in found.usage], heads=2)


# -- cells -----------------------------------------------------------------------------------------------------------


def shown(cell: Cell, language: str | None = None) -> str:
    """A cell in words."""
    if cell is None:
        return words(message("analysis.unknown"), language)
    if isinstance(cell, str | Message):
        return words(cell, language)
    if isinstance(cell, Time):
        text = said_duration(from_seconds(abs(cell.seconds)), language)
        return f"−{text}" if cell.seconds < 0 else text
    if isinstance(cell, Ratio):
        return f"{_plain(cell.value * 100, 1)} %"
    if isinstance(cell, Points):
        return words(message("analysis.points", number=_plain(cell.value * 100, 1)), language)
    if isinstance(cell, Money):
        text = said_money(f"{abs(cell.amount):.2f}".removesuffix(".00") + f" {cell.currency}".rstrip())
        return f"−{text}" if cell.amount < 0 else text
    return _plain(cell, 2)


def _plain(number: float, places: int) -> str:
    text = f"{abs(number):.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"−{text}" if number < 0 and text.strip("0.") else text


def class_name(name: str) -> Message | str:
    """A value class in words."""
    declared = DECLARED[PREFIX + "valueClass"]
    return message(f"{declared.label}.{name}") if name else message("analysis.unclassed")


def _role(name: str) -> Message | str:
    return name or message("analysis.nobody")


def _lines(entries: Iterable[str]) -> str:
    return "\n".join(entries)


def _time(seconds: float | None) -> Cell:
    return Time(seconds) if seconds is not None else ""


def _of_share(share: Share, total: Share) -> tuple[Cell, ...]:
    return (
        len(share.steps),
        Time(share.work) if total.work else None,
        Ratio(share.work / total.work) if total.work else None,
        Time(share.waiting) if total.waiting else "",
        amounts(share.cost),
        Time(share.expected_work) if share.expected_work is not None and total.work else None,
        None if share.expected_cost is None else amounts(share.expected_cost),
    )


def amounts(cost: Sequence[Money]) -> Cell:
    """Amounts in one cell: several currencies one below the other."""
    return cost[0] if len(cost) == 1 else "\n".join(shown(each) for each in cost)


def _of_side(side: Side) -> tuple[Cell, ...]:
    relative = side.relative
    return side.before, side.after, side.difference, relative if relative is not None else ""


def _of_change(each: StepChange) -> Row:
    step = each.after or each.before
    assert step is not None
    pair = (each.before, each.after)
    roles = [_lines(one.responsible) if one is not None else "" for one in pair]
    times = [_time(one.duration) if one is not None else "" for one in pair]
    return Row((message(f"analysis.change.{each.change}"), step.name or step.kind, *roles, *times), (step.key,))


def _used(use: Use, number: dict[str, str]) -> Row:
    def numbers(keys: Iterable[str]) -> Message | str:
        found = [number.get(key, "") for key in keys]
        if len(found) < 2:
            return "".join(found)
        return message("list.text", text={language: listed(found, language) for language in LANGUAGES})

    kind = message(f"analysis.used.{use.kind}")
    ways = (numbers(use.read), numbers(use.written))
    return Row((kind, use.name, len(use.steps), numbers(use.steps), _lines(use.roles), *ways, use.kept), use.steps)


# -- notes -----------------------------------------------------------------------------------------------------------


def _notes_of_sums(found: Analysis) -> list[Note]:
    pairs = (("without_time", found.sums.without_time), ("without_cost", found.sums.without_cost))
    return [Note(message(f"analysis.note.{name}", count=len(keys)), keys) for name, keys in pairs if keys]


def _notes_of_times(found: Analysis) -> list[Note]:
    notes: list[Note] = []
    with_steps = {step.process for step in found.steps}
    for each in found.lead_times:
        if each.process not in with_steps:
            continue
        for kind in dict.fromkeys(gap.kind for gap in each.gaps):
            keys = tuple(gap.element for gap in each.gaps if gap.kind == kind)
            notes.append(Note(message(f"analysis.gap.{kind}", count=len(keys)), keys))
        for name, keys in (("without_time", each.missing), ("assumed", each.assumed), ("left_out", each.left_out)):
            if keys:
                notes.append(Note(message(f"analysis.note.{name}", count=len(keys)), keys))
        if each.rough:
            notes.append(Note(message("analysis.note.rough")))
    return notes


def _notes_of_both(analyses: tuple[Analysis, Analysis]) -> list[Note]:
    """The notes on both models, each with which it is about; the elements are those of the first, which is open."""
    before, after = (_notes_of_times(each) for each in analyses)
    return [
        *(Note(message("analysis.note.before", said=each.words), each.elements) for each in before),
        *(Note(message("analysis.note.after", said=each.words)) for each in after),
    ]
