"""A published page as a reader's program takes it apart."""

import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser

from modeller.drawing.glyphs import writable

_VOID = {"img", "meta", "input"}


def plain(text: str) -> str:
    """A text as extraction from any format is compared: NFC, without white space."""
    return "".join(unicodedata.normalize("NFC", writable(text)).split())


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    inner: list["Element | str"] = field(default_factory=list)

    def all(self, tag: str = "") -> list["Element"]:
        found = [self] if tag in ("", self.tag) else []
        for each in self.inner:
            if isinstance(each, Element):
                found += each.all(tag)
        return found

    def text(self) -> str:
        return "".join(each if isinstance(each, str) else each.text() for each in self.inner)

    def of_class(self, name: str) -> list["Element"]:
        return [each for each in self.all() if name in (each.attributes.get("class") or "").split()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]
        self.oddities: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, dict(attrs))
        assert len(made.attributes) == len(attrs), f"an attribute of {tag} stands twice"
        self.open[-1].inner.append(made)
        if tag not in _VOID:
            self.open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inner.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"{tag} ends what it did not begin"

    def handle_data(self, data: str) -> None:
        self.open[-1].inner.append(data)

    def handle_comment(self, data: str) -> None:
        self.oddities.append(data)

    def unknown_decl(self, data: str) -> None:
        self.oddities.append(data)

    def handle_pi(self, data: str) -> None:
        self.oddities.append(data)


def read(data: bytes) -> Element:
    """The page; no element is left open, nothing stands in it but elements and text."""
    reader = _Reader()
    reader.feed(data.decode("utf-8"))
    reader.close()
    assert len(reader.open) == 1
    assert not reader.oddities
    return reader.open[0]
