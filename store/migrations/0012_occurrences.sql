-- Of discrepancies that are alike only the days count (15.2). Before, they were tied together one by one, and all of them judged
-- with each.
CREATE TABLE judged_occurrences (
  key      TEXT    NOT NULL,
  owner    TEXT    NOT NULL,
  found_on INTEGER NOT NULL,  -- days since 1970
  times    INTEGER NOT NULL,
  PRIMARY KEY (key, found_on, owner)
) STRICT, WITHOUT ROWID;

CREATE INDEX judged_occurrences_by_owner ON judged_occurrences (owner, key);

-- The next arrival judges everything and writes them.
DELETE FROM judged;
