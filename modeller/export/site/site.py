"""What a page of a library holds: its folders and chapters, each a model, as plain records."""

from dataclasses import dataclass
from typing import Final

from modeller.export.policy.job import Facts
from modeller.model.house_style import HouseStyle
from modeller.model.reading import Model

_DRAFT: Final = Facts()
_PLAIN: Final = HouseStyle()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A model. `key` is its id in the library, `folder` that of what holds it, `colour` the key of a colouring."""

    key: str
    name: str
    model: Model
    folder: str | None = None
    facts: Facts = _DRAFT
    description: str = ""
    tags: tuple[str, ...] = ()
    changed: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder: its id, its name, and the id of the one that holds it."""

    key: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A library: the value chain first, then the models in their order. Folders come after what holds them.

    Of the house style the page shows the organisation, its logo and its colour.
    """

    name: str
    language: str
    chain: Chapter
    chapters: tuple[Chapter, ...]
    shelves: tuple[Shelf, ...] = ()
    house: HouseStyle = _PLAIN
