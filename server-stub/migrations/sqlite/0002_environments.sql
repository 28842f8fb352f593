-- What runs start in, who they act as, and when they start by themselves. What people set stands in `config`, as JSON of
-- the interface's own words; columns beside it are what the database looks for.

CREATE TABLE environment (
    id                TEXT NOT NULL PRIMARY KEY,
    team_id           TEXT NOT NULL REFERENCES team (id),
    name              TEXT NOT NULL,
    name_folded       TEXT NOT NULL,
    -- Name and description in lower case.
    search_text       TEXT NOT NULL,
    config            TEXT NOT NULL,
    version           INTEGER NOT NULL,
    created_at        TEXT NOT NULL,
    created_by_id     TEXT,
    created_by_label  TEXT NOT NULL,
    updated_at        TEXT NOT NULL,
    updated_by_id     TEXT,
    updated_by_label  TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX environment_by_name ON environment (team_id, name_folded);
CREATE INDEX environment_by_change ON environment (team_id, updated_at, id);

CREATE TABLE agent (
    id                TEXT NOT NULL PRIMARY KEY,
    team_id           TEXT NOT NULL REFERENCES team (id),
    name              TEXT NOT NULL,
    name_folded       TEXT NOT NULL,
    search_text       TEXT NOT NULL,
    config            TEXT NOT NULL,
    -- The environment that its runs start in, which may be gone.
    environment_id    TEXT,
    version           INTEGER NOT NULL,
    created_at        TEXT NOT NULL,
    created_by_id     TEXT,
    created_by_label  TEXT NOT NULL,
    updated_at        TEXT NOT NULL,
    updated_by_id     TEXT,
    updated_by_label  TEXT NOT NULL
) STRICT;

CREATE INDEX agent_by_name ON agent (team_id, name_folded, id);
CREATE INDEX agent_by_change ON agent (team_id, updated_at, id);
CREATE INDEX agent_by_environment ON agent (environment_id);

CREATE TABLE schedule (
    id                TEXT NOT NULL PRIMARY KEY,
    team_id           TEXT NOT NULL REFERENCES team (id),
    owner_kind        TEXT NOT NULL CHECK (owner_kind IN ('team', 'user')),
    owner_id          TEXT NOT NULL,
    name              TEXT NOT NULL,
    name_folded       TEXT NOT NULL,
    search_text       TEXT NOT NULL,
    config            TEXT NOT NULL,
    -- The environment and the agent of its runs, which may be gone.
    environment_id    TEXT,
    agent_id          TEXT,
    enabled           INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    -- When it makes its next run; none while it is paused.
    next_run_at       TEXT,
    last_ran_at       TEXT,
    -- Why it could not make a run when it last should have.
    last_spawn_error  TEXT,
    version           INTEGER NOT NULL,
    created_at        TEXT NOT NULL,
    created_by_id     TEXT,
    created_by_label  TEXT NOT NULL,
    updated_at        TEXT NOT NULL,
    updated_by_id     TEXT,
    updated_by_label  TEXT NOT NULL
) STRICT;

CREATE INDEX schedule_by_name ON schedule (team_id, name_folded, id);
CREATE INDEX schedule_by_time ON schedule (next_run_at) WHERE next_run_at IS NOT NULL;
CREATE INDEX schedule_by_environment ON schedule (environment_id);
CREATE INDEX schedule_by_agent ON schedule (agent_id);

-- Whom a key acts as, if not a person.
ALTER TABLE api_key ADD COLUMN agent_id TEXT;
CREATE INDEX api_key_by_agent ON api_key (agent_id) WHERE agent_id IS NOT NULL;

ALTER TABLE workspace ADD COLUMN default_injection TEXT NOT NULL DEFAULT 'inherit_all'
    CHECK (default_injection IN ('inherit_all', 'attached_only'));
-- The harnesses that no run may use: a JSON list of their words.
ALTER TABLE workspace ADD COLUMN disabled_harnesses TEXT NOT NULL DEFAULT '[]';
ALTER TABLE workspace ADD COLUMN settings_version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE workspace ADD COLUMN settings_updated_at TEXT;
ALTER TABLE workspace ADD COLUMN settings_updated_by_id TEXT;
ALTER TABLE workspace ADD COLUMN settings_updated_by_label TEXT;
