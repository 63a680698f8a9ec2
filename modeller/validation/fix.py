"""The verbs that mend what rules find, by name; a fix is applied as one ordinary step."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from modeller.editing import append, bend, delete, gateways, links, membership, move, pardons, properties, replace, text
from modeller.editing.refused import Refused
from modeller.editing.resize import resize
from modeller.editing.step import step
from modeller.language import message
from modeller.model.document import Document
from modeller.model.entries import Fix
from modeller.model.records import Bounds
from modeller.notation.catalogue import ELEMENTS, element_type
from modeller.notation.element import Role


def fix(name: str, verb: str, *arguments: object, **words: object) -> Fix:
    """A fix whose words are ``rules.fix.<name>``."""
    return Fix(message(f"rules.fix.{name}", **words), verb, arguments)


def apply(document: Document, made: Fix) -> None:
    """Mend: one undoable step. Raises Refused where the model has changed so that it cannot be done any more."""
    if made.verb not in VERBS:
        raise Refused(message("editing.refused.property"))
    for key in _keys(made.arguments):
        if key not in document:
            raise Refused(message("rules.fix.gone"))
    with step(document, made.label):
        VERBS[made.verb](document, *made.arguments)


def _keys(arguments: tuple[object, ...]) -> list[str]:
    first = arguments[0] if arguments else ()
    return [first] if isinstance(first, str) else [key for key in first if isinstance(key, str)]  # type: ignore[attr-defined]


def _delete(document: Document, keys: tuple[str, ...]) -> None:
    delete.delete(document, keys)


def _become(document: Document, key: str, role: str) -> None:
    """Make a gateway or event of another role of it, with no trigger where it is an event."""
    replace.replace(document, key, _kind(role), {"trigger": ""} if Role(role) in {Role.START, Role.END} else None)


def _gather(document: Document, key: str, role: str) -> None:
    gateways.gather(document, key, _kind(role))


def _part(document: Document, key: str, role: str, flows: tuple[str, ...]) -> None:
    gateways.part(document, key, _kind(role), flows)


def _kind(role: str) -> str:
    return next(each.key for each in ELEMENTS if each.role is Role(role))


def _without_trigger(document: Document, key: str) -> None:
    node = document.node(key)
    if node is not None:
        replace.replace(document, key, node.type, {"trigger": ""})


def _end_here(document: Document, key: str) -> None:
    append.append(document, key, _kind(Role.END.value))


def _settle(document: Document, keys: tuple[str, ...]) -> None:
    with step(document, message("editing.property")) as edit:
        membership.settle(document, edit, keys)


def _move(document: Document, key: str, dx: float, dy: float) -> None:
    move.move(document, [key], dx, dy)


def _standard_size(document: Document, key: str) -> None:
    node = document.node(key)
    if node is not None and node.bounds is not None:
        (x, y), (width, height) = node.bounds.centre, element_type(node).size
        resize(document, key, Bounds(x - width / 2, y - height / 2, width, height))


def _set(document: Document, key: str, name: str, value: str) -> None:
    properties.set_property(document, [key], name, value)


VERBS: Final[Mapping[str, Callable[..., Any]]] = {
    "delete": _delete,
    "become": _become,
    "without_trigger": _without_trigger,
    "end_here": _end_here,
    "gather": _gather,
    "part": _part,
    "settle": _settle,
    "move": _move,
    "standard_size": _standard_size,
    "set": _set,
    "rename": text.rename,
    "lay_anew": bend.lay_anew,
    "pardon": pardons.pardon,
    "unlink": links.unlink,
}
