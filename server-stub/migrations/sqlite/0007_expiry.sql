-- From when on runs don't get a secret any more; never, if there is nothing.
ALTER TABLE secret ADD COLUMN expires_at TEXT;
