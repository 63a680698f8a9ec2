"""Composing a policy document: its sections, their numbers, what it is known by."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy_samples import complaint, filled, job

from modeller.export.policy.blocks import Figure, Heading, Paragraph, Table
from modeller.export.policy.catalogue import SECTIONS
from modeller.export.policy.compose import compose
from modeller.export.policy.job import PolicyJob
from modeller.export.policy.numbering import chinese
from modeller.export.policy.pdf_words import broken
from modeller.export.policy.typography import PORTRAIT, face
from modeller.language import LANGUAGES, words
from modeller.model.reading import Model
from modeller.model.records import Bounds, Diagram, Item, Node


def _headings(made: PolicyJob, level: int = 1) -> list[str]:
    blocks = compose(made).policy.blocks
    return [
        f"{each.number} {each.text}".strip() for each in blocks if isinstance(each, Heading) and each.level == level
    ]


def _articles(made: PolicyJob) -> list[str]:
    """What is counted through the whole document: headings of the second level, and paragraphs of the text."""
    return [
        f"{each.number} {each.text}" if isinstance(each, Heading) else each.text
        for each in compose(made).policy.blocks
        if (isinstance(each, Heading) and each.level == 2) or (isinstance(each, Paragraph) and each.style == "body")
    ]


def _texts(made: PolicyJob) -> str:
    found = []
    for block in compose(made).policy.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [cell.text for row in (block.head, *block.rows) for cell in row]
    return "\n".join(found)


def test_the_sections_stand_in_the_order_of_a_policy_and_are_numbered() -> None:
    found = _headings(job())
    assert found[0] == "修订记录"
    assert found[1:4] == ["1 目的", "2 适用范围", "3 术语与定义"]
    assert [each.split()[0] for each in found[1:]] == [str(number) for number in range(1, len(found))]


def test_headings_are_numbered_as_the_house_asks() -> None:
    style = job().style
    assert _headings(job(style=replace(style, numbering="chinese")))[1:3] == ["一、 目的", "二、 适用范围"]
    articles = job(style=replace(style, numbering="articles"))
    assert _headings(articles)[1:3] == ["第一章 目的", "第二章 适用范围"]
    counted = [each.split()[0] for each in _articles(articles)]
    assert len(counted) >= 3
    assert counted == [f"第{chinese(number)}条" for number in range(1, len(counted) + 1)]


def test_each_paragraph_of_a_chapter_is_an_article() -> None:
    articles = _articles(job(style=replace(job().style, numbering="articles")))
    assert articles[0] == "第一条　规范客户投诉的受理、分级、解决与回访。"
    assert articles[2] == "第三条　不适用于合同纠纷。"
    assert not any("条" in each for each in _articles(job()))


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "零"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (105, "一百零五"), (110, "一百一十"),
     (1005, "一千零五"), (2300, "二千三百")],
)  # fmt: skip
def test_numbers_are_written_as_in_chinese_rules(number: int, said: str) -> None:
    assert chinese(number) == said


def test_only_the_sections_that_are_chosen_are_there() -> None:
    assert _headings(job(sections=("scope", "purpose"))) == ["1 目的", "2 适用范围"]


def test_a_section_for_which_the_model_says_nothing_is_left_out_and_named() -> None:
    bare = job(terms=(), language="en")
    notes = [words(note) for note in compose(bare).notes]
    assert "Terms" not in _headings(bare)
    assert any("Terms" in note for note in notes)


def test_terms_come_from_the_dictionary_as_far_as_the_model_uses_them() -> None:
    said = _texts(job(sections=("terms",)))
    assert "客户对产品或服务不满意而提出的意见。" in said
    assert "碳足迹" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_words_in_every_language(language: str) -> None:
    for section in SECTIONS:
        assert words(section.label, language)
    assert not any("policy." in text for text in _texts(job(language=language)).split("\n"))


def test_the_hash_is_the_same_for_the_same_and_another_for_whatever_is_printed_otherwise() -> None:
    first = compose(job()).policy.digest
    assert compose(job()).policy.digest == first
    model = complaint()
    step = next(record for record in model if record.text == "登记投诉")
    moved = Model([filled(each, {"instruction": "另一种做法"}) if each is step else each for each in model])
    others = [
        job(title="另一个"), job(language="en"), job(model=moved), job(sections=("purpose",)), job(terms=()),
        job(facts=replace(job().facts, version="1.3")), job(style=replace(job().style, organisation="另一家")),
    ]  # fmt: skip
    digests = {compose(each).policy.digest for each in others}
    assert len(digests) == len(others)
    assert first not in digests


def test_a_draft_is_marked_and_a_published_version_says_since_when_it_holds() -> None:
    facts = job().facts
    assert compose(job(facts=replace(facts, state="draft"))).policy.watermark == "草稿"
    assert compose(job(facts=replace(facts, state="retired"), language="en")).policy.watermark == "OBSOLETE"
    published = compose(job()).policy
    assert published.watermark == ""
    assert "2026-06-01" in published.foot


def test_shapes_of_the_diagram_lead_to_their_steps_where_the_procedure_is_there() -> None:
    figures = [each for each in compose(job()).policy.blocks if isinstance(each, Figure)]
    assert any(figure.steps for figure in figures)
    alone = compose(job(sections=("diagrams",))).policy.blocks
    assert not any(each.steps for each in alone if isinstance(each, Figure))


def test_a_model_without_anything_still_has_a_cover() -> None:
    empty = compose(job(model=Model(), terms=(), revisions=(), signatures=()))
    assert empty.policy.blocks


@given(st.integers(0, 9999))
def test_every_number_has_chinese_words_of_its_own_digits(number: int) -> None:
    said = chinese(number)
    digits = dict(zip("零一二三四五六七八九", range(10), strict=True))
    value, count = 0, None
    for char in said:
        if char in digits:
            count = digits[char]
        else:
            value += (1 if count is None else count) * {"十": 10, "百": 100, "千": 1000}[char]
            count = None
    assert value + (count or 0) == number


def test_characters_that_no_font_has_are_listed_wherever_they_stand() -> None:
    notes = {note.key for note in compose(job(title="投诉 한국", language="zh_CN")).notes}
    assert "documents.framed" in notes
    assert "documents.framed" not in {note.key for note in compose(job()).notes}
    assert "documents.right_to_left" in {note.key for note in compose(job(title="אישור")).notes}


def test_a_wide_diagram_is_folded_and_a_very_tall_one_is_named_as_too_small() -> None:
    tasks = [Node(f"t{n}", "bpmn:task", "p", n, f"Step {n}", "d", Bounds(n * 200, 0, 100, 80)) for n in range(40)]
    upright = [replace(each, bounds=Bounds(0, each.order * 200, 100, 80)) for each in tasks]
    held = [Item("p", "bpmn:process", text="Long"), Diagram("d", "p")]
    wide = compose(job(model=Model([*held, *tasks]), sections=("diagrams",), language="en"))
    tall = compose(job(model=Model([*held, *upright]), sections=("diagrams",), language="en"))
    parts = [each for each in wide.policy.blocks if isinstance(each, Figure)]
    assert len(parts) > 1
    assert parts[0].name.endswith(f"(part 1 of {len(parts)})")
    assert "policy.small_text" not in {note.key for note in wide.notes}
    assert "policy.small_text" in {note.key for note in tall.notes}


def test_words_of_roles_are_not_broken_over_their_columns() -> None:
    model = complaint()
    roles = ["Customer", "Head of department", "Telecommunications", "Legal", "Quality", "Purchase", "Sales", "Store"]
    step = next(record for record in model if record.text == "登记投诉")
    changed = filled(step, {"consulted": "\n".join(roles)})
    model = Model(changed if each is step else each for each in model)
    tables = [each for each in compose(job(model=model, sections=("raci",))).policy.blocks if isinstance(each, Table)]
    heads = [cell.text for table in tables for cell in table.head[1:]]
    assert set(roles) <= set(heads)
    assert len(heads) == len(set(heads))
    for table in tables:
        for cell, share in zip(table.head[1:], table.widths[1:], strict=True):
            bold = face("cell", "en")._replace(bold=True)
            lines = [line.text for line in broken(cell.text, PORTRAIT.text_width * share - 10, bold)]
            if cell.text.isascii():
                assert " ".join(lines).split() == cell.text.split()
