"""The own fields of a library: kept one by one, noted, sent along, exported, and brought together from two copies."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library.test_copies import mailed
from library.test_dictionary import whole

from modeller.files.problem import Problem
from modeller.jobs.library_export import export_library
from modeller.jobs.library_merge import merge_copy
from modeller.library import fields
from modeller.library.approval import trail_of
from modeller.library.fields import change_fields, fields_of
from modeller.library.models import facts
from modeller.library.opening import open_library
from modeller.library.schema import SETTING
from modeller.library.shared import has_more
from modeller.library.store import Library
from modeller.model.entries import Author, ModelEntry
from modeller.model.own_fields import FIELD_HOLDERS, FIELD_KINDS, KEY, LONGEST, OwnField, encoded, field_kept, line_of

WANG, LI = Author("Wang Fang", "wang"), Author("Li", "li")
RISK = OwnField(
    "risk", (("en", "Risk class"), ("zh_CN", "风险等级")), "choice", ("process", "step"), ("low", "高"), "", True
)
WEIGHT = OwnField("weight", (("en", "Weight"),), "number", ("step",), unit="kg", badge=True)
COST = OwnField("centre", (("zh_CN", "成本中心"),), holders=("role",))


def keys(library: Library) -> list[str]:
    return [each.key for each in fields_of(library)]


def test_fields_are_kept_in_their_order_and_the_trail_says_who_changed_which(library: Library) -> None:
    assert fields_of(library) == ()
    change_fields(library, (), (RISK, WEIGHT), WANG)
    before = fields_of(library)
    change_fields(library, before, (WEIGHT, RISK, COST), LI)
    change_fields(library, fields_of(library), [each for each in fields_of(library) if each.key != "weight"], LI)
    path = library.path
    library.close()
    with open_library(path) as again:
        assert keys(again) == ["risk", "centre"]
        assert fields_of(again)[0].names == RISK.names
        assert [(each.author, each.comment) for each in trail_of(again)] == [
            ("Wang Fang", "+ Risk class (risk), + Weight (weight)"),
            ("Li", "+ 成本中心 (centre)"),
            ("Li", "− Weight (weight)"),
        ]
        assert whole(again)


def test_nothing_is_written_where_nothing_changes(library: Library) -> None:
    change_fields(library, (), (RISK, WEIGHT), WANG)
    before = facts(library).revision
    change_fields(library, fields_of(library), fields_of(library), LI)
    assert facts(library).revision == before


def test_what_somebody_else_adds_meanwhile_stays(library: Library) -> None:
    seen = fields_of(library)
    change_fields(library, seen, (RISK,), WANG)
    change_fields(library, seen, (COST,), LI)
    assert sorted(keys(library)) == ["centre", "risk"]


def test_two_copies_that_each_add_a_field_have_both_when_they_come_together(
    library: Library, model: ModelEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert model
    change_fields(library, (), (RISK, WEIGHT), WANG)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        assert keys(copy) == ["risk", "weight"]
        monkeypatch.setattr(fields, "now", lambda: "2030-01-01T00:00:00+00:00")
        change_fields(copy, fields_of(copy), (*fields_of(copy), COST), LI)
        given = fields_of(library)
        monkeypatch.setattr(fields, "now", lambda: "2031-01-01T00:00:00+00:00")
        change_fields(library, given, (given[0], OwnField("law", (("en", "Law"),), "link", ("process",))), WANG)
        assert has_more(library, copy)
        merge_copy(library, copy)
        assert sorted(keys(library)) == ["centre", "law", "risk"]  # what was deleted here stays deleted
        assert not has_more(library, copy)
        merge_copy(copy, library)
        assert fields_of(copy) == fields_of(library)
    assert whole(library)


def test_an_export_says_them(library: Library, tmp_path: Path) -> None:
    change_fields(library, (), (RISK, WEIGHT), WANG)
    export_library(library, tmp_path / "out")
    held = json.loads((tmp_path / "out" / "library.json").read_bytes())["fields"]
    assert [field_kept(json.dumps(each)) for each in held] == list(fields_of(library))


@pytest.mark.parametrize(
    "wrong",
    [
        OwnField("1st", (("en", "x"),)),
        OwnField("风险", (("en", "x"),)),
        OwnField("a b", (("en", "x"),)),
        OwnField("", (("en", "x"),)),
        OwnField("k" * 41, (("en", "x"),)),
        OwnField("k", ()),
        OwnField("k", (("en", " \n"),)),
        OwnField("k", (("en", "x"),), holders=()),
        OwnField("k", (("en", "x"),), "choice"),
        OwnField("k", (("en", "x" * 81),)),
        OwnField("k", (("en", "x"),), "choice", choices=tuple(map(str, range(201)))),
    ],
)
def test_what_cannot_be_a_field_is_said_and_not_written(library: Library, wrong: OwnField) -> None:
    before = facts(library).revision
    with pytest.raises(Problem):
        change_fields(library, (), (RISK, wrong), WANG)
    with pytest.raises(Problem):
        change_fields(library, (), (RISK, RISK), WANG)
    assert facts(library).revision == before


@pytest.mark.parametrize("value", ["", "null", "[]", '{"key": 3}', '{"key": "", "name": {}}', "[" * 9000])
def test_what_makes_no_sense_is_no_field_and_keeps_nobody_from_the_library(library: Library, value: str) -> None:
    with library.writing() as writing:
        stamp = {"time": "2030", "author": "", "account": ""}
        writing.insert(SETTING, uuid="1", name="field.odd", value=value, **stamp)
    assert fields_of(library) == ()


def test_a_field_of_a_newer_program_is_read_as_far_as_it_is_understood() -> None:
    found = field_kept(
        '{"key":"k","name":{"en":"Name","fr":3},"kind":"hologram","for":["step","planet"],"unit":5,'
        '"choices":[1,"a","a"],"required":"yes","position":1.5,"colour":"red"}'
    )
    assert found == OwnField("k", (("en", "Name"),), "text", ("step",), ("a",))


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=LONGEST).map(line_of).filter(bool)


@given(
    st.builds(
        OwnField,
        st.from_regex(KEY, fullmatch=True),
        st.dictionaries(st.sampled_from(("en", "zh_CN")), words, min_size=1).map(lambda held: tuple(held.items())),
        st.sampled_from(FIELD_KINDS),
        st.sets(st.sampled_from(FIELD_HOLDERS)).map(lambda held: tuple(each for each in FIELD_HOLDERS if each in held)),
        st.lists(words, unique=True).map(tuple),
        words | st.just(""),
        st.booleans(),
        st.booleans(),
        st.integers(0, 9999),
    )
)
def test_a_field_comes_back_as_it_was_written(field: OwnField) -> None:
    assert field_kept(encoded(field)) == field
