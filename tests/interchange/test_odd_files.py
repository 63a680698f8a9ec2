"""Files that other tools, hands and accidents spoilt: refused with a sentence, or opened, listed and kept whole."""

import random
from dataclasses import replace

import pytest
from corpus_files import corpus_file, manifest
from interchange.mutations import mutated
from interchange.sameness import differences

from modeller.files.problem import Problem
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.language import message
from modeller.model.records import Node

MOVE = message("test.move")

SHORT, LONG = 300, 20_000


def _small_models() -> list[str]:
    rows = manifest().values()
    models = [row["path"] for row in rows if row["path"].endswith((".bpmn", ".xml", ".bpmn2"))]
    return sorted(path for path in models if int(manifest()[path]["bytes"]) < 40_000)


def _spoilt(count: int) -> None:
    models = _small_models()
    opened = 0
    for seed in range(count):
        path = models[seed % len(models)]
        try:
            data = mutated(corpus_file(path).read_bytes(), seed, 1 + seed % 3)
        except (SyntaxError, LookupError, ValueError):
            continue  # the file is none of XML's to begin with
        try:
            document = read(data, path).document
        except Problem:
            continue
        opened += 1
        assert differences(data, write(document)) == [], f"seed {seed}, {path}"
    assert opened > count * 0.9


def _torn(count: int) -> None:
    models = _small_models()
    for seed in range(count):
        rng = random.Random(seed)
        data = bytearray(corpus_file(models[seed % len(models)]).read_bytes())
        for _ in range(rng.randint(1, 5)):
            place = rng.randrange(len(data))
            what = rng.random()
            piece = rng.choice([b"<", b"&", b"\x00", b'"', b"\xff\xfe", b"</bpmn:task>", b"<!DOCTYPE x>"])
            if what < 0.4:
                data[place] = rng.randrange(256)
            elif what < 0.7:
                del data[place : place + rng.randint(1, 200)]
            else:
                data[place:place] = piece
        said = "torn.bpmn"
        try:
            write(read(bytes(data), "torn.bpmn").document)
        except Problem as problem:
            said = str(problem)
        assert "torn.bpmn" in said, f"seed {seed}"


def test_spoilt_files_are_kept_whole(corpus: object) -> None:
    _spoilt(SHORT)


@pytest.mark.soak
def test_many_spoilt_files_are_kept_whole(corpus: object) -> None:
    _spoilt(LONG)


def test_torn_files_are_refused_with_a_sentence_or_opened(corpus: object) -> None:
    _torn(SHORT)


@pytest.mark.soak
def test_many_torn_files_are_refused_with_a_sentence_or_opened(corpus: object) -> None:
    _torn(LONG)


HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"'
    ' xmlns:b="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:c="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:i="http://www.omg.org/spec/DD/20100524/DI">'
)


def _file(process: str, plane: str = "") -> bytes:
    drawn = f'<b:BPMNDiagram id="D"><b:BPMNPlane id="P" bpmnElement="p">{plane}</b:BPMNPlane></b:BPMNDiagram>'
    return f'{HEAD}<process id="p">{process}</process>{drawn}</definitions>'.encode()


@pytest.mark.parametrize(
    ("process", "plane", "rules"),
    [
        ('<task id="a"/><task id="a"/>', "", {"bpmn.double_id"}),
        ('<sequenceFlow id="f" sourceRef="x" targetRef="y"/>', "", {"bpmn.dangling"}),
        ('<sequenceFlow id="f"/>', "", {"bpmn.missing_end"}),
        ('<boundaryEvent id="e" attachedToRef="gone"/>', "", {"bpmn.dangling"}),
        ('<laneSet id="s"><lane id="l"><flowNodeRef>gone</flowNodeRef></lane></laneSet>', "", {"bpmn.dangling"}),
        ('<tusk id="a"/>', "", {"bpmn.unknown_element"}),
        ('<task id="a"/>', '<b:BPMNShape id="s" bpmnElement="a"/>', {"bpmn.bad_bounds"}),
        (
            '<task id="a"/>',
            '<b:BPMNShape id="s" bpmnElement="a"><c:Bounds x="NaN" y="1" width="x" height="-4"/></b:BPMNShape>',
            {"bpmn.bad_bounds"},
        ),
        (
            "",
            '<b:BPMNShape id="s" bpmnElement="gone"><c:Bounds x="1" y="1" width="1" height="1"/></b:BPMNShape>',
            {"bpmn.drawing_of_nothing"},
        ),
        (
            '<task id="a"/>',
            '<b:BPMNShape id="s" bpmnElement="a"><c:Bounds x="1" y="1" width="1" height="1"/></b:BPMNShape>'
            '<b:BPMNShape id="t" bpmnElement="a"><c:Bounds x="9" y="1" width="1" height="1"/></b:BPMNShape>',
            {"bpmn.drawn_again"},
        ),
        (
            '<task id="a"/><task id="z"/><sequenceFlow id="f" sourceRef="a" targetRef="z"/>',
            '<b:BPMNEdge id="s" bpmnElement="f"><i:waypoint x="1" y="1"/></b:BPMNEdge>',
            {"bpmn.short_path"},
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_listed_and_written_back(process: str, plane: str, rules: set[str]) -> None:
    data = _file(process, plane)
    reading = read(data, "odd.bpmn")
    assert {finding.rule for finding in reading.findings} - {"bpmn.not_drawn"} == rules
    assert differences(data, write(reading.document)) == []


def test_bounds_that_are_no_numbers_get_a_substitute_for_the_picture_only() -> None:
    shape = '<b:BPMNShape id="s" bpmnElement="a"><c:Bounds x="7" y="NaN" width="80" height="no"/></b:BPMNShape>'
    document = read(_file('<task id="a"/>', shape), "odd.bpmn").document
    assert document["a"].bounds == (7, 0, 80, 80)  # type: ignore[union-attr]


def test_a_shape_with_bad_bounds_that_is_moved_gets_good_ones() -> None:
    shape = '<b:BPMNShape id="s" bpmnElement="a"><c:Bounds x="7" y="NaN" width="80" height="60" z="1"/></b:BPMNShape>'
    document = read(_file('<task id="a"/>', shape), "odd.bpmn").document
    task = document["a"]
    assert isinstance(task, Node)
    assert task.bounds is not None
    with document.edit(MOVE) as edit:
        edit.put(replace(task, bounds=task.bounds.moved(10, 5)))
    written = write(document).decode()
    assert '<c:Bounds z="1" x="17" y="5" width="80" height="60"/>' in written


def test_an_odd_drawing_keeps_what_is_odd_when_it_is_moved() -> None:
    shape = (
        '<b:BPMNShape id="s" bpmnElement="a">stray<c:Bounds x="7" y="1" width="80" height="60">'
        '<w xmlns="urn:w"/></c:Bounds></b:BPMNShape>'
    )
    document = read(_file('<task id="a"/>', shape), "odd.bpmn").document
    task = document["a"]
    assert isinstance(task, Node)
    assert task.bounds is not None
    with document.edit(MOVE) as edit:
        edit.put(replace(task, bounds=task.bounds.moved(10, 5)))
    written = write(document).decode()
    assert 'x="17" y="6" width="80" height="60"' in written
    assert "stray" in written
    assert 'xmlns="urn:w"' in written


def test_a_file_that_is_xml_but_not_bpmn_is_refused_by_the_name_of_its_root() -> None:
    with pytest.raises(Problem, match=r"page\.html .*“html”"):
        read(b"<html><body/></html>", "page.html")


def test_definitions_of_another_standard_are_refused_by_their_namespace() -> None:
    with pytest.raises(Problem, match=r"old\.bpmn .*“urn:bpmn1”"):
        read(b'<definitions xmlns="urn:bpmn1"/>', "old.bpmn")
