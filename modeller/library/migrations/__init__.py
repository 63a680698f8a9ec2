"""How a library comes from one format to the next: one file a step, in order, never changed after a release.

The statements are written out, so that the text of the schema is the same whatever version of SQLAlchemy runs them:
opening compares it. After a new step raise `header.LATEST` and add the schema's fingerprint in `formats`.
"""
