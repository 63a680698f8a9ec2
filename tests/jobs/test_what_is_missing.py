"""What is missing when a file is written for people is a sentence in the report, not a failure."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from policy_samples import job

from modeller.editing.template import new_document
from modeller.jobs.policy_document import SUFFIXES, write_policy
from modeller.jobs.publish import publish
from modeller.language import CHINESE, words
from modeller.library.models import add_model, bin_model
from modeller.library.opening import create_library
from modeller.model.entries import NewModel
from modeller.model.records import Bounds, Node, Record
from modeller.notation.bpmn.links import Link, with_link


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("logo", [b"no picture", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(40)])
def test_a_logo_that_cannot_be_shown_is_left_out_and_named(tmp_path: Path, suffix: str, logo: bytes) -> None:
    made = job(style=replace(job().style, logo=logo), sections=("cover",))
    report = write_policy(made, tmp_path / f"a{suffix}")
    (note,) = [note for note in report.notes if note.key == "policy.style.no_logo"]
    assert "PNG" in words(note)
    assert (tmp_path / f"a{suffix}").stat().st_size > 1000


def calling(model: str, name: str) -> tuple[Record, ...]:
    """A process with a step that stands for a model."""
    made = new_document("pool", "en")
    (process,), (diagram,) = made.items("bpmn:process"), made.diagrams()
    call = Node("call", "bpmn:callActivity", process.key, 9, name, diagram.key, Bounds(300, 100, 100, 80))
    return (*made, with_link(call, Link("", model)))


@pytest.mark.parametrize("suffix", [".pdf", ".html"])
def test_a_step_that_stands_for_a_model_which_is_gone_is_named(tmp_path: Path, suffix: str) -> None:
    with create_library(tmp_path / "a.mlib") as library:
        there = add_model(library, NewModel("There", tuple(new_document("pool", "en"))))
        gone = add_model(library, NewModel("Gone", tuple(new_document("pool", "en"))))
        add_model(library, NewModel("One", calling(there.id, "Pay")))
        add_model(library, NewModel("Two", calling(gone.id, "Ship\n<it>")))
        add_model(library, NewModel("Three", calling("elsewhere", "Bill")))
        assert not [note for note in publish(library, tmp_path / f"a{suffix}").notes if "Pay" in words(note)]
        bin_model(library, gone.id)
        report = publish(library, tmp_path / f"a{suffix}", language=CHINESE)
    (note,) = [note for note in report.notes if note.key == "documents.no_target"]
    assert note.arguments == {"names": "Ship <it>、Bill"}


WITHOUT = """
import sys
from pathlib import Path
from modeller.drawing import metrics, pdf_objects
there = metrics.font_path
gone = lambda face: Path("gone") / face.file if face.file.startswith(sys.argv[1]) else there(face)
metrics.font_path = pdf_objects.font_path = gone
from modeller.files.problem import Problem
from modeller.jobs.export_model import export_model
from modeller.jobs.open_model import Opened
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Node
model = Document([Diagram("d"), Node("n", "bpmn:task", None, 0, "done 😀", "d", Bounds(0, 0, 100, 80))])
try:
    report = export_model(Opened(model, (), Path("a.bpmn"), "a.bpmn"), "pdf", sys.argv[2])
    print(*map(str, [note.key for note in report.notes]))
except Problem as problem:
    print(problem)
"""


def exported_without(font: str, target: Path) -> str:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, font, target], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return run.stdout.strip()


def test_without_the_font_of_emoji_their_codes_are_drawn_and_the_report_says_so(tmp_path: Path) -> None:
    assert exported_without("NotoEmoji", tmp_path / "a.pdf") == "documents.framed"
    assert (tmp_path / "a.pdf").is_file()


def test_without_the_font_of_all_letters_nothing_is_written_and_the_old_file_stays(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    assert "NotoSansSC_400Regular.ttf" in exported_without("NotoSansSC", tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
