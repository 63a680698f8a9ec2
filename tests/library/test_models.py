"""What a library keeps: folders, models, drafts, versions, the bin; and that reopening gives the same again."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from editing.walking import Walk
from hypothesis import given, settings
from hypothesis import strategies as st
from library.conftest import sample

from modeller.editing.properties import set_property
from modeller.files.problem import Problem
from modeller.library import drafts, folders, models, order, rows, versions
from modeller.library.drafts import Changed, load_draft, salvage_draft, save_draft
from modeller.library.faults import Damaged
from modeller.library.opening import create_library, open_library
from modeller.library.store import Library
from modeller.model.document import Document
from modeller.model.entries import Author, ModelEntry, NewModel
from modeller.model.records import Bounds, Diagram, Flow, Fragment, Item, Node, Point, Properties, Record

AUTHOR = Author("Wang Fang", "wangf")


def names(library: Library, folder: str | None = "*", binned: bool = False) -> list[str]:
    return [each.name for each in models.models(library, folder, binned=binned)]


# -- drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_comes_back_as_it_was_saved(library: Library, model: ModelEntry, path: Path) -> None:
    draft = load_draft(library, model.id)
    assert draft.records == sample()
    assert draft.digest == model.digest == rows.digest(sample())
    first = next(record for record in draft.records if isinstance(record, Node))
    changed = tuple(replace(each, text="核实 ‘<&>’ 🙂") if each.key == first.key else each for each in draft.records)
    saved = save_draft(library, model.id, changed, draft.revision, draft.digest, AUTHOR)
    assert saved.revision == 2
    with open_library(path) as again:
        assert load_draft(again, model.id) == saved
        entry = models.model(again, model.id)
        assert (entry.author, entry.account, entry.revision, entry.digest) == ("Wang Fang", "wangf", 2, saved.digest)


def test_what_somebody_else_has_saved_is_not_written_over(library: Library, model: ModelEntry, path: Path) -> None:
    draft = load_draft(library, model.id)
    with open_library(path) as other:
        theirs = save_draft(other, model.id, draft.records[:-1], draft.revision, draft.digest)
    with pytest.raises(Changed, match="Somebody else has saved “Order”") as caught:
        save_draft(library, model.id, draft.records[:-2], draft.revision, draft.digest)
    assert (caught.value.revision, caught.value.digest) == (theirs.revision, theirs.digest)
    assert load_draft(library, model.id) == theirs
    save_draft(library, model.id, draft.records[:-2], theirs.revision, theirs.digest)


def test_only_the_rows_that_changed_are_written(library: Library, model: ModelEntry) -> None:
    draft = load_draft(library, model.id)
    statements: list[str] = []
    renamed = next(record for record in draft.records if isinstance(record, Node))
    records = tuple(replace(each, text="x") if each is renamed else each for each in draft.records)
    records += (Item("more", "bpmn:message"),)
    with library.raw() as raw:
        raw.set_trace_callback(statements.append)
    draft = save_draft(library, model.id, records, draft.revision, draft.digest)
    writes = [each.split()[:3] for each in statements if each.startswith(("INSERT", "DELETE", "UPDATE"))]
    tables = sorted(" ".join(each).split("(")[0] for each in writes)
    assert tables == [
        "DELETE FROM node",
        "INSERT INTO item",
        "INSERT INTO node",
        "INSERT INTO state",
        "UPDATE library SET",
        "UPDATE model SET",
    ]
    statements.clear()
    save_draft(library, model.id, records[:3] + records[4:], draft.revision, draft.digest)
    writes = [each for each in statements if each.startswith(("INSERT", "DELETE"))]
    assert [each.split("(")[0].split(" WHERE")[0].strip().split()[2] for each in writes] == ["item", "state"]


def test_a_person_with_plain_sqlite_can_ask(library: Library, path: Path) -> None:
    models.add_model(library, NewModel("Incident", sample("service-desk-incident")))
    models.add_model(library, NewModel("采购", sample("采购到付款"), folders.add_folder(library, "财务").id))
    with closing(sqlite3.connect(path)) as plain:
        roles = plain.execute("SELECT pool, role, step FROM steps_by_role WHERE model = 'Incident'").fetchall()
        assert ("Service desk", "First line") in {row[:2] for row in roles}
        assert len(roles) == len({row[2] for row in roles})
        documents = plain.execute("SELECT DISTINCT document FROM documents_used WHERE use IS NOT NULL").fetchall()
        assert documents
        assert plain.execute("SELECT path, in_bin FROM model_path ORDER BY path").fetchall() == [
            ("Incident", 0), ("财务/采购", 0),
        ]  # fmt: skip
        assert plain.execute("SELECT count(*) FROM open_faults").fetchone() is not None
        wide = plain.execute("SELECT x, y, width, height FROM node WHERE type = 'bpmn:participant'").fetchall()
        assert all(isinstance(value, float) for row in wide for value in row)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBER = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**6), 10**6)
VALUE = st.recursive(
    TEXT | NUMBER | st.booleans(), lambda inside: st.lists(inside, max_size=2).map(tuple), max_leaves=4
)
PROPERTIES = st.dictionaries(TEXT, VALUE, max_size=3).map(Properties)
FRAGMENTS = st.builds(Fragment, TEXT, st.just((("a", "1"),)), TEXT, order=NUMBER).map(lambda each: (each,))
BOUNDS = st.none() | st.builds(Bounds, NUMBER, NUMBER, NUMBER, NUMBER)
COMMON = {"scope": st.none() | TEXT, "order": NUMBER, "text": TEXT, "properties": PROPERTIES, "content": FRAGMENTS}
RECORD: st.SearchStrategy[Record] = st.one_of(
    st.builds(
        Node, TEXT, TEXT, diagram=st.none() | TEXT, bounds=BOUNDS, label_bounds=BOUNDS, host=st.none() | TEXT,
        lanes=st.lists(TEXT, max_size=2).map(tuple), **COMMON,
    ),
    st.builds(
        Flow, TEXT, TEXT, source=st.none() | TEXT, target=st.none() | TEXT, label_bounds=BOUNDS,
        points=st.lists(st.builds(Point, NUMBER, NUMBER), max_size=3).map(tuple), **COMMON,
    ),
    st.builds(Item, TEXT, TEXT, **COMMON),
    st.builds(Diagram, TEXT, **COMMON),
)  # fmt: skip
RECORDS = st.lists(RECORD, max_size=6, unique_by=lambda record: record.key).map(tuple)


@given(st.lists(RECORDS, min_size=1, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_whatever_is_saved_over_whatever_comes_back_in_its_order(
    memory: Path, states: list[tuple[Record, ...]], dice
) -> None:  # type: ignore[no-untyped-def]
    path = memory / "a.mlib"
    path.unlink(missing_ok=True)
    with create_library(path) as library:
        entry = models.add_model(library, NewModel("a", states[0]))
        draft = load_draft(library, entry.id)
        for records in (*states, *(tuple(dice.sample(records, len(records))) for records in states)):
            draft = save_draft(library, entry.id, records, draft.revision, draft.digest)
            assert load_draft(library, entry.id).records == records


@given(st.lists(st.integers(0, 30), unique=True), st.lists(st.integers(0, 30), unique=True))
def test_places_rise_and_those_that_stay_keep_theirs(before: list[int], now: list[int]) -> None:
    first = rows.places({}, [str(each) for each in before])
    second = rows.places(first, [str(each) for each in now])
    values = [second[str(each)] for each in now]
    assert values == sorted(set(values))
    stay = [each for each in now if each in before]
    if stay == sorted(stay, key=before.index):
        assert all(second[str(each)] == first[str(each)] for each in stay)


def test_random_edits_of_real_models_saved_and_reopened_are_equal(library: Library, path: Path) -> None:
    for name, seed in (("order-fulfilment", 1), ("采购到付款", 2), ("service-desk-incident", 3)):
        document = Document(sample(name))
        entry = models.add_model(library, NewModel(name, tuple(document)))
        draft = load_draft(library, entry.id)
        walker = Walk(document, seed, document.diagrams()[0].key)
        for _ in range(10):
            for _ in range(10):
                walker.step()
            draft = save_draft(library, entry.id, document, draft.revision, draft.digest)
        with open_library(path, read_only=True) as again:
            assert load_draft(again, entry.id).records == tuple(document)


def test_half_a_character_is_not_saved_and_said(library: Library, model: ModelEntry) -> None:
    draft = load_draft(library, model.id)
    for bad in (Item("x", "bpmn:message", text="\ud800"), Item("x", "bpmn:message", order=float("nan"))):
        with pytest.raises(Problem, match="no file can hold"):
            save_draft(library, model.id, (*draft.records, bad), draft.revision, draft.digest)
    assert load_draft(library, model.id) == draft


def test_of_a_damaged_draft_what_can_be_read_is_brought_out(library: Library, model: ModelEntry, path: Path) -> None:
    library.close()
    with sqlite3.connect(path) as plain:
        plain.execute("UPDATE flow SET points = '[[' WHERE key = (SELECT min(key) FROM flow)")
    plain.close()
    with open_library(path) as again:
        with pytest.raises(Damaged, match="“Order” is not what was saved"):
            load_draft(again, model.id)
        with pytest.raises(Damaged):
            versions.freeze(again, model.id, note="", author=AUTHOR)
        records, lost = salvage_draft(again, model.id)
        assert (len(records), lost) == (len(sample()) - 1, 1)


# -- folders, names, the bin ------------------------------------------------------------------------------------------


def test_folders_are_a_tree_in_the_order_that_people_choose(library: Library, path: Path) -> None:
    sales, law = folders.add_folder(library, "Sales"), folders.add_folder(library, "法务")
    orders = folders.add_folder(library, "Orders", sales.id)
    returns = folders.add_folder(library, "Returns", sales.id)
    folders.move_folder(library, returns.id, sales.id, before=orders.id)
    folders.move_folder(library, law.id, None, before=sales.id)
    folders.rename_folder(library, orders.id, "Sales orders")
    with open_library(path) as again:
        assert [each.name for each in folders.folders(again)] == ["法务", "Sales", "Returns", "Sales orders"]
        assert folders.paths(folders.folders(again))[orders.id] == ("Sales", "Sales orders")
    folders.move_folder(library, orders.id, law.id)
    assert [each.name for each in folders.folders(library)] == ["法务", "Sales orders", "Sales", "Returns"]
    for holder in (sales.id, returns.id):
        with pytest.raises(Problem, match="into itself"):
            folders.move_folder(library, sales.id, holder)


def test_models_are_moved_ordered_described_and_tagged(library: Library, path: Path) -> None:
    home = folders.add_folder(library, "Home")
    made = models.add_models(library, [NewModel(name, ()) for name in "abcd"])
    models.move_model(library, made[3].id, None, before=made[0].id)
    assert names(library) == ["d", "a", "b", "c"]
    for _ in range(30):  # between two there is room for fifty halvings, then all are numbered anew
        models.move_model(library, made[1].id, None, before=made[0].id)
        models.move_model(library, made[2].id, None, before=made[0].id)
    assert names(library) == ["d", "b", "c", "a"]
    models.move_model(library, made[2].id, home.id)
    models.rename_model(library, made[2].id, "  客户 complaint ")
    models.describe_model(library, made[2].id, "two\nlines")
    models.tag_model(library, made[2].id, ["金融", "core", "core", " "])
    with open_library(path) as again:
        assert names(again, home.id) == ["客户 complaint"]
        assert names(again, None) == ["d", "b", "a"]
        found = models.find_model(again, "Home/客户 complaint")
        assert (found.description, found.tags) == ("two\nlines", ("金融", "core"))
    for bad in ("", "  ", "a\nb", "x" * 1001):
        with pytest.raises(Problem, match="cannot be a name"):
            models.rename_model(library, made[0].id, bad)


@given(st.lists(st.sampled_from(["first", "second", "last"]), max_size=200))
def test_there_is_always_room_before_a_sibling_or_it_is_said(wishes: list[str]) -> None:
    siblings = [("a", 0.0), ("b", 1.0)]
    for number, wish in enumerate(wishes):
        ordered = [id for id, _ in sorted(siblings, key=lambda pair: pair[1])]
        before = {"first": ordered[0], "second": ordered[1], "last": None}[wish]
        place = order.position(siblings, before)
        if place is None:
            siblings = [(id, float(index)) for index, id in enumerate(ordered)]
            place = order.position(siblings, before)
        assert place is not None
        siblings.append((str(number), place))
        ordered.insert({"first": 0, "second": 1, "last": len(ordered)}[wish], str(number))
        assert [id for id, _ in sorted(siblings, key=lambda pair: pair[1])] == ordered


def test_a_model_is_found_by_name_path_and_id(library: Library) -> None:
    one, two = folders.add_folder(library, "one"), folders.add_folder(library, "two")
    first = models.add_model(library, NewModel("Same", (), one.id))
    second = models.add_model(library, NewModel("Same", (), two.id))
    slash = models.add_model(library, NewModel("In/Out", ()))
    assert models.find_model(library, "one/Same").id == first.id
    assert models.find_model(library, second.id).id == second.id
    assert models.find_model(library, second.id[:8].upper()).id == second.id
    assert models.find_model(library, "In/Out").id == slash.id
    with pytest.raises(Problem, match="one of several") as caught:
        models.find_model(library, "Same")
    assert first.id[:8] in str(caught.value)
    for wrong in ("Nothing", "three/Same", "", "%", "____"):
        with pytest.raises(Problem, match="no model"):
            models.find_model(library, wrong)


def test_what_is_in_the_bin_comes_back_until_the_bin_is_emptied(library: Library, path: Path) -> None:
    home = folders.add_folder(library, "Home")
    kept = models.add_model(library, NewModel("kept", sample(), home.id))
    gone = models.add_model(library, NewModel("gone", sample(), home.id))
    versions.freeze(library, gone.id, note="", author=AUTHOR)
    models.bin_model(library, gone.id)
    assert (names(library), names(library, binned=True)) == (["kept"], ["gone"])
    models.restore_model(library, gone.id)
    assert names(library) == ["kept", "gone"]
    folders.bin_folder(library, home.id)
    assert (names(library), names(library, binned=True)) == ([], ["kept", "gone"])
    models.restore_model(library, kept.id)  # its folder is in the bin: it comes to the top
    assert models.model(library, kept.id).folder is None
    folders.restore_folder(library, home.id)
    assert names(library) == ["kept", "gone"]
    folders.bin_folder(library, home.id)
    assert models.empty_bin(library) == 1
    assert (names(library), names(library, binned=True)) == (["kept"], [])
    assert folders.folders(library) == []
    with pytest.raises(Problem, match="not in it any more"):
        load_draft(library, gone.id)
    assert load_draft(library, kept.id).records == sample()
    with open_library(path) as again:
        assert models.facts(again).versions == 0


# -- versions ---------------------------------------------------------------------------------------------------------


def test_versions_are_numbered_kept_and_opened_as_they_were(library: Library, model: ModelEntry, path: Path) -> None:
    first = versions.freeze(library, model.id, note="first", author=AUTHOR)
    with pytest.raises(Problem, match=r"has not changed since version 1\.0"):
        versions.freeze(library, model.id, note="again", author=AUTHOR)
    draft = load_draft(library, model.id)
    draft = save_draft(library, model.id, draft.records[:-1], draft.revision, draft.digest)
    second = versions.freeze(library, model.id, note="小改", author=AUTHOR)
    draft = save_draft(library, model.id, draft.records[:-1], draft.revision, draft.digest)
    third = versions.freeze(library, model.id, note="large", author=AUTHOR, major=True)
    fourth = versions.freeze(library, model.id, note="words", author=AUTHOR, words={"role-1": "客服部"})
    assert [each.number for each in (first, second, third, fourth)] == ["1.0", "1.1", "2.0", "2.1"]
    assert third.draft_digest == fourth.draft_digest == draft.digest
    assert third.digest != fourth.digest
    with open_library(path) as again:
        assert versions.versions(again, model.id) == [fourth, third, second, first]
        assert versions.read_version(again, first.id).records == sample()
        assert versions.read_version(again, second.id).records == sample()[:-1]
        assert versions.read_version(again, fourth.id).words == {"role-1": "客服部"}
        assert versions.find_version(again, model.id, "1.1") == second
        with pytest.raises(Problem, match=r"no version 9\.9"):
            versions.find_version(again, model.id, "9.9")


def test_a_version_becomes_the_draft_again_and_a_branch(library: Library, model: ModelEntry) -> None:
    first = versions.freeze(library, model.id, note="", author=AUTHOR)
    draft = load_draft(library, model.id)
    draft = save_draft(library, model.id, draft.records[:3], draft.revision, draft.digest)
    with pytest.raises(Changed):
        versions.restore_version(library, first.id, 1, model.digest)
    restored = versions.restore_version(library, first.id, draft.revision, draft.digest, AUTHOR)
    assert (restored.records, restored.digest, restored.revision) == (sample(), model.digest, 3)
    branch = versions.branch(library, first.id, "Order, as it will be", AUTHOR)
    assert (branch.variant, branch.branched_from, branch.digest) == ("to-be", first.id, model.digest)
    assert models.model(library, model.id).variant == "as-is"
    assert load_draft(library, branch.id).records == sample()


def test_a_damaged_version_is_never_shown_as_good(library: Library, model: ModelEntry, path: Path) -> None:
    first = versions.freeze(library, model.id, note="", author=AUTHOR)
    library.close()
    with closing(sqlite3.connect(path)) as plain:
        content = bytearray(plain.execute("SELECT content FROM version_content").fetchone()[0])
        for change in (lambda held: held[:-3], lambda held: held[:50] + b"\0" + held[51:], lambda held: b""):
            plain.execute("UPDATE version_content SET content = ?", (bytes(change(content)),))
            plain.commit()
            with open_library(path) as again, pytest.raises(Damaged, match=r"version 1\.0 of “Order”"):
                versions.read_version(again, first.id)
        plain.execute("UPDATE version_content SET content = ?", (bytes(content),))
        plain.commit()
    with open_library(path) as again:
        assert versions.read_version(again, first.id).records == sample()


def test_two_open_views_of_one_library_see_each_others_work(library: Library, path: Path) -> None:
    with open_library(path) as second:
        made = models.add_model(library, NewModel("a", sample()))
        assert names(second) == ["a"]
        models.rename_model(second, made.id, "b")
        assert names(library) == ["b"]
        assert drafts.load_draft(library, made.id) == drafts.load_draft(second, made.id)


def test_process_attributes_are_asked_for_in_plain_sql(library: Library, path: Path) -> None:
    document = Document(sample("service-desk-incident"))
    task = next(node.key for node in document.nodes() if node.type == "bpmn:userTask")
    set_property(document, [task], "modeller:timeLimit", "4 h")
    set_property(document, [task], "modeller:valueClass", "waste")
    models.add_model(library, NewModel("Incident", tuple(document)))
    question = (
        """SELECT key, json_extract(properties, '$."modeller:timeLimit"') FROM node"""
        """ WHERE json_extract(properties, '$."modeller:valueClass"') = 'waste'"""
    )
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute(question).fetchall() == [(task, "PT4H")]
