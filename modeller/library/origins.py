"""Which file a backup is of: a library and its copies have one id, but each of these files has its own backups.

A file is known by where it lies, and where it is not there any more by what the system knows it by, which a file keeps
when it is renamed or moved and a copy of it does not get.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from modeller.files.atomic import write_file
from modeller.library import header

RECORD: Final = "file.json"
"""What says in a folder of backups which file they are of."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that backups are of, and where it was when the last one was made.

    `file` is what the system knew it by there, `revision` the library's own.
    """

    id: str
    path: Path
    file: header.Identity | None
    revision: int


def origins(home: Path) -> list[Origin]:
    """The files that the backups in a folder are of."""
    return [each for path in sorted(home.glob(f"*/{RECORD}")) if (each := _read(path)) is not None]


def origin_of(home: Path, path: Path, revision: int | None = None) -> Origin | None:
    """Which of them lies at `path`; None where it is none of them: it is another copy, or has no backups yet.

    `revision` is that of the library, where it can be read: no file is the one that was further already.
    """
    known = origins(home)
    place, file = _place(path), _file(path)
    here = [each for each in known if each.path == place]
    if here:
        return next((each for each in here if each.file == file), here[-1])
    for each in known:
        same = file is not None and each.file == file and (revision is None or revision >= each.revision)
        if same and _file(each.path) in {None, file}:  # moved, or a second name of it
            return each
    return None


def note(home: Path, path: Path, revision: int) -> Origin:
    """The same for a file that is about to be backed up, noted for later. Raises OSError or Problem."""
    known = origin_of(home, path, revision)
    made = Origin(known.id if known is not None else uuid4().hex[:12], _place(path), _file(path), revision)
    if made != known:
        data = {"path": str(made.path), "file": made.file, "revision": revision}
        (home / made.id).mkdir(parents=True, exist_ok=True)
        write_file(home / made.id / RECORD, json.dumps(data).encode("ascii"))
    return made


def _read(path: Path) -> Origin | None:
    with suppress(OSError, ValueError, TypeError, KeyError):
        data = json.loads(path.read_bytes())
        file = (int(data["file"][0]), int(data["file"][1])) if data["file"] else None
        return Origin(path.parent.name, Path(data["path"]), file, int(data["revision"]))
    return None


def _place(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _file(path: Path) -> header.Identity | None:
    try:
        return header.identity(path)
    except OSError:
        return None
