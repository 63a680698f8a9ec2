"""Many models of a library as files to read, one after another; what cannot be made is told, and stops nothing else."""

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from modeller.export.catalogue import exporter
from modeller.export.exporter import Job, Options, Rendered
from modeller.export.policy.compose import compose
from modeller.files.atomic import write_file
from modeller.files.causes import cause
from modeller.files.names import FreeNames
from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.files.report import write_report
from modeller.interchange.mchain import SUFFIX as CHAIN
from modeller.interchange.model_files import BPMN, write
from modeller.jobs.export_model import whole
from modeller.jobs.library_draft import open_draft
from modeller.jobs.policy_document import Wishes, rendered
from modeller.jobs.policy_library import moment_of, policy_in
from modeller.jobs.progress import Cancelled, Progress, part, silent
from modeller.language import Message, current, message, words
from modeller.library.drafts import load_draft
from modeller.library.fields import fields_of
from modeller.library.folders import folders
from modeller.library.models import models
from modeller.library.store import Library
from modeller.library.tolerance import tolerant
from modeller.model.document import Document
from modeller.model.entries import VALUE_CHAIN, ModelEntry

KINDS: Final = ("pdf", "svg", "png", "policy", "docx", "bpmn")
"""What a model can be written as: a drawing, a policy document as PDF or Word, a file that other tools read."""
_SUFFIXES: Final = {"pdf": ".pdf", "svg": ".svg", "png": ".png", "policy": ".pdf", "docx": ".docx"}
_POLICIES: Final = ("policy", "docx")
_NO_USE: Final = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
"""What befalls every further file as well."""

_PLAIN: Final = Options()
_USUAL: Final = Wishes()


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be written. `kinds` are some of KINDS; `options` hold for drawings, `policy` for policy documents.

    `folders` are the ids of those whose own models are meant, None among them for the models in no folder; `chosen` the
    ids of models. Where neither is given it is all. Files that stand where one is to be written stay as they are
    without `replace`.
    """

    kinds: tuple[str, ...]
    folders: Collection[str | None] | None = None
    chosen: Collection[str] | None = None
    replace: bool = False
    options: Options = _PLAIN
    policy: Wishes = _USUAL
    language: str = ""
    author: str = ""


@dataclass(slots=True)
class Note:
    """What is to be known of some models: their names by their ids."""

    said: Message
    models: dict[str, str] = field(default_factory=dict)

    @property
    def message(self) -> Message:
        """The note behind the name of its only model, or behind how many there are."""
        if len(self.models) == 1:
            return message("batch.note", model=next(iter(self.models.values())), note=self.said)
        return message("batch.notes", count=len(self.models), note=self.said)


@dataclass(slots=True)
class Outcome:
    """What came of it, as far as it went: filled while the job runs, so that it holds too where that is called off."""

    models: int = 0
    """So many were asked for."""
    written: list[Path] = field(default_factory=list)
    replaced: list[Path] = field(default_factory=list)
    """Those of the written files that took the place of others."""
    kept: list[Path] = field(default_factory=list)
    """What was there already and stays as it is."""
    failed: list[Message] = field(default_factory=list)
    """What could not be made, and why."""
    noted: list["Note"] = field(default_factory=list)
    """What readers of the files should know; each note once."""
    ended: bool = False
    """Whether every model had its turn."""

    @property
    def notes(self) -> list[Message]:
        """What readers of the files should know, line by line."""
        return [each.message for each in self.noted]

    def note(self, entry: ModelEntry, said: Message) -> None:
        """Say that of a model too."""
        found = next((each for each in self.noted if each.said == said), None)
        if found is None:
            self.noted.append(found := Note(said))
        found.models[entry.id] = entry.name


@dataclass(frozen=True, slots=True)
class _Place:
    """A file to come: in which folder, and what it is called."""

    home: Path
    name: str


def export_batch(
    library: Library, target: Path | str, batch: Batch, progress: Progress = silent, outcome: Outcome | None = None
) -> Outcome:
    """Write the models below `target`, in the library's folders, each under its own name.

    The names do not depend on which models are chosen: the same model has the same names each time. Each file is there
    whole or not at all. A full or write-protected disk ends the job. Raises Problem where the library itself cannot be
    read, Cancelled where `progress` calls it off; what is written by then stays, and `outcome` tells it.
    """
    done = Outcome() if outcome is None else outcome
    _Run(library, Path(target), batch, done).go(progress)
    return done


def lines(outcome: Outcome) -> Iterator[Message]:
    """The report: what did not come about first, then what was left alone, what is to be known, and the new files."""
    yield from outcome.failed
    for path in outcome.kept:
        yield message("batch.kept", path=shown(path))
    for path in outcome.replaced:
        yield message("batch.replaced", path=shown(path))
    yield from outcome.notes
    for path in outcome.written:
        if path not in outcome.replaced:
            yield message("batch.new", path=shown(path))


def summary(outcome: Outcome, target: Path | str, *, kept: bool = True) -> Message:
    """The outcome in one sentence, or a few; without what was `kept` where that is told apart."""
    said = message("batch.written", count=len(outcome.written), folder=shown(target))
    left = outcome.kept if kept else ()
    for key, count in (("replaced", outcome.replaced), ("kept", left), ("failed", outcome.failed)):
        if count:
            said = message("batch.and", first=said, then=message(f"batch.count.{key}", count=len(count)))
    return said


class _Run:
    def __init__(self, library: Library, target: Path, batch: Batch, outcome: Outcome) -> None:
        self.library, self.target, self.batch, self.outcome = library, target, batch, outcome
        self.language = batch.language or current()
        self.names = FreeNames()

    def go(self, progress: Progress) -> None:
        with tolerant() as broken:  # only to know what there is: what is shown must be what was saved
            every = models(self.library)
            places = self._places(every)
        self.outcome.failed += {str(each): each for each in broken.values()}.values()
        chosen = [entry for entry in every if self._is_meant(entry)]
        self.outcome.models = len(chosen)
        steps = [(entry, kind) for entry in chosen for kind in self.batch.kinds]
        for number, (entry, kind) in enumerate(steps):
            progress(number / len(steps))
            step = part(progress, number / len(steps), (number + 1) / len(steps))
            try:
                self._make(entry, kind, places[entry.id, kind], step)
            except Problem as problem:
                self.outcome.failed.append(message("batch.failed", model=entry.name, why=problem.message))
                if _is_hopeless(problem):
                    left = len({each.id for each, _ in steps[number + 1 :]} - {entry.id})
                    if left:
                        self.outcome.failed.append(message("batch.not_tried", count=left))
                    return
        self.outcome.ended = True
        progress(1)

    def _is_meant(self, entry: ModelEntry) -> bool:
        batch = self.batch
        in_folder = batch.folders is None or entry.folder in batch.folders
        return in_folder and (batch.chosen is None or entry.id in batch.chosen)

    def _places(self, every: Iterable[ModelEntry]) -> dict[tuple[str, str], _Place]:
        """Where each model would go as each kind; policy documents give way to the drawings of others."""
        tree = [(each.id, each.parent, each.name) for each in folders(self.library)]
        homes = self.names.homes(self.target, tree)
        found: dict[tuple[str, str], _Place] = {}
        for kinds in ([kind for kind in KINDS if kind not in _POLICIES], _POLICIES):
            for entry in every:
                home = homes.get(entry.folder, self.target)
                for kind in kinds:
                    name = entry.name
                    if kind in _POLICIES:
                        name = words(message("batch.policy_name", name=name), self.language)
                    found[entry.id, kind] = _Place(home, self.names.take(home, name, _suffix(entry, kind)))
        return found

    def _make(self, entry: ModelEntry, kind: str, place: _Place, progress: Progress) -> None:
        if kind in _POLICIES and entry.notation == VALUE_CHAIN:
            self.outcome.note(entry, message("batch.no_policy"))
            return
        path = place.home / place.name
        if self._stays(path):
            return
        try:
            made = self._rendered(entry, kind, progress)
        except (Problem, Cancelled):
            raise
        except Exception as error:  # a fault of ours in one model keeps no other from being written
            raise Problem(message("batch.fault", report=write_report(error))) from error
        try:
            place.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(message("files.not_saved", name=shown(path), cause=cause(error))) from error
        self._put(path, made.data, kind)
        for extra, data in made.more:
            further = place.home / self.names.take(place.home, path.stem + extra, path.suffix)
            if not self._stays(further):
                self._put(further, data, kind)
        for note in made.notes:
            self.outcome.note(entry, note)

    def _stays(self, path: Path) -> bool:
        if self.batch.replace or not os.path.lexists(path):
            return False
        self.outcome.kept.append(path)
        return True

    def _put(self, path: Path, data: bytes, kind: str) -> None:
        there = os.path.lexists(path)
        write_file(path, data, whole(_SUFFIXES.get(kind, BPMN)[1:]))
        self.outcome.written.append(path)
        if there:
            self.outcome.replaced.append(path)

    def _rendered(self, entry: ModelEntry, kind: str, progress: Progress) -> Rendered:
        batch = self.batch
        if kind == "bpmn":
            return Rendered(write(Document(load_draft(self.library, entry.id).records, fields_of(self.library))))
        if kind in _POLICIES:
            wishes = replace(batch.policy, language=self.language, author=batch.policy.author or batch.author, title="")
            job = policy_in(self.library, entry, wishes)
            progress(0.1)
            composed = compose(job)
            data, notes = rendered(composed.policy, job, _SUFFIXES[kind], part(progress, 0.2, 1))
            return Rendered(data, (*composed.notes, *notes))
        document = open_draft(self.library, entry.id).document
        drawn = Job(document, entry.name, batch.author, None, moment_of(entry.changed), self.language)
        return exporter(kind).render(drawn, batch.options, progress)


def _suffix(entry: ModelEntry, kind: str) -> str:
    return _SUFFIXES.get(kind, CHAIN if entry.notation == VALUE_CHAIN else BPMN)


def _is_hopeless(problem: Problem) -> bool:
    """Whether the disk takes nothing any more."""
    why = problem.__cause__
    return isinstance(why, OSError) and why.errno in _NO_USE
