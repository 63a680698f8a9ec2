"""Old whole or new whole, whatever fails; and no half-written file is left lying about."""

import errno
import os
import threading
from pathlib import Path

import pytest
from fake_disk import FakeDisk, PowerCut
from hypothesis import given
from hypothesis import strategies as st

from modeller.files import atomic
from modeller.files.atomic import write_file
from modeller.files.problem import Problem
from modeller.language import message

OLD, NEW = b"old " * 10_000, b"new!" * 50_000
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "WAITS", (0, 0, 0, 0))


def calls_of_a_good_write(target: Path) -> int:
    disk = FakeDisk()
    disk.have(target, OLD)
    write_file(target, NEW, disk=disk)
    return len(disk.calls)


def temporary_files(disk: FakeDisk) -> list[str]:
    return [name for name in disk.names if name.endswith(".tmp")]


def result(target: Path, disk: FakeDisk) -> str:
    """ "saved", or the key of what was said instead."""
    try:
        write_file(target, NEW, disk=disk)
    except Problem as problem:
        return problem.message.key
    return "saved"


@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize("for_good", [False, True])
def test_whichever_call_fails_the_file_is_old_or_new(tmp_path: Path, code: int, for_good: bool) -> None:
    target = tmp_path / "订单.bpmn"
    count = calls_of_a_good_write(target)
    assert count > 12
    failures = 0
    for number in range(count):
        disk = FakeDisk(fail_at=number, error=OSError(code, os.strerror(code)), for_good=for_good)
        disk.have(target, OLD)
        said = result(target, disk)
        data = disk.names[str(target)].data
        if said in {"saved", "files.maybe_not_durable"}:
            assert data == NEW
        else:
            assert data == OLD
        assert bool(temporary_files(disk)) is (said == "files.left_behind")
        assert for_good or said != "files.left_behind", f"call {number} ({disk.calls[number]}) left a file behind"
        failures += said != "saved"
        assert not disk.opened, "a file was left open"
    assert failures >= count - 2  # a refused chmod or one refused replace does no harm


def test_whenever_the_power_goes_the_file_is_old_or_new(tmp_path: Path) -> None:
    target = tmp_path / "a.bpmn"
    for number in range(calls_of_a_good_write(target)):
        disk = FakeDisk(fail_at=number, error=PowerCut(), for_good=True)
        disk.have(target, OLD)
        with pytest.raises(PowerCut):
            write_file(target, NEW, disk=disk)
        assert set(disk.after_power_cut(target)) <= {OLD, NEW}, f"at call {number} ({disk.calls[number]})"


def test_what_was_reported_as_saved_survives_a_power_cut(tmp_path: Path) -> None:
    target = tmp_path / "a.bpmn"
    disk = FakeDisk()
    disk.have(target, OLD)
    write_file(target, NEW, disk=disk)
    assert set(disk.after_power_cut(target)) >= {NEW}
    assert OLD not in disk.after_power_cut(target)
    assert disk.durable_names[str(target)].durable == NEW


def test_the_fake_disk_catches_a_writer_that_does_not_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.bpmn"
    disk = FakeDisk()
    disk.have(target, OLD)
    disk.fsync = lambda fd: None  # type: ignore[method-assign]
    write_file(target, NEW, disk=disk)
    assert not set(disk.after_power_cut(target)) <= {OLD, NEW}


def test_pieces_that_come_back_short_are_written_on(tmp_path: Path) -> None:
    target = tmp_path / "a.bpmn"
    disk = FakeDisk(short=True)
    write_file(target, NEW, disk=disk)
    assert disk.names[str(target)].data == NEW


def test_a_disk_that_only_says_it_wrote_is_found_out(tmp_path: Path) -> None:
    target = tmp_path / "a.bpmn"
    disk = FakeDisk(lying=True)
    disk.have(target, OLD)
    with pytest.raises(Problem, match="disk reported an error"):
        write_file(target, NEW, disk=disk)
    assert disk.names[str(target)].data == OLD
    assert not temporary_files(disk)


def test_a_new_file_that_does_not_pass_its_check_never_takes_the_old_ones_place(tmp_path: Path) -> None:
    target = tmp_path / "a.bpmn"
    target.write_bytes(OLD)

    def refuse(data: bytes) -> None:
        assert data == NEW
        raise Problem(message("files.empty", name="a.bpmn"))

    with pytest.raises(Problem, match=r"a\.bpmn was not saved"):
        write_file(target, NEW, check=refuse)
    assert target.read_bytes() == OLD
    assert os.listdir(tmp_path) == ["a.bpmn"]


def test_ctrl_c_in_the_middle_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.bpmn"
    disk = FakeDisk(fail_at=6, error=KeyboardInterrupt())
    disk.have(target, OLD)
    with pytest.raises(KeyboardInterrupt):
        write_file(target, NEW, disk=disk)
    assert list(disk.names) == [str(target)]
    assert disk.names[str(target)].data == OLD


def test_a_name_that_is_in_use_for_a_moment_is_tried_again(tmp_path: Path) -> None:
    disk = FakeDisk()
    replace, refusals = disk.replace, iter((True, True, True, True, False))

    def busy(source: object, target: object) -> None:
        if next(refusals):
            raise PermissionError(errno.EACCES, "in use")
        replace(source, target)

    disk.replace = busy  # type: ignore[method-assign]
    write_file(tmp_path / "a.bpmn", NEW, disk=disk)
    assert disk.names[str(tmp_path / "a.bpmn")].data == NEW


@given(data=st.binary(max_size=300_000))
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    target = tmp_path_factory.mktemp("write") / "ščž 模型.bpmn"
    write_file(target, data)
    assert target.read_bytes() == data


def test_permission_bits_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "private.bpmn"
    target.write_bytes(OLD)
    target.chmod(0o640)
    write_file(target, NEW)
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_symbolic_link_stays_one_and_its_target_is_written(tmp_path: Path) -> None:
    real, link = tmp_path / "real.bpmn", tmp_path / "link.bpmn"
    real.write_bytes(OLD)
    link.symlink_to(real)
    write_file(link, NEW)
    assert link.is_symlink()
    assert real.read_bytes() == NEW


@pytest.mark.parametrize(
    ("place", "words"),
    [("nowhere/a.bpmn", "the folder does not exist"), (".", "a folder of that name"), ("x" * 300, "name is too long")],
)
def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path: Path, place: str, words: str) -> None:
    with pytest.raises(Problem, match=words):
        write_file(tmp_path / place, NEW)
    assert os.listdir(tmp_path) == []


def test_a_device_is_never_replaced_by_a_file() -> None:
    with pytest.raises(Problem, match="not a plain file"):
        write_file("/dev/null", NEW)
    assert not Path("/dev/null").is_file()


def test_two_writers_at_once_leave_one_of_the_two_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.bpmn"
    threads = [threading.Thread(target=write_file, args=(target, data)) for data in (OLD, NEW) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert target.read_bytes() in (OLD, NEW)
    assert os.listdir(tmp_path) == ["a.bpmn"]
