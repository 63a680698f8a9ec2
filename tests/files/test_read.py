"""Reading bytes: what is not there, not a file or too large is said plainly."""

import errno
import os
import threading
from pathlib import Path

import pytest

from modeller.files import read
from modeller.files.problem import Problem
from modeller.files.read import read_bytes, shown


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "ščž ćžđ 订单.bpmn"
    path.write_bytes(b"abc")
    assert read_bytes(path) == b"abc"


@pytest.mark.parametrize(("name", "words"), [("gone.bpmn", "no such file"), (".", "is a folder"), ("a\0b", "no such")])
def test_what_is_no_file_is_said(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        read_bytes(tmp_path / name)


def test_a_file_over_the_limit_is_refused_and_one_at_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.bpmn"
    path.write_bytes(b"x" * 1_000_001)
    with pytest.raises(Problem, match="larger than 1 MB"):
        read_bytes(path, limit=1_000_000)
    assert len(read_bytes(path, limit=1_000_001)) == 1_000_001


def test_a_file_without_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(read, "open", refused, raising=False)
    with pytest.raises(Problem, match="not allowed"):
        read_bytes(tmp_path / "locked.bpmn")


def test_a_name_that_is_no_text_or_plays_tricks_is_shown_safely() -> None:
    assert shown(os.fsdecode(b"caf\xe9.bpmn")) == "caf�.bpmn"
    assert shown("a\x1b[31m\nb.bpmn") == "a�[31m�b.bpmn"
    assert shown("invoice\u202egpj.bpmn") == "invoice�gpj.bpmn"


def test_a_pipe_that_nothing_writes_into_is_said_at_once_and_one_with_a_writer_is_read(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Problem, match="is a pipe that nothing writes into"):
        read_bytes(pipe)
    holder = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(pipe, os.O_WRONLY)
    late = threading.Timer(0.2, lambda: (os.write(writer, b"late " * 50_000), os.close(writer)))
    late.start()
    try:
        assert read_bytes(pipe) == b"late " * 50_000, "it waits for what is written"
    finally:
        late.join()
        os.close(holder)
