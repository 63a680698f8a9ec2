"""`modeller library fields` and `field`: what an organisation asks of its processes and steps beyond the usual."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from modeller.cli.helptext import Command
from modeller.cli.library_kit import AsJson, ByWhom, Lib, app, author_of, opened, tell
from modeller.cli.options import choice, whole
from modeller.cli.output import out
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import CHINESE, ENGLISH, bracketed, current, listed, message, say

if TYPE_CHECKING:
    from modeller.model.own_fields import OwnField

_BETWEEN = re.compile("[,，、;；]")


@app.command("fields", cls=Command, help="command.library.fields")
def fields(lib: Lib, as_json: AsJson = False) -> int:
    from modeller.library.fields import fields_of

    with opened(lib, read_only=True) as library:
        found = fields_of(library)
    for each in found:
        tell(as_json, _data(each), _line(each))
    if not found and not as_json:
        out(say("fields.said.none"))
    return 0


@app.command("field", cls=Command, help="command.library.field")
def field(
    lib: Lib,
    key: Annotated[str, typer.Argument(metavar="KEY", help="command.argument.field")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="command.option.field_name")] = "",
    chinese: Annotated[str, typer.Option("--name-zh", metavar="NAME", help="command.option.field_name_zh")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="command.option.field_kind")] = "",
    holders: Annotated[str, typer.Option("--for", metavar="WHAT", help="command.option.field_for")] = "",
    choices: Annotated[str, typer.Option("--choices", metavar="A,B", help="command.option.field_choices")] = "",
    unit: Annotated[str | None, typer.Option("--unit", metavar="UNIT", help="command.option.field_unit")] = None,
    required: Annotated[
        bool | None, typer.Option("--required/--optional", help="command.option.field_required")
    ] = None,
    badge: Annotated[bool | None, typer.Option("--badge/--no-badge", help="command.option.field_badge")] = None,
    place: Annotated[str, typer.Option("--place", metavar="N", help="command.option.field_place")] = "",
    delete: Annotated[bool, typer.Option("--delete", help="command.option.field_delete")] = False,
    by: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.fields import change_fields, checked, fields_of
    from modeller.model.own_fields import FIELD_KINDS, OwnField

    wanted: dict[str, Any] = {}
    if kind:
        kinds = {each.replace(" ", "-"): each for each in FIELD_KINDS}
        wanted["kind"] = kinds[choice("--kind", kind.replace(" ", "-"), tuple(kinds))]
    if holders:
        wanted["holders"] = _holders(holders)
    if choices:
        wanted["choices"] = tuple(each.strip() for each in _BETWEEN.split(choices) if each.strip())
    wanted |= {
        word: said for word, said in (("unit", unit), ("required", required), ("badge", badge)) if said is not None
    }
    with opened(lib) as library:
        before = fields_of(library)
        known = next((each for each in before if each.key == key), None)
        if delete and known is None:
            raise Problem(message("fields.refused.unknown", field=shown(key)))
        if known is None:
            _ask_for(key, {"--name": name or chinese, "--for": holders, "--choices": choices or kind != "choice"})
        rest = [each for each in before if each.key != key]
        at = whole("--place", place, 1, len(rest) + 1) - 1 if place else _place(before, key)
        made = checked(replace(known or OwnField(key, (), holders=()), **wanted, names=_names(known, name, chinese)))
        after = rest if delete else [*rest[:at], made, *rest[at:]]
        change_fields(library, before, after, author_of(by))
    tell(as_json, _data(made), say(f"fields.said.{'deleted' if delete else 'set'}", name=_name(made), field=key))
    return 0


def _ask_for(key: str, given: dict[str, str | bool]) -> None:
    """Raises Problem where a new field lacks what no field can be without."""
    lacking = [option for option, value in given.items() if not value]
    if lacking:
        raise Problem(message("command.field_lacks", field=shown(key), options=listed(lacking)))


def _place(before: "tuple[OwnField, ...]", key: str) -> int:
    return next((at for at, each in enumerate(before) if each.key == key), len(before))


def _holders(text: str) -> tuple[str, ...]:
    from modeller.model.own_fields import FIELD_HOLDERS

    meant = {choice("--for", each.strip(), FIELD_HOLDERS) for each in _BETWEEN.split(text) if each.strip()}
    return tuple(each for each in FIELD_HOLDERS if each in meant)


def _names(known: "OwnField | None", name: str, chinese: str) -> tuple[tuple[str, str], ...]:
    """What the field is called: what is said now, else what it was."""
    said = dict(known.names) if known is not None else {}
    said |= {language: text for language, text in ((ENGLISH, name), (CHINESE, chinese)) if text}
    return tuple(said.items())


def _name(field: "OwnField") -> str:
    from modeller.model.own_fields import name_in

    return name_in(field, current())


def _line(field: "OwnField") -> str:
    holders = listed(say(f"fields.for.{each}") for each in field.holders)
    kind = say(f"fields.kind.{field.kind.replace(' ', '_')}")
    more = " | ".join(field.choices) or field.unit
    marks = [say(f"fields.{mark}") for mark in ("required", "badge") if getattr(field, mark)]
    parts = [field.key, _name(field), bracketed(kind, more), holders, *marks]
    return "  ".join(parts)


def _data(field: "OwnField") -> dict[str, Any]:
    from modeller.model.own_fields import described

    return described(field)
