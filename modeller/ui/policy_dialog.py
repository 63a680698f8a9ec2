"""What a policy document says: its sections, what stands on its cover, its language and format."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from modeller.export.policy.catalogue import SECTIONS
from modeller.export.policy.job import LARGE, PolicyJob
from modeller.jobs.describe_model import title
from modeller.jobs.export_model import Report
from modeller.jobs.open_model import Opened
from modeller.jobs.policy_document import SUFFIXES, Wishes, write_policy
from modeller.jobs.progress import Progress, part
from modeller.language import LANGUAGES, NAMES, Message, current, message, say
from modeller.model.document import Document
from modeller.model.house_style import NUMBERINGS, Numbering
from modeller.ui import library_house_style
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_save
from modeller.ui.forms import fill_form, go_and_cancel, new_form
from modeller.ui.library_home import LibraryHome
from modeller.ui.model_page import ModelPage
from modeller.ui.policy_preview import PolicyPreview
from modeller.ui.policy_sketch import Gather, Sketcher
from modeller.ui.wording import Wording

_KEY: Final = Qt.ItemDataRole.UserRole
_ROWS: Final = ("name", "number", "organisation", "department", "language", "numbering", "large", "format")


class PolicyDialog(QDialog):
    """Writes the model of a page as a policy document; the writing goes on after the dialog has closed."""

    def __init__(self, window: Window, page: ModelPage) -> None:
        super().__init__(window)
        self._window, self._desk, self._page = window, window.desk, page
        self.resize(1060, 720)
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("window.policy.title"))
        self.preview = PolicyPreview(self, self.wording)
        self.sketcher = Sketcher(self._desk, self.preview, self._asked, self)
        self.sections = QListWidget(self)
        self.wording.put(self.sections.setAccessibleName, message("window.policy.sections"))
        for section in SECTIONS:
            item = QListWidgetItem(self.sections)
            item.setData(_KEY, section.key)
        self.name, self.number = QLineEdit(self), QLineEdit(self)
        self.organisation, self.department = QLineEdit(self), QLineEdit(self)
        self.language, self.numbering, self.large, self.format = (QComboBox(self) for _ in range(4))
        for value in LANGUAGES:
            self.language.addItem(NAMES[value], value)
        self.house = QPushButton(self)
        home = page.file.home
        self._held = home.held if isinstance(home, LibraryHome) else None
        for numbering in self._numberings():
            self.numbering.addItem("", numbering)
        for large in LARGE:
            self.large.addItem("", large)
        for suffix in SUFFIXES:
            self.format.addItem("", suffix)
        self._lay_out()
        self._recall()
        self.wording.each(self._say)
        self.sections.itemChanged.connect(lambda _: self._enable())
        self.sections.itemChanged.connect(lambda _: self.sketcher.start())
        for edit in (self.name, self.number, self.organisation, self.department):
            edit.textChanged.connect(lambda _: self.sketcher.start())
        for box in (self.language, self.numbering, self.large):
            box.currentIndexChanged.connect(lambda _: self.sketcher.start())
        self.sketcher.start()

    def _lay_out(self) -> None:
        about = QLabel(self)
        about.setObjectName("muted")
        about.setWordWrap(True)
        self.wording.put(about.setText, message("window.policy.about"))
        head = QLabel(self)
        head.setBuddy(self.sections)
        self.wording.put(head.setText, message("window.policy.sections"))
        form = new_form()
        fill_form(form, self, self.wording, "policy", _ROWS)
        self.house.setAutoDefault(False)
        self.house.setVisible(self._held is not None)
        self.wording.put(self.house.setText, message("window.policy.house"))
        self.wording.put(self.house.setToolTip, message("window.policy.house.tip"))
        self.house.clicked.connect(self._ask_house)
        self.buttons = go_and_cancel(self, self.wording, "policy", self._export)
        self.buttons.addButton(self.house, QDialogButtonBox.ButtonRole.ResetRole)
        side = QVBoxLayout()
        side.addLayout(form)
        side.addSpacing(10)
        side.addWidget(head)
        side.addWidget(self.sections, 1)
        side.addSpacing(4)
        side.addWidget(about)
        side.addSpacing(10)
        side.addWidget(self.buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 18)
        layout.setSpacing(20)
        layout.addWidget(self.preview, 3)
        layout.addLayout(side, 2)

    def _recall(self) -> None:
        """What was chosen the last time; the document's own number and department are asked for anew."""
        held = self._desk.settings.policy
        out = held.get("out")
        for item in self._items():
            left_out = isinstance(out, list) and item.data(_KEY) in out
            item.setCheckState(Qt.CheckState.Unchecked if left_out else Qt.CheckState.Checked)
        for box, name in ((self.numbering, "numbering"), (self.large, "large"), (self.format, "format")):
            box.setCurrentIndex(max(0, box.findData(held.get(name))))
        if self._held is not None:
            self.numbering.setCurrentIndex(0)
        self.language.setCurrentIndex(max(0, self.language.findData(current())))
        self.organisation.setText(self._desk.settings.organisation if self._held is None else "")
        file = self._page.file
        self.name.setText(file.name if file.home is not None else title(file.document) or Path(file.name).stem)

    def _numberings(self) -> tuple[Numbering | None, ...]:
        """What is offered: in a library first of all what its house style says."""
        return NUMBERINGS if self._held is None else (None, *NUMBERINGS)

    def _items(self) -> list[QListWidgetItem]:
        return [self.sections.item(row) for row in range(self.sections.count())]

    def _say(self) -> None:
        for item, section in zip(self._items(), SECTIONS, strict=True):
            item.setText(say(section.label))
        for place, numbering in enumerate(self._numberings()):
            name = f"window.policy.numbering.{numbering}" if numbering else "window.policy.as_house"
            self.numbering.setItemText(place, say(name))
        self.organisation.setPlaceholderText(say("window.policy.as_house") if self._held is not None else "")
        for place, large in enumerate(LARGE):
            self.large.setItemText(place, say(f"window.policy.large.{large}"))
        for place, suffix in enumerate(SUFFIXES):
            self.format.setItemText(place, say(f"window.policy.format{suffix}"))

    def _enable(self) -> None:
        for button in self.buttons.buttons():
            if button.objectName() == "primary":
                button.setEnabled(bool(self.chosen()))

    def chosen(self) -> tuple[str, ...]:
        """The keys of the sections that are ticked."""
        return tuple(item.data(_KEY) for item in self._items() if item.checkState() is Qt.CheckState.Checked)

    def wishes(self) -> Wishes:
        """What is chosen."""
        return Wishes(
            language=self.language.currentData(),
            sections=self.chosen(),
            title=self.name.text().strip(),
            number=self.number.text().strip(),
            department=self.department.text().strip(),
            author=self._desk.settings.named,
            large=self.large.currentData(),
            organisation=self.organisation.text().strip(),
            numbering=self.numbering.currentData(),
        )

    def _ask_house(self) -> None:
        """Change the house style of the library; the preview shows it as soon as it is kept."""
        home = self._page.file.home
        if isinstance(home, LibraryHome):
            library_house_style.ask(self._window, home.held, home.id, self.sketcher.start, self)

    # -- preview -------------------------------------------------------------------------------------------------

    def _opened(self) -> Opened:
        file = self._page.file
        return Opened(Document(self._page.document.snapshot()), file.findings, file.path, file.name, file.placed)

    def _asked(self) -> Gather | None:
        wishes, opened = self.wishes(), self._opened()
        return partial(_gathered, opened, wishes) if wishes.sections else None

    # -- writing -------------------------------------------------------------------------------------------------

    def _export(self) -> None:
        suffix = self.format.currentData()
        start = self._page.file.beside(suffix)
        filters = [f"{self.format.currentText()} (*{suffix})"]
        name = ask_save(self, say("window.policy.title"), filters, str(start))
        if name:
            self.write(Path(name if Path(name).suffix.lower() in SUFFIXES else name + suffix))

    def write(self, target: Path) -> None:
        """Write the document, off the GUI thread, and close."""
        wishes, opened = self.wishes(), self._opened()
        out = [section.key for section in SECTIONS if section.key not in wishes.sections]
        numbering = wishes.numbering if self._held is None else self._desk.settings.policy.get("numbering")
        self._desk.set(policy={
            "out": out, "numbering": numbering, "format": self.format.currentData(),
            "large": wishes.large,
        })  # fmt: skip
        notices = self._window.notices

        def job(progress: Progress) -> Report:
            progress(0)
            return write_policy(_gathered(opened, wishes), target, part(progress, 0.2, 1))

        def done(written: Report) -> None:
            notices.good(message("window.export.done", name=target.name))
            for note in written.notes:
                notices.hint(note)

        going: Message = message("window.export.going", name=target.name)
        self._desk.work(job, done, going, self._window)
        self.accept()


def _gathered(opened: Opened, wishes: Wishes) -> PolicyJob:
    from modeller.jobs.policy_library import policy_of_open  # brings the library with it

    return policy_of_open(opened, wishes)
