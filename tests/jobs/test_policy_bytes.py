"""Whether the file of a policy document still says what was written: altered ones are told, repacked ones are not."""

import re
import zlib
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import pytest
from jobs.test_policy_document import COVER, EVERYTHING, published

from modeller.files.problem import Problem
from modeller.jobs.policy_document import write_policy
from modeller.jobs.policy_library import policy_in
from modeller.jobs.policy_verify import verify
from modeller.language import words
from modeller.library.opening import create_library
from modeller.library.store import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return create_library(tmp_path / "a.mlib")


def test_a_pdf_that_was_altered_is_told_from_one_that_was_added_to(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    with library:
        write_policy(policy_in(library, published(library), COVER), file)
        made = file.read_bytes()
        found = re.search(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
        assert found is not None
        plain = zlib.decompressobj().decompress(found[1])  # its last byte may be a line end that the pattern took
        other = zlib.compress(plain + b" ")
        file.write_bytes(made[: found.start(1)] + other + made[found.end(1) :])
        assert verify(file, library).state == "altered"
        file.write_bytes(made + b"9 0 obj << /Length 3 >> stream\nabc\nendstream endobj")
        assert verify(file, library).state == "added"
        again = zlib.compress(plain, 1)
        file.write_bytes(made[: found.start(1)] + again + made[found.end(1) :])
        assert verify(file, library).state == "current"
        file.write_bytes(made.replace(b"/ModellerRecipe", b"/ModellerNothin"))
        assert verify(file, library).state == "altered"


def test_a_docx_whose_words_were_changed_was_altered_and_one_that_word_saved_anew_was_not(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "a.docx"
    with library:
        entry = published(library)
        write_policy(policy_in(library, entry, replace(COVER, sections=("cover", "purpose"))), file)
        document = python_docx.Document(str(file))
        document.add_paragraph()
        document._body._element.remove(document.paragraphs[-1]._p)
        document.save(str(file))
        assert verify(file, library).state == "current"
        found = next(each for each in document.paragraphs if "规范客户投诉" in each.text)
        found.add_run("也可不做。")
        document.save(str(file))
        verdict = verify(file, library)
        assert verdict.state == "altered"
        assert "altered" in words(verdict.words, "en")


def test_a_pdf_whose_pages_were_taken_out_or_led_elsewhere_was_altered(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    with library:
        write_policy(policy_in(library, published(library), EVERYTHING), file)
        made = file.read_bytes()
        kids = re.search(rb"/Kids \[(.*?)\]", made, re.DOTALL)
        assert kids is not None
        first, *others = re.findall(rb"\d+ 0 R", kids[1])
        for left in (others, [*reversed(others), first]):
            file.write_bytes(made.replace(kids[0], b"/Kids [ " + b" ".join(left) + b" ]"))
            assert verify(file, library).state == "altered"
        file.write_bytes(made + b"5 0 obj\n<< /Type /Page >>\nendobj\n")
        assert verify(file, library).state == "added"


def test_whatever_a_pdf_says_of_itself_ends_in_a_verdict_or_a_problem(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    with library:
        write_policy(policy_in(library, published(library), COVER), file)
        made = file.read_bytes()
        file.write_bytes(re.sub(rb"/Keywords <FEFF[0-9A-F]*>", b"/Keywords <FEFF012>", made))
        assert verify(file, library).state == "uncompared"
        file.write_bytes(re.sub(rb"/ModellerRecipe <FEFF[0-9A-F]*>", b"/ModellerRecipe <FEFF0>", made))
        assert verify(file, library).state == "altered"
        file.write_bytes(re.sub(rb"/Subject <FEFF", b"/Subject <FEFF0", made))
        with pytest.raises(Problem):
            verify(file, library)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", b"</w:body>", b'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>No limits.</w:t>'
         b"</w:r></w:p></w:body>"),
        ("word/header1.xml", b"V1.0", b"V9.0"),
        ("word/footer1.xml", "共".encode(), "共享".encode()),
    ],
)  # fmt: skip
def test_a_docx_that_says_something_else_in_its_contents_head_or_foot_was_altered(
    library: Library, tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    file = tmp_path / "a.docx"
    with library:
        write_policy(policy_in(library, published(library), EVERYTHING), file)
        made = _parts(file)
        assert old in made[part]
        _pack(file, made | {part: made[part].replace(old, new)})
        assert verify(file, library).state == "altered"


def test_a_docx_stays_current_whose_pages_were_counted_anew_and_that_has_parts_of_other_programs(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "a.docx"
    with library:
        write_policy(policy_in(library, published(library), EVERYTHING), file)
        made = _parts(file)
        counted = re.sub(rb"<w:t>\d+</w:t>", b"<w:t>77</w:t>", made["word/footer1.xml"])
        assert counted != made["word/footer1.xml"]
        foreign = {"customXml/item8.xml": b"<broken", "customXml/item9.xml": b"<!DOCTYPE a><a/>"}
        _pack(file, foreign | made | {"word/footer1.xml": counted})
        assert verify(file, library).state == "current"


def _parts(file: Path) -> dict[str, bytes]:
    with ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def _pack(file: Path, parts: dict[str, bytes]) -> None:
    with ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
