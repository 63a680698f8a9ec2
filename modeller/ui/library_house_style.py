"""The house style of a library in a window: read, chosen in a dialog, kept."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from modeller.export.policy.job import PolicyJob
from modeller.jobs.progress import Progress
from modeller.language import message
from modeller.model.entries import VALUE_CHAIN
from modeller.model.house_style_json import House
from modeller.model.reading import Model
from modeller.ui.desk import Window
from modeller.ui.library_held import OpenLibrary

if TYPE_CHECKING:
    from modeller.library.store import Library


class _Found(NamedTuple):
    """What the library says now, and a document that shows it: of the process in front, else of the first one."""

    house: House
    sample: PolicyJob
    folders: tuple[str, ...]


def ask(
    window: Window,
    held: OpenLibrary,
    model: str = "",
    done: Callable[[], object] = bool,
    over: QDialog | None = None,
) -> None:
    """Choose the house style of a library, over another dialog or the window; `done` is called when it has kept
    another one."""
    if held.listing is None:
        return
    if held.library.read_only is not None:
        window.notices.hint(held.library.read_only)
        return
    held.do(
        lambda library, _: _found(library, model or _in_front(window)),
        lambda found: _choose(window, held, found, done, over),
        message("shelf.listing", name=held.name),
        window,
    )


def _in_front(window: Window) -> str:
    page = window.page
    home = page.file.home if page is not None else None
    return str(getattr(home, "id", ""))


def _found(library: "Library", model: str) -> _Found:
    from modeller.jobs.policy_document import Wishes
    from modeller.jobs.policy_library import policy_in
    from modeller.library.folders import folders, holding
    from modeller.library.house_style import house_of
    from modeller.library.models import facts, models

    house, entries = house_of(library), [each for each in models(library) if each.notation != VALUE_CHAIN]
    entry = next((each for each in entries if each.id == model), next(iter(entries), None))
    if entry is None:
        return _Found(house, PolicyJob(Model(()), facts(library).name), ())
    return _Found(house, policy_in(library, entry, Wishes()), tuple(holding(folders(library), entry.folder)))


def _choose(window: Window, held: OpenLibrary, found: _Found, done: Callable[[], object], over: QDialog | None) -> None:
    from modeller.ui.house_style_dialog import HouseStyleDialog

    listing = held.listing
    gone = listing.gone if listing is not None else set()
    scopes = [("folder", each.id, each.name) for each in (listing.folders if listing else ()) if each.id not in gone]
    scopes += [("model", each.id, each.name) for each in (listing.models if listing else ())]
    dialog = HouseStyleDialog(window, found.house, found.sample, found.folders, scopes, held.name, over)
    if dialog.exec():
        house, by = dialog.house(), held.author()

        def job(library: "Library", _: Progress) -> None:
            from modeller.library.house_style import save_house

            save_house(library, house, by, found.house)

        def kept(_: object) -> None:
            window.notices.hint(message("window.house.changed", name=held.name))
            if over is None or isValid(over):
                done()

        if house != found.house:
            held.change(job, window, kept)
    dialog.deleteLater()
