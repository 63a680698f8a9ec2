"""The backups of a library: its own, those of its copies, and how one of them comes back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.progress import Progress, silent
from modeller.language import Message, message
from modeller.library import backups, header, origins
from modeller.library.faults import Damaged
from modeller.library.models import facts
from modeller.library.opening import open_damaged
from modeller.library.restoring import restore
from modeller.library.store import Library
from modeller.model.entries import Backup

LATEST: Final = "latest"


@dataclass(frozen=True, slots=True)
class Backups:
    """The backups of one file, `own`, and those of the other copies of the library, each the latest first.

    Where an other one comes from is its `origin`.
    """

    own: tuple[Backup, ...] = ()
    others: tuple[Backup, ...] = ()


def list_backups(path: Path | str) -> Backups:
    """What a library can be restored from, damaged or gone as it may be.

    Raises Problem where it is no library and none is known to have been there.
    """
    path = Path(path)
    try:
        if not header.is_open_here(path):
            header.look(path)
        with open_damaged(path) as library:
            uuid, revision = library.uuid, facts(library).revision
    except Problem as problem:
        found = _by_place(path)
        if not found.own and not found.others and not isinstance(problem, Damaged):
            raise
        return found
    origin = origins.origin_of(backups.folder(uuid), path, revision)
    return _of(uuid, origin)


def latest_backup(path: Path | str) -> Backup:
    """The latest backup of this very file. Raises Problem where there is none; one of a copy is never taken."""
    found = list_backups(path)
    if found.own:
        return found.own[0]
    if found.others:
        raise Problem(message("library.said.other_backups_only", name=shown(path), count=len(found.others)))
    raise Problem(message("library.said.no_backups", name=shown(path)))


def make_backup(library: Library, progress: Progress = silent) -> Backup:
    """Keep what a library is now, since somebody asks for it. Raises Problem."""
    known = facts(library)
    with library.raw() as connection:
        return backups.back_up(connection, library.path, known.uuid, known.revision, progress, reason="hand")


def restore_backup(
    path: Path | str, backup: Path | str = LATEST, progress: Progress = silent
) -> tuple[Path, list[Message]]:
    """Make the library at `path` what a backup of it is, ``latest``, a file, or the name of one that is listed.

    Which that was, and what to tell the user. A file may be that of another copy, which is said. Raises Problem as
    `restore` does.
    """
    chosen = latest_backup(path).path if backup == LATEST else _named(path, Path(backup))
    notices = restore(path, chosen, progress)
    other = next((each for each in list_backups(path).others if each.path.absolute() == chosen.absolute()), None)
    if other is not None:
        notices.append(message("library.said.restored_other", backup=shown(chosen), path=place_of(other)))
    return chosen, notices


def _named(path: Path | str, backup: Path) -> Path:
    """The file that is meant: one of that name where there is none in the current folder."""
    if backup.name != str(backup) or backup.exists():
        return backup
    known = list_backups(path)
    return next((each.path for each in (*known.own, *known.others) if each.path.name == backup.name), backup)


def place_of(backup: Backup) -> Message | str:
    """Where the copy lay that a backup is of."""
    return message("library.said.unknown_place") if backup.origin is None else shown(backup.origin)


def _of(uuid: str, origin: origins.Origin | None) -> Backups:
    found = backups.backups(uuid)
    own = backups.of_file(found, origin.id) if origin is not None else []
    return Backups(tuple(own), tuple(each for each in found if each not in own))


def _by_place(path: Path) -> Backups:
    """The backups of what lay at a path, where the file there does not say any more which library it is."""
    for home in sorted(backups.folder().glob("*")):
        origin = origins.origin_of(home, path)
        if origin is not None:
            return _of(home.name, origin)
    return Backups()
