"""Colours that a page switches between light and dark: each is a variable of its style sheet."""

from modeller.drawing.theme import DARK, LIGHT, resolve


class Palette:
    """The variables that a page's pictures use, gathered while they are painted."""

    def __init__(self) -> None:
        self._pairs: set[tuple[str, str]] = set()

    def variable(self, colour: str) -> str:
        """A colour (as `modeller.drawing.theme.resolve` takes it) as what a style sheet or an attribute says."""
        pair = resolve(colour, LIGHT), resolve(colour, DARK)
        self._pairs.add(pair)
        return f"var({_name(*pair)})"

    def declared(self) -> tuple[str, str]:
        """The declarations of all variables, for light and for dark."""
        pairs = sorted(self._pairs)
        light = "".join(f"{_name(light, dark)}:{light};" for light, dark in pairs)
        return light, "".join(f"{_name(light, dark)}:{dark};" for light, dark in pairs)


def _name(light: str, dark: str) -> str:
    return f"--{light[1:]}-{dark[1:]}"
