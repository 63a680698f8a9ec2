"""What a person has set, remembered in one small JSON file. No Qt."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from modeller.files.atomic import write_file
from modeller.files.problem import Problem
from modeller.language import LANGUAGES, of_system
from modeller.notation.notations import NOTATIONS

APPEARANCES = ("system", "light", "dark")
GRIDS = (0, 5, 10, 20, 25, 50)
"""The sides of the squares that what is dragged snaps to, in units; 0 for none."""
RECENT = 12


@dataclass(frozen=True, slots=True)
class Settings:
    """`notation` is the one that was looked at last: pages open in it. `geometry` is the last window's, as Qt
    gives it in base 64; `layers` names the layers of badges that are shown,
    `colouring` by what value chains are coloured;
    `folder` where the last file was opened; `gap` what shapes were last distributed by, in units.

    `export`, `policy`, `batch` and `publish` are what was chosen for documents the last time.
    `author` and `organisation` say who stands in what is exported."""

    language: str = field(default_factory=of_system)
    appearance: str = "system"
    notation: str = "bpmn"
    layers: str = ""
    colouring: str = ""
    soft: bool = False
    wheel_zooms: bool = False
    minimap: bool = True
    dots: bool = True
    grid: int = 10
    problems: bool = True
    panel: bool = True
    panel_narrow: bool = False
    analysis: bool = False
    recent: tuple[str, ...] = ()
    folder: str = ""
    author: str = ""
    organisation: str = ""
    geometry: str = ""
    gap: int = 50
    export: dict[str, Any] = field(default_factory=dict)
    policy: dict[str, Any] = field(default_factory=dict)
    batch: dict[str, Any] = field(default_factory=dict)
    publish: dict[str, Any] = field(default_factory=dict)

    @property
    def named(self) -> str:
        """Who the author is, and of which organisation; as much of it as is known."""
        return ", ".join(part for part in (self.author, self.organisation) if part)


def decoded(data: bytes) -> Settings:
    """The settings in the file's bytes; a value that is not what it should be is left at its default.

    Raises ValueError where it is no JSON object at all.
    """
    held = json.loads(data.decode("utf-8"))
    if not isinstance(held, dict):
        raise ValueError("no JSON object")
    default = Settings()
    good: dict[str, Any] = {}
    for each in fields(Settings):
        value, usual = held.get(each.name), getattr(default, each.name)
        if each.name == "recent" and isinstance(value, list):
            good["recent"] = tuple(path for path in value if isinstance(path, str))[:RECENT]
        elif type(value) is type(usual) and each.name != "recent":
            good[each.name] = value
    if good.get("appearance") not in APPEARANCES:
        good.pop("appearance", None)
    if good.get("notation") not in {each.key for each in NOTATIONS}:
        good.pop("notation", None)
    if good.get("grid") not in GRIDS:
        good.pop("grid", None)
    if good.get("language") not in LANGUAGES:
        good.pop("language", None)
    return replace(default, **good)


class SettingsFile:
    """The settings and their file. What cannot be written is not remembered, and says so once through `warn`."""

    def __init__(self, path: Path, warn: Callable[[Problem], None] | None = None) -> None:
        self._path = path
        self._warn = warn
        self.values = self._read()

    def _read(self) -> Settings:
        try:
            return decoded(self._path.read_bytes())
        except FileNotFoundError:
            return Settings()
        except (ValueError, RecursionError):
            self._set_aside()
        except OSError:
            pass
        return Settings()

    def _set_aside(self) -> None:
        """Keep a broken file for who wants to mend it."""
        with suppress(OSError):
            os.replace(self._path, self._path.with_name(self._path.name + ".bad"))

    def change(self, **values: Any) -> Settings:
        """Set some values and write the file."""
        changed = replace(self.values, **values)
        if changed != self.values:
            self.values = changed
            self._write()
        return self.values

    def _write(self) -> None:
        held = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self.values).items()}
        data = json.dumps(held, ensure_ascii=False, indent=2, sort_keys=True).encode("utf-8") + b"\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_file(self._path, data)
        except (Problem, OSError) as error:
            warn, self._warn = self._warn, None
            if warn is not None and isinstance(error, Problem):
                warn(error)


def with_recent(settings: Settings, path: Path) -> tuple[str, ...]:
    """The recent files with this one in front."""
    text = str(path)
    return (text, *(other for other in settings.recent if other != text))[:RECENT]


def existing(recent: tuple[str, ...]) -> tuple[str, ...]:
    """The recent files that are still there; one on a drive that cannot be asked stays."""

    def there(text: str) -> bool:
        try:
            os.stat(text)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return False
        except OSError:
            return True
        return True

    return tuple(text for text in recent if there(text))
