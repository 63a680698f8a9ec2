"""The value chain of a library: its folders are stages, its models what they are made of, and what is said of each."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from modeller.analysis.sums import sums
from modeller.editing.chain_templates import frame_words
from modeller.editing.chains import LIBRARY, STYLE, TAKEN, made_of, root_of
from modeller.files.problem import Problem
from modeller.jobs.check_model import check_model
from modeller.jobs.editions import Edition
from modeller.jobs.progress import Progress, silent
from modeller.language import current
from modeller.layout.chains import AREAS, STYLES, Area, Part, Plan, Style
from modeller.library.approval import approvals
from modeller.library.dictionary import entries
from modeller.library.drafts import load_draft
from modeller.library.fields import fields_of
from modeller.library.folders import folders, in_bin
from modeller.library.models import facts, models
from modeller.library.store import Library
from modeller.library.versions import latest_versions
from modeller.model.approval import Kind
from modeller.model.document import Document
from modeller.model.entries import SEVERITIES, VALUE_CHAIN, Folder, ModelEntry
from modeller.model.reading import Model
from modeller.model.records import Node, Record
from modeller.notation.attributes import attribute_text, with_attribute
from modeller.notation.bpmn.links import link_of, with_link
from modeller.notation.valuechain.colourings.catalogue import COLOURINGS
from modeller.notation.valuechain.colourings.findings import FINDINGS_OF
from modeller.notation.valuechain.colourings.share import share_said
from modeller.notation.valuechain.colourings.value import VALUE
from modeller.notation.valuechain.joining import ACTIVITIES, SUPERIOR

_TAKEN: Final = ("modeller:purpose", *(name for each in COLOURINGS for name in each.taken))
"""What a process says of itself that its stage says too."""
_WORDS: Final[Mapping[Area, tuple[str, ...]]] = {
    "management": (
        "management process", "managing", "strateg", "governance", "steering", "管理流程", "战略", "治理", "领导",
    ),
    "support": (
        "support", "human resource", "people", "finance", "accounting", "infrastructure", "procurement", "purchasing",
        "information technology", "information system", "legal", "支持", "支撑", "保障", "人力", "人事", "财务", "行政",
        "采购", "信息系统", "信息化", "法务",
    ),
    "core": (),
}  # fmt: skip
_TAGS: Final[Mapping[str, Area]] = {
    "management": "management", "管理": "management", "管理流程": "management",
    "core": "core", "核心": "core", "核心流程": "core",
    "support": "support", "支持": "support", "支持流程": "support",
}  # fmt: skip
"""Tags by which an organisation says where a process belongs; they count for more than the words of a folder."""

_CLASS: Final = "modeller:valueClass"


def plan_of(
    library: Library,
    style: Style = "chain",
    language: str | None = None,
    progress: Progress = silent,
    *,
    checked: bool = True,
    shown: Mapping[str, Edition] | None = None,
) -> Plan:
    """What a value chain of the library is to show now.

    Folders at the top are stages, in their order; where there is only one, those in it. The models in a folder and
    below it are the parts of its stage. A model in no folder is a stage by itself. Models that are value chains are
    left out, and what lies in the bin. Purpose and what colourings ask for are taken from each process, its status
    from the approval of its latest version, how much of it adds value from its steps, its findings (where `checked`)
    from the rules that it asks for. With editions to be `shown` there are these and no others.

    Raises Problem where the library cannot be read, Cancelled where `progress` calls it off.
    """
    progress(0)
    known, tree = facts(library), folders(library)
    gone = in_bin(tree)
    tree = [each for each in tree if each.id not in gone]
    found = [each for each in models(library) if each.notation != VALUE_CHAIN and (shown is None or each.id in shown)]
    status = _statuses(library) if shown is None else {id: each.facts.state for id, each in shown.items()}
    words, asked = tuple(entries(library)) if checked else (), fields_of(library)
    ids = {known.uuid: frozenset(each.id for each in found)}
    parts: dict[str, Part] = {}
    for number, entry in enumerate(found):
        progress(0.95 * number / max(len(found), 1))
        said: dict[str, str] = {"modeller:status": status.get(entry.id, "draft")}
        try:
            records = load_draft(library, entry.id).records if shown is None else shown[entry.id].records
            model = Document(records, asked)
        except Problem:  # a damaged model still has its place
            said[FINDINGS_OF] = "error"
        else:
            said |= said_of(model)
            if checked:
                report = check_model(model, libraries=ids, dictionary=words)
                there = {finding.severity for finding in report.findings}
                said[FINDINGS_OF] = next((each for each in SEVERITIES if each in there), "clean")
        parts[entry.id] = Part(entry.name, entry.id, entry.id, said=said)
    progress(1)
    return Plan(known.name, style, tuple(_stages(tree, found, parts)), known.uuid, frame_words(language or current()))


def chain_of(
    library: Library,
    style: Style = "chain",
    language: str | None = None,
    progress: Progress = silent,
    *,
    checked: bool = True,
    shown: Mapping[str, Edition] | None = None,
) -> Document:
    """A new value chain of the library. Raises as `plan_of`."""
    return made_of(plan_of(library, style, language, progress, checked=checked, shown=shown))


def told(chain: Model, plan: Plan, shown: Container[str]) -> list[Record]:
    """The records of a chain that a hand has drawn, its activities saying what the plan knows of their processes.

    What a hand has said stays. An activity that stands for no process says what those do that it is made of; one whose
    model is not among those `shown` leads nowhere.
    """
    known = {part.model: part.said for stage in plan.stages for part in (stage, *stage.parts) if part.model}
    said: dict[str, Mapping[str, str]] = {}
    for node in chain.nodes():
        link = link_of(node)
        if link is not None and link.model in known:
            said[node.key] = known[link.model]
    for node in chain.nodes():
        if node.type in ACTIVITIES and node.key not in said:
            below = [flow.target for flow in chain.outgoing(node.key) if flow.type == SUPERIOR]
            inside = [each.key for each in chain.children(node.key)]
            parts = [Part("", said=said[key]) for key in (*below, *inside) if key is not None and key in said]
            if parts:
                said[node.key] = summed_up(parts)
    return [_saying(each, said.get(each.key, {}), shown) if isinstance(each, Node) else each for each in chain]


def _saying(node: Node, said: Mapping[str, str], shown: Container[str]) -> Node:
    link = link_of(node)
    if link is not None and link.model not in shown:
        node = with_link(node, None)
    taken = node.properties.get(TAKEN, ())
    for name, value in said.items():
        if name not in node.properties or (isinstance(taken, tuple) and name in taken):
            node = with_attribute(node, name, value)
    return node


def style_of(model: Model) -> Style | None:
    """The style in which a chain was made of a library; None where it was not."""
    root = root_of(model)
    asked = root.properties.text(STYLE) if root is not None else ""
    return next((style for style in STYLES if style == asked), None)


def library_of(model: Model) -> str:
    """The id of the library that a chain was made of; empty where it was not."""
    root = root_of(model)
    return root.properties.text(LIBRARY) if root is not None else ""


def _statuses(library: Library) -> dict[str, Kind]:
    """How far the latest version of each model has come."""
    latest = {each.id: model for model, each in latest_versions(library).items()}
    return {latest[each.version]: each.kind for each in approvals(library) if each.version in latest}


def said_of(model: Model) -> dict[str, str]:
    """What the processes of a model say, the first that says it; what most of its steps are worth, and its work."""
    found: dict[str, str] = {}
    for process in model.items("bpmn:process"):
        for name in _TAKEN:
            text = attribute_text(process, name)
            if text and name not in found:
                found[name] = text
    return found | _worth(model)


def _worth(model: Model) -> dict[str, str]:
    """The value class of most steps of a model, and the share of its work that adds value where classes are known."""
    steps = [{_CLASS: each} for node in model.nodes() if (each := node.properties.text(_CLASS))]
    if not steps:
        return {}
    counted = sums(model, ())
    adding = sum(share.work for share in counted.by_class if share.name == "adding")
    shared = share_said(adding, counted.total.work) if counted.total.work else {}
    return {**VALUE.summed(steps), **shared}


def _stages(tree: Sequence[Folder], found: Sequence[ModelEntry], parts: Mapping[str, Part]) -> Iterator[Part]:
    held: dict[str | None, list[ModelEntry]] = {}
    for entry in found:
        held.setdefault(entry.folder, []).append(entry)
    tops = [each for each in tree if each.parent is None]
    inner = [each for each in tree if tops and each.parent == tops[0].id]
    if len(tops) == 1 and inner and not held.get(None):
        yield from _alone(held.pop(tops[0].id, []), parts)
        tops = inner
    below = _below(tree)
    for top in tops:
        entries_ = [entry for folder in below[top.id] for entry in held.get(folder, [])]
        area = _area(top.name, entries_)
        mine = tuple(replace(parts[entry.id], area=area) for entry in entries_)
        yield Part(top.name, top.id, area=area, said=summed_up(mine), parts=mine)
    yield from _alone(held.get(None, []), parts)


def _alone(found: Sequence[ModelEntry], parts: Mapping[str, Part]) -> Iterator[Part]:
    for entry in found:
        yield replace(parts[entry.id], area=_area(entry.name, [entry]))


def _below(tree: Sequence[Folder]) -> dict[str, list[str]]:
    """Each folder with itself and all folders within it, in the order of the tree."""
    within: dict[str, list[str]] = {each.id: [each.id] for each in tree}
    parents = {each.id: each.parent for each in tree}
    for each in tree:
        parent = each.parent
        while parent is not None:
            within[parent].append(each.id)
            parent = parents[parent]
    return within


def _area(name: str, found: Sequence[ModelEntry]) -> Area:
    """Where a stage belongs: as most of its models' tags say, else as its name does, else to the core."""
    tagged = Counter(_TAGS[tag.strip().lower()] for each in found for tag in each.tags if tag.strip().lower() in _TAGS)
    if tagged:
        return tagged.most_common(1)[0][0]
    said = name.strip().lower()
    if said in _TAGS:
        return _TAGS[said]
    return next((area for area in AREAS if any(word in said for word in _WORDS[area])), "core")


def summed_up(parts: Sequence[Part]) -> dict[str, str]:
    """What is said of a stage, as each colouring makes it of what is said of the stage's parts."""
    said: dict[str, str] = {}
    for each in COLOURINGS:
        said.update(each.summed([part.said for part in parts]))
    return said
