"""A copy to send: one file with nothing in it that was deleted, and with the chosen folders only."""

from collections.abc import Collection
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from modeller.files.atomic import move_into_place
from modeller.files.causes import cause
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.language import message
from modeller.library import check, header, trail
from modeller.library.connection import connect
from modeller.library.faults import Damaged, damage, told
from modeller.library.folders import folders, with_below
from modeller.library.house_style import leave_out
from modeller.library.lineage import forget_ways_back
from modeller.library.models import empty_bin, models, remove_model
from modeller.library.opening import check_name, open_library
from modeller.library.schema import FOLDER, TRAIL
from modeller.library.store import Library, row_of, rows_of
from modeller.library.watching import Progress, silent
from modeller.model.entries import Folder


def save_copy(
    library: Library,
    target: Path | str,
    chosen: Collection[str | None] | None = None,
    progress: Progress = silent,
    *,
    below: bool = True,
) -> None:
    """Write a copy of the library to `target`: without the bin, and of `chosen` folders only, None for the top.

    With all `below` them, or what lies in just these; a folder that holds one of them comes too, without its models.

    It keeps the library's id, so that changes in it can be brought back, and the audit trail: of what the models left
    out came through, its hashes only. What was deleted is nowhere in the file.
    Raises Problem; then what was at `target` is still there.
    """
    target = Path(target).absolute()
    check_name(target)
    if target.exists() and library.path.exists() and target.samefile(library.path):
        raise Problem(message("library.copy_over_itself", name=shown(target)))
    first, second = (target.with_name(f".modeller-{uuid4().hex[:12]}.tmp") for _ in range(2))
    try:
        with told(target):
            library.vacuum_into(first)
            progress(0.3)
            with open_library(first) as copy:
                _reduce(copy, chosen, below)
                progress(0.5)
                copy.vacuum_into(second)
            progress(0.7)
            with closing(connect(second)) as made:
                wrong = next(check.faults(made, header.LATEST), None)
        if wrong is not None:
            raise Damaged(damage(target, wrong.message))
        move_into_place(second, target)
    except OSError as error:
        raise Problem(message("files.not_saved", name=shown(target), cause=cause(error))) from error
    finally:
        for path in (first, second):
            for each in (path, path.with_name(path.name + "-journal")):
                with suppress(OSError):
                    each.unlink()
    progress(1)


def _reduce(copy: Library, chosen: Collection[str | None] | None, below: bool) -> None:
    empty_bin(copy, backup=False, trace=False)
    with copy.writing(backup=False) as writing:
        forget_ways_back(writing)
    if chosen is None:
        return
    tree = folders(copy)
    inside = with_below(tree, chosen) if below else set(chosen)
    above = _above(tree, inside)
    kept = {each.id for each in models(copy) if each.folder in inside}
    doomed = [each.id for each in models(copy) if each.id not in kept]
    with copy.writing(backup=False) as writing:
        for id in doomed:
            remove_model(writing, id, trace=False)
        leave_out(writing, doomed)
        for folder in reversed(tree):
            if folder.id not in inside and folder.id not in above:
                writing.remove(FOLDER, row_of(copy, writing.connection, FOLDER, folder.id), trace=False)
        for row in rows_of(copy, writing.connection, TRAIL):
            if row["model"] and row["model"] not in kept:
                empty: dict[str, Any] = dict.fromkeys(trail.FACTS, "")
                writing.change(TRAIL, row, withheld=1, **empty)


def _above(tree: list[Folder], inside: Collection[str | None]) -> set[str]:
    found: set[str] = set()
    for folder in reversed(tree):
        if (folder.id in inside or folder.id in found) and folder.parent is not None:
            found.add(folder.parent)
    return found
