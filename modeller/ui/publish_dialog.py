"""Publish a library: as what, which edition of each process, what stands first, by what it is coloured."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QVBoxLayout

from modeller.files.names import file_name
from modeller.jobs.progress import Progress
from modeller.language import current, message, say
from modeller.layout.chains import STYLES
from modeller.notation.valuechain.colourings.catalogue import COLOURINGS
from modeller.ui.desk import Window
from modeller.ui.file_dialog import ask_save
from modeller.ui.forms import fill_form, go_and_cancel, new_form
from modeller.ui.library_held import OpenLibrary
from modeller.ui.wording import Wording

if TYPE_CHECKING:
    from modeller.jobs.export_model import Report
    from modeller.library.store import Library

_MOST_NOTES: Final = 3
"""So many notes on what was written are shown: on a large library there may be one for each process."""
_FIELDS: Final = ("kind", "what", "front", "colour", "page")
_WHAT: Final = ("current", "published", "latest")


class PublishDialog(QDialog):
    """The writing goes on after the dialog has closed. What was chosen is remembered for the next time."""

    def __init__(self, window: Window, held: OpenLibrary) -> None:
        super().__init__(window)
        self._window, self._held = window, held
        self.wording = Wording(self)
        self.wording.put(self.setWindowTitle, message("chains.publish.title"))
        self.setMinimumWidth(460)
        self.kind, self.what = self._choice(".pdf", ".html"), self._choice(*_WHAT)
        self.front = self._choice("own", *STYLES)
        self.colour = self._choice("", *(each.key for each in COLOURINGS))
        self.page = self._choice("A3", "A4", "fit")
        self.about = QLabel(self)
        self.about.setObjectName("muted")
        self.about.setWordWrap(True)
        self.form = new_form()
        fill_form(self.form, self, self.wording, "publish", _FIELDS)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(18)
        column.addLayout(self.form)
        column.addWidget(self.about)
        column.addStretch(1)
        column.addWidget(go_and_cancel(self, self.wording, "publish", self._publish))
        self._recall()
        self.wording.each(self._say)
        self.what.currentIndexChanged.connect(self._show)
        self.kind.currentIndexChanged.connect(self._show)
        self._show()

    def _choice(self, *values: str) -> QComboBox:
        box = QComboBox(self)
        for value in values:
            box.addItem("", value)
        return box

    def _recall(self) -> None:
        settings = self._window.desk.settings
        chosen = {"colour": settings.colouring, **settings.publish}
        for name in _FIELDS:
            box: QComboBox = getattr(self, name)
            box.setCurrentIndex(max(0, box.findData(chosen.get(name))))

    def _say(self) -> None:
        words: dict[str, dict[str, str]] = {
            "kind": {".pdf": "documents.pdf", ".html": "site.kind"},
            "what": {each: f"window.publish.{each}" for each in _WHAT},
            "front": {"own": "window.publish.own", **{each: f"saving.template.card.{each}" for each in STYLES}},
            "colour": {"": "chains.colouring.none", **{each.key: each.label for each in COLOURINGS}},
            "page": {each: f"window.page.{each}" for each in ("A3", "A4", "fit")},
        }
        for name in _FIELDS:
            box: QComboBox = getattr(self, name)
            for place in range(box.count()):
                box.setItemText(place, say(words[name][box.itemData(place)]))
        self._show()

    def _show(self) -> None:
        self.form.setRowVisible(self.page, self.kind.currentData() == ".pdf")
        self.about.setText(say(f"window.publish.about_{self.what.currentData()}"))

    def _publish(self) -> None:
        suffix = self.kind.currentData()
        kind = say("documents.pdf" if suffix == ".pdf" else "site.kind")
        start = self._held.path.with_name(file_name(self._held.name, suffix))
        name = ask_save(self, say("chains.publish.title"), [f"{kind} (*{suffix})"], str(start))
        if name:
            path = Path(name)
            self.write(path if path.suffix.lower() == suffix else path.with_name(path.name + suffix))

    def write(self, target: Path) -> None:
        """Write it, off the GUI thread, and close."""
        window, held = self._window, self._held
        language, author = current(), window.desk.settings.named
        chosen = {name: getattr(self, name).currentData() for name in _FIELDS}
        window.desk.set(publish=chosen)

        def job(library: "Library", progress: Progress) -> "Report":
            from modeller.export.exporter import Options
            from modeller.jobs.publish import publish

            options = Options(page=chosen["page"], colour=chosen["colour"])
            style = None if chosen["front"] == "own" else chosen["front"]
            return publish(library, target, options, style, language, progress, author, chosen["what"])

        def done(report: "Report") -> None:
            for note in report.notes[:_MOST_NOTES]:
                window.notices.hint(note)
            window.notices.good(message("window.saved", name=target.name))

        held.do(job, done, message("window.saving", name=target.name), window)
        self.accept()
