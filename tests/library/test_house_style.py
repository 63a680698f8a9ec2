"""The house style and clauses of a library: kept, noted, sent along, exported, and brought together from two copies."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library.test_copies import mailed
from library.test_dictionary import whole
from PIL import Image

from modeller.files.problem import Problem
from modeller.jobs.library_export import export_library
from modeller.jobs.library_merge import merge_copy
from modeller.library import house_style
from modeller.library.approval import trail_of
from modeller.library.copies import save_copy
from modeller.library.folders import add_folder
from modeller.library.house_style import house_of, remove_clause, save_house, set_clause, set_style
from modeller.library.models import add_model, facts
from modeller.library.opening import open_library
from modeller.library.schema import SETTING
from modeller.library.shared import has_more
from modeller.library.store import Library, rows_of
from modeller.model.entries import Author, ModelEntry, NewModel
from modeller.model.house_style import Clause, HouseStyle
from modeller.model.house_style_json import House, fingerprint, house_data, house_in

WANG, LI = Author("Wang Fang", "wang"), Author("Li", "li")


def picture(kind: str = "PNG", size: tuple[int, int] = (6, 4)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "#c00000").save(made, kind)
    return made.getvalue()


OURS = HouseStyle(
    "华东精密仪器有限公司", picture(), "#aa1122", "articles", ("制订", "批准"), "仿宋", "黑体", "Arial",
    True, "内部资料",
)  # fmt: skip
HELD = Clause("保密", "本制度属内部资料。\n- 不得外传\n- 不得复印", "scope")


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting is made a day after the one before."""
    moments = iter(f"2030-01-{day:02}T00:00:00+00:00" for day in range(1, 32))
    monkeypatch.setattr(house_style, "now", lambda: next(moments))


def test_a_style_is_kept_and_the_trail_says_who_changed_what(library: Library) -> None:
    assert house_of(library) == House()
    set_style(library, OURS, WANG)
    set_style(library, replace(OURS, accent="#00AA00", logo=b""), LI)
    path = library.path
    library.close()
    with open_library(path) as again:
        assert house_of(again).style == replace(OURS, accent="#00aa00", logo=b"")
        first, second = trail_of(again)
        assert (first.action, first.author, second.author) == ("house_style", "Wang Fang", "Li")
        assert "organisation: 华东精密仪器有限公司" in first.comment
        assert second.comment == "logo: 0 B; accent: #00aa00"
        assert whole(again)


def test_the_same_once_more_writes_nothing(library: Library) -> None:
    set_style(library, OURS, WANG)
    clause = set_clause(library, HELD, WANG)
    before = facts(library).revision
    set_style(library, replace(OURS, accent="#AA1122"), LI)
    set_clause(library, clause, LI)
    remove_clause(library, "no such", LI)
    assert facts(library).revision == before


def test_a_clause_is_added_changed_and_taken_out_and_its_words_stay_in_the_trail(library: Library) -> None:
    one = set_clause(library, HELD, WANG)
    two = set_clause(library, replace(HELD, title="  解释\n权 "), WANG)
    assert house_of(library).clauses == (one, two)
    assert (one.order, two.order, two.title) == (1, 2, "解释 权")
    changed = set_clause(library, replace(one, text="另一段", section="purpose", before=True), LI)
    assert house_of(library).clauses == (changed, two)
    remove_clause(library, one.id, LI)
    assert house_of(library).clauses == (two,)
    assert [(each.action, each.comment) for each in trail_of(library)] == [
        ("clause", f"保密\n{HELD.text}"), ("clause", f"解释 权\n{HELD.text}"), ("clause", "保密\n另一段"),
        ("remove_clause", "保密"),
    ]  # fmt: skip
    assert whole(library)


def test_two_people_who_work_in_two_copies_both_keep_what_they_did(
    library: Library, model: ModelEntry, tmp_path: Path, days: None
) -> None:
    assert model
    both = set_clause(library, HELD, WANG)
    gone = set_clause(library, replace(HELD, title="废止"), WANG)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        theirs = set_clause(copy, Clause("归档", "存三年。"), LI)
        set_style(copy, replace(HouseStyle(), logo=picture(), accent="#112233"), LI)
        remove_clause(copy, both.id, LI)
        remove_clause(copy, gone.id, LI)
        mine = set_clause(library, Clause("解释权", "由质量部解释。"), WANG)
        set_style(library, replace(HouseStyle(), organisation="华东", accent="#445566"), WANG)
        edited = set_clause(library, replace(both, text="改过的"), WANG)
        assert has_more(library, copy)
        merge_copy(library, copy)
        merge_copy(copy, library)
        assert not has_more(library, copy)
        assert not has_more(copy, library)
        for each in (library, copy):
            assert house_of(each).style == HouseStyle("华东", picture(), "#445566")  # of one field the later holds
            assert set(house_of(each).clauses) == {edited, theirs, mine}  # an edit is not lost to a deletion
            assert whole(each)


def test_of_two_edits_of_one_clause_the_later_holds_until_somebody_decides_anew(
    library: Library, model: ModelEntry, tmp_path: Path, days: None
) -> None:
    assert model
    one = set_clause(library, HELD, WANG)
    with mailed(library, tmp_path / "mailed.mlib") as copy:
        set_clause(library, replace(one, text="先"), WANG)
        later = set_clause(copy, replace(one, text="后"), LI)
        merge_copy(library, copy)
        assert house_of(library).clauses == (later,)
        assert "保密\n先" in [each.comment for each in trail_of(library)]
        remove_clause(library, one.id, WANG)
        assert house_of(library).clauses == ()
        merge_copy(copy, library)
        assert house_of(copy).clauses == ()


def test_what_somebody_else_changed_meanwhile_is_not_written_over(library: Library) -> None:
    mine = set_clause(library, HELD, WANG)
    seen = house_of(library)
    theirs = set_clause(library, Clause("归档"), LI)
    set_style(library, replace(seen.style, accent="#112233"), LI)
    changed = replace(mine, text="改过的")
    save_house(library, House(replace(seen.style, organisation="华东"), (changed,)), WANG, seen)
    assert house_of(library) == House(HouseStyle("华东", accent="#112233"), (changed, theirs))


def test_a_copy_to_send_has_no_clause_of_a_model_that_is_left_out(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    folder = add_folder(library, "Sales")
    kept = add_model(library, NewModel("Sell", (), folder.id))
    ours = set_clause(library, replace(HELD, model=kept.id), WANG)
    set_clause(library, Clause("秘密", "不给外人看。", model=model.id), WANG)
    save_copy(library, tmp_path / "a.mlib", [folder.id])
    with open_library(tmp_path / "a.mlib") as copy:
        assert house_of(copy).clauses == (ours,)
        assert whole(copy)
    assert "不给外人看".encode() not in (tmp_path / "a.mlib").read_bytes()
    assert len(house_of(library).clauses) == 2


def test_an_export_says_them_as_a_file_that_can_be_taken_again(library: Library, tmp_path: Path) -> None:
    set_style(library, OURS, WANG)
    set_clause(library, HELD, WANG)
    export_library(library, tmp_path / "out")
    held = json.loads((tmp_path / "out" / "library.json").read_bytes())["house_style"]
    assert house_in(json.dumps(held).encode(), "x") == house_of(library)


@pytest.mark.parametrize("value", ["", "null", "[]", "3", '{"id": 3}', '{"id": "x", "title": []}', "[" * 9000, '"�"'])
def test_what_a_newer_program_wrote_there_keeps_nobody_from_the_library(library: Library, value: str) -> None:
    with library.writing() as writing:
        stamp = {"time": "2030", "author": "", "account": ""}
        for name in ("style.accent", "style.serif", "style.signatures", "style.new", "clause"):
            writing.insert(SETTING, uuid=name, name=name, value=value, **stamp)  # type: ignore[arg-type]
        assert len(rows_of(library, writing.connection, SETTING)) == 5
    assert house_of(library) == House()


line = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"), max_size=30
)
styles = st.builds(
    HouseStyle, line.map(str.strip), st.sampled_from([b"", picture(), picture("JPEG")]),
    st.sampled_from(["#000000", "#12ab9f"]), st.sampled_from(["decimal", "chinese", "articles"]),
    st.lists(line.map(str.strip).filter(bool), max_size=5, unique=True).map(tuple), serif=st.booleans(),
)  # fmt: skip
clauses = st.builds(
    Clause, line.map(lambda text: " ".join(text.split())).filter(bool), line.map(str.strip), line, st.booleans(),
    order=st.integers(-5, 5),
)  # fmt: skip


@given(styles, st.lists(clauses, max_size=4).map(tuple))
def test_what_is_written_as_json_is_read_as_it_was(style: HouseStyle, held: tuple[Clause, ...]) -> None:
    house = House(style, held)
    assert house_in(json.dumps(house_data(house)).encode(), "x") == house


@pytest.mark.parametrize(("data", "words"), [
    ("{", "JSON"), ("[]", "{}"), ('{"accent": 3}', "accent"), ('{"accent": "red"}', "red"), ('{"logo": "§"}', "logo"),
    ('{"numbering": "roman"}', "articles"), ('{"serif": "yes"}', "serif"), ('{"signatures": "x"}', "signatures"),
    ('{"clauses": {}}', "clauses"), ('{"clauses": [3]}', "clauses"), ('{"clauses": [{"text": "x"}]}', "title"),
    ('{"organisation": "a\\u0000"}', r"U\+0000"), ('{"organisation": "a\\nb"}', "one line"),
    ('{"clauses": [{"title": "x", "text": "\\ud800"}]}', r"U\+D800"),
    ('{"clauses": [{"title": "x", "id": "\\ud800"}]}', r"U\+D800"),
    ('{"clauses": [{"title": "x", "section": "a\\nb"}]}', "one line"),
    (json.dumps({"clauses": [{"title": "x", "folder": "x" * 1001}]}), "1,000|1000"),
    ('{"logo": "AAAA"}', "PNG or JPEG"),
    (json.dumps({"organisation": "x" * 1001}), "1,000|1000"), (json.dumps({"signatures": list("abcdefghijklm")}), "12"),
])  # fmt: skip
def test_a_file_that_is_none_is_refused_with_what_is_wrong(data: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        house_in(data.encode(), "style.json")


@pytest.mark.parametrize("data", [
    b"x", picture()[:40], picture("GIF"), picture() + b"\0" * (8 << 20), picture("PNG", (20_001, 1)),
], ids=["text", "cut off", "GIF", "large file", "long side"])  # fmt: skip
def test_a_logo_that_cannot_be_printed_is_not_kept(library: Library, data: bytes) -> None:
    with pytest.raises(Problem, match="The logo cannot be used"):
        set_style(library, HouseStyle(logo=data), WANG)
    assert house_of(library) == House()
    assert not trail_of(library)


def test_what_a_document_is_compared_by_minds_what_is_printed_and_nothing_else() -> None:
    one, two, other = Clause("A", "a", "scope", order=1), Clause("B", "b", "scope", order=2), Clause("C", "c", "kpis")
    house = House(OURS, (one, two, other))
    said = fingerprint(house, "en")
    assert said == fingerprint(House(OURS, (replace(one, id="x", order=7, model="m"), other, two)), "en")
    _, language, style, clauses = said.split(" ")
    assert language == "en"
    for changed in (
        House(OURS, (two, one, other)), House(OURS, (one, two)), House(OURS, (replace(one, text="A"), two, other)),
        House(OURS, (replace(one, before=True), two, other)),
    ):  # fmt: skip
        assert fingerprint(changed, "en").split(" ")[2] == style
        assert fingerprint(changed, "en").split(" ")[3] != clauses
    for field in ("organisation", "logo", "accent", "numbering", "signatures", "body_font", "serif", "foot"):
        plain = replace(OURS, **{field: getattr(HouseStyle(), field)})
        assert fingerprint(House(plain, house.clauses), "en").split(" ")[2:] != [style, clauses], field
