-- It is asked which runs got a secret, never which didn't: a claim adds what it gave, and not a line for each other secret.
DROP INDEX run_secret_by_secret;
CREATE INDEX run_secret_by_secret ON run_secret (secret_id) WHERE reason = 'injected';
