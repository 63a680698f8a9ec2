"""The eighth format: what a library says of itself."""

from alembic import op

revision = "8"
down_revision = "5"

TABLE = """\
CREATE TABLE setting (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    time TEXT NOT NULL,
    author TEXT NOT NULL,
    account TEXT NOT NULL,
    seal TEXT NOT NULL
)"""


def upgrade() -> None:
    op.execute(TABLE)
