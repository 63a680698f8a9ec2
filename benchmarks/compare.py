"""How long comparing two models and merging three take: `python -m benchmarks.compare`."""

import random
import time
from collections.abc import Callable
from dataclasses import replace

from benchmarks.models import generate
from modeller.editing.merge import merge3
from modeller.model.compare import compare
from modeller.model.reading import Model
from modeller.model.records import Node, Record
from modeller.model.references import map_ids
from modeller.model.translated import renamed

SIZES = (1000, 5000)
ROUNDS = 3


def edited(model: Model, seed: int, part: float = 0.05) -> Model:
    """The model with some of its steps renamed, and some moved."""
    dice = random.Random(seed)

    def changed(record: Record) -> Record:
        if not isinstance(record, Node) or record.bounds is None or dice.random() > part:
            return record
        if dice.random() < 0.5:
            return replace(record, bounds=record.bounds.moved(10, 10))
        return replace(record, text=f"{record.text} {dice.randint(1, 99)}".strip())

    return Model(changed(record) for record in model)


def remade(model: Model, seed: int) -> Model:
    """The model as another tool writes it: all ids new."""
    dice = random.Random(seed)
    keys = {record.key: f"id{dice.getrandbits(48):012x}" for record in model}

    def changed(record: Record) -> Record:
        made = map_ids(record, lambda ident: keys.get(ident, ident))
        made = replace(made, properties=made.properties.changed({"id": keys[record.key]}))
        return renamed(made, keys.__getitem__)

    return Model(changed(record) for record in model)


def best(deed: Callable[[], object]) -> float:
    """The shortest of some rounds, in milliseconds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000


def main() -> None:
    for size in SIZES:
        model = generate(size).snapshot()
        mine, theirs = edited(model, 1), edited(model, 2)
        other = remade(theirs, 3)
        for name, deed in (
            ("compare, ids kept", lambda mine=mine, model=model: compare(model, mine)),
            ("compare, all ids new", lambda other=other, model=model: compare(model, other)),
            ("merge three", lambda theirs=theirs, mine=mine, model=model: merge3(model, mine, theirs)),
        ):
            print(f"{size:6} nodes  {name:24} {best(deed):8.0f} ms")


if __name__ == "__main__":
    main()
