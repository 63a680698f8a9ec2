"""Value chain files: what is written is read again, what is no such file is refused in plain words."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeller.editing.template import new_document
from modeller.files.problem import Problem
from modeller.interchange import mchain, model_files
from modeller.model.document import Document
from modeller.model.records import Node, Record

FIXTURES = Path(__file__).parent / "mchain"
"""One file of every format that there ever was; none of them is changed or removed."""


def written() -> bytes:
    return mchain.write(new_document("landscape", "zh_CN"))


def test_there_is_a_file_of_every_format() -> None:
    assert {int(path.stem.rpartition("-")[2]) for path in FIXTURES.glob("*.mchain")} == set(range(1, mchain.FORMAT + 1))


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.mchain")), ids=lambda path: path.stem)
def test_files_of_every_format_are_read(path: Path) -> None:
    document = model_files.read(path.read_bytes(), path.name).document
    assert {node.text for node in document.nodes()} >= {"客户服务", "接受与记录", "Sales <vendor> & co"}
    assert any(node.type == "chain:unit" for node in document.nodes())
    again = mchain.read(mchain.write(document)).document
    assert again.records == document.records


def test_the_newest_fixture_is_written_as_it_is_read() -> None:
    path = FIXTURES / f"format-{mchain.FORMAT}.mchain"
    assert mchain.write(mchain.read(path.read_bytes()).document) == path.read_bytes()


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_any_text_comes_back(text: str) -> None:
    document = new_document("chain", "en")
    records: list[Record] = [
        replace(record, text=text, properties=record.properties.changed({"documentation": text}))
        if isinstance(record, Node)
        else record
        for record in document
    ]
    assert list(mchain.read(mchain.write(Document(records))).document) == records


def changed(how: Any) -> bytes:
    data = json.loads(written())
    how(data)
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda data: data.update(kind="process"),
        lambda data: data.update(format=mchain.FORMAT + 1),
        lambda data: data.update(format="1"),
        lambda data: data.update(format=True),
        lambda data: data.pop("format"),
        lambda data: data.pop("records"),
        lambda data: data.update(records=[]),
        lambda data: data["records"].append(data["records"][1]),
        lambda data: data["records"][2].pop(),
        lambda data: data["records"][2].__setitem__(1, ""),
        lambda data: data["records"][2].__setitem__(1, 7),
        lambda data: data["records"][2].__setitem__(2, "nowhere"),
        lambda data: data["records"][2].__setitem__(3, "first"),
        lambda data: data["records"][2].__setitem__(4, ["a"]),
        lambda data: data["records"][2].__setitem__(7, "bpmn:task"),
        lambda data: data["records"][2].__setitem__(9, [0, 0, float("nan"), 10]),
        lambda data: data["records"][2].__setitem__(9, [0, 0, -5, 10]),
        lambda data: data["records"][2].__setitem__(9, [0, 1e300, 5, 10]),
        lambda data: data["records"][2].__setitem__(9, [0, 0, 5]),
        lambda data: data["records"][0].__setitem__(2, data["records"][0][1]),
    ],
)
def test_what_no_program_has_written_is_refused(spoilt: Any) -> None:
    with pytest.raises(Problem):
        model_files.read(changed(spoilt), "a.mchain")


def test_a_file_that_was_cut_off_is_refused_wherever_it_was_cut() -> None:
    whole = written()
    for length in range(0, len(whole.rstrip()), 997):
        with pytest.raises(Problem):
            model_files.read(whole[:length], "a.mchain")


def test_each_family_has_its_own_files() -> None:
    chain, process = new_document("chain"), new_document("pool")
    assert model_files.suffix_of(chain) == ".mchain"
    assert model_files.suffix_of(process) == ".bpmn"
    with pytest.raises(Problem):
        model_files.write(chain, "a.bpmn")
    with pytest.raises(Problem):
        model_files.write(process, "a.mchain")
    assert model_files.read(model_files.write(chain), "renamed.bpmn").document.records == chain.records
    assert model_files.read(b"\xef\xbb\xbf" + model_files.write(chain), "a.mchain").document.records == chain.records
