"""Notices when other programs write the files that are open here, and asks what to do."""

from typing import TYPE_CHECKING

from modeller.jobs.progress import Progress
from modeller.language import message
from modeller.model.reading import Model
from modeller.ui.desk import Window
from modeller.ui.notices import Card
from modeller.ui.open_file import OpenFile
from modeller.ui.saving import save_as, take_theirs

if TYPE_CHECKING:
    from modeller.jobs.save_model import Outside


def look_outside(window: Window) -> None:
    """Look at the files whose date or size is another now; done when a window comes to the front."""
    for file in tuple(window.desk.files.values()):
        if file.fresh or file.saving:
            continue
        stamp = file.stamp()
        if stamp != file.seen:
            file.seen = stamp
            _compare(window, file)


def _compare(window: Window, file: OpenFile) -> None:
    path, digest, home = file.path, file.digest, file.home
    now: list[str] = []

    def job(_: Progress) -> "Outside":
        if home is not None:
            held, known = home.outside(digest)
            now.append(known)
            return held
        from modeller.files.read import digest_of, read_bytes
        from modeller.jobs.save_model import outside

        state = outside(path, digest)
        if state == "changed":
            now.append(digest_of(read_bytes(path)))
        return state

    def compared(state: "Outside") -> None:
        if file.digest != digest or file.path != path or file not in window.desk.files.values():
            return
        if state == "missing":
            window.notices.hint(message("saving.gone", name=file.name))
        elif state == "changed":
            _offer(window, file, now[0])

    window.desk.work(job, compared, message("saving.looking", name=file.name), window)


def _offer(window: Window, file: OpenFile, theirs: str) -> None:
    text = message("saving.outside_unsaved" if file.unsaved else "saving.outside", name=file.name)
    card: Card = window.notices.hint(text)

    def take() -> None:
        card.dismiss()
        take_theirs(window, file)

    def keep() -> None:
        card.dismiss()
        file.digest = theirs  # saving may replace it now: somebody has said so
        file.unsaved.compare(Model())

    def copy() -> None:
        card.dismiss()
        save_as(window, file)

    card.button(message("saving.take_theirs"), take)
    card.button(message("saving.keep_mine"), keep)
    if file.unsaved:
        card.button(message("saving.save_copy"), copy)
