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
import harmless
import pytest
from policy_samples import MOMENT, complaint, filled, job
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from modeller.drawing.displaylist import TextLine
from modeller.export.exporter import silent
from modeller.export.policy import docx, pdf
from modeller.export.policy.arranged import anchors_of
from modeller.export.policy.blocks import Figure, Heading, Paragraph
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


def test_a_head_that_is_taller_than_a_page_stands_once_and_a_long_heading_is_cut_in_the_contents(
    tmp_path: Path, poppler: None
) -> None:
    process = next(item for item in complaint().items("bpmn:process"))
    node = with_attribute(Node("n1", "bpmn:userTask", process.key, 0, "步骤"), PREFIX + "responsible", "长" * 2000)
    data = _pdf(job(model=Model([process, node]), sections=("raci",)))
    assert _spoken(data, tmp_path, ".pdf").count("长" * 100) > 0
    composed = compose(job(sections=("cover", "contents", "purpose"))).policy
    long = replace(composed, blocks=tuple(
        replace(each, text="目的" * 3000) if isinstance(each, Heading) else each for each in composed.blocks
    ))  # fmt: skip
    reader = PdfReader(io.BytesIO(pdf.render(long, "", MOMENT, silent)[0]), strict=True)
    assert "目…" in reader.pages[1].extract_text() or "的…" in reader.pages[1].extract_text()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "//host/share", "smb://host/x"])
def test_no_link_of_a_section_leads_to_the_readers_machine(link: str) -> None:
    composed = compose(job(sections=("purpose",))).policy
    linked = replace(composed, blocks=(*composed.blocks, Paragraph("here", "body", link=link)))
    harmless.pdf(pdf.render(linked, "", MOMENT, silent)[0])
    data = docx.render(linked, "", MOMENT, silent)[0]
    harmless.docx(data)
    assert "here" in _spoken(data, Path(), ".docx")


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


def _tagged(data: bytes) -> list[tuple[str, list[object]]]:
    """The tags of a document as a tree: kind and what it holds."""

    def read(part: DictionaryObject) -> tuple[str, list[object]]:
        held = part.get("/K")
        kids = held if isinstance(held, ArrayObject) else []
        return str(part["/S"]), [read(each.get_object()) for each in kids]

    root = PdfReader(io.BytesIO(data), strict=True).root_object["/StructTreeRoot"].get_object()
    whole = read(root["/K"].get_object())
    assert whole[0] == "/Document"
    return whole[1]  # type: ignore[return-value]


def test_tables_are_tagged_as_tables_whole_over_pages_with_their_heads_once() -> None:
    entries = tuple(Entry(f"t{n}", "term", "投诉", "", f"第{n}条释义。" + "长" * 60) for n in range(80))
    data = _pdf(job(terms=entries, sections=("terms",)))
    assert len(PdfReader(io.BytesIO(data)).pages) > 1
    tables = [rows for kind, rows in _tagged(data) if kind == "/Table"]
    assert len(tables) == 1
    rows = [[kind for kind, _ in cells] for _, cells in tables[0]]
    assert {kind for kind, _ in tables[0]} == {"/TR"}
    assert rows == [["/TH", "/TH"], *([["/TD", "/TD"]] * 80)]


def test_what_names_a_row_is_its_head_and_the_contents_are_one() -> None:
    tree = _tagged(_sample())
    kinds = [kind for kind, _ in tree]
    assert kinds.count("/TOC") == 1
    assert {kind for kind, _ in next(held for kind, held in tree if kind == "/TOC")} == {"/TOCI"}
    facts = next(held for kind, held in tree if kind == "/Table")
    assert [kind for kind, _ in facts[0][1]] == ["/TH", "/TD", "/TH", "/TD"]


def test_what_stands_before_the_contents_is_not_in_them_and_each_has_a_page_of_its_own() -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(_sample()), strict=True).pages]
    assert "修订记录" in pages[1]
    assert "目录" not in pages[1]
    assert "目录" in pages[2]
    assert "修订记录" not in pages[2]
    assert "1 目的" in pages[3]


def test_the_contents_of_a_docx_have_the_pages_of_the_pdf_and_word_is_not_made_to_ask(qt: None) -> None:
    data = _docx(job())
    paragraphs = python_docx.Document(io.BytesIO(data)).paragraphs
    styled = [(each.text, each.style.name or "") for each in paragraphs if each.style is not None]
    entries = [text.split("\t") for text, style in styled if style.lower() in ("toc 1", "toc 2")]
    printed = [page.extract_text() for page in PdfReader(io.BytesIO(_sample()), strict=True).pages]
    assert len(entries) > 10
    for title, page in entries:
        assert _bare(title) in _bare(printed[int(page) - 1])
    package = zipfile.ZipFile(io.BytesIO(data))
    for name in package.namelist():
        if name.endswith(".xml"):
            assert b"w:dirty" not in package.read(name)
            assert b"updateFields" not in package.read(name)


def test_the_mark_of_a_draft_lies_behind_each_page_of_a_docx_and_before_each_diagram(qt: None) -> None:
    draft = job(facts=replace(job().facts, state="draft"))
    package = zipfile.ZipFile(io.BytesIO(_docx(draft)))
    body = package.read("word/document.xml").decode()
    figures = [each for each in compose(draft).policy.blocks if isinstance(each, Figure)]
    assert body.count('string="草稿"') == len(figures) > 0
    assert body.count("z-index:2") == len(figures)
    headers = [name for name in package.namelist() if name.startswith("word/header")]
    assert all('string="草稿"' in package.read(name).decode() for name in headers)
    assert "草稿" not in zipfile.ZipFile(io.BytesIO(_docx(job()))).read("word/document.xml").decode()


def test_what_names_a_step_never_stands_alone_at_the_foot_of_a_page() -> None:
    model = complaint()
    for count in range(6):  # pushes the steps down line by line
        text = "\n".join(["一行"] * count)
        shown = Model(filled(each, {"instruction": text}) if each.key == "Task_record" else each for each in model)
        data = _pdf(job(model=shown, sections=("procedure",)))
        leads = [each.text for each in compose(job(model=shown, sections=("procedure",))).policy.blocks
                 if isinstance(each, Paragraph) and each.style == "lead"]  # fmt: skip
        for page in PdfReader(io.BytesIO(data)).pages:
            lines = [_bare(line) for line in page.extract_text().splitlines() if line.strip()]
            body = [line for line in lines if not line.startswith(("第", "自")) and "0f3c2a7e" not in line]
            assert body[-1] not in [_bare(lead) for lead in leads]
