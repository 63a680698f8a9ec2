"""Keys and places in the order of things for what is new."""

import random
import string

from modeller.model.reading import Model
from modeller.model.records import Node, Record

_LETTERS = string.digits + string.ascii_lowercase
_random = random.SystemRandom()

_STEMS = (("Event", "Event"), ("Gateway", "Gateway"), ("Flow", "Flow"), ("ask", "Activity"), ("ctivity", "Activity"))


def new_key(model: Model, type: str) -> str:
    """A key, and id for the file, that nothing in the model has: ``Activity_0k3x9qa``.

    Random, so that two people who add to copies of one model do not meet.
    """
    name = type.rpartition(":")[2]
    stem = next((stem for ending, stem in _STEMS if name.endswith(ending)), name[:1].upper() + name[1:])
    while True:
        key = f"{stem}_{''.join(_random.choice(_LETTERS) for _ in range(7))}"
        if key not in model and not model.by_id(key):
            return key


def top(model: Model, diagram: str) -> float:
    """The ``di:order`` for one more drawing: above all others."""
    depths = [record.properties.get("di:order", 0.0) for record in model.on(diagram)]
    return max([float(value) for value in depths if isinstance(value, int | float)], default=-1.0) + 1


def depth(record: Record) -> float:
    """A drawing's ``di:order``."""
    value = record.properties.get("di:order", 0.0)
    return float(value) if isinstance(value, int | float) else 0.0


def ident(node: Node) -> str:
    """How the file names the node: its id, its key where it has none."""
    return node.properties.text("id", node.key)
