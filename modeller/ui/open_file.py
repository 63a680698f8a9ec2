"""An open model, where it came from and what of it is saved; several views in several windows may show it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from modeller.canvas.scene import Scene
from modeller.drawing.theme import Theme
from modeller.files.names import file_name
from modeller.jobs.journal import Keeper, Mark, Origin
from modeller.jobs.turns import Turns
from modeller.jobs.unsaved import Unsaved
from modeller.language import Message
from modeller.model.document import Document
from modeller.model.entries import Finding, Soundness
from modeller.model.reading import Model
from modeller.notation.notations import BPMN
from modeller.notation.symbol import Notation
from modeller.ui.checking import Checker
from modeller.ui.pauses import pauses

if TYPE_CHECKING:
    from modeller.jobs.open_model import Opened
    from modeller.jobs.progress import Progress
    from modeller.jobs.save_model import Outside, Saved


class Home(Protocol):
    """Where a model is kept that has no file of its own, as in a library. The model's `path` only names it.

    `remembered` is the file that holds it, `where` says so to people.
    """

    @property
    def name(self) -> str: ...

    @property
    def where(self) -> str: ...

    @property
    def remembered(self) -> Path: ...

    def write(self, model: Model, expected: str | None, progress: "Progress") -> "Saved":
        """Save the model off the GUI thread. Raises ChangedOutside where it is not what `expected` says any more."""
        ...

    def read(self, progress: "Progress") -> "Opened":
        """The model as it is kept now, read off the GUI thread."""
        ...

    def outside(self, expected: str) -> "tuple[Outside, str]":
        """How what is kept stands against what is known of it, and what it is known by now."""
        ...

    def save_as(self, window: QWidget, file: "OpenFile", done: "Callable[[bool], object]") -> None:
        """Keep the model under another name; from then on it is that one."""
        ...


@dataclass(eq=False)
class OpenFile:
    """One model, its scenes shared by all views. `placed`: the file had no diagram, the program has placed it.

    `digest` is what the file's content was known by when it was read or saved last. `fresh`: there is no file yet,
    `path` is where one might come.
    """

    document: Document
    name: str
    path: Path
    findings: tuple[Finding, ...] = ()
    placed: bool = False
    digest: str = ""
    fresh: bool = False
    saved: Model | None = None
    home: Home | None = None
    scenes: dict[tuple[str, str], Scene] = field(default_factory=dict)
    """By diagram and notation."""
    pictures: Turns = field(default_factory=Turns)
    """Who writes the pictures that are kept in step with it."""
    views: int = 0
    saving: bool = False
    seen: tuple[int, ...] | None = None
    """The file's date and size when its content was last looked at."""

    def __post_init__(self) -> None:
        self.keeper: Keeper | None = None
        self.checker: Checker | None = None
        self._let_go = -1
        self.document.pausing = pauses()
        self.unsaved = Unsaved(self.document, self.saved)
        self.saved = None
        self.seen = self.stamp()

    def keep(self, trouble: Callable[[Message], None]) -> Keeper:
        """Write a crash journal from now on; `trouble` is told where that cannot be done."""
        self.keeper = Keeper(self.document, self.origin, trouble=trouble)
        return self.keeper

    def check(self, parent: QObject) -> None:
        """Look for problems from now on, after each step."""
        if self.checker is None:
            self.checker = Checker(self.document, lambda: self.findings, parent)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What is known to be wrong now; until the first check what reading the file found."""
        report = self.checker.report if self.checker is not None else None
        return report.findings if report is not None else self.findings

    @property
    def pardoned(self) -> tuple[Finding, ...]:
        """What would be wrong if somebody had not given a reason."""
        report = self.checker.report if self.checker is not None else None
        return report.pardoned if report is not None else ()

    @property
    def soundness(self) -> tuple[Soundness, ...]:
        """The verdicts on the processes, as soon as they are known."""
        report = self.checker.report if self.checker is not None else None
        return report.checked.soundness if report is not None else ()

    @property
    def where(self) -> str:
        """Where the model is kept, for people; nothing where that is nowhere yet."""
        return self.home.where if self.home is not None else "" if self.fresh else str(self.path)

    def beside(self, ending: str) -> Path:
        """A path beside the model for something that is made of it."""
        if self.home is None:
            return self.path.with_name(self.path.stem + ending)
        return self.home.remembered.with_name(file_name(self.name, ending))

    @property
    def origin(self) -> Origin:
        return Origin(str(self.path), self.name, self.digest, self.fresh, self.placed)

    def is_saved(self, model: Model, mark: Mark | None, path: Path, digest: str) -> None:
        """`model`, as it was at `mark`, is in the file at `path` now."""
        self.path, self.name, self.digest, self.fresh = path, path.name, digest, False
        if self.home is not None:
            self.name = self.home.name
        self.seen = self.stamp()
        self.unsaved.compare(model)
        if self.keeper is not None and mark is not None:
            self.keeper.saved(mark, self.origin)

    @property
    def at_stake(self) -> bool:
        """Is something unsaved that nobody has let go?"""
        return bool(self.unsaved) and self._let_go != self.document.revision

    def let_go(self) -> None:
        """Somebody says that what is not saved now may go. What is done afterwards is at stake again."""
        self._let_go = self.document.revision

    def stamp(self) -> tuple[int, ...] | None:
        """The file's date and size; None where there is none."""
        try:
            found = (self.path if self.home is None else self.home.remembered).stat()
        except (OSError, ValueError):
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def scene(self, diagram: str, theme: Theme, notation: Notation = BPMN) -> Scene:
        """The scene of a diagram in a notation, made when it is first looked at."""
        key = (diagram, notation.look)
        if key not in self.scenes:
            self.scenes[key] = Scene(self.document, diagram, theme, notation)
        return self.scenes[key]

    def drop_idle(self, notation: Notation) -> None:
        """Close the scenes in a notation that no view shows: to follow each step in two costs twice as much."""
        for name, scene in tuple(self.scenes.items()):
            if scene.notation is notation and not scene.watched:
                scene.close()
                del self.scenes[name]

    def set_theme(self, theme: Theme) -> None:
        for scene in self.scenes.values():
            scene.set_theme(theme)

    def speak(self) -> None:
        """What a notation itself says is another now: the program speaks another language, own fields are others."""
        for scene in self.scenes.values():
            scene.speak()

    def close(self) -> None:
        """The last view is gone. What was neither saved nor let go stays in the journal, for the next start."""
        if self.checker is not None:
            self.checker.close()
            self.checker.deleteLater()
            self.checker = None
        for scene in self.scenes.values():
            scene.close()
        self.scenes.clear()
        self.unsaved.close()
        if self.keeper is not None:
            if not self.unsaved:
                self.keeper.delete()
            elif self.at_stake:
                self.keeper.leave()
            else:
                self.keeper.discard()
            self.keeper = None
