"""A library as a page: its folders and models, the same bytes twice, what goes wrong is said and harms nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from site_reading import plain, read

from modeller.cli import run
from modeller.files.problem import Problem
from modeller.jobs.library_draft import open_draft
from modeller.jobs.open_model import Opened
from modeller.jobs.progress import Cancelled
from modeller.jobs.publish import publish
from modeller.jobs.sample_library import make_sample_library
from modeller.language import message
from modeller.library.approval import advance
from modeller.library.folders import add_folder
from modeller.library.models import bin_model, models
from modeller.library.store import Library
from modeller.library.versions import freeze
from modeller.model.entries import VALUE_CHAIN, Author

ONE = Author("李雷", "li")


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def library(tmp_path: Path, language: str) -> Iterator[Library]:
    with make_sample_library(tmp_path / "a.mlib", language, ONE) as made:
        yield made


def test_all_models_stand_in_the_tree_in_their_folders_and_every_link_leads_somewhere(
    library: Library, tmp_path: Path, language: str
) -> None:
    add_folder(library, "Empty folder")
    target = tmp_path / "all.html"
    report = publish(library, target, language=language)
    assert report.files == (target,)
    page = read(target.read_bytes())
    names = [entry.name for entry in models(library) if entry.notation != VALUE_CHAIN]
    tree = next(each for each in page.all("ul") if each.attributes.get("id") == "tree")
    assert [each.text() for each in tree.all("a")][1:] == names
    assert "Empty folder" not in tree.text()
    assert [each.text() for each in page.all("h2")][1:] == names
    ids = {each.attributes["id"] for each in page.all() if "id" in each.attributes}
    links = [each.attributes["href"] or "" for each in page.all("a")]
    assert all(link[1:] in ids for link in links)
    chain = page.of_class("chapter")[0].all("svg")[0]
    places = [each.attributes["id"] for each in page.of_class("chapter")[1:]]
    assert set(places) <= {(each.attributes["href"] or "")[1:] for each in chain.all("a")}


def test_the_same_library_gives_the_same_bytes(library: Library, tmp_path: Path, language: str) -> None:
    for name in ("a.html", "b.htm"):
        publish(library, tmp_path / name, language=language)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.htm").read_bytes()


def test_where_a_model_stands_is_said_and_what_is_in_the_bin_left_out(
    library: Library, tmp_path: Path, language: str
) -> None:
    first, gone, *_ = (entry for entry in models(library) if entry.notation != VALUE_CHAIN)
    freeze(library, first.id, note="new", author=ONE)
    advance(library, first.id, "submit", Author("韩梅梅", "han"))
    bin_model(library, gone.id)
    publish(library, tmp_path / "a.html", language=language)
    page = read((tmp_path / "a.html").read_bytes())
    chapters = {each.all("h2")[0].text(): each for each in page.of_class("chapter")}
    assert gone.name not in chapters
    said = plain(chapters[first.name].of_class("facts")[0].text())
    assert said.startswith(plain("Version 1.0 In review" if language == "en" else "版本 1.0 审查中"))


def test_a_model_that_cannot_be_read_is_left_out_and_the_report_says_so(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = models(library)[1]
    said = message("jobs.no_exporter", name=broken.name, suffixes="")

    def draft(library: Library, id: str) -> Opened:
        if id == broken.id:
            raise Problem(said)
        return open_draft(library, id)

    monkeypatch.setattr("modeller.jobs.editions.open_draft", draft)
    report = publish(library, tmp_path / "a.html")
    assert said in report.notes
    page = read((tmp_path / "a.html").read_bytes())
    assert broken.name not in {each.text() for each in page.all("h2")}
    ids = {each.attributes["id"] for each in page.all() if "id" in each.attributes}
    assert all((each.attributes["href"] or "")[1:] in ids for each in page.all("a"))


def test_what_is_called_off_leaves_the_old_file(library: Library, tmp_path: Path) -> None:
    def stop(fraction: float) -> None:
        if fraction > 0.6:
            raise Cancelled

    target = tmp_path / "all.html"
    target.write_bytes(b"old")
    with pytest.raises(Cancelled):
        publish(library, target, progress=stop)
    assert target.read_bytes() == b"old"


def test_progress_never_goes_back(library: Library, tmp_path: Path) -> None:
    seen: list[float] = []
    publish(library, tmp_path / "all.html", progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_the_command_writes_it_in_the_language_that_is_asked_for(library: Library, tmp_path: Path) -> None:
    target = tmp_path / "all.html"
    assert run(["publish", str(library.path), "-o", str(target), "--lang", "zh_CN", "--colour", "owner"]) == 0
    page = read(target.read_bytes())
    assert page.all("html")[0].attributes["lang"] == "zh-CN"
    assert "价值链" in page.all("nav")[0].text()
