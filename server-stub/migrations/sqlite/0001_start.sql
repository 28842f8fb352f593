-- Times are texts, RFC 3339 in UTC to the millisecond, so that text order is time order.
-- Ids are lower-case hyphenated UUIDs. No column holds a value or a token in the clear.

PRAGMA application_id = 1333416753; -- 'OzS1', so that another program's database is told apart

CREATE TABLE workspace (
    id          TEXT NOT NULL PRIMARY KEY,
    name        TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    -- Where the server listened last, for links that are made on the command line.
    origin      TEXT
) STRICT;

CREATE TABLE team (
    id            TEXT NOT NULL PRIMARY KEY,
    workspace_id  TEXT NOT NULL REFERENCES workspace (id),
    name          TEXT NOT NULL,
    created_at    TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id            TEXT NOT NULL PRIMARY KEY,
    workspace_id  TEXT NOT NULL REFERENCES workspace (id),
    email         TEXT NOT NULL,
    email_folded  TEXT NOT NULL UNIQUE,
    created_at    TEXT NOT NULL
) STRICT;

CREATE TABLE membership (
    team_id    TEXT NOT NULL REFERENCES team (id),
    person_id  TEXT NOT NULL REFERENCES person (id),
    role       TEXT NOT NULL CHECK (role IN ('admin', 'member')),
    PRIMARY KEY (team_id, person_id)
) STRICT;

CREATE TABLE sign_in_link (
    token_hash  TEXT NOT NULL PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES person (id),
    created_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    token_hash  TEXT NOT NULL PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES person (id),
    team_id     TEXT NOT NULL REFERENCES team (id),
    created_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    revoked_at  TEXT
) STRICT;

CREATE INDEX session_by_end ON session (expires_at);

CREATE TABLE api_key (
    id          TEXT NOT NULL PRIMARY KEY,
    token_hash  TEXT NOT NULL UNIQUE,
    last_four   TEXT NOT NULL,
    name        TEXT NOT NULL,
    team_id     TEXT NOT NULL REFERENCES team (id),
    -- Whom the key acts as; a team's key has nobody.
    person_id   TEXT REFERENCES person (id),
    created_by  TEXT NOT NULL REFERENCES person (id),
    created_at  TEXT NOT NULL,
    expires_at  TEXT,
    revoked_at  TEXT
) STRICT;

CREATE TABLE secret (
    id                TEXT NOT NULL PRIMARY KEY,
    owner_kind        TEXT NOT NULL CHECK (owner_kind IN ('team', 'user')),
    owner_id          TEXT NOT NULL,
    name              TEXT NOT NULL,
    name_folded       TEXT NOT NULL,
    type              TEXT NOT NULL,
    description       TEXT NOT NULL,
    -- Name and description in lower case.
    search_text       TEXT NOT NULL,
    revision          INTEGER NOT NULL,
    version           INTEGER NOT NULL,
    enabled           INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    kid               TEXT NOT NULL,
    created_at        TEXT NOT NULL,
    created_by_id     TEXT,
    created_by_label  TEXT NOT NULL,
    updated_at        TEXT NOT NULL,
    updated_by_id     TEXT,
    updated_by_label  TEXT NOT NULL,
    value_set_at      TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX secret_by_name ON secret (owner_kind, owner_id, name_folded);
CREATE INDEX secret_by_change ON secret (owner_kind, owner_id, updated_at, id);
CREATE INDEX secret_by_creation ON secret (owner_kind, owner_id, created_at, id);

-- Apart from the rest, so that no list ever reads past sealed values.
CREATE TABLE sealed_value (
    secret_id  TEXT NOT NULL PRIMARY KEY REFERENCES secret (id) ON DELETE CASCADE,
    envelope   TEXT NOT NULL
) STRICT;

CREATE TABLE remembered_answer (
    caller        TEXT NOT NULL,
    key           TEXT NOT NULL,
    request_hash  TEXT NOT NULL,
    status        INTEGER NOT NULL,
    etag          TEXT NOT NULL,
    body          TEXT NOT NULL,
    created_at    TEXT NOT NULL,
    PRIMARY KEY (caller, key)
) STRICT;

CREATE INDEX remembered_answer_by_age ON remembered_answer (created_at);

CREATE TABLE audit (
    number        INTEGER NOT NULL PRIMARY KEY,
    at            TEXT NOT NULL,
    action        TEXT NOT NULL,
    team_id       TEXT,
    actor_id      TEXT,
    actor_label   TEXT NOT NULL,
    subject_id    TEXT,
    subject_name  TEXT,
    owner_kind    TEXT,
    owner_id      TEXT,
    trace_id      TEXT NOT NULL
) STRICT;
