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


def figures() -> None:
    """The first diagram of some samples, as the PNG export gives it."""
    for sample, name in PICTURES.items():
        opened = open_model(ROOT / "models" / sample)
        first = opened.document.diagrams()[0].key
        report = export_model(opened, "png", FOLDER / f"{name}.png", Options(dpi=110, theme="light"), diagrams=(first,))
        for further in report.files[1:]:
            further.unlink()
        print(report.files[0].relative_to(ROOT))


def window() -> None:
    """The window with a sample open and a step selected."""
    from modeller.app import make_application
    from modeller.ui.desk import Desk
    from modeller.ui.main_window import MainWindow

    application = make_application()
    desk = Desk(MainWindow, "en")
    shown = desk.new_window()
    shown.resize(1440, 860)
    desk.open(ROOT / "models" / "order-fulfilment.bpmn", shown)
    until = time.monotonic() + 20
    while shown.page is None and time.monotonic() < until:
        application.processEvents()
    assert shown.page is not None
    view = shown.page.view
    nodes = [item for item in view.scene.items.values() if isinstance(item.record, Node)]
    steps = [item for item in nodes if element_type(item.record).role is Role.WORK]
    view.select((steps[0].key,))
    view.zoom_to(1.0)
    view.reveal(steps[0].shape)
    rest = time.monotonic() + 1.5
    while time.monotonic() < rest:
        application.processEvents()
    shown.grab().save(str(FOLDER / "window.png"))
    print((FOLDER / "window.png").relative_to(ROOT))
    shown.close()
    desk.close()


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    window()  # first: figures are painted by whatever Qt application there is
    figures()
