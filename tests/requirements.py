"""What some tests need beyond the program: skipped where it is missing, failed where MODELLER_REQUIRE names it."""

import os
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[1]
CORPUS: Final = Path(os.environ.get("MODELLER_CORPUS") or ROOT.parent / "shared" / "corpus")
NODE_MODULES: Final = Path(os.environ.get("MODELLER_NODE_MODULES") or ROOT / "node_modules")
REQUIRED: Final = frozenset(name.strip() for name in os.environ.get("MODELLER_REQUIRE", "").split(",") if name.strip())


@lru_cache
def qt_missing() -> str:
    """Why Qt does not load here; empty where it does."""
    try:
        import PySide6.QtGui
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        return str(error)
    return ""


def missing(what: str) -> str:
    """Why `what` ("qt", "corpus", "poppler", "moddle", "libreoffice") cannot be used here; empty where it can."""
    if what == "qt":
        return f"Qt does not load: {qt_missing()}" if qt_missing() else ""
    if what == "corpus":
        return "" if CORPUS.is_dir() else "the corpus is not there (MODELLER_CORPUS)"
    if what == "poppler":
        tools = [tool for tool in ("pdffonts", "pdftotext", "pdftoppm") if not shutil.which(tool)]
        return f"poppler-utils is not installed ({', '.join(tools)})" if tools else ""
    if what == "libreoffice":
        return "" if shutil.which("soffice") else "LibreOffice is not installed (libreoffice-writer-nogui)"
    if what == "moddle":
        there = shutil.which("node") and (NODE_MODULES / "bpmn-moddle").is_dir()
        return "" if there else "bpmn-moddle is not installed (npm install bpmn-moddle, MODELLER_NODE_MODULES)"
    raise ValueError(f"nothing known of {what!r}")


def require(*names: str) -> None:
    """Skip the running test where one of these is missing, or fail it where MODELLER_REQUIRE names that one."""
    for name in names:
        why = missing(name)
        if why and name in REQUIRED:
            pytest.fail(f"MODELLER_REQUIRE names {name}, but {why}", pytrace=False)
        if why:
            pytest.skip(why, allow_module_level=True)
