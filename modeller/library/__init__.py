"""Where an organisation keeps its models: one SQLite file with folders, models, drafts, versions.

SQLAlchemy and Alembic are used here and nowhere else. Plain records of `model.entries` go in and come out; rows never
leave the room. Open a library with `opening.open_library`; the other modules are functions that take it.
"""
