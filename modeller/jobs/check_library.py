"""The models of a library, one after the other, for whoever checks them all."""

from collections.abc import Iterator
from pathlib import Path

from modeller.files.problem import Problem
from modeller.files.read import shown
from modeller.jobs.progress import Progress, silent
from modeller.language import Message
from modeller.library.drafts import load_draft
from modeller.library.fields import fields_of
from modeller.library.folders import folders, in_bin, paths
from modeller.library.models import facts, models
from modeller.library.opening import open_library
from modeller.model.document import Document


def models_of(
    path: Path | str, progress: Progress = silent
) -> Iterator[tuple[str, Document | Message, dict[str, frozenset[str]]]]:
    """Of each model that is not in the bin: its path in the library, its draft (or why it cannot be read), and the ids
    of all models by the id of the library, which links are looked up in.

    Raises Problem where the library cannot be opened.
    """
    with open_library(path, read_only=True, progress=silent) as library:
        tree = folders(library)
        gone, ways = in_bin(tree), paths(tree)
        found = [each for each in models(library) if not each.binned and each.folder not in gone]
        known = {facts(library).uuid: frozenset(each.id for each in found)}
        asked = fields_of(library)
        for number, each in enumerate(found):
            progress(number / len(found))
            name = f"{shown(path)}: {'/'.join((*ways.get(each.folder or '', ()), each.name))}"
            try:
                yield name, Document(load_draft(library, each.id).records, asked), known
            except Problem as problem:
                yield name, problem.message, known
