"""All files made of the sample library and by the demonstration: fonts inside, links that lead somewhere, no harm."""

import subprocess
from pathlib import Path

import pytest
import requirements
from harmless import HARMLESS
from links import LINKS

from modeller import language
from modeller.jobs.demo import run_demo
from modeller.jobs.policy_document import SUFFIXES as DOCUMENTS
from modeller.jobs.policy_document import Wishes, write_policy
from modeller.jobs.policy_library import policy_in
from modeller.jobs.publish import SUFFIXES as PUBLICATIONS
from modeller.jobs.publish import publish
from modeller.jobs.sample_library import make_sample_library
from modeller.library.models import models
from modeller.model.entries import VALUE_CHAIN, Author

LANGUAGES = ("en", "zh_CN")
AFTER_SALES = {"Provide after-sales service", "提供售后服务"}


@pytest.fixture(scope="module", params=LANGUAGES)
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What a person takes away from the samples in a language: diagrams, documents, the library in one file."""
    requirements.require("qt", "poppler")
    request.getfixturevalue("qapp")  # a plainer application could not become the windows' later
    spoken, folder = str(request.param), tmp_path_factory.mktemp("samples")
    language.use(spoken)
    for _ in run_demo(folder / "demo"):
        pass
    with make_sample_library(folder / "a.mlib", spoken, Author("李雷")) as library:
        for suffix in PUBLICATIONS:
            publish(library, folder / f"all{suffix}", language=spoken)
        processes = [each for each in models(library) if each.notation != VALUE_CHAIN]
        for number, entry in enumerate(processes):
            for suffix in DOCUMENTS if entry.name in AFTER_SALES else DOCUMENTS[:1]:
                write_policy(policy_in(library, entry, Wishes(spoken)), folder / f"{number}{suffix}")
    return [path for path in sorted(folder.rglob("*")) if path.suffix in HARMLESS]


def test_nothing_in_them_runs_or_reaches_out(files: list[Path]) -> None:
    assert {path.suffix for path in files} == set(HARMLESS)
    for path in files:
        HARMLESS[path.suffix](path.read_bytes())


def test_every_link_leads_to_a_place_that_there_is(files: list[Path]) -> None:
    counts = {path.name: LINKS[path.suffix](path.read_bytes()) for path in files}
    linked = [count for name, count in counts.items() if name.startswith("all") or name[0].isdigit()]
    assert len(linked) >= len(PUBLICATIONS) + 9
    assert all(count > 10 for count in linked), counts


def test_every_font_of_a_pdf_is_in_it(files: list[Path]) -> None:
    printed = [path for path in files if path.suffix == ".pdf"]
    assert len(printed) >= 10
    for path in printed:
        said = subprocess.run(["pdffonts", path], check=True, capture_output=True).stdout.decode().splitlines()
        columns = [line.split()[-5:-2] for line in said[2:]]
        assert columns
        assert all(embedded == ["yes", "yes", "yes"] for embedded in columns), path.name
