"""XML as text: start and end tags, escapes, indentation, and prefixes for namespaces.

Written by hand because a file keeps the prefixes and nested declarations that it came with, names in attribute
values use them, and one pass over strings is several times faster than building a tree.
"""

import re
from collections.abc import Iterable, Sequence

from modeller.interchange.bpmn.names import PREFIXES, XML
from modeller.model.records import COMMENT, INSTRUCTION, Fragment

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_TEXT = re.compile(f"[&<>\r{_CONTROLS}]")
_TEXT_CODES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = re.compile(f'[&<>"\n\t\r{_CONTROLS}]')
_ATTRIBUTE_CODES = {**_TEXT_CODES, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_REPLACEMENT = "\ufffd"

_KNOWN = {uri: prefix for prefix, uri in PREFIXES.items()}


def escaped(text: str) -> str:
    """Text for between tags. What XML cannot hold (control characters) becomes U+FFFD."""
    return _TEXT.sub(lambda found: _TEXT_CODES.get(found[0], _REPLACEMENT), text) if _TEXT.search(text) else text


def quoted(text: str) -> str:
    """Text for an attribute, without the quotes. Line breaks are kept as references."""
    if not _ATTRIBUTE.search(text):
        return text
    return _ATTRIBUTE.sub(lambda found: _ATTRIBUTE_CODES.get(found[0], _REPLACEMENT), text)


class _Scope:
    """The prefixes in force at a place of the file, and the names already put together there."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes = prefixes
        self.tags: dict[str, str] = {}
        self.attributes: dict[str, str] = {}


class Markup:
    """Collects the text of one file."""

    def __init__(self, namespaces: Iterable[tuple[str, str]]) -> None:
        self._scope = _Scope(dict(namespaces))
        self._root = self._scope
        self._added: dict[str, str] = {}
        self._outer: list[_Scope] = []
        self._inline = 0
        self.depth = 0
        """How deep what comes next is indented."""
        self.parts: list[str] = []

    @property
    def added(self) -> tuple[tuple[str, str], ...]:
        """The namespaces that turned out to be needed and that the root must declare as well."""
        return tuple(self._added.items())

    # -- names ---------------------------------------------------------------------------------------------------

    def tag(self, tag: str) -> str:
        """A tag as it is written here."""
        found = self._scope.tags.get(tag)
        if found is None:
            found = self._scope.tags[tag] = self._name(tag, default=True)
        return found

    def attribute(self, name: str) -> str:
        """An attribute's name as it is written here."""
        if name[0] != "{":
            return name
        found = self._scope.attributes.get(name)
        if found is None:
            found = self._scope.attributes[name] = self._name(name, default=False)
        return found

    def _name(self, name: str, default: bool) -> str:
        uri, _, local = name[1:].rpartition("}") if name.startswith("{") else ("", "", name)
        if uri == XML:
            return f"xml:{local}"
        if not uri:
            return local
        for prefix, bound in self._scope.prefixes.items():
            if bound == uri and (prefix or default):
                return f"{prefix}:{local}" if prefix else local
        for prefix, bound in self._added.items():
            if bound == uri and prefix not in self._scope.prefixes:
                return f"{prefix}:{local}"
        prefix = wish = _KNOWN.get(uri, "ns")
        number = 1
        while prefix in self._scope.prefixes or prefix in self._root.prefixes or prefix in self._added:
            prefix = f"{wish}{number}"
            number += 1
        self._added[prefix] = uri
        return f"{prefix}:{local}"

    def enter(self, namespaces: Sequence[tuple[str, str]]) -> None:
        """From here on these declarations are in force as well."""
        self._outer.append(self._scope)
        self._scope = _Scope({**self._scope.prefixes, **dict(namespaces)})

    def leave(self) -> None:
        self._scope = self._outer.pop()

    # -- writing -------------------------------------------------------------------------------------------------

    def start(
        self,
        tag: str,
        attributes: Iterable[tuple[str, str]],
        namespaces: Sequence[tuple[str, str]] = (),
        empty: bool = False,
    ) -> None:
        """A start tag, or an empty element. Not `empty`: `end` must follow."""
        if namespaces:
            self.enter(namespaces)
        text = f"{self._break()}<{self.tag(tag)}"
        for prefix, uri in namespaces:
            text += f' xmlns:{prefix}="{quoted(uri)}"' if prefix else f' xmlns="{quoted(uri)}"'
        for name, value in attributes:
            written = name if name[0] != "{" else self.attribute(name)
            text += f' {written}="{quoted(value)}"'
        if empty:
            self.parts.append(text + "/>")
            if namespaces:
                self.leave()
        else:
            self.parts.append(text + ">")
            self.depth += 1

    def numbers(self, tag: str, attributes: Iterable[tuple[str, str]]) -> None:
        """An empty element whose attributes are plain numbers: nothing to escape."""
        text = "".join([f' {name}="{value}"' for name, value in attributes])
        self.parts.append(f"{self._break()}<{self.tag(tag)}{text}/>")

    def end(self, tag: str, namespaces: Sequence[tuple[str, str]] = (), broken: bool = True) -> None:
        """The end tag, on a line of its own where `broken`."""
        self.depth -= 1
        self.parts.append(f"{self._break() if broken else ''}</{self.tag(tag)}>")
        if namespaces:
            self.leave()

    def simple(self, tag: str, text: str) -> None:
        """An element that holds nothing but text."""
        name = self.tag(tag)
        self.parts.append(f"{self._break()}<{name}>{escaped(text)}</{name}>")

    def text(self, text: str) -> None:
        """Text as it stands between tags."""
        self.parts.append(escaped(text))

    def hold_lines(self, hold: bool = True) -> None:
        """Until released, add no line breaks: they would change a text that is mixed with elements."""
        self._inline += hold

    def release_lines(self, held: bool = True) -> None:
        self._inline -= held

    def _break(self) -> str:
        return "" if self._inline else "\n" + "  " * self.depth

    def fragment(self, piece: Fragment) -> None:
        """A fragment and all below it, to the letter."""
        if piece.tag == COMMENT:
            self.parts.append(f"{self._break()}<!--{piece.text}-->{escaped(piece.tail)}")
            return
        if piece.tag == INSTRUCTION:
            self.parts.append(f"{self._break()}<?{piece.text}?>{escaped(piece.tail)}")
            return
        empty = not piece.children and not piece.text
        self.start(piece.tag, piece.attributes, piece.namespaces, empty)
        if not empty:
            self.hold_lines()  # it has its own line breaks
            self.text(piece.text)
            for child in piece.children:
                self.fragment(child)
            self.release_lines()
            self.end(piece.tag, piece.namespaces, broken=False)
        if piece.tail:
            self.text(piece.tail)
