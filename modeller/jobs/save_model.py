"""Save a model: over the file it came from, unless somebody else has changed that, or under another name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from modeller.files.atomic import write_file
from modeller.files.problem import Problem
from modeller.files.read import digest_of, read_bytes, shown
from modeller.interchange.model_files import read, write
from modeller.jobs.progress import Progress, silent
from modeller.language import Message, message
from modeller.model.reading import Model


class ChangedOutside(Problem):
    """The file is not what it was when it was opened or saved: somebody else wrote it since."""

    def __init__(self, text: Message, path: Path) -> None:
        super().__init__(text)
        self.path = path


class NotTheSame(Problem):
    """What was written would not be read as what was saved: a fault of ours. A copy can be written all the same."""


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a model was saved, and what its file is known by."""

    path: Path
    digest: str


Outside: TypeAlias = Literal["same", "changed", "missing"]


def outside(path: Path, expected: str) -> Outside:
    """How the file stands against the hash that is known of it. Raises Problem where it cannot be read."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "missing"
    except OSError:
        pass
    return "same" if digest_of(read_bytes(path)) == expected else "changed"


def save(
    model: Model, path: Path, expected: str | None = None, progress: Progress = silent, *, exact: bool = True
) -> Saved:
    """Write the model to `path`: as BPMN, a value chain as such, in UTF-8.

    `expected` is the hash of the file as it was opened or saved last; where there is another file now ChangedOutside
    is raised and nothing written. None: whatever is there is replaced, the user was asked. A file that is gone is
    written anew. What is written is read back before it counts; with `exact` it must be written the same way again.
    Raises Problem; then the old file stands as it was.
    """
    progress(0)
    data = write(model, path)
    progress(0.3)

    def check(written: bytes) -> None:
        again = read(written, shown(path)).document
        if exact and write(again) != data:
            raise NotTheSame(message("saving.not_the_same", name=shown(path.name)))
        progress(0.9)
        if expected is not None and outside(path, expected) == "changed":  # as late as can be
            raise ChangedOutside(message("saving.changed_outside", name=shown(path.name)), path)

    try:
        write_file(path, data, check)
    except Problem as problem:
        if isinstance(problem.__cause__, ChangedOutside | NotTheSame):
            raise problem.__cause__ from None
        raise
    progress(1)
    return Saved(path, digest_of(data))
