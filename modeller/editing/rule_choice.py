"""Choosing the rules that a model is checked by: for all of it, or off at one element."""

from collections.abc import Iterable
from dataclasses import replace

from modeller.editing.refused import Refused
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.notation.bpmn.rule_choice import OFF, RuleChoice, can_uncheck, rule_choice, with_choice, with_unchecked


def choose_rules(document: Document, choice: RuleChoice, again: Iterable[tuple[str, str]] = ()) -> None:
    """Check the model by these rules, and each rule of `again` (key, rule) at its element as elsewhere; one step.

    Raises Refused where the model has no process and no collaboration that could say so.
    """
    changed = with_choice(document, choice)
    if not changed and rule_choice(document) != choice:
        raise Refused(message("editing.refused.rules"))
    again = list(again)
    if not changed and not again:
        return
    with step(document, message("editing.choose_rules")) as edit:
        for item in changed:
            edit.put(item)
        for key, rule in again:
            record = document.get(key)
            if record is not None:
                edit.put(with_unchecked(record, rule, False))


def switch_off(document: Document, rule: str) -> None:
    """Check the model by this rule no more. Raises Refused as choose_rules does."""
    choice = rule_choice(document)
    choose_rules(document, replace(choice, severities={**choice.severities, rule: OFF}))


def switch_off_at(document: Document, key: str, rule: str) -> None:
    """Say nothing more of this rule at one element. Raises Refused where it has no place for that."""
    record = document.get(key)
    if record is None or not can_uncheck(record):
        raise Refused(message("editing.refused.pardon"))
    with step(document, message("editing.switch_off_at")) as edit:
        edit.put(with_unchecked(record, rule, True))
