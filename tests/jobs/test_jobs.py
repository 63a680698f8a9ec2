"""Jobs tell how far they are, end when they are called off, and leave nothing half done."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from modeller.files.problem import Problem
from modeller.jobs.convert_model import convert_model, save_model
from modeller.jobs.describe_model import describe_model, finding_in_words, kind_in_words, lines, one_line
from modeller.jobs.export_model import WouldReplace, export_model, exporter_for
from modeller.jobs.open_model import open_model
from modeller.jobs.progress import Cancelled, Progress
from modeller.language import CHINESE, Message, message, use, words
from modeller.model.entries import Finding
from modeller.resources import SAMPLES

SAMPLE = SAMPLES / "service-desk-incident.bpmn"
BARE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:x">
  <process id="p" name="订单处理"><startEvent id="s"/><task id="t" name="审核订单"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="e"/>
  </process>
</definitions>"""

JOBS: dict[str, Callable[[Path, Progress], object]] = {
    "open": lambda folder, progress: open_model(SAMPLE, progress),
    "convert": lambda folder, progress: convert_model(SAMPLE, folder / "out.bpmn", progress),
    "save": lambda folder, progress: save_model(open_model(SAMPLE).document, folder / "out.bpmn", progress),
    "pdf": lambda folder, progress: export_model(open_model(SAMPLE), "pdf", folder / "out.pdf", progress=progress),
    "svg": lambda folder, progress: export_model(open_model(SAMPLE), "svg", folder / "out.svg", progress=progress),
}


@pytest.mark.parametrize("name", JOBS)
def test_a_job_goes_from_nothing_to_all_and_never_back(name: str, tmp_path: Path) -> None:
    told: list[float] = []
    JOBS[name](tmp_path, told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert all(0 <= fraction <= 1 for fraction in told)


@pytest.mark.parametrize("name", JOBS)
def test_a_job_that_is_called_off_leaves_nothing(name: str, tmp_path: Path) -> None:
    told: list[float] = []
    JOBS[name](tmp_path, told.append)
    for path in tmp_path.glob("out*"):
        path.unlink()
    for stop in range(len(told) - 1):
        count = iter(range(len(told)))

        def progress(_: float, stop: int = stop, count: "object" = count) -> None:
            if next(count) == stop:  # type: ignore[call-overload]
                raise Cancelled

        with pytest.raises(Cancelled):
            JOBS[name](tmp_path, progress)
        assert list(tmp_path.glob("out*")) + list(tmp_path.glob(".modeller*")) == [], f"called off at {told[stop]}"


def test_a_file_without_a_diagram_is_placed_and_written_back_without_one(tmp_path: Path) -> None:
    source, target = tmp_path / "bare.bpmn", tmp_path / "out.bpmn"
    source.write_text(BARE, encoding="utf-8")
    opened = open_model(source)
    assert opened.placed
    assert all(node.bounds is not None for node in opened.document.nodes())
    assert opened.document.undoable is None
    convert_model(source, target)
    assert b"BPMNShape" not in target.read_bytes()
    save_model(opened.document, target)
    assert b"BPMNShape" not in target.read_bytes()
    assert not open_model(SAMPLE).placed


def test_a_save_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="folder does not exist"):
        save_model(open_model(SAMPLE).document, tmp_path / "gone" / "out.bpmn")
    assert os.listdir(tmp_path) == ["home"] or os.listdir(tmp_path) == []


def test_an_export_says_what_it_wrote(tmp_path: Path) -> None:
    report = export_model(open_model(SAMPLE), "svg", tmp_path / "out.svg")
    assert report.files == (tmp_path / "out.svg", tmp_path / "out-2.svg")
    assert all(path.is_file() for path in report.files)


def test_a_further_picture_replaces_no_file_that_nobody_named_unless_it_may(tmp_path: Path) -> None:
    opened, mine = open_model(SAMPLE), tmp_path / "out-2.svg"
    mine.write_bytes(b"somebody's own")
    (tmp_path / "out.svg").write_bytes(b"old")
    with pytest.raises(WouldReplace, match=r"out-2\.svg") as problem:
        export_model(opened, "svg", tmp_path / "out.svg")
    assert problem.value.files == (mine,)
    assert mine.read_bytes() == b"somebody's own"
    assert (tmp_path / "out.svg").read_bytes() == b"old", "nothing was written at all"
    export_model(opened, "svg", tmp_path / "out.svg", replace=True)
    assert mine.read_bytes().startswith(b"<?xml")


def test_a_document_may_speak_another_language_than_the_program(tmp_path: Path) -> None:
    export_model(open_model(SAMPLE), "svg", tmp_path / "out.svg", language=CHINESE)
    assert "用户任务" in (tmp_path / "out.svg").read_text(encoding="utf-8")


def test_what_no_exporter_writes_is_said_before_anything_is_done() -> None:
    assert exporter_for("a.PDF") == "pdf"
    with pytest.raises(Problem, match=r"\.pdf, \.svg, \.png"):
        exporter_for("a.docx")


def test_a_description_counts_what_is_there() -> None:
    description = describe_model(open_model(SAMPLE))
    assert description.title == "Resolve a service-desk incident"
    assert [pool.name for pool in description.pools] == ["User", "Service desk", "Supplier"]
    assert [diagram.name for diagram in description.diagrams] == [
        "Resolve a service-desk incident",
        "Diagnose incident",
    ]
    assert description.counts["userTask"] == 8
    assert description.flow_nodes == 29


def test_a_name_with_tricks_stays_on_its_line() -> None:
    assert one_line("a\r\nb\x1b[2Jc\u202e") == "a b�[2Jc�"


def test_a_kind_without_words_is_shown_as_it_is() -> None:
    assert kind_in_words("userTask") == "User task"
    assert kind_in_words("fancyTask") == "fancyTask"


def test_a_fault_is_one_line_with_its_place() -> None:
    finding = Finding("rule", "warning", message("jobs.not_whole"), line=7)
    assert words(finding_in_words("a.bpmn", finding)) == "a.bpmn, line 7: warning: The file is not whole."
    use(CHINESE)
    assert words(finding_in_words("a.bpmn", Finding("rule", "error", Message("jobs.not_whole")))) == (
        "a.bpmn：错误：文件不完整。"
    )


def test_every_line_of_a_description_comes_from_the_catalogue() -> None:
    description = describe_model(open_model(SAMPLE))
    use("pseudo")
    assert all(line.strip().startswith("⟦") for line in lines(description)[1:])


def test_a_set_of_pictures_that_breaks_off_says_what_was_written(tmp_path: Path) -> None:
    (tmp_path / "out-2.svg").mkdir()
    with pytest.raises(Problem, match=r"out-2\.svg was not saved: .* this was written before: .*out\.svg\.$"):
        export_model(open_model(SAMPLE), "svg", tmp_path / "out.svg")
    assert (tmp_path / "out.svg").is_file()


def test_lanes_without_names_are_not_listed(tmp_path: Path) -> None:
    path = tmp_path / "bare.bpmn"
    path.write_text(
        BARE.replace(
            "<process",
            '<collaboration id="c"><participant id="pool" name="店" processRef="p"/></collaboration><process',
            1,
        ).replace('name="订单处理">', 'name="订单处理"><laneSet id="l"><lane id="l1"/></laneSet>'),
        encoding="utf-8",
    )
    assert "  Pool: 店" in lines(describe_model(open_model(path)))


def test_a_fault_names_its_elements() -> None:
    opened = open_model(SAMPLE)
    task = next(node for node in opened.document.nodes() if node.text == "Log incident")
    finding = Finding("rule", "hint", Message("jobs.not_whole"), (task.key, "gone"))
    assert words(finding_in_words("a", finding, opened.document)).endswith("The file is not whole. (Log incident)")


def test_elements_of_an_empty_plane_are_placed_and_not_listed_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "plane.bpmn"
    plane = '<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI"><d:BPMNPlane bpmnElement="p"/>'
    path.write_text(BARE.replace("</definitions>", plane + "</d:BPMNDiagram></definitions>"), encoding="utf-8")
    opened = open_model(path)
    assert opened.placed
    assert opened.findings == ()
