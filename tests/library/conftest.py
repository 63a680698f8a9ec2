"""Libraries that the tests of this room work on."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from modeller.interchange.bpmn.reader import read
from modeller.library.models import add_model
from modeller.library.opening import create_library
from modeller.library.store import Library
from modeller.model.entries import ModelEntry, NewModel
from modeller.model.records import Record
from modeller.resources import SAMPLES


def sample(name: str = "order-fulfilment") -> tuple[Record, ...]:
    """The records of a shipped model."""
    return tuple(read((SAMPLES / f"{name}.bpmn").read_bytes()).document)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library of a test lies."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder / "流程库.mlib"


@pytest.fixture(scope="session")
def memory() -> Iterator[Path]:
    """A folder in memory, where the system has such: for what writes so often that a disk would take minutes."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """An empty library, open."""
    with create_library(path) as made:
        yield made


@pytest.fixture
def model(library: Library) -> ModelEntry:
    """A model in it."""
    return add_model(library, NewModel("Order", sample()))
