"""Elements of an HTML page: what is text arrives as text, and no link leads out of the page."""

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Final

from modeller.drawing.glyphs import writable


class Markup(str):
    """Finished HTML; any other string is text."""

    __slots__ = ()


NOTHING: Final = Markup("")
_VOID: Final = frozenset({"input", "meta"})


def element(name: str, *inner: str, **attributes: str | bool) -> Markup:
    """An element. A trailing ``_`` of an attribute's name is left out, another is a hyphen; False leaves it out.

    Raises ValueError for a link that leads out of the page.
    """
    said = []
    for key, value in attributes.items():
        if value is False:
            continue
        if key in {"href", "src", "action"} and not str(value).startswith("#"):
            raise ValueError(f"{key} leads out of the page")
        known = key.rstrip("_").replace("_", "-")
        said.append(f" {known}" if value is True else f' {known}="{escape(writable(str(value)))}"')
    begin = f"<{name}{''.join(said)}>"
    return Markup(begin if name in _VOID else f"{begin}{joined(*inner)}</{name}>")


def picture(data: bytes, alternative: str) -> Markup:
    """A PNG or JPEG that lies in the page itself."""
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    held = b64encode(data).decode("ascii")
    return Markup(f'<img alt="{escape(writable(alternative))}" src="data:image/{kind};base64,{held}">')


def joined(*parts: str) -> Markup:
    """Parts one behind the other."""
    return Markup("".join(part if isinstance(part, Markup) else text(part) for part in parts))


def text(words: str) -> Markup:
    """A text as it is."""
    return Markup(escape(writable(words), quote=False))


def anchor(kind: str, *parts: str) -> str:
    """The id of a place in the page, the same for the same place in each edition. `parts` are any text."""
    held = "\0".join(parts).encode("utf-8", "surrogatepass")
    return f"{kind}-{sha256(held).hexdigest()[:14]}"
