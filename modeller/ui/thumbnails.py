"""Small pictures of files, made one after another while nothing else is to be done, and kept for the next start."""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from modeller.drawing.displaylist import DisplayList
from modeller.files.platform import data_folder
from modeller.files.problem import Problem
from modeller.jobs.progress import Progress
from modeller.ui import places
from modeller.ui.worker import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from modeller.model.reading import Model

SIZE: Final = QSize(232, 124)
RATIO: Final = 2
"""Dots per unit: sharp on any screen."""
_LARGEST: Final = 1_000_000
"""Bytes of a file beyond which it is not read for a picture."""
_MOST: Final = 500
"""Elements of a diagram beyond which none is painted: the window would be seen to wait."""
_KEPT: Final = 2_000
"""Pictures that stay on the disk."""

_made: dict[str, QPixmap | None] = {}
"""By path, date and size of the file, and notation; None where there is nothing to see."""


class Thumbnails(QObject):
    """`ready(path, pixmap)` comes after `ask(path)`, at once or later; never where a file gives no picture."""

    ready = Signal(object, object)

    def __init__(self, works: list[Work], parent: QObject, notation: "Callable[[], str]" = lambda: "bpmn") -> None:
        super().__init__(parent)
        self._notation = notation
        self._works = works
        self._queue: list[Path] = []
        self._busy = False

    def ask(self, path: Path) -> None:
        stamp = _stamp(path, self._notation())
        if stamp in _made:
            self._tell(path, _made[stamp])
        elif stamp and path not in self._queue:
            self._queue.append(path)
            QTimer.singleShot(0, self, self._next)

    def stop(self) -> None:
        """Make no more."""
        self._busy = True
        self._queue.clear()

    def _tell(self, path: Path, pixmap: QPixmap | None) -> None:
        if pixmap is not None:
            self.ready.emit(path, pixmap)

    def _next(self) -> None:
        if self._busy or not self._queue:
            return
        self._busy = True
        path = self._queue.pop(0)
        shown = self._notation()
        stamp = _stamp(path, shown)
        kept = picture_folder() / f"{stamp}.png"

        def job(_: Progress) -> "QImage | DisplayList | None":
            image = QImage(str(kept)) if kept.is_file() else QImage()
            return _groups(path, shown) if image.isNull() else image

        def done(found: "QImage | DisplayList | None") -> None:
            image = found if isinstance(found, QImage) else small_picture(found, SIZE, RATIO) if found else None
            _made[stamp] = None if image is None else QPixmap.fromImage(image)
            self._tell(path, _made[stamp])
            if image is not None and image is not found:
                self._work(lambda _: keep_picture(kept, image))

        def failed(_: object) -> None:
            _made[stamp] = None  # a file that does not open has no picture, and says so when it is opened

        def ended() -> None:
            if not work.stopping:
                self._busy = False
            QTimer.singleShot(0, self, self._next)

        work = self._work(job)
        work.done.connect(done)
        work.failed.connect(failed)
        work.ended.connect(ended)

    def _work(self, job: object) -> Work:
        work = Work(job, self)  # type: ignore[arg-type]
        self._works.append(work)
        work.ended.connect(lambda: self._works.remove(work) if work in self._works else None)
        work.start()
        return work


def first_diagram(model: "Model", most: int = _MOST, shown: str = "bpmn") -> "DisplayList | None":
    """The display list of the first diagram in the notation of the key `shown`.

    None where there is nothing to see, or more than `most` elements.
    """
    from modeller.notation.notations import notation
    from modeller.notation.picture import picture

    diagrams = places.roots(model)
    if not diagrams or not 0 < len(model.drawn(diagrams[0].key)) <= most:
        return None
    return picture(model, diagrams[0].key, notation=notation(shown))


def small_picture(groups: "DisplayList", size: QSize, ratio: float) -> QImage:
    """A picture on white of at most `size`, in the ink of paper; `ratio` dots a unit."""
    from modeller.drawing.displaylist import extent
    from modeller.drawing.paint_qt import image
    from modeller.drawing.theme import LIGHT

    view = extent(groups).grown(10)
    scale = min(size.width() / view.width, size.height() / view.height, 1.0) * ratio
    small = image(groups, LIGHT, view, scale)
    small.setDevicePixelRatio(ratio)
    return small


def _groups(path: Path, shown: str) -> "DisplayList | None":
    from modeller.jobs.open_model import open_model

    return first_diagram(open_model(path).document, shown=shown)


def _stamp(path: Path, shown: str) -> str:
    """The file as it is now and as it is shown, as a name; "" where there is none, or one too large."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ""
    if found.st_size > _LARGEST:
        return ""
    return hashlib.sha256(
        f"{path}\n{found.st_mtime_ns}\n{found.st_size}\n{shown}".encode("utf-8", "replace")
    ).hexdigest()[:32]


def picture_folder() -> Path:
    """Where the pictures lie that were made once."""
    return data_folder() / "thumbnails"


def keep_picture(path: Path, image: QImage) -> None:
    """Write a picture for the next start; of too many the oldest go."""
    from modeller.files.atomic import write_file

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    with suppress(OSError, Problem):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, bytes(data.data()))
        old = sorted(path.parent.glob("*.png"), key=lambda each: each.stat().st_mtime)[:-_KEPT]
        for each in old:
            each.unlink(missing_ok=True)
