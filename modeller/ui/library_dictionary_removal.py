"""Deleting an entry of a dictionary: asked about, with where it is used; what is referred to can be retired instead."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from modeller.jobs.progress import Progress
from modeller.language import message, words
from modeller.model.dictionary import Entry, Renamed, Use
from modeller.ui.desk import Window
from modeller.ui.library_dictionary_following import follow
from modeller.ui.library_dictionary_page import DictionaryPage
from modeller.ui.question import Answer, Question

if TYPE_CHECKING:
    from modeller.library.store import Library

_MOST: Final = 6
"""So many places are named in the question."""


def ask(window: Window, page: DictionaryPage) -> None:
    """Look where the selected entry is used, ask, and delete or retire it."""
    entry = page.entry
    if entry is None:
        return

    def job(library: "Library", _: Progress) -> list[Use]:
        from modeller.library.dictionary import where_used

        return where_used(library, entry.id)

    page.held.do(
        job, lambda uses: _decide(window, page, entry, uses), message("shelf.listing", name=page.held.name), window
    )


def _decide(window: Window, page: DictionaryPage, entry: Entry, uses: Sequence[Use]) -> None:
    below = [each.name for each in page.entries if each.parent == entry.id]
    referred = [_place(use) for use in uses if use.referred] + below
    answer = window.desk.ask(window, question(entry, referred, [_place(use) for use in uses]))
    if answer == "delete":
        _delete(window, page, entry)
    elif answer == "retire":
        _retire(window, page, entry)


def question(entry: Entry, referred: Sequence[str], places: Sequence[str]) -> Question:
    """What is asked: `referred` is what must let go of it, `places` are all that use it, by name too."""
    if referred:
        keep = Answer("keep", message("shelf.keep"))
        retire = keep if entry.state == "retired" else Answer("retire", message("dictionary.remove.retire"))
        return Question(
            message("dictionary.remove.used", name=entry.name, count=len(referred)),
            message("dictionary.remove.used_more", places=_listed(referred)),
            (retire, Answer("delete", message("dictionary.remove.anyway"), destroys=True)),
        )
    more = message("dictionary.said.unused")
    if places:
        more = message("dictionary.remove.by_name", count=len(places), places=_listed(places))
    keep, delete = Answer("keep", message("shelf.keep")), Answer("delete", message("dictionary.page.remove"), True)
    return Question(message("dictionary.remove.ask", name=entry.name), more, (keep, delete))


def _place(use: Use) -> str:
    return f"{use.model_name} › {' '.join(use.text.split())}"


def _listed(places: Sequence[str]) -> str:
    lines = [f"    {each}" for each in places[:_MOST]]
    if len(places) > _MOST:
        lines.append("    " + words(message("dictionary.remove.others", count=len(places) - _MOST)))
    return "\n".join(lines)


def _delete(window: Window, page: DictionaryPage, entry: Entry) -> None:
    by = page.held.author()

    def job(library: "Library", _: Progress) -> Renamed:
        from modeller.library.dictionary import remove_entry

        return remove_entry(library, entry.id, by, used=True)

    def done(told: Renamed) -> None:
        follow(window, page.held, told.uses)
        window.notices.good(message("dictionary.page.removed", name=entry.name))

    page.held.change(job, window, done)


def _retire(window: Window, page: DictionaryPage, entry: Entry) -> None:
    by = page.held.author()

    def job(library: "Library", _: Progress) -> None:
        from modeller.library.dictionary import change_entry

        change_entry(library, entry.id, by, state="retired")

    page.held.change(job, window, lambda _: window.notices.good(message("dictionary.remove.retired", name=entry.name)))
