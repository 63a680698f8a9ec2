"""Links from file to file, when the files come into a library: they lead to the models that came of the files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from modeller.interchange.model_files import linked_file
from modeller.model.records import Node, Record
from modeller.notation.bpmn.links import Link, link_of, with_link


@dataclass(frozen=True, slots=True)
class Linked:
    """A file whose model has links to files; `targets` are those files, by the links."""

    path: Path
    way: tuple[str, ...]
    targets: Mapping[str, Path]


def file_links(path: Path, records: Iterable[Record]) -> dict[str, Path]:
    """The files that a model in a file leads to, by its links."""
    found = (link_of(record) for record in records if isinstance(record, Node))
    names = {link.model for link in found if link is not None and link.to_file}
    return {name: target.absolute() for name in names if (target := linked_file(path, name)) is not None}


def in_order(waiting: Iterable[Linked]) -> Iterator[Linked]:
    """Each behind those that it leads to; where they lead to each other in a circle, the first of them first."""
    left = {each.path.absolute(): each for each in waiting}
    while left:
        chosen = next(
            (path for path, each in left.items() if not (set(each.targets.values()) - {path}) & left.keys()),
            next(iter(left)),
        )
        yield left.pop(chosen)


def led(
    records: Iterable[Record], targets: Mapping[str, Path], library: str, id_at: Callable[[Path], str | None]
) -> tuple[Record, ...]:
    """The records, their links to files that are in the library now leading to the models there."""

    def moved(record: Record) -> Record:
        link = link_of(record) if isinstance(record, Node) else None
        target = targets.get(link.model) if link is not None and link.to_file else None
        id = id_at(target) if target is not None else None
        return with_link(record, Link(library, id)) if id is not None and isinstance(record, Node) else record

    return tuple(map(moved, records))
