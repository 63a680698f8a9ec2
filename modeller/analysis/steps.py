"""The steps of a model as a table: what each is, who does it, with what, in what time."""

from collections.abc import Iterable
from dataclasses import dataclass

from modeller.analysis.survey import Survey, data_name, is_store, named, survey
from modeller.language import Message
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.attributes import PREFIX, attribute_text, names_of, rows_of
from modeller.notation.bpmn.content import documentation
from modeller.notation.element import Property
from modeller.notation.own_fields import own_properties
from modeller.notation.quantities import Money, amount, per_year, seconds
from modeller.notation.titles import kind


@dataclass(frozen=True, slots=True)
class Step:
    """One activity. Times are seconds, `frequency` times a year; None where the model does not say.

    `number` is as in `notation.numbers`, `depth` how many sub-processes it stands in, `holder` the key of the nearest,
    ``""`` for none; `process` is the key of its process and `pool` the name of the pool that shows it. `role` is the
    lane's, or the pool's, `responsible` who does it: those that were written down, else the role. `records`, `kpis`
    and `risks` are rows: name and kept for; name, target and unit; name and control.
    """

    key: str
    number: str
    name: str
    kind: Message
    process: str
    pool: str
    holder: str
    depth: int
    role: str
    responsible: tuple[str, ...]
    accountable: tuple[str, ...]
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    description: str
    instruction: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    documents: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    systems: tuple[str, ...]
    duration: float | None
    waiting: float | None
    time_limit: float | None
    cost: Money | None
    frequency: float | None
    value_class: str
    priority: str
    escalate_after: float | None
    escalate_to: str
    kpis: tuple[tuple[str, ...], ...]
    risks: tuple[tuple[str, ...], ...]
    own: tuple[tuple[Property, str], ...]
    """The fields of the organisation's own that it fills in, each with its value as it is kept."""
    contains: bool
    """Whether it holds steps of its own."""


def steps(model: Model | Survey) -> tuple[Step, ...]:
    """All activities along the flow, what a sub-process holds right behind it.

    Inputs, outputs and documents are those written down, then the data that flows join to the step; systems likewise,
    of data stores.
    """
    found = model if isinstance(model, Survey) else survey(model)
    return tuple(_step(found, node) for node in found.activities)


def _step(found: Survey, node: Node) -> Step:
    process, holders = found.process_of(node.key), found.holders(node)
    takes, gives = found.data.get(node.key, ((), ()))
    role = found.by_place(node)
    return Step(
        key=node.key,
        number=found.numbers.get(node.key, ""),
        name=named(node),
        kind=kind(node, found.model),
        process=process,
        pool=named(found.pools.get(process)),
        holder=holders[0].key if holders else "",
        depth=len(holders),
        role=role[0] if role else "",
        responsible=found.responsible[node.key],
        accountable=listed(node, "accountable"),
        consulted=listed(node, "consulted"),
        informed=listed(node, "informed"),
        description=documentation(node),
        instruction=text(node, "instruction"),
        inputs=_joined(listed(node, "inputs"), _data(found, takes, store=False)),
        outputs=_joined(listed(node, "outputs"), _data(found, gives, store=False)),
        documents=_joined(listed(node, "documents"), _data(found, (*takes, *gives), store=False)),
        records=rows(node, "records"),
        systems=_joined(listed(node, "systems"), _data(found, (*takes, *gives), store=True)),
        duration=length(node, "duration"),
        waiting=length(node, "waiting"),
        time_limit=length(node, "timeLimit"),
        cost=amount(text(node, "cost")),
        frequency=per_year(text(node, "frequency")),
        value_class=text(node, "valueClass"),
        priority=text(node, "priority"),
        escalate_after=length(node, "escalateAfter"),
        escalate_to=text(node, "escalateTo"),
        kpis=tuple(row[:3] for row in rows(node, "kpi")),
        risks=rows(node, "risk"),
        own=_own(found.model, node),
        contains=node.key in found.inside,
    )


def _own(model: Model, node: Node) -> tuple[tuple[Property, str], ...]:
    values = ((declared, attribute_text(node, key)) for key, (_, declared) in own_properties(model).items())
    return tuple((declared, value) for declared, value in values if value)


def text(node: Node, name: str) -> str:
    """An attribute that is one text."""
    return "\n".join(names_of(node, PREFIX + name))


def listed(node: Node, name: str) -> tuple[str, ...]:
    """The entries of an attribute, none of them empty or twice."""
    return tuple(dict.fromkeys(entry for entry in names_of(node, PREFIX + name) if entry.strip()))


def rows(node: Node, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of an attribute that is a table."""
    return tuple(rows_of(node, PREFIX + name))


def length(node: Node, name: str) -> float | None:
    """An attribute that is a duration, in seconds; None where it is missing or none."""
    return seconds(text(node, name))


def _data(found: Survey, keys: Iterable[str], store: bool) -> list[str]:
    nodes = [node for node in map(found.model.node, keys) if node is not None and is_store(node) is store]
    return [data_name(node, found.model) for node in nodes]


def _joined(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for part in parts for entry in part if entry))
