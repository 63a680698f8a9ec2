"""A model as another tool writes it: the same, with every id and key new."""

import random
from dataclasses import replace

from modeller.model.reading import Model
from modeller.model.records import Record
from modeller.model.references import map_ids
from modeller.model.translated import renamed


def remade(model: Model, seed: int = 1) -> Model:
    """All elements under new ids; one that had no id, or one that another had too, keeps it so."""
    dice = random.Random(seed)
    keys = {record.key: f"x{dice.getrandbits(40):010x}" for record in model}
    idents: dict[str, str] = {}
    for record in model:
        ident = record.properties.text("id")
        if ident:
            idents.setdefault(ident, keys[record.key])

    def made(record: Record) -> Record:
        named = map_ids(record, lambda ident: idents.get(ident, ident))
        ident = record.properties.text("id")
        if ident:
            named = replace(named, properties=named.properties.changed({"id": idents[ident]}))
        return renamed(named, lambda key: keys.get(key, key))

    return Model(made(record) for record in model)
