"""The command line: thin, quick to start, every word from the catalogue, never a traceback."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from modeller import language
from modeller.files.problem import Problem
from modeller.language import message, say

COULD_NOT = 2
STOPPED = 130
PIPE_CLOSED = 141


def main() -> None:
    """The ``modeller`` command."""
    code = run(sys.argv[1:])
    try:
        sys.stderr.flush()
    except (OSError, ValueError):  # nobody is there to be told, and that is no other outcome
        _silence(sys.stderr)
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 2 could not, 130 stopped with Ctrl+C."""
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()  # closed by who called us
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    try:
        language.use(_asked_language(arguments) or language.of_system())
        code = _call(arguments)
        _flush()
    except Problem as problem:
        return _failed(str(problem))
    except KeyboardInterrupt:
        _failed(say("command.stopped"))
        return STOPPED
    except BrokenPipeError:
        _silence(sys.stdout)
        return PIPE_CLOSED
    except Exception as error:  # the last door: whatever is wrong with us is a report, not a traceback
        from modeller.files.report import write_report

        path = write_report(error)
        if path:
            return _failed(say("command.internal", path=path))
        return _failed(say("command.internal_unwritten", what=f"{type(error).__name__}: {error}"))
    return code


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _flush() -> None:
    """Write out what was said; where that fails, say it as any other file that could not be written."""
    from modeller.cli.output import unsaid

    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unsaid(error) from error


def _silence(stream: TextIO) -> None:
    """What is still to be written there goes nowhere: it would fail once more when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _asked_language(arguments: Sequence[str]) -> str:
    """What ``--lang`` before the command says: known before the help is put into words."""
    for position, argument in enumerate(arguments):
        if argument == "--lang":
            return _known("".join(arguments[position + 1 : position + 2]))
        if argument.startswith("--lang="):
            return _known(argument.removeprefix("--lang="))
        if not argument.startswith("-"):
            break
    return ""


def _known(name: str) -> str:
    if name in (*language.LANGUAGES, language.PSEUDO):
        return name
    raise Problem(
        message("command.no_choice", option="--lang", value=name, choices=language.listed(language.LANGUAGES))
    )


def _call(arguments: Sequence[str]) -> int:
    if "" in arguments:
        raise Problem(message("command.empty_argument"))
    command, rest = arguments[:1], list(arguments[1:])
    files = [each for each in rest if each != "--json"]
    if command == ["info"] and files and not any(each.startswith("-") for each in files):
        from modeller.cli.output import tell_info

        return tell_info(files, len(files) < len(rest))
    return _called_by_typer(arguments)


def _called_by_typer(arguments: Sequence[str]) -> int:
    import typer

    from modeller.cli.commands import app
    from modeller.cli.helptext import usage_fault

    fault: type[Exception] = typer.BadParameter.__mro__[2]  # the base of all that is wrong with a command line
    try:
        result = typer.main.get_command(app).main(args=list(arguments), prog_name="modeller", standalone_mode=False)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort as aborted:
        raise KeyboardInterrupt from aborted
    except SystemExit as ended:  # what the library makes of a closed pipe
        raise BrokenPipeError from ended
    except fault as error:
        return _failed(usage_fault(error))
    if result == STOPPED:  # what newer versions make of Ctrl+C
        raise KeyboardInterrupt
    return result if isinstance(result, int) else 0


def _failed(words: str) -> int:
    with suppress(OSError, ValueError):  # nobody is there to be told
        sys.stderr.write(words + "\n")
    return COULD_NOT
