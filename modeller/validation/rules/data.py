"""Rules for documents and data: that what is read is written somewhere, and that what is written is read."""

from collections.abc import Iterator

from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.catalogue import element_type
from modeller.validation.context import Context, called, one_line
from modeller.validation.rule import Found, rule


def _objects(context: Context) -> dict[str, list[Node]]:
    """The data that steps hand each other, all drawings of one thing together; not stores, inputs or outputs."""
    found: dict[str, list[Node]] = {}
    for node in context.data:
        if node.diagram is None or not any(each.key in _SHARED for each in element_type(node).properties):
            continue
        name = node.properties.text("dataObjectRef") or node.key
        found.setdefault(one_line(node.text) or name, []).append(node)
    return found


_SHARED = frozenset({"dataObjectRef", "isCollection"})


def _used(context: Context) -> tuple[set[str], set[str], set[str]]:
    """The keys of the data that are written, read, and joined by a plain line."""
    written = {flow.target for flow in context.data_flows if flow.target is not None}
    read = {flow.source for flow in context.data_flows if flow.source is not None}
    return written, read, set(context.association_ends)


@rule("hint", "policy")
def never_written(_model: Model, context: Context) -> Iterator[Found]:
    written, read, joined = _used(context)
    for nodes in _objects(context).values():
        keys = {node.key for node in nodes}
        if keys & read and not keys & (written | joined):
            yield Found(tuple(sorted(keys)), {"name": called(nodes[0])})


@rule("hint", "policy")
def never_read(_model: Model, context: Context) -> Iterator[Found]:
    written, read, joined = _used(context)
    for nodes in _objects(context).values():
        keys = {node.key for node in nodes}
        if keys & written and not keys & (read | joined):
            yield Found(tuple(sorted(keys)), {"name": called(nodes[0])})


@rule("warning", "style")
def unused_data(_model: Model, context: Context) -> Iterator[Found]:
    written, read, joined = _used(context)
    for node in context.data:
        if (
            node.diagram is not None
            and node.key not in written | read | joined
            and node.key not in context.message_ends
        ):
            if context.model.flows_at(node.key):
                continue
            yield Found((node.key,))


@rule("warning", "style")
def unnamed_data(_model: Model, context: Context) -> Iterator[Found]:
    for node in context.data:
        if node.diagram is not None and not node.text.strip():
            yield Found((node.key,))


ALL = (never_written, never_read, unused_data, unnamed_data)
