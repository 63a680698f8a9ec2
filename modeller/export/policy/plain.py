"""Records of a document as data whose JSON, and so whose hash, is the same on every machine and in every release."""

from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any, Final

_LATER: Final = ("serif", "narrow", "names", "recipe")
"""Fields that came after the first documents: where they say nothing the hash is what it was without them."""


def plain(value: Any) -> Any:
    """A record as such data: see _LATER."""
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        later = [[name, held.pop(name)] for name in _LATER if held.get(name)]
        return [type(value).__name__, *(plain(each) for name, each in held.items() if name not in _LATER), *later]
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    return value
