"""The value chain of a library in the window: made of its folders and models, and brought in step with them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from modeller.editing.chains import LIBRARY, keep_in_step, root_of
from modeller.jobs.progress import Progress
from modeller.language import current, message
from modeller.layout.chains import STYLES, Style
from modeller.model.entries import VALUE_CHAIN
from modeller.ui.actions import Actions
from modeller.ui.desk import Window
from modeller.ui.library_held import OpenLibrary
from modeller.ui.library_shelf import Shelf, open_model
from modeller.ui.model_page import ModelPage

if TYPE_CHECKING:
    from modeller.layout.chains import Plan
    from modeller.library.store import Library
    from modeller.model.entries import ModelEntry


def connect(
    window: Window, shelf: Shelf, actions: Actions, in_front: Callable[[], OpenLibrary | None]
) -> None:  # fmt: skip
    """Do what the commands ask for; `in_front` is the library that they mean."""

    def asked(style: Style, _: bool = False) -> None:
        held = in_front()
        if held is not None:
            make(window, held, style)

    def asked_publish() -> None:
        held = in_front()
        if held is not None:
            publish(window, held)

    for style in STYLES:
        actions[f"library_{style}"].triggered.connect(partial(asked, style))
    actions["library_publish"].triggered.connect(asked_publish)
    actions["chain_in_step"].triggered.connect(lambda: keep(window, shelf))


def allow(window: Window, actions: Actions, held: OpenLibrary | None) -> None:
    """Switch on what can be done: with the library in front, and with the value chain in front."""
    for style in STYLES:
        actions[f"library_{style}"].setEnabled(held is not None and held.writable)
    actions["library_publish"].setEnabled(held is not None)
    page = window.page
    actions["chain_in_step"].setEnabled(page is not None and bool(_library_of(page)))


def _library_of(page: ModelPage) -> str:
    root = root_of(page.document)
    return root.properties.text(LIBRARY) if root is not None else ""


def make(window: Window, held: OpenLibrary, style: Style) -> None:
    """A value chain of the library as a model of it, opened."""
    by, language = held.author(), current()

    def job(library: "Library", progress: Progress) -> "ModelEntry":
        from modeller.jobs.value_chain import chain_of
        from modeller.language import words
        from modeller.library.models import add_model, models
        from modeller.model.entries import NewModel

        records = tuple(chain_of(library, style, language, progress))
        name = words(message(f"saving.template.card.{style}"), language)
        taken = {each.name for each in models(library, None)}
        free = next(text for number in range(1, len(taken) + 2)
                    if (text := name if number == 1 else f"{name} {number}") not in taken)  # fmt: skip
        return add_model(library, NewModel(free, records, None, VALUE_CHAIN), by)

    held.do(
        job, lambda entry: open_model(held, entry.id, window), message("chains.making", name=held.name), window,
        changes=True,
    )  # fmt: skip


def publish(window: Window, held: OpenLibrary) -> None:
    """Ask how the library is to be published as one linked PDF or HTML page, and write it."""
    from modeller.ui.publish_dialog import PublishDialog

    dialog = PublishDialog(window, held)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def keep(window: Window, shelf: Shelf) -> None:
    """Bring the value chain in front in step with its library: one step, which can be undone."""
    page = window.page
    held = None
    if page is not None:
        held = next((each for each in shelf.libraries.values() if each.library.uuid == _library_of(page)), None)
    if page is None or held is None:
        window.notices.hint(message("chains.closed"))
        return
    document = page.document

    def job(library: "Library", progress: Progress) -> "Plan":
        from modeller.jobs.value_chain import plan_of, style_of

        return plan_of(library, style_of(document) or "chain", current(), progress)

    def done(plan: "Plan") -> None:
        if page not in window.pages():
            return
        page.finish()
        changed = keep_in_step(document, plan)
        window.notices.good(message("chains.kept" if changed else "chains.same", name=held.name))

    held.do(job, done, message("chains.keeping", name=held.name), window)
