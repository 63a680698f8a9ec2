"""Phases in files: other tools see the pool without them, ours come back; what cannot be read is kept and said."""

import subprocess
import sys
from pathlib import Path

import pytest
from editing.models import blank, row
from interchange.sameness import differences
from requirements import CORPUS

from modeller.editing import lanes, phases
from modeller.editing.colours import paint
from modeller.editing.place import place
from modeller.editing.properties import set_property
from modeller.editing.text import rename
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.records import Node
from modeller.notation.bpmn.phases import TYPE, phases_of

CHECKS = CORPUS.parent / "checks"


def made(*sizes: str, inside: str = "", at: str = "participant") -> bytes:
    """A pool of 600 units with a name band of 30, and phases of these sizes; or what else stands in its extension."""
    pieces = "".join(f'<m:phase id="P{n}" name="Phase {n}" size="{size}"/>' for n, size in enumerate(sizes))
    extension = f"<b:extensionElements>{inside or f'<m:phases>{pieces}</m:phases>'}</b:extensionElements>"
    pool, process = (extension, "") if at == "participant" else ("", extension)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:m="urn:modeller:bpmn:1.0"
 xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC"
 id="D" targetNamespace="urn:t">
<b:collaboration id="C"><b:participant id="Pool" processRef="Process">{pool}</b:participant></b:collaboration>
<b:process id="Process">{process}<b:task id="T"/></b:process>
<i:BPMNDiagram id="I"><i:BPMNPlane id="L" bpmnElement="C">
<i:BPMNShape id="S" bpmnElement="Pool" isHorizontal="true"><c:Bounds x="100" y="100" width="600" height="200"/>
</i:BPMNShape>
<i:BPMNShape id="S2" bpmnElement="T"><c:Bounds x="400" y="150" width="100" height="80"/></i:BPMNShape>
</i:BPMNPlane></i:BPMNDiagram></b:definitions>
""".encode()


def spans(document: Document) -> list[tuple[float, float]]:
    return [(phase.bounds.x, phase.bounds.right) for phase in phases_of(document, "Pool") if phase.bounds is not None]


def rules(data: bytes) -> list[str]:
    return [finding.rule for finding in read(data).findings]


def after_sales() -> Document:
    document = blank()
    row(document, "task", "task", "task", "task", gap=220)
    pool = place(document, "Diagram_1", "bpmn:participant", 400, 100)
    lanes.split(document, pool, 2)
    keys = phases.split(document, pool, 4)
    for key, name in zip(keys, ("受理", "分析", "解决", "反馈"), strict=True):
        rename(document, key, name)
    paint(document, keys[:1], "#bbdefb", "#0d4372")
    set_property(document, keys[1:2], "documentation", "Who & why < when")
    return document


def test_sizes_are_lengths_along_the_pool_and_the_last_takes_the_rest() -> None:
    assert spans(read(made("200", "170", "200")).document) == [(130, 330), (330, 500), (500, 700)]
    assert spans(read(made("200", "100", "70")).document) == [(130, 330), (330, 430), (430, 700)]
    assert spans(read(made("200", "900", "70")).document) == [(130, 330), (330, 660), (660, 700)]
    assert rules(made("200", "170", "200")) == []


def test_a_file_that_nobody_touched_is_written_as_it_came() -> None:
    for sizes in (("200", "170", "200"), ("200.50", "1e2", "70"), ("12",) * 60):
        data = made(*sizes)
        assert len(phases_of(read(data).document, "Pool")) == len(sizes)
        assert differences(data, write(read(data).document)) == []


def test_what_is_unknown_in_it_is_kept_where_it_stood() -> None:
    inside = (
        '<x:other xmlns:x="urn:x"/><m:phases when="later"><!-- first --><m:phase id="a" name="A" size="300" x="1">'
        '<m:more/></m:phase><m:strange/><m:phase id="b" size="270"/></m:phases><x:last xmlns:x="urn:x"/>'
    )
    data = made(inside=inside)
    document = read(data).document
    assert [phase.text for phase in phases_of(document, "Pool")] == ["A", ""]
    assert differences(data, write(document)) == []
    rename(document, "b", "B")
    phases.add(document, "a", "after")
    again = read(write(document)).document
    assert [phase.text for phase in phases_of(again, "Pool")] == ["A", "", "B"]
    assert b"strange" in write(again)
    assert b"<!-- first -->" in write(again)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (made("200", "NaN"), "bpmn.phase_without_size"),
        (made("200", ""), "bpmn.phase_without_size"),
        (made("-3"), "bpmn.phase_without_size"),
        (made("inf"), "bpmn.phase_without_size"),
        (made("1e300"), "bpmn.phase_without_size"),
        (made(inside="<m:phases><m:phase/></m:phases>"), "bpmn.phase_without_size"),
        (made("200", at="process"), "bpmn.phases_of_no_pool"),
        (made("200").replace(b"xlink", b"").replace(b' bpmnElement="Pool"', b""), "bpmn.phases_of_no_pool"),
        (made("200").replace(b' processRef="Process"', b""), "bpmn.phases_of_no_pool"),
        (made("200").replace(b'width="600"', b'width="NaN"'), ""),
        (
            made(inside='<m:phases><m:phase size="9"/></m:phases><m:phases><m:phase size="9"/></m:phases>'),
            "bpmn.phases_twice",
        ),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(data: bytes, rule: str) -> None:
    assert not rule or rule in rules(data)
    assert differences(data, write(read(data).document)) == []


def test_doubled_ids_are_said_and_kept() -> None:
    data = made("200", "370").replace(b'"P1"', b'"P0"').replace(b'"P0" name="Phase 0"', b'"T" name="Phase 0"')
    assert "bpmn.double_id" in rules(data)
    document = read(data).document
    assert len(phases_of(document, "Pool")) == 2
    assert differences(data, write(document)) == []


def test_name_colour_and_documentation_come_back() -> None:
    document = after_sales()
    data = write(document)
    again = read(data).document
    kept = [node for node in again.nodes() if node.type == TYPE]
    assert [phase.text for phase in kept] == ["受理", "分析", "解决", "反馈"]
    assert write(again) == data
    for phase in kept:
        before = document.node(phase.key)
        assert isinstance(before, Node)
        assert phase.bounds == before.bounds
        assert phase.properties.without("#size") == before.properties.without("di:order")
    assert b"<modeller:phase " in data
    assert b"BPMNShape" in data
    assert data.count(b"Phase_") == 4  # no shape of theirs that another tool would look for


def test_a_file_with_phases_keeps_to_the_schema_and_comes_back_whole(tmp_path: Path) -> None:
    if not (CHECKS / "bpmn_schema.py").exists():
        pytest.skip("the schema of BPMN is not here")
    path = tmp_path / "phases.bpmn"
    path.write_bytes(write(after_sales()))
    found = subprocess.run(
        [sys.executable, str(CHECKS / "bpmn_schema.py"), str(path)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
