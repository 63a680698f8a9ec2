"""What an activity stands for: a model of a library or in another file, named in our extension of BPMN elements."""

from dataclasses import dataclass
from typing import Final

from modeller.model.records import Node, Record
from modeller.notation.attributes import NAMESPACE
from modeller.notation.bpmn.content import flag
from modeller.notation.bpmn.extensions import with_extension

_TAG: Final = f"{{{NAMESPACE}}}link"
_CALLS: Final = "bpmn:callActivity"
_SUB_PROCESSES: Final = frozenset({"bpmn:subProcess", "bpmn:adHocSubProcess", "bpmn:transaction"})
_STAGES: Final = frozenset({"chain:stage", "chain:process", "chain:primary", "chain:support"})


@dataclass(frozen=True, slots=True)
class Link:
    """The ids of a library and of a model in it; without a library the path of the file that holds the model, with
    ``/`` between its parts, seen from the folder of the file that says so."""

    library: str
    model: str

    @property
    def to_file(self) -> bool:
        return not self.library


def link_of(record: Record | None) -> Link | None:
    """The model that a record stands for."""
    if record is None or not record.content:
        return None
    for piece in record.content:
        if piece.name == "extensionElements":
            for inner in piece.children:
                if inner.tag == _TAG and inner.get("model"):
                    return Link(inner.get("library"), inner.get("model"))
    return None


def can_link(record: Record | None) -> bool:
    """Whether a record can stand for a model: a call activity, a sub-process that is closed, a stage of a chain."""
    if not isinstance(record, Node):
        return False
    if record.type == _CALLS or record.type in _STAGES:
        return True
    return record.type in _SUB_PROCESSES and not flag(record, "di:isExpanded")


def with_link(record: Node, link: Link | None) -> Node:
    """The record with another link, or with none."""
    attributes = None
    if link is not None:
        attributes = (*((("library", link.library),) if link.library else ()), ("model", link.model))
    return with_extension(record, lambda inner: inner.tag == _TAG, _TAG, attributes)
