"""Small pictures of a library's models: made while they are looked at, one after another, and kept by their content."""

import hashlib
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from modeller.jobs.progress import Progress
from modeller.model.entries import ModelEntry
from modeller.ui.thumbnails import RATIO, SIZE, first_diagram, keep_picture, picture_folder, small_picture
from modeller.ui.worker import Work

if TYPE_CHECKING:
    from modeller.drawing.displaylist import DisplayList
    from modeller.ui.library_held import OpenLibrary

_WAITING: Final = 60
"""Models that wait for their picture: what was scrolled past waits no longer."""
_REMEMBERED: Final = 1_000
_PAUSE: Final = 5
"""Milliseconds between two pictures, in which the window does other things."""

_made: dict[str, QPixmap | None] = {}
"""By content and notation; None where there is nothing to see."""


class LibraryPictures(QObject):
    """`came()` tells that there is another picture."""

    came = Signal()

    def __init__(self, held: "OpenLibrary", parent: QObject) -> None:
        super().__init__(parent)
        self._held = held
        self._waiting: dict[str, ModelEntry] = {}
        self._busy = False
        self._stopped = False

    def of(self, entry: ModelEntry) -> QPixmap | None:
        """The picture of a model, where it is there already; else it is made."""
        stamp = self._stamp(entry)
        if stamp in _made:
            return _made[stamp]
        self._waiting.pop(entry.id, None)
        self._waiting[entry.id] = entry
        while len(self._waiting) > _WAITING:
            del self._waiting[next(iter(self._waiting))]
        QTimer.singleShot(_PAUSE, self, self._next)
        return None

    def stop(self) -> None:
        """Make no more."""
        self._stopped = True
        self._waiting.clear()

    def _stamp(self, entry: ModelEntry) -> str:
        said = f"{entry.digest}\n{self._held.desk.settings.notation}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def _next(self) -> None:
        if self._busy or self._stopped or not self._waiting:
            return
        self._busy = True
        id, entry = self._waiting.popitem()
        stamp, shown = self._stamp(entry), self._held.desk.settings.notation
        kept = picture_folder() / f"{stamp}.png"
        library = self._held.library

        def job(_: Progress) -> "QImage | DisplayList | None":
            from modeller.jobs.library_draft import open_draft

            image = QImage(str(kept)) if kept.is_file() else QImage()
            return first_diagram(open_draft(library, id).document, shown=shown) if image.isNull() else image

        def done(found: "QImage | DisplayList | None") -> None:
            image = found if isinstance(found, QImage) else small_picture(found, SIZE, RATIO) if found else None
            if image is not None:
                image.setDevicePixelRatio(RATIO)
            _made[stamp] = None if image is None else QPixmap.fromImage(image)
            while len(_made) > _REMEMBERED:
                del _made[next(iter(_made))]
            if image is not None and image is not found:
                self._work(lambda _: keep_picture(kept, image))
            self.came.emit()

        def failed(_: object) -> None:
            _made[stamp] = None  # what does not open has no picture, and says so when it is opened

        def ended() -> None:
            self._busy = False
            if not self._stopped:
                QTimer.singleShot(_PAUSE, self, self._next)

        work = self._work(job)
        work.done.connect(done)
        work.failed.connect(failed)
        work.ended.connect(ended)

    def _work(self, job: object) -> Work:
        works = self._held.desk.works
        work = Work(job, self._held.desk)  # type: ignore[arg-type]
        works.append(work)
        work.ended.connect(lambda: works.remove(work) if work in works else None)
        work.start()
        return work
