-- What lets an arriving document re-judge only the lines that it touches: by which keys documents
-- are tied together, what was said of each order and document, and on what that leans.

-- Keys of matching/parts/links.hpp.
CREATE TABLE receipt_links (
  link    TEXT    NOT NULL,
  receipt INTEGER NOT NULL REFERENCES receipts (sequence),
  PRIMARY KEY (link, receipt)
) STRICT, WITHOUT ROWID;

-- Identifiers of items, and which documents name them.
CREATE TABLE receipt_items (
  item    TEXT    NOT NULL,
  role    INTEGER NOT NULL,                 -- 1 an order, 2 another document, 3 one that quotes no order
  receipt INTEGER NOT NULL REFERENCES receipts (sequence),
  PRIMARY KEY (item, role, receipt)
) STRICT, WITHOUT ROWID;

-- The names that order lines teach, each once, and the first document that did.
CREATE TABLE item_names (
  name     INTEGER PRIMARY KEY,
  supplier TEXT    NOT NULL,
  sku      TEXT    NOT NULL,
  gtin     TEXT    NOT NULL,
  upc      TEXT    NOT NULL,
  vendor   TEXT    NOT NULL,
  receipt  INTEGER NOT NULL REFERENCES receipts (sequence),
  UNIQUE (supplier, sku, gtin, upc, vendor)
) STRICT;

CREATE INDEX item_names_by_receipt ON item_names (receipt);

CREATE TABLE item_name_parts (
  item TEXT    NOT NULL,                    -- an identifier
  name INTEGER NOT NULL REFERENCES item_names (name),
  PRIMARY KEY (item, name)
) STRICT, WITHOUT ROWID;

-- When goods were received and when the ledger posted them, to the minute: for the usual latency.
CREATE TABLE posting_times (
  supplier TEXT    NOT NULL,
  document TEXT    NOT NULL,                -- the receipt's number
  posted   INTEGER NOT NULL,                -- 0 received, 1 posted
  at       INTEGER NOT NULL,
  PRIMARY KEY (supplier, document, posted, at)
) STRICT, WITHOUT ROWID;

CREATE INDEX posting_times_by_time ON posting_times (posted, at);

-- The last judgement: by which rules and data, as of when, and how much it had seen.
CREATE TABLE judged (
  only_row    INTEGER PRIMARY KEY CHECK (only_row = 1),
  fingerprint TEXT    NOT NULL,
  as_of       INTEGER NOT NULL,
  latency     INTEGER,                      -- seconds; NULL when none was known
  receipts    INTEGER NOT NULL,             -- the last sequence that it knew
  events      INTEGER NOT NULL
) STRICT;

CREATE TABLE judged_rows (
  owner    TEXT    NOT NULL,
  kind     INTEGER NOT NULL,
  position INTEGER NOT NULL,                -- from 0
  row      TEXT    NOT NULL,                -- matching/parts/packing.hpp
  PRIMARY KEY (owner, kind, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE judged_owners (
  owner       TEXT    PRIMARY KEY,
  next_change INTEGER NOT NULL,
  latency     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX judged_owners_by_change ON judged_owners (next_change);

-- Items of which an owner looks at the prices in all orders.
CREATE TABLE judged_prices (
  item  TEXT NOT NULL,
  owner TEXT NOT NULL,
  PRIMARY KEY (item, owner)
) STRICT, WITHOUT ROWID;

CREATE INDEX judged_prices_by_owner ON judged_prices (owner);

CREATE TABLE judged_ties (
  tie   TEXT NOT NULL,
  owner TEXT NOT NULL,
  PRIMARY KEY (tie, owner)
) STRICT, WITHOUT ROWID;

CREATE INDEX judged_ties_by_owner ON judged_ties (owner, tie);
