"""Faults put into real files: what other tools, hands and accidents do to a BPMN file that still is XML."""

import random

from lxml import etree

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DC = "http://www.omg.org/spec/DD/20100524/DC"


def mutated(data: bytes, seed: int, times: int = 3) -> bytes:
    """The file with `times` random faults; the same for the same seed."""
    rng = random.Random(seed)
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    for _ in range(times):
        elements = [element for element in root.iter() if isinstance(element.tag, str)]
        element = rng.choice(elements)
        rng.choice(_FAULTS)(element, rng)
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding=rng.choice(["UTF-8", "UTF-16", "GB18030"]))


def _drop_attribute(element: etree._Element, rng: random.Random) -> None:
    if element.attrib:
        del element.attrib[rng.choice(list(element.attrib))]


def _odd_attribute(element: etree._Element, rng: random.Random) -> None:
    if element.attrib:
        name = rng.choice(list(element.attrib))
        element.set(
            name, rng.choice(["", "NaN", "1e999", " -7 ", "x:y", "甲\n乙", "<&>\"'", "0", "-0.0", "1e-7", "12.50"])
        )


def _foreign_attribute(element: etree._Element, rng: random.Random) -> None:
    element.set(rng.choice(["{urn:else}mark", "colour", "{http://www.w3.org/XML/1998/namespace}lang"]), "甲 & b")


def _drop(element: etree._Element, rng: random.Random) -> None:
    parent = element.getparent()
    if parent is not None and parent.getparent() is not None:
        parent.remove(element)


def _double(element: etree._Element, rng: random.Random) -> None:
    parent = element.getparent()
    if parent is not None and parent.getparent() is not None:
        parent.insert(rng.randrange(len(parent) + 1), etree.fromstring(etree.tostring(element, with_tail=False)))


def _rename(element: etree._Element, rng: random.Random) -> None:
    if element.getparent() is not None:
        name = rng.choice(["task", "subProcess", "lane", "fooTask", "documentation", "textAnnotation", "sequenceFlow"])
        element.tag = f"{{{rng.choice([MODEL, 'urn:else'])}}}{name}"


def _move(element: etree._Element, rng: random.Random) -> None:
    parent = element.getparent()
    if parent is None:
        return
    places = [place for place in element.getroottree().getroot().iter() if isinstance(place.tag, str)]
    place = rng.choice(places)
    if element not in place.iterancestors() and place is not element:
        place.insert(rng.randrange(len(place) + 1), element)


def _comment(element: etree._Element, rng: random.Random) -> None:
    place = rng.randrange(len(element) + 1)
    element.insert(place, rng.choice([etree.Comment(" 旁注 & <b> "), etree.ProcessingInstruction("tool", 'a="1"')]))


def _foreign_child(element: etree._Element, rng: random.Random) -> None:
    child = etree.fromstring(
        rng.choice(
            [
                '<v:a xmlns:v="urn:else" v:b="1"><c> text <d/> tail </c></v:a>',
                '<a xmlns="urn:own"><b xmlns="">x:y</b></a>',
                f'<q:Bounds xmlns:q="{DC}" x="1" y="2" width="3" height="4" z="5"/>',
                f'<bpmn:outgoing xmlns:bpmn="{MODEL}">Nowhere</bpmn:outgoing>',
                f'<m:extensionElements xmlns:m="{MODEL}"><k xmlns="urn:k" id="k1"/></m:extensionElements>',
            ]
        )
    )
    element.insert(rng.randrange(len(element) + 1), child)


def _text(element: etree._Element, rng: random.Random) -> None:
    if rng.random() < 0.5 or element.getparent() is None:
        element.text = "  lost text 甲 "
    else:
        element.tail = " lost tail "


def _swap_ids(element: etree._Element, rng: random.Random) -> None:
    with_ids = [other for other in element.getroottree().getroot().iter("{*}*") if other.get("id")]
    if len(with_ids) > 1:
        one, two = rng.sample(with_ids, 2)
        one.set("id", two.get("id", ""))


def _scramble_order(element: etree._Element, rng: random.Random) -> None:
    children = list(element)
    rng.shuffle(children)
    element[:] = children


_FAULTS = [
    _drop_attribute,
    _odd_attribute,
    _foreign_attribute,
    _drop,
    _double,
    _rename,
    _move,
    _comment,
    _foreign_child,
    _text,
    _swap_ids,
    _scramble_order,
]
