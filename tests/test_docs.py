"""What the documents say is still so: diffs fit the code, links lead somewhere, the commands are the agreed ones."""

import re
from pathlib import Path
from typing import Any

import pytest
from requirements import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def pieces_of_diffs(page: str) -> list[tuple[str, list[str]]]:
    """The runs of lines that must stand in a file for each diff of a page to apply: (file, lines)."""
    found = []
    for block in re.findall(r"^```diff\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        path, new = "", False
        for line in block.splitlines():
            if line.startswith("--- "):
                new = line == "--- /dev/null"
            elif line.startswith("+++ "):
                path = line.removeprefix("+++ b/")
            elif line.startswith("@@") and not new:
                found.append((path, []))
            elif line.startswith((" ", "-")) and not new:
                found[-1][1].append(line[1:])
    return [(path, lines) for path, lines in found if lines]


def test_every_diff_still_fits_the_code() -> None:
    pieces = pieces_of_diffs((ROOT / "docs" / "how-to-add.md").read_text(encoding="utf-8"))
    assert len(pieces) >= 8
    for path, lines in pieces:
        source = (ROOT / path).read_text(encoding="utf-8")
        assert "\n".join(lines) in source, f"docs/how-to-add.md, {path}: {lines[0]}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


def test_the_readme_has_exactly_two_commands_of_set_up() -> None:
    commands = re.findall(r"^python3 -m venv.*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert commands == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/modeller demo",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


def test_the_ci_run_uses_the_command_of_the_readme() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "MODELLER_REQUIRE=qt,corpus,poppler" in run
    assert "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest" in run


def test_every_command_stands_in_the_readme() -> None:
    from modeller.cli.commands import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in app.registered_commands:
        assert command.callback is not None
        assert f"modeller {command.name or command.callback.__name__} " in readme


def test_the_commands_on_a_library_stand_in_the_help_as_in_the_readme() -> None:
    import typer

    from modeller.cli.commands import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    written = list(dict.fromkeys(re.findall(r"^modeller library (\w+) ", readme, re.MULTILINE)))
    group: Any = typer.main.get_command(app)
    library = group.commands["library"]
    assert library.list_commands(None) == written


def test_every_test_that_the_complaints_name_exists() -> None:
    page = (ROOT / "docs" / "complaints.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    existing = {name for source in sources for name in re.findall(r"^def (test_\w+)", source, re.MULTILINE)}
    assert sorted(named - existing) == []
    rows = [line.split("|")[1:-1] for line in page.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row[0]) for row in rows] == list(range(1, 31))
    for row in rows:
        assert "test_" in row[3] or "Not yet" in row[2], row[1]
