"""Make the pictures that README.md shows, from the shipped samples: ``python .ci/pictures.py``."""

import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["MODELLER_HOME"] = tempfile.mkdtemp()

from modeller.export.exporter import Options
from modeller.jobs.export_model import export_model
from modeller.jobs.open_model import open_model
from modeller.model.records import Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

FOLDER = ROOT / "docs" / "pictures"
PICTURES = {"客户投诉处理.bpmn": "complaint", "order-fulfilment.bpmn": "order"}
WINDOWS = (
    ("start", "en", "light", ""),
    ("window", "en", "light", "order-fulfilment.bpmn"),
    ("window-dark", "zh_CN", "dark", "客户投诉处理.bpmn"),
)
"""The name of the picture, language, appearance, and the sample that is open; the start page without one."""
SIZE = (1440, 860)


def figures() -> None:
    """The first diagram of some samples, as the PNG export gives it."""
    for sample, name in PICTURES.items():
        opened = open_model(ROOT / "models" / sample)
        first = opened.document.diagrams()[0].key
        report = export_model(opened, "png", FOLDER / f"{name}.png", Options(dpi=110, theme="light"), diagrams=(first,))
        for further in report.files[1:]:
            further.unlink()
        print(report.files[0].relative_to(ROOT))


def windows() -> None:
    """The start page, a model with a step selected and a dark one: in both languages."""
    from modeller.app import make_application
    from modeller.ui.desk import Desk
    from modeller.ui.main_window import MainWindow

    application = make_application()

    def wait(seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            application.processEvents()

    for name, language, appearance, sample in WINDOWS:
        desk = Desk(MainWindow, language)
        desk.set(appearance=appearance)
        shown = desk.new_window()
        shown.resize(*SIZE)
        if sample:
            desk.open(ROOT / "models" / sample, shown)
            until = time.monotonic() + 20
            while shown.page is None and time.monotonic() < until:
                application.processEvents()
            assert shown.page is not None
            view = shown.page.view
            nodes = [item for item in view.scene.items.values() if isinstance(item.record, Node)]
            steps = [item for item in nodes if element_type(item.record).role is Role.WORK]
            view.setFocus()
            view.select((steps[0].key,))
            view.zoom_to(1.0)
            view.reveal(steps[0].shape)
        wait(4 if not sample else 1.5)  # thumbnails come one after the other
        shown.grab().save(str(FOLDER / f"{name}.png"))
        print((FOLDER / f"{name}.png").relative_to(ROOT))
        shown.close()
        desk.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    windows()  # first: figures are painted by whatever Qt application there is
    figures()
