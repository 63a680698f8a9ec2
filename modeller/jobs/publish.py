"""A whole library as one file, its value chain first: a linked PDF, or a page to click through."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from modeller.editing.chains import made_of
from modeller.export.exporter import Job, Options
from modeller.export.pdf import Part, compose
from modeller.export.policy.standing import about_process, mark, standing
from modeller.files.atomic import write_file
from modeller.jobs.editions import Edition, What, editions, titled
from modeller.jobs.export_model import Report
from modeller.jobs.progress import Progress, part, silent
from modeller.jobs.publish_site import SUFFIXES as PAGES
from modeller.jobs.publish_site import site_of
from modeller.jobs.value_chain import plan_of, told
from modeller.language import Message, current, listed, message, words
from modeller.layout.chains import Style
from modeller.library.house_style import house_of
from modeller.library.models import facts
from modeller.library.store import Library
from modeller.model.document import Document
from modeller.model.entries import VALUE_CHAIN
from modeller.model.reading import Model
from modeller.notation.bpmn.links import link_of
from modeller.notation.valuechain.joining import BANDS, SUPERIOR

SUFFIXES: Final = (".pdf", *PAGES)
_SHOWN: Final = 12
"""How many steps that lead nowhere are named."""
PAPER: Final = "A3"
"""A process of some lanes is to be read on it; on A4 most are too small."""


def publish(
    library: Library,
    target: Path | str,
    options: Options | None = None,
    style: Style | None = None,
    language: str | None = None,
    progress: Progress = silent,
    author: str = "",
    what: What = "current",
) -> Report:
    """Write it to `target`, as PDF or HTML by its suffix; a page heeds no more of the options than the colour.

    First comes the value chain that the library holds and which leads to its models, else, or where a `style` is
    asked for, one made of its folders; behind it what it leads to, then what it does not. A model that cannot be read
    or is not to be published is left out, and the report says so.

    Raises Problem where nothing can be written, Cancelled where `progress` calls it off; then nothing was.
    """
    wanted, spoken = options or Options(page=PAPER), language or current()
    shown, notes = editions(library, what, part(progress, 0, 0.25))
    plan = plan_of(library, style or "chain", spoken, part(progress, 0.25, 0.5),
                   checked=wanted.colour == "findings", shown=shown)  # fmt: skip
    own = None if style is not None else _own(shown)
    chain = Document(told(Model(own.records), plan, shown), own.asked) if own is not None else made_of(plan)
    rest = {id: each for id, each in shown.items() if each is not own}
    name = facts(library).name
    if Path(target).suffix.lower() in PAGES:
        rendered = site_of(library, name, spoken, chain, rest, wanted.colour, part(progress, 0.5, 0.95))
    else:
        organisation = house_of(library).style.organisation
        job = Job(chain, name, author, None, datetime.now(UTC), spoken, organisation=organisation)
        front = Part(job, titled=True)
        if own is not None:
            front = replace(front, standing=standing(own.facts, spoken), mark=mark(own.facts, spoken))
        rendered = compose([front, *_parts(job, rest)], wanted, part(progress, 0.5, 0.95))
    notes += _without_target({id: Model(each.records) for id, each in rest.items()}, spoken)
    if not shown:
        notes.append(message("jobs.publish.empty", name=name))
    write_file(target, rendered.data)
    progress(1)
    return Report((Path(target),), (*notes, *rendered.notes))


def _own(shown: Mapping[str, Edition]) -> Edition | None:
    """The first value chain that leads to a model which is shown."""
    for each in shown.values():
        if each.entry.notation == VALUE_CHAIN:
            links = (link_of(record) for record in each.records)
            if any(link is not None and link.model in shown for link in links):
                return each
    return None


@dataclass(frozen=True, slots=True)
class _Placed:
    """A model in the order of the document, with the stage that it is part of: name and key."""

    edition: Edition
    above: tuple[tuple[str, str], ...] = ()


def _parts(job: Job, rest: Mapping[str, Edition]) -> Iterator[Part]:
    other = ((words(message("chains.publish.others"), job.language), ""),)
    led = {id: above for id, above in _order(job.model) if id in rest}
    placed = [_Placed(rest[id], above) for id, above in led.items()]
    placed += [_Placed(each, other if led else ()) for id, each in rest.items() if id not in led]
    for each in placed:
        edition = each.edition
        model = Document(titled(edition.records, edition.entry.name), edition.asked)
        yield Part(
            replace(job, model=model, title=edition.entry.name),
            edition.entry.id,
            1 + len(each.above),
            each.above,
            standing(edition.facts, job.language),
            mark(edition.facts, job.language),
            about_process(model, job.language),
            titled=True,
        )


def _order(chain: Model) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """The models that a chain leads to, in its order, each with the stage that it is part of: name and key."""
    nodes = chain.nodes()
    rank = {node.key: number for number, node in enumerate(nodes)}
    found: list[tuple[tuple[int, int], str, tuple[tuple[str, str], ...]]] = []
    for node in nodes:
        link = link_of(node)
        if link is None:
            continue
        superior = next((flow.source for flow in chain.incoming(node.key) if flow.type == SUPERIOR), None)
        stage = chain.node(superior) or chain.node(node.scope)
        above: tuple[tuple[str, str], ...] = ()
        if stage is not None and stage.type not in BANDS:
            above = ((stage.text, stage.key),)
        found.append(((rank[above[0][1] if above else node.key], rank[node.key]), link.model, above))
    return [(model, above) for _, model, above in sorted(found)]


def _without_target(there: Mapping[str, Model], language: str) -> list[Message]:
    """What its reader should know of steps that stand for models which are not in the file, by the ids of its models.

    They lead nowhere: the model was deleted, is left out, lies in the bin or in another library, or cannot be read.
    """
    links = ((record, link) for model in there.values() for record in model if (link := link_of(record)) is not None)
    names = dict.fromkeys(" ".join(record.text.split()) or "–" for record, link in links if link.model not in there)
    if not names:
        return []
    shown = [*names][:_SHOWN] + (["…"] if len(names) > _SHOWN else [])
    return [message("documents.no_target", names=listed(shown, language))]
