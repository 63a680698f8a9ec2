"""Approval: the states of a library, where each version stands, and the audit trail."""

from alembic import op

revision = "2"
down_revision = "1"

TABLES = (
    """\
CREATE TABLE workflow (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL,
    time TEXT NOT NULL,
    author TEXT NOT NULL,
    account TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    """\
CREATE TABLE approval (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    version_id INTEGER NOT NULL UNIQUE REFERENCES version (id),
    standing TEXT NOT NULL,
    kind TEXT NOT NULL,
    "action" TEXT NOT NULL,
    since TEXT NOT NULL,
    signed TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    review_on TEXT NOT NULL,
    chain TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    """\
CREATE TABLE trail (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    number INTEGER NOT NULL UNIQUE,
    time TEXT NOT NULL,
    "action" TEXT NOT NULL,
    model TEXT NOT NULL,
    model_name TEXT NOT NULL,
    version TEXT NOT NULL,
    version_number TEXT NOT NULL,
    version_digest TEXT NOT NULL,
    state_before TEXT NOT NULL,
    state_after TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    account TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    review_on TEXT NOT NULL,
    workflow TEXT NOT NULL,
    applied INTEGER NOT NULL,
    withheld INTEGER NOT NULL,
    origin TEXT NOT NULL,
    facts TEXT NOT NULL,
    chain TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    "CREATE INDEX trail_of_model ON trail (model)",
)

VIEWS = (
    """\
CREATE VIEW approvals AS
SELECT model.name AS model, version.major || '.' || version.minor AS version, approval.kind AS state, approval.since,
    approval.valid_until, approval.review_on, approval.chain, model.id AS model_id
FROM approval
JOIN version ON version.id = approval.version_id
JOIN model ON model.id = version.model_id
WHERE model.binned = ''""",
)


def upgrade() -> None:
    for statement in (*TABLES, *VIEWS):
        op.execute(statement)
