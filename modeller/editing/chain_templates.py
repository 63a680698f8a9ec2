"""What a new value chain begins with: that of a service organisation, in each of the styles."""

from collections.abc import Callable
from functools import partial
from typing import Final

from modeller.editing.chains import made_of
from modeller.language import message, words
from modeller.layout.chains import AREAS, Area, Part, Plan, Style
from modeller.model.document import Document

_MANAGEMENT: Final = ("strategy", "quality")
_CORE: Final = {
    "win": ("market", "contract"),
    "order": ("ordering", "payment", "delivery"),
    "serve": ("accept", "assign", "solve"),
    "after": ("feedback", "visit", "escalate"),
    "improve": ("statistics", "followup"),
}
_SUPPORT: Final = ("people", "systems", "finance", "purchasing", "knowledge")


def frame_words(language: str | None) -> dict[str, str]:
    """What stands in the frames of a chain in a language."""
    return {name: words(message(f"chains.frame.{name}"), language) for name in (*AREAS, "before", "after", "margin")}


def service_chain(style: Style, language: str | None) -> Document:
    """The value chain of a service organisation, its names in `language`."""

    def said(name: str) -> str:
        return words(message(f"chains.template.{name}"), language)

    def parts(names: tuple[str, ...], area: Area) -> list[Part]:
        return [Part(said(name), area=area) for name in names]

    core = [Part(said(name), parts=tuple(parts(inner, "core"))) for name, inner in _CORE.items()]
    if style == "porter":
        core = [Part(stage.name) for stage in core]
    stages = [*core] if style == "chain" else [*parts(_MANAGEMENT, "management"), *core, *parts(_SUPPORT, "support")]
    return made_of(Plan(said("name"), style, tuple(stages), words=frame_words(language)))


CHAINS: Final[dict[str, Callable[[str | None], Document]]] = {
    "chain": partial(service_chain, "chain"),
    "landscape": partial(service_chain, "landscape"),
    "porter": partial(service_chain, "porter"),
}
"""The templates that are value chains."""
