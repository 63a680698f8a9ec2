"""Put files and whole folders of files into a library: their tree becomes folders, what was odd is told."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown
from modeller.interchange.model_files import SUFFIXES, notation_of, read
from modeller.jobs.library_file_links import Linked, file_links, in_order, led
from modeller.jobs.progress import Progress, silent
from modeller.language import Message, message
from modeller.library.folders import add_folder, folders, in_bin, take_back_folders
from modeller.library.models import add_models, models, remove_models
from modeller.library.rows import digest
from modeller.library.store import Library
from modeller.model.entries import Author, Finding, ModelEntry, NewModel
from modeller.model.reading import Model

_BATCH: Final = 40
"""Models in one transaction: waiting for the disk takes longer than writing a model."""


@dataclass(frozen=True, slots=True)
class Odd:
    """What a file that was put in brought with it."""

    path: Path
    findings: tuple[Finding, ...]
    model: Model


@dataclass(slots=True)
class Imported:
    """What came of it: the new models, what the files brought, the files refused, and those that were there already.

    `renamed` are, by the folder and name of a new model, the names that were taken there.
    """

    models: list[ModelEntry] = field(default_factory=list)
    odd: list[Odd] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)
    there: list[Path] = field(default_factory=list)
    renamed: dict[tuple[str | None, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    way: tuple[str, ...]


def import_files(
    library: Library,
    sources: Sequence[Path | str],
    folder: str | None = None,
    author: Author | None = None,
    progress: Progress = silent,
) -> Imported:
    """Put files, and all BPMN files in folders, into the library, below `folder`. A bad file does not stop the others.

    A file whose content is there already under its name is passed over, so that doing it twice does no harm; another
    content under a name that is taken gets a number. Links from file to file lead to the models then. Raises Problem
    where the library cannot be written, Cancelled where `progress` calls it off; then nothing of it stays in there.
    """
    progress(0)
    imported = Imported()
    files = list(_files(sources, imported))
    tree = _Tree(library, folder)
    waiting: list[NewModel] = []
    linked: list[Linked] = []
    try:
        for number, file in enumerate(files):
            progress(number / len(files))
            new = _read(file, tree, imported, linked)
            if new is not None:
                waiting.append(new)
            if len(waiting) >= _BATCH:
                imported.models += add_models(library, waiting, author)
                waiting = []
        imported.models += add_models(library, waiting, author)
        for each in in_order(linked):
            new = _read(_File(each.path, each.way), tree, imported)
            imported.models += add_models(library, [new] if new is not None else [], author)
        progress(1)
    except BaseException:
        with suppress(Problem):  # where the library cannot be written any more, what is in it stays
            remove_models(library, [each.id for each in imported.models])
            take_back_folders(library, tree.made)
        raise
    return imported


def _files(sources: Iterable[Path | str], imported: Imported) -> Iterator[_File]:
    for source in map(Path, sources):
        if not source.is_dir():
            yield _File(source, ())
            continue
        found = False
        for path in sorted(source.rglob("*")):
            inside = path.relative_to(source)
            hidden = any(part.startswith(".") for part in inside.parts)
            if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
                found = True
                yield _File(path, inside.parts[:-1])
        if not found:
            imported.refused.append(message("library.no_models_in", folder=shown(source)))


def _read(
    file: _File, tree: "_Tree", imported: Imported, linked: list[Linked] | None = None
) -> NewModel | None:  # fmt: skip
    """The model in a file, where it is one and is not there yet; one with links to files waits among the `linked`."""
    try:
        reading = read(read_bytes(file.path), shown(file.path))
    except Problem as problem:
        imported.refused.append(problem.message)
        return None
    records = tuple(reading.document)
    targets = file_links(file.path, records)
    if targets and linked is not None:
        linked.append(Linked(file.path, file.way, targets))
        return None
    records = led(records, targets, tree.library.uuid, tree.id_at) if targets else records
    folder = tree.folder(file.way)
    wanted = shown(file.path.stem).strip() or "_"
    name = tree.free_name(folder, wanted, digest(records))
    tree.came[file.path.absolute()] = (folder, name or wanted)
    if not name:
        imported.there.append(file.path)
        return None
    if name != wanted:
        imported.renamed[folder, name] = wanted
    if reading.findings:
        imported.odd.append(Odd(file.path, reading.findings, reading.document))
    return NewModel(name, records, folder, notation_of(reading.document))


class _Tree:
    """The folders and names that are there, and those that come."""

    def __init__(self, library: Library, top: str | None) -> None:
        self.made: list[str] = []
        self.came: dict[Path, tuple[str | None, str]] = {}
        """The folder and name of each file's model."""
        self.library = library
        self._top = top
        found = folders(library)
        gone = in_bin(found)
        self._folders = {(each.parent, each.name): each.id for each in found if each.id not in gone}
        self._names: dict[str | None, dict[str, str]] = {}

    def folder(self, way: tuple[str, ...]) -> str | None:
        holder = self._top
        for part in way:
            name = shown(part).strip() or "_"
            if (holder, name) not in self._folders:
                made = add_folder(self.library, name, holder)
                self._folders[holder, name] = made.id
                self.made.append(made.id)
            holder = self._folders[holder, name]
        return holder

    def free_name(self, folder: str | None, name: str, digest: str) -> str:
        """A name that is not taken there; none at all where that very model is there under its name."""
        if folder not in self._names:
            self._names[folder] = {each.name: each.digest for each in models(self.library, folder)}
        taken = self._names[folder]
        free, number = name, 2
        while free in taken:
            if taken[free] == digest:
                return ""
            free, number = f"{name} ({number})", number + 1
        taken[free] = digest
        return free

    def id_at(self, path: Path) -> str | None:
        """The id of the model that came of a file; None where none did."""
        came = self.came.get(path)
        found = models(self.library, came[0]) if came is not None else []
        return next((each.id for each in found if came is not None and each.name == came[1]), None)


def folder_at(library: Library, path: str) -> str | None:
    """The id of the folder at a path of names, made where it is missing; None for the top."""
    return _Tree(library, None).folder(tuple(part for part in path.split("/") if part.strip()))
