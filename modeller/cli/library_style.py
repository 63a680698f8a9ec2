"""`modeller library style`, `clauses` and `clause`: how an organisation's documents look, and its own texts in them."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from modeller import language
from modeller.cli.helptext import Command
from modeller.cli.library_kit import AsJson, ByWhom, Lib, app, author_of, opened, tell_json
from modeller.cli.options import choice
from modeller.cli.output import out
from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown
from modeller.language import message, say

if TYPE_CHECKING:  # what these bring with them takes longer to start than most commands to run
    from modeller.library.store import Library
    from modeller.model.house_style import Clause, HouseStyle
    from modeller.model.house_style_json import House

Text = str | None
_FONTS = ("body_font", "head_font", "latin_font")


@app.command(cls=Command, help="command.library.style")
def style(
    lib: Lib,
    organisation: Annotated[
        Text, typer.Option("--organisation", metavar="TEXT", help="command.style.organisation")
    ] = None,
    logo: Annotated[str, typer.Option("--logo", metavar="FILE", help="command.style.logo")] = "",
    no_logo: Annotated[bool, typer.Option("--no-logo", help="command.style.no_logo")] = False,
    accent: Annotated[Text, typer.Option("--accent", metavar="#RRGGBB", help="command.style.accent")] = None,
    numbering: Annotated[
        Text, typer.Option("--numbering", metavar="decimal|chinese|articles", help="command.option.numbering")
    ] = None,
    signatures: Annotated[Text, typer.Option("--signatures", metavar="NAME,…", help="command.style.signatures")] = None,
    foot: Annotated[Text, typer.Option("--foot", metavar="TEXT", help="command.style.foot")] = None,
    serif: Annotated[bool | None, typer.Option("--serif/--no-serif", help="command.style.serif")] = None,
    fonts: Annotated[Text, typer.Option("--fonts", metavar="BODY,HEAD,LATIN", help="command.style.fonts")] = None,
    take: Annotated[str, typer.Option("--take", metavar="FILE", help="command.style.take")] = "",
    author: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.library.house_style import house_of, save_house
    from modeller.model.house_style import NUMBERINGS
    from modeller.model.house_style_json import house_data, house_in

    said: dict[str, Any] = {"organisation": _said(organisation), "accent": accent, "foot": _said(foot), "serif": serif}
    if numbering is not None:
        said["numbering"] = choice("--numbering", numbering, NUMBERINGS)
    if signatures is not None:
        said["signatures"] = _listed(_said(signatures) or "")
    if fonts is not None:
        said |= zip(_FONTS, (*_listed(fonts), "", "", ""), strict=False)
    if logo or no_logo:
        said["logo"] = read_bytes(logo) if logo else b""
    said = {name: value for name, value in said.items() if value is not None}
    taken = house_in(read_bytes(take), shown(take)) if take else None
    with opened(lib, read_only=not (said or taken)) as library:
        house = house_of(library)
        if said or taken:
            known = {each.id for each in taken.clauses} if taken else set()
            kept = (each for each in house.clauses if each.id not in known)
            made = taken._replace(clauses=(*kept, *taken.clauses)) if taken else house
            save_house(library, made._replace(style=replace(made.style, **said)), author_of(author), house)
            house = house_of(library)
    if as_json:
        tell_json(house_data(house))
    else:
        _tell_style(house)
    return 0


@app.command(cls=Command, help="command.library.clauses")
def clauses(lib: Lib, as_json: AsJson = False) -> int:
    from modeller.library.house_style import house_of

    with opened(lib, read_only=True) as library:
        found = house_of(library).clauses
        places = [_place(library, each) for each in found]
    for each, place in zip(found, places, strict=True):
        if as_json:
            tell_json(asdict(each))
        else:
            alone = sum(other.id.startswith(each.id[:8]) for other in found) == 1  # else --id could not tell it
            out(f"{each.id[:8] if alone else each.id}  {language.bracketed(each.title, place)}")
    if not found and not as_json:
        out(say("command.clause.none"))
    return 0


@app.command(cls=Command, help="command.library.clause")
def clause(
    lib: Lib,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="command.clause.title")] = "",
    id: Annotated[str, typer.Option("--id", metavar="ID", help="command.clause.id")] = "",
    text_file: Annotated[str, typer.Option("--text-file", metavar="FILE", help="command.clause.text_file")] = "",
    after: Annotated[str, typer.Option("--after", metavar="SECTION", help="command.clause.after")] = "",
    before: Annotated[str, typer.Option("--before", metavar="SECTION", help="command.clause.before")] = "",
    model: Annotated[Text, typer.Option("--model", metavar="MODEL", help="command.clause.model")] = None,
    folder: Annotated[Text, typer.Option("--folder", metavar="PATH", help="command.clause.folder")] = None,
    lang: Annotated[Text, typer.Option("--lang", metavar="en|zh_CN", help="command.clause.lang")] = None,
    delete: Annotated[bool, typer.Option("--delete", help="command.clause.delete")] = False,
    author: ByWhom = "",
    as_json: AsJson = False,
) -> int:
    from modeller.export.policy.catalogue import SECTIONS
    from modeller.library.folders import folders, paths
    from modeller.library.house_style import remove_clause, set_clause
    from modeller.library.models import find_model

    if after and before:
        raise Problem(message("command.not_with", option="--after", other="--before"))
    said: dict[str, Any] = {"title": title} if title else {}
    if text_file:
        said["text"] = _text(text_file)
    keys = tuple(each.key for each in SECTIONS if not each.front)
    for option, value in (("--after", after), ("--before", before)):
        if value:
            said |= {"section": choice(option, value, keys), "before": option == "--before"}
    if lang is not None:
        said["language"] = choice("--lang", lang, language.LANGUAGES) if _said(lang) else ""
    with opened(lib) as library:
        if not (title or id):
            raise Problem(message("command.clause.unnamed"))
        if model is not None:
            said["model"] = find_model(library, model).id if _said(model) else ""
        if folder is not None:
            ways = {"/".join(way): key for key, way in paths(folders(library)).items()} | {"": ""}
            way = (_said(folder) or "").strip("/")
            if way not in ways:
                raise Problem(message("command.no_folder", folder=shown(folder), name=shown(lib)))
            said["folder"] = ways[way]
        known = _meant(library, lib, id, title, needed=delete)
        if delete and known is not None:
            remove_clause(library, known.id, author_of(author))
            made, done = known, "command.clause.deleted"
        else:
            made = set_clause(library, replace(known or _new(), **said), author_of(author))
            done = "command.clause.changed" if known else "command.clause.added"
        place = _place(library, made)
    if as_json:
        tell_json(asdict(made))
    else:
        out(say(done, title=made.title, id=made.id[:8], place=place))
    return 0


def _text(file: str) -> str:
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(message("command.clause.no_text", name=shown(file))) from error


def _new() -> "Clause":
    from modeller.model.house_style import Clause

    return Clause("")


def _meant(library: "Library", lib: str, id: str, title: str, *, needed: bool) -> "Clause | None":
    """The clause of that id, or the beginning of one, or of that title; None where a new one is meant."""
    from modeller.library.house_style import house_of

    wanted = " ".join(title.split())
    held = house_of(library).clauses
    found = [each for each in held if (each.id.startswith(id.lower()) if id else each.title == wanted)]
    if len(found) == 1 or (not found and not id and not needed):
        return found[0] if found else None
    raise Problem(
        message("command.clause.which" if found else "command.clause.no_such", text=id or title, name=shown(lib))
    )


def _place(library: "Library", clause: "Clause") -> str:
    """Where a clause stands, and for what it holds."""
    from modeller.export.policy.catalogue import SECTIONS
    from modeller.library.folders import folders, paths
    from modeller.library.models import models

    label = next((each.label for each in SECTIONS if each.key == clause.section), "")
    beside = "policy.clause.before" if clause.before else "policy.clause.after"
    said = [say(beside, section=say(label)) if label else say("policy.clause.last")]
    if clause.model:
        name = next((each.name for each in models(library) if each.id == clause.model), say("policy.clause.gone"))
        said.append(say("policy.clause.of_model", name=name))
    if clause.folder:
        way = paths(folders(library)).get(clause.folder, (say("policy.clause.gone"),))
        said.append(say("policy.clause.of_folder", name="/".join(way)))
    if clause.language:
        said.append(language.NAMES.get(clause.language, clause.language))
    return language.set_apart(said)


def _tell_style(house: "House") -> None:
    held: HouseStyle = house.style
    values = {
        "organisation": held.organisation or "–",
        "logo": say("command.style.bytes", count=len(held.logo)) if held.logo else "–",
        "accent": held.accent,
        "numbering": say(f"window.policy.numbering.{held.numbering}"),
        "signatures": language.listed(held.signatures) or say("policy.style.usual"),
        "foot": held.foot or "–",
        "pdf_font": say("policy.style.serif" if held.serif else "policy.style.sans"),
        **{name: getattr(held, name) for name in _FONTS},
    }
    for name, value in values.items():
        out(language.labelled(say(f"policy.style.{name}"), value))
    out(say("command.style.clauses", count=len(house.clauses)))


def _said(value: Text) -> Text:
    """What an option says: a mere - takes away what was there, since no argument may be empty."""
    return "" if value == "-" else value


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.replace("，", ",").split(",") if each.strip())
