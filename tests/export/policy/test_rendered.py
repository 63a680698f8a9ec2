"""Policy documents as PDF and DOCX: whole, linked, the same twice, and saying what the model says."""

import io
import re
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import docx as python_docx
import pytest
from hand_made import DIFFICULT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from policy_samples import MOMENT, complaint, job
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from modeller.drawing.displaylist import TextLine
from modeller.drawing.glyphs import writable
from modeller.export.exporter import silent
from modeller.export.policy import docx, pdf
from modeller.export.policy.arranged import anchors_of
from modeller.export.policy.blocks import Paragraph
from modeller.export.policy.compose import compose
from modeller.export.policy.job import PolicyJob
from modeller.export.policy.preview import pages
from modeller.model.dictionary import Entry
from modeller.model.house_style import HouseStyle
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.notation.attributes import PREFIX, with_attribute


def _pdf(made: PolicyJob) -> bytes:
    return pdf.render(compose(made).policy, "李雷", MOMENT, silent)[0]


def _with_serifs(language: str) -> PolicyJob:
    return replace(job(language=language), style=HouseStyle(serif=True, organisation="示例 “Services” Co."))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_text_has_serifs_where_the_house_style_wants_them_and_says_the_same(
    language: str, tmp_path: Path, poppler: None
) -> None:
    made = _with_serifs(language)
    first = _pdf(made)
    assert _pdf(made) == first
    read = _spoken(first, tmp_path, ".pdf")
    said = [block.text for block in compose(made).policy.blocks if isinstance(block, Paragraph)]
    assert len(said) > 20
    assert [text for text in said if _bare(text) not in read] == []
    assert "示例“Services”Co." in read
    file = tmp_path / "fonts.pdf"
    file.write_bytes(first)
    fonts = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert {line.split("+")[1].split()[0] for line in fonts} >= {"NotoSerifSC-Regular", "NotoSansSC-Bold"}
    assert all(" yes yes yes " in line for line in fonts)
    assert b"NotoSerif" not in _pdf(replace(made, style=HouseStyle()))


def test_without_the_font_with_serifs_the_document_is_made_without_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made = compose(_with_serifs("en")).policy
    monkeypatch.setattr(pdf, "font_path", lambda face: Path("gone"))
    data, notes = pdf.render(made, "", MOMENT, silent)
    assert [note.key for note in notes] == ["policy.no_serif"]
    assert b"NotoSerif" not in data


def _docx(made: PolicyJob) -> bytes:
    return docx.render(compose(made).policy, "李雷", MOMENT, silent)[0]


@lru_cache
def _sample() -> bytes:
    return _pdf(job())


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def _spoken(data: bytes, folder: Path, suffix: str) -> str:
    """All text of a document, as another program reads it."""
    if suffix == ".docx":
        found = python_docx.Document(io.BytesIO(data)).element.body.itertext("{*}t", "{*}br")
        return _bare("".join(found))
    file = folder / "read.pdf"
    file.write_bytes(data)
    made = subprocess.run(["pdftotext", "-raw", file, "-"], check=True, capture_output=True)
    return _bare(made.stdout.decode("utf-8"))


def test_the_same_version_gives_the_same_bytes_twice() -> None:
    assert _pdf(job()) == _sample()


def test_the_same_version_gives_the_same_bytes_twice_as_docx(qt: None) -> None:
    assert _docx(job()) == _docx(job())


def test_every_page_says_its_number_and_the_contents_those_of_the_headings() -> None:
    reader = PdfReader(io.BytesIO(_sample()), strict=True)
    count = len(reader.pages)
    pages = [page.extract_text() for page in reader.pages]
    for number, text in enumerate(pages, 1):
        assert f"第 {number} 页，共 {count} 页" in text
    contents = next(text for text in pages if "目录" in text)
    for title in ("1 目的", "2 适用范围"):
        entry = re.search(rf"{title}\s*(\d+)", contents)
        assert entry is not None
        assert title in pages[int(entry[1]) - 1]


def test_every_link_leads_to_a_place_of_the_document() -> None:
    reader = PdfReader(io.BytesIO(_sample()), strict=True)
    pages = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference is not None}
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", ArrayObject())]
    places = [link["/Dest"] for link in links if "/Dest" in link]
    assert len(places) > 30
    assert {place[0].idnum for place in places} <= pages


def test_the_bookmarks_are_the_headings() -> None:
    reader = PdfReader(io.BytesIO(_sample()), strict=True)
    titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert titles[:3] == ["修订记录", "1 目的", "2 适用范围"]


def test_the_document_says_its_language_and_its_title() -> None:
    reader = PdfReader(io.BytesIO(_sample()), strict=True)
    assert reader.root_object["/Lang"] == "zh-CN"
    assert reader.metadata is not None
    assert reader.metadata.title == "客户投诉处理管理制度"


def test_every_font_is_embedded(tmp_path: Path, poppler: None) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(_sample())
    fonts = subprocess.run(["pdffonts", file], check=True, capture_output=True).stdout.decode().splitlines()[2:]
    assert fonts
    assert all(" yes yes yes " in font for font in fonts)


def test_a_draft_is_marked_on_every_page_and_a_published_version_on_none(tmp_path: Path, poppler: None) -> None:
    draft = PdfReader(io.BytesIO(_pdf(job(facts=replace(job().facts, state="draft")))), strict=True)
    assert all("草稿" in page.extract_text() for page in draft.pages)
    assert "草稿" not in _spoken(_sample(), tmp_path, ".pdf")


def test_the_wide_diagram_lies_on_a_page_across() -> None:
    reader = PdfReader(io.BytesIO(_sample()), strict=True)
    assert any(page.mediabox.width > page.mediabox.height for page in reader.pages)
    assert all(page.mediabox.width < page.mediabox.height for page in (reader.pages[0], reader.pages[-1]))


def test_the_docx_has_real_headings_heads_that_repeat_and_diagrams_for_all_programs(qt: None) -> None:
    data = _docx(job())
    read = python_docx.Document(io.BytesIO(data))
    styles = {paragraph.text: paragraph.style.name for paragraph in read.paragraphs if paragraph.style is not None}
    assert styles["1 目的"] == "Heading 1"
    assert styles["客户投诉处理管理制度"] == "Title"
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert any(name.endswith(".svg") for name in names)
    assert sum(name.endswith(".png") for name in names) >= 3
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "w:tblHeader" in xml
    assert 'TOC \\o "1-2"' in xml
    assert "svgBlip" in xml
    marks = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', xml))
    assert set(re.findall(r'w:anchor="(\w+)"', xml)) <= marks


def test_a_docx_without_qt_has_an_empty_frame_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from modeller.export import png
    from modeller.language import message

    monkeypatch.setattr(png, "missing_qt_library", lambda: message("files.cause.in_use"))
    data, notes = docx.render(compose(job()).policy, "", MOMENT, silent)
    assert "policy.no_fallback" in [note.key for note in notes]
    assert any(name.endswith(".svg") for name in zipfile.ZipFile(io.BytesIO(data)).namelist())


def test_a_long_table_and_a_long_cell_run_over_pages(tmp_path: Path, poppler: None) -> None:
    entries = [Entry(f"t{n}", "term", "投诉", "", f"第{n}条释义。" + "长" * 60) for n in range(80)]
    entries.append(Entry("long", "term", "投诉", "", "开头" + "很长的一段话，" * 900 + "结尾"))
    data = _pdf(job(terms=tuple(entries), sections=("terms",)))
    said = _spoken(data, tmp_path, ".pdf")
    assert all(f"第{n}条释义。" in said for n in range(80))
    assert "结尾" in said
    assert said.count("术语释义") == len(PdfReader(io.BytesIO(data)).pages)


_PIECES = st.one_of(
    st.sampled_from(DIFFICULT),
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn", "Mn", "Me", "Mc", "Zl", "Zp"),
                          max_codepoint=0x2FFFF, blacklist_characters="\u00ad"), max_size=30),
    st.sampled_from(["W" * 400, "长" * 300, "javascript:alert(1)", "file:///etc/passwd", "ＦＵＬＬ", "=1+1", "\t\ta"]),
)  # fmt: skip


def _right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text)


_HOSTILE = st.lists(_PIECES, min_size=1, max_size=3).map("".join).filter(lambda text: not _right_to_left(text))


def _hostile(text: str) -> PolicyJob:
    """A small model that says a text wherever a person can type one."""
    model = complaint()
    process = next(item for item in model.items("bpmn:process"))
    node = Node("n1", "bpmn:userTask", process.key, 0, text)
    for name in ("instruction", "inputs", "escalateTo", "documents"):
        node = with_attribute(node, PREFIX + name, text)
    terms = (Entry("t", "term", text or "x", "", text),)
    return job(
        model=Model([with_attribute(process, PREFIX + "purpose", text), node]), title=text, terms=terms,
        sections=("cover", "purpose", "terms", "steps", "procedure"), style=replace(job().style, organisation=text),
    )  # fmt: skip


def _arrives(text: str, folder: Path) -> None:
    made = _hostile(text)
    expected = _bare(writable(text))
    for data, suffix in ((_pdf(made), ".pdf"), (_docx(made), ".docx")):
        assert expected in _spoken(data, folder, suffix), suffix


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_HOSTILE)
def test_whatever_is_typed_arrives_in_pdf_and_docx_as_typed(tmp_path: Path, poppler: None, text: str) -> None:
    _arrives(text, tmp_path)


@pytest.mark.soak
@settings(max_examples=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_HOSTILE)
def test_whatever_is_typed_arrives_a_thousand_times(tmp_path: Path, poppler: None, text: str) -> None:
    _arrives(text, tmp_path)


def test_no_link_leads_out_but_those_that_are_followed(tmp_path: Path) -> None:
    made = _hostile("javascript:alert(1) file:///etc/passwd")
    reader = PdfReader(io.BytesIO(_pdf(made)), strict=True)
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ArrayObject())]
    assert not any("/A" in note for note in notes)
    relations = zipfile.ZipFile(io.BytesIO(_docx(made))).read("word/_rels/document.xml.rels").decode()
    assert "javascript" not in relations
    assert "file:" not in relations


def test_no_place_is_named_twice() -> None:
    policy = compose(job()).policy
    names = [anchor for each in policy.blocks if (anchor := getattr(each, "anchor", ""))]
    assert len(names) == len(set(names))
    assert set(names) <= anchors_of(policy)


def test_the_preview_has_the_pages_of_the_pdf_with_their_texts_where_they_stand() -> None:
    reader = PdfReader(io.BytesIO(_sample()), strict=True)
    found = pages(compose(job()).policy, silent)
    assert [(page.width, page.height) for page in found] == [
        (pytest.approx(float(page.mediabox.width)), pytest.approx(float(page.mediabox.height))) for page in reader.pages
    ]
    for shown, printed in zip(found, reader.pages, strict=True):
        lines = [
            (layer.y + mark.y * layer.scale, mark.text)
            for layer in shown.layers
            for group in layer.groups
            for mark in group.marks
            if isinstance(mark, TextLine)
        ]
        assert lines
        assert all(0 < y < shown.height for y, _ in lines)
        said = _bare(printed.extract_text())
        assert all(_bare(text) in said for _, text in lines if text.isalnum())
