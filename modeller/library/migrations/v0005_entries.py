"""The fifth format: what each entry of the dictionary was before; its tables are those of the fourth."""

import hashlib
import json
from datetime import UTC, datetime

from alembic import op
from sqlalchemy import text

revision = "5"
down_revision = "4"

BEGINNING = (
    "SELECT uuid, kind, name, translation, definition, synonyms, status,"
    " (SELECT uuid FROM entry AS above WHERE above.id = entry.parent_id) AS holder FROM entry ORDER BY id"
)
"""What says what an entry is now: two copies that are equal when they are upgraded have equal states."""


def upgrade() -> None:
    connection = op.get_bind()
    time = datetime.now(UTC).isoformat(timespec="seconds")
    for row in connection.execute(text(BEGINNING)).mappings().all():
        said = json.dumps(dict(row), ensure_ascii=True, sort_keys=True)
        connection.execute(
            text(
                "INSERT INTO state (uuid, object, line, content_hash, time, seal)"
                " VALUES (:uuid, :object, 1, '', :time, '')"
            ),
            {"uuid": hashlib.sha256(said.encode("ascii")).hexdigest()[:32], "object": row["uuid"], "time": time},
        )
