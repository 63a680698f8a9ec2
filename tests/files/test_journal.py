"""What was written to the crash journal is read again, whatever tears or flips it afterwards."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modeller.files.journal import (
    KEPT_DAYS,
    MAGIC,
    Journal,
    abandoned,
    parse_journal,
    read_journal,
    recovery_folder,
    sweep,
)  # fmt: skip

ENTRIES = ((1, b"head"), (2, b""), (3, "下单".encode() * 50), (3, b"\0" * 300), (255, b"end"))


def write(folder: Path, entries: tuple[tuple[int, bytes], ...] = ENTRIES) -> Path:
    journal = Journal(folder)
    for kind, data in entries:
        journal.append(kind, data)
    journal.close()
    return journal.path


def test_what_was_appended_is_read_again(tmp_path: Path) -> None:
    kept = read_journal(write(tmp_path))
    assert kept.entries == ENTRIES
    assert kept.whole


@given(st.integers(0), st.binary(max_size=80))
def test_torn_anywhere_it_gives_all_entries_before(
    tmp_path_factory: pytest.TempPathFactory, cut: int, rubbish: bytes
) -> None:
    whole = write(tmp_path_factory.mktemp("torn")).read_bytes()
    torn = whole[: cut % len(whole)]
    count = len(parse_journal(torn).entries)
    assert count < len(ENTRIES)
    assert parse_journal(torn).entries == ENTRIES[:count]
    assert len(torn) < len(write(tmp_path_factory.mktemp("next"), ENTRIES[: count + 1]).read_bytes()), "none too few"
    if not whole.startswith(torn + rubbish):
        assert parse_journal(torn + rubbish).entries == ENTRIES[:count]


@given(st.integers(0), st.integers(0, 7))
def test_one_bit_flipped_anywhere_is_noticed(tmp_path_factory: pytest.TempPathFactory, place: int, bit: int) -> None:
    data = bytearray(write(tmp_path_factory.mktemp("flip")).read_bytes())
    data[place % len(data)] ^= 1 << bit
    kept = parse_journal(bytes(data))
    assert not kept.whole
    assert kept.entries == ENTRIES[: len(kept.entries)]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_an_error(data: bytes) -> None:
    parse_journal(data)
    parse_journal(MAGIC + data)


def test_a_piece_taken_out_or_put_in_twice_is_noticed(tmp_path: Path) -> None:
    one = write(tmp_path, ((1, b"a"),)).read_bytes()
    three = write(tmp_path, ((1, b"a"), (1, b"b"), (1, b"c"))).read_bytes()
    size = len(one) - len(MAGIC)
    for damaged in (one + three[len(one) + size :], three + three[-size:]):
        kept = parse_journal(damaged)
        assert not kept.whole
        assert kept.entries == ((1, b"a"), (1, b"b"), (1, b"c"))[: len(kept.entries)]


def test_a_journal_that_was_only_begun_is_whole_and_empty() -> None:
    for length in range(len(MAGIC) + 1):
        assert parse_journal(MAGIC[:length]).whole


def test_what_is_made_in_a_thread_comes_before_what_is_appended_next(tmp_path: Path) -> None:
    journal = Journal(tmp_path)

    def slowly() -> object:
        for number in range(5):
            time.sleep(0.01)
            yield 1, bytes([number])

    journal.append_later(slowly())  # type: ignore[arg-type]
    journal.append(2, b"next")
    journal.close()
    assert [kind for kind, _ in read_journal(journal.path).entries] == [1] * 5 + [2]


def test_a_written_entry_is_in_the_systems_hands_before_the_next_line(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append(1, b"at once")
    assert read_journal(journal.path).entries == ((1, b"at once"),)
    journal.delete()


class Failing:
    """The real disk, but its `fail_at`-th call fails."""

    def __init__(self, fail_at: int = -1, code: int = errno.ENOSPC) -> None:
        self.left, self.code, self.calls = fail_at, code, list[str]()

    def _call(self, name: str) -> None:
        self.calls.append(name)
        self.left -= 1
        if self.left == -1:
            raise OSError(self.code, os.strerror(self.code))

    def open(self, path: object, flags: int, mode: int = 0o777) -> int:
        self._call("open")
        return os.open(path, flags, mode)  # type: ignore[arg-type]

    def write(self, fd: int, data: bytes) -> int:
        self._call("write")
        return os.write(fd, data[: max(1, len(data) // 2)])

    def fsync(self, fd: int) -> None:
        self._call("fsync")
        os.fsync(fd)

    def close(self, fd: int) -> None:
        os.close(fd)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_whichever_call_fails_the_entries_before_it_stay(tmp_path: Path, code: int) -> None:
    good = Failing()
    journal = Journal(tmp_path / "good", disk=good)
    for kind, data in ENTRIES:
        journal.append(kind, data)
    journal.close()
    assert read_journal(journal.path).entries == ENTRIES
    for number in range(len(good.calls)):
        folder = tmp_path / str(number)
        journal, acknowledged = None, 0
        with pytest.raises(OSError, match=os.strerror(code)):  # noqa: PT012  (whichever of them it is)
            journal = Journal(folder, disk=Failing(number, code))
            for kind, data in ENTRIES:
                journal.append(kind, data)
                acknowledged += 1
            journal.settle()
        if journal is not None:
            with pytest.raises(OSError, match="broken"):
                journal.append(9, b"behind what is not whole")
            journal.close()
            kept = read_journal(journal.path).entries
            assert kept == ENTRIES[: len(kept)]
            assert len(kept) >= acknowledged


def test_a_journal_that_is_being_written_is_not_one_left_behind(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append(1, b"x")
    assert list(abandoned(tmp_path)) == []
    journal.close()
    (claim,) = abandoned(tmp_path)
    assert claim.path == journal.path
    assert list(abandoned(tmp_path)) == [], "claimed already"
    claim.release()
    (claim,) = abandoned(tmp_path)
    claim.delete()
    assert list(abandoned(tmp_path)) == []
    assert os.listdir(tmp_path) == []


SCRIPT = """
import sys, time
from pathlib import Path
from modeller.files.journal import Journal
journal = Journal(Path(sys.argv[1]))
journal.append(1, b"x")
print("written", flush=True)
time.sleep(60)
"""


def test_another_programs_journal_is_its_own_until_it_dies(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SCRIPT, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert list(abandoned(tmp_path)) == []
        other.kill()
        other.wait()
    (claim,) = abandoned(tmp_path)
    assert read_journal(claim.path).entries == ((1, b"x"),)
    claim.release()


def test_discarded_ones_stay_for_some_days_and_set_aside_ones_for_good(tmp_path: Path) -> None:
    first, second, third = (Journal(tmp_path) for _ in range(3))
    first.discard()
    for journal in (second, third):
        journal.close()
    one, two = abandoned(tmp_path)
    one.discard()
    two.begin_try()
    two.set_aside()
    assert len(list((tmp_path / "discarded").iterdir())) == 2
    for days, left in ((KEPT_DAYS - 1, 2), (KEPT_DAYS + 1, 0)):
        sweep(tmp_path, time.time() + days * 86400)
        assert len(list((tmp_path / "discarded").iterdir())) == left
    assert len(list((tmp_path / "set-aside").iterdir())) == 1
    assert sorted(os.listdir(tmp_path)) == ["discarded", "set-aside"]


def test_tries_are_counted_until_one_came_to_the_end(tmp_path: Path) -> None:
    Journal(tmp_path).close()
    for number in range(3):
        (claim,) = abandoned(tmp_path)
        assert claim.tries() == number
        claim.begin_try()
        claim.release()
    (claim,) = abandoned(tmp_path)
    claim.end_try()
    assert claim.tries() == 0
    claim.delete()


def test_journals_lie_in_the_users_own_data(tmp_path: Path) -> None:
    assert recovery_folder().is_relative_to(tmp_path / "home")
