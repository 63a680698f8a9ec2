"""`modeller library …`: every command end to end, its lines, its JSON, its exit codes."""

import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from requirements import ROOT

from modeller.cli import commands, run
from modeller.cli.library_kit import app
from modeller.files.platform import settings_folder
from modeller.library.approval import advance
from modeller.library.drafts import load_draft, save_draft
from modeller.library.models import find_model
from modeller.library.opening import open_library
from modeller.library.store import Library
from modeller.model.entries import Author
from modeller.model.records import Node
from modeller.resources import SAMPLES

assert commands.LIBRARY, "they are registered by being imported"
COMMANDS = [each.name or each.callback.__name__ for each in app.registered_commands if each.callback]
SAMPLE = SAMPLES / "order-fulfilment.bpmn"


@pytest.fixture
def lib(tmp_path: Path) -> str:
    path = tmp_path / "流程 ?#%.mlib"
    assert run(["library", "create", str(path)]) == 0
    assert run(["library", "add", str(path), *map(str, sorted(SAMPLES.glob("*.bpmn"))), "--into", "示例/Samples"]) == 0
    return str(path)


def lines(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[str]:
    capsys.readouterr()
    assert run(["library", *arguments]) == code
    return capsys.readouterr().out.splitlines()


def objects(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines(capsys, *arguments, "--json", code=code)]


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said where it could not be done: one line."""
    capsys.readouterr()
    assert run(["library", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_models_are_added_and_listed(lib: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = lines(capsys, "list", lib)
    assert len(shown) == 7
    assert any(line.endswith("示例/Samples/order-fulfilment") for line in shown)
    found = objects(capsys, "list", lib)
    assert found[0]["path"] == ["示例", "Samples", found[0]["name"]]
    assert lines(capsys, "list", lib, "--bin") == ["The library is empty."]
    assert objects(capsys, "add", lib, str(SAMPLES / "客户投诉处理.bpmn"))[0]["name"] == "客户投诉处理"
    assert objects(capsys, "add", lib, str(SAMPLES / "客户投诉处理.bpmn"), "--into", "别处")[0]["folder"]
    assert lines(capsys, "history", lib, "客户投诉处理") == ["“客户投诉处理” has no versions yet."]  # at the top
    objects(capsys, "add", lib, str(SAMPLES / "order-fulfilment.bpmn"), "--into", "别处")
    assert "one of several" in refused(capsys, "history", lib, "order-fulfilment")
    assert lines(capsys, "history", lib, "示例/Samples/客户投诉处理") == ["“客户投诉处理” has no versions yet."]


def test_a_bad_file_does_not_stop_the_others(lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.bpmn"
    bad.write_bytes(b"<definitions")
    capsys.readouterr()
    assert run(["library", "add", lib, str(bad), str(SAMPLE), str(tmp_path / "gone.bpmn")]) == 2
    said = capsys.readouterr()
    assert said.out.startswith("Added 1 model to")
    assert "bad.bpmn, line 1" in said.err
    assert "no such file" in said.err


def test_versions_are_made_by_whom_the_settings_name(lib: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings_folder().mkdir(parents=True)
    (settings_folder() / "settings.json").write_text(json.dumps({"author": "王芳", "organisation": "运营部"}), "utf-8")
    assert lines(capsys, "version", lib, "order-fulfilment", "--note", "first") == [
        "“order-fulfilment” is version 1.0 now"
    ]
    assert "has not changed" in refused(capsys, "version", lib, "order-fulfilment", "--note", "again")
    assert "--note is missing" in refused(capsys, "version", lib, "order-fulfilment")
    (kept,) = objects(capsys, "history", lib, "order-fulfilment")
    assert (kept["number"], kept["note"], kept["author"]) == ("1.0", "first", "王芳, 运营部")
    (line,) = lines(capsys, "history", lib, "order-fulfilment")
    assert line.startswith("1.0 ")
    assert line.endswith("王芳, 运营部  first")


def test_a_model_a_version_and_a_whole_library_are_written(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["library", "version", lib, "order-fulfilment", "--note", "first"])
    target = tmp_path / "out.bpmn"
    for more in ([], ["--version", "1.0", "--force"]):
        assert lines(capsys, "export", lib, str(target), "order-fulfilment", *more) == [f"Wrote {target}"]
        capsys.readouterr()
        assert run(["info", str(target)]) == 0
    assert "no version 3.0" in refused(capsys, "export", lib, str(target), "order-fulfilment", "--version", "3.0")
    assert "no model" in refused(capsys, "export", lib, str(target), "nothing")
    files = objects(capsys, "export", lib, str(tmp_path / "all"))
    assert len(files) == 9
    assert "not empty" in refused(capsys, "export", lib, str(SAMPLES))


def test_nothing_that_is_there_is_replaced_unasked(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(capsys, "attach", lib, "order-fulfilment", str(SAMPLE))
    commands_ = {
        "one.bpmn": ["export", lib, "one.bpmn", "order-fulfilment"],
        "copy.mlib": ["copy", lib, "copy.mlib"],
        "words.csv": ["dictionary", "export", lib, "words.csv"],
        "said.json": ["comments", lib, "order-fulfilment", "--write", "said.json"],
        "file.bpmn": ["attach", lib, "order-fulfilment", "file.bpmn", "--save", SAMPLE.name],
        "folder": ["export", lib, "folder"],
    }
    for name, words in commands_.items():
        target = tmp_path / name
        command = [str(target) if each == name else each for each in words]
        lines(capsys, *command)
        kept = target / "library.json" if target.is_dir() else target
        kept.write_bytes(kept.read_bytes() + b" ")
        before = kept.read_bytes()
        said = refused(capsys, *command)
        assert said == f"{target} is there already. Nothing was written. --force replaces it.\n"
        assert kept.read_bytes() == before
        lines(capsys, *command, "--force")
        assert kept.read_bytes() != before


def test_a_name_that_is_taken_is_told_with_the_one_it_gets(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "order-fulfilment.bpmn"
    other.write_bytes((SAMPLES / "expense-approval.bpmn").read_bytes())
    capsys.readouterr()
    assert run(["library", "add", lib, str(other), "--into", "示例/Samples"]) == 0
    said = capsys.readouterr().err
    assert "“order-fulfilment” is the name of another model there; this one is “order-fulfilment (2)”." in said
    other.write_bytes((SAMPLES / "service-desk-incident.bpmn").read_bytes())
    (made,) = objects(capsys, "add", lib, str(other), "--into", "示例/Samples")
    assert (made["wanted"], made["name"]) == ("order-fulfilment", "order-fulfilment (3)")


def test_a_library_is_backed_up_damaged_found_out_and_restored(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lines(capsys, "verify", lib)[0].endswith("is whole. Models: 7, versions: 0.")
    first = lines(capsys, "backup", lib)
    assert first[0].startswith("Backed up to ")
    assert len(objects(capsys, "backup", lib)) == len(first) - 2
    with sqlite3.connect(lib) as plain:
        plain.execute("UPDATE node SET name = 'x' WHERE type = 'bpmn:userTask' AND model_id = 1")
    plain.close()
    capsys.readouterr()
    assert run(["library", "verify", lib]) == 2
    said = capsys.readouterr()
    assert "is not what was saved" in said.err
    folder = Path(first[0].removeprefix("Backed up to ")).parent
    assert f"Backups in {folder}, the latest first:" in said.out
    assert "“expense-approval”" in str(objects(capsys, "verify", lib, code=2))
    capsys.readouterr()
    assert run(["library", "export", lib, str(tmp_path / "rest")]) == 2
    assert "is damaged" in capsys.readouterr().err
    assert len(list((tmp_path / "rest").rglob("*.bpmn"))) == 7
    name = first[2].split("  ")[-1]
    assert lines(capsys, "restore", lib, "latest") == [f"{lib} is what the backup {folder / name} was."]
    assert run(["library", "verify", lib]) == 0
    capsys.readouterr()
    assert lines(capsys, "restore", lib, name) == [f"{lib} is what the backup {folder / name} was."], "as it is listed"
    assert "no such library" in refused(capsys, "restore", lib, "none.mlib")
    assert "no such library" in refused(capsys, "restore", lib, str(tmp_path / "none.mlib"))


def test_backups_of_copies_are_listed_apart(lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy.mlib"
    copy.write_bytes(Path(lib).read_bytes())
    run(["library", "version", str(copy), "order-fulfilment", "--note", "there"])
    own, (head, other) = lines(capsys, "backups", lib)[:-2], lines(capsys, "backups", lib)[-2:]
    assert len(own) == 2
    assert head.startswith("Backups of other copies of this library in ")
    assert other.endswith(f"(of another copy at {copy})")
    found = objects(capsys, "backups", lib)
    assert [each["own"] for each in found] == [True, False]
    assert found[1]["origin"] == str(copy)
    capsys.readouterr()
    assert run(["library", "restore", lib, str(found[1]["path"])]) == 0
    assert f"the backup of another copy of the library, at {copy}" in capsys.readouterr().err


def test_a_copy_to_send_has_the_chosen_folders(lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["library", "add", lib, str(SAMPLE), "--into", "Secret"])
    target = tmp_path / "copy.mlib"
    assert lines(capsys, "copy", lib, str(target), "--folder", "示例") == [f"Wrote {target}"]
    assert len(lines(capsys, "list", str(target))) == 7
    assert len(lines(capsys, "list", lib)) == 8
    assert "no folder “nowhere”" in refused(capsys, "copy", lib, str(target), "--folder", "nowhere")


def test_a_copy_to_send_takes_several_folders(lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("A", "B/C", "Secret"):
        run(["library", "add", lib, str(SAMPLE), "--into", folder])
    target = str(tmp_path / "copy.mlib")
    lines(capsys, "copy", lib, target, "--folder", "A", "--folder", "/B/C/")
    found = objects(capsys, "list", target)
    assert [each["path"] for each in found] == [["A", "order-fulfilment"], ["B", "C", "order-fulfilment"]]
    assert run(["library", "verify", target]) == 0


def test_an_entry_that_is_used_is_deleted_only_where_that_is_wanted(
    lib: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(capsys, "dictionary", "add", lib, "role", "客服专员")
    lines(capsys, "dictionary", "add", lib, "role", "投诉组", "--parent", "客服专员")
    lines(capsys, "dictionary", "rename", lib, "客服专员", "客服代表")
    uses = lines(capsys, "dictionary", "where-used", lib, "客服代表")
    no = refused(capsys, "dictionary", "remove", lib, "客服代表")
    assert f"still used in {len(uses) + 1} places" in no
    assert no.endswith("--force deletes it all the same.\n")
    said = lines(capsys, "dictionary", "remove", lib, "客服代表", "--force")
    assert said == [f"“客服代表” is deleted; elements that referred to it: {len(uses)}."]
    assert [(each["name"], each["parent"]) for each in objects(capsys, "dictionary", "list", lib)] == [("投诉组", None)]
    with open_library(lib) as library:
        drawn = load_draft(library, find_model(library, "客户投诉处理").id).records
    assert "客服代表" in {each.text for each in drawn if isinstance(each, Node)}, "names stay"
    assert run(["library", "verify", lib]) == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_both_languages(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("en", "zh_CN"):
        assert run(["--lang", language, "library", command, "--help"]) == 0
        said = capsys.readouterr().out
        assert "command." not in said
        assert ("Arguments" if language == "en" else "参数") in said


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "create"])
def test_what_is_no_library_is_one_line_for_every_command(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = {"history": ["x"], "version": ["x", "--note", "y"], "add": [str(SAMPLE)], "export": [str(tmp_path / "out")]}
    more |= {"compare": ["x", "1.0"], "merge": [str(tmp_path / "typo.mlib")]}
    more |= {"comment": ["x", "y"], "comments": ["x"], "attach": ["x", str(SAMPLE)]}
    more |= {"approve": ["x", "submit"], "search": ["x"], "field": ["x"]}
    more |= {"copy": [str(tmp_path / "c.mlib")], "restore": [str(tmp_path / "typo.mlib")]}
    assert "no such library" in refused(capsys, command, str(tmp_path / "typo.mlib"), *more.get(command, []))
    if command != "restore":  # there a file that cannot be read is what it is for
        assert "not a model library" in refused(capsys, command, str(SAMPLE), *more.get(command, []))
    assert [each.name for each in tmp_path.iterdir() if each.name != "home"] == []


def test_every_command_of_the_library_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"modeller library {command} " in readme


def test_the_program_starts_without_what_libraries_need() -> None:
    code = "import sys, modeller.cli.commands; print([m for m in ('sqlalchemy', 'alembic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_two_versions_of_a_model_are_compared(lib: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines(capsys, "version", lib, "order-fulfilment", "--note", "first")
    assert lines(capsys, "compare", lib, "order-fulfilment", "1.0") == [
        "order-fulfilment 1.0 → order-fulfilment, draft",
        "No differences.",
    ]
    with open_library(lib) as library:
        renamed(library, find_model(library, "order-fulfilment").id, 0, "Look at the order")
    assert any("Look at the order" in line for line in lines(capsys, "compare", lib, "order-fulfilment", "1.0", code=1))
    (said,) = objects(capsys, "compare", lib, "order-fulfilment", "1.0", "draft", code=1)
    assert said["counts"] == {"removed": 0, "added": 0, "changed": 1, "layout": 0, "tools": 0}
    assert "2.0" in refused(capsys, "compare", lib, "order-fulfilment", "1.0", "2.0")


def test_a_copy_is_merged_and_every_model_says_what_became_of_it(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mailed = str(tmp_path / "mailed.mlib")
    lines(capsys, "copy", lib, mailed)
    for path, name in ((lib, "here"), (mailed, "there")):
        with open_library(path) as library:
            renamed(library, find_model(library, "order-fulfilment").id, 0, name)
    assert lines(capsys, "add", mailed, str(SAMPLES / "客户投诉处理.bpmn"), "--into", "新")
    planned = objects(capsys, "merge", lib, mailed, "--dry-run", code=1)
    by_name = {each["name"]: each for each in planned}
    assert by_name["order-fulfilment"]["standing"] == "both"
    assert by_name["客户投诉处理"]["standing"] == "new_there"
    (conflict,) = by_name["order-fulfilment"]["conflicts"]  # type: ignore[misc]
    assert "here" in conflict["words"]
    assert "there" in conflict["words"]
    said = lines(capsys, "merge", lib, mailed, "--take", "order-fulfilment=theirs")
    assert "Changed on both sides: 示例/Samples/order-fulfilment → as in the copy" in said
    assert any("version 1.0" in line for line in said)
    assert len(lines(capsys, "list", lib)) == 8
    assert lines(capsys, "merge", lib, mailed)[-1].startswith("0 models")
    assert "no model and side" in refused(capsys, "merge", lib, mailed, "--take", "order-fulfilment=his")
    assert "are called" in refused(capsys, "merge", lib, mailed, "--take", "nothing=theirs")


def test_a_merge_tells_a_comment_from_a_change_of_the_drawing(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mailed = str(tmp_path / "mailed.mlib")
    lines(capsys, "copy", lib, mailed)
    lines(capsys, "comment", mailed, "order-fulfilment", "Is this so?")
    said = lines(capsys, "merge", lib, mailed, "--dry-run")
    assert any(line.startswith("Comments, files or versions changed in the copy: ") for line in said), said
    with open_library(mailed) as library:
        renamed(library, find_model(library, "order-fulfilment").id, 0, "there")
    said = lines(capsys, "merge", lib, mailed, "--dry-run")
    assert any(line.startswith("Changed in the copy: ") for line in said), said


def test_one_conflict_of_a_merge_is_decided_by_its_number(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mailed = str(tmp_path / "mailed.mlib")
    lines(capsys, "copy", lib, mailed)
    for path, name in ((lib, "here"), (mailed, "there")):
        with open_library(path) as library:
            model = find_model(library, "order-fulfilment").id
            renamed(library, model, 0, name)
            renamed(library, model, 1, f"{name} as well")
    planned = objects(capsys, "merge", lib, mailed, "--dry-run", code=1)
    (model,) = (each for each in planned if each["name"] == "order-fulfilment")
    first, second = model["conflicts"]  # type: ignore[misc]
    assert [first["number"], second["number"]] == [1, 2]
    assert "order-fulfilment" in refused(capsys, "merge", lib, mailed, "--choose", "order-fulfilment:3=theirs")
    assert "names no conflict" in refused(capsys, "merge", lib, mailed, "--choose", "order-fulfilment=theirs")
    one = ("--choose", "order-fulfilment:2=theirs")
    lines(capsys, "merge", lib, mailed, *one, "--dry-run", code=1)  # the other is open
    lines(capsys, "merge", lib, mailed, *one, "--choose", "order-fulfilment:1=mine")
    with open_library(lib) as library:
        records = load_draft(library, find_model(library, "order-fulfilment").id).records
    names = {record.text for record in records if isinstance(record, Node)}
    assert {"here", "there as well"} <= names
    assert not {"there", "here as well"} & names


def test_an_entry_that_is_deleted_in_the_copy_goes_and_the_trail_says_so(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(capsys, "dictionary", "add", lib, "role", "客服部")
    mailed = str(tmp_path / "mailed.mlib")
    lines(capsys, "copy", lib, mailed)
    lines(capsys, "dictionary", "remove", mailed, "客服部")
    lines(capsys, "merge", lib, mailed)
    assert objects(capsys, "dictionary", "list", lib) == []
    assert [each["action"] for each in objects(capsys, "trail", lib) if each["comment"] == "客服部"] == ["remove_entry"]


def test_a_merge_says_what_becomes_of_the_dictionary_and_takes_a_side_by_name(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(capsys, "dictionary", "add", lib, "role", "客服部")
    mailed = str(tmp_path / "mailed.mlib")
    lines(capsys, "copy", lib, mailed)
    lines(capsys, "dictionary", "rename", lib, "客服部", "客户服务部")
    lines(capsys, "dictionary", "rename", mailed, "客服部", "服务中心")
    lines(capsys, "dictionary", "add", mailed, "system", "SAP")
    planned = lines(capsys, "merge", lib, mailed, "--dry-run", code=1)
    assert planned == [
        "New in the copy: IT system “SAP” in the dictionary → as in the copy",
        "Changed on both sides: Role or unit “客户服务部” in the dictionary → both sides together",
        "    1. Name of the entry: was 客服部; here 客户服务部; in the copy 服务中心",
        "    Synonyms: 客服部 → 客服部, 服务中心",
        "    The name “客户服务部” counts; “服务中心” becomes a synonym, and models follow.",
    ]
    data = objects(capsys, "merge", lib, mailed, "--dry-run", code=1)
    assert [(each["kind"], each["name"], each["take"]) for each in data] == [
        ("entry", "SAP", "theirs"), ("entry", "客户服务部", "merge"),
    ]  # fmt: skip
    assert {"attribute": "name", "mine": "客户服务部", "theirs": "服务中心", "becomes": "客户服务部"} in data[1][
        "changes"
    ]  # type: ignore[operator]
    said = lines(capsys, "merge", lib, mailed, "--take", "role/客户服务部=theirs")
    assert "    Name of the entry: 客户服务部 → 服务中心" in said
    assert [each["name"] for each in objects(capsys, "dictionary", "list", lib)] == ["服务中心", "SAP"]


def test_a_merge_says_before_that_what_is_not_taken_will_stay_as_a_version(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mailed = str(tmp_path / "mailed.mlib")
    lines(capsys, "copy", lib, mailed)
    with open_library(mailed) as library:
        renamed(library, find_model(library, "order-fulfilment").id, 0, "there")
    take = ("--take", "order-fulfilment=mine")
    planned = lines(capsys, "merge", lib, mailed, *take, "--dry-run")
    assert planned[1:] == ["    what is not taken will stay as a version"]
    assert lines(capsys, "merge", lib, mailed, *take)[1] == "    what was not taken is version 1.0"


def test_the_models_of_another_library_come_as_new_ones(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = str(tmp_path / "other.mlib")
    lines(capsys, "create", other)
    lines(capsys, "add", other, str(SAMPLE), "--into", "Sales")
    assert lines(capsys, "merge", lib, other)[0] == "+ other/Sales/order-fulfilment"
    assert len(lines(capsys, "list", lib)) == 8
    assert "another library" in refused(capsys, "merge", lib, other, "--take", "x=mine")


def test_comments_and_files_are_kept_with_a_model(lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_library(lib) as library:
        records = load_draft(library, find_model(library, "order-fulfilment").id).records
    step = next(each for each in records if isinstance(each, Node) and each.type.endswith("Task"))
    name = "order-fulfilment"
    assert lines(capsys, "comments", lib, name) == ["“order-fulfilment” has no comments."]
    ident = step.properties.text("id")
    (said,) = objects(capsys, "comment", lib, name, "Who signs?", "--element", ident, "--author", "Wang Fang")
    answered = ["--reply", str(said["id"])[:8], "--resolve", "--author", "Li Lei"]
    lines(capsys, "comment", lib, name, "We do", *answered)
    head, first, second = lines(capsys, "comments", lib, name)
    assert head == "Comments (0 open of 1)"
    assert step.text in first
    assert first.endswith("Who signs?  (resolved by Li Lei)")
    assert second.endswith("Li Lei  We do")
    assert lines(capsys, "history", lib, name)[-1] == second
    found = objects(capsys, "history", lib, name)
    assert [each["comment"]["text"] for each in found] == ["Who signs?", "We do"]  # type: ignore[index]
    lines(capsys, "comments", lib, name, "--write", str(tmp_path / "said.json"))
    assert lines(capsys, "comments", lib, name, "--bring", str(tmp_path / "said.json")) == ["0 comments brought in."]
    assert "no element" in refused(capsys, "comment", lib, name, "x", "--element", "nothing")
    lines(capsys, "attach", lib, name, str(SAMPLE))
    lines(capsys, "attach", lib, name, str(tmp_path / "again.bpmn"), "--save", SAMPLE.name)
    assert (tmp_path / "again.bpmn").read_bytes() == SAMPLE.read_bytes()
    assert "no such" in refused(capsys, "attach", lib, name, str(tmp_path / "missing.txt"))


def renamed(library: Library, id: str, number: int, name: str) -> None:
    """Give the step of that number another name and save."""
    draft = load_draft(library, id)
    steps = [each for each in draft.records if isinstance(each, Node) and each.type.endswith("Task")]
    records = tuple(replace(each, text=name) if each is steps[number] else each for each in draft.records)
    save_draft(library, id, records, draft.revision, draft.digest)


def test_a_version_is_approved_and_the_history_shows_who_signed(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lines(capsys, "trail", lib) == ["The audit trail has no entries."]
    assert lines(capsys, "list", lib, "--due") == ["Nothing is due."]
    model = "客户投诉处理"
    said = lines(capsys, "approve", lib, model, "submit", "--by", "王芳", "--comment", "第一稿")
    assert said == [f"“{model}” 1.0: In review", said[1]]
    assert "Prepared  王芳  " in said[1]
    assert "waits since" in lines(capsys, "list", lib, "--due")[0]
    assert "“x” is not the next signature (Approved)" in refused(capsys, "approve", lib, model, "approve", "--as", "x")
    assert "Approve, Send back" in refused(capsys, "approve", lib, model, "publish")
    assert "ACTION" in refused(capsys, "approve", lib, model, "bless")
    assert "four-eyes" in refused(capsys, "approve", lib, model, "approve", "--by", "王芳")
    lines(capsys, "approve", lib, model, "approve", "--by", "李雷", "--as", "Approved")
    days = ("--until", "2098-06-30", "--review")
    assert "would come after the expiry" in refused(capsys, "approve", lib, model, "publish", *days, "2099-01-01")
    assert "2020-06-30 has gone by" in refused(capsys, "approve", lib, model, "publish", "--until", "2020-06-30")
    with open_library(lib) as library:  # as it was done when that day was still to come
        id, then = find_model(library, model).id, date(2020, 5, 1)
        given = {"valid_until": "2020-06-30", "review_on": "2020-06-01"}
        done = advance(library, id, "publish", Author("李雷"), today=then, **given)
    assert "It expired on 2020-06-30" in refused(capsys, "approve", lib, model, "confirm")
    late, again = objects(capsys, "list", lib, "--due")
    assert (late["why"], late["day"], late["model_name"]) == ("expired", "2020-06-30", model)
    assert again["why"] == "review"
    history = lines(capsys, "history", lib, model)
    assert history[1].split() == "Published valid until 2020-06-30 next review 2020-06-01".split()
    assert [line.split()[:2] for line in history[2:4]] == [["Prepared", "王芳"], ["Approved", "李雷"]]
    assert any(line.endswith("客户投诉处理  (1.0 Published)") for line in lines(capsys, "list", lib))
    trail = objects(capsys, "trail", lib, model)
    assert [each["action"] for each in trail] == ["submit", "approve", "publish"]
    assert trail[-1]["chain"] == done.chain
    assert len(lines(capsys, "trail", lib)) == 3
    steps = json.loads("\n".join(lines(capsys, "workflow", lib)))
    steps["review_months"] = 24
    other = tmp_path / "steps.json"
    other.write_text(json.dumps(steps), "utf-8")
    assert objects(capsys, "workflow", lib, "--set", str(other))[0]["review_months"] == 24
    other.write_bytes(b"\xff\xfe{")
    assert "UTF-8" in refused(capsys, "workflow", lib, "--set", str(other))
    objects(capsys, "export", lib, str(tmp_path / "all"))
    index = json.loads((tmp_path / "all" / "library.json").read_text("utf-8"))
    assert (index["workflow"]["review_months"], len(index["trail"])) == (24, 4)
    assert run(["library", "verify", lib]) == 0


def test_the_dictionary_is_imported_renamed_and_brought_out(
    lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("dictionary",)
    assert lines(capsys, *words, "list", lib) == ["The dictionary is empty."]
    table = tmp_path / "岗位.csv"
    table.write_bytes(
        "名称,英文名,类别,上级,同义词,状态\r\n客服中心,Customer centre,部门,,呼叫中心、客服,在用\r\n"
        "客服专员,Agent,岗位,客服中心,,\r\n,x,岗位,,,\r\n投诉单,,妖怪,,,\r\n客户服务中心,,部门,无此部门,,\r\n".encode(
            "gb18030"
        )
    )
    capsys.readouterr()
    assert run(["library", *words, "import", lib, str(table)]) == 2
    said = capsys.readouterr()
    assert said.out == "New: 3, completed: 0, as they were: 0\n"
    assert "Row 4: no name" in said.err
    assert "Row 5: “妖怪”" in said.err
    assert "Row 6: The dictionary has no “无此部门”" in said.err
    assert "may be the same thing" in said.err
    assert len(objects(capsys, *words, "duplicates", lib)) == 1
    (again,) = objects(capsys, *words, "import", lib, str(table), code=2)
    assert (again["added"], again["same"]) == (0, 3)
    shown = lines(capsys, *words, "list", lib, "--kind", "role")
    assert any("客服中心  (Customer centre / 呼叫中心 / 客服)" in line for line in shown)
    assert lines(capsys, *words, "add", lib, "document", "投诉单", "--synonym", "投诉登记表", "--by", "王芳")
    assert "already" in refused(capsys, *words, "add", lib, "document", "投诉单")
    assert "KIND" in refused(capsys, *words, "add", lib, "monster", "x")
    assert lines(capsys, *words, "where-used", lib, "投诉登记表") == ["Nothing uses it."]
    merged = lines(capsys, *words, "merge", lib, "客服中心", "客户服务中心")[0]
    assert merged.startswith("“客户服务中心” is now called “客服中心”")
    for name in ("out.xlsx", "out.csv"):
        target = tmp_path / name
        assert lines(capsys, *words, "export", lib, str(target)) == [f"Wrote {target}"]
        other = tmp_path / f"{name}.mlib"
        assert run(["library", "create", str(other)]) == 0
        assert run(["library", *words, "import", str(other), str(target)]) == 0
        kept, new = (objects(capsys, *words, "list", each) for each in (lib, str(other)))
        names = ("kind", "name", "translation", "synonyms", "state")
        assert [[each[name] for name in names] for each in kept] == [[each[name] for name in names] for each in new]
    assert "no column" in refused(capsys, *words, "import", lib, str(SAMPLE))


def test_a_rename_says_which_published_processes_keep_the_old_name(
    lib: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for action, by in (("submit", "王芳"), ("approve", "李雷"), ("publish", "王芳")):
        lines(capsys, "approve", lib, "客户投诉处理", action, "--by", by)
    lane = "客服专员"
    lines(capsys, "dictionary", "add", lib, "role", lane)
    found = lines(capsys, "dictionary", "where-used", lib, lane)
    assert found
    seen = lines(capsys, "dictionary", "rename", lib, lane, "坐席", "--dry-run")
    done = lines(capsys, "dictionary", "rename", lib, lane, "坐席")
    assert seen == done
    assert done[1] == f"1 published process still says “{lane}”:"
    assert done[2] == "  客户投诉处理 1.0"
    file = str(SAMPLES / "客户投诉处理.bpmn")
    capsys.readouterr()
    run(["check", file, "--dictionary", lib])
    assert "“客服专员” is probably “坐席” of the dictionary." in capsys.readouterr().out


def test_search_tells_model_field_and_text_and_takes_its_words_as_they_are(
    lib: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = lines(capsys, "search", lib, "审")
    assert found
    assert all(line.startswith("示例/Samples/") and "审" in line for line in found)
    for hit in objects(capsys, "search", lib, "order", "check"):
        assert "order" in str(hit["text"]).lower()
        assert hit["matches"]
    assert lines(capsys, "search", lib, "%") == ["Nothing was found."]
    assert objects(capsys, "search", lib, "no such words") == []


def test_own_fields_are_added_changed_listed_and_deleted(lib: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert lines(capsys, "fields", lib) == ["The library has no fields of its own."]
    more = ("--kind", "choice", "--for", "step, process", "--choices", "low，high", "--required")
    assert lines(capsys, "field", lib, "risk", "--name", "Risk class", *more) == ["Field “Risk class” (risk) kept."]
    assert lines(
        capsys, "field", lib, "weight", "--name-zh", "重量", "--kind", "number", "--for", "step", "--unit", "kg"
    )
    assert lines(capsys, "field", lib, "weight", "--place", "1", "--badge")
    assert lines(capsys, "fields", lib) == [
        "weight  重量  Number (kg)  Step  on the drawing",
        "risk  Risk class  Choice (low | high)  Process, Step  required",
    ]
    assert objects(capsys, "field", lib, "risk", "--name-zh", "风险等级", "--optional") == [
        {"key": "risk", "name": {"en": "Risk class", "zh_CN": "风险等级"}, "kind": "choice",
         "for": ["process", "step"], "choices": ["low", "high"], "position": 2}
    ]  # fmt: skip
    assert "stay" in lines(capsys, "field", lib, "risk", "--delete")[0]
    assert [each["key"] for each in objects(capsys, "fields", lib)] == ["weight"]
    assert "no field risk" in refused(capsys, "field", lib, "risk", "--delete")
    assert "Latin letters" in refused(capsys, "field", lib, "风险", "--name", "x", "--for", "step")
    assert "choose one of" in refused(capsys, "field", lib, "x", "--name", "x", "--for", "planet")
    assert "a new one needs --for." in refused(capsys, "field", lib, "x", "--name", "x")
    assert "a new one needs --name, --for, --choices." in refused(capsys, "field", lib, "x", "--kind", "choice")
    assert "COMMAND is missing" in refused(capsys)
