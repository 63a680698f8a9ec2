"""Approval: no call leaves a state out, the trail only grows, and whatever is changed in it is found."""

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library.conftest import sample

from modeller import language
from modeller.files.problem import Problem
from modeller.library import backups, check, header, seals, trail, workflow
from modeller.library.approval import (
    advance,
    approvals,
    barred,
    head,
    possible,
    set_workflow,
    trail_of,
    workflow_of,
)
from modeller.library.copies import save_copy
from modeller.library.drafts import load_draft, save_draft
from modeller.library.due import due
from modeller.library.folders import add_folder
from modeller.library.models import add_model, bin_model, empty_bin
from modeller.library.opening import create_library, open_library
from modeller.library.restoring import restore
from modeller.library.schema import VERSION, WORKFLOW
from modeller.library.store import Library, rows_of
from modeller.library.versions import freeze, read_version, versions
from modeller.model.approval import ACTIONS, KINDS, Signatory, State, Step, Workflow
from modeller.model.entries import Author, ModelEntry, NewModel

WANG, LI, ZHAO, CHEN = (Author(name, name.lower()) for name in ("Wang", "Li", "Zhao", "Chen"))
TODAY = date(2027, 1, 31)

FOUR = Workflow(
    states=(
        State("draft", "draft"),
        State("desk", "review", "初审"),
        State("board", "review", "会签中"),
        State("approved", "approved"),
        State("published", "published", "现行"),
        State("retired", "retired"),
    ),
    steps=(
        Step("submit", "draft", "desk", (Signatory("制订"),)),
        Step("approve", "desk", "board", (Signatory("审查", ("Li",)),), others=True),
        Step("approve", "board", "approved", (Signatory("会签", ("Zhao", "Chen")), Signatory("核准", ("chen",)))),
        Step("reject", "desk", "draft"),
        Step("reject", "board", "draft"),
        Step("publish", "approved", "published"),
        Step("retire", "published", "retired"),
    ),
    review_months=6,
    valid_months=25,
)
"""制订 审查 会签 核准, each with a title of its own."""


def wrong(library: Library) -> list[str]:
    with library.raw() as connection:
        return [each.message.key for each in check.faults(connection, header.LATEST)]


def changed(library: Library, model: str, text: str) -> None:
    draft = load_draft(library, model)
    records = (*draft.records[:-1], replace(draft.records[-1], text=text))
    save_draft(library, model, records, draft.revision, draft.digest)


def published(library: Library, model: str) -> None:
    for action, who in (("submit", WANG), ("approve", LI), ("publish", WANG)):
        advance(library, model, action, who, today=TODAY)  # type: ignore[arg-type]


def test_a_version_goes_from_draft_to_published_and_the_next_one_retires_it(
    library: Library, model: ModelEntry
) -> None:
    assert approvals(library, model.id) == []
    first = advance(library, model.id, "submit", WANG, comment="first round")
    assert (first.number, first.kind) == ("1.0", "review")
    assert versions(library, model.id)[0].note == "first round"
    assert advance(library, model.id, "approve", LI).kind == "approved"
    done = advance(library, model.id, "publish", ZHAO, today=TODAY, valid_until="2028-06-30")
    assert (done.kind, done.valid_until, done.review_on) == ("published", "2028-06-30", "2028-01-31")
    assert [(each.action, each.author) for each in done.signed] == [
        ("submit", "Wang"), ("approve", "Li"), ("publish", "Zhao"),
    ]  # fmt: skip
    changed(library, model.id, "more")
    published(library, model.id)
    assert [(each.number, each.kind) for each in approvals(library, model.id)] == [
        ("1.1", "published"), ("1.0", "retired"),
    ]  # fmt: skip
    last = trail_of(library)[-1]
    assert (last.action, last.version_number, last.comment, last.state_after) == ("supersede", "1.0", "1.1", "retired")
    assert last.chain == head(library) == approvals(library, model.id)[1].chain
    assert wrong(library) == []


def test_what_was_approved_stays_as_it_is_whatever_happens_to_the_draft(library: Library, model: ModelEntry) -> None:
    published(library, model.id)
    (version,) = versions(library, model.id)
    before = read_version(library, version.id)
    changed(library, model.id, "edited")
    assert read_version(library, version.id) == before
    assert advance(library, model.id, "submit", WANG).number == "1.1"
    assert [each.kind for each in approvals(library, model.id)] == ["review", "published"]


def test_no_state_is_left_out(library: Library, model: ModelEntry) -> None:
    with pytest.raises(Problem, match="no versions yet"):
        advance(library, model.id, "publish", WANG)
    freeze(library, model.id, note="", author=WANG)
    with pytest.raises(Problem, match=r"“Order” 1\.0 is in the state “Draft”.*Submit for review"):
        advance(library, model.id, "publish", WANG)
    advance(library, model.id, "submit", WANG)
    with pytest.raises(Problem, match=r"In review.*Approve, Send back"):
        advance(library, model.id, "publish", WANG)
    with pytest.raises(Problem, match="In review"):
        advance(library, model.id, "confirm", WANG)
    assert len(trail_of(library)) == 1


def test_what_was_sent_back_can_be_mended_and_submitted_again(library: Library, model: ModelEntry) -> None:
    advance(library, model.id, "submit", WANG)
    back = advance(library, model.id, "reject", LI, comment="Who pays?")
    assert (back.kind, back.action, back.signed) == ("draft", "reject", ())
    assert advance(library, model.id, "submit", WANG).number == "1.0", "nothing has changed: the same version"
    advance(library, model.id, "reject", LI)
    changed(library, model.id, "the buyer")
    assert advance(library, model.id, "submit", WANG).number == "1.1"


def test_several_sign_each_in_turn_and_only_who_may(library: Library, model: ModelEntry) -> None:
    held = set_workflow(library, workflow.encode(FOUR), CHEN)
    assert workflow_of(library) == held == replace(FOUR, id=held.id)
    assert advance(library, model.id, "submit", LI).state.name == "初审"
    with pytest.raises(Problem, match="Li has signed this version already"):
        advance(library, model.id, "approve", LI)
    advance(library, model.id, "reject", WANG)
    advance(library, model.id, "submit", WANG)
    with pytest.raises(Problem, match="“审查” is signed by Li, not by Zhao"):
        advance(library, model.id, "approve", ZHAO)
    assert advance(library, model.id, "approve", LI).state.id == "board"
    with pytest.raises(Problem, match=r"“核准” is not the next signature \(会签\)"):
        advance(library, model.id, "approve", CHEN, title="核准")
    assert [each.title for each in possible(library, versions(library, model.id)[0].id, LI)] == [""], "only to reject"
    half = advance(library, model.id, "approve", ZHAO)
    assert (half.state.id, half.signed[-1].title) == ("board", "会签")
    assert [each.waits_for for each in due(library)] == [("核准",)]
    assert advance(library, model.id, "approve", CHEN).kind == "approved"
    done = advance(library, model.id, "publish", CHEN, today=TODAY)
    assert (done.valid_until, done.review_on) == ("2029-02-28", "2027-07-31")
    assert [each.title for each in done.signed] == ["制订", "审查", "会签", "核准", ""]
    assert wrong(library) == []


def test_a_rejection_takes_the_signatures_back(library: Library, model: ModelEntry) -> None:
    set_workflow(library, workflow.encode(FOUR), CHEN)
    for action, who in (("submit", WANG), ("approve", LI), ("approve", ZHAO), ("reject", CHEN), ("submit", WANG)):
        stands = advance(library, model.id, action, who)  # type: ignore[arg-type]
    assert [each.title for each in stands.signed] == ["制订"]
    advance(library, model.id, "approve", LI)
    assert advance(library, model.id, "approve", ZHAO).state.id == "board"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["states"].reverse(), "kind draft"),
        (lambda data: data["states"].append({"id": "draft", "kind": "draft"}), "twice"),
        (lambda data: data["steps"].append({"action": "publish", "before": "desk", "after": "published"}), "leave out"),
        (
            lambda data: data["steps"].append({"action": "publish", "before": "draft", "after": "published"}),
            "leave out",
        ),
        (lambda data: data["steps"].append({"action": "submit", "before": "draft", "after": "board"}), "twice"),
        (lambda data: data["steps"].append({"action": "submit", "before": "x", "after": "board"}), "not listed"),
        (lambda data: data["steps"].append({"action": "approve", "before": "board", "after": "desk"}), "twice"),
        (lambda data: data["states"].append({"id": "x", "kind": "review"}), "nothing leads"),
        (lambda data: data["steps"].pop(-2), "no way leads"),
        (lambda data: data["steps"].pop(-1), "could not be retired"),
        (lambda data: data["steps"][2]["signatories"].clear(), "signatories"),
        (lambda data: data.update(review_months="x"), "JSON"),
        (lambda data: data.update(states=3), "JSON"),
    ],
)
def test_a_workflow_that_would_leave_a_state_out_is_refused(library: Library, change: object, said: str) -> None:
    data = json.loads(workflow.encode(FOUR))
    change(data)  # type: ignore[operator]
    before = workflow_of(library)
    with pytest.raises(Problem, match=said):
        set_workflow(library, json.dumps(data), WANG)
    assert workflow_of(library) == before
    assert trail_of(library) == []


def test_a_workflow_is_not_changed_under_a_version(library: Library, model: ModelEntry) -> None:
    advance(library, model.id, "submit", WANG)
    with pytest.raises(Problem, match="“review”"):
        set_workflow(library, workflow.encode(FOUR), WANG)
    longer = replace(workflow.USUAL, review_months=24)
    set_workflow(library, workflow.encode(longer), WANG)
    advance(library, model.id, "approve", LI)
    assert advance(library, model.id, "publish", WANG, today=TODAY).review_on == "2029-01-31"
    assert wrong(library) == []


def test_what_is_due_is_listed_the_most_urgent_first(library: Library, model: ModelEntry) -> None:
    other, third = (add_model(library, NewModel(name, sample())) for name in ("Other", "Third"))
    published(library, model.id)
    published(library, other.id)
    advance(library, third.id, "submit", WANG)
    advance(library, other.id, "confirm", LI, valid_until="2027-02-10", review_on="2027-02-08", today=TODAY)
    assert [(each.model_name, each.why) for each in due(library, TODAY)] == [
        ("Other", "expires"), ("Other", "review"), ("Third", "waiting"),
    ]  # fmt: skip
    later = due(library, date(2028, 2, 1))
    assert [(each.model_name, each.why) for each in later] == [
        ("Other", "expired"), ("Other", "review"), ("Order", "review"), ("Third", "waiting"),
    ]  # fmt: skip
    bin_model(library, other.id)
    assert {each.model_name for each in due(library, date(2028, 2, 1))} == {"Order", "Third"}
    for day in ("31.1.2027", "2027-02-30"):
        with pytest.raises(Problem, match="is no date"):
            advance(library, model.id, "confirm", LI, review_on=day)


def test_in_a_new_library_who_made_or_submitted_a_version_does_not_approve_it(
    library: Library, model: ModelEntry
) -> None:
    freeze(library, model.id, note="", author=ZHAO)
    advance(library, model.id, "submit", WANG)
    (version,) = versions(library, model.id)
    for who in (WANG, ZHAO, Author("Wang", "at home"), replace(WANG, account="")):
        with pytest.raises(Problem, match="four-eyes"):
            advance(library, model.id, "approve", who)
        assert [each.action for each in possible(library, version.id, who)] == ["reject"]
        assert [action for action, _ in barred(library, version.id, who)] == ["approve"]
    assert barred(library, version.id, LI) == []
    assert advance(library, model.id, "approve", LI).kind == "approved"
    assert advance(library, model.id, "publish", WANG).kind == "published"
    assert wrong(library) == []


def test_who_signs_under_another_name_from_the_account_that_made_a_version_is_told_of_the_account(
    library: Library, model: ModelEntry
) -> None:
    advance(library, model.id, "submit", Author("", "office"))
    with pytest.raises(Problem, match="Bob works as “office”, as did"):
        advance(library, model.id, "approve", Author("Bob", "office"))
    with pytest.raises(Problem, match="office has made or submitted"):
        advance(library, model.id, "approve", Author("", "office"))


def test_an_approval_by_who_made_the_version_is_found_though_all_hashes_are_right(
    library: Library, model: ModelEntry
) -> None:
    advance(library, model.id, "submit", WANG)
    advance(library, model.id, "approve", LI)
    with library.writing() as writing:
        row = rows_of(library, writing.connection, VERSION)[0]
        writing.change(VERSION, row, author="Li", account="li")
    assert "library.where.skips" in wrong(library)


def test_what_can_be_done_is_listed_as_the_language_lists_things(library: Library, model: ModelEntry) -> None:
    advance(library, model.id, "submit", WANG)
    for spoken, listed in ((language.ENGLISH, "Approve, Send back"), (language.CHINESE, "批准、退回")):
        language.use(spoken)
        with pytest.raises(Problem, match=listed):
            advance(library, model.id, "publish", LI)


def test_a_library_without_steps_of_its_own_keeps_the_usual_ones(library: Library, model: ModelEntry) -> None:
    with library.writing() as writing:
        for row in rows_of(library, writing.connection, WORKFLOW):
            writing.remove(WORKFLOW, row, trace=False)
    assert workflow_of(library) == workflow.USUAL
    advance(library, model.id, "submit", WANG)
    assert advance(library, model.id, "approve", WANG).kind == "approved"
    assert wrong(library) == []


def test_a_review_is_never_later_than_the_expiry(library: Library, model: ModelEntry) -> None:
    advance(library, model.id, "submit", WANG)
    advance(library, model.id, "approve", LI)
    with pytest.raises(Problem, match="review on 2027-07-01 would come after the expiry on 2027-06-30"):
        advance(library, model.id, "publish", LI, valid_until="2027-06-30", review_on="2027-07-01", today=TODAY)
    done = advance(library, model.id, "publish", LI, valid_until="2027-06-30", today=TODAY)
    assert (done.valid_until, done.review_on) == ("2027-06-30", "2027-06-30"), "the span of the workflow ends there"
    before = trail_of(library)
    with pytest.raises(Problem, match="after the expiry"):
        advance(library, model.id, "confirm", LI, review_on="2028-01-01", today=TODAY)
    with pytest.raises(Problem, match="It expired on 2027-06-30"):
        advance(library, model.id, "confirm", LI, today=date(2027, 7, 1))
    assert trail_of(library) == before
    later = advance(library, model.id, "confirm", LI, valid_until="2029-01-01", today=date(2027, 7, 1))
    assert (later.valid_until, later.review_on) == ("2029-01-01", "2028-07-01")


def test_a_day_that_has_gone_by_is_refused(library: Library, model: ModelEntry) -> None:
    advance(library, model.id, "submit", WANG)
    advance(library, model.id, "approve", LI)
    before = trail_of(library)
    for days in ({"valid_until": "2027-01-30"}, {"review_on": "2027-01-30"}):
        with pytest.raises(Problem, match="2027-01-30 has gone by already"):
            advance(library, model.id, "publish", LI, today=TODAY, **days)  # type: ignore[arg-type]
    assert trail_of(library) == before
    assert advance(library, model.id, "publish", LI, today=TODAY, valid_until="2027-01-31").valid_until == "2027-01-31"


STEP = st.tuples(
    st.sampled_from(ACTIONS),
    st.sampled_from([WANG, LI, ZHAO, CHEN]),
    st.integers(0, 3),
    st.sampled_from([None, "", "审查", "会签", "核准"]),
    st.booleans(),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=20), st.sampled_from([None, FOUR]))
def test_no_sequence_of_calls_breaks_the_chain_or_leaves_a_state_out(
    memory: Path, steps: list[tuple[str, Author, int, str | None, bool]], held: Workflow | None
) -> None:
    path = memory / "walk.mlib"
    with suppress(FileNotFoundError):
        path.unlink()
    with create_library(path) as library:
        if held is not None:
            set_workflow(library, workflow.encode(held), WANG)
        model = add_model(library, NewModel("Order", sample())).id
        chains = [each.chain for each in trail_of(library)]
        for number, (action, who, which, title, edit) in enumerate(steps):
            if edit:
                changed(library, model, f"{number}")
            found = versions(library, model)
            version = found[which].id if which < len(found) else ""
            before = {each.version: each for each in approvals(library, model)}
            with suppress(Problem):
                advance(library, model, action, who, version=version, title=title, today=TODAY)  # type: ignore[arg-type]
            now = [each.chain for each in trail_of(library)]
            assert now[: len(chains)] == chains, "it only grows"
            chains = now
            stands = approvals(library, model)
            for each in stands:
                was = KINDS.index(before[each.version].kind) if each.version in before else 0
                assert KINDS.index(each.kind) - was in {0, 1} or each.action in {"reject", "retire"}
            assert sum(each.kind == "published" for each in stands) <= 1
        assert wrong(library) == []


COLUMNS = [*trail.FACTS, "uuid", "number", "applied", "withheld", "origin", "facts", "chain"]


def tampered(path: Path, statement: str, *values: object) -> list[str]:
    """What the check says after somebody who knows how seals are made has changed the trail."""
    with closing(sqlite3.connect(path)) as plain:
        plain.execute(statement, values)
        seals.seal_all(plain)
        plain.commit()
        return [each.message.key for each in check.faults(plain, header.LATEST)]


@pytest.fixture
def kept(path: Path) -> Path:
    """A library with a trail."""
    with create_library(path) as library:
        for name in ("Order", "Other"):
            published(library, add_model(library, NewModel(name, sample())).id)
    return path


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 6), st.sampled_from(COLUMNS))
def test_whatever_is_changed_in_an_entry_is_found(kept: Path, number: int, column: str) -> None:
    whole = kept.read_bytes()
    try:
        new = {"number": 77, "applied": 0, "withheld": 1}.get(column, "forged")
        assert tampered(kept, f'UPDATE trail SET "{column}" = ? WHERE id = ?', new, number) != []
    finally:
        kept.write_bytes(whole)


@pytest.mark.parametrize("number", range(1, 7))
def test_an_entry_that_was_taken_out_is_missed(kept: Path, number: int) -> None:
    assert "library.where.state" in (found := tampered(kept, "DELETE FROM trail WHERE id = ?", number)), found


def test_a_state_that_was_set_by_hand_is_found(kept: Path) -> None:
    assert tampered(kept, "UPDATE approval SET standing = 'approved', kind = 'approved'") == ["library.where.state"] * 2
    assert tampered(kept, "DELETE FROM approval WHERE id = 1") == ["library.where.state"] * 2


def test_entries_that_the_workflow_does_not_allow_are_found_even_with_right_hashes(kept: Path) -> None:
    """Somebody has reckoned the whole chain anew: then the states themselves must still follow each other."""
    with closing(sqlite3.connect(kept)) as plain:
        plain.row_factory = sqlite3.Row
        plain.execute("""UPDATE trail SET "action" = 'approve', state_before = 'draft' WHERE number = 1""")
        last = trail.start(plain.execute("SELECT uuid FROM library").fetchone()[0])
        for row in map(dict, plain.execute("SELECT * FROM trail ORDER BY number").fetchall()):
            row["facts"] = trail.facts_hash(row)
            last = trail.chained(last, row)
            plain.execute("UPDATE trail SET facts = ?, chain = ? WHERE id = ?", (row["facts"], last, row["id"]))
        plain.row_factory = None
        seals.seal_all(plain)
        plain.commit()
        assert "library.where.skips" in [each.message.key for each in check.faults(plain, header.LATEST)]


def test_a_model_that_is_deleted_for_good_stays_in_the_trail(library: Library, model: ModelEntry) -> None:
    published(library, model.id)
    bin_model(library, model.id)
    assert empty_bin(library) == 1
    assert [each.model_name for each in trail_of(library)] == ["Order"] * 4
    assert trail_of(library)[-1].action == "delete"
    assert wrong(library) == []


def test_a_copy_of_chosen_folders_keeps_the_chain_and_withholds_what_it_says_of_others(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    folder = add_folder(library, "Sent")
    sent = add_model(library, NewModel("Sent", sample(), folder.id))
    published(library, model.id)
    published(library, sent.id)
    target = tmp_path / "copy.mlib"
    save_copy(library, target, [folder.id])
    assert model.id.encode() not in target.read_bytes()
    with open_library(target) as copy:
        found = trail_of(copy)
        assert [each.withheld for each in found] == [True] * 3 + [False] * 3
        assert {each.model_name for each in found[:3]} == {""}
        assert head(copy) == head(library)
        assert wrong(copy) == []
        changed(copy, sent.id, "more")
        published(copy, sent.id)
        assert wrong(copy) == []


def test_a_backup_that_comes_back_takes_nothing_out_of_the_trail(
    library: Library, model: ModelEntry, path: Path
) -> None:
    advance(library, model.id, "submit", WANG)
    with library.raw() as connection:
        backup = backups.back_up(connection, path, library.uuid, 9)
    advance(library, model.id, "approve", LI)
    longer = set_workflow(library, workflow.encode(replace(workflow.USUAL, review_months=24)), WANG)
    changed(library, model.id, "since")
    published(library, model.id)
    before = [each.chain for each in trail_of(library)]
    restore(path, backup.path)
    with open_library(path) as again:
        found = trail_of(again)
        assert [each.chain for each in found[:-1]] == before
        assert found[-1].action == "restore"
        assert workflow_of(again).id == longer.id
        assert [(each.number, each.kind) for each in approvals(again)] == [("1.0", "approved")]
        assert wrong(again) == []
