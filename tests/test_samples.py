"""The shipped samples are what a user learns from: whole, tidy, without a fault."""

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from requirements import CORPUS

from modeller.jobs.convert_model import convert_model
from modeller.jobs.open_model import open_model
from modeller.model.records import Flow, Node
from modeller.resources import SAMPLES

PATHS = sorted(SAMPLES.glob("*.bpmn"))
CONTAINERS = {"bpmn:participant", "bpmn:lane", "bpmn:subProcess", "bpmn:boundaryEvent", "bpmn:group"}
CHECKS = CORPUS.parent / "checks"


def ident(path: Path) -> str:
    return path.stem


def test_there_are_samples_in_both_languages() -> None:
    chinese = [path for path in PATHS if any("\u4e00" <= letter <= "\u9fff" for letter in path.name)]
    assert len(chinese) >= 3
    assert len(PATHS) - len(chinese) >= 3


@pytest.mark.parametrize("path", PATHS, ids=ident)
def test_a_sample_has_no_fault(path: Path) -> None:
    opened = open_model(path)
    assert opened.findings == ()
    assert not opened.placed


@pytest.mark.parametrize("path", PATHS, ids=ident)
def test_everything_in_a_sample_is_drawn_and_joined(path: Path) -> None:
    model = open_model(path).document
    for record in model:
        if isinstance(record, Node) and record.type != "bpmn:dataObject" and "dataInput" not in record.type:
            assert record.bounds is not None or record.type in {"bpmn:dataOutput", "bpmn:message"}, record.key
        if isinstance(record, Flow):
            assert len(record.points) >= 2, record.key
            assert record.source is not None, record.key
            assert record.target is not None, record.key
    for diagram in model.diagrams():
        assert model.drawn(diagram.key)


@pytest.mark.parametrize("path", PATHS, ids=ident)
def test_nothing_in_a_sample_lies_on_something_else(path: Path) -> None:
    model = open_model(path).document
    for diagram in model.diagrams():
        shapes = [node for node in model.drawn(diagram.key) if isinstance(node, Node) and node.type not in CONTAINERS]
        for one, other in combinations(shapes, 2):
            assert one.bounds is not None
            assert other.bounds is not None
            assert not one.bounds.meets(other.bounds), f"{one.text} and {other.text}"


@pytest.mark.parametrize("path", PATHS, ids=ident)
def test_shapes_of_a_sample_stand_on_the_grid(path: Path) -> None:
    for node in open_model(path).document.nodes():
        if node.bounds is not None and node.type != "bpmn:textAnnotation":
            assert node.bounds.centre.x % 5 == 0, node.text
            assert node.bounds.centre.y % 5 == 0, node.text


def test_every_file_of_the_sample_library_is_valid(corpus: Path) -> None:
    files = [str(path) for path in sorted(SAMPLES.rglob("service/*/*/*.bpmn"))]
    assert len(files) == 16
    done = subprocess.run(
        [sys.executable, str(CHECKS / "bpmn_schema.py"), *files], check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", PATHS, ids=ident)
def test_a_sample_is_valid_and_comes_back_whole(path: Path, corpus: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.bpmn"
    convert_model(path, target)
    for script, *arguments in (
        ("bpmn_schema.py", str(path), str(target)),
        ("bpmn_roundtrip.py", str(path), str(target)),
    ):
        done = subprocess.run(
            [sys.executable, str(CHECKS / script), *arguments], check=False, capture_output=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stdout
