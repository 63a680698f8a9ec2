"""Times as people read them: in their own time zone, as short as is clear."""

from datetime import UTC, datetime


def local_time(text: str) -> str:
    """An ISO 8601 time in UTC, to the minute, in the time zone of the system; as it is where it is no time."""
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return text
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return time.astimezone().strftime("%Y-%m-%d %H:%M")
