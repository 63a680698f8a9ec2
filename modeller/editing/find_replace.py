"""Find and replace in the names of elements, and in what is written about them."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from modeller.editing.properties import get_property, set_property
from modeller.editing.step import step
from modeller.editing.text import rename, text_of
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.bpmn.joining import NAMELESS


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: `whole` only where it is the whole text, `documentation` in that as well as in names.

    White space in `text` stands for any: a name may be broken into lines anywhere.
    """

    text: str
    match_case: bool = False
    whole: bool = False
    documentation: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        parts = re.split(r"\s+", self.text)
        found = r"\s+".join(map(re.escape, parts))
        if self.whole:
            found = rf"\A\s*{found}\s*\Z"
        return re.compile(found, 0 if self.match_case else re.IGNORECASE)


def find(model: Model, sought: Sought, diagram: str | None = None) -> list[str]:
    """The keys of the nodes and flows whose text holds it, in file order; those of one diagram where given."""
    if not sought.text.strip():
        return []
    pattern = sought.pattern
    return [
        record.key
        for record in model
        if isinstance(record, Node | Flow)
        and (diagram is None or record.diagram == diagram)
        and record.diagram is not None
        and _holds(model, record, sought, pattern)
    ]


def _holds(model: Model, record: Node | Flow, sought: Sought, pattern: re.Pattern[str]) -> bool:
    text = record.text if record.type != "bpmn:group" else text_of(model, record.key)
    if text and record.type not in NAMELESS and pattern.search(text):  # most flows say nothing
        return True
    return sought.documentation and bool(pattern.search(get_property(model, record.key, "documentation")))


def replace_all(document: Document, sought: Sought, by: str, keys: Collection[str] | None = None) -> int:
    """Write `by` for it in the texts of elements (of `keys`, or of all), as one step; how many elements changed."""
    found = [key for key in find(document, sought) if keys is None or key in keys]
    if not found:
        return 0
    pattern, changed = sought.pattern, 0
    with step(document, message("editing.replace_text")):
        for key in found:
            before = document[key]
            old = text_of(document, key)
            new = pattern.sub(lambda _: by, old)
            if new != old and document[key].type not in NAMELESS:  # type: ignore[union-attr]  # a node or flow
                rename(document, key, new)
            if sought.documentation:
                told = get_property(document, key, "documentation")
                if (retold := pattern.sub(lambda _: by, told)) != told:
                    set_property(document, [key], "documentation", retold)
            changed += document[key] is not before
    return changed
