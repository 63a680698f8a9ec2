"""A picture that is kept in step: written anew, never over somebody else's, and as whole as any other."""

import os
import threading
from pathlib import Path

import pytest

from modeller.editing.template import new_document
from modeller.editing.text import rename
from modeller.export.exporter import Options
from modeller.files.problem import Problem
from modeller.jobs import kept_picture
from modeller.jobs.export_model import WouldReplace
from modeller.jobs.kept_picture import Look, begin, end, renew
from modeller.jobs.open_model import Opened
from modeller.jobs.picture_mark import Kept, is_kept, kept_among, marked, owner_of, without_mark
from modeller.jobs.turns import Turns
from modeller.language import words
from modeller.model.document import Document
from modeller.model.records import Bounds, Diagram, Item, Node, Properties

LOOK = Look(Options(), "en")


def opened(name: str = "Pack", inner: bool = False) -> Opened:
    records = [
        Item("process", "bpmn:process", properties=Properties({"id": "process"})),
        Diagram("outer", scope="process"),
        Node("sub", "bpmn:subProcess", scope="process", text=name, diagram="outer", bounds=Bounds(0, 0, 100, 80),
             properties=Properties({"id": "Sub", "di:isExpanded": "false"})),
    ]  # fmt: skip
    if inner:
        records += [
            Diagram("inner", scope="sub", order=1),
            Node("task", "bpmn:task", scope="sub", text="Inside", diagram="inner", bounds=Bounds(0, 0, 100, 80)),
        ]
    return Opened(Document(records), (), Path("plan.bpmn"), "plan.bpmn")


def picture(folder: Path, kind: str = "svg", owner: str = "file .bpmn") -> Kept:
    return Kept(kind, folder / f"plan.{kind}", owner)


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_a_kept_picture_says_whose_it_is_and_is_what_it_would_be_without(tmp_path: Path, kind: str) -> None:
    kept = picture(tmp_path, kind)
    begin(opened(), kept, LOOK)
    assert kept_among([kept]) == [kept]
    assert not is_kept(kept.path, picture(tmp_path, kind, "file .mchain")), "not that of another model"
    held = kept.path.read_bytes()
    assert marked(without_mark(held, kept), kept) == held
    end(kept)
    assert kept.path.read_bytes() == without_mark(held, kept) != held
    assert kept_among([kept]) == []
    if kind == "pdf":
        pypdf = pytest.importorskip("pypdf")
        for data in (held, kept.path.read_bytes()):
            (tmp_path / "read.pdf").write_bytes(data)
            reader = pypdf.PdfReader(tmp_path / "read.pdf", strict=True)
            assert "Pack" in reader.pages[0].extract_text()


def test_models_of_one_name_do_not_share_a_picture() -> None:
    folder = Path("somewhere")
    owners = {owner_of(folder / name, False) for name in ("plan.bpmn", "plan.mchain", "plan.xml")}
    owners |= {owner_of(folder / "a.mlib" / id, True) for id in ("one", "two")}
    assert len(owners) == 5
    assert owner_of(Path("elsewhere/other.BPMN"), False) == owner_of(folder / "plan.bpmn", False), (
        "it moves with its file"
    )


def test_only_kept_pictures_are_renewed(tmp_path: Path) -> None:
    svg, pdf = picture(tmp_path, "svg"), picture(tmp_path, "pdf")
    begin(opened("First"), svg, LOOK)
    done = renew(opened("Second"), [svg, pdf], LOOK)
    assert done.files == (svg.path,)
    assert ">Second<" in svg.path.read_text("utf-8")
    assert not pdf.path.exists()
    svg.path.write_text("somebody else's")
    assert renew(opened("Third"), [svg, pdf], LOOK) == kept_picture.Renewed()
    assert svg.path.read_text("utf-8") == "somebody else's"


def test_what_stands_there_is_asked_about_first(tmp_path: Path) -> None:
    kept = picture(tmp_path)
    kept.path.write_text("mine")
    with pytest.raises(WouldReplace) as caught:
        begin(opened(), kept, LOOK)
    assert caught.value.files == (kept.path,)
    assert kept.path.read_text("utf-8") == "mine"
    begin(opened(), kept, LOOK, replace=True)
    begin(opened(), kept, LOOK)
    assert is_kept(kept.path, kept)


def test_further_diagrams_come_and_go_with_the_model_and_spare_other_peoples_files(tmp_path: Path) -> None:
    kept, second = picture(tmp_path), tmp_path / "plan-2.svg"
    begin(opened(), kept, LOOK)
    second.write_text("mine")
    done = renew(opened(inner=True), [kept], LOOK)
    assert second.read_text("utf-8") == "mine"
    assert "plan-2.svg" in words(done.failed[0])
    second.unlink()
    assert renew(opened(inner=True), [kept], LOOK).files == (kept.path, second)
    assert renew(opened(), [kept], LOOK).failed == ()
    assert not second.exists(), "the diagram is gone, and its picture with it"
    renew(opened(inner=True), [kept], LOOK)
    end(kept)
    assert b"kept in step" not in second.read_bytes()


def test_a_picture_that_cannot_be_written_is_a_sentence_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = picture(tmp_path)
    begin(opened("First"), kept, LOOK)
    before = kept.path.read_bytes()

    def full(*_: object) -> int:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "write", full)
    done = renew(opened("Second"), [kept], LOOK)
    monkeypatch.undo()
    assert done.files == ()
    assert "the model itself is saved" in words(done.failed[0], "en")
    assert kept.path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["plan.svg"]


def test_what_is_no_plain_file_is_no_kept_picture(tmp_path: Path) -> None:
    kept = picture(tmp_path)
    kept.path.mkdir()
    assert kept_among([kept]) == []
    with pytest.raises(Problem):
        begin(opened(), kept, LOOK, replace=True)


def test_an_older_state_is_never_written_after_a_newer() -> None:
    turns, done = Turns(), list[str]()
    first, second = turns.take(), turns.take()
    assert second(lambda: done.append("second") or "second", "left") == "second"  # type: ignore[func-returns-value]
    assert first(lambda: done.append("first") or "first", "left") == "left"  # type: ignore[func-returns-value]
    assert done == ["second"]


def test_turns_do_not_overlap() -> None:
    turns, inside, most = Turns(), list[int](), list[int]()
    running = threading.Event()

    def job() -> bool:
        inside.append(1)
        most.append(len(inside))
        running.wait(0.05)
        inside.pop()
        return True

    threads = []
    for _ in range(3):
        turn = turns.take()
        threads.append(threading.Thread(target=lambda turn=turn: turn(job, False)))
        threads[-1].start()
    for each in threads:
        each.join()
    assert set(most) == {1}


def test_the_templates_pictures_follow_a_change(tmp_path: Path) -> None:
    document = new_document("pool", "en")
    kept = picture(tmp_path)
    begin(Opened(document, (), Path("plan.bpmn"), "plan.bpmn"), kept, LOOK)
    start = next(node for node in document.nodes() if node.type == "bpmn:startEvent")
    rename(document, start.key, "Order came")
    renew(Opened(Document(document.snapshot()), (), Path("plan.bpmn"), "plan.bpmn"), [kept], LOOK)
    assert "Order came" in kept.path.read_text("utf-8")
