"""Help and usage faults in the words of the catalogue: the library that reads the command line knows English only."""

import re
from collections.abc import Iterable
from typing import Any

from typer.core import TyperCommand, TyperGroup

from modeller.cli.options import offered
from modeller.language import listed, say

_WIDTH = 22


class Command(TyperCommand):
    """A command whose help comes from the catalogue; its `help` and its options' are keys."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_text(ctx, self))


class Group(TyperGroup):
    """The same for a group of commands, which stand in the order in which they were written."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_text(ctx, self))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(self.commands)


def help_text(context: Any, command: Any) -> str:
    """The whole of what ``--help`` shows."""
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    commands = _commands(context, command)
    usage = [context.command_path, *map(_metavar, arguments), *(_short(each) for each in options if each.required)]
    usage += ["[OPTIONS]", *(["COMMAND"] if commands else [])]
    lines = [say("command.help.usage", usage=" ".join(usage)), "", say(command.help or ""), ""]
    lines += _section("command.help.arguments", ((_metavar(each), say(each.help)) for each in arguments))
    lines += _section("command.help.commands", ((name, say(each.help or "")) for name, each in commands.items()))
    shown = [(_flags(each), _option_words(each)) for each in options]
    lines += _section("command.help.options", [*shown, ("--help", say("command.help.help"))])
    return "\n".join(lines).rstrip() + "\n"


def _commands(context: Any, command: Any) -> dict[str, Any]:
    """The commands of a group, in the order in which it lists them."""
    names = command.list_commands(context) if hasattr(command, "list_commands") else ()
    return {name: command.commands[name] for name in names}


def _section(title: str, rows: Iterable[tuple[str, str]]) -> list[str]:
    lines = []
    for name, words in rows:
        if len(name) < _WIDTH:
            lines.append(f"  {name:<{_WIDTH}}{words}")
        else:
            lines += [f"  {name}", f"  {'':<{_WIDTH}}{words}"]
    return [say(title), *lines, ""] if lines else []


def _metavar(argument: Any) -> str:
    name = str(argument.metavar or argument.name).upper()
    name += "..." if argument.nargs != 1 else ""
    return name if argument.required else f"[{name}]"


def _flags(option: Any) -> str:
    flags = ", ".join(sorted((*option.opts, *option.secondary_opts), key=len))
    return flags if option.is_flag else f"{flags} {option.metavar or option.name.upper()}"


def _option_words(option: Any) -> str:
    """What an option is for, with the names that a catalogue offers for it."""
    names = offered(option.metavar or "")
    return say(option.help or "", **({"names": listed(names)} if names else {}))


def _short(option: Any) -> str:
    return f"{min(option.opts, key=len)} {option.metavar}"


def usage_fault(error: Any) -> str:
    """What is wrong with a command line, in words, and where to look."""
    detail = error.format_message()
    quoted: list[str] = re.findall(r"'([^']*)'", detail) or re.findall(r"\(([^()]*)\)", detail)
    what = quoted[0] if quoted else ""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        said = say("command.no_option", option=error.option_name)
    elif kind == "MissingParameter":
        parameter = error.param
        said = say("command.lacks", what=_metavar(parameter) if parameter.param_type_name == "argument" else what)
    elif kind == "BadOptionUsage":
        said = say("command.no_value", option=error.option_name)
    elif "Missing command" in detail:
        said = say("command.lacks", what="COMMAND")
    elif "No such command" in detail:
        said = say("command.no_command", command=what)
    elif "unexpected extra argument" in detail:
        said = say("command.extra", what=detail.rpartition("(")[2].rstrip(")"))
    else:
        said = say("command.usage", detail=detail)
    path = error.ctx.command_path if getattr(error, "ctx", None) else "modeller"
    return say("command.sentences", first=said, then=say("command.try_help", command=f"{path} --help"))
