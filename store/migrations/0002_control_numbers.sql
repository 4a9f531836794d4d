-- The last number of each kind of interchange that went out to a partner (ISA13, UNB 0020). Partners
-- refuse a number that was used before, so it only grows.
CREATE TABLE control_numbers (
  partner TEXT NOT NULL,
  kind    TEXT NOT NULL,
  last    INTEGER NOT NULL CHECK (last >= 1),
  PRIMARY KEY (partner, kind)
) STRICT, WITHOUT ROWID;
