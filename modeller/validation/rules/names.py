"""Rules for names: an activity says what is done with what, and one thing is called one way."""

import re
from collections.abc import Iterator
from typing import Final

from modeller.model.dictionary import Entry
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.element import Role
from modeller.validation.alike import alike, plain, shortened
from modeller.validation.context import Context, Step, called, is_chinese, one_line
from modeller.validation.fix import fix
from modeller.validation.rule import Found, rule

_THINGS: Final = "单表书件票据款稿函"
"""What makes a thing of a verb in Chinese: 采购 → 采购单."""
_LONG_ENGLISH: Final = 60
_LONG_CHINESE: Final = 25


@rule("warning", "style")
def unnamed_activity(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.of(Role.WORK):
        if not step.node.text.strip() and not step.traits.event_triggered:
            yield Found((step.key,))


@rule("warning", "style")
def verb_without_object(_model: Model, context: Context) -> Iterator[Found]:
    """A bare verb ("Approve", 审批) does not say what is approved."""
    for step, name in context.said:
        words = context.words.chinese if is_chinese(name) else context.words.english
        if name.lower() in words.bare:
            yield Found((step.key,), {"name": name})


@rule("hint", "style")
def verb_comes_last(_model: Model, context: Context) -> Iterator[Found]:
    """In Chinese the verb comes first: 审批采购单, not 采购单审批."""
    words = context.words.chinese
    for step, name in context.said:
        if not is_chinese(name) or len(name) < 4:
            continue
        verb = next((each for each in words.nouns if name.endswith(each)), "")
        rest = name.removesuffix(verb)
        if not verb or len(rest) < 2 or _is_chinese_verb(rest, context):
            continue
        if rest.endswith(words.roles + words.departments):
            yield Found((step.key,), {"name": name, "better": f"{verb}…"})
        elif one_line(step.node.text) == name:
            better = verb + rest
            yield Found(
                (step.key,), {"name": name, "better": better}, fix("rename", "rename", step.key, better, better=better)
            )
        else:
            yield Found((step.key,), {"name": name, "better": verb + rest})


def _is_chinese_verb(name: str, context: Context) -> bool:
    """Whether a name begins with a verb that makes no thing of it: 采购材料, but not 采购单."""
    verbs = [verb for verb in context.words.chinese.verbs if len(verb) > 1 and name.startswith(verb)]
    if not verbs:
        return name[0] in "请向将为"
    return not (name[-1] in _THINGS and any(len(name) == len(verb) + 1 for verb in verbs))


@rule("hint", "style")
def noun_for_verb(_model: Model, context: Context) -> Iterator[Found]:
    """In English an activity begins with its verb: "Approve invoice", not "Invoice approval"."""
    words = context.words.english
    for step, name in context.said:
        if is_chinese(name) or not name.isascii():
            continue
        parts = re.findall(r"[a-z]+", name.lower())
        if not parts or parts[0] in words.verbs or len(parts) > 5:
            continue
        ends = (parts[-1], parts[0]) if len(parts) > 1 and parts[1] == "of" else (parts[-1],)
        if any(len(word) > 5 and word.endswith(words.nouns) for word in ends):
            yield Found((step.key,), {"name": name})


@rule("hint", "style")
def vague_verb(_model: Model, context: Context) -> Iterator[Found]:
    for step, name in context.said:
        chinese = is_chinese(name)
        words = context.words.chinese if chinese else context.words.english
        lower = name.lower()
        for verb in words.vague:
            if lower.startswith(verb if chinese else verb + " ") and lower not in words.bare:
                yield Found((step.key,), {"name": name, "verb": name[: len(verb)]})
                break


@rule("warning", "style")
def same_name_twice(_model: Model, context: Context) -> Iterator[Found]:
    for scope in context.scopes.values():
        named: dict[str, list[Step]] = {}
        for step in scope.steps:
            name = one_line(step.node.text)
            if name and step.role is Role.WORK and not step.traits.calls and not step.traits.compensation:
                named.setdefault(name, []).append(step)
        for name, steps in named.items():
            if len(steps) > 1:
                better = _numbered(name, set(named))
                mend = fix("rename", "rename", steps[-1].key, better, better=better) if len(steps) == 2 else None
                keys = tuple(step.key for step in reversed(steps))
                yield Found(keys, {"name": name, "count": len(steps)}, mend)


def _numbered(name: str, taken: set[str]) -> str:
    form = "{}（{}）" if is_chinese(name) else "{} ({})"
    number = 2
    while form.format(name, number) in taken:
        number += 1
    return form.format(name, number)


def _who(context: Context) -> list[Node]:
    """Pools and lanes with a name: who works."""
    return [node for node in (*context.pools, *context.lanes) if one_line(node.text)]


@rule("warning", "style")
def one_thing_two_names(_model: Model, context: Context) -> Iterator[Found]:
    """客服部 and 客户服务部, "HR" and "Human Resources": probably one unit."""
    first: dict[str, Node] = {}
    for node in _who(context):
        first.setdefault(one_line(node.text), node)
    names = list(first)[:400]
    for place, name in enumerate(names):
        for other in names[place + 1 :]:
            short, long = sorted((name, other), key=len)
            if shortened(short, long, context.words.chinese.departments, context.words.english.departments):
                yield Found((first[short].key, first[long].key), {"name": short, "other": long})


@rule("hint", "style")
def written_two_ways(_model: Model, context: Context) -> Iterator[Found]:
    """Names that differ in case, spaces or signs only."""
    for nodes in (_who(context), [node for node in context.data if node.text and node.diagram is not None]):
        seen: dict[str, Node] = {}
        for node in nodes:
            name = one_line(node.text)
            key = plain(name)
            other = seen.setdefault(key, node)
            if one_line(other.text) != name and key:
                better = one_line(other.text)
                mend = fix("rename", "rename", node.key, better, better=better)
                yield Found((node.key, other.key), {"name": name, "other": better}, mend)


@rule("hint", "style")
def roles_and_departments(_model: Model, context: Context) -> Iterator[Found]:
    """Lanes of one pool that stand partly for people and partly for units."""
    held: dict[str | None, list[Node]] = {}
    for lane in context.lanes:
        if one_line(lane.text):
            held.setdefault(lane.scope, []).append(lane)
    for lanes in held.values():
        kinds = [_kind(one_line(lane.text), context) for lane in lanes]
        roles = [lane for lane, kind in zip(lanes, kinds, strict=True) if kind == "role"]
        units = [lane for lane, kind in zip(lanes, kinds, strict=True) if kind == "unit"]
        if roles and units:
            fewer = min((roles, units), key=len)
            words = {"role": one_line(roles[0].text), "unit": one_line(units[0].text)}
            yield Found(tuple(lane.key for lane in fewer), words)


def _kind(name: str, context: Context) -> str:
    if is_chinese(name):
        if name.endswith(context.words.chinese.departments):
            return "unit"
        return "role" if name.endswith(context.words.chinese.roles) else ""
    last = name.lower().split()[-1]
    if last in context.words.english.departments:
        return "unit"
    return "role" if last in context.words.english.roles else ""


@rule("hint", "style")
def named_as_its_diagram(model: Model, context: Context) -> Iterator[Found]:
    titles = {one_line(diagram.text): diagram for diagram in model.diagrams() if diagram.text.strip()}
    for step in context.of(Role.WORK):
        diagram = titles.get(one_line(step.node.text))
        if diagram is not None and diagram.key == step.node.diagram:
            yield Found((step.key,), {"name": called(step.node)})


@rule("hint", "style")
def long_name(_model: Model, context: Context) -> Iterator[Found]:
    for step in context.steps.values():
        name = one_line(step.node.text)
        most = _LONG_CHINESE if is_chinese(name) else _LONG_ENGLISH
        if len(name) > most:
            yield Found((step.key,), {"count": len(name), "most": most})


def _words(context: Context, kinds: set[str]) -> list[Entry]:
    return [entry for entry in context.dictionary if entry.kind in kinds and entry.state != "retired"]


def _strangers(context: Context) -> Iterator[tuple[Node, str, list[Entry]]]:
    """Pools, lanes and data whose name is none of the dictionary's, with the entries that it could be."""
    for nodes, kinds in ((_who(context), {"role"}), (context.data, {"document", "system"})):
        entries = _words(context, kinds)
        known = {name for entry in entries for name in (entry.name, entry.translation)}
        for node in nodes:
            name = one_line(node.text)
            if entries and name and name not in known:
                yield node, name, entries


def _meant(name: str, entries: list[Entry]) -> Entry | None:
    by_synonym = (entry for entry in entries if name in entry.synonyms)
    near = (entry for entry in entries if alike(name, entry.name) or alike(name, entry.translation))
    return next(by_synonym, None) or next(near, None)


@rule("warning", "style")
def nearly_in_dictionary(_model: Model, context: Context) -> Iterator[Found]:
    """客服部 where the dictionary says 客户服务部; says nothing where there is no dictionary."""
    for node, name, entries in _strangers(context):
        entry = _meant(name, entries)
        if entry is not None:
            better = entry.name if is_chinese(name) == is_chinese(entry.name) else entry.translation or entry.name
            mend = fix("rename", "rename", node.key, better, better=better)
            yield Found((node.key,), {"name": name, "other": better}, mend)


@rule("hint", "policy")
def not_in_dictionary(_model: Model, context: Context) -> Iterator[Found]:
    for node, name, entries in _strangers(context):
        if _meant(name, entries) is None:
            yield Found((node.key,), {"name": name})


ALL = (
    unnamed_activity,
    verb_without_object,
    verb_comes_last,
    noun_for_verb,
    vague_verb,
    same_name_twice,
    one_thing_two_names,
    written_two_ways,
    roles_and_departments,
    named_as_its_diagram,
    long_name,
    nearly_in_dictionary,
    not_in_dictionary,
)
