"""A PDF document in memory: ReportLab's canvas without its unembedded standard font, with tags and exact dates."""

from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

import modeller
from modeller.drawing.glyphs import writable
from modeller.drawing.pdf_objects import Structure, Written, stream, text_string


def _date(moment: datetime) -> str:
    zone = moment.strftime("%z")
    return f"(D:{moment:%Y%m%d%H%M%S}{zone[:3] + chr(39) + zone[3:5] if zone else ''})"


class Paper(Canvas):
    """A document that fonts of our own and no others stand in. `bytes` finishes it.

    `language` is a tag such as ``en`` or ``zh-CN``; `created` and `modified` are what the document says of itself,
    nothing where they are None.
    """

    _doc: Any
    _code: list[str]

    def __init__(
        self,
        title: str,
        author: str = "",
        language: str = "",
        created: datetime | None = None,
        modified: datetime | None = None,
        subject: str = "",
        keywords: str = "",
    ) -> None:
        super().__init__(BytesIO(), pageCompression=1, invariant=1, lang=language or None, pdfVersion=(1, 7))
        self.structure = Structure(self._doc)
        entries = {
            "Title": title,
            "Author": author,
            "Subject": subject,
            "Keywords": keywords,
            "Creator": f"Modeller {modeller.__version__}",
            "Producer": f"Modeller {modeller.__version__}",
        }
        parts = [f"/{name} {text_string(writable(value))}" for name, value in entries.items() if value]
        for name, moment in (("CreationDate", created), ("ModDate", modified)):
            if moment is not None:
                parts.append(f"/{name} {_date(moment)}")
        self._doc.info = _Information(" ".join(parts), (title, author))
        self._doc.Catalog.ViewerPreferences = Written(b"<< /DisplayDocTitle true >>")

    def tell(self, name: str, text: str) -> None:
        """Have the document say something else of itself, under a `name` of letters."""
        self._doc.info.add(f"/{name} {text_string(writable(text))}")

    def _make_preamble(self) -> None:
        self._preamble = ""  # ReportLab would choose Helvetica here, which is not embedded

    def begin(self, kind: str, alternative: str = "") -> None:
        """Begin a tagged part of the page: ``Figure`` with its alternative text, ``H1``, ``P``; or an ``Artifact``."""
        if kind == "Artifact":
            self._code.append("/Artifact BMC")
        else:
            self._code.append(self.structure.mark(kind, writable(alternative)))

    def end(self) -> None:
        """End what `begin` began."""
        self._code.append("EMC")

    def open(self, kind: str, key: object = None, scope: str = "") -> None:
        """Begin what holds the tagged parts that come next, until `close`; see `Structure.open`."""
        self.structure.open(kind, key, scope)

    def close(self) -> None:
        """End what `open` began."""
        self.structure.close()

    def showPage(self) -> None:  # noqa: N802  # ReportLab's name
        """Finish the page."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        # ReportLab would write the page in base 85, a fifth longer and slower than all the rest
        page.Contents = stream(page.stream.encode("latin-1"))
        self.structure.end_page(page)

    def bytes(self) -> bytes:
        """The finished document; afterwards the paper is of no more use."""
        data: bytes = self.getpdfdata()  # type: ignore[no-untyped-call]
        return data


class _Information(pdfdoc.PDFInfo):
    """The document's information dictionary, of what there is to say and no more."""

    def __init__(self, entries: str, signature: tuple[str, ...]) -> None:
        super().__init__()
        self._entries = entries
        self._signature = signature

    def add(self, entry: str) -> None:
        self._entries += f" {entry}"

    def digest(self, md5object: Any) -> None:
        for part in self._signature:
            md5object.update(writable(part).encode("utf-8"))

    def format(self, document: Any) -> bytes:  # noqa: ARG002  # ReportLab's protocol
        return f"<< {self._entries} >>".encode("ascii")
