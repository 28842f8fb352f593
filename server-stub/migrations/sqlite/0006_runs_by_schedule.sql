-- The latest run of each schedule is shown with it, and so is what the last claimed one got.
CREATE INDEX run_by_schedule ON run (schedule_id, created_at, id) WHERE schedule_id IS NOT NULL;
