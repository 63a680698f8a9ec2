"""The tables as the program sees them; what creates them are the steps in `migrations`."""

from typing import Final

from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint
from sqlalchemy.schema import SchemaItem

METADATA: Final = MetaData()


def _text(name: str, *, empty: bool = False) -> "Column[str]":
    return Column(name, Text, nullable=empty)


def _number(name: str, *, empty: bool = True) -> "Column[float]":
    return Column(name, Float, nullable=empty)


def _things(name: str, *columns: SchemaItem) -> Table:
    """A table of things that are known by an id in every copy, each row with its seal."""
    uuid = Column("uuid", Text, nullable=False, unique=True)
    return Table(name, METADATA, Column("id", Integer, primary_key=True), uuid, *columns, _text("seal"))


LIBRARY: Final = Table(
    "library",
    METADATA,
    Column("id", Integer, primary_key=True),
    _text("uuid"),
    _text("name"),
    Column("revision", Integer, nullable=False),
    _text("written_by"),
    _text("created"),
    _text("digest"),
    _text("seal"),
)

FOLDER: Final = _things(
    "folder",
    Column("parent_id", Integer, ForeignKey("folder.id")),
    _number("position", empty=False),
    _text("name"),
    _text("binned"),
)

MODEL: Final = _things(
    "model",
    Column("folder_id", Integer, ForeignKey("folder.id"), index=False),
    _number("position", empty=False),
    _text("name"),
    _text("notation"),
    _text("description"),
    _text("tags"),
    _text("variant"),
    _text("branched_from"),
    _text("created"),
    _text("changed"),
    _text("author"),
    _text("account"),
    Column("revision", Integer, nullable=False),
    _text("content_hash"),
    _text("binned"),
)


def _records(name: str, *more: "Column[str] | Column[float]") -> Table:
    """A table of the records of drafts: one row for each, `place` is its place in the model."""
    return Table(
        name,
        METADATA,
        Column("model_id", Integer, ForeignKey("model.id"), primary_key=True, autoincrement=False),
        Column("key", Text, primary_key=True),
        _number("place", empty=False),
        *([] if name == "diagram" else [_text("type")]),
        _text("name"),
        _text("scope", empty=True),
        _number("file_order", empty=False),
        *more,
        _text("properties"),
        _text("content"),
        sqlite_with_rowid=False,
    )


def _box(prefix: str = "") -> "tuple[Column[float], ...]":
    return tuple(_number(prefix + side) for side in ("x", "y", "width", "height"))


NODE: Final = _records(
    "node", _text("diagram", empty=True), *_box(), *_box("label_"), _text("host", empty=True), _text("lanes")
)
FLOW: Final = _records(
    "flow",
    _text("diagram", empty=True),
    _text("source", empty=True),
    _text("target", empty=True),
    _text("points"),
    *_box("label_"),
)
ITEM: Final = _records("item")
DIAGRAM: Final = _records("diagram")
RECORDS: Final = (NODE, FLOW, ITEM, DIAGRAM)

VERSION: Final = _things(
    "version",
    Column("model_id", Integer, ForeignKey("model.id"), nullable=False),
    Column("major", Integer, nullable=False),
    Column("minor", Integer, nullable=False),
    _text("note"),
    _text("author"),
    _text("account"),
    _text("time"),
    _text("content_hash"),
    _text("draft_hash"),
    UniqueConstraint("model_id", "major", "minor"),
)

VERSION_CONTENT: Final = Table(
    "version_content",
    METADATA,
    Column("version_id", Integer, ForeignKey("version.id"), primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

STATE: Final = _things(
    "state",
    _text("object"),
    Column("line", Integer),
    _text("content_hash"),
    _text("time"),
    Column("back", LargeBinary),
)

REMOVED: Final = _things("removed", _text("time"))

COMMENT: Final = _things(
    "comment",
    Column("model_id", Integer, ForeignKey("model.id"), nullable=False),
    _text("element"),
    Column("reply_to", Integer, ForeignKey("comment.id")),
    _text("author"),
    _text("account"),
    _text("time"),
    _text("text"),
    _text("edited"),
    _text("resolved"),
    _text("resolved_by"),
)

ATTACHMENT: Final = _things(
    "attachment",
    Column("model_id", Integer, ForeignKey("model.id"), nullable=False),
    _text("element"),
    _text("name"),
    _text("media_type"),
    Column("size", Integer, nullable=False),
    _text("author"),
    _text("account"),
    _text("time"),
    _text("content_hash"),
)

ATTACHMENT_CONTENT: Final = Table(
    "attachment_content",
    METADATA,
    Column("attachment_id", Integer, ForeignKey("attachment.id"), primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)

WORKFLOW: Final = _things(
    "workflow",
    _text("definition"),
    _text("time"),
    _text("author"),
    _text("account"),
)

APPROVAL: Final = _things(
    "approval",
    Column("version_id", Integer, ForeignKey("version.id"), nullable=False, unique=True),
    *map(_text, ("standing", "kind", "action", "since", "signed", "valid_until", "review_on", "chain")),
)

TRAIL: Final = _things(
    "trail",
    Column("number", Integer, nullable=False, unique=True),
    *map(_text, ("time", "action", "model", "model_name", "version", "version_number", "version_digest")),
    *map(_text, ("state_before", "state_after", "title", "author", "account", "comment", "valid_until")),
    *map(_text, ("review_on", "workflow")),
    Column("applied", Integer, nullable=False),
    Column("withheld", Integer, nullable=False),
    *map(_text, ("origin", "facts", "chain")),
)

SETTING: Final = _things("setting", *map(_text, ("name", "value", "time", "author", "account")))

ENTRY: Final = _things(
    "entry",
    *map(_text, ("kind", "name", "translation", "definition", "synonyms")),
    Column("parent_id", Integer, ForeignKey("entry.id")),
    *map(_text, ("status", "changed", "author", "account")),
)
