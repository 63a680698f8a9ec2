"""Looking for words in a library finds what a plain reading of everything finds, in the order that people expect."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library.conftest import sample

from modeller.library import comments, dictionary, folders, models, search, search_blocks, versions
from modeller.library.drafts import load_draft, save_draft
from modeller.library.folding import fold, snippet, spans, words_of
from modeller.library.opening import create_library, open_library
from modeller.library.search import FIRST, Finder, find
from modeller.library.store import Library
from modeller.model.dictionary import NewEntry
from modeller.model.entries import Author, Hit, ModelEntry, NewModel
from modeller.model.records import Fragment, Node, Record
from modeller.notation.attributes import text_of, with_attribute
from modeller.notation.bpmn.content import documentation

SCRAPS = [
    "审",
    "审核",
    "合同",
    "Order",
    "order",
    "ＯＲＤＥＲ",
    "check",
    "%",
    '"',
    "*",
    "AND",
    "é",
    "e\u0301",
    " ",
    "\n",
    "_",
    "(",
    "ß",
    "，",
]
text = st.lists(st.sampled_from(SCRAPS), max_size=6).map("".join)


def node(key: str, name: str, said: str = "") -> Node:
    return Node(key, "bpmn:task", text=name, content=(Fragment("{x}documentation", text=said),) if said else ())


def attributed(key: str, name: str, said: str = "") -> Node:
    """A step that says the same in attributes, its systems and a field of the organisation's own."""
    made = with_attribute(node(key, name, said), "modeller:systems", f"{name}\n{said}")
    return with_attribute(with_attribute(made, "modeller:own.law", said), "modeller:timeLimit", "PT4H")


def said(hits: "tuple[Hit, ...]") -> list[str]:
    return [hit.text for hit in hits]


def naive(library: Library, query: str) -> set[tuple[str, str, str, str]]:
    """Everything read, text by text: the rank that each ought to have."""
    words, whole = words_of(query), fold(query)
    found = set()

    def look(model: str, element: str, field: str, text: str) -> None:
        folded = fold(text)
        if folded and words and all(word in folded for word in words):
            rank = "exact" if folded == whole else "begins" if folded.startswith(whole) else "contains"
            found.add((model, element, field, rank))

    for entry in models.models(library):
        look(entry.id, "", "name", entry.name)
        look(entry.id, "", "description", entry.description)
        for record in load_draft(library, entry.id).records:
            look(entry.id, record.key, "name", record.text)
            look(entry.id, record.key, "documentation", documentation(record))
            for name in ("modeller:systems", "modeller:own.law"):
                look(entry.id, record.key, "attribute", text_of(record.properties.get(name)))
        for comment in comments.comments(library, entry.id):
            look(entry.id, comment.element, "comment", comment.text)
    return found


names = st.lists(st.tuples(text, text), min_size=1, max_size=4)


@settings(max_examples=20)
@given(st.lists(names, min_size=1, max_size=3), st.lists(text, min_size=1, max_size=4), st.data())
def test_what_is_found_is_what_reading_everything_finds(
    memory: Path,
    drafts: list[list[tuple[str, str]]],
    queries: list[str],
    data: st.DataObject,
) -> None:
    path = memory / f"{uuid4().hex}.mlib"
    with create_library(path) as library:
        finder = Finder(library)
        for number, each in enumerate(drafts):
            records = tuple(attributed(f"n{at}", *pair) for at, pair in enumerate(each))
            models.add_model(library, NewModel(f"Order {number}", records, description=each[0][1]))
        for _ in range(2):
            for query in queries:
                found = finder.find(query, limit=1000)
                assert {(hit.model, hit.element, hit.field, hit.rank) for hit in found.hits} == naive(library, query)
                assert found.hits == find(library, query, limit=1000).hits
                ranks = ["exact begins contains".split().index(hit.rank) for hit in found.hits]
                assert ranks == sorted(ranks)
            entry = data.draw(st.sampled_from(models.models(library)))
            draft = load_draft(library, entry.id)
            first, *rest = draft.records
            changed = (replace(first, text=data.draw(text)), *rest)
            save_draft(library, entry.id, changed, draft.revision, draft.digest)
            if said := data.draw(text).strip():
                comments.add_comment(library, entry.id, said, Author("Li Na"), element=first.key)


def test_one_chinese_character_and_the_beginning_of_a_word_are_enough(library: Library) -> None:
    models.add_model(library, NewModel("采购", (node("a", "审核合同"), node("b", "复审"), node("c", "Approve order"))))
    assert said(find(library, "审").hits) == ["审核合同", "复审"]
    assert said(find(library, "ord").hits) == ["Approve order"]
    assert said(find(library, "ＯＲＤＥＲ app").hits) == ["Approve order"]


def test_what_reads_just_so_comes_first_then_what_begins_so(library: Library) -> None:
    names = ("重新审核", "审核合同", "审核", "审核")
    models.add_model(library, NewModel("m", tuple(node(f"n{at}", name) for at, name in enumerate(names))))
    found = find(library, "审核").hits
    assert [(hit.text, hit.rank) for hit in found] == [
        ("审核", "exact"), ("审核", "exact"), ("审核合同", "begins"), ("重新审核", "contains"),
    ]  # fmt: skip
    assert [hit.element for hit in found] == ["n2", "n3", "n1", "n0"]


@pytest.mark.parametrize("query", ['"', "%", "_", "*", "AND", "a*", "x' OR 1=1 --", "^", "NEAR(", "\\", "-"])
def test_signs_are_looked_for_as_they_stand(library: Library, query: str) -> None:
    models.add_model(library, NewModel("m", (node("a", f"so {query} so"), node("b", "nothing of it: rdZ"))))
    assert [hit.element for hit in find(library, query).hits] == ["a"]


@pytest.mark.parametrize("query", ["", "  ", "\n\t", "\u3000"])
def test_nothing_typed_finds_nothing(library: Library, model: ModelEntry, query: str) -> None:
    assert find(library, query).hits == ()


def test_a_hit_tells_where_it_is_and_which_part_of_the_text_fits(library: Library) -> None:
    home = folders.add_folder(library, "Sales")
    long = "前言。" * 100 + "必须 核对 ＣＯＮＴＲＡＣＴ 编号" + "。" * 100
    entry = models.add_model(library, NewModel("Orders", (node("a", "Check", long),), home.id))
    (hit,) = find(library, "contract").hits
    assert (hit.model, hit.name, hit.path, hit.element, hit.field) == (
        entry.id,
        "Orders",
        ("Sales",),
        "a",
        "documentation",
    )
    ((at, length),) = hit.matches
    assert hit.text[at : at + length] == "ＣＯＮＴＲＡＣＴ"
    assert len(hit.text) < 90
    assert hit.text.startswith("…")


def test_the_bin_is_left_out_and_what_was_deleted_is_not_found_again(library: Library) -> None:
    home = folders.add_folder(library, "gone")
    first = models.add_model(library, NewModel("first", (node("a", "审核"),), home.id))
    second = models.add_model(library, NewModel("second", (node("a", "审核"),)))
    finder = Finder(library)
    assert len(finder.find("审核").hits) == 2
    folders.bin_folder(library, home.id)
    assert [hit.model for hit in finder.find("审核").hits] == [second.id]
    models.bin_model(library, second.id)
    assert finder.find("审核").hits == ()
    folders.restore_folder(library, home.id)
    assert [hit.model for hit in finder.find("审核").hits] == [first.id]
    models.empty_bin(library)
    models.rename_model(library, first.id, "审核")
    assert [hit.element for hit in finder.find("审核").hits] == ["", "a"]


def test_versions_are_looked_through_when_asked_and_say_only_what_the_draft_does_not(library: Library) -> None:
    entry = models.add_model(library, NewModel("m", (node("a", "old words"), node("b", "words that stay"))))
    versions.freeze(library, entry.id, note="words of a note", author=Author())
    draft = load_draft(library, entry.id)
    changed: tuple[Record, ...] = (node("a", "new"), draft.records[1])
    save_draft(library, entry.id, changed, draft.revision, draft.digest)
    assert said(find(library, "words").hits) == ["words that stay"]
    found = find(library, "words", all_versions=True).hits
    assert {(hit.text, hit.version) for hit in found} == {
        ("words that stay", ""), ("old words", "1.0"), ("words of a note", "1.0"),
    }  # fmt: skip


def test_what_another_program_saves_is_found_without_reading_the_rest_again(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [models.add_model(library, NewModel(name, (node("a", "审核"),))) for name in ("one", "two")]
    finder = Finder(library)
    finder.prepare()
    read: list[int] = []
    plain = Finder._read
    monkeypatch.setattr(
        Finder, "_read", lambda self, source, ids, progress: (read.extend(ids), plain(self, source, ids, progress))[1]
    )
    with open_library(path) as other:
        draft = load_draft(other, entries[0].id)
        save_draft(other, entries[0].id, (node("a", "批准"),), draft.revision, draft.digest)
    assert finder.find("不").hits == ()
    assert len(read) == 1
    assert [hit.model for hit in finder.find("批准").hits] == [entries[0].id]


def test_a_search_is_called_off_and_the_next_one_works(library: Library) -> None:
    models.add_models(library, [NewModel(str(number), sample()) for number in range(3)])
    finder = Finder(library)

    class Stopped(Exception):
        pass

    def stop(_: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        finder.find("a", progress=stop)
    assert finder.find("order").hits == find(library, "order").hits != ()


def test_no_more_than_asked_for_are_given_and_the_best_are_among_them(library: Library) -> None:
    names = [f"审核 {number}" for number in range(30)] + ["x 审核", "审核"]
    models.add_model(library, NewModel("m", tuple(node(f"n{at}", name) for at, name in enumerate(names))))
    models.add_model(library, NewModel("审核", ()))
    found = find(library, "审核", limit=5)
    assert found.more
    assert [hit.rank for hit in found.hits] == ["exact", "exact", "begins", "begins", "begins"]


def test_a_damaged_version_is_left_out(library: Library, model: ModelEntry) -> None:
    versions.freeze(library, model.id, note="", author=Author())
    with library.writing() as writing:
        writing.connection.exec_driver_sql("UPDATE version_content SET content = x'00'")
        writing.connection.exec_driver_sql("DELETE FROM node")
    hits = find(library, "order", all_versions=True).hits
    assert all(hit.version == "" for hit in hits)


# -- folding ----------------------------------------------------------------------------------------------------------


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once_as_far_as_words_go(text: str) -> None:
    assert "\n" not in fold(text)
    assert fold(text) == fold(text).strip()


@given(st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=12).map("".join), st.sampled_from(SCRAPS))
def test_the_span_of_a_match_reads_as_what_was_looked_for(text: str, word: str) -> None:
    words = words_of(word)
    for start, length in spans(text, words):
        assert fold(text[start : start + length]).startswith(words[0][:1])
        assert words[0] in fold(text[start : start + length])
    line, found = snippet(text, words, 10)
    assert len(line) <= 12
    assert all(0 <= at < at + length <= len(line) for at, length in found)


def test_a_broken_line_amid_chinese_parts_no_word_and_one_amid_english_does() -> None:
    assert fold("审核\n合同") == "审核合同"
    assert fold("Check\nORDER") == "check order"
    assert spans("审核\n合同", words_of("核合")) == ((1, 3),)
    assert words_of("审核 合同") == ("审核", "合同")


def test_the_first_page_is_how_all_that_is_found_begins(library: Library) -> None:
    for number in range(30):
        names = ("重新审核", "审核合同", "审核")[: number % 3 + 1]
        models.add_model(library, NewModel(f"m{number}", tuple(node(f"n{at}", each) for at, each in enumerate(names))))
    first, whole = Finder(library).pages("审核")
    assert len(first.hits) == FIRST
    assert first.more
    assert not whole.more
    assert whole.hits[:FIRST] == first.hits
    assert [hit.rank for hit in whole.hits] == ["exact"] * 10 + ["begins"] * 20 + ["contains"] * 30
    assert list(Finder(library).pages("审核合同")) == [find(library, "审核合同")]


def test_while_the_texts_are_read_what_was_found_in_those_that_are_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_PATIENCE", 0)
    monkeypatch.setattr(search, "_AGAIN", 0)
    monkeypatch.setattr(search_blocks, "SPAN", 4)
    for number in range(12):
        models.add_model(library, NewModel("审核" if number == 11 else f"m{number}", (node("a", f"审核 {number}"),)))
    *early, whole = Finder(library).pages("审核", soon=True)
    assert whole == find(library, "审核")
    assert whole.whole
    assert said(whole.hits)[0] == "审核"
    seen = [len(page.hits) for page in early]
    assert seen == sorted(seen)
    assert 0 < seen[0] < len(whole.hits)
    for page in early:
        assert page.more
        assert not page.whole
        assert set(page.hits) <= set(whole.hits)
    finder = Finder(library)
    finder.prepare()
    assert list(finder.pages("审核", soon=True)) == [whole]


def test_whatever_comes_and_goes_in_blocks_is_found_as_by_one_who_begins_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_blocks, "SPAN", 3)
    finder, dice = Finder(library), random.Random(4)
    there: list[str] = []
    for number in range(40):
        deed = dice.choice(("add", "add", "delete", "rename"))
        if deed == "add" or len(there) < 2:
            there.append(models.add_model(library, NewModel(f"审核 {number}", (node("a", f"合同 {number}"),))).id)
        elif deed == "delete":
            models.remove_models(library, [there.pop(dice.randrange(len(there)))])
        else:
            models.rename_model(library, dice.choice(there), f"合同审核 {number}")
        for query in ("审核", "合同", "审核 合同", str(number)):
            assert finder.find(query) == find(library, query)
    assert len(there) > 4


def test_a_model_that_was_moved_is_found_where_it_is_now(library: Library) -> None:
    home = folders.add_folder(library, "采购")
    models.add_model(library, NewModel("Order", (node("a", "审核"),), home.id))
    finder = Finder(library)
    assert [hit.path for hit in finder.find("审核").hits] == [("采购",)]
    folders.rename_folder(library, home.id, "销售")
    assert [hit.path for hit in finder.find("审核").hits] == [("销售",)]
    folders.bin_folder(library, home.id)
    assert finder.find("审核").hits == ()


def test_entries_of_the_dictionary_are_found_and_belong_to_no_model(library: Library) -> None:
    by = Author("Li Na")
    entry, _ = dictionary.add_entries(
        library,
        [NewEntry("document", "合同", "Contract", "What two sides sign", ("协议",)), NewEntry("document", "发票")],
        by,
    )
    finder = Finder(library)
    for query, field in (("合同", "entry"), ("contract", "translation"), ("sides", "definition"), ("协议", "synonym")):
        (hit,) = finder.find(query).hits
        assert (hit.model, hit.path, hit.name, hit.element, hit.field) == ("", (), "合同", entry.id, field)
    assert finder.find("合同 sign").hits == ()
    dictionary.remove_entry(library, entry.id)
    assert finder.find("合同").hits == ()


def test_a_search_that_is_called_off_while_it_reads_leaves_nothing_out_of_the_next(library: Library) -> None:
    records = tuple(node(f"n{at}", "审核", "说明 " * 50) for at in range(200))
    for number in range(20):
        models.add_model(library, NewModel(f"m{number}", records))

    class Enough(Exception):
        pass

    called_off = 0
    for most in range(6):
        looks = iter(range(most))

        def stop(_: float, looks: Iterator[int] = looks) -> None:
            if next(looks, None) is None:
                raise Enough

        finder = Finder(library)
        try:
            finder.prepare(stop)
        except Enough:
            called_off += 1
        assert len(finder.find("审核", limit=10_000).hits) == 4_000
    assert called_off > 1


def test_attributes_are_found_in_drafts_and_versions_but_no_quantities(library: Library) -> None:
    entry = models.add_model(library, NewModel("采购", (attributed("a", "审核", "消费者权益保护法"),)))
    found = [(hit.field, hit.element) for hit in find(library, "保护法").hits]
    assert sorted(found) == [("attribute", "a"), ("attribute", "a"), ("documentation", "a")]
    assert find(library, "PT4H").hits == ()
    versions.freeze(library, entry.id, note="", author=Author("Li"))
    draft = load_draft(library, entry.id)
    save_draft(library, entry.id, (node("a", "x"),), draft.revision, draft.digest)
    assert find(library, "保护法").hits == ()
    assert {hit.field for hit in find(library, "保护法", all_versions=True).hits} == {"attribute", "documentation"}
