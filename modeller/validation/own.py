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
from modeller.validation.malformed import Malformed, a_list, an_object, of_kind, one_of, required
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


_PARTS: Final = ("name", "severity", "says", "roles", "types", "where", "must")
_ASKED: Final[Mapping[str, type]] = {"attribute": str, "filled": bool, "like": str, "unlike": str, "longest": int}
_ROLES: Final = tuple(role.value for role in Role)


def own_rule(held: object, *where: str) -> OwnRule:
    """The rule in a piece of JSON that stands at that place of a file. Raises Malformed."""
    held = an_object(held, _PARTS, *where)
    name = of_kind(required(held, "name", *where), str, *where, "name")
    here = (*where[:-1], name)
    severity: Any = one_of(held.get("severity", "warning"), SEVERITIES, *here, "severity")
    roles = [one_of(each, _ROLES, *here, "roles") for each in a_list(held.get("roles", []), *here, "roles")]
    types = [of_kind(each, str, *here, "types") for each in a_list(held.get("types", []), *here, "types")]
    conditions = [
        tuple(_condition(each, *here, part) for each in a_list(held.get(part, []), *here, part))
        for part in ("where", "must")
    ]
    says = _says(required(held, "says", *here), *here, "says")
    return OwnRule(name, severity, says, frozenset(roles), frozenset(types), *conditions)


def _says(held: object, *where: str) -> Mapping[str, str]:
    """A sentence, or one for each language."""
    if isinstance(held, str):
        held = {"en": held}
    if not isinstance(held, dict) or not held:
        raise Malformed("says", where=" › ".join(where))
    return {language: of_kind(text, str, *where, language) for language, text in held.items()}


def _condition(held: object, *where: str) -> Condition:
    held = an_object(held, _ASKED, *where)
    required(held, "attribute", *where)
    return Condition(**{key: of_kind(value, _ASKED[key], *where, key) for key, value in held.items()})


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
