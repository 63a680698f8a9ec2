"""The sample library: a service organisation's processes and the words that they share."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from modeller.files.read import read_bytes
from modeller.jobs.dictionary_files import import_dictionary
from modeller.jobs.library_import import import_files
from modeller.jobs.progress import Progress, part, silent
from modeller.language import CHINESE, message, words
from modeller.library.approval import set_workflow
from modeller.library.drafts import load_draft
from modeller.library.fields import change_fields
from modeller.library.folders import folders, move_folder
from modeller.library.house_style import save_house
from modeller.library.models import mark_variant, model, move_model, tag_model
from modeller.library.opening import create_library
from modeller.library.store import Library
from modeller.model.entries import VALUE_CHAIN, Author, ModelEntry
from modeller.model.house_style_json import House, house_in
from modeller.model.own_fields import field_kept
from modeller.notation.bpmn.links import link_of
from modeller.resources import SAMPLES

_ORDER: Final = ("service", "orders", "partners", "management")
"""The folders as one goes through them; their names are ``samples.folder.<name>`` in the catalogue."""
_VARIANTS: Final = {"订购流程（现状）": "as-is", "Order as it is": "as-is", "订购流程（优化后）": "to-be",
                    "Order as it shall be": "to-be"}  # fmt: skip


def sample_files(language: str) -> Path:
    """The folder of the sample library's files in a language."""
    return SAMPLES / "service" / ("zh" if language == CHINESE else "en")


def make_sample_library(path: Path | str, language: str, author: Author, progress: Progress = silent) -> Library:
    """A new library at `path` with the samples in `language`, open.

    Raises Problem where something is there already or it cannot be written, Cancelled where `progress` calls it off;
    then no file is left.
    """
    path, source = Path(path), sample_files(language)
    library = create_library(path)
    try:
        done = import_files(library, [source], author=author, progress=part(progress, 0, 0.8))
        import_dictionary(library, source / "dictionary.csv", author)
        by_name = {each.name: each.id for each in folders(library)}
        _bring_house(library, source, {name: by_name[_folder(name, language)] for name in _ORDER}, author)
        for entry in done.models:
            if entry.name in _VARIANTS:
                mark_variant(library, entry.id, _VARIANTS[entry.name])
            tag_model(library, entry.id, [words(message("samples.tag"), language)])
        for name in _ORDER:
            move_folder(library, by_name[_folder(name, language)], None)
        for id in _along_the_chain(library, done.models):
            move_model(library, id, model(library, id).folder)
        progress(1)
    except BaseException:
        library.close()
        with suppress(OSError):
            path.unlink()
        raise
    return library


def _folder(name: str, language: str) -> str:
    return words(message(f"samples.folder.{name}"), language)


def _bring_house(library: Library, source: Path, named: Mapping[str, str], author: Author) -> None:
    """Own fields, who signs, how documents look; clauses name their folder by its part of the catalogue's key."""
    fields = map(field_kept, read_bytes(source / "own-fields.json").decode().splitlines())
    change_fields(library, (), [each for each in fields if each is not None], author)
    set_workflow(library, read_bytes(source / "approval.json").decode(), author)
    style = source / "house-style.json"
    house = house_in(read_bytes(style), style.name)
    clauses = tuple(replace(each, folder=named.get(each.folder, "")) for each in house.clauses)
    save_house(library, house._replace(clauses=clauses), author, House())


def _along_the_chain(library: Library, made: Sequence[ModelEntry]) -> list[str]:
    """The models in the order in which the value chain leads to them, which is that of no alphabet."""
    chain = next(each for each in made if each.notation == VALUE_CHAIN)
    links = map(link_of, load_draft(library, chain.id).records)
    return [link.model for link in links if link is not None]
