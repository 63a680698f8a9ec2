"""Finding elements by what they are called and what is written about them. No Qt."""

import unicodedata
from dataclasses import dataclass

from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.attributes import told
from modeller.notation.bpmn.content import documentation

_ID_FROM = 3
"""Letters of an id that must be given: shorter ones are the beginning of too many."""


@dataclass(frozen=True, slots=True)
class Match:
    """A drawn element whose name or documentation holds what was looked for, or whose id begins with it."""

    key: str
    diagram: str


def folded(text: str) -> str:
    """Text as it is compared: without case, full-width forms as half-width, white space as one blank."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class Finder:
    """The folded texts of one state of a model, so that each further letter costs a walk over strings."""

    def __init__(self, model: Model) -> None:
        self._names: list[tuple[str, str, str, str, str]] = [
            (record.key, record.diagram, folded(record.text), _rest(record), _ident(record))
            for record in model
            if isinstance(record, Node | Flow) and record.diagram
        ]

    def matches(self, sought: str) -> list[Match]:
        """Names that begin with it first, then names that hold it, then documentation and ids."""
        wanted = folded(sought)
        if not wanted:
            return []
        ranked: list[tuple[int, int, Match]] = []
        for place, (key, diagram, name, rest, ident) in enumerate(self._names):
            if name.startswith(wanted):
                rank = 0
            elif wanted in name:
                rank = 1
            elif wanted in rest:
                rank = 2
            elif len(wanted) >= _ID_FROM and ident.startswith(wanted):
                rank = 3
            else:
                continue
            ranked.append((rank, place, Match(key, diagram)))
        ranked.sort(key=lambda entry: entry[:2])
        return [match for _, _, match in ranked]


def _rest(record: Node | Flow) -> str:
    texts = [documentation(record)] if record.content else []
    return folded("\n".join([*texts, *told(record)]))


def _ident(record: Node | Flow) -> str:
    return record.properties.text("id").casefold()
