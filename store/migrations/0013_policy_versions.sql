-- Every policy that ruled or was proposed. At most one is in force; policy.yaml of the configuration folder is a version too.
CREATE TABLE policy_versions (
  number         INTEGER PRIMARY KEY,
  text           TEXT    NOT NULL,       -- of policy.yaml; empty: the standard policy
  from_file      INTEGER NOT NULL,       -- 1: it stood in the configuration folder
  state          TEXT    NOT NULL,       -- proposed, in_force, retired, rejected, withdrawn
  authors        TEXT    NOT NULL,       -- JSON list of users
  proposed_at    INTEGER NOT NULL,
  reason         TEXT    NOT NULL,
  decided_by     TEXT    NOT NULL,
  decided_at     INTEGER,
  decision       TEXT    NOT NULL,       -- why it was decided so
  in_force_from  INTEGER,
  in_force_until INTEGER
) STRICT;

CREATE UNIQUE INDEX policy_in_force ON policy_versions (state) WHERE state = 'in_force';
CREATE INDEX policy_proposed ON policy_versions (number) WHERE state = 'proposed';
