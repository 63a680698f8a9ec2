"""Files into a library and out again: the corpus whole, a tree of folders, what is odd, what is called off."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_files import corpus_models
from interchange.sameness import differences
from library.conftest import sample

from modeller.editing.links import link
from modeller.editing.place import place
from modeller.editing.template import new_document
from modeller.files.problem import Problem
from modeller.interchange.bpmn.reader import read
from modeller.jobs.library_export import INDEX, export_library
from modeller.jobs.library_import import folder_at, import_files
from modeller.jobs.progress import Cancelled
from modeller.jobs.save_model import save
from modeller.library import folders, models, versions
from modeller.library.approval import advance, set_workflow
from modeller.library.attachments import attach
from modeller.library.comments import add_comment
from modeller.library.dictionary import add_entries
from modeller.library.drafts import load_draft, save_draft
from modeller.library.opening import create_library, open_damaged, open_library
from modeller.library.store import Library
from modeller.library.workflow import USUAL, encode
from modeller.model.dictionary import NewEntry
from modeller.model.entries import Author, NewModel
from modeller.model.records import Node
from modeller.notation.bpmn.links import Link, link_of
from modeller.resources import SAMPLES


@pytest.fixture
def library(tmp_path: Path):  # type: ignore[no-untyped-def]
    with create_library(tmp_path / "a.mlib") as made:
        yield made


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder of files as people have them."""
    top = tmp_path / "tree"
    for name, sample_name in (
        ("Sales/Order.bpmn", "order-fulfilment"),
        ("Sales/Returns/Incident.BPMN", "service-desk-incident"),
        ("财务/采购.xml", "采购到付款"),
        ("top.bpmn", "expense-approval"),
    ):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((SAMPLES / f"{sample_name}.bpmn").read_bytes())
    (top / "Sales" / "broken.bpmn").write_bytes(b"<definitions")
    (top / "Sales" / "page.xml").write_bytes(b"<html/>")
    (top / "notes.txt").write_bytes(b"no model")
    (top / ".hidden").mkdir()
    (top / ".hidden" / "old.bpmn").write_bytes(b"<definitions")
    return top


def paths(library: Library) -> list[str]:
    ways = folders.paths(folders.folders(library))
    return ["/".join((*ways.get(each.folder or "", ()), each.name)) for each in models.models(library)]


def test_the_whole_corpus_goes_in_and_out_as_one_library(
    library: Library, tmp_path: Path, corpus: Path, request: pytest.FixtureRequest
) -> None:
    done = import_files(library, [corpus])
    assert len(done.models) + len(done.there) == len(corpus_models())
    versions.freeze(library, done.models[0].id, note="", author=Author())
    out = tmp_path / "out"
    written = export_library(library, out)
    assert written.damaged == []
    index = json.loads((out / INDEX).read_bytes())
    assert len(index["models"]) == len(done.models)
    pairs = []
    for each in index["models"]:
        folder = corpus.joinpath(*each["folder"])
        sources = [file for file in corpus_models() if file.parent == folder and file.stem == each["name"]]
        if len(sources) == 1:
            pairs.append((sources[0], out / each["file"]))
            assert differences(sources[0].read_bytes(), (out / each["file"]).read_bytes()) == []
    assert len(pairs) > 100
    checker = corpus.parent / "checks" / "bpmn_roundtrip.py"
    if checker.exists():
        listed = tmp_path / "pairs.tsv"
        listed.write_text("".join(f"{a}\t{b}\n" for a, b in pairs), "utf-8")
        said = subprocess.run([sys.executable, checker, "--all", listed], capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stdout[-2000:]


def test_a_tree_of_files_becomes_folders_and_what_is_odd_is_told(library: Library, tree: Path) -> None:
    done = import_files(library, [tree], author=Author("Wang Fang", "wangf"))
    assert sorted(paths(library)) == ["Sales/Order", "Sales/Returns/Incident", "top", "财务/采购"]
    assert ["broken.bpmn" in str(done.refused[0]), "page.xml" in str(done.refused[1])] == [True, True]
    assert {each.author for each in done.models} == {"Wang Fang"}
    again = import_files(library, [tree])
    assert (again.models, len(again.there)) == ([], 4)
    assert len(paths(library)) == 4


def test_another_content_under_a_name_that_is_taken_gets_a_number(library: Library, tree: Path) -> None:
    import_files(library, [tree / "top.bpmn"])
    (tree / "top.bpmn").write_bytes((SAMPLES / "order-fulfilment.bpmn").read_bytes())
    import_files(library, [tree / "top.bpmn"])
    import_files(library, [tree / "top.bpmn"], folder_at(library, "A/B"))
    assert sorted(paths(library)) == ["A/B/top", "top", "top (2)"]
    assert folder_at(library, "/A/B/") == folder_at(library, "A/B")
    assert folder_at(library, "") is None


def test_links_from_file_to_file_lead_to_the_models_in_the_library(library: Library, tmp_path: Path) -> None:
    top = tmp_path / "files"

    def file(name: str, *leads_to: str) -> None:
        document = new_document("pool")
        for number, way in enumerate(leads_to):
            key = place(document, document.diagrams()[0].key, "bpmn:callActivity", 400 + 200 * number, 200)
            link(document, key, Link("", way), way)
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        save(document, top / name)

    def led(name: str) -> dict[str, Link | None]:
        records = load_draft(library, ids[name]).records
        return {node.text: link_of(node) for node in records if isinstance(node, Node) and link_of(node)}

    file("Deep/First.bpmn", "../Second.bpmn", "/etc/passwd.bpmn", "../gone.bpmn")
    file("Second.bpmn", "Deep/Plain.bpmn", "Circle.bpmn")
    file("Circle.bpmn", "Second.bpmn")
    file("Deep/Plain.bpmn")
    import_files(library, [top])
    ids = {each.name: each.id for each in models.models(library)}
    assert led("First") == {
        "../Second.bpmn": Link(library.uuid, ids["Second"]),
        "/etc/passwd.bpmn": Link("", "/etc/passwd.bpmn"),
        "../gone.bpmn": Link("", "../gone.bpmn"),
    }
    assert led("Second") == {
        "Deep/Plain.bpmn": Link(library.uuid, ids["Plain"]),
        "Circle.bpmn": Link(library.uuid, ids["Circle"]),
    }
    assert led("Circle") == {"Second.bpmn": Link("", "Second.bpmn")}, "of a circle, one comes first"
    again = import_files(library, [top])
    assert (again.models, len(again.there)) == ([], 4)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_what_is_called_off_leaves_nothing_in_the_library(
    library: Library, tree: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from modeller.jobs import library_import

    monkeypatch.setattr(library_import, "_BATCH", 1)
    calls = []

    def progress(fraction: float) -> None:
        calls.append(fraction)
        if len(calls) > after + 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_files(library, [tree], progress=progress)
    assert (paths(library), folders.folders(library)) == ([], [])
    assert models.models(library, binned=True) == []


def test_a_library_is_written_as_files_and_read_again_as_the_same(library: Library, tree: Path, tmp_path: Path) -> None:
    import_files(library, [tree])
    entry = models.find_model(library, "top")
    models.describe_model(library, entry.id, "两行\nlines")
    models.tag_model(library, entry.id, ["core"])
    version = versions.freeze(library, entry.id, note="first", author=Author("Li Na", "lina"), words={"e": "客服部"})
    models.bin_model(library, models.add_model(library, NewModel("gone", sample())).id)
    folders.add_folder(library, "empty")
    for name in ("a/b", "A_B", "CON", "..", "x" * 300, "a/b"):
        models.add_model(library, NewModel(name, sample()))
    out = tmp_path / "out"
    written = export_library(library, out)
    index = json.loads((out / INDEX).read_bytes())
    described = {each["name"]: each for each in index["models"]}
    assert described["top"] | {"versions": []} == described["top"] | {
        "description": "两行\nlines", "tags": ["core"], "file": "top.bpmn", "folder": [], "versions": [],
    }  # fmt: skip
    (kept,) = described["top"]["versions"]
    assert (kept["number"], kept["author"], kept["words"]) == ("1.0", "Li Na", {"e": "客服部"})
    assert read((out / kept["file"]).read_bytes()).document.records
    assert kept["digest"] == version.digest
    assert "gone" not in described
    assert ["empty"] in index["folders"]
    assert len({each["file"].lower() for each in index["models"]}) == len(index["models"]) == 10
    for file in written.files:
        assert file.resolve().is_relative_to(out.resolve())
    with create_library(tmp_path / "b.mlib") as second:
        import_files(second, [out])
        again = {each.name: each.digest for each in models.models(second)}
    assert {again[name] for name in ("top", "Order", "Incident", "采购")} == {
        models.find_model(library, name).digest for name in ("top", "Order", "Incident", "采购")
    }
    export_library(library, out)  # over an earlier export of the same library
    with pytest.raises(Problem, match="not empty"), create_library(tmp_path / "c.mlib") as other:
        export_library(other, out)
    with pytest.raises(Problem, match="not empty"):
        export_library(library, tree)


def test_what_can_be_read_of_a_damaged_library_is_written_and_the_rest_is_named(
    library: Library, tree: Path, tmp_path: Path
) -> None:
    import sqlite3

    import_files(library, [tree])
    entry = models.find_model(library, "top")
    versions.freeze(library, entry.id, note="", author=Author())
    draft = load_draft(library, entry.id)
    save_draft(library, entry.id, draft.records[:-1], draft.revision, draft.digest)
    library.close()
    with sqlite3.connect(library.path) as plain:
        row = plain.execute("SELECT id FROM model WHERE name = 'top'").fetchone()[0]
        plain.execute("UPDATE node SET lanes = 'x' WHERE model_id = ? AND type = 'bpmn:userTask'", (row,))
        plain.execute("UPDATE version_content SET content = x'00'")
        plain.execute("DELETE FROM model WHERE name = 'Order'")
    plain.close()
    with pytest.raises(Problem, match="damaged"):
        open_library(library.path)
    with open_damaged(library.path) as damaged:
        written = export_library(damaged, tmp_path / "out")
    said = sorted(str(each) for each in written.damaged)
    assert len(said) == 2
    assert "“top” is damaged" in said[1] or "“top” is damaged" in said[0]
    names = {file.name for file in written.files}
    assert {"top (damaged).bpmn", "Incident.bpmn", "采购.bpmn"} <= names
    rest = read((tmp_path / "out" / "top (damaged).bpmn").read_bytes()).document
    assert 0 < len(rest.nodes()) < len(draft.records)


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE model SET description = 'forged' WHERE name = 'top'",
        "UPDATE model SET tags = '{{' WHERE name = 'top'",
        "UPDATE model SET name = x'ff' WHERE name = 'Order'",
        "UPDATE model SET seal = 'x'",
        "UPDATE folder SET name = 'forged'",
        "UPDATE folder SET parent_id = id",
        "UPDATE version SET note = 'forged'",
        "UPDATE approval SET signed = 'x', standing = 'nowhere'",
        "UPDATE trail SET author = 'forged'",
        "UPDATE comment SET text = x'00'",
        "UPDATE attachment SET name = 'forged'",
        "UPDATE entry SET kind = 'forged'",
        "UPDATE workflow SET definition = 'x'",
    ],
)
def test_a_broken_row_keeps_no_model_from_being_written(
    library: Library, tree: Path, tmp_path: Path, broken: str
) -> None:
    import sqlite3

    author = Author("Li Na", "lina")
    import_files(library, [tree])
    entry = models.find_model(library, "top")
    set_workflow(library, encode(USUAL), author)
    advance(library, entry.id, "submit", author)
    add_comment(library, entry.id, "Who signs?", author)
    attach(library, entry.id, "form.txt", b"a form", author)
    add_entries(library, [NewEntry("role", "客服部")], author)
    whole = {each.digest for each in models.models(library)}
    library.close()
    with sqlite3.connect(library.path) as plain:
        plain.execute("PRAGMA ignore_check_constraints = ON")
        assert plain.execute(broken).rowcount > 0
    plain.close()
    with open_damaged(library.path) as damaged:
        written = export_library(damaged, tmp_path / "out")
    assert written.damaged
    assert len(set(map(str, written.damaged))) == len(written.damaged)
    with create_library(tmp_path / "again.mlib") as second:
        import_files(second, [tmp_path / "out"])
        again = {each.digest for each in models.models(second)}
    assert whole <= again
