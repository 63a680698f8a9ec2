"""The house style in PDF and DOCX, and the organisation's own clauses at their places."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pytest
from export.policy.test_rendered import _bare, _docx, _pdf, _spoken
from hand_made import DIFFICULT
from library.test_house_style import picture
from policy_samples import MOMENT, job
from pypdf import PdfReader

from modeller.drawing.glyphs import writable
from modeller.export.exporter import silent
from modeller.export.policy import pdf
from modeller.export.policy.blocks import Heading, Listed, Listing, Logo, Paragraph
from modeller.export.policy.catalogue import SECTIONS
from modeller.export.policy.compose import compose
from modeller.export.policy.job import PolicyJob
from modeller.language import words
from modeller.model.house_style import Clause, HouseStyle

STYLE = HouseStyle(
    "华东精密仪器有限公司",
    picture(),
    "#aa1122",
    signatures=("编制", "批准"),
    body_font="仿宋",
    foot="内部资料　注意保密",
)
HELD = Clause(
    "保密",
    "不得外传。\n\n其中：\n（一）纸质文件统一登记；\n（二）电子文件不复制。\n10. 十\n- 甲\n  • 乙\n3.5 千克以上",
    "scope",
    id="a",
)
LAST = Clause("解释权", "由质量部解释。", id="b")
FIRST = Clause("引用文件", "GB/T 19001", "purpose", before=True, id="c")


def ours(**changes: object) -> PolicyJob:
    return replace(job(style=STYLE, clauses=(HELD, LAST, FIRST)), **changes)  # type: ignore[arg-type]


def headings(made: PolicyJob) -> list[str]:
    return [
        f"{each.number} {each.text}".strip()
        for each in compose(made).policy.blocks
        if isinstance(each, Heading) and each.level == 1
    ]


def test_clauses_stand_at_their_places_with_the_numbers_of_sections() -> None:
    found = headings(ours())
    assert found[:5] == ["修订记录", "1 引用文件", "2 目的", "3 适用范围", "4 保密"]
    assert found[-1].endswith("解释权")
    assert [
        each.partition(" ")[2] for each in found if each.partition(" ")[2] not in ("引用文件", "保密", "解释权")
    ] == [each.partition(" ")[2] for each in headings(job())]
    articles = headings(ours(style=replace(STYLE, numbering="articles")))
    assert articles[1] == "第一章 引用文件"


@pytest.mark.parametrize("section", [each.key for each in SECTIONS])
@pytest.mark.parametrize("before", [True, False])
def test_a_clause_is_never_lost_wherever_it_stands_and_whichever_sections_are_chosen(
    section: str, before: bool
) -> None:
    clause = Clause("唯一", section=section, before=before, id="x")
    for chosen in ((), ("kpis", "clauses"), tuple(each.key for each in SECTIONS)):
        assert sum("唯一" in each for each in headings(ours(clauses=(clause,), sections=chosen))) == 1
    assert not any("唯一" in each for each in headings(ours(clauses=(clause,), sections=("kpis",))))


def test_a_clause_of_a_section_that_is_unknown_comes_last() -> None:
    clause = Clause("唯一", section="what a newer program has", id="x")
    assert headings(ours(clauses=(clause,)))[-1].endswith("唯一")


def test_paragraphs_and_lists_of_a_clause_are_told_from_plain_text() -> None:
    blocks = compose(ours(sections=("scope", "clauses"), clauses=(HELD,))).policy.blocks
    place = next(number for number, each in enumerate(blocks) if isinstance(each, Heading) and each.text == "保密")
    assert blocks[place + 1 :] == (
        Paragraph("不得外传。"),
        Paragraph("其中："),
        Listing((
            Listed("（一）", "纸质文件统一登记；"), Listed("（二）", "电子文件不复制。"), Listed("10.", "十"),
            Listed("-", "甲"), Listed("•", "乙", 1),
        )),
        Paragraph("3.5 千克以上"),
    )  # fmt: skip


@pytest.mark.parametrize("style", ["body", "lead"])
def test_the_last_line_of_a_list_never_stands_alone_at_the_top_of_a_page(style: str) -> None:
    policy = compose(ours(sections=("scope",), clauses=())).policy
    listing = Listing(tuple(Listed("-", f"entry{number}") for number in range(1, 4)))
    parted = 0
    for lines in range(24, 40):
        blocks = (*(Paragraph(f"line{line}") for line in range(lines)), Paragraph("above", style), listing)
        data = pdf.render(replace(policy, blocks=blocks), "李雷", MOMENT, silent)[0]
        held = [re.findall(r"line\d+|above|entry\d", page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]
        assert held[-1][-2:] == ["entry2", "entry3"]
        assert held[0][-1] != "above" or style == "body"
        parted += held[-1][:1] == ["entry2"]
    assert parted


@pytest.mark.parametrize("count", [2, 3])
def test_a_list_stays_with_what_names_it_and_a_long_entry_is_parted(count: int) -> None:
    policy = compose(ours(sections=("scope",), clauses=())).policy
    texts = ["first", *("word " * 400 for _ in range(count - 2)), "last"]
    listing = Listing(tuple(Listed("-", text) for text in texts))
    for lines in range(20, 40, 1 if count == 2 else 4):
        blocks = (*(Paragraph(f"line{line}") for line in range(lines)), Paragraph("above", "lead"), listing)
        data = pdf.render(replace(policy, blocks=blocks), "李雷", MOMENT, silent)[0]
        held = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
        assert next("first" in page for page in held if "above" in page)
        assert "first" in held[-1] if count == 2 else lines > 24 or "word" in held[0]


def test_the_house_style_is_seen_in_the_pdf(tmp_path: Path, poppler: None) -> None:
    data = _pdf(ours())
    assert data == _pdf(ours())
    reader = PdfReader(io.BytesIO(data), strict=True)
    cover = reader.pages[0].extract_text()
    assert all(each in cover for each in ("华东精密仪器有限公司", "编制", "批准"))
    assert "审查" not in cover
    assert len(reader.pages[0].images) == 1
    assert all("注意保密" in page.extract_text() for page in reader.pages)
    assert b"0.667 0.0667 0.133 rg" in reader.pages[3].get_contents().get_data()  # type: ignore[union-attr]
    titles = [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)]
    assert "4 保密" in titles
    assert "4保密" in _spoken(data, tmp_path, ".pdf")
    contents = next(page.extract_text() for page in reader.pages if "目录" in page.extract_text())
    assert "4 保密" in contents


def test_the_house_style_is_seen_in_the_docx(tmp_path: Path, qt: None) -> None:
    data = _docx(ours())
    assert data == _docx(ours())
    read = python_docx.Document(io.BytesIO(data))
    assert read.styles["Heading 1"].font.color.rgb == python_docx.shared.RGBColor(0xAA, 0x11, 0x22)
    package = zipfile.ZipFile(io.BytesIO(data))
    assert picture() in [package.read(name) for name in package.namelist() if name.endswith(".png")]
    assert "仿宋" in package.read("word/styles.xml").decode()
    styles = {paragraph.text: paragraph.style.name for paragraph in read.paragraphs if paragraph.style is not None}
    assert styles["4 保密"] == "Heading 1"
    feet = [section.footer for section in read.sections] + [read.sections[0].first_page_footer]
    assert all("注意保密" in foot.paragraphs[-1].text for foot in feet)
    said = _spoken(data, tmp_path, ".docx")
    assert all(_bare(each) in said for each in (HELD.text, LAST.text))


def test_clauses_of_hostile_texts_are_plain_text_in_both(tmp_path: Path, poppler: None, qt: None) -> None:
    hostile = [each for each in DIFFICULT if each.strip()]
    lines = [*hostile, "<b>x</b> <script>alert(1)</script>", "[x](javascript:alert(1))", "- <img src=x>", "x" * 1000]
    text = "\n".join(" ".join(each.split()) for each in lines)
    clause = Clause("<i>&amp; {name} %s", text, "scope", id='"><b>')
    made = ours(clauses=(clause,), sections=("scope", "clauses"))
    for suffix, data in ((".pdf", _pdf(made)), (".docx", _docx(made))):
        said = _spoken(data, tmp_path, suffix)
        assert "<i>&amp;{name}%s" in said
        for part in ("<b>x</b><script>alert(1)</script>", "[x](javascript:alert(1))", "<imgsrc=x>", "x" * 1000):
            assert part in said, (suffix, part)
        assert b"javascript" not in b"".join(_links(data))
    spoken = _spoken(_docx(made), tmp_path, ".docx")
    assert all(_bare(writable(line)) in spoken for line in text.splitlines())


def _links(data: bytes) -> list[bytes]:
    if data.startswith(b"%PDF"):
        return [line for line in data.split(b"\n") if b"/URI" in line or b"/JS" in line]
    package = zipfile.ZipFile(io.BytesIO(data))
    return [package.read(name) for name in package.namelist() if name.endswith(".rels")]


@pytest.mark.parametrize("data", [b"x", picture()[:40], picture("GIF")], ids=["text", "cut off", "GIF"])
def test_a_broken_logo_is_a_sentence_and_no_failure(data: bytes) -> None:
    composed = compose(ours(style=replace(STYLE, logo=data)))
    assert "The logo cannot be used: it is no PNG or JPEG that can be read." in [words(each) for each in composed.notes]
    assert not any(isinstance(each, Logo) for each in composed.policy.blocks)


@pytest.mark.parametrize("change", [
    {"style": replace(STYLE, accent="#000000")}, {"style": replace(STYLE, logo=picture("JPEG"))},
    {"style": replace(STYLE, foot="")}, {"style": replace(STYLE, signatures=())}, {"clauses": (HELD, LAST)},
    {"clauses": (replace(HELD, text="另一段"), LAST, FIRST)}, {"clauses": (replace(HELD, before=True), LAST, FIRST)},
])  # fmt: skip
def test_the_hash_covers_style_and_clauses(change: dict[str, object]) -> None:
    assert compose(ours(**change)).policy.digest != compose(ours()).policy.digest


def test_lists_with_long_marks_do_not_run_into_their_text(tmp_path: Path, poppler: None) -> None:
    text = "\n".join(f"（{number}）Alpha" for number in ("一", "十一", "二十一"))
    file = tmp_path / "a.pdf"
    file.write_bytes(_pdf(ours(clauses=(Clause("X", text, "scope"),), sections=("clauses",))))
    made = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True).stdout.decode()
    boxes = [line.split('"') for line in made.splitlines() if "<word" in line]
    found = {line[-1]: (float(line[1]), float(line[5])) for line in boxes}
    starts = [start for said, (start, _) in found.items() if "Alpha" in said]
    ends = [end for said, (_, end) in found.items() if "）" in said and "Alpha" not in said]
    assert len(starts) + len(ends) >= 2
    assert all(end <= start + 0.5 for end in ends for start in starts)
