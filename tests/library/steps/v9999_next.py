"""A step that only tests know: it rebuilds the table that all others refer to."""

from alembic import op

from modeller.library import header

revision = str(header.LATEST)
down_revision = str(header.LATEST - 1)


def upgrade() -> None:
    bound = op.get_bind()
    views = bound.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type = 'view'").all()
    for name, _ in views:
        op.execute(f'DROP VIEW "{name}"')
    (text,) = bound.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE name = 'model'").one()
    columns = [row[1] for row in bound.exec_driver_sql("PRAGMA table_info(model)")]
    op.execute(text.replace("TABLE model", "TABLE model_new").replace("seal TEXT", "owner TEXT NOT NULL, seal TEXT"))
    listed = ", ".join(columns)
    op.execute(f"INSERT INTO model_new ({listed}, owner) SELECT {listed}, 'nobody' FROM model")
    op.execute("DROP TABLE model")
    op.execute("ALTER TABLE model_new RENAME TO model")
    op.execute("CREATE INDEX model_of_folder ON model (folder_id)")
    op.execute("CREATE TABLE extra (id INTEGER PRIMARY KEY)")
    for _, text in views:
        op.execute(text)
