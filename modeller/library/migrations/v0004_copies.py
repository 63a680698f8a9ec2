"""The fourth format: what each folder and model was before, what was deleted, comments and attachments."""

import hashlib
import json
from datetime import UTC, datetime

from alembic import op
from sqlalchemy import text

revision = "4"
down_revision = "3"

TABLES = (
    """\
CREATE TABLE state (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    object TEXT NOT NULL,
    line INTEGER,
    content_hash TEXT NOT NULL,
    time TEXT NOT NULL,
    back BLOB,
    seal TEXT NOT NULL
)""",
    "CREATE INDEX state_of_object ON state (object, line)",
    """\
CREATE TABLE removed (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    time TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    """\
CREATE TABLE comment (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    model_id INTEGER NOT NULL REFERENCES model (id),
    element TEXT NOT NULL,
    reply_to INTEGER REFERENCES comment (id),
    author TEXT NOT NULL,
    account TEXT NOT NULL,
    time TEXT NOT NULL,
    text TEXT NOT NULL,
    edited TEXT NOT NULL,
    resolved TEXT NOT NULL,
    resolved_by TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    "CREATE INDEX comment_of_model ON comment (model_id)",
    "CREATE INDEX reply_to_comment ON comment (reply_to)",
    """\
CREATE TABLE attachment (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    model_id INTEGER NOT NULL REFERENCES model (id),
    element TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    author TEXT NOT NULL,
    account TEXT NOT NULL,
    time TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    "CREATE INDEX attachment_of_model ON attachment (model_id)",
    """\
CREATE TABLE attachment_content (
    attachment_id INTEGER NOT NULL PRIMARY KEY REFERENCES attachment (id),
    content BLOB NOT NULL
)""",
)

BEGINNINGS = (
    "SELECT uuid, '' AS content_hash, name, binned,"
    " (SELECT uuid FROM folder AS above WHERE above.id = folder.parent_id) AS holder FROM folder ORDER BY id",
    "SELECT uuid, content_hash, name, binned, description, tags, variant, branched_from, revision,"
    " (SELECT uuid FROM folder AS above WHERE above.id = model.folder_id) AS holder FROM model ORDER BY id",
)
"""What says what a folder and a model are now: two copies that are equal when they are upgraded have equal states."""


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    connection = op.get_bind()
    time = datetime.now(UTC).isoformat(timespec="seconds")
    for statement in BEGINNINGS:
        for row in connection.execute(text(statement)).mappings().all():
            said = json.dumps(dict(row), ensure_ascii=True, sort_keys=True)
            connection.execute(
                text(
                    "INSERT INTO state (uuid, object, line, content_hash, time, seal)"
                    " VALUES (:uuid, :object, 1, :content_hash, :time, '')"
                ),
                {
                    "uuid": hashlib.sha256(said.encode("ascii")).hexdigest()[:32],
                    "object": row["uuid"],
                    "content_hash": row["content_hash"],
                    "time": time,
                },
            )
