"""Comments and attachments: on a model or an element, kept through versions, copies and exports."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from library.conftest import sample

from modeller.files.problem import Problem
from modeller.jobs.library_export import export_library
from modeller.jobs.library_merge import merge_copy
from modeller.jobs.library_remarks import attach_file, counted, read_comments, save_attachment, write_comments
from modeller.library import attachments as files
from modeller.library import check, header
from modeller.library.attachments import attach, attachments, detach, read_attachment
from modeller.library.comments import (
    LIMIT,
    add_comment,
    comments,
    edit_comment,
    remove_comment,
    reopen_comment,
    resolve_comment,
)
from modeller.library.copies import save_copy
from modeller.library.differing import compare_copies
from modeller.library.drafts import load_draft
from modeller.library.faults import Damaged
from modeller.library.models import bin_model, empty_bin
from modeller.library.opening import open_library
from modeller.library.store import Library
from modeller.library.versions import freeze, restore_version
from modeller.model.entries import Author, ModelEntry

WANG, LI = Author("Wang Fang", "wang"), Author("李雷", "li")


def faults(library: Library) -> list[str]:
    with library.raw() as raw:
        return [str(each.message) for each in check.faults(raw, header.LATEST)]


def test_comments_stand_with_their_answers_in_the_order_they_were_said(library: Library, model: ModelEntry) -> None:
    step = sample()[3].key
    first = add_comment(library, model.id, "  Who signs?\n谁签字？ ", WANG, element=step)
    second = add_comment(library, model.id, "Too long", LI)
    answer = add_comment(library, model.id, "The head of sales", LI, reply_to=first.id)
    more = add_comment(library, model.id, "Thanks", WANG, reply_to=answer.id)
    found = comments(library, model.id)
    assert {each.id for each in found} == {first.id, second.id, answer.id, more.id}
    start = found.index(first)
    assert {each.id for each in found[start + 1 : start + 3]} == {answer.id, more.id}
    assert {each.reply_to for each in found[start + 1 : start + 3]} == {first.id}
    assert {each.element for each in found if each.id != second.id} == {step}
    assert found[start].text == "Who signs?\n谁签字？"
    resolve_comment(library, first.id, LI)
    edit_comment(library, second.id, "Far too long")
    assert counted(comments(library, model.id)) == (1, 2)
    (now,) = [each for each in comments(library, model.id) if each.id == second.id]
    assert (now.text, bool(now.edited)) == ("Far too long", True)
    reopen_comment(library, first.id)
    assert counted(comments(library, model.id)) == (2, 2)
    remove_comment(library, first.id)
    assert [each.id for each in comments(library, model.id)] == [second.id]
    assert faults(library) == []


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LIMIT + 1), "\x00\x1b"])
def test_what_says_nothing_or_too_much_is_no_comment(library: Library, model: ModelEntry, text: str) -> None:
    with pytest.raises(Problem, match="needs words"):
        add_comment(library, model.id, text, WANG)


def test_comments_stay_when_an_old_version_comes_back(library: Library, model: ModelEntry) -> None:
    version = freeze(library, model.id, note="", author=WANG)
    said = add_comment(library, model.id, "Good", WANG)
    draft = load_draft(library, model.id)
    restore_version(library, version.id, draft.revision, draft.digest)
    assert comments(library, model.id) == [said]
    bin_model(library, model.id)
    empty_bin(library)
    assert faults(library) == []


def test_comments_of_two_copies_come_together(library: Library, model: ModelEntry, tmp_path: Path) -> None:
    first = add_comment(library, model.id, "Who signs?", WANG)
    doomed = add_comment(library, model.id, "Never mind", WANG)
    save_copy(library, tmp_path / "mailed.mlib")
    with open_library(tmp_path / "mailed.mlib") as copy:
        answer = add_comment(copy, model.id, "We do", LI, reply_to=first.id)
        resolve_comment(copy, first.id, LI)
        remove_comment(copy, doomed.id)
        attach(copy, model.id, "law.txt", b"so it is", LI)
        edit_comment(library, first.id, "Who signs it?")
        assert [item.standing for item in compare_copies(library, copy)] == ["both"]
        merge_copy(library, copy)
        found = comments(library, model.id)
        assert [(each.id, each.text, each.resolved_by) for each in found] == [
            (first.id, "Who signs it?", LI.name),
            (answer.id, "We do", ""),
        ]
        assert read_attachment(library, attachments(library, model.id)[0].id)[1] == b"so it is"
        merge_copy(copy, library)
        assert comments(copy, model.id) == found
        assert compare_copies(library, copy) == []
        edit_comment(library, answer.id, "We do, here")
        edit_comment(copy, answer.id, "We do, there")
        merge_copy(library, copy)
        assert {"We do, here", "We do, there"} == set(comments(library, model.id)[1].text.split("\n\n"))
        merge_copy(copy, library)
        assert comments(copy, model.id) == comments(library, model.id)
        assert compare_copies(library, copy) == []
        assert faults(library) == faults(copy) == []


def test_comments_go_out_to_a_file_and_come_in_again_once(library: Library, model: ModelEntry, tmp_path: Path) -> None:
    first = add_comment(library, model.id, "Who signs? 谁？", WANG)
    add_comment(library, model.id, "We do", LI, reply_to=first.id)
    before = comments(library, model.id)
    target = tmp_path / "said.json"
    assert write_comments(library, model.id, target) == 2
    assert read_comments(library, model.id, target) == 0
    data = json.loads(target.read_bytes())
    for each in data["comments"]:
        each["id"], each["reply_to"] = f"x{each['id']}", f"x{each['reply_to']}" if each["reply_to"] else ""
    target.write_text(json.dumps(data))
    assert read_comments(library, model.id, target) == 2
    assert sorted(each.text for each in comments(library, model.id)) == sorted(2 * [each.text for each in before])
    remove_comment(library, first.id)
    write_comments(library, model.id, target)


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"format": "modeller-comments", "comments": [1]}', b"[" * 100_000,
     b'{"format": "modeller-comments", "comments": [{"id": "a", "text": ""}]}',
     b'{"format": "modeller-comments", "comments": [{"id": "a", "text": "b", "author": 7}]}'],
)  # fmt: skip
def test_a_file_without_comments_brings_none(library: Library, model: ModelEntry, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.json").write_bytes(data)
    with pytest.raises(Problem, match="no comments that can be read"):
        read_comments(library, model.id, tmp_path / "bad.json")
    assert comments(library, model.id) == []


def test_an_attachment_comes_out_as_it_went_in_under_a_name_that_leads_nowhere(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    data = os.urandom(100_000)
    made = attach(library, model.id, "../../规定.pdf", data, WANG)
    assert (made.media_type, made.size) == ("application/pdf", 100_000)
    assert read_attachment(library, made.id) == (made, data)
    saved = save_attachment(library, made.id, tmp_path)
    assert saved.parent == tmp_path
    assert saved.read_bytes() == data
    (tmp_path / "form.xlsx").write_bytes(b"cells")
    attach_file(library, model.id, tmp_path / "form.xlsx", LI)
    assert [each.name for each in attachments(library, model.id)] == ["../../规定.pdf", "form.xlsx"]
    written = export_library(library, tmp_path / "out")
    index = json.loads((tmp_path / "out" / "library.json").read_bytes())
    out = [tmp_path / "out" / each["file"] for each in index["models"][0]["attachments"]]
    assert [each.read_bytes() for each in out] == [data, b"cells"]
    assert set(out) <= set(written.files)
    detach(library, made.id)
    assert [each.name for each in attachments(library, model.id)] == ["form.xlsx"]
    assert faults(library) == []


@pytest.mark.parametrize("name", ["a.b:c", "con", "x.", "a\u202etxt.exe", "C:\\win.txt", "..", "a.\\..\\b"])
def test_no_name_of_an_attachment_leads_out_of_the_folder(
    library: Library, model: ModelEntry, tmp_path: Path, name: str
) -> None:
    made = attach(library, model.id, name.replace("\u202e", ""), b"x", WANG)
    for number in range(2):
        saved = save_attachment(library, made.id, tmp_path)
        assert saved.parent == tmp_path
        assert not set(saved.name) & set('\\/:*?"<>|')
        assert len([each for each in tmp_path.iterdir() if each.is_file()]) == 1 + number


def test_a_name_that_reads_backwards_is_not_attached(library: Library, model: ModelEntry) -> None:
    with pytest.raises(Problem):
        attach(library, model.id, "a\u202etxt.exe", b"x", WANG)


def test_a_comment_is_kept_as_it_was_typed(library: Library, model: ModelEntry) -> None:
    said = add_comment(library, model.id, "甲　乙 👩\u200d🚀\tc\nd\x00\x7f", WANG)
    assert said.text == "甲　乙 👩\u200d🚀\tc\nd"


def test_a_file_that_is_too_large_is_not_attached(
    library: Library, model: ModelEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LIMIT", 1 << 20)
    with pytest.raises(Problem, match="larger than 1 MB"):
        attach(library, model.id, "x", bytes((1 << 20) + 1), WANG)
    assert attachments(library, model.id) == []


def test_a_damaged_attachment_is_never_given_as_good(library: Library, model: ModelEntry, tmp_path: Path) -> None:
    made = attach(library, model.id, "x.txt", b"good", WANG)
    with library.raw() as raw:
        raw.execute("UPDATE attachment_content SET content = x'00'")
    with pytest.raises(Damaged, match=r"x\.txt"):
        read_attachment(library, made.id)
    assert len(faults(library)) == 1
    assert len(export_library(library, tmp_path / "out").damaged) == 1


def test_a_copy_to_send_has_the_comments_of_its_models_only(
    library: Library, model: ModelEntry, tmp_path: Path
) -> None:
    add_comment(library, model.id, "Good", WANG)
    attach(library, model.id, "x.txt", b"secret", WANG)
    save_copy(library, tmp_path / "none.mlib", [])
    assert b"secret" not in (tmp_path / "none.mlib").read_bytes()
    save_copy(library, tmp_path / "all.mlib")
    with open_library(tmp_path / "all.mlib") as copy:
        assert [replace(each, model="") for each in comments(copy, model.id)] == [
            replace(each, model="") for each in comments(library, model.id)
        ]
        assert len(attachments(copy, model.id)) == 1
