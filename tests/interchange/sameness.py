"""Say the same: are two BPMN files the same but for what means nothing (order of attributes, prefixes, white space)?

Independent of the program: it walks both trees with lxml. An element is told by its id, or by its parent, name and
place among its namesakes. What counts: every attribute, text, tail, comment and instruction to the letter, numbers of
geometry by value, qualified names by their namespace, the order of way points, lanes and foreign elements.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DRAWING = ("http://www.omg.org/spec/DD/20100524/DI", "http://www.omg.org/spec/DD/20100524/DC")
REFERENCE_TAGS = ("incoming", "outgoing")

Fact = tuple[str, ...]


def facts(data: bytes) -> Counter[Fact]:
    """All that a file says, each with how often it says so."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    found: Counter[Fact] = Counter()
    for beside in (*root.itersiblings(preceding=True), *root.itersiblings()):
        found["beside the root", str(beside)] += 1
    found.update(_facts(root, "root"))
    return found


def differences(before: bytes, after: bytes) -> list[Fact]:
    """What only one of the two says; empty where both say the same."""
    one, two = facts(before), facts(after)
    return [("lost", *fact) for fact in (one - two).elements()] + [("added", *fact) for fact in (two - one).elements()]


def _facts(element: etree._Element, parent: str) -> Iterator[Fact]:
    ident = element.get("id")
    here = f"id {ident}" if ident else parent
    yield "element", here, str(element.tag), parent
    for name, value in element.attrib.items():
        yield "attribute", here, str(name), _value(element, str(name), str(value))
    if element.text and element.text.strip():
        yield "text", here, str(element.tag), _text(element)
    places: Counter[str] = Counter()
    ordered: dict[str, list[str]] = {}
    for child in element:
        if child.tail and child.tail.strip():
            yield "tail", here, child.tail
        if not isinstance(child.tag, str):
            yield "beside", here, str(child)
            continue
        name = etree.QName(child)
        plain_reference = _is_reference(child)
        if not child.get("id") and not plain_reference:
            places[child.tag] += 1
        if name.localname in ("waypoint", "lane", "participant") or name.namespace != BPMN:
            ordered.setdefault(child.tag, []).append(child.get("id") or f"{places[child.tag]}")
        yield from _facts(
            child, f"{here}/{child.tag}" if plain_reference else f"{here}/{child.tag}[{places[child.tag]}]"
        )
    for tag, marks in ordered.items():
        if "BPMNShape" not in tag and "BPMNEdge" not in tag:
            yield "order", here, tag, *marks


def _is_reference(element: etree._Element) -> bool:
    name = etree.QName(element)
    named = name.localname.endswith(("Ref", "Refs")) or name.localname in REFERENCE_TAGS
    return name.namespace == BPMN and named and not len(element) and not element.attrib


def _text(element: etree._Element) -> str:
    text = str(element.text)
    return _qualified(element, text.strip()) if _is_reference(element) else text


def _value(element: etree._Element, name: str, value: str) -> str:
    if etree.QName(element).namespace in DRAWING and name in ("x", "y", "width", "height"):
        try:
            return repr(float(value))
        except ValueError:
            return value
    return _qualified(element, value)


def _qualified(element: etree._Element, value: str) -> str:
    prefix, colon, local = value.partition(":")
    uri = element.nsmap.get(prefix)
    return f"{{{uri}}}{local}" if colon and uri and local and " " not in local else value
