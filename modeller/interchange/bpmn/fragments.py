"""XML elements as fragments: data that keeps what stands in a file, whatever it means."""

from collections.abc import Callable

from lxml import etree

from modeller.model.records import COMMENT, INSTRUCTION, Fragment

attributes: Callable[[etree._Element], list[tuple[str, str]]] = etree._Element.items  # type: ignore[assignment]
"""An element's attributes in file order, always as text."""


def fragment(
    element: etree._Element, order: float, nested: bool, ids: set[str] | None = None, inner: bool = False
) -> Fragment:
    """The element and all below it, white space inside it included: it may be text of a document.

    `nested`: the file declares namespaces below its root, so look for them. Ids that stand in it are added to `ids`.
    `inner`: it stands inside another fragment, so what follows it is kept even where it is only white space.
    """
    tag = element.tag
    tail = element.tail or "" if inner else kept(element.tail)
    if isinstance(element, etree._ProcessingInstruction):
        text = " ".join(str(part) for part in (element.target, element.text) if part)
        return Fragment(INSTRUCTION, (), text, (), tail, order)
    if isinstance(element, etree._Comment):
        return Fragment(COMMENT, (), element.text or "", (), tail, order)
    if ids is not None:
        ident = element.get("id")
        if ident:
            ids.add(ident)
    children = tuple(fragment(child, place, nested, ids, True) for place, child in enumerate(element))
    text = element.text or ""
    return Fragment(tag, tuple(attributes(element)), text, children, tail, order, declared(element) if nested else ())


def kept(text: str | None) -> str:
    """Text between elements, where it is more than white space."""
    return text if text and text.strip() else ""


def declared(element: etree._Element) -> tuple[tuple[str, str], ...]:
    """The namespace prefixes that an element declares itself ("" is the default one)."""
    mine = element.nsmap
    above = element.getparent()
    if above is None:
        return tuple((prefix or "", uri) for prefix, uri in mine.items())
    outer = above.nsmap
    if mine == outer:
        return ()
    found = [(prefix or "", uri) for prefix, uri in mine.items() if outer.get(prefix) != uri]
    if None in outer and None not in mine:
        found.append(("", ""))
    return tuple(found)
