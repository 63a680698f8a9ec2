"""Which rules a model wants to be checked by, and which not at single elements: our extension of BPMN elements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from modeller.model.reading import Model
from modeller.model.records import Diagram, Fragment, Item, Record
from modeller.notation.attributes import NAMESPACE
from modeller.notation.bpmn.extensions import with_extension
from modeller.notation.bpmn.values import R

_KINDS: Final = f"{{{NAMESPACE}}}checks"
_RULE: Final = f"{{{NAMESPACE}}}rule"
_OWN: Final = f"{{{NAMESPACE}}}ownRule"
_UNCHECKED: Final = f"{{{NAMESPACE}}}unchecked"
_HOLDERS: Final = ("bpmn:collaboration", "bpmn:process")
OFF: Final = "off"


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """What a model says of its rules, as it stands there: nothing of it need make sense to this program.

    `kinds` are on (None: those of the standard set), `severities` say otherwise of single rules (a severity or OFF),
    `own` are rules of the organisation, each a piece of JSON.
    """

    kinds: tuple[str, ...] | None = None
    severities: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()


def rule_choice(model: Model) -> RuleChoice:
    """What a model says of its rules; all its processes and collaborations are asked."""
    kinds: tuple[str, ...] | None = None
    severities: dict[str, str] = {}
    own: list[str] = []
    for record in _holders(model):
        for piece in _extensions(record):
            if piece.tag == _KINDS:
                kinds = tuple(piece.get("kinds").split())
            elif piece.tag == _RULE:
                severities[piece.get("name")] = piece.get("severity")
            elif piece.tag == _OWN:
                own.append(piece.get("rule"))
    return RuleChoice(kinds, severities, tuple(own))


def with_choice(model: Model, choice: RuleChoice) -> list[Item]:
    """The records that change so that the model says this of its rules, in one place and in no other.

    Empty where nothing changes, or where the model has neither a process nor a collaboration.
    """
    holders = _holders(model)
    place = next((each for each in holders if any(map(_is_choice, _extensions(each)))), None)
    place = place or next(iter(holders), None)
    changed = []
    for record in holders:
        made = with_extension(record, _is_choice, _KINDS, None)
        if record is place:
            made = _with(made, choice)
        if made != record:
            changed.append(made)
    return changed


def _with(record: Item, choice: RuleChoice) -> Item:
    if choice.kinds is not None:
        record = _added(record, _KINDS, ("kinds", " ".join(choice.kinds)))
    for name, severity in sorted(choice.severities.items()):
        record = _added(record, _RULE, ("name", name), ("severity", severity))
    for rule in choice.own:
        record = _added(record, _OWN, ("rule", rule))
    return record


def _added(record: Item, tag: str, *attributes: tuple[str, str]) -> Item:
    return with_extension(record, lambda _: False, tag, attributes)


def unchecked(record: Record) -> frozenset[str]:
    """The rules that nobody is to be told of at this element."""
    return frozenset(piece.get("rule") for piece in _extensions(record) if piece.tag == _UNCHECKED)


def can_uncheck(record: Record | None) -> bool:
    """Whether a record has a place for it: a diagram has none."""
    return record is not None and not isinstance(record, Diagram)


def with_unchecked(record: R, rule: str, off: bool) -> R:
    """The record with a rule switched off at it, or on again."""
    attributes = (("rule", rule),) if off else None
    return with_extension(
        record, lambda inner: inner.tag == _UNCHECKED and inner.get("rule") == rule, _UNCHECKED, attributes
    )


def _holders(model: Model) -> list[Item]:
    return [item for kind in _HOLDERS for item in model.items(kind)]


def _is_choice(piece: Fragment) -> bool:
    return piece.tag in (_KINDS, _RULE, _OWN)


def _extensions(record: Record) -> Iterator[Fragment]:
    for piece in record.content:
        if piece.name == "extensionElements":
            yield from piece.children
