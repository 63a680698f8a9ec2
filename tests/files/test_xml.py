"""The XML door: what is refused, what it says, and what it never does."""

import gzip
import time
import tracemalloc
from pathlib import Path

import pytest
from corpus_files import corpus_file, corpus_parameters
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from modeller.files.problem import Problem
from modeller.files.xml import parse

GBK = '<?xml version="1.0" encoding="{}"?><a name="订单审核"/>'

REFUSED = {
    "doctype": (b"<!DOCTYPE a><a/>", "DOCTYPE"),
    "doctype after comments": (
        b"<?xml version='1.0'?>\n<!-- > --><?pi <a ?>\n<!DOCTYPE a [<!ENTITY x 'y'>]><a/>",
        "DOCTYPE",
    ),
    "doctype in utf-16": ("<!DOCTYPE a><a/>".encode("utf-16"), "DOCTYPE"),
    "doctype with entities in utf-16": (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;&y;</a>'.encode("utf-16"),
        "DOCTYPE",
    ),
    "empty": (b"", "is empty"),
    "white space": (b" \n\t", "is empty"),
    "byte order mark": (b"\xef\xbb\xbf", "zero bytes|is empty|not an XML"),
    "zeros": (b"\0" * 4096, "zero bytes"),
    "zero inside": (b"<a>\n\0</a>", "line 2: there is a zero byte"),
    "gzip": (gzip.compress(b"<a/>"), "compressed"),
    "library": (b"SQLite format 3\0\x10", "library or another database"),
    "pdf": (b"%PDF-1.4\n", "is a PDF file"),
    "zip": (b"PK\x03\x04rest", "compressed"),
    "text": (b"hello", "line 1: this is not an XML file"),
    "json": (b'{"a": 1}', "not an XML file"),
    "cut off": (b"<a>\n<b>", "line 2: the file breaks off"),
    "crossed": (b"<a><b></a></b>", "do not match"),
    "after the end": (b"<a/><b/>", "after the end"),
    "control character": (b"<a>\x01</a>", "control character"),
    "ampersand": (b"<a>you & me</a>", "&amp;"),
    "unknown entity": (b"<a>\n\n&nbsp;</a>", "line 3: an entity"),
    "no quotes": (b"<a b=c/>", "name=.value."),
    "twice": (b'<a b="1" b="2"/>', "twice"),
    "prefix": (b"<x:a/>", "prefix"),
    "space in namespace": (b'<a xmlns:p="http://x/Collapsed Process"/>', "Collapsed Process” is not valid"),
    "other encoding than declared": (GBK.format("UTF-8").encode("gbk"), "written in UTF-8, but it is not"),
    "another encoding than none": ('<a name="订单审核"/>'.encode("gbk"), "does not say how it is encoded"),
    "unknown encoding": (GBK.format("KLINGON").encode(), "KLINGON"),
    "late declaration": (b' <?xml version="1.0"?><a/>', "very beginning"),
    "deep": (b"<a>" * 3000 + b"</a>" * 3000, "256 deep"),
    "long text": (b"<a>" + b"x" * 1_000_001 + b"</a>", "longer than is read"),
    "long attribute": (b'<a b="' + b"x" * 1_000_001 + b'"/>', "longer than is read"),
    "long comment": (b"<a><!--" + b"x" * 1_000_001 + b"--></a>", "longer than is read"),
    "long cdata full of brackets": (b"<a><![CDATA[" + b"<" * 1_000_001 + b"]]></a>", "longer than is read"),
    "too much for libxml2": (b"<a>" + b"x" * 11_000_000 + b"</a>", "longer than is read"),
    "many elements": (b"<a>" + b"<b/>" * 200_001 + b"</a>", "more than 200000 elements"),
    "many comments": (b"<a>" + b"<!---->" * 200_001 + b"</a>", "more than 200000 elements"),
    "many instructions": (b"<a>" + b"<?b?>" * 200_001 + b"</a>", "more than 200000 elements"),
    "many attributes": (
        b"<a>" + (b"<b " + b" ".join(b'a%d=""' % number for number in range(100)) + b"/>") * 15_001 + b"</a>",
        "more than 1500000 attributes",
    ),
    "many namespaces": (
        b"<a>" + (b"<b " + b" ".join(b'xmlns:a%d="u"' % number for number in range(100)) + b"/>") * 15_001 + b"</a>",
        "more than 1500000 attributes",
    ),
    "many elements in utf-16": (("<a>" + "<b/>" * 200_001 + "</a>").encode("utf-16"), "more than 200000 elements"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_xml_is_refused_with_words_that_name_the_file(name: str) -> None:
    data, words = REFUSED[name]
    with pytest.raises(Problem, match=words) as caught:
        parse(data, "订单.bpmn")
    assert "订单.bpmn" in str(caught.value)
    assert "Nothing was opened" in str(caught.value)


@pytest.mark.parametrize("encoding", ["GBK", "GB2312", "GB18030", "Big5", "UTF-8", "UTF-16", "UTF-8-SIG"])
def test_the_encodings_of_real_files_are_read(encoding: str) -> None:
    text = "訂單審核" if encoding == "Big5" else "订单审核"
    declared = "UTF-8" if encoding == "UTF-8-SIG" else encoding
    data = f'<?xml version="1.0" encoding="{declared}"?><a name="{text}"/>'.encode(encoding)
    assert parse(data, "a.bpmn").get("name") == text


def test_comments_instructions_and_cdata_are_kept() -> None:
    root = parse(b"<!-- before --><a><!-- in --><?do this?><![CDATA[<b>]]></a><!-- after -->", "a.bpmn")
    written = etree.tostring(root.getroottree())
    assert written == b"<!-- before --><a><!-- in --><?do this?><![CDATA[<b>]]></a><!-- after -->"


def test_at_the_limits_a_file_still_opens() -> None:
    assert len(parse(b"<a>" + b"<b/>" * 199_999 + b"</a>", "a.bpmn")) == 199_999
    assert len(parse(b"<a>" + b"x" * 1_000_000 + b"</a>", "a.bpmn").text or "") == 1_000_000
    assert parse(b"<a>" * 256 + b"</a>" * 256, "a.bpmn").tag == "a"


def test_a_bracket_in_a_comment_is_no_element() -> None:
    data = b"<a><!--" + b"<b> " * 200_001 + b"--></a>"
    assert len(parse(data, "a.bpmn")) == 1


def test_one_element_with_very_many_attributes_is_read_fast() -> None:
    data = b"<a " + b" ".join(b'a%d="1"' % number for number in range(100_000)) + b"/>"
    started = time.process_time()
    parse(data, "a.bpmn")
    assert time.process_time() - started < 5


def test_a_bomb_of_elements_is_refused_before_it_is_built() -> None:
    data = b"<a>" + b"<b/>" * 10_000_000 + b"</a>"
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(Problem, match="more than 200000 elements"):
        parse(data, "bomb.bpmn")
    assert time.process_time() - started < 5
    tracemalloc.stop()


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    uri = secret.as_uri()
    for data in (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{uri}">]><a>&x;</a>',
        f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{uri}">%p;]><a/>',
        f'<!DOCTYPE a SYSTEM "{uri}"><a/>',
        f'<!DOCTYPE a PUBLIC "-//x//y" "{uri}"><a/>',
    ):
        with pytest.raises(Problem, match="DOCTYPE"):
            parse(data.encode(), "a.bpmn")
    kept = parse(
        f'<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{uri}" parse="text"/></a>'.encode(), "a.bpmn"
    )
    assert "secret" not in "".join(str(text) for text in kept.itertext())


def test_many_entities_are_never_expanded() -> None:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    started = time.process_time()
    with pytest.raises(Problem, match="DOCTYPE"):
        parse(f'<!DOCTYPE a [<!ENTITY l0 "lol">{lines}]><a>&l11;</a>'.encode(), "a.bpmn")
    assert time.process_time() - started < 1


@pytest.mark.parametrize("path", corpus_parameters(refused=True))
def test_the_broken_files_of_the_corpus_are_refused_in_words(path: str) -> None:
    with pytest.raises(Problem, match="Nothing was opened"):
        parse(corpus_file(path).read_bytes(), path)


def read_or_refused(data: bytes) -> str:
    """ "read", or what was said instead."""
    try:
        parse(data, "a.bpmn")
    except Problem as problem:
        return str(problem)
    return "read"


@given(data=st.binary(max_size=400))
def test_any_bytes_are_either_read_or_refused(data: bytes) -> None:
    said = read_or_refused(data)
    assert said == "read" or "a.bpmn" in said


SOURCE = """<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><b:process id="p">
<b:startEvent id="s" name="订单 &amp; 收到"/><!-- note --><b:task id="t"/></b:process></b:definitions>""".encode()


@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(SOURCE) - 1), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=4
    )
)
def test_any_damage_to_a_model_is_either_read_or_refused(changes: list[tuple[int, int, bytes]]) -> None:
    data = SOURCE
    for place, length, new in changes:
        data = data[:place] + new + data[place + length :]
    said = read_or_refused(data)
    assert said == "read" or "a.bpmn" in said
