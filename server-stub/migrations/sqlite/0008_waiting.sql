-- The API key that a run was made with, if any: what waits is cancelled when the key is deleted.
ALTER TABLE run ADD COLUMN key_id TEXT;
-- Runs that wait are counted, and cancelled with what made them, without a look at all others.
CREATE INDEX run_waiting ON run (team_id, state, creator, agent_id, schedule_id, key_id) WHERE state IN ('QUEUED', 'PENDING');
