"""Finding elements by what they are called and what is written about them. No Qt."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.bpmn.content import documentation


@dataclass(frozen=True, slots=True)
class Match:
    """A drawn element whose name, id or documentation holds what was looked for."""

    key: str
    diagram: str


def folded(text: str) -> str:
    """Text as it is compared: without case, full-width forms as half-width, white space as one blank."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class Finder:
    """The folded texts of one state of a model, so that each further letter costs a walk over strings."""

    def __init__(self, model: Model) -> None:
        self._names: list[tuple[str, str, str, str]] = [
            (record.key, record.diagram, folded(record.text), _rest(record))
            for record in model
            if isinstance(record, Node | Flow) and record.diagram
        ]

    def matches(self, sought: str) -> list[Match]:
        """Names that begin with it first, then names that hold it, then ids and documentation."""
        wanted = folded(sought)
        if not wanted:
            return []
        ranked: list[tuple[int, int, Match]] = []
        for place, (key, diagram, name, rest) in enumerate(self._names):
            if name.startswith(wanted):
                rank = 0
            elif wanted in name:
                rank = 1
            elif wanted in rest:
                rank = 2
            else:
                continue
            ranked.append((rank, place, Match(key, diagram)))
        ranked.sort(key=lambda entry: entry[:2])
        return [match for _, _, match in ranked]


def _rest(record: Node | Flow) -> str:
    return folded("\n".join(_texts(record)))


def _texts(record: Node | Flow) -> Iterator[str]:
    yield record.properties.text("id")
    if record.content:
        yield documentation(record)
