"""The command line: exit codes, plain lines, odd names, one bad file among good ones."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from requirements import ROOT

from modeller import cli, language
from modeller.cli import library, run
from modeller.cli.commands import app
from modeller.export.catalogue import EXPORTERS
from modeller.resources import SAMPLES

SAMPLE = SAMPLES / "service-desk-incident.bpmn"
COMMANDS = [each.name or each.callback.__name__ for each in app.registered_commands if each.callback]
GROUPS = [each.name for each in app.registered_groups if each.name]
INNER = [each.name for each in library.app.registered_groups if each.name]
NAMES = {
    *COMMANDS,
    *GROUPS,
    *(each.name or each.callback.__name__ for each in library.app.registered_commands if each.callback),
    *INNER,
    *(each.name for group in library.app.registered_groups for each in group.typer_instance.registered_commands),
}
EVERY_HELP = [[], *([name] for name in (*COMMANDS, *GROUPS)), *(["library", name] for name in INNER)]
WRITTEN = sorted({".bpmn", *(exporter.suffix for exporter in EXPORTERS)})


def process(*arguments: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The program in a process of its own."""
    keep = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(  # noqa: PLW1510
        [sys.executable, "-m", "modeller", *arguments], cwd=cwd, env=keep, capture_output=True, encoding="utf-8"
    )


@pytest.fixture(autouse=True)
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_info_says_what_a_model_holds(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["info", str(SAMPLE)]) == 0
    said = capsys.readouterr()
    assert "Resolve a service-desk incident" in said.out
    assert "First line, Second line, Service owner" in said.out
    assert "User task 8" in said.out
    assert said.err == ""


def test_info_speaks_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh_CN", "info", str(SAMPLE)]) == 0
    assert "用户任务 8" in capsys.readouterr().out


def test_info_as_json_is_one_object_a_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["info", "--json", str(SAMPLE), str(tmp_path / "gone.bpmn")]) == 2
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["counts"]["userTask"] == 8
    assert first["pools"][1] == {"name": "Service desk", "lanes": ["First line", "Second line", "Service owner"]}
    assert "no such file" in second["error"]


def test_one_bad_file_does_not_stop_the_others(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    bad = tmp_path / "bad.bpmn"
    bad.write_bytes(b"<definitions")
    assert run(["info", str(bad), str(SAMPLE)]) == 2
    said = capsys.readouterr()
    assert "Resolve a service-desk incident" in said.out
    assert said.err.count("\n") == 1
    assert "bad.bpmn, line 1" in said.err


@pytest.mark.parametrize(
    "name", ["订单 审核.bpmn", "ščž ćžđ.bpmn", "-.bpmn", "a&b'c\"d.bpmn", "%s{name}.bpmn", "✗🙂.bpmn"]
)
def test_odd_file_names_are_files_like_any_other(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with monkeypatch.context() as inside:
        inside.chdir(tmp_path)
        Path(name).write_bytes(SAMPLE.read_bytes())
        assert run(["convert", "--", name, "out " + name]) == 0
    assert (tmp_path / ("out " + name)).is_file()
    assert "out " + name in capsys.readouterr().out


def test_a_name_that_is_no_text_is_opened_and_shown(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.bpmn")
    (tmp_path / name).write_bytes(SAMPLE.read_bytes())
    done = process("info", name, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "caf�.bpmn" in done.stdout


def test_convert_refuses_to_write_something_else_than_bpmn(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["convert", str(SAMPLE), str(tmp_path / "out.pdf")]) == 2
    assert "modeller export" in capsys.readouterr().err
    assert os.listdir(tmp_path) == []


def test_a_file_is_converted_in_place(tmp_path: Path) -> None:
    target = tmp_path / "a.bpmn"
    target.write_bytes(SAMPLE.read_bytes())
    assert run(["convert", str(target), str(target)]) == 0
    assert os.listdir(tmp_path) == ["a.bpmn"]


@pytest.mark.parametrize("suffix", [".pdf", ".svg", ".PDF"])
def test_export_writes_what_the_name_says(capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str) -> None:
    target = tmp_path / ("out" + suffix)
    assert run(["export", str(SAMPLE), "-o", str(target)]) == 0
    assert target.is_file()
    assert f"Wrote {target}" in capsys.readouterr().out


def test_export_asks_for_force_before_it_replaces_pictures_that_nobody_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "out-2.svg").write_bytes(b"somebody's own")
    arguments = ["export", str(SAMPLE), "-o", str(tmp_path / "out.svg")]
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert "out-2.svg" in said
    assert "--force" in said
    assert os.listdir(tmp_path) == ["out-2.svg"]
    assert run([*arguments, "--force"]) == 0
    assert (tmp_path / "out-2.svg").read_bytes() != b"somebody's own"


def test_export_writes_png(qt: None, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["export", str(SAMPLE), "-o", str(tmp_path / "out.png"), "--dpi", "48"]) == 0
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")


def test_a_display_that_cannot_be_reached_does_no_harm_to_a_png(qt: None, tmp_path: Path) -> None:
    done = process("export", str(SAMPLE), "-o", "out.png", cwd=tmp_path, DISPLAY=":4711", QT_QPA_PLATFORM="xcb")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.png").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", "IN", "-o", "OUT.doc"], r".pdf, .svg, .png"),
        (["export", "IN", "-o", "OUT.pdf", "--page", "A5"], "choose one of: fit, A4, A3"),
        (["export", "IN", "-o", "OUT.pdf", "--poster", "huge"], "columns and rows as 3x2"),
        (["export", "IN", "-o", "OUT.pdf", "--poster", "5%"], "10% to 1000%"),
        (["export", "IN", "-o", "OUT.pdf", "--poster", "0x2"], "columns and rows as 3x2"),
        (["export", "IN", "-o", "OUT.png", "--dpi", "many"], "whole number from 30 to 2400"),
        (["export", "IN", "-o", "OUT.png", "--dpi", "9" * 5000], "whole number"),
        (["export", "IN", "-o", "OUT.pdf", "--lang", "fr"], "choose one of: en, zh_CN"),
        (["export", "IN", "-o", "no/such/folder/OUT.pdf"], "folder does not exist"),
        (["export", "IN"], "-o is missing"),
        (["info"], "FILE... is missing"),
        (["info", "."], "is a folder"),
        (["info", "gone.bpmn"], "no such file"),
        (["open", "IN"], "no display"),
        (["explode"], "no command “explode”"),
        (["info", "--colour", "IN"], "no option --colour"),
        (["convert", "a", "b", "c", "d"], "more than is needed: c d"),
        (["--lang", "fr", "info", "IN"], "choose one of: en, zh_CN"),
        (["demo", "IN"], "not saved"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    with monkeypatch.context() as inside:
        inside.chdir(tmp_path)
        Path("IN").write_bytes(SAMPLE.read_bytes())
        assert run(arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1, said.err
    assert "Traceback" not in said.err
    assert os.listdir(tmp_path) == ["IN"]


def test_an_error_of_ours_is_one_line_and_a_report(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fault(_: object) -> int:
        raise ZeroDivisionError("what nobody thought of")

    monkeypatch.setattr(cli, "_call", fault)
    assert run(["info", "a.bpmn"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Internal error")
    (report,) = (tmp_path / "home" / "reports").iterdir()
    assert str(report) in said
    assert "what nobody thought of" in report.read_text()


@pytest.mark.parametrize("options", [[], ["--"]], ids=["short way", "long way"])
def test_ctrl_c_ends_with_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("modeller.cli.output.open_model", stopped)
    assert run(["info", *options, str(SAMPLE)]) == 130
    assert "Stopped" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m modeller info {" ".join(["IN"] * 40)} | head -n 1'
    (tmp_path / "IN").write_bytes(SAMPLE.read_bytes())
    done = subprocess.run(  # noqa: PLW1510
        command, shell=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_without_a_command_and_without_a_display_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert capsys.readouterr().out.startswith("Usage: modeller")


@pytest.mark.parametrize("command", EVERY_HELP)
@pytest.mark.parametrize("name", language.LANGUAGES)
def test_the_help_is_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], command: list[str], name: str
) -> None:
    assert run(["--lang", name, *command, "--help"]) == 0
    said = capsys.readouterr().out
    assert "command." not in said
    assert ("Options" in said) is (name == "en")
    assert ("选项" in said) is (name == "zh_CN")


@pytest.mark.parametrize("command", EVERY_HELP)
def test_the_help_shows_no_word_that_is_not_from_the_catalogue(
    capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert run(["--lang", "pseudo", *command, "--help"]) == 0
    unframed = unframed_words(capsys.readouterr().out)
    assert [word for word in unframed if word not in NAMES and not is_option_or_metavar(word)] == []


def unframed_words(text: str) -> list[str]:
    words, depth, word = [], 0, ""
    for letter in text + " ":
        depth += (letter == "⟦") - (letter == "⟧")
        if depth == 0 and letter not in "⟦⟧" and not letter.isspace():
            word += letter
        elif word:
            words.append(word)
            word = ""
    return words


def is_option_or_metavar(word: str) -> bool:
    word = word.rstrip(",")
    return word.startswith("-") or "|" in word or word.strip("[].").isupper()


def worked() -> float:
    """Seconds that the processes begun here have worked: what others on the machine do is not counted."""
    done = os.times()
    return done.children_user + done.children_system


def test_a_small_file_is_described_with_300_ms_of_work(tmp_path: Path) -> None:
    times = []
    for _ in range(5):
        started = worked()
        done = process("info", str(SAMPLES / "请假审批.bpmn"), cwd=tmp_path)
        times.append(worked() - started)
        assert done.returncode == 0
    assert min(times) < 0.3, times


def test_the_short_way_to_info_says_what_the_long_way_says(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for arguments in (["info", "--json", str(SAMPLE)], ["info", "--json", "--", str(SAMPLE)]):
        assert run(arguments) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != ""


def test_info_loads_neither_qt_nor_reportlab_nor_networkx(tmp_path: Path) -> None:
    code = (
        "import sys; from modeller.cli import run; code = run(sys.argv[1:]);"
        "slow = ('PySide6', 'reportlab', 'networkx', 'sqlalchemy', 'rich');"
        "print(code, [name for name in slow if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", code, "info", str(SAMPLE)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_the_demonstration_works_from_an_empty_folder(qt: None, tmp_path: Path) -> None:
    done = process("demo", cwd=tmp_path, DISPLAY="", WAYLAND_DISPLAY="")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no window was opened" in done.stdout
    assert sorted({path.suffix for path in (tmp_path / "demo").iterdir()}) == WRITTEN
    assert (tmp_path / "demo" / "Value chain of a service organisation.pdf").exists()
    for path in (tmp_path / "demo").iterdir():
        assert f"Wrote {Path('demo') / path.name}" in done.stdout


@pytest.mark.parametrize(("code", "said"), [(0, ""), (-6, "The window could not be opened"), (134, "could not")])
def test_the_demonstration_ends_with_the_sample_in_a_window_of_its_own(
    qt: None,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    said: str,
) -> None:
    called: list[list[str]] = []

    def call(command: list[str]) -> int:
        called.append(command)
        return code

    monkeypatch.setattr("modeller.files.platform.has_display", lambda: True)
    monkeypatch.setattr("modeller.files.platform.missing_qt_library", lambda window=False: None)
    monkeypatch.setattr("modeller.cli.commands.subprocess.call", call)
    assert run(["demo", str(tmp_path / "demo")]) == 0
    assert called == [[sys.executable, "-m", "modeller", "--lang", "en", "open", str(tmp_path / "demo" / SAMPLE.name)]]
    assert said in capsys.readouterr().err


def test_without_a_library_of_qt_the_demonstration_leaves_the_png_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from modeller.files import platform

    monkeypatch.setattr(platform, "_loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(sys, "platform", "linux")
    assert run(["demo", str(tmp_path / "demo")]) == 0
    said = capsys.readouterr().out
    assert "apt install libegl1" in said
    assert sorted({path.suffix for path in (tmp_path / "demo").iterdir()}) == [
        each for each in WRITTEN if each != ".png"
    ]


def test_faults_of_a_model_go_to_the_error_output_a_line_each(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    faulty = tmp_path / "faulty.bpmn"
    faulty.write_text(SAMPLE.read_text(encoding="utf-8").replace('targetRef="Task_log"', 'targetRef="nowhere"'))
    assert run(["info", str(faulty)]) == 0
    said = capsys.readouterr().err
    assert "nowhere" in said
    assert all(line.startswith(str(faulty)) for line in said.splitlines())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_output_is_no_fault_of_ours(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "modeller", "info"]
    keep = {**os.environ, "PYTHONPATH": str(ROOT), "MODELLER_HOME": str(tmp_path)}
    with open("/dev/full", "w") as full:
        lost = subprocess.run([*command, str(SAMPLE)], env=keep, stdout=full, stderr=subprocess.PIPE)  # noqa: PLW1510
        unheard = subprocess.run([*command, "gone.bpmn"], env=keep, stderr=full)  # noqa: PLW1510
    assert (lost.returncode, unheard.returncode) == (2, 2)
    assert b"disk is full" in lost.stderr
    assert lost.stderr.count(b"\n") == 1
    assert not list(tmp_path.rglob("*.txt"))


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(("closing", "code"), [("info {} >&-", 0), ("info gone.bpmn 2>&-", 2)])
def test_a_closed_output_changes_nothing(closing: str, code: int, tmp_path: Path) -> None:
    keep = {**os.environ, "PYTHONPATH": str(ROOT), "MODELLER_HOME": str(tmp_path)}
    command = f"{sys.executable} -m modeller {closing.format(SAMPLE)}"
    assert subprocess.run(["/bin/sh", "-c", command], env=keep, cwd=tmp_path).returncode == code  # noqa: PLW1510
    assert not list(tmp_path.rglob("*.txt"))


@pytest.mark.skipif(os.name != "posix", reason="needs pipes as they are there")
@pytest.mark.parametrize("arguments", [("--help",), ("info", str(SAMPLE)), ("info", "--json", "--", str(SAMPLE))])
def test_a_reader_that_goes_away_ends_the_command_quietly(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    keep = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        ended = subprocess.run(  # noqa: PLW1510
            [sys.executable, "-m", "modeller", *arguments], env=keep, stdout=writing, stderr=subprocess.PIPE
        )
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.parametrize("arguments", [["info", ""], ["export", str(SAMPLE), "-o", ""], ["convert", "", "o.bpmn"]])
def test_an_empty_name_is_said_to_be_empty(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "empty" in capsys.readouterr().err


def test_an_option_that_means_nothing_for_a_format_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "o.svg"
    assert run(["export", str(SAMPLE), "-o", str(target), "--page", "A4", "--dpi", "300", "--theme", "dark"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in said] == ["--page", "--dpi"]


def test_a_model_is_exported_as_a_flowchart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for key in ("bpmn", "flowchart"):
        assert run(["export", str(SAMPLE), "-o", str(tmp_path / f"{key}.svg"), "--notation", key]) == 0
    assert run(["export", str(SAMPLE), "-o", str(tmp_path / "usual.svg")]) == 0
    assert (tmp_path / "usual.svg").read_bytes() == (tmp_path / "bpmn.svg").read_bytes()
    assert (tmp_path / "usual.svg").read_bytes() != (tmp_path / "flowchart.svg").read_bytes()
    capsys.readouterr()
    assert run(["export", str(SAMPLE), "-o", str(tmp_path / "o.svg"), "--notation", "uml"]) == 2
    assert "bpmn, flowchart" in capsys.readouterr().err


def test_files_of_one_name_are_told_apart(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    copies = [tmp_path / folder / "same.bpmn" for folder in ("a", "b")]
    for copy in copies:
        copy.parent.mkdir()
        copy.write_bytes(SAMPLE.read_bytes())
    assert run(["info", "--json", *map(str, copies)]) == 0
    assert [json.loads(line)["file"] for line in capsys.readouterr().out.splitlines()] == list(map(str, copies))


@pytest.mark.parametrize(("poster", "most"), [("2x1", 2), ("150%", 40), ("auto", 40)])
def test_a_diagram_becomes_a_poster_on_a4_unless_another_paper_is_named(tmp_path: Path, poster: str, most: int) -> None:
    target = tmp_path / "poster.pdf"
    assert run(["export", str(SAMPLE), "-o", str(target), "--poster", poster, "--lang", "en"]) == 0
    pages = PdfReader(target).pages
    sheets = [page for page in pages if "Sheet A1" in page.extract_text() or "Sheet B1" in page.extract_text()]
    assert 1 < len(sheets) <= most
    assert {round(max(page.mediabox[2:])) for page in pages} == {842}
