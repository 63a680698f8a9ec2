"""Process attributes: what an organisation writes about a process and its steps besides drawing them.

An attribute is one line here and its words in the catalogue; inspector, find, comparison, checks, badges and files
take it from there. Its value is a property of the record with ``modeller:`` before its name: text, or several entries,
each text or text with named cells (a table's further columns; ``ref``, the id of a dictionary entry).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Literal, TypeAlias, TypeVar

from modeller.language import Message, bracketed, labelled, message, set_apart, words
from modeller.model.records import Record, Value
from modeller.notation.element import Property
from modeller.notation.quantities import (
    date,
    duration,
    link,
    money,
    number,
    percent,
    rate,
    said_date,
    said_duration,
    said_money,
    said_rate,
    with_unit,
)  # fmt: skip

PREFIX: Final = "modeller:"
NAMESPACE: Final = "urn:modeller:bpmn:1.0"
R = TypeVar("R", bound=Record)

Section: TypeAlias = Literal["purpose", "boundaries", "roles", "work", "time", "control"]


def _in(section: Section, *declared: Property) -> tuple[Property, ...]:
    return tuple(replace(each, section=f"attributes.section.{section}") for each in declared)


_KPI: Final = Property(
    PREFIX + "kpi", "attributes.kpi", "table", columns=("target", "unit", "actual", "measured"), layer="kpis"
)
"""The target says from which side (``≥ 95``); `actual` is what was measured, in that unit, and `measured` when."""
_RISK: Final = Property(PREFIX + "risk", "attributes.risk", "table", columns=("control",), layer="risks")
_INPUTS: Final = Property(PREFIX + "inputs", "attributes.inputs", "list")
_OUTPUTS: Final = Property(PREFIX + "outputs", "attributes.outputs", "list")
_DOCUMENTS: Final = Property(PREFIX + "documents", "attributes.documents", "list", layer="documents")
_RECORDS: Final = Property(PREFIX + "records", "attributes.records", "table", columns=("kept",), layer="documents")
_TIME_LIMIT: Final = Property(PREFIX + "timeLimit", "attributes.timeLimit", "duration", layer="times", badge="≤ {}")
_WAITING: Final = Property(PREFIX + "waiting", "attributes.waiting", "duration", layer="times", badge="+ {}")
_VALUE_CLASS: Final = Property(
    PREFIX + "valueClass", "attributes.valueClass", "choice", ("", "adding", "necessary", "waste"), layer="values"
)
_FREQUENCY: Final = Property(PREFIX + "frequency", "attributes.frequency", "rate")

PROCESS: Final = (
    *_in(
        "purpose",
        Property(PREFIX + "purpose", "attributes.purpose", "long text"),
        Property(PREFIX + "scope", "attributes.scope", "long text"),
        Property(PREFIX + "owner", "attributes.owner"),
        Property(PREFIX + "customers", "attributes.customers", "list"),
        Property(PREFIX + "participants", "attributes.participants", "list"),
    ),
    *_in(
        "boundaries",
        Property(PREFIX + "trigger", "attributes.trigger"),
        Property(PREFIX + "start", "attributes.start"),
        Property(PREFIX + "end", "attributes.end"),
        _INPUTS,
        _OUTPUTS,
        _DOCUMENTS,
        _RECORDS,
    ),
    *_in("control", _TIME_LIMIT, _FREQUENCY, _KPI, _RISK),
)
"""What a process says about itself."""

STEP: Final = (
    *_in(
        "roles",
        Property(PREFIX + "responsible", "attributes.responsible", "list", layer="roles", badge="R {}"),
        Property(PREFIX + "accountable", "attributes.accountable", layer="roles", badge="A {}"),
        Property(PREFIX + "consulted", "attributes.consulted", "list", layer="roles", badge="C {}"),
        Property(PREFIX + "informed", "attributes.informed", "list", layer="roles", badge="I {}"),
    ),
    *_in(
        "work",
        Property(PREFIX + "number", "attributes.number", layer="numbers"),
        Property(PREFIX + "instruction", "attributes.instruction", "long text"),
        _INPUTS,
        _OUTPUTS,
        _DOCUMENTS,
        Property(PREFIX + "systems", "attributes.systems", "list", layer="systems"),
        _RECORDS,
    ),
    *_in(
        "time",
        Property(PREFIX + "duration", "attributes.duration", "duration", layer="times"),
        _WAITING,
        _TIME_LIMIT,
        Property(PREFIX + "cost", "attributes.cost", "money", layer="costs"),
        _FREQUENCY,
        _VALUE_CLASS,
    ),
    *_in(
        "control",
        Property(PREFIX + "priority", "attributes.priority", "choice", ("", "urgent", "high", "normal", "low")),
        Property(PREFIX + "escalateAfter", "attributes.escalateAfter", "duration", layer="times", badge="↑ {}"),
        Property(PREFIX + "escalateTo", "attributes.escalateTo"),
        _KPI,
        _RISK,
    ),
)  # fmt: skip
"""What a step says of how it is done."""

_STATUS: Final = Property(
    PREFIX + "status", "attributes.status", "choice", ("", "draft", "review", "approved", "published", "retired")
)
_MATURITY: Final = Property(PREFIX + "maturity", "attributes.maturity", "choice", ("", "1", "2", "3", "4", "5"))

_VALUE_SHARE: Final = Property(PREFIX + "valueShare", "attributes.valueShare", "percent")

STAGE: Final = (*PROCESS, *_in("control", _STATUS, _MATURITY), *_in("time", _VALUE_CLASS, _VALUE_SHARE))
"""What an activity of a value chain says of the process that it stands for."""

ROLE: Final = _in("time", Property(PREFIX + "hourlyCost", "attributes.hourlyCost", "money"))
"""What a lane says of who works in it."""
START: Final = _in("time", _FREQUENCY)
WAIT: Final = _in("time", _WAITING, _TIME_LIMIT)
BRANCH: Final = _in("time", Property(PREFIX + "probability", "attributes.probability", "percent"))
"""What a sequence flow says of how often it is taken."""

DECLARED: Final = {each.key: each for each in (*ROLE, *BRANCH, *STAGE, *STEP)}

_PARSED: Final[dict[str, Callable[[str], str | None]]] = {
    "duration": duration, "money": money, "rate": rate, "percent": percent,
    "number": number, "date": date, "link": link,
}  # fmt: skip


def parsed(declared: Property, text: str) -> str | None:
    """A text in the form in which a property keeps it; None where it cannot be one. ``""`` clears any."""
    if not text.strip():
        return ""
    parse = _PARSED.get(declared.kind)
    if parse is not None:
        return parse(text.strip().removesuffix(declared.unit) if declared.unit else text)
    if declared.kind in {"choice", "yes or no"}:
        return text if text in (declared.choices or ("true", "false")) else None
    text = text.replace("\r\n", "\n")
    if declared.kind != "table":
        text = text.replace("\t", "    ")  # bpmn-moddle writes tabs into attributes, where XML makes them blanks
    if declared.kind in {"list", "table"}:
        lines = (line.strip(" \r") for line in text.split("\n"))
        return "\n".join(line for line in lines if line.replace("\t", "").strip())
    return text


def text_of(value: Value | None) -> str:
    """A value as text: one entry a line, the cells of an entry with tabs between them."""
    if isinstance(value, tuple):
        return "\n".join(map(_entry_text, value))
    return "" if value is None else str(value)


def _entry_text(entry: Value) -> str:
    if not isinstance(entry, tuple):
        return str(entry)
    cells = [str(cell[1]) if isinstance(cell, tuple) and cell[0] != "ref" else "" for cell in entry[1:]]
    return "\t".join([str(entry[0]), *cells]).rstrip("\t")


def rows_of(record: Record, key: str) -> list[tuple[str, ...]]:
    """The entries of an attribute, each with the cells that its declaration names."""
    declared, value = DECLARED.get(key), record.properties.get(key)
    columns = declared.columns if declared is not None else ()
    found = []
    for entry in value if isinstance(value, tuple) else () if value is None else (value,):
        pairs = _pairs(entry)
        found.append((_name(entry), *(pairs.get(column, "") for column in columns)))
    return found


def names_of(record: Record, key: str) -> list[str]:
    """The entries of an attribute without their cells."""
    return [row[0] for row in rows_of(record, key)]


def _name(entry: Value) -> str:
    return str(entry[0]) if isinstance(entry, tuple) else str(entry)


def _pairs(entry: Value) -> dict[str, str]:
    cells = entry[1:] if isinstance(entry, tuple) else ()
    return {str(cell[0]): str(cell[1]) for cell in cells if isinstance(cell, tuple) and len(cell) == 2}


def attribute_text(record: Record, key: str) -> str:
    """The value of an attribute as text: of a table one row a line, all its cells with tabs between them."""
    if key not in record.properties:
        return ""
    declared = DECLARED.get(key)
    if declared is not None and declared.kind == "table":
        return "\n".join("\t".join(row).rstrip("\t") for row in rows_of(record, key))
    return "\n".join(names_of(record, key))


def with_attribute(record: R, key: str, text: str, own: Property | None = None) -> R:
    """The record with another value of an attribute, given as `attribute_text` gives it; an entry keeps what else is
    known of it as long as its name stays. `own` declares one that is a field of the organisation's own."""
    declared = DECLARED.get(key, own)
    columns = declared.columns if declared is not None else ()
    several = declared is not None and declared.kind in {"list", "table"}
    held = record.properties.get(key, ())
    known = {_name(entry): _pairs(entry) for entry in (held if isinstance(held, tuple) else (held,))}
    entries: list[Value] = []
    for line in text.split("\n") if several else [text]:
        name, *cells = line.split("\t") if columns else [line]
        pairs = {**known.get(name, {}), **dict.fromkeys(columns, ""), **dict(zip(columns, cells, strict=False))}
        filled = tuple((column, cell) for column, cell in pairs.items() if cell)
        if name or filled:
            entries.append((name, *filled) if filled else name)
    if not entries:
        return replace(record, properties=record.properties.without(key))
    value: Value = entries[0] if len(entries) == 1 and isinstance(entries[0], str) else tuple(entries)
    return replace(record, properties=record.properties.changed({key: value}))


def said(declared: Property, text: str, language: str | None = None) -> str:
    """A value of a property as people read it: quantities and choices in words, the entries of a table one a line."""
    if not text:
        return ""
    if declared.kind == "duration":
        return said_duration(text, language)
    if declared.kind == "rate":
        return said_rate(text, language)
    if declared.kind == "money":
        return said_money(text)
    if declared.kind == "percent":
        return with_unit(text, "%")
    if declared.kind == "date":
        return said_date(text, language)
    if declared.kind == "number":
        return with_unit(text, declared.unit)
    if declared.own:
        return _said_own(declared, text, language)
    if declared.kind == "choice":
        key = f"{declared.label}.{text}"
        found = words(Message(key), language)
        return text if key in found else found
    if declared.kind == "table":
        return "\n".join(entry_in_words(declared, line.split("\t"), language) for line in text.split("\n"))
    return text


def _said_own(declared: Property, text: str, language: str | None) -> str:
    if declared.kind == "yes or no" and text in {"true", "false"}:
        return words(message("fields.yes" if text == "true" else "fields.no"), language)
    return text


def entry_in_words(declared: Property, row: Sequence[str], language: str | None = None) -> str:
    """An entry of a table on one line: ``Solved at once: ≥ 85%; actual 82% (2026-05)``, a risk with its control."""
    name, *cells = row
    if declared.key == _KPI.key:
        target, unit, actual, measured = (*cells, "", "", "", "")[:4]
        reached = with_unit(actual, unit)
        if reached:
            reached = words(message("attributes.kpi_actual", value=reached), language)
        cells = [with_unit(target, unit) if target else "", bracketed(reached, measured, language) if reached else ""]
    value = set_apart(filter(None, cells), language)
    return labelled(name, value, language) if name and value else name or value


def told(record: Record) -> Iterator[str]:
    """All that the attributes of a record say, as plain text, for those who look for words."""
    for name, value in record.properties.items():
        if name.startswith(PREFIX):
            yield text_of(value)


def filled(record: Record, declared: Iterable[Property]) -> int:
    """How many of these properties a record has a value for."""
    return sum(1 for each in declared if each.key in record.properties)
