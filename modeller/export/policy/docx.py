"""A policy document as DOCX: real headings, a field for the contents, tables whose heads repeat, diagrams as SVG."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from modeller.drawing.glyphs import writable
from modeller.export.exporter import Progress
from modeller.export.figures import language_tag
from modeller.export.policy import docx_xml as xml
from modeller.export.policy.blocks import Contents, Policy
from modeller.export.policy.docx_blocks import Writer
from modeller.export.policy.docx_styles import dress
from modeller.export.policy.recipe import DOCX_TAG
from modeller.language import Message

_COUNTED: Final = 0.3
"""So much of the work is counting pages."""
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)


def render(
    policy: Policy, author: str, moment: datetime | None, progress: Progress
) -> tuple[bytes, tuple[Message, ...]]:
    """The document's bytes, the same for the same document, and what its reader should know."""
    import docx

    document = docx.Document()
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    dress(document, policy)
    _properties(document, policy, author, moment)
    xml.kept(document.part, DOCX_TAG, writable(policy.recipe))
    writer, place = Writer(document, policy, _counted(policy, progress)), 0
    while place < len(policy.blocks):
        progress(_COUNTED + (1 - _COUNTED) * place / len(policy.blocks))
        place = writer.write_all(place)
    data = BytesIO()
    document.save(data)
    progress(1)
    return _timeless(data.getvalue()), tuple(writer.notes)


def _counted(policy: Policy, progress: Progress) -> dict[str, int]:
    """The pages of the headings by their anchors, as the PDF has them: its sheets, sizes and distances are the same."""
    if not any(isinstance(each, Contents) for each in policy.blocks):
        return {}
    from modeller.export.policy.pdf import counted

    return {entry.anchor: entry.page for entry in counted(policy, lambda done: progress(_COUNTED * done))}


def _properties(document: Any, policy: Policy, author: str, moment: datetime | None) -> None:
    properties = document.core_properties
    properties.title, properties.author = writable(policy.title)[:255], writable(author)[:255]
    properties.subject, properties.comments = writable(policy.stamp)[:255], ""
    properties.keywords = policy.house
    properties.last_modified_by, properties.language = writable(author)[:255], language_tag(policy.language)
    properties.created = properties.modified = (moment or _EPOCH).replace(tzinfo=None)
    properties.revision = 1


def _timeless(data: bytes) -> bytes:
    """The same package without the times at which its parts were written."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, old.read(name))
    return made.getvalue()
