-- What weighbridge keeps. Texts that are JSON are the canonical forms of docs/formats/; times are
-- seconds since 1970 in UTC; money is a decimal text, exact.

CREATE TABLE messages (
  arrival     INTEGER PRIMARY KEY,
  id          TEXT    NOT NULL UNIQUE,   -- SHA-256 of the bytes, hex
  source      TEXT    NOT NULL,          -- file or channel
  bytes       INTEGER NOT NULL,
  bytes_kept  INTEGER NOT NULL,          -- 0 when the message is larger than what is kept
  received_at INTEGER NOT NULL
) STRICT;

CREATE TABLE message_bytes (
  message INTEGER NOT NULL REFERENCES messages (arrival),
  piece   INTEGER NOT NULL,
  bytes   BLOB    NOT NULL,
  PRIMARY KEY (message, piece)
) STRICT;

CREATE TABLE receipts (
  sequence            INTEGER PRIMARY KEY,  -- order of arrival
  stage               TEXT NOT NULL,
  supplier            TEXT NOT NULL,
  document            TEXT NOT NULL,        -- its number
  purpose             TEXT NOT NULL,
  content_hash        TEXT NOT NULL,
  interchange_control TEXT NOT NULL,
  source              TEXT NOT NULL,
  json                TEXT NOT NULL         -- weighbridge.receipt/1
) STRICT;

CREATE INDEX receipts_by_document ON receipts (supplier, stage, document);

-- Which documents speak of an order: the evidence of one order is one range of this table, and the
-- ranges of one partition lie together.
CREATE TABLE receipt_lines (
  partition INTEGER NOT NULL,               -- of 1,024, by hash(supplier, po)
  supplier  TEXT    NOT NULL,
  po        TEXT    NOT NULL,
  receipt   INTEGER NOT NULL REFERENCES receipts (sequence),
  position  INTEGER NOT NULL,               -- of the line in its document, from 0
  po_line   TEXT    NOT NULL,
  sku       TEXT    NOT NULL,
  PRIMARY KEY (partition, supplier, po, receipt, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,             -- order of arrival
  kind     TEXT NOT NULL,
  id       TEXT NOT NULL,
  source   TEXT NOT NULL,
  json     TEXT NOT NULL,                   -- weighbridge.event/1
  UNIQUE (kind, id)
) STRICT;

CREATE TABLE items (
  sku         TEXT PRIMARY KEY,
  gtin        TEXT NOT NULL,
  upc         TEXT NOT NULL,
  description TEXT NOT NULL,
  base_uom    TEXT NOT NULL,
  integral    INTEGER NOT NULL,
  unit_cost   TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE item_aliases (
  supplier    TEXT NOT NULL,
  vendor_item TEXT NOT NULL,
  sku         TEXT NOT NULL,
  PRIMARY KEY (supplier, vendor_item)
) STRICT, WITHOUT ROWID;

CREATE TABLE packs (
  sku            TEXT NOT NULL,
  uom            TEXT NOT NULL,
  supplier       TEXT NOT NULL,             -- '' for every supplier
  effective_from TEXT NOT NULL,             -- '' since ever
  effective_to   TEXT NOT NULL,             -- '' until further notice
  per_base       TEXT NOT NULL,             -- a ratio, 'numerator/denominator'
  PRIMARY KEY (sku, uom, supplier, effective_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE sites (
  site     TEXT PRIMARY KEY,
  timezone TEXT NOT NULL,
  gln      TEXT NOT NULL,
  holidays TEXT NOT NULL                    -- dates, separated by blanks
) STRICT, WITHOUT ROWID;

CREATE TABLE suppliers (
  supplier       TEXT PRIMARY KEY,
  name           TEXT NOT NULL,
  supplier_group TEXT NOT NULL,
  edi_id         TEXT NOT NULL,
  gln            TEXT NOT NULL,
  duns           TEXT NOT NULL,
  tax_id         TEXT NOT NULL,
  bank           TEXT NOT NULL,
  remit_to       TEXT NOT NULL,
  lead_days      INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
  year            INTEGER NOT NULL,
  number          INTEGER NOT NULL,
  partition       INTEGER NOT NULL,         -- of 1,024, by hash(supplier, po)
  supplier        TEXT    NOT NULL,
  po              TEXT    NOT NULL,
  po_line         TEXT    NOT NULL,
  invoice         TEXT    NOT NULL,
  document        TEXT    NOT NULL,
  transfer_order  TEXT    NOT NULL,
  transfer_line   TEXT    NOT NULL,
  event           TEXT    NOT NULL,
  state           TEXT    NOT NULL,
  is_open         INTEGER NOT NULL,         -- follows from the state
  title           TEXT    NOT NULL,
  owner           TEXT    NOT NULL,
  assignee        TEXT    NOT NULL,
  severity        TEXT    NOT NULL,
  cause           TEXT    NOT NULL,
  at_stake        TEXT    NOT NULL,
  at_stake_order  INTEGER NOT NULL,         -- the same in millionths, to compare by
  currency        TEXT    NOT NULL,
  flags           TEXT    NOT NULL,         -- words, separated by blanks
  follows         TEXT    NOT NULL,
  opened_at       INTEGER NOT NULL,
  changed_at      INTEGER NOT NULL,
  settled_at      INTEGER,
  version         INTEGER NOT NULL,
  PRIMARY KEY (year, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX cases_by_order ON cases (partition, supplier, po, po_line);
CREATE INDEX cases_by_owner ON cases (is_open, owner);

CREATE TABLE case_items (
  year          INTEGER NOT NULL,
  number        INTEGER NOT NULL,
  position      INTEGER NOT NULL,           -- from 0, in the order in which they joined
  item_key      TEXT    NOT NULL,           -- identity of the discrepancy (M-13.1)
  rule          TEXT    NOT NULL,
  code          TEXT    NOT NULL,
  impact_class  TEXT    NOT NULL,
  severity      TEXT    NOT NULL,
  owner         TEXT    NOT NULL,
  cause         TEXT    NOT NULL,
  document      TEXT    NOT NULL,
  document_line TEXT    NOT NULL,
  sku           TEXT    NOT NULL,
  quantity      TEXT    NOT NULL,
  uom           TEXT    NOT NULL,
  impact        TEXT    NOT NULL,
  currency      TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  first_seen    INTEGER NOT NULL,
  cleared_at    INTEGER,
  cleared_by    TEXT    NOT NULL,
  PRIMARY KEY (year, number, position),
  FOREIGN KEY (year, number) REFERENCES cases (year, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_items_by_code ON case_items (code);

-- The ledger (docs/formats/ledger.md). Nothing here is ever changed; the triggers say so to every
-- program, and the chain shows what went around them.
CREATE TABLE ledger (
  sequence      INTEGER PRIMARY KEY,
  at            INTEGER NOT NULL,
  actor         TEXT NOT NULL,
  role          TEXT NOT NULL,
  action        TEXT NOT NULL,
  object        TEXT NOT NULL,
  before        TEXT NOT NULL,
  after         TEXT NOT NULL,
  reason        TEXT NOT NULL,
  correlation   TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash          TEXT NOT NULL
) STRICT;

CREATE INDEX ledger_by_object ON ledger (object, sequence);

CREATE TABLE ledger_head (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  entries  INTEGER NOT NULL,
  hash     TEXT NOT NULL
) STRICT;

INSERT INTO ledger_head (only_row, entries, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TRIGGER ledger_is_not_updated BEFORE UPDATE ON ledger
BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;

-- INSERT OR REPLACE deletes without firing the trigger above.
CREATE TRIGGER ledger_is_not_replaced BEFORE INSERT ON ledger
WHEN EXISTS (SELECT 1 FROM ledger WHERE sequence = NEW.sequence)
BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_head_only_grows BEFORE UPDATE ON ledger_head
WHEN NEW.entries <= OLD.entries
BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_head_is_not_deleted BEFORE DELETE ON ledger_head
BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_head_is_not_replaced BEFORE INSERT ON ledger_head
BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;
