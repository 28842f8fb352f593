-- Runs, what each was given and why, and what its runner said. No column holds a value.

-- Which optional parts a value has: it decides which variables a run sees. A JSON list.
ALTER TABLE secret ADD COLUMN optional_parts TEXT NOT NULL DEFAULT '[]';

-- A runner's key claims any run of its team, and does nothing else.
ALTER TABLE api_key ADD COLUMN runner INTEGER NOT NULL DEFAULT 0 CHECK (runner IN (0, 1));

CREATE TABLE run (
    id                  TEXT NOT NULL PRIMARY KEY,
    team_id             TEXT NOT NULL REFERENCES team (id),
    -- The one person who sees it; a run of the team has none.
    private_to          TEXT REFERENCES person (id),
    trigger_kind        TEXT NOT NULL CHECK (trigger_kind IN ('user', 'team', 'agent', 'schedule', 'integration')),
    -- Whose personal secrets it may get.
    trigger_user        TEXT REFERENCES person (id),
    source              TEXT NOT NULL,
    title               TEXT NOT NULL,
    prompt              TEXT NOT NULL,
    -- Title, prompt and skill in lower case.
    search_text         TEXT NOT NULL,
    -- The configuration as JSON, and the parts of it that lists are filtered by.
    config              TEXT NOT NULL,
    name                TEXT,
    environment_id      TEXT,
    model_id            TEXT,
    skill               TEXT,
    agent_id            TEXT,
    agent_name          TEXT,
    schedule_id         TEXT,
    schedule_name       TEXT,
    schedule_cron       TEXT,
    parent_id           TEXT REFERENCES run (id),
    conversation_id     TEXT,
    metadata            TEXT NOT NULL,
    -- `user:…`, `key:…`, `agent:…` or `schedule:…`; with `user:`, the label is an address.
    creator             TEXT NOT NULL,
    creator_uid         TEXT NOT NULL,
    creator_label       TEXT NOT NULL,
    -- The agent, else the creator.
    executor_uid        TEXT NOT NULL,
    state               TEXT NOT NULL,
    status_message      TEXT,
    status_code         TEXT,
    status_retryable    INTEGER CHECK (status_retryable IN (0, 1)),
    created_at          TEXT NOT NULL,
    updated_at          TEXT NOT NULL,
    started_at          TEXT,
    ended_at            TEXT,
    -- Who claimed it, in the words of `creator`, and where.
    runner              TEXT,
    execution_location  TEXT,
    lease_expires_at    TEXT,
    fewer               INTEGER CHECK (fewer IN (0, 1)),
    injected            INTEGER,
    delivered           INTEGER,
    received            INTEGER
) STRICT;

CREATE INDEX run_by_change ON run (team_id, updated_at, id);
CREATE INDEX run_by_creation ON run (team_id, created_at, id);
CREATE INDEX run_by_parent ON run (parent_id);
CREATE INDEX run_by_lease ON run (lease_expires_at);

CREATE TABLE run_label (
    run_id  TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    key     TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (run_id, key)
) STRICT;

CREATE TABLE run_state (
    run_id  TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    state   TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (run_id, number)
) STRICT;

-- The record: a row of the decision each, as JSON, in its order.
CREATE TABLE run_secret (
    run_id     TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    secret_id  TEXT,
    reason     TEXT NOT NULL,
    row        TEXT NOT NULL,
    PRIMARY KEY (run_id, number)
) STRICT;

CREATE INDEX run_secret_by_secret ON run_secret (secret_id);
