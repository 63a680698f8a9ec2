"""Whatever ends the program: what was done is there again, but for the command in flight."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import journal_child
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from modeller.files.journal import Entry, Journal, Kept, parse_journal, read_journal
from modeller.files.read import digest_of
from modeller.jobs import journal, recover
from modeller.jobs.journal import Keeper, Origin
from modeller.jobs.recover import Replayed, Search, Unusable, find, replay
from modeller.language import Message, message
from modeller.model.document import Change, Document
from modeller.model.records import Item, Node

ORIGIN = Origin("a.bpmn", "a.bpmn")


def kept_by(document: Document, folder: Path, origin: Origin = ORIGIN) -> Keeper:
    return Keeper(document, origin, folder)


def edit(document: Document, text: str, *keys: str) -> None:
    with document.edit(message("window.name")) as step:
        for key in keys or (f"item {len(document)}",):
            step.put(Item(key, "bpmn:message", text=text))


def states(count: int) -> list[dict[str, object]]:
    """What the child's document holds after 0, 1, 2 … steps."""
    document = journal_child.beginning()
    found = [dict(document.records)]
    for number in range(count):
        journal_child.act(document, number)
        found.append(dict(document.records))
    return found


def killed_at(folder: Path, seconds: float, *arguments: str) -> bytes:
    """What a program told that was killed so long after its first step."""
    command = [sys.executable, journal_child.__file__, str(folder), *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        rest = child.stdout.read()
    return first + rest


def kill_many(folder: Path, times: int) -> None:
    dice, expected = random.Random(times), states(400)
    counts = set()
    for number in range(times):
        told = killed_at(folder / str(number), dice.uniform(0, 0.25), "400").count(b"\n")
        search = find(folder / str(number))
        assert search.broken == []
        assert search.aside == []
        (found,) = search.found
        steps = found.work.steps
        assert told - 1 <= steps <= told + 1, "more than the command in flight is lost"
        assert dict(found.work.document.records) == expected[steps]
        counts.add(steps)
        found.claim.delete()
    assert len(counts) > times // 4, "the kills came at all sorts of moments"


def test_killed_at_any_moment_at_most_the_command_in_flight_is_lost(tmp_path: Path) -> None:
    kill_many(tmp_path, 40)


@pytest.mark.soak
def test_killed_a_thousand_times_at_most_the_command_in_flight_is_lost(tmp_path: Path) -> None:
    kill_many(tmp_path, 1000)


def test_killed_amid_the_verbs_of_the_program_it_comes_back_as_it_was(tmp_path: Path) -> None:
    dice = random.Random(7)
    for number in range(12):
        told = killed_at(tmp_path / str(number), dice.uniform(0, 0.8), "walk", str(number)).decode()
        states = {int(steps): digest for steps, digest in (line.split() for line in told.splitlines())}
        search = find(tmp_path / str(number))
        assert (search.broken, search.aside) == ([], [])
        if not max(states):
            continue  # it had done nothing yet
        (found,) = search.found
        assert max(states) <= found.work.steps <= max(states) + 1
        if found.work.steps in states:
            assert journal_child.state(found.work.document) == states[found.work.steps]
        found.claim.delete()


def test_undo_and_redo_go_on_where_they_were(tmp_path: Path) -> None:
    document = Document()
    keeper = kept_by(document, tmp_path)
    for text in "abcd":
        edit(document, text)
    for _ in range(3):
        document.undo()
    document.redo()
    keeper.leave()
    again = found(tmp_path)
    assert again.document.depths == document.depths == (2, 2)
    assert again.unsaved == 8
    for way in ("redo", "redo", "undo", "undo", "undo", "undo", "redo"):
        getattr(document, way)()
        getattr(again.document, way)()
        assert dict(again.document.records) == dict(document.records)
    assert again.document.undoable is not None
    assert again.document.undoable.label.key == "window.name"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["do", "do", "undo", "redo", "many", "save"]), max_size=25))
def test_any_mixture_of_steps_is_replayed(tmp_path_factory: pytest.TempPathFactory, ways: list[str]) -> None:
    document = Document([Item("root", "bpmn:definitions")])
    keeper = kept_by(document, tmp_path_factory.mktemp("mixture"))
    saved, steps = dict(document.records), 0
    for number, way in enumerate(ways):
        before = document.revision
        if way == "do":
            edit(document, str(number))
        elif way == "many":
            edit(document, str(number), *(f"many {each}" for each in range(journal.PIECE * 2)))
        elif way == "save":
            keeper.saved(keeper.mark(), Origin("b.bpmn", "b.bpmn", str(number)))
            saved, steps = dict(document.records), 0
        else:
            getattr(document, way)()
        steps += document.revision - before
    path = keeper.path
    keeper.leave()
    if path is None:
        assert not document.revision
        return
    work = replay(read_journal(path))
    assert dict(work.document.records) == dict(document.records)
    assert list(work.document.records) == list(document.records) or set(ways) & {"undo", "redo"}
    assert work.document.depths == document.depths
    assert dict(work.saved.records) == saved
    assert work.unsaved == steps
    assert work.whole


def journal_bytes(folder: Path) -> tuple[bytes, list[dict[str, object]]]:
    """A journal of ten steps, and what the document was after each."""
    document = Document([Item(f"base {number}", "bpmn:message", text="x" * 40) for number in range(500)])
    keeper = kept_by(document, folder)
    after = [dict(document.records)]
    for number in range(10):
        edit(document, "y" * number)
        after.append(dict(document.records))
    path = keeper.path
    assert path is not None
    keeper.leave()
    return path.read_bytes(), after


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_torn_or_flipped_it_replays_to_the_last_good_step(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole, after = _once(tmp_path_factory)
    damaged = bytearray(whole)
    if data.draw(st.booleans()):
        damaged[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del damaged[data.draw(st.integers(0, len(whole) - 1)) :]
    try:
        work = replay(parse_journal(bytes(damaged)))
    except Unusable:
        return
    assert dict(work.document.records) == after[work.steps]
    assert 0 < work.steps <= 10


_made: list[tuple[bytes, list[dict[str, object]]]] = []


def _once(factory: pytest.TempPathFactory) -> tuple[bytes, list[dict[str, object]]]:
    if not _made:
        _made.append(journal_bytes(factory.mktemp("whole")))
    return _made[0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 8), st.sampled_from([b"", b"{}", b"[]", b"null", b'{"format":1}', b"\xff", b"1"])),
        max_size=6,
    )
)
def test_entries_that_say_nonsense_are_refused_not_crashed_on(entries: list[tuple[int, bytes]]) -> None:
    good = parse_journal(_nonsense_beginning())
    for start in ((), good.entries):
        try:
            replay(Kept((*start, *entries), True))
        except Unusable:
            continue


def _nonsense_beginning() -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        document = Document()
        keeper = kept_by(document, Path(folder))
        edit(document, "a")
        path = keeper.path
        assert path is not None
        keeper.leave()
        return path.read_bytes()


def found(folder: Path) -> Replayed:
    search = find(folder)
    assert (search.broken, search.aside) == ([], [])
    (recovered,) = search.found
    recovered.claim.release()
    return recovered.work


def test_what_is_saved_is_not_offered_again(tmp_path: Path) -> None:
    target = tmp_path / "a.bpmn"
    target.write_bytes(b"saved")
    origin = Origin(str(target), "a.bpmn", digest_of(b"saved"))
    document = Document()
    keeper = kept_by(document, tmp_path / "r", origin)
    edit(document, "a")
    keeper.saved(keeper.mark(), origin)
    keeper.leave()
    assert find(tmp_path / "r") == Search()
    assert os.listdir(tmp_path / "r") == []


def test_what_was_saved_to_a_file_that_is_another_now_is_kept_for_some_days(tmp_path: Path) -> None:
    origin = Origin(str(tmp_path / "gone.bpmn"), "gone.bpmn", "0")
    document = Document()
    keeper = kept_by(document, tmp_path / "r", origin)
    edit(document, "a")
    keeper.saved(keeper.mark(), origin)
    keeper.leave()
    assert find(tmp_path / "r") == Search()
    assert len(list((tmp_path / "r" / "discarded").iterdir())) == 1


def test_a_save_counts_only_up_to_where_it_was_begun(tmp_path: Path) -> None:
    document = Document()
    keeper = kept_by(document, tmp_path)
    edit(document, "a")
    mark = keeper.mark()
    edit(document, "b")
    keeper.saved(mark, Origin("c.bpmn", "c.bpmn", "1"))
    edit(document, "c")
    keeper.leave()
    again = found(tmp_path)
    assert len(again.saved) == 1
    assert again.unsaved == 2
    assert again.origin.name == "c.bpmn"


def test_restored_work_is_protected_again(tmp_path: Path) -> None:
    document = Document()
    keeper = kept_by(document, tmp_path)
    edit(document, "a")
    keeper.leave()
    first = find(tmp_path).found[0]
    keeper = kept_by(first.work.document, tmp_path, first.work.origin)
    keeper.continue_from(first.work.used, first.work.steps)
    first.claim.discard()
    edit(first.work.document, "b")
    first.work.document.undo()
    keeper.leave()
    again = found(tmp_path)
    assert again.steps == 3
    assert again.document.depths == (1, 1)
    assert dict(again.document.records) == dict(first.work.document.records)


DOCUMENT_OK, JOURNAL_OK = (True, False), (True, False)


@pytest.mark.parametrize("document_ok", DOCUMENT_OK)
@pytest.mark.parametrize("journal_ok", JOURNAL_OK)
@pytest.mark.parametrize("journal_newer", [True, False])
def test_whatever_is_damaged_and_whatever_the_dates_say_the_right_thing_is_offered_and_nothing_deleted(
    tmp_path: Path, document_ok: bool, journal_ok: bool, journal_newer: bool
) -> None:
    target = tmp_path / "a.bpmn"
    target.write_bytes(b"as it was")
    document = Document([Item("base", "bpmn:message")])
    keeper = kept_by(document, tmp_path / "r", Origin(str(target), "a.bpmn", digest_of(b"as it was")))
    edit(document, "unsaved")
    path = keeper.path
    assert path is not None
    keeper.leave()
    if not document_ok:
        target.write_bytes(b"\0" * 9)
    if not journal_ok:
        data = bytearray(path.read_bytes())
        data[60] ^= 1
        path.write_bytes(data)
    now = time.time()
    os.utime(target, (now - 50, now - 50))
    os.utime(path, (now if journal_newer else now - 100,) * 2)
    before = target.read_bytes(), path.read_bytes()
    search = find(tmp_path / "r")
    assert (target.read_bytes(), path.read_bytes()) == before
    if journal_ok:
        assert [each.file for each in search.found] == ["same" if document_ok else "changed"]
        assert dict(search.found[0].work.document.records) == dict(document.records)
    else:
        assert (search.found, search.broken) == ([], [path])


def test_a_journal_that_fails_twice_is_set_aside_and_never_deleted(tmp_path: Path) -> None:
    document = Document()
    keeper = kept_by(document, tmp_path)
    edit(document, "a")
    path = keeper.path
    assert path is not None
    keeper.leave()
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    for _ in range(2):
        assert find(tmp_path).broken == [path]
    search = find(tmp_path)
    assert (search.broken, search.aside) == ([], [path])
    assert (tmp_path / "set-aside" / path.name).read_bytes() == data
    assert find(tmp_path) == Search()


def test_a_journal_that_ends_the_program_while_it_is_read_is_set_aside_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document()
    keeper = kept_by(document, tmp_path)
    edit(document, "a")
    path = keeper.path
    assert path is not None
    keeper.leave()

    class Died(BaseException):
        pass

    def die(kept: Kept) -> Replayed:
        raise Died

    monkeypatch.setattr(recover, "replay", die)
    for _ in range(2):
        with pytest.raises(Died):
            find(tmp_path)
    assert find(tmp_path).aside == [path]


def test_where_the_journal_cannot_be_written_it_is_said_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "r"
    folder.write_bytes(b"a file in the folder's place")
    said: list[Message] = []
    document = Document()
    keeper = Keeper(document, ORIGIN, folder, said.append)
    for text in "ab":
        edit(document, text)
    assert [each.key for each in said] == ["saving.unprotected"]
    folder.unlink()
    for text in "cd":
        edit(document, text)
    keeper.leave()
    again = found(folder)
    assert dict(again.document.records) == dict(document.records)
    assert again.unsaved
    assert len(said) == 1


def test_a_disk_that_fills_up_loses_no_step_once_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = [True]
    put = Journal._put

    def full(self: Journal, kind: int, data: bytes) -> None:
        if not room[0]:
            raise OSError(28, "No space left on device")
        put(self, kind, data)

    monkeypatch.setattr(Journal, "_put", full)
    document, said = Document(), list[Message]()
    keeper = Keeper(document, ORIGIN, tmp_path, said.append)
    edit(document, "a")
    room[0] = False
    edit(document, "b")
    edit(document, "c")
    assert len(said) == 1
    room[0] = True
    edit(document, "d")
    edit(document, "e")
    keeper.leave()
    works = [each.work for each in find(tmp_path).found]
    assert max(len(work.document) for work in works) == len(document)


def _settled(keeper: Keeper) -> None:
    assert keeper._journal is not None
    keeper._journal.settle()


def test_a_sync_that_fails_behind_the_last_step_is_found_out_without_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, said = Document(), list[Message]()
    keeper = Keeper(document, ORIGIN, tmp_path, said.append)
    edit(document, "a")
    _settled(keeper)
    monkeypatch.setattr(Journal, "_sync", lambda self: os.fsync(1 << 20))  # no such file
    edit(document, "b")
    monkeypatch.undo()
    deadline = time.monotonic() + 5
    while not said and time.monotonic() < deadline:
        keeper.check()
    assert len(said) == 1
    assert keeper.path is not None, "there is another journal"
    again = replay_path(keeper.path)
    keeper.leave()
    assert dict(again.document.records) == dict(document.records)


def test_what_cannot_be_encoded_stops_nobody(tmp_path: Path) -> None:
    document, said = Document(), list[Message]()
    keeper = Keeper(document, ORIGIN, tmp_path, said.append)
    edit(document, "a")
    with document.edit(message("window.name")) as step:
        step.put(Item("odd", "bpmn:message", order=float("nan")))
    assert len(said) == 1
    with document.edit(message("window.name")) as step:
        step.remove("odd")
    edit(document, "b")
    keeper.leave()
    works = [each.work for each in find(tmp_path).found]
    assert dict(document.records) in [dict(work.document.records) for work in works]


def replay_path(path: Path) -> Replayed:
    time.sleep(0.2)
    return replay(read_journal(path))


def test_a_merely_opened_document_leaves_nothing(tmp_path: Path) -> None:
    document = Document([Item("base", "bpmn:message")])
    keeper = kept_by(document, tmp_path)
    keeper.leave()
    assert os.listdir(tmp_path) == []
    keeper = kept_by(document, tmp_path)
    keeper.begin()
    keeper.leave()
    assert find(tmp_path) == Search()
    assert os.listdir(tmp_path) == []


def test_a_large_step_does_not_hold_up_who_made_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The step is done before any of it has been put into words for the journal, however long that takes."""
    go_on, writers = threading.Event(), []
    pieces = journal._pieces

    def slow(kind: int, change: Change) -> Iterator[Entry]:
        writers.append(threading.current_thread())
        assert go_on.wait(30), "nobody went on"
        yield from pieces(kind, change)

    monkeypatch.setattr(journal, "_pieces", slow)
    document = Document([Node(f"n{number}", "bpmn:task", text="登记投诉") for number in range(8000)])
    keeper = kept_by(document, tmp_path)
    keeper.begin()
    _settled(keeper)
    edit(document, "a", *(f"n{number}" for number in range(8000)))
    assert document.undoable is not None, "done, while nothing of it is written yet"
    go_on.set()
    keeper.leave()
    assert writers
    assert threading.current_thread() not in writers
    assert dict(found(tmp_path).document.records) == dict(document.records)
