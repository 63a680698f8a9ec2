"""A policy document as another office program opens it: the same text, pages numbered, contents in place."""

import io
import os
import re
import subprocess
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

import docx as python_docx
import pytest
from pypdf import PdfReader
from reading_back import of_docx, of_pdf, plain

from modeller.jobs.policy_document import Wishes, write_policy
from modeller.jobs.policy_library import policy_in
from modeller.jobs.sample_library import make_sample_library
from modeller.language import message, words
from modeller.library.models import models
from modeller.model.entries import Author
from modeller.resources import resource

LANGUAGES = ("en", "zh_CN")
AFTER_SALES = {"Provide after-sales service", "提供售后服务"}
QUOTES = str.maketrans("", "", "“”‘’")
"""Poppler puts them elsewhere in a line whose Chinese stands in another font."""


@pytest.fixture
def converted(tmp_path: Path, qt: None, poppler: None, libreoffice: None) -> dict[str, tuple[bytes, bytes]]:
    """By language the document of the after-sales process, and the PDF that LibreOffice makes of it."""
    for language in LANGUAGES:
        with make_sample_library(tmp_path / f"{language}.mlib", language, Author("李雷")) as library:
            (entry,) = [each for each in models(library) if each.name in AFTER_SALES]
            made = policy_in(library, entry, Wishes(language))
            write_policy(made, tmp_path / f"{language}.docx")
            write_policy(made, tmp_path / f"{language} own.pdf")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [tmp_path / f"{language}.docx" for language in LANGUAGES]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=_with_fonts(tmp_path))
    return {file.stem: (file.read_bytes(), file.with_suffix(".pdf").read_bytes()) for file in files}


def test_it_opens_with_all_its_text_its_contents_and_its_pages_numbered(
    converted: dict[str, tuple[bytes, bytes]], tmp_path: Path
) -> None:
    for language, (document, made) in converted.items():
        said = plain(of_pdf(made, tmp_path))
        assert not Counter(plain(of_docx(document, tmp_path))) - Counter(said)
        body = python_docx.Document(io.BytesIO(document)).element.body
        entries = [each for each in body.iter("{*}p") if _style(each) in {"TOC1", "TOC2"}]
        others = [each for each in body.iter("{*}p") if each not in entries]
        paragraphs = [plain("".join(each.itertext("{*}t", "{*}tab", "{*}br"))) for each in others]
        assert len(paragraphs) > 300
        said = said.translate(QUOTES)
        assert [each for each in paragraphs if each.translate(QUOTES) not in said] == []
        read = PdfReader(io.BytesIO(made))
        pages = [plain(page.extract_text()) for page in read.pages]
        for number, page in enumerate(pages, 1):
            assert plain(words(message("documents.page", number=number, of=len(pages)), language)) in page
        titles = [each for each in body.iter("{*}p") if _style(each) in {"Heading1", "heading1"}]
        contents = pages[2].translate(QUOTES)
        assert len(titles) > 10
        assert all(plain("".join(each.itertext("{*}t"))).translate(QUOTES) in contents for each in titles)
        lines = [plain(each).translate(QUOTES) for each in read.pages[2].extract_text().splitlines()]
        own = PdfReader(tmp_path / f"{language} own.pdf").pages
        for entry in entries:
            (title,) = [plain("".join(each.itertext("{*}t"))).translate(QUOTES) for each in entry.iter("{*}hyperlink")]
            (found,) = filter(None, (re.fullmatch(rf"{re.escape(title)}\.*(\d+)", each) for each in lines))
            # The numbers are those of our own PDF; with other fonts a heading may come to stand a page further.
            assert title in plain(own[int(found[1]) - 1].extract_text()).translate(QUOTES)
            assert any(title in each.translate(QUOTES) for each in pages[3:])


def _with_fonts(folder: Path) -> dict[str, str]:
    """The environment in which programs find our fonts beside the system's own, which may have no Chinese letters."""
    fonts = folder / "fonts.conf"
    fonts.write_text(
        "<?xml version='1.0'?><fontconfig><include ignore_missing='yes'>/etc/fonts/fonts.conf</include>"
        f"<dir>{escape(str(resource('fonts')))}</dir><cachedir>{escape(str(folder / 'cache'))}</cachedir></fontconfig>",
        "utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(fonts)}


def _style(paragraph: object) -> str:
    return str(getattr(paragraph, "style", "") or "")
