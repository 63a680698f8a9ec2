"""What the first model will need, made ready while the window waits: the reader, the fonts, a page."""

import threading
from pathlib import Path

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from modeller.drawing.displaylist import Group, TextLine
from modeller.drawing.paint_qt import Prepared
from modeller.drawing.theme import LIGHT
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Flow, Item, Node, Point
from modeller.ui.model_page import ModelPage
from modeller.ui.open_file import OpenFile
from modeller.ui.theme import Look


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


def rehearse(look: Look) -> None:
    """Make and paint a page that nobody sees (some 60 ms): icons, colours and much of Qt are there for the next one."""
    process = Item("process", "bpmn:process")
    step = Node("step", "bpmn:userTask", "process", text="a", diagram="diagram", bounds=Bounds(60, 0, 100, 80))
    start = Node("start", "bpmn:startEvent", "process", diagram="diagram", bounds=Bounds(0, 22, 36, 36))
    flow = Flow("flow", "bpmn:sequenceFlow", "process", diagram="diagram", source="start", target="step",
                points=(Point(36, 40), Point(60, 40)))  # fmt: skip
    file = OpenFile(Document([process, Diagram("diagram", "process"), start, step, flow]), "", Path())
    holder = QWidget()
    page = ModelPage(file, look, holder)
    page.resize(800, 600)
    page.grab()
    page.leave()
    file.close()
    holder.deleteLater()


def _import_reader() -> None:
    import modeller.interchange.bpmn.writer
    import modeller.jobs.open_model  # noqa: F401
