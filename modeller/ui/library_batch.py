"""Many models of a library as documents, from its window: which, as what, where to; and the report at the end."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGraphicsOpacityEffect,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from modeller.files.read import shown
from modeller.jobs.library_listing import Listing
from modeller.jobs.progress import Progress
from modeller.language import LANGUAGES, NAMES, current, message, say, words
from modeller.ui.desk import Window
from modeller.ui.folder_ticks import FolderTicks
from modeller.ui.forms import fill_form, go_and_cancel, new_form
from modeller.ui.library_folder import ask_folder
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_report import show_report
from modeller.ui.number_field import NumberField
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.jobs.batch_export import Batch, Outcome
    from modeller.jobs.policy_document import Wishes
    from modeller.ui.library_page import LibraryPage
    from modeller.ui.settings import Settings

_PAGES: Final = ("fit", "A4", "A3")
_FADED: Final = 0.4
"""How much of the folders is seen while they are not asked for."""
_ROWS: Final = ("models", "kinds", "page", "dpi", "language", "there", "target")


def ask(window: Window, page: "LibraryPage") -> None:
    """Choose models, kinds and a folder, then write; the writing goes on after the dialog has closed."""
    held = page.held
    if held.listing is None:
        return
    dialog = BatchDialog(held.listing, tuple(each.id for each in page.selection() if not each.binned), window)
    dialog.accepted.connect(lambda: export(window, held, dialog.batch(), dialog.folder))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def export(window: Window, held: OpenLibrary, batch: "Batch", target: Path) -> None:
    """Write the documents off the GUI thread and tell at the end; by a handle of its own, so that no save waits."""
    from modeller.jobs.batch_export import Outcome

    outcome, library = Outcome(), held.library

    def job(progress: Progress) -> None:
        from modeller.jobs.batch_export import export_batch
        from modeller.library.opening import open_beside

        with open_beside(library) as beside:
            export_batch(beside, target, batch, progress, outcome)

    work = window.desk.work(
        job, lambda _: _tell(window, outcome, target), message("batch.going", name=held.name), window
    )
    held.closed.connect(work.cancel)
    work.cancelled.connect(lambda: _tell(window, outcome, target, stopped=True))


def _tell(window: Window, outcome: "Outcome", target: Path, *, stopped: bool = False) -> None:
    """How it ended, in a sentence, and file by file for who wants to know."""
    from modeller.jobs.batch_export import lines, summary

    if window not in window.desk.windows:
        return
    if not outcome.models and not outcome.failed and not stopped:
        window.notices.hint(message("batch.nothing"))
        return
    text = summary(outcome, target)
    if stopped:
        text = message("batch.stopped", what=text)
    notices = window.notices
    odd = stopped or outcome.kept or not outcome.written
    tell = notices.problem if outcome.failed else notices.hint if odd else notices.good
    told = [*map(words, lines(outcome))]
    card = tell(text)
    if told:
        card.button(message("shelf.show_report", count=len(told)), lambda: show_report(window, text, told))


class BatchDialog(QDialog):
    """`selected` are models that can be meant instead of those in folders."""

    def __init__(self, listing: Listing, selected: tuple[str, ...], window: Window) -> None:
        super().__init__(window)
        self._desk, self._selected = window.desk, selected
        self.wording = Wording(self)
        self.resize(900, 600)
        self.wording.put(self.setWindowTitle, message("window.batch.title"))
        self.tree = FolderTicks(listing, window.desk.look, self.wording, self)
        self._faded = QGraphicsOpacityEffect(self.tree)
        self._faded.setOpacity(_FADED)
        self.tree.setGraphicsEffect(self._faded)
        self.models, self.page, self.language, self.there = (QComboBox(self) for _ in range(4))
        for box, values in (
            (self.models, ("folders", "selected")), (self.page, _PAGES), (self.there, ("keep", "replace"))
        ):  # fmt: skip
            for value in values:
                box.addItem("", value)
        for value in LANGUAGES:
            self.language.addItem(NAMES[value], value)
        self.kinds, self.boxes = self._kinds()
        self.dpi = NumberField(self)
        self.dpi.setRange(36, 1200)
        self.dpi.setSingleStep(24)
        self.target, self._path = self._target()
        self.folder = Path()
        self.count = self._label("muted")
        self._lay_out(listing)
        self._recall(window.desk.settings)
        self.tree.ticked.connect(self._enable)
        self.models.currentIndexChanged.connect(self._enable)
        for check in self.boxes.values():
            check.toggled.connect(self._enable)
        self.wording.each(self._say)

    def _label(self, style: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _kinds(self) -> tuple[QWidget, dict[str, QCheckBox]]:
        from modeller.jobs.batch_export import KINDS

        holder, made = QWidget(self), dict[str, QCheckBox]()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for kind in KINDS:
            made[kind] = QCheckBox(holder)
            self.wording.put(made[kind].setText, message(f"batch.kind.{kind}"))
            column.addWidget(made[kind])
        return holder, made

    def _target(self) -> tuple[QWidget, QLineEdit]:
        holder = QWidget(self)
        path, browse = QLineEdit(holder), QPushButton(holder)
        path.setReadOnly(True)
        self.wording.put(path.setPlaceholderText, message("batch.none_chosen"))
        self.wording.put(path.setAccessibleName, message("window.batch.target"))
        self.wording.put(browse.setText, message("batch.browse"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(path, 1)
        row.addWidget(browse)
        holder.setFocusProxy(browse)
        return holder, path

    def _lay_out(self, listing: Listing) -> None:
        head, how = self._label("cardtitle"), self._label("muted")
        self.wording.put(head.setText, message("batch.head", name=listing.facts.name))
        self.wording.put(how.setText, message("batch.how"))
        self.form = new_form()
        fill_form(self.form, self, self.wording, "batch", _ROWS)
        self.form.setRowVisible(self.models, bool(self._selected))
        buttons = go_and_cancel(self, self.wording, "batch", self.accept)
        self.go = next(each for each in buttons.buttons() if each.objectName() == "primary")
        side = QVBoxLayout()
        side.addLayout(self.form)
        side.addStretch(1)
        side.addWidget(self.count)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self.tree, 1)
        middle.addLayout(side, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(head)
        layout.addWidget(how)
        layout.addLayout(middle, 1)
        layout.addSpacing(4)
        layout.addWidget(buttons)

    def _recall(self, settings: "Settings") -> None:
        """What was chosen the last time. Nothing is replaced unless somebody says so anew."""
        held = settings.batch
        kinds, dpi, folder = held.get("kinds"), held.get("dpi"), held.get("folder")
        for kind, check in self.boxes.items():
            check.setChecked(kind in kinds if isinstance(kinds, list) and kinds else kind == "pdf")
        self.page.setCurrentIndex(max(0, self.page.findData(held.get("page"))))
        self.dpi.setValue(dpi if isinstance(dpi, int) else 192)
        self.language.setCurrentIndex(max(0, self.language.findData(current())))
        self.models.setCurrentIndex(1 if self._selected else 0)
        if isinstance(folder, str) and folder and Path(folder).is_dir():
            self.show_folder(Path(folder))

    def _say(self) -> None:
        for place, value in enumerate(_PAGES):
            self.page.setItemText(place, say(f"window.page.{value}"))
        self.models.setItemText(0, say("batch.models.folders"))
        self.models.setItemText(1, say("batch.models.selected", count=len(self._selected)))
        for place, value in enumerate(("keep", "replace")):
            self.there.setItemText(place, say(f"batch.there.{value}"))
        self._enable()

    def _enable(self) -> None:
        by_folder = self.models.currentData() == "folders"
        self.tree.setEnabled(by_folder)
        self._faded.setEnabled(not by_folder)
        self.page.setEnabled(self.boxes["pdf"].isChecked())
        self.dpi.setEnabled(self.boxes["png"].isChecked())
        count = self.tree.count if by_folder else len(self._selected)
        self.count.setText(say("batch.count", count=count))
        self.go.setEnabled(bool(count and self._chosen_kinds() and self._path.text()))

    def _browse(self) -> None:
        name = ask_folder(self, message("batch.title_folder"))
        if name:
            self.show_folder(Path(name))
            self._enable()

    def show_folder(self, folder: Path) -> None:
        """Write there."""
        self.folder = folder
        self._path.setText(shown(folder))
        self._path.setToolTip(shown(folder))

    def _chosen_kinds(self) -> tuple[str, ...]:
        return tuple(kind for kind, check in self.boxes.items() if check.isChecked())

    def accept(self) -> None:
        """Remember what is chosen, and go."""
        self._desk.set(batch={
            "kinds": [*self._chosen_kinds()], "page": self.page.currentData(), "dpi": self.dpi.value(),
            "folder": str(self.folder),
        })  # fmt: skip
        super().accept()

    def batch(self) -> "Batch":
        """What is chosen, drawn as the window draws, the policy documents as they were wanted the last time."""
        from modeller.export.exporter import Options
        from modeller.jobs.batch_export import Batch

        settings = self._desk.settings
        by_folder = self.models.currentData() == "folders"
        return Batch(
            self._chosen_kinds(),
            folders=self.tree.chosen() if by_folder else None,
            chosen=None if by_folder else self._selected,
            replace=self.there.currentData() == "replace",
            options=Options(
                page=self.page.currentData(), dpi=self.dpi.value(), notation=settings.notation,
                layers=tuple(sorted(settings.layers.split())), colour=settings.colouring,
            ),
            policy=_policy(settings),
            language=self.language.currentData(),
            author=settings.named,
        )  # fmt: skip


def _policy(settings: "Settings") -> "Wishes":
    """Policy documents with the sections that were wanted the last time; how they look the library says."""
    from modeller.export.policy.catalogue import SECTIONS
    from modeller.jobs.policy_document import Wishes

    out = settings.policy.get("out")
    left = tuple(each.key for each in SECTIONS if not isinstance(out, list) or each.key not in out)
    return Wishes(sections=left)
