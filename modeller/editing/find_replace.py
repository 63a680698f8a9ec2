"""Find and replace in the names of elements."""

import re
from collections.abc import Collection

from modeller.editing.step import step
from modeller.editing.text import rename, text_of
from modeller.language import message
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.model.records import Flow, Node
from modeller.notation.bpmn.joining import NAMELESS


def find(model: Model, sought: str, match_case: bool = False, diagram: str | None = None) -> list[str]:
    """The keys of the nodes and flows whose text holds `sought`, in file order; those of one diagram where given."""
    if not sought:
        return []
    pattern = _pattern(sought, match_case)
    return [
        record.key
        for record in model
        if isinstance(record, Node | Flow)
        and (diagram is None or record.diagram == diagram)
        and record.diagram is not None
        and record.type not in NAMELESS
        and pattern.search(text_of(model, record.key))
    ]


def replace_all(
    document: Document, sought: str, by: str, match_case: bool = False, keys: Collection[str] | None = None
) -> int:
    """Write `by` for every `sought` in the texts of elements (of `keys`, or of all); how many elements changed."""
    found = [key for key in find(document, sought, match_case) if keys is None or key in keys]
    if not found:
        return 0
    pattern, changed = _pattern(sought, match_case), 0
    with step(document, message("editing.replace_text")):
        for key in found:
            old = text_of(document, key)
            new = pattern.sub(lambda _: by, old)
            if new != old:
                rename(document, key, new)
                changed += 1
    return changed


def _pattern(sought: str, match_case: bool) -> re.Pattern[str]:
    return re.compile(re.escape(sought), 0 if match_case else re.IGNORECASE)
