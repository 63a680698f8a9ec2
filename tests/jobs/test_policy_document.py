"""Policy documents from files and libraries: what they gather, what they write, what they refuse."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy_samples import complaint, filled
from pypdf import PdfReader

from modeller.export.policy.blocks import Figure, Paragraph
from modeller.export.policy.compose import compose
from modeller.export.policy.job import PolicyJob
from modeller.export.policy.recipe import decoded, encoded, recipe_of, short
from modeller.files.problem import Problem
from modeller.jobs.library_draft import open_draft
from modeller.jobs.open_model import Opened, drawn, open_model
from modeller.jobs.policy_document import Wishes, policy_of, write_policy
from modeller.jobs.policy_library import policy_in, policy_of_open
from modeller.jobs.policy_verify import known_by, verify
from modeller.language import words
from modeller.library.approval import advance
from modeller.library.dictionary import add_entries, change_entry
from modeller.library.drafts import load_draft, save_draft
from modeller.library.folders import add_folder
from modeller.library.house_style import house_of, set_clause, set_style
from modeller.library.models import add_model, model
from modeller.library.opening import create_library
from modeller.library.store import Library
from modeller.library.versions import freeze
from modeller.model.dictionary import NewEntry
from modeller.model.entries import Author, ModelEntry, NewModel
from modeller.model.house_style import Clause, HouseStyle
from modeller.model.house_style_json import House
from modeller.model.reading import Model
from modeller.model.records import Node
from modeller.resources import SAMPLES

WISHES = Wishes("zh_CN", number="CS-P-001")
COVER = replace(WISHES, sections=("cover",))
"""No picture: nothing here starts Qt."""
ONE, OTHER = Author("李雷", "li"), Author("韩梅梅", "han")


def _freeze(library: Library, entry: ModelEntry, note: str) -> str:
    return freeze(library, entry.id, note=note, author=ONE).id


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return create_library(tmp_path / "a.mlib")


def test_a_file_gives_a_draft_with_its_findings(tmp_path: Path) -> None:
    job = policy_of(open_model(SAMPLES / "客户投诉处理.bpmn"), WISHES)
    assert job.facts.state == "draft"
    assert job.title == "处理客户投诉"
    assert job.moment is not None
    report = write_policy(job, tmp_path / "a.pdf")
    assert report.files == (tmp_path / "a.pdf",)
    assert "CS-P-001" in PdfReader(tmp_path / "a.pdf").pages[0].extract_text()


AFTER_SALES = SAMPLES / "service" / "zh" / "客户服务" / "提供售后服务.bpmn"


PROCESS = 'id="after_sales" name="提供售后服务"'
POOL = 'name="提供售后服务" processRef'
TOGETHER = 'id="Collaboration_e4vsmqu" name="提供售后服务"'


@pytest.mark.parametrize(("changes", "title"), [
    ({}, "提供售后服务"),
    ({TOGETHER: 'id="Collaboration_e4vsmqu" name="售后协作"'}, "售后协作"),
    ({TOGETHER: 'id="Collaboration_e4vsmqu"', PROCESS: 'id="after_sales" name="售后流程"'}, "售后流程"),
    ({TOGETHER: 'id="Collaboration_e4vsmqu"', PROCESS: 'id="after_sales"'}, "提供售后服务"),  # of the pool drawn inside
    ({TOGETHER: 'id="Collaboration_e4vsmqu"', PROCESS: 'id="after_sales"', POOL: "processRef"}, "file name"),
])  # fmt: skip
def test_a_file_is_called_by_its_own_name_never_by_a_partner(
    tmp_path: Path, changes: dict[str, str], title: str
) -> None:
    text = AFTER_SALES.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    file = tmp_path / "file name.bpmn"
    file.write_text(text, encoding="utf-8")
    job = policy_of(open_model(file), WISHES)
    assert job.title == title
    policy = compose(job).policy  # all that PDF and Word are made of
    assert policy.title == title
    assert [each.name for each in policy.blocks if isinstance(each, Figure)] == [f"图 1\u3000{title}"]
    assert title in next(each.text for each in policy.blocks if isinstance(each, Paragraph) and each.style == "title")
    write_policy(job, tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    assert reader.metadata is not None
    assert reader.metadata.title == title


def test_a_file_of_several_processes_is_called_as_the_file() -> None:
    opened = open_model(SAMPLES / "service" / "zh" / "合作伙伴" / "外包服务.bpmn")
    assert policy_of(opened, WISHES).title == "外包服务"


def test_another_ending_is_refused_and_nothing_written(tmp_path: Path) -> None:
    job = policy_of(open_model(SAMPLES / "客户投诉处理.bpmn"), WISHES)
    with pytest.raises(Problem, match=r"\.docx"):
        write_policy(job, tmp_path / "a.txt")
    assert not list(tmp_path.iterdir())


def test_called_off_the_old_file_stays(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def progress(fraction: float) -> None:
        if fraction > 0.5:
            raise Enough

    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(Enough):
        write_policy(policy_of(open_model(SAMPLES / "客户投诉处理.bpmn"), WISHES), target, progress)
    assert target.read_bytes() == b"old"


def test_a_published_version_brings_its_number_signatures_revisions_and_terms(library: Library) -> None:
    with library:
        entry = add_model(library, NewModel("投诉处理", tuple(complaint())), ONE)
        add_entries(library, [NewEntry("term", "投诉", definition="不满意的意见")], ONE)
        _freeze(library, entry, "新增")
        draft = load_draft(library, entry.id)
        step = next(each for each in draft.records if each.key == "Task_close")
        records = [filled(each, {"timeLimit": "P1D"}) if each is step else each for each in draft.records]
        save_draft(library, entry.id, records, draft.revision, draft.digest, ONE)
        _freeze(library, entry, "缩短关闭时限")
        advance(library, entry.id, "submit", ONE)
        advance(library, entry.id, "approve", OTHER)
        advance(library, entry.id, "publish", OTHER)
        job = policy_in(library, model(library, entry.id), WISHES)
        assert (job.facts.version, job.facts.state, job.facts.model_id) == ("1.1", "published", entry.id)
        assert job.facts.effective
        assert [each.summary for each in job.revisions] == ["新增", "缩短关闭时限"]
        assert job.revisions[-1].approver == "韩梅梅"
        assert {(each.title, each.name) for each in job.signatures} == {("制订", "李雷"), ("核准", "韩梅梅")}
        assert [each.name for each in job.terms] == ["投诉"]
        assert job.before_version == "1.0"
        policy = compose(job).policy
        assert policy.watermark == ""
        assert compose(policy_in(library, model(library, entry.id), WISHES)).policy.digest == policy.digest
        first = policy_in(library, model(library, entry.id), WISHES, "1.0")
        assert first.facts.version == "1.0"
        assert compose(first).policy.watermark == "草稿"
        assert first.before is None


def test_a_draft_that_goes_on_from_a_version_is_a_draft_without_a_number(library: Library) -> None:
    with library:
        entry = add_model(library, NewModel("投诉处理", tuple(complaint())), ONE)
        _freeze(library, entry, "新增")
        shown = complaint()
        same = policy_in(library, model(library, entry.id), WISHES, shown=shown)
        changed = type(shown)(replace(each, text="另一个") if each.key == "Task_close" else each for each in shown)
        job = policy_in(library, model(library, entry.id), WISHES, shown=changed)
        assert (same.facts.version, job.facts.version) == ("1.0", "")
        assert job.facts.state == "draft"
        assert job.before_version == "1.0"


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_document_says_whether_it_is_current_or_how_many_steps_changed_since(
    library: Library, tmp_path: Path, suffix: str
) -> None:
    file, cover = tmp_path / f"a{suffix}", COVER
    with library:
        entry = add_model(library, NewModel("投诉处理", tuple(complaint())), ONE)
        write_policy(policy_in(library, entry, cover), file)
        assert verify(file, library).state == "draft"
        _freeze(library, entry, "新增")
        write_policy(policy_in(library, model(library, entry.id), cover), file)
        verdict = verify(file, library)
        assert (verdict.state, verdict.known.version) == ("current", "1.0")
        assert "none is published" in words(verdict.words)
        draft = load_draft(library, entry.id)
        changes = {"Task_close": {"timeLimit": "P1D"}, "Task_record": {"systems": "新系统"}}
        records = [filled(each, changes.get(each.key, {})) for each in draft.records]
        save_draft(library, entry.id, records, draft.revision, draft.digest, ONE)
        assert verify(file, library).state == "current"
        _freeze(library, entry, "改动")
        verdict = verify(file, library)
        assert (verdict.state, verdict.now, verdict.changed) == ("changed", "1.1", 2)
        assert "2 steps changed since" in words(verdict.words)
        for action in ("submit", "approve", "publish"):
            advance(library, entry.id, action, ONE if action == "submit" else OTHER)
        write_policy(policy_in(library, model(library, entry.id), cover), file)
        assert words(verify(file, library).words).endswith("version 1.1: current.")
        advance(library, entry.id, "retire", OTHER)
        write_policy(policy_in(library, model(library, entry.id), cover), file)
        assert verify(file, library).state == "retired"


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_document_says_that_the_house_style_or_a_clause_changed_since(
    library: Library, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"a{suffix}"
    with library:
        folder = add_folder(library, "客服")
        inner = add_folder(library, "投诉", folder.id)
        entry = add_model(library, NewModel("投诉处理", tuple(complaint()), inner.id), ONE)
        other = add_model(library, NewModel("别的", tuple(complaint())), ONE)
        clause = set_clause(library, Clause("保密", "不得外传。", folder=folder.id), ONE)
        _freeze(library, entry, "新增")

        def stands() -> str:
            found = verify(file, library)
            assert words(found.words)
            return f"{found.state} {' '.join(found.restyled)}".strip()

        def printed() -> str:
            made = policy_in(library, model(library, entry.id), replace(COVER, sections=("cover", "clauses")))
            assert [each.title for each in made.clauses] == [each.title for each in house_of(library).clauses[:1]]
            write_policy(made, file)
            return stands()

        assert printed() == "current"
        set_clause(library, Clause("别处", "只在别的模型中。", model=other.id), ONE)
        set_clause(library, Clause("Only in English", language="en"), ONE)
        assert stands() == "current"
        set_clause(library, replace(clause, text="另一段"), ONE)
        assert stands() == "restyled clauses"
        assert printed() == "current"
        set_style(library, HouseStyle("华东精密仪器有限公司"), ONE)
        assert stands() == "restyled style"
        set_clause(library, replace(clause, text="第三段"), ONE)
        assert stands() == "restyled style clauses"
        assert "Print it anew" in words(verify(file, library).words)
        assert printed() == "current"


def test_a_file_takes_the_house_style_of_another_file(tmp_path: Path) -> None:
    clauses = (Clause("保密", "不得外传。"), Clause("别处", model="x"), Clause("English", language="en"))
    wishes = replace(WISHES, house=House(HouseStyle("华东", accent="#112233", numbering="articles"), clauses))
    job = policy_of(open_model(SAMPLES / "客户投诉处理.bpmn"), wishes)
    assert (job.style.organisation, job.style.accent, job.style.numbering) == ("华东", "#112233", "articles")
    assert job.clauses == clauses[:1]
    other = policy_of(
        open_model(SAMPLES / "客户投诉处理.bpmn"), replace(wishes, organisation="华南", numbering="decimal")
    )
    assert (other.style.organisation, other.style.accent, other.style.numbering) == ("华南", "#112233", "decimal")


def test_a_document_is_not_looked_for_in_another_library(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    with library, create_library(tmp_path / "other.mlib") as other:
        write_policy(policy_in(library, add_model(library, NewModel("投诉处理", tuple(complaint())), ONE), COVER), file)
        with pytest.raises(Problem, match=r"a model that is not in .*other\.mlib"):
            verify(file, other)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"/Subject <FEFF00>", b"nothing"])
def test_what_is_no_policy_document_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    with pytest.raises(Problem, match="no policy document"):
        known_by(file)


def published(library: Library) -> ModelEntry:
    entry = add_model(library, NewModel("投诉处理", tuple(complaint())), ONE)
    _freeze(library, entry, "新增")
    return entry


EVERYTHING = replace(WISHES, title="投诉管理", department="客服部", author="王五", sections=(
    "cover", "revisions", "contents", "purpose", "terms", "roles", "procedure", "findings"))  # fmt: skip


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_document_is_made_again_from_what_it_says_of_itself_and_compared(
    library: Library, tmp_path: Path, suffix: str, language: str
) -> None:
    file = tmp_path / f"a{suffix}"
    wishes = replace(EVERYTHING, language=language)
    with library:
        term, role = add_entries(library, [
            NewEntry("term", "投诉", definition="不满意的意见"), NewEntry("role", "客服专员", definition="受理投诉"),
        ], ONE)  # fmt: skip
        entry = published(library)
        write_policy(policy_in(library, entry, wishes), file)
        assert verify(file, library).state == "current"
        change_entry(library, term.id, ONE, definition="另一种说法")
        change_entry(library, role.id, ONE, definition="另一种职责")
        add_entries(library, [NewEntry("term", "与此无关的词", definition="不在文件中")], ONE)
        verdict = verify(file, library)
        assert (verdict.state, verdict.kinds, verdict.changed) == ("updated", ("dictionary",), 2)
        assert "2 entries of the dictionary" in words(verdict.words, "en")
        assert "2 个词条" in words(verdict.words, "zh_CN")
        for action in ("submit", "approve"):
            advance(library, entry.id, action, ONE if action == "submit" else OTHER)
        verdict = verify(file, library)
        assert (verdict.state, set(verdict.kinds)) == ("updated", {"dictionary", "approval"})
        assert "the approval" in words(verdict.words, "en")
        write_policy(policy_in(library, entry, wishes), file)
        assert verify(file, library).state == "current"


def test_what_was_not_made_from_the_version_that_it_names_is_said_to_be_foreign(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "a.pdf"
    with library:
        entry = published(library)
        job = policy_in(library, entry, replace(COVER, sections=("cover", "purpose", "steps")))
        changed = type(job.model)(filled(each, {"timeLimit": "P9D"}) for each in job.model)
        write_policy(replace(job, model=changed), file)
        verdict = verify(file, library)
        assert verdict.state == "foreign"
        assert "not made from what the library holds" in words(verdict.words, "en")


def test_what_another_release_made_is_not_said_to_be_altered(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.pdf"
    with library:
        entry = published(library)
        with monkeypatch.context() as patch:
            patch.setattr("modeller.__version__", "0.0.1")
            write_policy(policy_in(library, entry, COVER), file)
        assert verify(file, library).state == "uncompared"


@given(st.text(max_size=200) | st.recursive(st.none() | st.text(max_size=5) | st.integers(), lambda each: st.lists(
    each, max_size=3) | st.dictionaries(st.sampled_from(["parts", "rows", "sections", "language"]), each), max_leaves=9)
    .map(json.dumps))  # fmt: skip
def test_whatever_a_file_brings_as_its_recipe_is_read_or_none(text: str) -> None:
    found = decoded(text)
    assert found is None or decoded(encoded(found)) == found


def test_a_document_of_thousands_of_clauses_and_terms_says_how_it_was_made() -> None:
    clauses = tuple(Clause(f"Clause {number}", "Text.", id=f"{number:032}") for number in range(2_000))
    made = policy_of(open_model(SAMPLES / "客户投诉处理.bpmn"), replace(WISHES, sections=("cover", "clauses")))
    made = replace(made, clauses=clauses)
    recipe = recipe_of(made, compose(made).policy)
    assert len(recipe.parts) > 2_000
    many = replace(recipe, rows={"terms": tuple(map(short, range(12_000)))})
    for each in (recipe, many):
        assert decoded(encoded(each)) == each


def test_a_model_without_a_picture_has_its_diagram_in_the_document_of_its_draft_and_of_its_version(
    library: Library,
) -> None:
    bare = open_model(SAMPLES / "order-fulfilment.bpmn").document
    records = tuple(replace(each, bounds=None) if isinstance(each, Node) else each for each in bare)
    entry = add_model(library, NewModel("Bare", records), ONE)
    assert not drawn(Model(load_draft(library, entry.id).records))
    opened = open_draft(library, entry.id)
    assert _is_drawn(policy_in(library, entry, WISHES), opened)
    _freeze(library, entry, "")
    assert _is_drawn(policy_in(library, model(library, entry.id), WISHES, "1.0"), opened)
    assert policy_of_open(opened, WISHES).facts.version == "1.0", "as it is opened it is that version still"


def _is_drawn(job: PolicyJob, opened: Opened) -> bool:
    figures = [block for block in compose(job).policy.blocks if isinstance(block, Figure)]
    return bool(figures) and dict(job.model.records) == dict(opened.document.records)
