"""Process attributes in files: standard tools keep them, ours come back, and what we do not understand stays."""

import subprocess
from pathlib import Path

from editing.models import blank, row
from hypothesis import given
from hypothesis import strategies as st
from interchange.sameness import differences
from requirements import NODE_MODULES, require

from modeller.editing.properties import get_property, set_property
from modeller.interchange.bpmn.reader import read
from modeller.interchange.bpmn.writer import write
from modeller.model.document import Document
from modeller.model.reading import Model
from modeller.notation.attributes import DECLARED, PREFIX, PROCESS, STEP

VALUES = {
    "text": "服务总监 <boss> & \"co\" 😀", "long text": "一\n  二\tthree\n", "list": "CRM\n工单 & <系统>",
    "table": "满意度\t≥ 95\t%\n响应\t\tmin", "duration": "1.5h",
    "money": "¥12.50", "rate": "每天20次", "percent": "30%",
}  # fmt: skip
BY_ANOTHER_TOOL = """
import {createRequire} from 'module'; import fs from 'fs'; import {pathToFileURL} from 'url';
const found = createRequire(process.argv[2] + '/x.js').resolve('bpmn-moddle');
const module = await import(pathToFileURL(found));
const Moddle = module.BpmnModdle ?? module.default;
const {rootElement, warnings} = await new Moddle().fromXML(fs.readFileSync(process.argv[3], 'utf8'));
if (warnings.length) throw new Error(String(warnings[0].message));
fs.writeFileSync(process.argv[4], (await new Moddle().toXML(rootElement, {format: true})).xml);
"""


def filled() -> tuple[Document, str, str]:
    document = blank()
    (task, *_) = row(document, "task", "task")
    process = document.items("bpmn:process")[0].key
    for key, declared in ((task, STEP), (process, PROCESS)):
        for each in declared:
            set_property(document, [key], each.key, each.choices[-1] if each.choices else VALUES[each.kind])
    return document, task, process


def attributes(model: Model) -> dict[str, dict[str, object]]:
    return {
        record.key: {name: value for name, value in record.properties.items() if name.startswith(PREFIX)}
        for record in model
    }


def test_every_attribute_comes_back_from_a_file() -> None:
    document, task, process = filled()
    data = write(document)
    again = read(data)
    assert attributes(again.document) == attributes(document)
    assert len(attributes(document)[task]) == len(STEP)
    assert len(attributes(document)[process]) == len(PROCESS)
    assert again.findings == ()
    assert differences(data, write(again.document)) == []


def test_another_tool_keeps_every_attribute(tmp_path: Path) -> None:
    require("moddle")
    document, _, _ = filled()
    ours, theirs, script = tmp_path / "ours.bpmn", tmp_path / "theirs.bpmn", tmp_path / "run.mjs"
    ours.write_bytes(write(document))
    script.write_text(BY_ANOTHER_TOOL, encoding="utf-8")
    subprocess.run(["node", str(script), str(NODE_MODULES), str(ours), str(theirs)], check=True, capture_output=True)
    assert attributes(read(theirs.read_bytes()).document) == attributes(document)


def test_what_is_no_plain_attribute_stays_as_it_came() -> None:
    document, _, _ = filled()
    odd = (
        b'<modeller:attribute name="deep" value="x"><modeller:inner/></modeller:attribute>'
        b'<modeller:attribute name="1st" value="x"/><modeller:attribute name="none"/>'
        b'<modeller:attribute name="systems" value="ERP" ref="entry-7"/><modeller:attribute name="later" value="v"/>'
    )
    data = write(document).replace(
        b'<modeller:attribute name="purpose"', odd + b'<modeller:attribute name="purpose"', 1
    )
    again = read(data).document
    process = again.items("bpmn:process")[0]
    assert process.properties["modeller:later"] == "v"
    assert process.properties["modeller:systems"] == (("ERP", ("ref", "entry-7")),)
    assert differences(data, write(again)) == []


def test_an_entry_keeps_its_reference_as_long_as_its_name_stays() -> None:
    document = blank()
    (task, *_) = row(document, "task")
    set_property(document, [task], "modeller:systems", "CRM\nERP")
    data = write(document).replace(b'value="ERP"', b'value="ERP" ref="entry-7"')
    again = read(data).document
    set_property(again, [task], "modeller:systems", "ERP\nDesk")
    assert again[task].properties["modeller:systems"] == (("ERP", ("ref", "entry-7")), "Desk")
    assert get_property(again, task, "modeller:systems") == "ERP\nDesk"


NAMES = st.sampled_from(
    sorted(key for key, each in DECLARED.items() if each.kind in {"text", "long text", "list", "table"})
)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)


@given(st.dictionaries(NAMES, st.lists(TEXT, min_size=1, max_size=3), max_size=4))
def test_any_text_comes_back_as_it_was_typed(given: dict[str, list[str]]) -> None:
    document = blank()
    (task, *_) = row(document, "task")
    for name, lines in given.items():
        set_property(document, [task], name, "\n".join(lines))
    again = read(write(document)).document
    assert attributes(again) == attributes(document)
