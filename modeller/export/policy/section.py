"""Section: one part of a policy document, as the catalogue lists it and the dialog offers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from modeller.export.policy.blocks import Block
from modeller.export.policy.context import Context


@dataclass(frozen=True, slots=True)
class Section:
    """`build` gives its blocks, none where the model says nothing for it; a heading of level 1 first.

    `label` is a key of the catalogue of words. What is `front` stands before the contents, without numbers.
    """

    key: str
    label: str
    build: Callable[[Context], Iterable[Block]]
    front: bool = False
