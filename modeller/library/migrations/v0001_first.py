"""The first format: folders, models, drafts as rows, versions, and views for people."""

from alembic import op

revision = "1"
down_revision = None

TABLES = (
    """\
CREATE TABLE library (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    written_by TEXT NOT NULL,
    created TEXT NOT NULL,
    digest TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    """\
CREATE TABLE folder (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    parent_id INTEGER REFERENCES folder (id),
    position REAL NOT NULL,
    name TEXT NOT NULL,
    binned TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    """\
CREATE TABLE model (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    folder_id INTEGER REFERENCES folder (id),
    position REAL NOT NULL,
    name TEXT NOT NULL,
    notation TEXT NOT NULL,
    description TEXT NOT NULL,
    tags TEXT NOT NULL,
    variant TEXT NOT NULL,
    branched_from TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    author TEXT NOT NULL,
    account TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    binned TEXT NOT NULL,
    seal TEXT NOT NULL
)""",
    "CREATE INDEX model_of_folder ON model (folder_id)",
    """\
CREATE TABLE node (
    model_id INTEGER NOT NULL REFERENCES model (id),
    key TEXT NOT NULL,
    place REAL NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    scope TEXT,
    file_order REAL NOT NULL,
    diagram TEXT,
    x REAL,
    y REAL,
    width REAL,
    height REAL,
    label_x REAL,
    label_y REAL,
    label_width REAL,
    label_height REAL,
    host TEXT,
    lanes TEXT NOT NULL,
    properties TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
) WITHOUT ROWID""",
    """\
CREATE TABLE flow (
    model_id INTEGER NOT NULL REFERENCES model (id),
    key TEXT NOT NULL,
    place REAL NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    scope TEXT,
    file_order REAL NOT NULL,
    diagram TEXT,
    source TEXT,
    target TEXT,
    points TEXT NOT NULL,
    label_x REAL,
    label_y REAL,
    label_width REAL,
    label_height REAL,
    properties TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
) WITHOUT ROWID""",
    """\
CREATE TABLE item (
    model_id INTEGER NOT NULL REFERENCES model (id),
    key TEXT NOT NULL,
    place REAL NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    scope TEXT,
    file_order REAL NOT NULL,
    properties TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
) WITHOUT ROWID""",
    """\
CREATE TABLE diagram (
    model_id INTEGER NOT NULL REFERENCES model (id),
    key TEXT NOT NULL,
    place REAL NOT NULL,
    name TEXT NOT NULL,
    scope TEXT,
    file_order REAL NOT NULL,
    properties TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (model_id, key)
) WITHOUT ROWID""",
    """\
CREATE TABLE version (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    model_id INTEGER NOT NULL REFERENCES model (id),
    major INTEGER NOT NULL,
    minor INTEGER NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    account TEXT NOT NULL,
    time TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    draft_hash TEXT NOT NULL,
    seal TEXT NOT NULL,
    UNIQUE (model_id, major, minor)
)""",
    """\
CREATE TABLE version_content (
    version_id INTEGER NOT NULL PRIMARY KEY REFERENCES version (id),
    content BLOB NOT NULL
)""",
)

VIEWS = (
    """\
CREATE VIEW model_path AS
WITH RECURSIVE path (id, text, binned) AS (
    SELECT id, name, binned FROM folder WHERE parent_id IS NULL
    UNION ALL
    SELECT folder.id, path.text || '/' || folder.name, path.binned || folder.binned
    FROM folder JOIN path ON folder.parent_id = path.id
)
SELECT model.id AS model_id, coalesce(path.text || '/', '') || model.name AS path,
    model.binned <> '' OR coalesce(path.binned, '') <> '' AS in_bin
FROM model LEFT JOIN path ON path.id = model.folder_id""",
    """\
CREATE VIEW steps_by_role AS
SELECT model.name AS model, pool.name AS pool, lane.name AS role, node.name AS step,
    replace(node.type, 'bpmn:', '') AS type, model.id AS model_id, node.key AS key
FROM node
JOIN model ON model.id = node.model_id
LEFT JOIN json_each(node.lanes) AS listed
LEFT JOIN node AS lane ON lane.model_id = node.model_id AND lane.key = listed.value
LEFT JOIN item AS process ON process.model_id = node.model_id AND process.key = node.scope
LEFT JOIN node AS pool ON pool.model_id = node.model_id AND pool.type = 'bpmn:participant'
    AND json_extract(pool.properties, '$.processRef') = json_extract(process.properties, '$.id')
WHERE model.binned = '' AND (node.type LIKE 'bpmn:%Task' OR node.type IN
    ('bpmn:task', 'bpmn:callActivity', 'bpmn:subProcess', 'bpmn:transaction', 'bpmn:adHocSubProcess'))""",
    """\
CREATE VIEW documents_used AS
SELECT model.name AS model, document.name AS document, step.name AS step,
    CASE WHEN flow.source = document.key THEN 'read' WHEN flow.target = document.key THEN 'written' END AS use,
    model.id AS model_id, document.key AS key
FROM node AS document
JOIN model ON model.id = document.model_id
LEFT JOIN flow ON flow.model_id = document.model_id AND document.key IN (flow.source, flow.target)
LEFT JOIN node AS step ON step.model_id = document.model_id AND step.key <> document.key
    AND step.key IN (flow.source, flow.target)
WHERE model.binned = '' AND document.type IN ('bpmn:dataObjectReference', 'bpmn:dataStoreReference', 'bpmn:dataObject',
    'bpmn:dataStore', 'bpmn:dataInput', 'bpmn:dataOutput')""",
    """\
CREATE VIEW open_faults AS
SELECT model.name AS model, 'flow without an end' AS fault, flow.name AS name, model.id AS model_id, flow.key AS key
FROM flow JOIN model ON model.id = flow.model_id
WHERE model.binned = '' AND (flow.source IS NULL OR flow.target IS NULL)
UNION ALL
SELECT model.name, 'step without a name', '', model.id, node.key
FROM node JOIN model ON model.id = node.model_id
WHERE model.binned = '' AND node.name = '' AND (node.type LIKE 'bpmn:%Task' OR node.type = 'bpmn:task')
UNION ALL
SELECT model.name, 'id used twice', json_extract(node.properties, '$.id'), model.id, min(node.key)
FROM node JOIN model ON model.id = node.model_id
WHERE model.binned = '' AND json_extract(node.properties, '$.id') IS NOT NULL
GROUP BY model.id, json_extract(node.properties, '$.id') HAVING count(*) > 1""",
)


def upgrade() -> None:
    for statement in (*TABLES, *VIEWS):
        op.execute(statement)
