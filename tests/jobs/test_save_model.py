"""Saving: over the file it came from, but never over what somebody else wrote since."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from modeller.files import atomic
from modeller.files.problem import Problem
from modeller.files.read import digest_of
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.jobs import save_model
from modeller.jobs.open_model import open_model
from modeller.jobs.save_model import ChangedOutside, NotTheSame, outside, save
from modeller.language import LANGUAGES, message, words
from modeller.model.document import Document
from modeller.model.records import Item, Node, Properties
from modeller.resources import SAMPLES

SAMPLE = SAMPLES / "order-fulfilment.bpmn"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "订单.bpmn"
    target.write_bytes(SAMPLE.read_bytes())
    return target


def rename(document: Document, text: str) -> None:
    node = next(record for record in document if isinstance(record, Node))
    with document.edit(message("window.name")) as edit:
        edit.put(replace(node, text=text))


def test_what_is_saved_is_what_is_opened_again(path: Path) -> None:
    opened = open_model(path)
    rename(opened.document, "核实 <订单> & more")
    saved = save(opened.document, path, opened.digest)
    again = open_model(path)
    assert saved.digest == again.digest == digest_of(path.read_bytes())
    assert dict(again.document.records) == dict(opened.document.records)
    rename(opened.document, "twice")
    save(opened.document, path, saved.digest)


def test_a_file_of_another_encoding_is_written_as_utf8(path: Path) -> None:
    text = SAMPLE.read_bytes().decode().replace('encoding="UTF-8"', 'encoding="UTF-16"', 1)
    path.write_bytes(text.encode("utf-16"))
    opened = open_model(path)
    save(opened.document, path, opened.digest)
    assert b'encoding="UTF-8"' in path.read_bytes()[:60]
    assert dict(open_model(path).document.records) == dict(opened.document.records)


@pytest.mark.parametrize("way", ["overwritten", "replaced", "same date"])
def test_what_somebody_else_wrote_is_not_written_over(path: Path, way: str) -> None:
    opened = open_model(path)
    before = path.stat()
    theirs = path.read_bytes().replace(b"order", b"ORDER", 1)
    if way == "replaced":
        other = path.with_suffix(".new")
        other.write_bytes(theirs)
        os.replace(other, path)
    else:
        path.write_bytes(theirs)
    if way == "same date":
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    rename(opened.document, "mine")
    with pytest.raises(ChangedOutside) as caught:
        save(opened.document, path, opened.digest)
    assert path.read_bytes() == theirs
    assert os.listdir(path.parent) == [path.name]
    for language in LANGUAGES:
        assert path.name in words(caught.value.message, language)
    save(opened.document, path, None)
    assert b"mine" in path.read_bytes()


def test_a_touched_file_is_no_changed_one(path: Path) -> None:
    opened = open_model(path)
    os.utime(path, (0, 0))
    assert outside(path, opened.digest) == "same"
    save(opened.document, path, opened.digest)


def test_a_file_that_is_gone_is_written_anew(path: Path) -> None:
    opened = open_model(path)
    path.unlink()
    assert outside(path, opened.digest) == "missing"
    save(opened.document, path, opened.digest)
    assert dict(open_model(path).document.records) == dict(opened.document.records)


def test_read_only_files_and_folders_are_explained(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_model(path)
    before = path.read_bytes()
    path.chmod(stat.S_IREAD)
    monkeypatch.setattr(os, "access", lambda target, mode: bool(os.stat(target).st_mode & stat.S_IWUSR))  # root may all
    with pytest.raises(Problem, match="read-only"):
        save(opened.document, path, opened.digest)
    assert path.read_bytes() == before
    with pytest.raises(Problem, match="folder does not exist"):
        save(opened.document, path.parent / "nowhere" / "a.bpmn")


def test_on_a_full_disk_the_old_file_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_model(path)
    before = path.read_bytes()

    def full(fd: int, data: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "write", full)
    with pytest.raises(Problem, match="disk is full"):
        save(opened.document, path, opened.digest)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_what_would_be_read_as_something_else_is_not_written_over_a_good_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_model(path)
    before = path.read_bytes()

    def forgetful(data: bytes, name: str = "") -> object:
        reading = read(data, name)
        rename(reading.document, "something else")
        return reading

    monkeypatch.setattr(save_model, "read", forgetful)
    with pytest.raises(NotTheSame):
        save(opened.document, path, opened.digest)
    assert path.read_bytes() == before
    save(opened.document, path.with_name("copy.bpmn"), exact=False)


def test_a_lane_lists_steps_of_several_holders_in_file_order_also_when_written_again() -> None:
    holders = [Item("definitions", "bpmn:definitions"), Item("p", "bpmn:process", "definitions")]
    lane_set = Item("s", "bpmn:laneSet", "p", properties=Properties(id="s"))
    lane = [lane_set, Node("l", "bpmn:lane", "s", properties=Properties(id="l"))]
    steps = [
        Node("sub", "bpmn:subProcess", "p", 7.5, lanes=("l",), properties=Properties(id="sub")),
        Node("inner", "bpmn:task", "sub", 1, lanes=("l",), properties=Properties(id="inner")),
        Node("first", "bpmn:task", "p", 3, lanes=("l",), properties=Properties(id="first")),
    ]
    written = write(Document([*holders, *lane, *steps]))
    assert written.index(b">first<") < written.index(b">sub<") < written.index(b">inner<")
    assert write(read(written, "again").document) == written


def test_every_file_of_the_corpus_passes_the_check_of_its_own_save(corpus: Path, tmp_path: Path) -> None:
    count = 0
    for file in sorted(corpus.rglob("*.bpmn")):
        try:
            opened = open_model(file)
        except Problem:
            continue
        save(opened.document, tmp_path / "a.bpmn")
        count += 1
    assert count > 50
