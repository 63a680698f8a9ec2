"""How a library comes from one format to the next: one file a step, in order, never changed after a release.

The statements are written out: opening compares the text of the schema, and what Alembic or SQLAlchemy generates is
not the same in all versions, in part not even twice. A table is rebuilt by hand, with the views dropped before and made
again after; that no row and no reference is lost is checked when all steps have run. After a new step raise
`header.LATEST` and add the schema's fingerprint in `formats`.
"""
