"""An organisation's own rules as data: which elements, which conditions; never code."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from modeller.model.entries import SEVERITIES, Severity
from modeller.model.reading import Model
from modeller.model.records import Item, Node
from modeller.notation.attributes import PREFIX, names_of
from modeller.notation.bpmn.content import documentation, referred
from modeller.notation.bpmn.values import value_of
from modeller.notation.catalogue import element_type
from modeller.notation.element import Role
from modeller.validation.context import Context, one_line
from modeller.validation.rule import Found

_MOST: Final = 500
"""Letters of a value that patterns look at."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What the value of an attribute is to be: filled or not, like a pattern (``*`` and ``?``, ``|`` between several),
    or no longer than so many letters. What is not asked is None."""

    attribute: str
    filled: bool | None = None
    like: str | None = None
    unlike: str | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class OwnRule:
    """For every element of `roles` and `types` (of all where both are empty) where all of `where` holds, all of `must`
    has to hold. `says` is the sentence in each language."""

    name: str
    severity: Severity
    says: Mapping[str, str]
    roles: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    where: tuple[Condition, ...] = ()
    must: tuple[Condition, ...] = ()


class Malformed(ValueError):
    """A set of rules that does not say what it should: the argument is what is wrong."""


def own_rule(held: object) -> OwnRule:
    """The rule in a piece of JSON. Raises Malformed."""
    if not isinstance(held, dict):
        raise Malformed(str(held)[:80])
    name, severity, says = held.get("name"), held.get("severity", "warning"), held.get("says")
    if not isinstance(name, str) or not name or severity not in SEVERITIES:
        raise Malformed(str(name)[:80])
    if isinstance(says, str):
        says = {"en": says}
    if not isinstance(says, dict) or not says or not all(isinstance(text, str) for text in says.values()):
        raise Malformed(f"{name}: says")
    roles = frozenset(_texts(held.get("roles", []), name))
    if not roles <= {role.value for role in Role}:
        raise Malformed(f"{name}: roles")
    conditions = [
        tuple(_condition(each, name) for each in _list(held.get(part, []), name)) for part in ("where", "must")
    ]
    return OwnRule(name, severity, says, roles, frozenset(_texts(held.get("types", []), name)), *conditions)


def _list(held: object, name: str) -> list[Any]:
    if not isinstance(held, list):
        raise Malformed(name)
    return held


def _texts(held: object, name: str) -> Iterable[str]:
    texts = _list(held, name)
    if not all(isinstance(text, str) for text in texts):
        raise Malformed(name)
    return texts


_KINDS: Final = {"attribute": str, "filled": bool, "like": str, "unlike": str, "longest": int}


def _condition(held: object, name: str) -> Condition:
    if not isinstance(held, dict) or "attribute" not in held:
        raise Malformed(f"{name}: {held}"[:120])
    for key, value in held.items():
        if key not in _KINDS or not isinstance(value, _KINDS[key]):
            raise Malformed(f"{name}: {key}"[:120])
    return Condition(**held)


def check(rule: OwnRule, _model: Model, context: Context) -> Iterator[Found]:
    """Where a rule does not hold."""
    for node in _concerned(rule, context):
        concerned = all(_holds(each, node, context) for each in rule.where)
        if concerned and not all(_holds(each, node, context) for each in rule.must):
            yield Found((node.key,))


def _concerned(rule: OwnRule, context: Context) -> Iterator[Node | Item]:
    if "process" in rule.types and not rule.roles:
        yield from (item for item in context.model.items("bpmn:process"))
    nodes: Iterable[Node] = [step.node for step in context.steps.values()]
    for node in (*nodes, *context.pools, *context.lanes, *context.data):
        if rule.roles and element_type(node).role.value not in rule.roles:
            continue
        if not rule.types or node.type.rpartition(":")[2] in rule.types:
            yield node


def _holds(condition: Condition, node: Node | Item, context: Context) -> bool:
    value = _value(node, condition.attribute, context)[:_MOST]
    if condition.filled is not None and bool(value) is not condition.filled:
        return False
    if condition.like is not None and not _like(value, condition.like):
        return False
    if condition.unlike is not None and _like(value, condition.unlike):
        return False
    return condition.longest is None or len(value) <= condition.longest


def _like(value: str, pattern: str) -> bool:
    return any(fnmatchcase(value.lower(), each.strip().lower()) for each in pattern.split("|"))


def _value(node: Node | Item, attribute: str, context: Context) -> str:
    """What an element says of an attribute: its text, what lies around it, a property by its BPMN name."""
    special = _VALUES.get(attribute)
    return one_line(
        special(node, context)
        if special is not None and isinstance(node, Node)
        else _property(node, attribute, context)
    )


def _property(node: Node | Item, attribute: str, context: Context) -> str:
    """A property by its BPMN name, or an attribute by ours; a pool has those of its process besides."""
    found = value_of(node, attribute)
    if found or attribute.startswith(PREFIX):
        return found
    found = value_of(node, PREFIX + attribute)
    if not found and isinstance(node, Node) and element_type(node).role is Role.POOL:
        process = referred(node.properties.text("processRef"), context.model)
        found = value_of(process, PREFIX + attribute) if process is not None else ""
    return found


def _lanes(node: Node, context: Context) -> str:
    lanes = [lane for key in node.lanes if (lane := context.model.node(key)) is not None]
    return ", ".join(lane.text for lane in lanes if lane.text)


def _role(node: Node, context: Context) -> str:
    named = [piece.get("name") or piece.name for piece in node.content if piece.name in _PERFORMERS]
    return ", ".join(named or names_of(node, PREFIX + "responsible")) or _lanes(node, context)


def _data(end: str) -> Callable[[Node, Context], str]:
    def found(node: Node, context: Context) -> str:
        other = "source" if end == "target" else "target"
        flows = [flow for flow in context.data_flows if getattr(flow, end) == node.key]
        drawn = [str(getattr(flow, other)) for flow in flows]
        return ", ".join(drawn + names_of(node, PREFIX + ("inputs" if end == "target" else "outputs")))

    return found


def _limit(node: Node, context: Context) -> str:
    step = context.steps.get(node.key)
    if step is not None and any("timer" in each.traits.triggers for each in step.attached):
        return "timer"
    return value_of(node, PREFIX + "timeLimit")


_PERFORMERS: Final = frozenset({"resourceRole", "performer", "humanPerformer", "potentialOwner"})
_VALUES: Final[dict[str, Callable[[Node, Context], str]]] = {
    "documentation": lambda node, _context: documentation(node),
    "lane": _lanes,
    "role": _role,
    "inputs": _data("target"),
    "outputs": _data("source"),
    "time limit": _limit,
}
