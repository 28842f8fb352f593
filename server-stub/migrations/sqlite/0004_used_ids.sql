-- The id of every secret that was ever made. None is taken again: a value that was sealed for a deleted secret would open
-- as the new one's.

CREATE TABLE used_secret_id (
    id  TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO used_secret_id (id)
    SELECT id FROM secret
    UNION
    SELECT subject_id FROM audit WHERE action = 'secret.created' AND subject_id IS NOT NULL;
