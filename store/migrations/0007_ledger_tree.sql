-- The ledger as a tree (docs/formats/ledger.md): hashes of complete subtrees of 256, 65,536 ... entries, so that a proof
-- reads a few hundred entries and not all of them. They can be made again from the entries at any time.
CREATE TABLE ledger_tree (
  level    INTEGER NOT NULL,             -- 8, 16, 24 ...: over 2^level entries
  position INTEGER NOT NULL,             -- from 0
  hash     BLOB    NOT NULL,
  PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

-- Signed heads, as they were given out. They are the promise that what was there stays there.
CREATE TABLE ledger_checkpoints (
  entries INTEGER PRIMARY KEY,           -- how long the ledger was
  at      INTEGER NOT NULL,
  note    TEXT    NOT NULL
) STRICT;
