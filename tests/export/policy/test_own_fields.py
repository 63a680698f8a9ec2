"""What an organisation asks beside the usual, wherever a model is told: policy, page, tables, change sheet, counts."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from policy_samples import complaint, job

from modeller.analysis.plain import analysis_as_data
from modeller.analysis.tables import tables
from modeller.analysis.whole import analyse
from modeller.editing.properties import set_property
from modeller.export.exporter import silent
from modeller.export.policy.blocks import Heading, Listing, Table
from modeller.export.policy.compose import compose
from modeller.export.policy.job import PolicyJob
from modeller.export.site.page import compose as page
from modeller.export.site.site import Chapter, Site
from modeller.interchange.model_files import write
from modeller.interchange.workbook import workbook
from modeller.jobs.describe_model import describe_model, lines
from modeller.jobs.open_model import open_model
from modeller.model.compare import compare
from modeller.model.document import Document
from modeller.model.own_fields import OwnField
from modeller.model.reading import Model
from modeller.notation.differences import change_in_words

FIELDS = (
    OwnField("law", (("en", "Law"), ("zh_CN", "法律依据")), "text", ("process",), position=1),
    OwnField("weight", (("en", "Weight"), ("zh_CN", "权重")), "number", ("step",), unit="kg", position=2),
    OwnField("sure", (("zh_CN", "已核实"),), "yes or no", ("step",), position=3),
    OwnField("spare", (("en", "Spare"),), "list", ("role",), position=4),
    OwnField("odd", (("en", "=1+1 <b>"),), "text", ("step",), position=5),
)


def asked() -> Model:
    """The complaint process with own fields filled in."""
    document = Document(complaint(), FIELDS)
    lane = next(node.key for node in document.nodes() if node.type == "bpmn:lane")
    set_property(document, [document.items("bpmn:process")[0].key], "modeller:own.law", "消费者权益保护法 & <第39条>")
    set_property(document, ["Task_record"], "modeller:own.weight", "12.5")
    set_property(document, ["Task_record"], "modeller:own.sure", "true")
    set_property(document, ["Task_record"], "modeller:own.odd", "=cmd|1")
    set_property(document, [lane], "modeller:own.spare", "张三\n李四")
    return document.snapshot()


def _said(made: PolicyJob) -> list[str]:
    found = []
    for block in compose(made).policy.blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Listing):
            found += [each.text for each in block.items]
        elif isinstance(block, Table):
            found += ["|".join(cell.text for cell in row) for row in block.rows]
    return found


def test_a_policy_says_what_the_process_its_steps_and_its_roles_say() -> None:
    found = _said(job(model=asked()))
    assert "其他信息" in found
    assert "法律依据|消费者权益保护法 & <第39条>" in found
    assert any(each.endswith("|Spare|张三\n李四") for each in found)
    assert [each for each in found if "权重" in each or "已核实" in each] == ["权重：12.5 kg", "已核实：是"]
    assert "其他信息" not in _said(job())


def test_another_name_of_a_field_is_another_document() -> None:
    renamed = Model(asked(), (replace(FIELDS[0], names=(("zh_CN", "依据"),)), *FIELDS[1:]))
    assert compose(job(model=renamed)).policy.digest != compose(job(model=asked())).policy.digest


def test_the_change_sheet_says_old_and_new_in_words() -> None:
    new = Document(asked())
    set_property(new, ["Task_record"], "modeller:own.weight", "20 kg")
    set_property(new, ["Task_record"], "modeller:own.sure", "false")
    found = _said(job(model=new.snapshot(), before=asked(), before_version="1.1"))
    assert [each.split("|")[1:] for each in found if "权重" in each and "|" in each] == [["权重", "12.5 kg", "20 kg"]]
    assert [each.split("|")[1:] for each in found if "已核实" in each and "|" in each] == [["已核实", "是", "否"]]
    (difference,) = compare(asked(), new).differences
    told = [change_in_words(change, difference, asked(), new) for change in difference.changes]
    assert any("Weight" in each and "12.5 kg" in each and "20 kg" in each for each in told)


def test_the_table_of_steps_has_a_column_for_each_and_text_stays_text_in_a_workbook() -> None:
    found = analyse(asked())
    book = load_workbook(io.BytesIO(workbook(tables(found), "zh_CN")))
    sheet = next(each for each in book.worksheets if any(cell.value == "权重（kg）" for cell in each[1]))
    columns = {str(cell.value): place for place, cell in enumerate(sheet[1])}
    row = next(row for row in sheet.iter_rows(min_row=2) if row[columns["权重（kg）"]].value is not None)
    assert row[columns["权重（kg）"]].value == 12.5
    assert row[columns["已核实"]].value == "是"
    assert row[columns["=1+1 <b>"]].value == "=cmd|1"
    assert row[columns["=1+1 <b>"]].data_type == "s"
    data = analysis_as_data(found)
    assert [["weight", "12.5"], ["sure", "true"], ["odd", "=cmd|1"]] in [step["own"] for step in data["steps"]]


def test_the_page_of_a_library_says_them() -> None:
    site = Site("x", "zh_CN", Chapter("", "x", Model()), (Chapter("m", "投诉", asked()),), ())
    made = page(site, silent).data.decode()
    for text in ("法律依据", "消费者权益保护法 &amp; &lt;第39条&gt;", "12.5 kg", "已核实", "=1+1 &lt;b&gt;"):
        assert text in made


def test_a_file_says_which_it_brings(tmp_path: Path) -> None:
    path = tmp_path / "x.bpmn"
    path.write_bytes(write(asked()))
    told = describe_model(open_model(path))
    assert any("Law, Weight" in line for line in lines(told))
    assert [each["key"] for each in json.loads(json.dumps(told.plain()))["ownFields"]] == [
        "law", "weight", "sure", "spare", "odd",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_policy_has_names_in_each_language(language: str) -> None:
    found = "\n".join(_said(job(model=asked(), language=language)))
    assert ("Weight" if language == "en" else "权重") in found
    assert "已核实" in found
