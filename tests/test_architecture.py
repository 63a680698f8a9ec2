"""The shape of the program: contracts, lint, types and sizes are tests; each contract is seen to break."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from requirements import ROOT

PACKAGE = ROOT / "modeller"
LAYERS, CIRCLES, QT, ALCHEMY, ROWS, REPORTLAB, NETWORKX, LXML = (
    "A room imports only rooms below it",
    "No circles, at any depth",
    "Qt only where the screen is",
    "SQLAlchemy only in the library",
    "Rows never leave the library",
    "ReportLab only in drawing and export",
    "networkx only where graphs are walked",
    "lxml only at the XML doors",
)


def tool(*arguments: str, cwd: Path = ROOT, path: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        arguments,
        check=False,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(path or cwd), "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
    )


def contracts(folder: Path) -> "subprocess.CompletedProcess[str]":
    code = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    return tool(sys.executable, "-c", code, "--no-cache", "--config", str(folder / "pyproject.toml"), cwd=folder)


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_every_import_contract_is_kept() -> None:
    done = contracts(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("modeller/model/records.py", "import modeller.jobs.progress", LAYERS),
        ("modeller/canvas/__init__.py", "import modeller.jobs.progress", LAYERS),
        ("modeller/notation/__init__.py", "import modeller.export.exporter", LAYERS),
        ("modeller/newroom.py", "", LAYERS),
        ("modeller/files/read.py", "import modeller.files.atomic", CIRCLES),
        ("modeller/jobs/progress.py", "def late():\n    import modeller.jobs.open_model", CIRCLES),
        ("modeller/layout/__init__.py", "import PySide6.QtCore", QT),
        ("modeller/export/pdf.py", "import modeller.drawing.paint_qt", QT),
        ("modeller/canvas/tools/__init__.py", "from PySide6 import QtGui", QT),
        ("modeller/export/__init__.py", "import sqlalchemy", ALCHEMY),
        ("modeller/library/store.py", "import modeller.interchange.bpmn.reader", LAYERS),
        ("modeller/jobs/library_check.py", "from modeller.library.schema import MODEL", ROWS),
        ("modeller/cli/library.py", "import sqlalchemy", ROWS),
        ("modeller/jobs/demo.py", "import reportlab.pdfgen", REPORTLAB),
        ("modeller/export/svg.py", "import networkx", NETWORKX),
        ("modeller/model/document.py", "from lxml import etree", LXML),
    ],
)
def test_each_contract_breaks_when_it_is_broken(tmp_path: Path, module: str, line: str, broken: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "modeller", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    changed = tmp_path / module
    changed.write_text((changed.read_text(encoding="utf-8") if changed.exists() else "") + f"\n{line}\n", "utf-8")
    done = contracts(tmp_path)
    assert done.returncode != 0, f"nothing noticed {line!r} in {module}"
    assert re.search(rf"{re.escape(broken)}[^\n]* BROKEN", done.stdout) or "newroom" in done.stdout, done.stdout


def test_importing_a_room_imports_nothing_else_of_ours() -> None:
    """Two threads that import a package and a module in it wait for each other, and one gets it half made."""
    loaded = []
    for module in modules():
        if module.name == "__init__.py" and module.parent.name != "cli":  # its door, which no thread goes through
            tree = ast.parse(module.read_text(encoding="utf-8"))
            names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
            names |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            loaded += [f"{module.parent.name}: {name}" for name in names if name.startswith((".", "modeller"))]
    assert loaded == []


def test_lint_finds_nothing() -> None:
    done = tool(sys.executable, "-m", "ruff", "check", ".")
    assert done.returncode == 0, done.stdout


def test_every_file_is_formatted() -> None:
    done = tool(sys.executable, "-m", "ruff", "format", "--check", ".")
    assert done.returncode == 0, done.stdout


def test_types_are_strict_and_right() -> None:
    done = tool(sys.executable, "-m", "mypy")
    assert done.returncode == 0, done.stdout


def test_no_module_is_longer_than_400_lines() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_room_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "misc", "common", "helpers", "helper", "managers", "manager", "base", "core"}
    assert [path for path in modules() if path.stem in empty or path.parent.name in empty] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(ROOT)) for path in modules() if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert silent == []


def test_no_code_is_run_or_unpickled_from_data() -> None:
    forbidden = re.compile(r"\b(eval|exec)\(|\bimport (pickle|marshal|shelve)\b|yaml\.load\(|\.xinclude\(|QPdfWriter")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in modules()
        for line in path.read_text(encoding="utf-8").splitlines()
        if forbidden.search(re.sub(r"\.exec\(", "", line)) and not line.lstrip().startswith("#")
    ]
    assert found == []


def test_files_are_written_by_the_atomic_writer_only() -> None:
    """Whatever opens a file for writing itself can leave half of it behind."""
    found = []
    for path in modules():
        if path.parent.name == "files":
            continue
        for node in ast.walk(ast.parse(path.read_bytes())):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            modes = [
                each.value
                for each in (*node.args, *(word.value for word in node.keywords))
                if isinstance(each, ast.Constant)
            ]
            writes = name == "open" and any(
                isinstance(mode, str) and re.fullmatch(r"[wax]b?\+?|r\+b?", mode) for mode in modes
            )
            if name in {"write_text", "write_bytes"} or writes:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_lxml_parses_at_the_one_door_only() -> None:
    doors = [
        str(path.relative_to(PACKAGE))
        for path in modules()
        if re.search(r"\b(fromstring|XMLParser|iterparse|XML|parse)\(", path.read_text(encoding="utf-8"))
        and "lxml" in path.read_text(encoding="utf-8")
        and "files.xml import parse" not in path.read_text(encoding="utf-8")
    ]
    assert doors == ["files/xml.py"]
