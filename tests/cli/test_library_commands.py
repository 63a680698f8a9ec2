"""`modeller library …`: every command end to end, its lines, its JSON, its exit codes."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from requirements import ROOT

from modeller.cli import run
from modeller.cli.library import app
from modeller.files.platform import settings_folder
from modeller.resources import SAMPLES

COMMANDS = [each.name or each.callback.__name__ for each in app.registered_commands if each.callback]
SAMPLE = SAMPLES / "order-fulfilment.bpmn"


@pytest.fixture
def lib(tmp_path: Path) -> str:
    path = tmp_path / "流程 ?#%.mlib"
    assert run(["library", "create", str(path)]) == 0
    assert run(["library", "add", str(path), str(SAMPLES), "--into", "示例/Samples"]) == 0
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
    for more in ([], ["--version", "1.0"]):
        assert lines(capsys, "export", lib, str(target), "order-fulfilment", *more) == [f"Wrote {target}"]
        capsys.readouterr()
        assert run(["info", str(target)]) == 0
    assert "no version 3.0" in refused(capsys, "export", lib, str(target), "order-fulfilment", "--version", "3.0")
    assert "no model" in refused(capsys, "export", lib, str(target), "nothing")
    files = objects(capsys, "export", lib, str(tmp_path / "all"))
    assert len(files) == 9
    assert "not empty" in refused(capsys, "export", lib, str(SAMPLES))


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
    assert "Backups, the latest first:" in said.out
    assert "“expense-approval”" in str(objects(capsys, "verify", lib, code=2))
    capsys.readouterr()
    assert run(["library", "export", lib, str(tmp_path / "rest")]) == 2
    assert "is damaged" in capsys.readouterr().err
    assert len(list((tmp_path / "rest").rglob("*.bpmn"))) == 7
    assert lines(capsys, "restore", lib, "latest")[0].endswith("is what the backup was.")
    assert run(["library", "verify", lib]) == 0
    assert "no such library" in refused(capsys, "restore", lib, str(tmp_path / "none.mlib"))


def test_a_copy_to_send_has_the_chosen_folders(lib: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["library", "add", lib, str(SAMPLE), "--into", "Secret"])
    target = tmp_path / "copy.mlib"
    assert lines(capsys, "copy", lib, str(target), "--folder", "示例") == [f"Wrote {target}"]
    assert len(lines(capsys, "list", str(target))) == 7
    assert len(lines(capsys, "list", lib)) == 8
    assert "no folder “nowhere”" in refused(capsys, "copy", lib, str(target), "--folder", "nowhere")


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
