"""Commands that write over a file, each in a process of its own: on a full disk, or killed while or after they write.

`python interrupted.py FULL CASES`: FULL is the size in bytes at which the disk is full, CASES a JSON list of
``[how, target, arguments]``. Prints a JSON list: of each the code with which it ended, negative for a signal.
"""

import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_while_writing(target: Path) -> None:
    """Die in the middle of the first piece that is written beside `target`."""
    opening, writing, beside = os.open, os.write, set[int]()

    def opened(path: Any, flags: int, mode: int = 0o777) -> int:
        number = opening(path, flags, mode)
        if flags & os.O_CREAT and Path(path).parent == target.parent:
            beside.add(number)
        return number

    def written(number: int, data: Any) -> int:
        if number in beside:
            writing(number, data[: len(data) // 2])
            _die()
        return writing(number, data)

    os.open, os.write = opened, written


def killed_before_replacing(target: Path) -> None:
    """Die when all is written, just before the new file takes the old one's place."""
    replacing = os.replace

    def replaced(source: Any, place: Any) -> None:
        if Path(place) == target:
            _die()
        replacing(source, place)

    os.replace = replaced  # type: ignore[assignment]


def run_one(how: str, target: Path, arguments: list[str], full: int) -> int:
    from modeller.cli import run

    if how == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (full, full))
    elif how == "while writing":
        killed_while_writing(target)
    else:
        killed_before_replacing(target)
    return run(arguments)


def main() -> None:
    import modeller.cli
    import modeller.export.policy.docx
    import modeller.export.policy.pdf
    import modeller.interchange.workbook
    import modeller.jobs.publish  # noqa: F401  # once for all

    ends = []
    for how, target, arguments in json.loads(sys.argv[2]):
        child = os.fork()
        if not child:
            os.dup2(2, 1)
            code = 99
            try:
                code = run_one(how, Path(target), arguments, int(sys.argv[1]))
            finally:
                os._exit(code)
        ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    sys.stdout.write(json.dumps(ends))


if __name__ == "__main__":
    main()
