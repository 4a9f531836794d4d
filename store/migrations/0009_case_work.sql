-- What people do with cases: proposals and approvals, comments, attachments, tasks, holds, what the supplier was told,
-- what carrying out a decision does; and what a list of the most urgent cases is ordered by.
ALTER TABLE cases ADD COLUMN site TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN severity_order INTEGER NOT NULL DEFAULT 0;  -- follows from the severity
ALTER TABLE cases ADD COLUMN money_date INTEGER NOT NULL DEFAULT 0;      -- a held invoice is close to its dates (M-16.5)
ALTER TABLE cases ADD COLUMN resolve_due INTEGER;                        -- when its time to resolve is used up
ALTER TABLE cases ADD COLUMN look_at INTEGER DEFAULT 0;                  -- when time may change it; NULL: never

UPDATE cases SET severity_order = CASE severity WHEN 'critical' THEN 3 WHEN 'high' THEN 2 WHEN 'medium' THEN 1 ELSE 0 END;

CREATE INDEX cases_queue ON cases (severity_order DESC, money_date DESC, resolve_due, at_stake_order DESC, opened_at, year, number)
WHERE is_open = 1;
CREATE INDEX cases_to_look_at ON cases (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX cases_by_supplier ON cases (supplier, opened_at);
CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into <> '';

-- What a case went through, for its clocks.
CREATE TABLE case_states (
  year     INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  position INTEGER NOT NULL,                -- from 0
  state    TEXT    NOT NULL,
  since    INTEGER NOT NULL,
  PRIMARY KEY (year, number, position)
) STRICT, WITHOUT ROWID;

INSERT INTO case_states (year, number, position, state, since)
SELECT year, number, 0, CASE WHEN is_open = 1 THEN state ELSE 'triaged' END, opened_at FROM cases;
INSERT INTO case_states (year, number, position, state, since)
SELECT year, number, 1, state, coalesce(settled_at, changed_at) FROM cases WHERE is_open = 0;

CREATE TABLE case_proposals (
  year           INTEGER NOT NULL,
  number         INTEGER NOT NULL,
  proposal       INTEGER NOT NULL,          -- from 1 within the case
  state          TEXT    NOT NULL,          -- open, approved, executing, done, rejected, withdrawn, void
  resolution     TEXT    NOT NULL,
  reason_code    TEXT    NOT NULL,
  reason         TEXT    NOT NULL,
  amount         TEXT    NOT NULL,
  currency       TEXT    NOT NULL,
  evaluated      TEXT    NOT NULL,          -- at stake then (M-14.4)
  about_stock    INTEGER NOT NULL,
  discrepancies  TEXT    NOT NULL,          -- JSON list of keys
  rules          TEXT    NOT NULL,          -- JSON list
  evidence       TEXT    NOT NULL,          -- JSON: [["proof", "value"], ...]
  until          TEXT,
  proposed_by    TEXT    NOT NULL,
  proposed_at    INTEGER NOT NULL,
  settled_by     TEXT    NOT NULL,
  settled_reason TEXT    NOT NULL,
  settled_at     INTEGER,
  PRIMARY KEY (year, number, proposal)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_proposals_current ON case_proposals (year, number)
WHERE state IN ('open', 'approved', 'executing');

CREATE TABLE case_approvals (
  year     INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  proposal INTEGER NOT NULL,
  position INTEGER NOT NULL,                -- from 0
  person   TEXT    NOT NULL,
  duty     TEXT    NOT NULL,
  consent  INTEGER NOT NULL,
  amount   TEXT    NOT NULL,
  counted  TEXT    NOT NULL,                -- with the person's of this supplier in 24 hours
  supplier TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (year, number, proposal, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_approvals_by_person ON case_approvals (person, supplier, at);

CREATE TABLE case_comments (
  year     INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  comment  INTEGER NOT NULL,                -- from 1 within the case
  at       INTEGER NOT NULL,
  person   TEXT    NOT NULL,
  text     TEXT    NOT NULL,
  mentions TEXT    NOT NULL,                -- JSON list
  message  TEXT    NOT NULL,                -- the supplier's answer that it is
  PRIMARY KEY (year, number, comment)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_attachments (
  year       INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  attachment INTEGER NOT NULL,              -- from 1 within the case
  at         INTEGER NOT NULL,
  person     TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  media_type TEXT    NOT NULL,
  payload    INTEGER NOT NULL REFERENCES payloads (payload),
  PRIMARY KEY (year, number, attachment)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_tasks (
  year     INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  task     INTEGER NOT NULL,                -- from 1 within the case
  title    TEXT    NOT NULL,
  role     TEXT    NOT NULL,
  assignee TEXT    NOT NULL,
  due      INTEGER NOT NULL,
  given_by TEXT    NOT NULL,
  given_at INTEGER NOT NULL,
  done_by  TEXT    NOT NULL,
  result   TEXT    NOT NULL,
  done_at  INTEGER,
  PRIMARY KEY (year, number, task)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_tasks_open ON case_tasks (role, due) WHERE done_at IS NULL;

CREATE TABLE case_notices (
  year     INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  position INTEGER NOT NULL,                -- from 0 within the case
  sequence INTEGER NOT NULL,                -- of the message
  item_key TEXT    NOT NULL,
  impact   TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  outbound TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  PRIMARY KEY (year, number, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_effects (
  year     INTEGER NOT NULL,
  number   INTEGER NOT NULL,
  position INTEGER NOT NULL,                -- from 0 within the case
  id       TEXT    NOT NULL,
  proposal INTEGER NOT NULL,
  effect   TEXT    NOT NULL,
  state    TEXT    NOT NULL,                -- pending, confirmed, failed
  way      TEXT    NOT NULL,
  outbound TEXT    NOT NULL,
  task     INTEGER NOT NULL,
  due      INTEGER,
  person   TEXT    NOT NULL,
  note     TEXT    NOT NULL,
  PRIMARY KEY (year, number, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_effects_pending ON case_effects (outbound) WHERE state = 'pending' AND outbound <> '';

-- Section 17. A hold belongs to the owner of its anchor, as results do.
CREATE TABLE holds (
  number        INTEGER PRIMARY KEY,        -- order of placing
  owner_key     TEXT    NOT NULL,
  scope         TEXT    NOT NULL,           -- line, invoice, posting
  supplier      TEXT    NOT NULL,
  po            TEXT    NOT NULL,
  po_line       TEXT    NOT NULL,
  invoice       TEXT    NOT NULL,
  anchor_document TEXT  NOT NULL,
  transfer_order  TEXT  NOT NULL,
  transfer_line   TEXT  NOT NULL,
  event         TEXT    NOT NULL,
  document      TEXT    NOT NULL,
  document_line TEXT    NOT NULL,
  item_key      TEXT    NOT NULL,           -- '' when a person placed it
  impact        TEXT    NOT NULL,
  currency      TEXT    NOT NULL,
  placed_at     INTEGER NOT NULL,
  placed_by     TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  release       TEXT,                       -- cleared, auto_accepted, decided, by_hand; NULL: it is open
  released_at   INTEGER,
  released_by   TEXT
) STRICT;

CREATE INDEX holds_by_owner ON holds (owner_key);
CREATE INDEX holds_by_item ON holds (item_key) WHERE item_key <> '';
CREATE INDEX holds_by_document ON holds (document, supplier);

-- Requests that came with an Idempotency-Key, and what they were answered.
CREATE TABLE answered_requests (
  caller TEXT    NOT NULL,
  key    TEXT    NOT NULL,
  sha256 TEXT    NOT NULL,                  -- of operation, path and body
  status INTEGER NOT NULL,
  body   TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX answered_requests_by_age ON answered_requests (at);
