"""What the first model will need, made ready while the window waits: the reader and the fonts."""

import threading

from PySide6.QtGui import QImage, QPainter

from modeller.drawing.displaylist import Group, TextLine
from modeller.drawing.paint_qt import Prepared
from modeller.drawing.theme import LIGHT
from modeller.model.records import Bounds


def get_ready() -> None:
    """Import the reader in a thread, and load the fonts (some 30 ms) here, where they are painted with."""
    threading.Thread(target=_import_reader, name="get ready", daemon=True).start()
    box = Bounds(0, 0, 8, 8)
    letters = tuple(TextLine(0, 6, "a", 6, 6, bold) for bold in (False, True))
    picture = QImage(8, 8, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    Prepared(Group("", letters, box), LIGHT).paint(painter)
    painter.end()


def _import_reader() -> None:
    import modeller.interchange.bpmn.writer
    import modeller.jobs.open_model  # noqa: F401
