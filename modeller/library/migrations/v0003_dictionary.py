"""The dictionary: what an organisation calls its roles, documents, systems and the rest."""

from alembic import op

revision = "3"
down_revision = "2"

TABLES = (
    """\
CREATE TABLE entry (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    translation TEXT NOT NULL,
    definition TEXT NOT NULL,
    synonyms TEXT NOT NULL,
    parent_id INTEGER REFERENCES entry (id),
    status TEXT NOT NULL,
    changed TEXT NOT NULL,
    author TEXT NOT NULL,
    account TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    "CREATE INDEX entry_by_name ON entry (kind, name)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
