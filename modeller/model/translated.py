"""Records of one model in the keys and ids of another, so that the two can be laid over each other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from modeller.model.reading import Model
from modeller.model.records import Flow, Item, Node, Properties, Record
from modeller.model.references import map_ids


class Translation:
    """From `model` into the keys of `home`: `keys` says which of its records stand for which there.

    What has no counterpart keeps key and id, or gets fresh ones where `home` has something else under them. The
    counterparts keep their own ids where `own_ids` says so, else they take those of `home`.
    """

    def __init__(self, model: Model, home: Model, keys: Mapping[str, str], own_ids: bool = False) -> None:
        self._model = model
        taken = set(home.records) | {record.properties.text("id") for record in home}
        self.keys: dict[str, str] = {}
        self.idents: dict[str, str] = {}
        for record in model:
            ident = record.properties.text("id")
            there = keys.get(record.key)
            if there is not None:
                self.keys[record.key] = there
                counterpart = home[there].properties.text("id")
                if not own_ids and ident and counterpart and counterpart != ident:
                    self.idents.setdefault(ident, counterpart)
            else:
                fresh = record.key if record.key not in taken else _free(record.key, taken)
                taken.add(fresh)
                self.keys[record.key] = fresh
                if ident and ident != fresh and ident in taken:
                    self.idents.setdefault(ident, fresh)
        self._same = not self.idents and all(key == value for key, value in self.keys.items())

    @property
    def same(self) -> bool:
        """Whether nothing has another name there."""
        return self._same

    def __call__(self, record: Record) -> Record:
        """The record under its key there, all that it names under theirs."""
        if self._same:
            return record
        ident = record.properties.text("id")
        made = map_ids(record, lambda name: self.idents.get(name, name)) if self.idents else record
        if ident in self.idents:
            made = replace(made, properties=made.properties.changed({"id": self.idents[ident]}))
        return renamed(made, lambda key: self.keys.get(key, key))

    def all(self) -> Iterator[Record]:
        """All records of the model, translated, in its order."""
        return (self(record) for record in self._model)


def renamed(record: Record, key_of: Callable[[str], str]) -> Record:
    """The record with its own key, and all keys that it names, mapped."""
    key, scope = key_of(record.key), None if record.scope is None else key_of(record.scope)
    properties = _properties(record.properties, key_of)
    if isinstance(record, Node):
        return replace(
            record, key=key, scope=scope, properties=properties,
            diagram=_mapped(record.diagram, key_of), host=_mapped(record.host, key_of),
            lanes=tuple(key_of(lane) for lane in record.lanes),
        )  # fmt: skip
    if isinstance(record, Flow):
        return replace(
            record, key=key, scope=scope, properties=properties, diagram=_mapped(record.diagram, key_of),
            source=_mapped(record.source, key_of), target=_mapped(record.target, key_of),
        )  # fmt: skip
    if isinstance(record, Item) and record.type.startswith("bpmndi:") and "element" in properties:
        properties = properties.changed({"element": key_of(properties.text("element"))})
    return replace(record, key=key, scope=scope, properties=properties)


def _mapped(key: str | None, key_of: Callable[[str], str]) -> str | None:
    return None if key is None else key_of(key)


def _properties(properties: Properties, key_of: Callable[[str], str]) -> Properties:
    changed = {
        name: tuple(key_of(str(key)) for key in value)
        for name, value in properties.items()
        if name.startswith("#unlisted ") and isinstance(value, tuple)
    }
    return properties.changed(changed) if changed else properties


def named_keys(record: Record) -> Iterator[tuple[str, str]]:
    """Each key that a record names, with the field that names it; not those of how its file was written."""
    if record.scope is not None:
        yield "scope", record.scope
    if isinstance(record, Flow):
        for name, key in (("source", record.source), ("target", record.target)):
            if key is not None:
                yield name, key
    if isinstance(record, Node):
        if record.host is not None:
            yield "host", record.host
        for lane in record.lanes:
            yield "lanes", lane


def _free(key: str, taken: set[str]) -> str:
    number = 2
    while f"{key}_{number}" in taken:
        number += 1
    return f"{key}_{number}"
