"""What is done with approval in a window: a step is asked for, signed and kept."""

from typing import TYPE_CHECKING

from modeller.jobs.progress import Progress
from modeller.language import message
from modeller.ui.desk import Window
from modeller.ui.library_approval_dialog import ApprovalDialog
from modeller.ui.library_badge import state_text
from modeller.ui.library_version_commands import open_file
from modeller.ui.saving import save

if TYPE_CHECKING:
    from modeller.library.store import Library
    from modeller.model.approval import Approval, Possible
    from modeller.model.entries import ModelEntry
    from modeller.ui.library_approval import ApprovalPanel
    from modeller.ui.library_held import OpenLibrary


def connect(window: Window, panel: "ApprovalPanel") -> None:
    """Do what a panel asks for."""
    panel.asked.connect(lambda step, approval: ask(window, panel, step, approval))


def ask(window: Window, panel: "ApprovalPanel", step: "Possible", approval: "Approval | None") -> None:
    """Ask what is signed, and do the step. A draft that is open and unsaved is saved before it is submitted."""
    held, entry, seen = panel.held, panel.entry, panel.seen
    if held is None or entry is None or seen is None:
        return
    dialog = ApprovalDialog(entry.name, step, approval, seen.workflow, held.author(), window)

    def accepted() -> None:
        signed = (dialog.title, dialog.comment, dialog.valid_until, dialog.review_on)  # the dialog may be gone later
        file = open_file(held, entry.id) if approval is None else None
        if file is not None and (file.unsaved or file.document.editing is not None):
            save(window, file, lambda saved: _advance(window, held, entry, step, approval, signed) if saved else None)
        else:
            _advance(window, held, entry, step, approval, signed)

    dialog.accepted.connect(accepted)
    dialog.setModal(True)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _advance(
    window: Window, held: "OpenLibrary", entry: "ModelEntry", step: "Possible", approval: "Approval | None",
    signed: tuple[str, str, str, str],
) -> None:  # fmt: skip
    by, version, action = held.author(), approval.version if approval is not None else "", step.action
    title, comment, until, review = signed

    def job(library: "Library", _: Progress) -> "Approval":
        from modeller.library.approval import advance

        return advance(
            library, entry.id, action, by, version=version, title=title, comment=comment, valid_until=until,
            review_on=review,
        )  # fmt: skip

    def done(made: "Approval") -> None:
        state = state_text(made.state)
        window.notices.good(message("library.said.state", model=entry.name, number=made.number, state=state))

    held.change(job, window, done)
