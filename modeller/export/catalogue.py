"""All exporters, in the order in which they are offered."""

from typing import Final

from modeller.export import pdf, png, svg
from modeller.export.exporter import Exporter

EXPORTERS: Final[tuple[Exporter, ...]] = (
    Exporter(
        "pdf",
        "documents.pdf",
        ".pdf",
        "application/pdf",
        ("page", "orientation", "poster", "theme", "notation"),
        pdf.render,
    ),
    Exporter("svg", "documents.svg", ".svg", "image/svg+xml", ("theme", "notation"), svg.render),
    Exporter("png", "documents.png", ".png", "image/png", ("dpi", "theme", "notation"), png.render),
)


def exporter(key: str) -> Exporter:
    """The exporter of that key. Raises KeyError where there is none."""
    for found in EXPORTERS:
        if found.key == key:
            return found
    raise KeyError(key)


def by_suffix(suffix: str) -> Exporter | None:
    """The exporter that writes files of that suffix (with its point, in any case); None where none does."""
    return next((found for found in EXPORTERS if found.suffix == suffix.lower()), None)
