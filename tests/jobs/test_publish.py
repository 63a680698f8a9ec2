"""A library as one linked PDF: the value chain first, each process behind its stage, every link leads somewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from site_reading import read

from modeller.cli import run
from modeller.editing.template import new_document
from modeller.editing.text import rename
from modeller.export.exporter import Options
from modeller.export.pages import page_for
from modeller.files.problem import Problem
from modeller.jobs.progress import Cancelled
from modeller.jobs.publish import publish
from modeller.jobs.sample_library import make_sample_library
from modeller.language import message, words
from modeller.library.approval import advance
from modeller.library.drafts import load_draft, save_draft
from modeller.library.folders import add_folder
from modeller.library.house_style import set_style
from modeller.library.models import add_model, models
from modeller.library.opening import create_library
from modeller.library.store import Library
from modeller.model.document import Document
from modeller.model.entries import VALUE_CHAIN, Author, NewModel
from modeller.model.house_style import HouseStyle
from modeller.model.records import Bounds

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
    assert all(set(back) == {0} for back in led[1:])
    for name, page in zip(names, reader.pages[1:], strict=True):
        assert "".join(name.split()) in "".join(page.extract_text().split())
    listed = [title for _, title in titles(reader.outline)]
    assert listed == ["Our processes", "Selling", "Quote", "Contract", "客户服务", *NAMES["客户服务"], "Alone"]


ONE, OTHER = Author("Wang Fang", "wangf"), Author("Li Lei", "lil")


def put_in_force(library: Library, id: str) -> None:
    """Take a model's draft through its approval, with as many signatures as its library asks for."""
    stands = advance(library, id, "submit", ONE)
    while stands.kind != "approved":
        stands = advance(library, id, "approve", OTHER)
    advance(library, id, "publish", ONE)


def text_of(path: Path) -> dict[str, str]:
    """What stands on each page without its blanks, by the bookmarks that lead there."""
    reader = pypdf.PdfReader(path)
    found = {}

    def read(outline: list[Any]) -> None:
        for entry in outline:
            if isinstance(entry, list):
                read(entry)
            else:
                page = reader.pages[reader.get_destination_page_number(entry)]
                found[entry.title] = "".join(page.extract_text().split())

    read(reader.outline)
    return found


def renamed(library: Library, id: str, name: str) -> None:
    """Change the draft: another name for its process."""
    draft = load_draft(library, id)
    model = Document(draft.records)
    rename(model, next(node.key for node in model.nodes() if node.type == "bpmn:participant"), name)
    save_draft(library, id, tuple(model), draft.revision, draft.digest)


@pytest.fixture
def approved(library: Library) -> dict[str, str]:
    """The ids by name: of a quote an older version is in force, a contract is in force, the others are drafts."""
    ids = {each.name: each.id for each in models(library)}
    renamed(library, ids["Quote"], "What holds")
    put_in_force(library, ids["Quote"])
    renamed(library, ids["Quote"], "What may come")
    put_in_force(library, ids["Contract"])
    return ids


def test_what_is_in_force_is_published_and_drafts_are_marked(
    library: Library, tmp_path: Path, approved: dict[str, str]
) -> None:
    report = publish(library, tmp_path / "all.pdf", language="en")
    pages = text_of(tmp_path / "all.pdf")
    assert "Whatholds" in pages["Quote"]
    assert "Whatmaycome" not in pages["Quote"]
    assert "Version1.0,Published·Effectivefrom" in pages["Quote"]
    assert ["DRAFT" in pages[name] for name in ("Quote", "Contract", "接受与记录")] == [False, False, True]
    (note,) = [note for note in report.notes if note.key == "jobs.publish.drafts"]
    assert note.arguments["count"] == 3
    assert "接受与记录" in str(note.arguments["names"])


def test_only_what_is_in_force_is_published_where_that_is_asked_for(
    library: Library, tmp_path: Path, approved: dict[str, str]
) -> None:
    for name in ("all.pdf", "all.html"):
        report = publish(library, tmp_path / name, language="en", what="published")
        (note,) = [note for note in report.notes if note.key == "jobs.publish.left_out"]
        assert note.arguments["count"] == 3
    reader = pypdf.PdfReader(tmp_path / "all.pdf")
    assert len(reader.pages) == 3
    assert sorted(pages_led_to(reader)[0]) == [1, 2]
    page = (tmp_path / "all.html").read_text("utf-8")
    assert "What holds" in page
    assert "接受与记录" not in page


def test_the_drafts_are_published_where_that_is_asked_for(
    library: Library, tmp_path: Path, approved: dict[str, str]
) -> None:
    report = publish(library, tmp_path / "all.pdf", language="en", what="latest")
    pages = text_of(tmp_path / "all.pdf")
    assert "Whatmaycome" in pages["Quote"]
    assert ["DRAFT" in pages[name] for name in ("Quote", "Contract")] == [True, False]
    assert not [note for note in report.notes if note.key.startswith("jobs.publish")]


def test_what_was_withdrawn_is_left_out(library: Library, tmp_path: Path, approved: dict[str, str]) -> None:
    advance(library, approved["Contract"], "retire", ONE)
    report = publish(library, tmp_path / "all.pdf", language="en")
    assert "Contract" not in text_of(tmp_path / "all.pdf")
    assert "Contract" in str([note.arguments for note in report.notes if note.key == "jobs.publish.left_out"])


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_chain_that_the_library_holds_comes_first_and_says_what_its_processes_say(
    tmp_path: Path, language: str
) -> None:
    with make_sample_library(tmp_path / "s.mlib", language, ONE) as library:
        own = next(each for each in models(library) if each.notation == VALUE_CHAIN)
        others = [each.name for each in models(library) if each.id != own.id]
        put_in_force(library, next(each.id for each in models(library) if each.notation != VALUE_CHAIN))
        publish(library, tmp_path / "all.pdf", Options(page="A3", colour="status"), language=language)
        publish(library, tmp_path / "made.pdf", style="chain", language=language)
    reader = pypdf.PdfReader(tmp_path / "all.pdf")
    text = "".join(reader.pages[0].extract_text().split())
    assert "".join(own.name.split()) in text
    assert words(message("attributes.status.published"), language) in text
    assert sorted(pages_led_to(reader)[0]) == list(range(1, 1 + len(others)))
    assert next(title for _, title in titles(reader.outline)) == own.name
    made = pypdf.PdfReader(tmp_path / "made.pdf")
    assert len(made.pages) == 2 + len(others), "then it is one of the others"
    assert words(message("chains.publish.others"), language) in [title for _, title in titles(made.outline)]


def test_a_stage_whose_process_is_left_out_has_no_sign_that_it_leads_there(tmp_path: Path) -> None:
    with make_sample_library(tmp_path / "s.mlib", "en", ONE) as library:
        own = next(each for each in models(library) if each.notation == VALUE_CHAIN)
        one = next(each for each in models(library) if each.notation != VALUE_CHAIN)
        for each in (own, one):
            put_in_force(library, each.id)
        publish(library, tmp_path / "all.html", what="published", language="en")
    (chain, process) = read((tmp_path / "all.html").read_bytes()).of_class("chapter")
    assert process.all("h2")[0].text() == one.name
    led = {(each.attributes["href"] or "")[1:] for each in chain.all("svg")[0].all("a")}
    assert process.attributes["id"] in led
    assert "Order as it is" in chain.all("svg")[0].text()
    assert not [
        each for each in chain.of_class("opens") if process.attributes["id"] not in str(each.all("a")[0].attributes)
    ]


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
        assert "has none to publish" in words(report.notes[0])
    with pytest.raises(Problem):
        publish(library, tmp_path / "no folder" / "all.pdf")


def test_the_organisation_of_the_house_style_stands_on_every_page_and_the_title_beside_it_leads_back(
    library: Library, tmp_path: Path
) -> None:
    set_style(library, HouseStyle("华东精密仪器", accent="#aa1122"), Author("Li"))
    publish(library, tmp_path / "a.pdf")
    reader = pypdf.PdfReader(tmp_path / "a.pdf")
    assert all("华东精密仪器" in page.extract_text() for page in reader.pages)
    assert all(0 in led for led in pages_led_to(reader)[1:])
    assert reader.metadata.title == "Our processes"
    publish(library, tmp_path / "a.html")
    assert "华东精密仪器" in (tmp_path / "a.html").read_text("utf-8")


@pytest.mark.parametrize("page", ["fit", "A4", "A3"])
def test_pages_of_every_size_say_what_they_show_of_what_edition_and_lead_back(
    library: Library, tmp_path: Path, page: Literal["fit", "A4", "A3"]
) -> None:
    publish(library, tmp_path / "a.pdf", Options(page=page), language="en", what="latest")
    reader = pypdf.PdfReader(tmp_path / "a.pdf")
    texts = [sheet.extract_text() for sheet in reader.pages]
    for name in ("Quote", "Contract", "Alone"):
        shown = [text for text in texts[1:] if name in text]
        assert any("Our processes" in text and "Draft" in text and "DRAFT" in text for text in shown), name
    assert all(f"Page {number} of {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert all(0 in led for led in pages_led_to(reader)[1:])


def test_what_is_said_of_a_process_stands_right_below_it_where_its_paper_has_more_room() -> None:
    wide = Bounds(0, 0, 2000, 300)
    for page in ("fit", "A3"):
        made = page_for(wide, "A process", Options(page=page), 16, 40)
        assert made.below is not None
        gap = made.below - (made.height - made.placed(wide)[1])
        assert 12 < gap < 40
        assert made.below + 40 < made.height - 36
