"""A library as one linked PDF: the value chain first, each process behind its stage, every link leads somewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from modeller.cli import run
from modeller.editing.template import new_document
from modeller.files.problem import Problem
from modeller.jobs.progress import Cancelled
from modeller.jobs.publish import publish
from modeller.library.folders import add_folder
from modeller.library.models import add_model
from modeller.library.opening import create_library
from modeller.library.store import Library
from modeller.model.entries import NewModel

pypdf = pytest.importorskip("pypdf")

NAMES = {"Selling": ["Quote", "Contract"], "客户服务": ["接受与记录", "Sales <vendor> & co"]}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with create_library(tmp_path / "service.mlib", "Our processes") as made:
        for folder, names in NAMES.items():
            held = add_folder(made, folder)
            for name in names:
                add_model(made, NewModel(name, tuple(new_document("lanes", "en")), held.id))
        add_model(made, NewModel("Alone", tuple(new_document("pool", "en")), None))
        yield made


def pages_led_to(reader: Any) -> list[list[int]]:
    """For each page the pages that its links lead to."""
    named = reader.named_destinations
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    found = []
    for page in reader.pages:
        led = []
        for annotation in page.get("/Annots", ()):
            target = annotation.get_object()["/Dest"]
            place = named[target] if isinstance(target, str) else target
            led.append(numbers[(place["/Page"] if "/Page" in place else place[0]).idnum])
        found.append(led)
    return found


def titles(outline: list[Any], level: int = 0) -> Iterator[tuple[int, str]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry, level + 1)
        else:
            yield level, entry.title


@pytest.mark.parametrize("style", ["chain", "landscape", "porter"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_chain_comes_first_and_each_stage_leads_to_its_process_and_back(
    library: Library, tmp_path: Path, style: Any, language: str
) -> None:
    target = tmp_path / "all.pdf"
    report = publish(library, target, style=style, language=language)
    assert report.files == (target,)
    reader = pypdf.PdfReader(target)
    names = [name for group in NAMES.values() for name in group] + ["Alone"]
    assert len(reader.pages) == 1 + len(names)
    led = pages_led_to(reader)
    assert sorted(led[0]) == list(range(1, 1 + len(names)))
    assert all(back == [0] for back in led[1:])
    for name, page in zip(names, reader.pages[1:], strict=True):
        assert "".join(name.split()) in "".join(page.extract_text().split())
    listed = [title for _, title in titles(reader.outline)]
    assert listed == ["Our processes", "Selling", "Quote", "Contract", "客户服务", *NAMES["客户服务"], "Alone"]


def test_what_is_called_off_leaves_nothing(library: Library, tmp_path: Path) -> None:
    def stop(fraction: float) -> None:
        if fraction > 0.6:
            raise Cancelled

    with pytest.raises(Cancelled):
        publish(library, tmp_path / "all.pdf", progress=stop)
    assert not (tmp_path / "all.pdf").exists()


def test_progress_never_goes_back(library: Library, tmp_path: Path) -> None:
    seen: list[float] = []
    publish(library, tmp_path / "all.pdf", progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_the_command_writes_it_and_no_other_kind_of_file(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "all.pdf"
    assert run(["publish", str(library.path), "-o", str(target), "--colour", "status", "--page", "fit"]) == 0
    assert target.read_bytes().startswith(b"%PDF-")
    assert run(["publish", str(library.path), "-o", str(tmp_path / "all.docx")]) == 2
    assert not (tmp_path / "all.docx").exists()


def test_an_empty_library_is_a_page_that_says_so(tmp_path: Path) -> None:
    with create_library(tmp_path / "empty.mlib") as library:
        report = publish(library, tmp_path / "all.pdf")
        assert len(pypdf.PdfReader(tmp_path / "all.pdf").pages) == 1
        assert report.files
    with pytest.raises(Problem):
        publish(library, tmp_path / "no folder" / "all.pdf")
