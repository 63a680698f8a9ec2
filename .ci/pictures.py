"""Make the pictures that README.md shows, from the shipped samples and a faulty process: ``python .ci/pictures.py``."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["MODELLER_HOME"] = tempfile.mkdtemp()

from modeller.editing.template import new_document
from modeller.export.exporter import Options
from modeller.jobs.export_model import export_model
from modeller.jobs.open_model import open_model
from modeller.language import current
from modeller.model.records import Node
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role

if TYPE_CHECKING:
    from modeller.ui.main_window import MainWindow

FOLDER = ROOT / "docs" / "pictures"
PICTURES = {"客户投诉处理.bpmn": "complaint", "order-fulfilment.bpmn": "order"}
WINDOWS = (
    ("start", "en", "light", ""),
    ("window", "en", "light", "order-fulfilment.bpmn"),
    ("window-dark", "zh_CN", "dark", "客户投诉处理.bpmn"),
    ("problems", "zh_CN", "light", ""),
    ("deadlock", "zh_CN", "light", ""),
    ("library", "en", "light", ""),
)
"""The name of the picture, language, appearance, and the sample that is open; the start page without one."""
SIZE = (1440, 860)
SHEETS = (1, 4, 6)
"""The pages of a policy document that are shown side by side."""


def figures() -> None:
    """The first diagram of some samples, as the PNG export gives it."""
    for sample, name in PICTURES.items():
        opened = open_model(ROOT / "models" / sample)
        first = opened.document.diagrams()[0].key
        report = export_model(opened, "png", FOLDER / f"{name}.png", Options(dpi=110, theme="light"), diagrams=(first,))
        for further in report.files[1:]:
            further.unlink()
        print(report.files[0].relative_to(ROOT))


def policy() -> None:
    """Some pages of a published policy of the sample library side by side, as pdftoppm (poppler) draws them."""
    from modeller.jobs.policy_document import Wishes, write_policy
    from modeller.jobs.policy_library import policy_in
    from modeller.jobs.sample_library import make_sample_library
    from modeller.library.approval import advance
    from modeller.library.models import find_model
    from modeller.model.entries import Author

    folder = Path(tempfile.mkdtemp())
    with make_sample_library(folder / "服务型组织.mlib", "zh_CN", Author("李娜")) as library:
        entry = find_model(library, "提供售后服务")
        advance(library, entry.id, "submit", Author("李娜"))
        for name in ("王芳", "陈强", "赵敏"):
            advance(library, entry.id, "approve", Author(name))
        advance(library, entry.id, "publish", Author("赵敏"))
        wishes = Wishes(language="zh_CN", number="QM-SV-03")
        write_policy(policy_in(library, entry, wishes), folder / "policy.pdf")
    command = ["pdftoppm", "-r", "72", "-png", str(folder / "policy.pdf"), str(folder / "page")]
    subprocess.run(command, check=True)
    pages = sorted(folder.glob("page*.png"))
    beside([pages[number - 1] for number in SHEETS], FOLDER / "policy.png")


def beside(pictures: list[Path], target: Path) -> None:
    """Pages side by side, all as tall as the tallest, with a hairline around each."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor, QImage, QPainter

    images = [QImage(str(each)) for each in pictures]
    gap = 16
    sheet = QImage(
        sum(each.width() for each in images) + gap * (len(images) + 1),
        max(each.height() for each in images) + 2 * gap,
        QImage.Format.Format_RGB32,
    )
    sheet.fill(QColor("#e9ebee"))
    painter, left = QPainter(sheet), gap
    for image in images:
        painter.drawImage(left, gap, image)
        painter.setPen(QColor("#c4c9cf"))
        painter.drawRect(QRect(left - 1, gap - 1, image.width() + 1, image.height() + 1))
        left += image.width() + gap
    painter.end()
    sheet.save(str(target))
    print(target.relative_to(ROOT))


def chain() -> None:
    """The value chain of the sample library, coloured by who owns what."""
    from modeller.jobs.open_model import Opened
    from modeller.jobs.sample_library import make_sample_library
    from modeller.jobs.value_chain import chain_of
    from modeller.model.entries import Author

    path = Path(tempfile.mkdtemp()) / "Service organisation.mlib"
    with make_sample_library(path, "en", Author("Li Na")) as library:
        opened = Opened(chain_of(library, "chain", "en"), (), path, path.stem)
    options = Options(dpi=110, theme="light", colour="owner")
    report = export_model(opened, "png", FOLDER / "value-chain.png", options, language="en", replace=True)
    print(report.files[0].relative_to(ROOT))


def show_faulty(window: "MainWindow", wait: Callable[[float], None]) -> None:
    """The faulty process with its problems, the deadlock chosen."""
    from modeller.ui.open_file import OpenFile
    from modeller.ui.side_panel import SidePanel

    path = Path(os.environ["MODELLER_HOME"]) / "售后维修.bpmn"
    window.desk.adopt(OpenFile(new_document("mistakes", current()), path.stem, path, fresh=True), window)
    page = window.page
    assert page is not None
    wait(1.5)
    side: SidePanel = window.side
    side.show_findings()
    window.splitter.setSizes([SIZE[0] - 400, 400])
    page.view.select(())
    case = next(each for each in page.file.problems if each.case is not None)
    side.findings.bring(case.elements[0])
    wait(0.3)
    page.view.fit()


def show_case(window: "MainWindow", wait: Callable[[float], None]) -> None:
    """The same, the case played to its end."""
    assert window.page is not None
    window.side.findings.card.play.click()
    window.page.player.do("play_end")
    window.page.view.fit()
    wait(0.3)


def show_library(window: "MainWindow", wait: Callable[[float], None]) -> None:
    """The sample library: one model published, one in review, the others drafts."""
    from modeller.jobs.sample_library import make_sample_library
    from modeller.library.approval import advance
    from modeller.library.models import models
    from modeller.model.approval import Action
    from modeller.model.entries import Author
    from modeller.ui.library_page import LibraryPage

    path = Path(os.environ["MODELLER_HOME"]) / "Service organisation.mlib"
    steps: dict[str, tuple[Action, ...]] = {
        "Provide after-sales service": ("submit", *3 * ("approve",), "publish"), "Handle customer requests": ("submit",)
    }  # fmt: skip
    with make_sample_library(path, "en", Author("Li Na")) as library:
        found = models(library)
        for model in found:
            for step in steps.get(model.name, ()):
                advance(library, model.id, step, Author("Li Na" if step == "submit" else "Wang Fang"))
    window.desk.open(path, window)
    wait(3)
    page = window.stack.currentWidget()
    assert isinstance(page, LibraryPage)
    page.tree.choose(
        "folder", next(model.folder for model in found if model.name == "Provide after-sales service") or ""
    )
    wait(0.5)
    page.select(next(model.id for model in found if model.name == "Provide after-sales service"))
    wait(4)


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
        if name in SHOWN:
            for show in SHOWN[name]:
                show(shown, wait)
        shown.grab().save(str(FOLDER / f"{name}.png"))
        print((FOLDER / f"{name}.png").relative_to(ROOT))
        shown.close()
        desk.close()


SHOWN: dict[str, tuple[Callable[["MainWindow", Callable[[float], None]], None], ...]] = {
    "problems": (show_faulty,),
    "deadlock": (show_faulty, show_case),
    "library": (show_library,),
}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    windows()  # first: figures are painted by whatever Qt application there is
    figures()
    chain()
    policy()
