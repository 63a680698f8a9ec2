"""Whatever writes a file over another one: on a full disk, and killed while it writes, the old one stays whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from modeller.export.catalogue import EXPORTERS
from modeller.jobs.policy_document import SUFFIXES as DOCUMENTS
from modeller.jobs.publish import SUFFIXES as PUBLICATIONS
from modeller.jobs.sample_library import make_sample_library
from modeller.model.entries import Author
from modeller.resources import SAMPLES

FULL = 4096
"""Every file that is written here is larger."""
OLD = b"what was there before"
KILLED = ("while writing", "before replacing")
MODEL, LIBRARY = str(SAMPLES / "请假审批.bpmn"), "a.mlib"
COMMANDS = {
    **{f"export {each.key}": ("export", MODEL, "-o", f"export{each.suffix}") for each in EXPORTERS},
    **{f"document {suffix}": ("document", MODEL, "-o", f"document{suffix}") for suffix in DOCUMENTS},
    **{f"publish {suffix}": ("publish", LIBRARY, "-o", f"publish{suffix}") for suffix in PUBLICATIONS[:2]},
    "valuechain": ("valuechain", LIBRARY, "-o", "chain.svg"),
    "valuechain to keep": ("valuechain", LIBRARY, "-o", "chain.mchain"),
    "analyse": ("analyse", MODEL, "--xlsx", "analysis.xlsx"),
    "convert": ("convert", MODEL, "converted.bpmn"),
}


def test_every_command_that_writes_leaves_the_old_file_whole(tmp_path: Path, qt: None) -> None:
    pytest.importorskip("resource")
    make_sample_library(tmp_path / LIBRARY, "en", Author("Li")).close()
    cases, places = [], {}
    for number, (name, (verb, source, *option, target)) in enumerate(COMMANDS.items()):
        for how in ("full", KILLED[number % 2]):
            place = tmp_path / how / target
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(OLD)
            source_file = str(tmp_path / source) if source == LIBRARY else source
            cases.append((how, str(place), [verb, source_file, *option, str(place)]))
            places[name, how] = place
    child = [sys.executable, str(Path(__file__).parents[1] / "interrupted.py"), str(FULL), json.dumps(cases)]
    made = subprocess.run(child, check=True, capture_output=True, cwd=tmp_path, text=True, encoding="utf-8")
    ends = dict(zip(places, json.loads(made.stdout), strict=True))
    assert {name: end for name, end in ends.items() if end != (2 if name[1] == "full" else -9)} == {}, made.stderr
    assert [name for name, place in places.items() if place.read_bytes() != OLD] == []
    assert set((tmp_path / "full").iterdir()) == {place for (_, how), place in places.items() if how == "full"}
    assert made.stderr.count("Traceback") == 0
