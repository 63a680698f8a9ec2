"""The real files that the tests read: models and event logs that the project did not write."""

import csv
from pathlib import Path
from typing import Final

import pytest
from requirements import CORPUS, missing, require

REFUSED: Final = frozenset(
    {
        "bpmn-moddle/xmlns-redeclaration.bpmn",
        "bpmn-visualization-js/start-tasks-end_entities_in_attributes.bpmn",
        "flowable-engine/DeployInvalidXmlTest.testExternalEntityResolvingTest.bpmn20.xml",
        "miwg/IBM_Process_Designer_8.0.1/A.3.0-export.bpmn",
    }
)
"""Models that are not well-formed or have a DOCTYPE: refused with one clear message."""


def manifest() -> dict[str, dict[str, str]]:
    """The rows of MANIFEST.tsv by path; none where the corpus is missing."""
    if missing("corpus"):
        return {}
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file, delimiter="\t")}


def corpus_models(refused: bool = False) -> list[Path]:
    """The BPMN files of the corpus that open, or (`refused`) those that must not; empty where there is no corpus.

    For parametrising; a test that takes one calls ``require("corpus")`` or uses `corpus_parameters`.
    """
    models = [path for path in sorted(manifest()) if path.endswith((".bpmn", ".bpmn2", ".xml"))]
    return [CORPUS / path for path in models if (path in REFUSED) is refused]


def corpus_parameters(refused: bool = False) -> list[object]:
    """`corpus_models` as parameters with short names; where the corpus is missing one that `corpus_file` skips."""
    found = [path.relative_to(CORPUS).as_posix() for path in corpus_models(refused)]
    return [pytest.param(path, id=path) for path in found] or [pytest.param("", id="no-corpus")]


def corpus_file(path: str) -> Path:
    """One file of the corpus; skips the running test where there is no corpus."""
    require("corpus")
    return CORPUS / path
