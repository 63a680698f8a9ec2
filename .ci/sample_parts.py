"""The lines of a description in .ci/samples: each says all once, with `|` between the English and the Chinese words."""

import re
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Part:
    """A line of a description with the attribute lines below it."""

    kind: str
    words: list[str]
    names: tuple[str, str]
    attributes: list[tuple[str, tuple[str, str]]] = field(default_factory=list)


def described(path: Path) -> list[Part]:
    """The parts of a description, in order. A line that begins with blanks says more of the part above it."""
    parts: list[Part] = []
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        head, _, rest = line.strip().partition(": ")
        if line.startswith(" "):
            parts[-1].attributes.append((head, in_both(rest)))
        else:
            kind, *words = head.split()
            parts.append(Part(kind, words, in_both(rest)))
    return parts


def in_both(text: str) -> tuple[str, str]:
    english, _, chinese = re.sub(" *~ *", "\t", text).partition("|")
    return english.strip(" "), (chinese or english).strip(" ")
