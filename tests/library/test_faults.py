"""What may go wrong while a library is open or lies on the disk: nothing is lost, nothing damaged is shown as good."""

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import library_child
import pytest
from library.conftest import sample

from modeller.files.problem import Problem
from modeller.library import backups, connection, folders, header, models, restoring, store, versions
from modeller.library.copies import save_copy
from modeller.library.drafts import load_draft, save_draft
from modeller.library.faults import Damaged
from modeller.library.opening import create_library, open_library
from modeller.library.store import Library
from modeller.model.entries import Author, ModelEntry, NewModel


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def child(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, library_child.__file__, *map(str, arguments)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, env=environment(), encoding="utf-8")


def ended(process: "subprocess.Popen[str]") -> str:
    """What a program that has ended says went wrong."""
    assert process.stderr is not None
    return process.stderr.read()


# -- killed while saving ----------------------------------------------------------------------------------------------


def kill_many(path: Path, times: int) -> None:
    """Kill a program that saves, through our own way of saving, and look at what is there."""
    with create_library(path) as library:
        entry = models.add_model(library, NewModel("Order", sample()))
    dice, left, saves = random.Random(times), 0, 0
    revision = 1
    for number in range(times):
        with child("save", path, number) as saving:
            assert saving.stdout is not None
            first = saving.stdout.readline()
            time.sleep(dice.uniform(0.004, 0.05))
            saving.kill()
            told = [line.split() for line in (first + saving.stdout.read()).splitlines() if line.count(" ") == 1]
            said = ended(saving)
        assert told, f"program number {number} saved nothing before it was killed: {said}"
        assert not said, f"program number {number}: {said}"
        saves += len(told)
        left += path.with_name(path.name + "-journal").exists()
        with open_library(path) as library:
            draft = load_draft(library, entry.id)
            assert library.notices == []
        last, digest = int(told[-1][0]), told[-1][1]
        assert last <= draft.revision <= last + 1, "an acknowledged save is lost"
        assert last > revision
        if draft.revision == last:
            assert draft.digest == digest
        assert library_child.mark_of(draft.records) == str(draft.revision)
        revision = draft.revision
        for each in backups.backups(library.uuid)[1:]:
            each.path.unlink()
    with open_library(path) as library:
        models.rename_model(library, entry.id, "after all that")
    assert os.listdir(path.parent) == [path.name]
    assert times < 100 or left > times // 20, f"the kills came in mid-save: {left} of {times}, {saves} saves"


def test_killed_while_saving_no_acknowledged_save_is_lost(path: Path) -> None:
    kill_many(path, 12)


@pytest.mark.soak
def test_killed_a_thousand_times_while_saving_no_acknowledged_save_is_lost(path: Path) -> None:
    kill_many(path, 1000)


def hot(journal: Path) -> bool:
    """Would SQLite play it back?"""
    try:
        with journal.open("rb") as file:
            return bool(file.read(1).strip(b"\0"))
    except OSError:
        return False


def leftovers(path: Path, times: int) -> None:
    """Journals of programs that were killed, each beside its own library and beside an older copy of it."""
    with create_library(path) as library:
        entry = models.add_model(library, NewModel("Order", sample()))
        old = path.read_bytes()
        draft = load_draft(library, entry.id)
        save_draft(library, entry.id, sample()[::-1], draft.revision, draft.digest)
    journal, asked, set_aside = path.with_name(path.name + "-journal"), 0, 0
    for number in range(20 * times):
        with child("save", path, number) as saving:
            assert saving.stdout is not None
            saving.stdout.readline()
            end = time.monotonic() + 2
            while not hot(journal) and time.monotonic() < end:
                pass
            saving.kill()
            rest = saving.stdout.read()
            assert not (said := ended(saving)), said
        held = journal.read_bytes() if hot(journal) else b""
        with open_library(path) as library:
            draft = load_draft(library, entry.id)
            assert library.notices == []
            assert not rest or draft.revision >= int(rest.split("\n")[-2].split()[0])
        if not held:
            continue  # it had ended
        newest = path.read_bytes()
        path.write_bytes(old)
        journal.write_bytes(held)
        with open_library(path) as library:
            assert load_draft(library, entry.id).records == sample()
            assert models.facts(library).revision == 2
            set_aside += len(library.notices)
        assert os.listdir(path.parent) == [path.name]
        path.write_bytes(newest)
        asked += 1
        if asked == times:
            break
    assert asked == times
    assert set_aside > times // 4, "some journals would have ruined the copy"


def test_a_leftover_journal_is_told_from_one_of_another_version(path: Path) -> None:
    leftovers(path, 3)


@pytest.mark.soak
def test_a_hundred_leftover_journals_are_told_from_those_of_another_version(path: Path) -> None:
    leftovers(path, 100)


# -- two programs -----------------------------------------------------------------------------------------------------


def edit_together(path: Path, count: int) -> None:
    with create_library(path) as library:
        entry = models.add_model(library, NewModel("Order", sample()))
    workers = [child("edit", path, name, count) for name in "ab"]
    conflicts = looks = 0
    while any(worker.poll() is None for worker in workers):  # and somebody looks at it meanwhile
        with open_library(path, read_only=True) as library:
            assert library.notices == []
            load_draft(library, entry.id)
            looks += 1
    assert looks > 1
    for worker in workers:
        told, said = worker.communicate()
        conflicts += told.count("conflict")
        assert worker.returncode == 0, said
    with open_library(path) as library:
        draft = load_draft(library, entry.id)
    added = Counter(library_child.mark_of(draft.records).split(";")[:-1])
    name = library_child.mark_of(sample())
    found = {each.removeprefix(name) for each in added}
    assert found == {f"{name}{number}" for name in "ab" for number in range(count)}
    assert max(added.values()) == 1
    assert draft.revision == 2 * count + 1


def test_two_programs_on_one_library_lose_no_edit(path: Path) -> None:
    edit_together(path, 30)


@pytest.mark.soak
def test_two_programs_with_three_hundred_edits_each_lose_none(path: Path) -> None:
    edit_together(path, 300)


def test_a_library_that_another_program_writes_for_long_is_in_use(
    library: Library, model: ModelEntry, path: Path
) -> None:
    with library.raw() as raw:
        raw.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem, match="written by another program"):
            models.rename_model(library, model.id, "x")
        assert load_draft(library, model.id).records == sample()
        other.execute("ROLLBACK")
    models.rename_model(library, model.id, "x")


# -- bits, cuts -------------------------------------------------------------------------------------------------------


def rich(path: Path) -> None:
    """A library with something of everything."""
    with create_library(path, "Everything") as library:
        home = folders.add_folder(library, "Folder of names that can be read")
        for name in ("order-fulfilment", "制度审批", "expense-approval"):
            entry = models.add_model(
                library, NewModel(name, sample(name), home.id, description="what it is for", tags=("one", "two")),
                Author("Wang Fang", "wangf"),
            )  # fmt: skip
            versions.freeze(library, entry.id, note="a note", author=Author("Li Na"))
        models.bin_model(library, entry.id)


def everything(path: Path) -> object:
    """All that the program shows of a library."""
    with open_library(path) as library:
        facts = models.facts(library)
        entries = models.models(library) + models.models(library, binned=True)
        shown = [folders.folders(library), entries, facts]
        for entry in entries:
            shown.append(load_draft(library, entry.id))
            shown += [versions.read_version(library, each.id) for each in versions.versions(library, entry.id)]
        return shown


def damage_many(path: Path, times: int) -> None:
    rich(path)
    whole, expected = path.read_bytes(), everything(path)
    dice, outcomes, longest = random.Random(times), Counter[str](), 0.0
    for number in range(times):
        held = bytearray(whole)
        kind = dice.choice(("bit", "bit", "bit", "cut", "zeroed tail"))
        place = dice.randrange(len(held))
        if kind == "bit":
            held[place] ^= 1 << dice.randrange(8)
        elif kind == "cut":
            del held[place:]
        else:
            held[place:] = bytes(len(held) - place)
        path.write_bytes(held)
        for rest in path.parent.glob(f"{path.name}-*"):
            rest.unlink()
        begin = time.monotonic()
        try:
            shown = everything(path)
        except Problem:
            outcomes[f"{kind}: said"] += 1
        else:
            assert shown == expected, f"damage number {number} ({kind} at {place}) is shown as good"
            outcomes[f"{kind}: harmless"] += 1
        longest = max(longest, time.monotonic() - begin)
    assert longest < 5, "it took too long"
    assert outcomes["bit: said"] > times * 0.1, "half of the file is free pages; but a good part of it must matter"
    assert outcomes["cut: said"] > times * 0.1


def test_no_flipped_bit_and_no_cut_is_shown_as_good(memory: Path) -> None:
    damage_many(memory / "damaged.mlib", 40)


@pytest.mark.soak
def test_no_flipped_bit_and_no_cut_of_three_thousand_is_shown_as_good(memory: Path) -> None:
    damage_many(memory / "damaged many times.mlib", 3000)


# -- full disks -------------------------------------------------------------------------------------------------------


def deeds(library: Library, model: ModelEntry, folder: Path) -> Iterator[tuple[str, object]]:
    """All that writes, each as a name and what does it."""
    draft = load_draft(library, model.id)
    more = tuple(sample("采购到付款"))
    yield "save", lambda: save_draft(library, model.id, more, draft.revision, draft.digest)
    yield "add", lambda: models.add_models(library, [NewModel(str(number), more) for number in range(8)])
    yield "version", lambda: versions.freeze(library, model.id, note="x" * 200_000, author=Author())
    yield "copy", lambda: save_copy(library, folder / "copy.mlib")


def test_when_the_disk_is_full_the_old_state_stays_whole_and_it_is_said(
    library: Library, model: ModelEntry, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit for files stands for the disk: SQLite is told the same."""
    monkeypatch.setattr(backups, "LIMIT", 0)  # no backup: it has a test of its own
    size = path.stat().st_size
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for name, deed in deeds(library, model, path.parent):
        refused = 0
        for room in (0, 4096, 3 * 4096, 9 * 4096):
            held = path.read_bytes()
            resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2 + room if name == "copy" else size + room, before[1]))
            try:
                deed()  # type: ignore[operator]
            except Problem as problem:
                refused += 1
                said = str(problem)
            else:
                break  # there was room enough
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, before)
            assert "disk" in said, name
            assert os.listdir(path.parent) == [path.name], name
            assert path.read_bytes() == held, name
            assert load_draft(library, model.id).records == sample()
            with open_library(path) as again:
                assert load_draft(again, model.id).records == sample()
        assert refused, name
        path.with_name("copy.mlib").unlink(missing_ok=True)
        draft = load_draft(library, model.id)
        if draft.records != sample():
            save_draft(library, model.id, sample(), draft.revision, draft.digest)
        size = path.stat().st_size
    for _, deed in deeds(library, model, path.parent):
        deed()  # type: ignore[operator]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting needs the root account")
def test_on_a_full_medium_the_old_state_or_the_new_one_is_there(tmp_path: Path) -> None:
    medium = tmp_path / "medium"
    medium.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", medium], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        path = medium / "a.mlib"
        with create_library(path) as library:
            entry = models.add_model(library, NewModel("Order", sample()))
            draft, good, refused = load_draft(library, entry.id), sample(), 0
            for room in range(0, 300_000, 12_000):
                (medium / "filler").write_bytes(b"")
                free = os.statvfs(medium)
                (medium / "filler").write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - room)))
                records = sample("采购到付款") if good == sample() else sample()
                try:
                    draft = save_draft(library, entry.id, records, draft.revision, draft.digest)
                    good = records
                except Problem as problem:
                    refused += "disk is full" in str(problem)
                assert load_draft(library, entry.id).records == good
                (medium / "filler").unlink()
                with open_library(path) as again:
                    assert load_draft(again, entry.id).records == good
            assert 2 < refused < 25
        assert os.listdir(medium) == ["a.mlib"]
    finally:
        subprocess.run(["umount", medium], check=True)


def test_where_no_backup_can_be_made_work_is_saved_all_the_same_and_it_is_said(
    library: Library, model: ModelEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = backups.folder()
    shutil.rmtree(home, ignore_errors=True)
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_bytes(b"a file where the folder should be")
    library._backed_up = False
    models.rename_model(library, model.id, "renamed")
    assert models.model(library, model.id).name == "renamed"
    assert [str(notice).startswith("No backup could be written") for notice in library.notices] == [True]


def test_after_an_error_of_the_disk_the_library_is_looked_at_again(
    library: Library, model: ModelEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: store.Writing) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_IOERR_FSYNC, "SQLITE_IOERR_FSYNC"
        raise error

    engine = library._engine
    with monkeypatch.context() as inside:
        inside.setattr(store.Writing, "finish", fail)
        with pytest.raises(Problem, match="SQLITE_IOERR_FSYNC"):
            models.rename_model(library, model.id, "x")
    assert library._engine is None
    assert models.model(library, model.id).name == "Order"
    models.rename_model(library, model.id, "y")
    assert library._engine not in {None, engine}


# -- the file, while it is open ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "way", ["deleted", "renamed", "replaced", "overwritten", "overwritten by an older copy", "cut"]
)
def test_what_becomes_of_the_file_meanwhile_is_noticed_before_anything_is_written(
    library: Library, model: ModelEntry, path: Path, tmp_path: Path, way: str
) -> None:
    old = tmp_path / "old.mlib"
    shutil.copyfile(path, old)
    models.rename_model(library, model.id, "newer")
    other = tmp_path / "other.mlib"
    with create_library(other) as made:
        models.add_model(made, NewModel("theirs", sample("expense-approval")))
    if way == "deleted":
        path.unlink()
    elif way == "renamed":
        path.rename(path.with_name("b.mlib"))
    elif way == "replaced":
        os.replace(other, path)
    elif way == "overwritten":
        overwrite(path, other.read_bytes())
    elif way == "overwritten by an older copy":
        overwrite(path, old.read_bytes())
    else:
        os.truncate(path, 8192)
    there = {each: each.read_bytes() for each in path.parent.iterdir()}
    for _ in range(2):
        with pytest.raises(Problem) as caught:
            models.rename_model(library, model.id, "mine")
        assert path.name in str(caught.value)
        assert {each: each.read_bytes() for each in path.parent.iterdir()} == there


def overwrite(path: Path, data: bytes) -> None:
    """As a sync program does: the same file, other bytes."""
    with open(path, "r+b") as file:
        file.write(data)
        file.truncate()


def test_a_touched_file_is_no_other_one(library: Library, model: ModelEntry, path: Path) -> None:
    os.utime(path, (0, 0))
    models.rename_model(library, model.id, "x")
    assert models.model(library, model.id).name == "x"


# -- backups and restoring --------------------------------------------------------------------------------------------


def test_the_first_write_of_a_session_makes_a_backup_that_is_a_library(path: Path) -> None:
    with create_library(path) as library:
        entry = models.add_model(library, NewModel("Order", sample()))
    for number in range(3):
        with open_library(path) as library:
            for name in "ab":
                models.rename_model(library, entry.id, f"{name}{number}")
    found = backups.backups(library.uuid)
    assert [each.revision for each in found] == [6, 4, 2]
    with open_library(found[0].path, read_only=True) as kept:
        assert [each.name for each in models.models(kept)] == ["b1"]


def test_ten_backups_and_one_a_day_for_fourteen_days_are_kept_and_one_gigabyte_of_all(
    library: Library, model: ModelEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = backups.folder(library.uuid)
    home.mkdir(parents=True)
    for day in range(1, 31):
        for hour in (9, 15):
            (home / f"r{day * 100 + hour:09}-202611{day:02}T{hour:02}0000.mlib").write_bytes(bytes(100))
    backups.prune(library.uuid)
    days = [int(each.time[8:10]) for each in backups.backups(library.uuid)]
    assert days == [30, 30, 29, 29, 28, 28, 27, 27, 26, 26, *range(25, 16, -1)]
    other = backups.folder("other")
    other.mkdir()
    (other / "r000000001-20990101T000000.mlib").write_bytes(bytes(500))
    monkeypatch.setattr(backups, "LIMIT", 1000)
    backups.prune(library.uuid)
    left = [each for uuid in (library.uuid, "other") for each in backups.backups(uuid)]
    assert sum(each.size for each in left) <= 1000
    assert backups.backups(library.uuid)[0].revision == 3015


def test_a_backup_is_brought_back_and_what_was_there_is_kept(path: Path) -> None:
    with create_library(path) as library:
        entry = models.add_model(library, NewModel("Order", sample()))
    with open_library(path) as library:
        models.rename_model(library, entry.id, "wrong")
        known = models.facts(library).revision
        (first, *_) = backups.backups(library.uuid)
        restoring.restore(path, first.path)
        with pytest.raises(Problem):  # whoever has it open hears of it
            save_draft(library, entry.id, (), 2, "")
    with open_library(path) as library:
        assert models.model(library, entry.id).name == "Order"
        assert load_draft(library, entry.id).records == sample()
        assert models.facts(library).revision > known
        with open_library(backups.backups(library.uuid)[0].path, read_only=True) as kept:
            assert models.model(kept, entry.id).name == "wrong"


@pytest.mark.parametrize("state", ["missing", "empty", "zeros", "cut", "flipped", "journal of another version"])
def test_a_backup_takes_the_place_of_what_is_no_library_any_more(path: Path, state: str) -> None:
    with create_library(path) as library:
        entry = models.add_model(library, NewModel("Order", sample()))
        with library.raw() as raw:
            made = backups.back_up(raw, path, library.uuid, 2)
    whole = path.read_bytes()
    if state == "missing":
        path.unlink()
    elif state == "journal of another version":
        path.with_name(path.name + "-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(5000))
        path.unlink()
    else:
        broken = {"empty": b"", "zeros": bytes(5000), "cut": whole[:9000], "flipped": whole[:4096] + bytes(4096)}
        path.write_bytes(broken[state])
    before = path.read_bytes() if path.exists() else b""
    notices = restoring.restore(path, made.path)
    with open_library(path) as library:
        assert load_draft(library, entry.id).records == sample()
    kept = [each.read_bytes() for each in backups.folder(library.uuid).glob("damaged-*")]
    assert kept == ([before] if before else [each for each in kept if state.startswith("journal")])
    assert bool(notices) == bool(kept)
    assert os.listdir(path.parent) == [path.name]


def test_the_backup_of_another_library_and_a_damaged_one_are_refused(
    library: Library, model: ModelEntry, path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.mlib"
    create_library(other).close()
    with pytest.raises(Problem, match="another library"):
        restoring.restore(path, other)
    with library.raw() as raw:
        made = backups.back_up(raw, path, library.uuid, 2)
    with sqlite3.connect(made.path) as plain:
        plain.execute("UPDATE node SET name = name || 'x'")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(Damaged, match="“Order” is not what was saved"):
        restoring.restore(path, made.path)
    assert path.read_bytes() == before


def test_a_library_in_use_is_not_restored_over(
    library: Library, model: ModelEntry, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with library.raw() as raw:
        made = backups.back_up(raw, path, library.uuid, 2)
    models.rename_model(library, model.id, "newer")
    library.close()
    monkeypatch.setattr(restoring, "BUSY", 0.3)
    monkeypatch.setattr(connection, "BUSY", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM model").fetchone()  # reads on
        with pytest.raises(Problem, match="written by another program"):
            restoring.restore(path, made.path)
        other.execute("ROLLBACK")
    with open_library(path) as again:
        assert models.model(again, model.id).name == "newer"


# -- a copy to send ---------------------------------------------------------------------------------------------------


def test_a_copy_to_send_holds_nothing_that_was_deleted_and_the_chosen_folders_only(
    library: Library, tmp_path: Path
) -> None:
    secret, words = "SECRETWORDS", "deleted before"
    sales, law = folders.add_folder(library, "Sales"), folders.add_folder(library, "LAWFOLDER")
    orders = folders.add_folder(library, "Orders", sales.id)
    kept = models.add_model(library, NewModel("kept", sample(), orders.id))
    draft = load_draft(library, kept.id)
    named = (library_child.replace(draft.records[0], text=secret), *draft.records[1:])
    saved = save_draft(library, kept.id, named, draft.revision, draft.digest)
    save_draft(library, kept.id, draft.records, saved.revision, saved.digest)
    version = versions.freeze(library, kept.id, note="", author=Author())
    for folder, name in ((law.id, "LAWMODEL"), (None, "TOPMODEL"), (orders.id, "BINNEDMODEL")):
        made = models.add_model(library, NewModel(name, sample(), folder, description=words))
        versions.freeze(library, made.id, note="LAWNOTE", author=Author())
    models.bin_model(library, made.id)
    target = tmp_path / "copy.mlib"
    save_copy(library, target, [sales.id])
    data = target.read_bytes()
    for text in (secret, words, "LAWFOLDER", "LAWMODEL", "TOPMODEL", "BINNEDMODEL", "LAWNOTE"):
        assert text.encode() not in data, text
    with open_library(target) as copy:
        assert copy.uuid == library.uuid
        assert [each.name for each in folders.folders(copy)] == ["Sales", "Orders"]
        assert models.models(copy) == [models.model(library, kept.id)]
        assert load_draft(copy, kept.id) == load_draft(library, kept.id)
        assert versions.versions(copy, kept.id) == [version]
    save_copy(library, target)
    with open_library(target) as copy:
        assert {each.name for each in models.models(copy)} == {"kept", "LAWMODEL", "TOPMODEL"}
    assert {each.name for each in tmp_path.iterdir() if each.is_file()} == {"copy.mlib"}
    with pytest.raises(Problem, match="the library itself"):
        save_copy(library, library.path)


def test_reading_a_library_past_sqlite_takes_none_of_its_locks_away(
    library: Library, model: ModelEntry, path: Path
) -> None:
    """POSIX gives all locks of a file back when a program closes it once: a second opening must not do that."""
    assert header.is_open_here(path)
    with library.writing() as writing:
        writing.rename_library("x")
        with suppress(Problem), open_library(path):
            pass
        code = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
        done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=False)
        assert b"locked" in done.stderr
