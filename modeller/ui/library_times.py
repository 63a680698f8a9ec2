"""Times and sizes as people read them: in their own time zone, as short as is clear."""

from datetime import UTC, datetime

from PySide6.QtCore import QLocale

from modeller.language import current


def local_time(text: str) -> str:
    """An ISO 8601 time in UTC, to the minute, in the time zone of the system; as it is where it is no time."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return text
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return time.astimezone().strftime("%Y-%m-%d %H:%M")


def size_text(size: int) -> str:
    """A number of bytes in the largest unit that it fills, with 1,024 bytes in a kilobyte."""
    form = QLocale.DataSizeFormat.DataSizeTraditionalFormat
    return QLocale(current()).formattedDataSize(size, 1 if size > 1 << 20 else 0, form)
