"""The sample library: a service organisation's processes and the words that they share."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from modeller.jobs.dictionary_files import import_dictionary
from modeller.jobs.library_import import import_files
from modeller.jobs.progress import Progress, part, silent
from modeller.language import CHINESE, message, words
from modeller.library.folders import folders, move_folder
from modeller.library.models import mark_variant, tag_model
from modeller.library.opening import create_library
from modeller.library.store import Library
from modeller.model.entries import Author
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
        for entry in done.models:
            if entry.name in _VARIANTS:
                mark_variant(library, entry.id, _VARIANTS[entry.name])
            tag_model(library, entry.id, [words(message("samples.tag"), language)])
        by_name = {each.name: each.id for each in folders(library)}
        for name in _ORDER:
            move_folder(library, by_name[words(message(f"samples.folder.{name}"), language)], None)
        progress(1)
    except BaseException:
        library.close()
        with suppress(OSError):
            path.unlink()
        raise
    return library
