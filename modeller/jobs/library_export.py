"""Write what is in a library as files that every tool reads: a BPMN file for each model, and JSON for the rest."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from modeller.files.atomic import write_file
from modeller.files.causes import cause
from modeller.files.names import FreeNames, file_name_of, folded
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.interchange.model_files import suffix_of, write
from modeller.jobs.progress import Progress, silent
from modeller.language import Message, message
from modeller.library.approval import approvals, trail_of, workflow_of
from modeller.library.attachments import attachments, read_attachment
from modeller.library.comments import comments
from modeller.library.dictionary import entries
from modeller.library.drafts import load_draft, salvage_draft
from modeller.library.faults import Damaged
from modeller.library.fields import fields_of
from modeller.library.folders import folders, paths
from modeller.library.house_style import house_of
from modeller.library.models import facts, models
from modeller.library.rules import rules_of
from modeller.library.store import Library
from modeller.library.tolerance import tolerant
from modeller.library.versions import read_version, versions
from modeller.library.workflow import encode
from modeller.model.approval import Workflow
from modeller.model.entries import Attachment, ModelEntry, Version
from modeller.model.house_style_json import House, house_data
from modeller.model.own_fields import OwnField, described
from modeller.model.reading import Model
from modeller.model.records import Record
from modeller.notation.bpmn.rule_choice import RuleChoice
from modeller.validation.sets import encoded

INDEX: Final = "library.json"
FORMAT: Final = 1

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Written:
    """The files that were written, and what could not be brought out whole."""

    files: list[Path] = field(default_factory=list)
    damaged: list[Message] = field(default_factory=list)
    asked: tuple[OwnField, ...] = ()
    """The library's own fields, which each file brings along."""


def export_model_file(
    library: Library, entry: ModelEntry, target: Path, version: Version | None = None
) -> list[Message]:
    """Write a model, or one of its versions, as a BPMN file; what could not be brought out. Raises Problem."""
    if version is not None:
        write_file(target, _file(read_version(library, version.id).records, fields_of(library)))
        return []
    records, said = _draft(library, entry)
    write_file(target, _file(records, fields_of(library)))
    return said


def export_library(library: Library, folder: Path | str, progress: Progress = silent) -> Written:
    """Write all models that are not in the bin into `folder`, in the library's folders, each with its versions.

    ``library.json`` says what the files cannot: order, descriptions, tags, versions and who made them. What is damaged
    is written as far as it can be read, under a name that says so. Raises Problem where `folder` holds something else
    or cannot be written, Cancelled where `progress` calls it off; what is written by then stays.
    """
    with tolerant() as broken:
        written = _export(library, Path(folder), progress)
    told = {str(each): each for each in (*written.damaged, *broken.values())}
    written.damaged = list(told.values())
    return written


def _export(library: Library, folder: Path, progress: Progress) -> Written:
    known = facts(library)
    _check_folder(folder, known.uuid)
    tree = folders(library)
    ways = paths(tree)
    chosen = models(library)
    written, listed = Written(), list[dict[str, Any]]()
    written.asked = tuple(_read(written, _own, library))
    names = FreeNames((INDEX,))
    homes = names.homes(folder, [(each.id, each.parent, each.name) for each in tree])
    for number, entry in enumerate(chosen):
        progress(number / len(chosen))
        home = homes.get(entry.folder, folder)
        records, said = _draft(library, entry)
        written.damaged += said
        mark = " (damaged)" if said else ""
        path = _write(home / names.take(home, entry.name + mark, suffix_of(records)), records, written)
        stands = {each.version: asdict(each) for each in _read(written, approvals, library, entry.id)}
        kept = [
            _version(library, each, path, written) | {"approval": stands.get(each.id)}
            for each in reversed(_read(written, versions, library, entry.id))
        ]
        about = {name: value for name, value in asdict(entry).items() if name not in {"folder", "position", "binned"}}
        listed.append(
            about
            | {"folder": list(ways.get(entry.folder or "", ())), "file": _inside(path, folder), "versions": kept}
            | {"comments": [asdict(each) for each in _read(written, comments, library, entry.id)]}
            | {
                "attachments": [
                    _attachment(library, each, path, written) for each in _read(written, attachments, library, entry.id)
                ]
            }
        )
    index = {
        "format": FORMAT,
        "library": asdict(known),
        "folders": [list(ways[each.id]) for each in tree if not each.binned],
        "models": listed,
        "workflow": next((json.loads(encode(each)) for each in _read(written, _workflow, library)), None),
        "rules": next((json.loads(encoded(each)) for each in _read(written, _rules, library)), None),
        "house_style": next((house_data(each) for each in _read(written, _house, library)), None),
        "fields": [described(each) for each in written.asked],
        "dictionary": [asdict(each) for each in _read(written, entries, library)],
        "trail": [asdict(each) for each in _read(written, trail_of, library)],
    }
    target = folder / INDEX
    write_file(target, json.dumps(index, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n")
    written.files.append(target)
    progress(1)
    return written


def _read(written: Written, read: Callable[P, list[T]], *args: P.args, **more: P.kwargs) -> list[T]:
    """What belongs to the models. Nothing of it, where it makes no sense, keeps the models from being written."""
    try:
        return read(*args, **more)
    except Problem as problem:
        written.damaged.append(problem.message)
    except (ValueError, TypeError, LookupError) as error:  # values of broken rows
        written.damaged.append(message("library.where.page", detail=str(error)))
    return []


def _workflow(library: Library) -> list[Workflow]:
    return [workflow_of(library)]


def _rules(library: Library) -> list[RuleChoice]:
    return [rules_of(library)]


def _house(library: Library) -> list[House]:
    return [house_of(library)]


def _own(library: Library) -> list[OwnField]:
    return list(fields_of(library))


def _check_folder(folder: Path, uuid: str) -> None:
    """Nothing that is not of this library is written over."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.iterdir()):
            return
        held = json.loads((folder / INDEX).read_bytes())
        if held["library"]["uuid"] == uuid:
            return
    except FileNotFoundError:
        pass
    except OSError as error:
        raise Problem(message("files.not_saved", name=shown(folder), cause=cause(error))) from error
    except (ValueError, KeyError, TypeError):
        pass
    raise Problem(message("library.folder_not_empty", folder=shown(folder)))


def _draft(library: Library, entry: ModelEntry) -> tuple[tuple[Record, ...], list[Message]]:
    try:
        return load_draft(library, entry.id).records, []
    except Problem:
        records, lost = salvage_draft(library, entry.id)
        return records, [message("library.model_damaged", model=entry.name, count=len(records), lost=lost)]


def _version(library: Library, version: Version, path: Path, written: Written) -> dict[str, Any]:
    about = asdict(version) | {"number": version.number}
    try:
        frozen = read_version(library, version.id)
    except Damaged as problem:
        written.damaged.append(problem.message)
        return about | {"file": None}
    home = path.parent / f"{path.stem} (versions)"
    target = _write(home / f"{version.number}{suffix_of(frozen.records)}", frozen.records, written)
    return about | {"file": f"{home.name}/{target.name}", "words": dict(frozen.words)}


def _attachment(library: Library, attachment: Attachment, path: Path, written: Written) -> dict[str, Any]:
    home = path.parent / f"{path.stem} (attachments)"
    try:
        _, data = read_attachment(library, attachment.id)
    except Damaged as problem:
        written.damaged.append(problem.message)
        return asdict(attachment) | {"file": None}
    taken = {folded(each.name) for each in written.files if each.parent == home}
    target = home / file_name_of(attachment.name, taken)
    _put(target, data, written)
    return asdict(attachment) | {"file": f"{home.name}/{target.name}"}


def _write(path: Path, records: tuple[Record, ...], written: Written) -> Path:
    return _put(path, _file(records, written.asked), written)


def _put(path: Path, data: bytes, written: Written) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(message("files.not_saved", name=shown(path), cause=cause(error))) from error
    write_file(path, data)
    written.files.append(path)
    return path


def _file(records: tuple[Record, ...], asked: tuple[OwnField, ...]) -> bytes:
    return write(Model(records, asked))


def _inside(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()
