"""Own fields in files: values and definitions go along, come back, and stay where nobody knows them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from editing.models import DIAGRAM, blank, row
from hypothesis import given
from hypothesis import strategies as st
from interchange.sameness import differences
from interchange.test_attributes import BY_ANOTHER_TOOL, attributes
from lxml import etree
from requirements import CORPUS, NODE_MODULES, require

from modeller.editing import lanes, pools
from modeller.editing.chains import empty
from modeller.editing.properties import get_property, set_property
from modeller.interchange import model_files
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.own_fields import FIELD_KINDS, MOST, OwnField, encoded, in_order, merged
from modeller.notation.declared import properties_of
from modeller.notation.own_fields import OWN, own_fields

WRITTEN = {
    "text": "服务 <boss> & \"co\" 😀", "long text": "一\n  二", "number": "1,200 kg", "duration": "1.5h",
    "money": "¥12.50",
    "date": "2026年5月1日", "yes or no": "false", "choice": "高 <3", "list": "CRM\n工单 & <系统>", "person": "王芳",
    "link": "https://example.org/a?b=1&c=2",
}  # fmt: skip
KEPT = WRITTEN | {"number": "1200", "duration": "PT1.5H", "money": "12.5 CNY", "date": "2026-05-01"}
HOLDERS = ("process", "step")
FIELDS = tuple(
    OwnField(
        f"k{place}", (("en", kind), ("zh_CN", "“项” <&>")), kind, HOLDERS,
        ("low", "高 <3") if kind == "choice" else (),
        "kg" if kind == "number" else "", position=place,
    )
    for place, kind in enumerate(FIELD_KINDS)
)  # fmt: skip


def filled() -> tuple[Document, str, str]:
    document = blank()
    document.take_fields(FIELDS)
    (task, *_) = row(document, "task", "task")
    process = document.items("bpmn:process")[0].key
    for key in (task, process):
        for field in FIELDS:
            set_property(document, [key], f"modeller:own.{field.key}", WRITTEN[field.kind])
    return document, task, process


def test_values_and_definitions_come_back_from_a_file() -> None:
    document, task, process = filled()
    data = write(document)
    again = read(data)
    assert again.findings == ()
    assert own_fields(again.document) == FIELDS
    assert attributes(again.document) == attributes(document)
    for key in (task, process):
        for field in FIELDS:
            assert get_property(again.document, key, f"modeller:own.{field.key}") == KEPT[field.kind]
    assert write(again.document) == data


HEAD = (
    b'<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:modeller="urn:modeller:bpmn:1.0"'
)
WHOLE = HEAD + b' xmlns:x="urn:x" targetNamespace="urn:test">%s</bpmn:definitions>'
PROCESS = b'<bpmn:process id="P"><bpmn:task id="A"/><bpmn:task id="B"/><bpmn:resourceRole id="R"/></bpmn:process>'
SAID = PROCESS.replace(b"<bpmn:task", b"<bpmn:documentation/><bpmn:task", 1)
COLLABORATION = (
    b'<bpmn:collaboration id="C"><bpmn:documentation/><bpmn:participant id="Pool" processRef="P"/></bpmn:collaboration>'
)
IMPORT = b'<bpmn:import importType="a" location="b" namespace="c"/>'
HOLDERS_OF_FILES = {
    b"P": (PROCESS, SAID, b'<bpmn:message id="M"/>' + PROCESS),
    b"C": (COLLABORATION + PROCESS, PROCESS + COLLABORATION),
    b"M": (b'<bpmn:message id="M"/><bpmn:signal id="S"/>', IMPORT + b'<bpmn:message id="M"/>'),
}


@pytest.mark.parametrize(("holder", "body"), [(key, body) for key, held in HOLDERS_OF_FILES.items() for body in held])
def test_definitions_stand_where_the_schema_has_a_place_for_them(
    holder: bytes, body: bytes, corpus: Path, tmp_path: Path
) -> None:
    document = read(WHOLE % body).document
    document.take_fields(FIELDS)
    data = write(document)
    assert _held_by(data) == [holder.decode()] * len(FIELDS)
    _is_valid(data, tmp_path)
    again = read(data).document
    assert own_fields(again) == FIELDS
    assert write(again) == data
    assert write(Document(read(data).document, FIELDS)) == data


def test_a_drawn_model_with_fields_lanes_and_attributes_is_valid(corpus: Path, tmp_path: Path) -> None:
    document, _, process = filled()
    set_property(document, [process], "documentation", "What it is for")
    _is_valid(write(document), tmp_path)
    pool = pools.make(document, DIAGRAM, 600, 300)
    _is_valid(write(document), tmp_path)
    again = read(write(document)).document
    again.take_fields(FIELDS)
    for model in (document, again):
        lanes.add(model, pool, "below")
        _is_valid(write(model), tmp_path)
    data = write(document)
    assert b"<bpmn:laneSet" in data
    assert set(_held_by(data)) == {item.key for item in document.items("bpmn:collaboration")}
    _is_valid(data, tmp_path)


@pytest.mark.parametrize("body", [b"", IMPORT])
def test_a_file_without_a_root_element_needs_no_definitions(body: bytes, corpus: Path, tmp_path: Path) -> None:
    document = read(WHOLE % body).document
    document.take_fields(FIELDS)
    data = write(document)
    assert b"ownField" not in data
    _is_valid(data, tmp_path)


def test_definitions_at_the_root_of_a_file_are_read_and_written_where_they_belong(corpus: Path, tmp_path: Path) -> None:
    ours = b"".join(b"<modeller:ownField field=%s/>" % quoteattr(encoded(each)).encode() for each in FIELDS)
    odd = b'<modeller:ownField field="[3"/>'
    shell = b"<bpmn:extensionElements>%s</bpmn:extensionElements>"
    opened = read(WHOLE % (shell % (odd + ours) + COLLABORATION + PROCESS))
    assert opened.findings == ()
    assert own_fields(opened.document) == FIELDS
    data = write(opened.document)
    assert _held_by(data) == ["C"] * (len(FIELDS) + 1)
    _is_valid(data, tmp_path)
    assert own_fields(read(data).document) == FIELDS
    assert write(read(data).document) == data
    alone = WHOLE % (shell % ours)
    assert own_fields(read(alone).document) == FIELDS
    assert differences(alone, write(read(alone).document)) == []
    foreign = write(read(WHOLE % (shell % (b"<x:one/>" + ours + b"<x:two/>") + PROCESS)).document)
    assert re.findall(rb"<x:\w+|</bpmn:ext|<bpmn:process", foreign)[:4] == [
        b"<x:one", b"<x:two", b"</bpmn:ext", b"<bpmn:process",
    ]  # fmt: skip


def test_other_extensions_beside_the_definitions_keep_their_order() -> None:
    inner = (
        b'<x:one/>%s<modeller:checks kinds="style"/><!-- two --><x:three a="1"><x:four/></x:three>%s'
        b'<modeller:attribute name="own.k0" value="v"/>'
    )
    body = PROCESS.replace(
        b"<bpmn:task", b"<bpmn:extensionElements>" + inner + b"</bpmn:extensionElements><bpmn:task", 1
    )
    field, other = (b"<modeller:ownField field=%s/>" % quoteattr(encoded(each)).encode() for each in FIELDS[:2])
    data = WHOLE % (body % (field, other))
    document = read(data).document
    assert own_fields(document) == FIELDS[:2]
    assert differences(data, write(document)) == []
    bare = WHOLE % (body % (b"", b""))
    for fields in ((), FIELDS, FIELDS[2:]):
        again = Document(document, fields)
        written = write(again)
        assert own_fields(read(written).document) == in_order(merged(fields, FIELDS[:2]))
        others = re.sub(rb"<modeller:ownField[^>]*/>", b"", written)
        assert others == write(read(bare).document)
        assert others.index(b"<x:one") < others.index(b"<modeller:checks") < others.index(b"<!-- two")
        assert others.index(b"<!-- two") < others.index(b"<x:three") < others.index(b"<modeller:attribute")


def test_definitions_outlast_the_pools_that_brought_them() -> None:
    document = read(WHOLE % (COLLABORATION + PROCESS)).document
    document.take_fields(FIELDS)
    brought = read(write(document)).document
    left = Document(each for each in brought if each.key not in ("C", "Pool"))
    assert own_fields(left) == FIELDS
    assert _held_by(write(left)) == ["P"] * len(FIELDS)


def _held_by(data: bytes) -> list[str]:
    """The ids of what holds the definitions of a file."""
    found = etree.fromstring(data).iter("{urn:modeller:bpmn:1.0}ownField")
    return [each.getparent().getparent().get("id") for each in found]


def _is_valid(data: bytes, folder: Path) -> None:
    path = folder / "written.bpmn"
    path.write_bytes(data)
    check = [sys.executable, str(CORPUS.parent / "checks" / "bpmn_schema.py"), str(path)]
    done = subprocess.run(check, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_another_tool_keeps_values_and_definitions(tmp_path: Path) -> None:
    require("moddle")
    document, _, _ = filled()
    ours, theirs, script = tmp_path / "ours.bpmn", tmp_path / "theirs.bpmn", tmp_path / "run.mjs"
    ours.write_bytes(write(document))
    script.write_text(BY_ANOTHER_TOOL, encoding="utf-8")
    subprocess.run(["node", str(script), str(NODE_MODULES), str(ours), str(theirs)], check=True, capture_output=True)
    again = read(theirs.read_bytes()).document
    assert own_fields(again) == FIELDS
    assert attributes(again) == attributes(document)


def test_the_library_that_a_model_lies_in_says_what_a_field_of_that_key_is() -> None:
    document, _, _ = filled()
    again = read(write(document)).document
    ours = OwnField("k0", (("en", "Ours"),))
    again.take_fields((ours,))
    assert own_fields(again) == (ours, *FIELDS[1:])
    there = read(write(again)).document
    assert {each.key: each for each in own_fields(there)} == {each.key: each for each in (ours, *FIELDS[1:])}


def test_values_of_fields_that_nobody_knows_stay() -> None:
    document, task, _ = filled()
    bare = Document(list(document))
    data = write(bare)
    assert b"ownField" not in data
    again = read(data).document
    assert own_fields(again) == ()
    assert attributes(again) == attributes(document)
    assert get_property(again, task, "modeller:own.k8") == WRITTEN["list"]
    assert differences(data, write(again)) == []


def test_definitions_that_make_no_sense_are_kept_and_passed_over() -> None:
    document, _, _ = filled()
    odd = b'<modeller:ownField field="[3"/><modeller:ownField/><modeller:ownField field="{&quot;key&quot;:1}"/>'
    data = write(document).replace(b"<modeller:ownField", odd + b"<modeller:ownField", 1)
    again = read(data).document
    assert own_fields(again) == FIELDS
    assert differences(data, write(again)) == []


@pytest.mark.parametrize("key", ["", "a b", "1", "x\n", "../x", "\ud800", "a" * 41, "<b"])
def test_what_could_not_be_part_of_a_name_defines_no_field(key: str) -> None:
    assert own_fields(_defined({"key": key, "for": ["step"], "name": {"en": "A"}})) == ()


def test_a_definition_brings_only_what_can_be_shown_and_is_no_longer_than_a_field_may_be() -> None:
    (field,) = own_fields(_defined({
        "key": "k", "kind": "choice", "for": "step", "position": [1], "unit": {"a": 1},
        "name": {"en": "\ud800A\0\nB", "zh_CN": "长" * 5_000, "\ud800": "C"},
        "choices": ["\udfff", "low\n", "x" * 81, 3, *(f"c{number}" for number in range(5_000))],
    }))  # fmt: skip
    assert (field.names, field.holders, field.position, field.unit) == ((("en", "A B"),), (), 0, "")
    assert field.choices[:2] == ("low", "c0")
    assert len(field.choices) == MOST


def test_of_thousands_of_fields_in_a_file_a_form_has_the_first_and_the_file_keeps_all() -> None:
    document = _defined(*({"key": f"k{number}", "for": ["step"]} for number in range(3_000)))
    (task,) = row(document, "task")
    record = document.get(task)
    assert record is not None
    own = [each for each in properties_of(record, document) if each.key.startswith(OWN)]
    assert len(own_fields(document)) == len(own) == MOST
    assert write(document).count(b"<modeller:ownField") == 3_000


def _defined(*held: object) -> Document:
    """A model whose file brings these definitions."""
    document = blank()
    document.take_fields((OwnField("mark", (("en", "Mark"),)),))
    found = "".join(f"<modeller:ownField field={quoteattr(json.dumps(each))}/>" for each in held)
    data = write(document).decode("utf-8")
    return read(re.sub("<modeller:ownField[^>]*/>", lambda _: found, data).encode("utf-8")).document


def test_a_value_chain_brings_them_along_too() -> None:
    chain = empty()
    chain.take_fields(FIELDS)
    again = model_files.read(model_files.write(chain), "x.mchain").document
    assert own_fields(again) == FIELDS


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)


@given(st.lists(TEXT, min_size=1, max_size=3), st.sampled_from(["text", "long text", "list", "person"]))
def test_any_text_comes_back_as_it_was_typed(lines: list[str], kind: str) -> None:
    document = blank()
    document.take_fields(FIELDS)
    (task, *_) = row(document, "task")
    key = next(each.key for each in FIELDS if each.kind == kind)
    text = "\n".join(lines) if kind in {"list", "long text"} else lines[0]
    set_property(document, [task], f"modeller:own.{key}", text)
    again = read(write(document)).document
    assert attributes(again) == attributes(document)
    assert get_property(again, task, f"modeller:own.{key}") == get_property(document, task, f"modeller:own.{key}")
