-- The latest run of each environment is shown with it.
CREATE INDEX run_by_environment ON run (environment_id, created_at, id) WHERE environment_id IS NOT NULL;
