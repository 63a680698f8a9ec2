"""Many models of a library as documents: names, what is there already, what breaks, and what is left when it stops."""

import errno
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from modeller.cli import run
from modeller.editing.template import new_document
from modeller.files import atomic
from modeller.jobs import batch_export
from modeller.jobs.batch_export import Batch, Outcome, export_batch, lines, summary
from modeller.jobs.open_model import open_model
from modeller.jobs.policy_document import Wishes
from modeller.jobs.progress import Cancelled
from modeller.language import words
from modeller.library.folders import add_folder
from modeller.library.models import add_model
from modeller.library.opening import create_library, open_damaged
from modeller.library.store import Library
from modeller.model.entries import VALUE_CHAIN, NewModel
from modeller.model.records import Bounds, Diagram, Item, Node, Properties, Record

QUICK = ("svg",)


def pool() -> tuple[Record, ...]:
    return tuple(new_document("pool", "en"))


def two_pictures() -> tuple[Record, ...]:
    """A model with a collapsed sub-process, which has a picture of its own."""
    sub = Node("sub", "bpmn:subProcess", scope="process", text="Ship", diagram="outer", bounds=Bounds(0, 0, 100, 80),
               properties=Properties({"id": "Sub", "di:isExpanded": "false"}))  # fmt: skip
    task = Node("task", "bpmn:task", scope="sub", text="Pack", diagram="inner", bounds=Bounds(0, 0, 100, 80))
    process = Item("process", "bpmn:process", properties=Properties({"id": "process"}))
    return process, Diagram("outer", scope="process"), sub, Diagram("inner", scope="sub", order=1), task


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with create_library(tmp_path / "service.mlib", "Our processes") as made:
        sales = add_folder(made, "Sales/East")
        inner = add_folder(made, "报价", sales.id)
        for name, folder in (("Quote", sales.id), ("quote", sales.id), ("..", inner.id), ("con", None), ("退货", None)):
            add_model(made, NewModel(name, pool(), folder))
        yield made


def below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_model_is_written_in_its_folder_under_a_name_that_every_system_takes(
    library: Library, tmp_path: Path
) -> None:
    done = export_batch(library, tmp_path / "out", Batch(QUICK))
    assert below(tmp_path / "out") == {
        "Sales_East/Quote.svg", "Sales_East/quote (2).svg", "Sales_East/报价/_.svg", "_con.svg", "退货.svg",
    }  # fmt: skip
    assert (done.models, len(done.written), done.failed, done.ended) == (5, 5, [], True)


def test_all_kinds_of_a_model_stand_beside_each_other_and_are_what_they_say(library: Library, tmp_path: Path) -> None:
    chosen = add_model(library, NewModel("Return", pool())).id
    kinds = [kind for kind in batch_export.KINDS if kind not in {"png", "docx"}]  # those need Qt
    done = export_batch(library, tmp_path / "out", Batch(tuple(kinds), chosen=(chosen,), language="en"))
    assert done.failed == []
    begin = {name: (tmp_path / "out" / name).read_bytes()[:5] for name in below(tmp_path / "out")}
    assert begin == {
        "Return.pdf": b"%PDF-", "Return.svg": b"<?xml", "Return - policy.pdf": b"%PDF-",
        "Return.bpmn": b"<?xml",
    }  # fmt: skip
    assert len(open_model(tmp_path / "out" / "Return.bpmn").document.records) == len(pool())


def test_a_model_has_the_same_names_whichever_are_chosen(library: Library, tmp_path: Path) -> None:
    add_model(library, NewModel("A - policy", pool()))
    add_model(library, NewModel("A", pool()))
    kinds = ("pdf", "policy")
    whole = export_batch(library, tmp_path / "all", Batch(kinds, language="en"))
    for entry in batch_export.models(library):
        folder = tmp_path / entry.id
        export_batch(library, folder, Batch(kinds, chosen=(entry.id,), language="en"))
        assert below(folder) <= below(tmp_path / "all")
    assert {"A - policy.pdf", "A - policy (2).pdf"} < below(tmp_path / "all")
    assert len(set(whole.written)) == len(whole.written) == 14


def test_a_second_picture_of_a_model_takes_no_other_models_name(library: Library, tmp_path: Path) -> None:
    add_model(library, NewModel("Deep", two_pictures()))
    add_model(library, NewModel("Deep-2", pool()))
    done = export_batch(library, tmp_path, Batch(QUICK))
    assert {"Deep.svg", "Deep-2.svg", "Deep-2 (2).svg"} < below(tmp_path)
    assert done.failed == []
    assert not done.replaced


@pytest.mark.parametrize("replace", [False, True])
def test_what_is_there_is_left_or_replaced_as_asked_and_told(library: Library, tmp_path: Path, replace: bool) -> None:
    (tmp_path / "退货.svg").write_text("mine")
    done = export_batch(library, tmp_path, Batch(QUICK, replace=replace))
    held = (tmp_path / "退货.svg").read_text("utf-8")
    assert (held == "mine") is not replace
    assert done.kept == ([] if replace else [tmp_path / "退货.svg"])
    assert done.replaced == ([tmp_path / "退货.svg"] if replace else [])
    assert len(done.written) == (5 if replace else 4)
    assert any("退货.svg" in words(line) for line in lines(done))
    assert ("1 took the place" if replace else "1 was there already") in words(summary(done, tmp_path), "en")


def test_a_folder_in_the_way_of_a_file_stops_only_that_file(library: Library, tmp_path: Path) -> None:
    (tmp_path / "退货.svg").mkdir()
    done = export_batch(library, tmp_path, Batch(QUICK, replace=True))
    assert len(done.written) == 4
    assert len(done.failed) == 1
    assert "退货" in words(done.failed[0])


def test_only_chosen_folders_are_written(library: Library, tmp_path: Path) -> None:
    export_batch(library, tmp_path / "top", Batch(QUICK, folders=(None,)))
    assert below(tmp_path / "top") == {"_con.svg", "退货.svg"}


def test_a_damaged_model_is_told_and_the_others_are_written(tmp_path: Path) -> None:
    path = tmp_path / "broken.mlib"
    with create_library(path) as made:
        for name in ("First", "Second", "Third"):
            add_model(made, NewModel(name, pool()))
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE node SET name = 'x' WHERE model_id = (SELECT min(id) FROM model)")
    with open_damaged(path) as library:
        done = export_batch(library, tmp_path / "out", Batch(QUICK))
    assert below(tmp_path / "out") == {"Second.svg", "Third.svg"}
    assert any("First" in words(line) for line in done.failed)


def test_a_fault_of_ours_in_one_model_keeps_no_other_back(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = batch_export.open_draft

    def faulty(library: Library, id: str) -> object:
        opened = real(library, id)
        if opened.name == "Quote":
            raise ZeroDivisionError
        return opened

    monkeypatch.setattr(batch_export, "open_draft", faulty)
    done = export_batch(library, tmp_path / "out", Batch(QUICK))
    assert len(done.written) == 4
    assert len(done.failed) == 1
    assert done.ended
    assert words(done.failed[0]).startswith("Quote: ")


def test_a_value_chain_gets_no_policy_document(library: Library, tmp_path: Path) -> None:
    records = tuple(open_model(Path(__file__).parents[1] / "interchange" / "mchain" / "format-1.mchain").document)
    id = add_model(library, NewModel("Chain", records, None, VALUE_CHAIN)).id
    done = export_batch(library, tmp_path / "out", Batch(("bpmn", "docx"), chosen=(id,)))
    assert below(tmp_path / "out") == {"Chain.mchain"}
    assert (done.failed, len(done.written), done.ended) == ([], 1, True)
    assert [words(each, "en") for each in done.notes] == [
        "Chain: A value chain is no process, so no policy document is made of it."
    ]
    assert called("library", "export", library.path, tmp_path / "again", "Chain", "--as", "policy,docx") == 0
    assert not (tmp_path / "again").exists()


def test_a_note_of_many_models_is_told_once_with_their_number(library: Library, tmp_path: Path) -> None:
    done = export_batch(library, tmp_path, Batch(("policy",), language="en", policy=Wishes(sections=("scope", "kpis"))))
    assert len(done.written) == 5
    told = [words(each, "en") for each in done.notes]
    assert len(told) == len(set(told)) == 1
    assert told[0].startswith("5 models: Left out")


def test_a_full_disk_ends_it_with_whole_files_only(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    real = os.write

    def full(file: int, data: bytes) -> int:
        if len(written) == 2:
            real(file, data[:100])
            raise OSError(errno.ENOSPC, "no space left")
        written.append(1)
        return real(file, data)

    (tmp_path / "退货.svg").write_text("mine")
    monkeypatch.setattr(atomic, "PIECE", 1 << 30)
    monkeypatch.setattr(os, "write", full)
    done = export_batch(library, tmp_path, Batch(QUICK, replace=True))
    monkeypatch.undo()
    assert len(done.written) == 2
    assert not done.ended
    assert all(path.read_bytes().rstrip().endswith(b"</svg>") for path in done.written if path.name != "退货.svg")
    assert not list(tmp_path.rglob("*.tmp"))
    assert "full" in words(done.failed[0], "en")
    assert "2 models were not tried" in words(done.failed[-1], "en")


def test_calling_it_off_leaves_whole_files_and_says_which(library: Library, tmp_path: Path) -> None:
    outcome = Outcome()

    def stop(fraction: float) -> None:
        if len(outcome.written) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        export_batch(library, tmp_path / "out", Batch(QUICK), stop, outcome)
    assert {path.name for path in outcome.written} == {name.rpartition("/")[2] for name in below(tmp_path / "out")}
    assert len(outcome.written) == 2
    assert not outcome.ended


def test_progress_goes_forward_to_the_end(library: Library, tmp_path: Path) -> None:
    told: list[float] = []
    export_batch(library, tmp_path, Batch(("svg", "bpmn")), told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1


# -- the command ----------------------------------------------------------------------------------------------------


def called(*arguments: object) -> int:
    return run([str(each) for each in arguments])


def test_the_command_writes_leaves_and_replaces(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lib, out = library.path, tmp_path / "out"
    assert called("library", "export", lib, out, "--as", "svg,bpmn", "--folder", "Purchase") == 2
    assert "Purchase" in capsys.readouterr().err
    assert called("library", "export", lib, out, "--as", "svg,bpmn", "--folder", "Sales/East/报价") == 0
    assert below(out) == {"Sales_East/报价/_.svg", "Sales_East/报价/_.bpmn"}
    assert called("library", "export", lib, out, "退货", "--as", "svg") == 0
    assert "退货.svg" in below(out)
    assert called("library", "export", lib, out, "--as", "SVG, bpmn") == 0
    said = capsys.readouterr()
    assert "--force" in said.err
    assert "7 files written" in said.out
    assert "there already" not in said.out, "it is told once"
    assert said.err.count("there already") == 1
    assert called("library", "export", lib, out, "--as", "svg", "--force", "--json") == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(told) == 5
    assert all(each["replaced"] for each in told)


@pytest.mark.parametrize(
    "options", [("--as", "tiff"), ("--page", "A4"), ("--as", "svg", "--version", "1.0"), ("--folder", "x"),
                ("--as", "png", "--dpi", "9000")]
)  # fmt: skip
def test_the_command_says_what_does_not_go_together(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    assert called("library", "export", library.path, tmp_path / "out", *options) == 2
    assert options[-2] in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_stopped_by_a_key_tells_what_it_wrote(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = batch_export.open_draft

    def stopped(library: Library, id: str) -> object:
        if list((tmp_path / "out").rglob("*.svg")):
            raise KeyboardInterrupt
        return real(library, id)

    monkeypatch.setattr(batch_export, "open_draft", stopped)
    assert called("library", "export", library.path, tmp_path / "out", "--as", "svg") != 0
    assert "1 file written" in capsys.readouterr().err
    assert len(below(tmp_path / "out")) == 1


def test_a_copy_of_a_library_ends_as_libraries_do(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called("library", "copy", library.path, tmp_path / "copy.db") == 2
    assert ".mlib" in capsys.readouterr().err
    assert not (tmp_path / "copy.db").exists()
    assert called("library", "copy", library.path, tmp_path / "copy.MLIB") == 0
