"""Letting a finding stand, with a reason that stays in the model."""

from modeller.editing.refused import Refused
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.notation.bpmn.pardons import can_pardon, pardons, with_pardon


def pardon(document: Document, key: str, rule: str, reason: str) -> None:
    """Let what `rule` found at an element stand. Raises Refused without a reason, or where it has no place."""
    record, reason = document.get(key), " ".join(reason.split())
    if record is None or not can_pardon(record):
        raise Refused(message("editing.refused.pardon"))
    if not reason:
        raise Refused(message("editing.refused.no_reason"))
    with step(document, message("editing.pardon")) as edit:
        edit.put(with_pardon(record, rule, reason))


def withdraw(document: Document, key: str, rule: str) -> None:
    """Take a pardon back; nothing happens where there is none."""
    record = document.get(key)
    if record is not None and rule in pardons(record):
        with step(document, message("editing.withdraw_pardon")) as edit:
            edit.put(with_pardon(record, rule, None))
