-- What a gateway that serves keeps beside the evidence: what every channel brought, the work that it
-- is, what became of each document, and what is to leave the house.

-- Pieces of bytes are packed (zstd) where that makes them smaller.
ALTER TABLE message_bytes ADD COLUMN packed INTEGER NOT NULL DEFAULT 0;

-- Bytes that are no message of their own: how a delivery came over the wire, what is sent.
CREATE TABLE payloads (
  payload INTEGER PRIMARY KEY,
  bytes   INTEGER NOT NULL,
  sha256  TEXT    NOT NULL,
  kept    INTEGER NOT NULL                  -- 0 when its pieces were dropped after their time
) STRICT;

CREATE TABLE payload_pieces (
  payload INTEGER NOT NULL REFERENCES payloads (payload),
  piece   INTEGER NOT NULL,
  packed  INTEGER NOT NULL,
  bytes   BLOB    NOT NULL,
  PRIMARY KEY (payload, piece)
) STRICT;

CREATE TABLE deliveries (
  number       INTEGER PRIMARY KEY,         -- order of arrival
  channel      TEXT    NOT NULL,
  partner      TEXT    NOT NULL,
  user         TEXT    NOT NULL,
  delivery_key TEXT    NOT NULL,            -- '' where none is the same
  facts        TEXT    NOT NULL,            -- JSON: [["name", "value"], ...]
  answer       TEXT    NOT NULL,
  received_at  INTEGER NOT NULL,
  repeats      INTEGER REFERENCES deliveries (number),
  error_class  TEXT,                        -- NULL: it was taken
  code         TEXT,
  message      TEXT,
  mend         TEXT,
  as_received  INTEGER REFERENCES payloads (payload)
) STRICT;

-- A key is taken once. What was refused, and what came again, does not use it.
CREATE UNIQUE INDEX deliveries_by_key ON deliveries (channel, partner, delivery_key)
WHERE delivery_key <> '' AND repeats IS NULL AND error_class IS NULL;

CREATE TABLE delivery_files (
  delivery     INTEGER NOT NULL REFERENCES deliveries (number),
  position     INTEGER NOT NULL,            -- from 0
  message      INTEGER NOT NULL REFERENCES messages (arrival),
  file_name    TEXT    NOT NULL,
  content_type TEXT    NOT NULL,
  PRIMARY KEY (delivery, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_files_by_message ON delivery_files (message, delivery);

CREATE TABLE jobs (
  message     INTEGER PRIMARY KEY REFERENCES messages (arrival),
  partition   INTEGER NOT NULL,             -- of 1,024, by the message's id
  state       TEXT    NOT NULL,             -- waiting, done, failed
  tries       INTEGER NOT NULL,             -- that failed
  since       INTEGER NOT NULL,             -- when it began to wait
  due         INTEGER NOT NULL,
  error_class TEXT,                         -- of the last try; NULL: none failed
  code        TEXT,
  text        TEXT,
  mend        TEXT
) STRICT;

CREATE INDEX jobs_waiting ON jobs (message, due, since) WHERE state = 'waiting';
CREATE INDEX jobs_failed ON jobs (message) WHERE state = 'failed';

-- What became of each document of a message: its lineage (M-20.2) and, where it did not take effect,
-- why (M-20.1).
CREATE TABLE documents (
  number        INTEGER PRIMARY KEY,
  message       INTEGER NOT NULL REFERENCES messages (arrival),
  position      INTEGER NOT NULL,           -- in the message, from 1; 0 is the message itself
  standard      TEXT    NOT NULL,
  sender        TEXT    NOT NULL,
  receiver      TEXT    NOT NULL,
  interchange   TEXT    NOT NULL,           -- control numbers
  group_control TEXT    NOT NULL,
  functional_id TEXT    NOT NULL,
  version       TEXT    NOT NULL,
  set_code      TEXT    NOT NULL,
  control       TEXT    NOT NULL,
  map           TEXT    NOT NULL,           -- id and version
  stage         TEXT    NOT NULL,
  document      TEXT    NOT NULL,           -- its own number
  supplier      TEXT    NOT NULL,
  receipt       INTEGER REFERENCES receipts (sequence),
  events        INTEGER NOT NULL,
  state         TEXT    NOT NULL,           -- accepted, duplicate, answer, parked, quarantined, ignored
  error_class   TEXT,
  code          TEXT,
  text          TEXT,
  mend          TEXT,
  findings      TEXT    NOT NULL,           -- JSON
  decided_at    INTEGER NOT NULL,
  due           INTEGER,                    -- of what is parked
  tries         INTEGER NOT NULL,
  decided_by    TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  UNIQUE (message, position)
) STRICT;

CREATE INDEX documents_by_receipt ON documents (receipt) WHERE receipt IS NOT NULL;
CREATE INDEX documents_by_supplier ON documents (supplier, number);
CREATE INDEX documents_in_question ON documents (state, decided_at)
WHERE state IN ('parked', 'quarantined');

CREATE TABLE outbox (
  number       INTEGER PRIMARY KEY,         -- order of decision
  id           TEXT    NOT NULL UNIQUE,     -- under which the receiver knows it
  channel      TEXT    NOT NULL,
  partner      TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  file_name    TEXT    NOT NULL,
  content_type TEXT    NOT NULL,
  url          TEXT    NOT NULL,
  in_answer_to TEXT    NOT NULL,            -- delivery or message id
  payload      INTEGER NOT NULL REFERENCES payloads (payload),
  state        TEXT    NOT NULL,            -- waiting, unconfirmed, delivered, held, dead
  tries        INTEGER NOT NULL,            -- that failed
  created_at   INTEGER NOT NULL,
  due          INTEGER NOT NULL,
  sent_at      INTEGER,
  error_class  TEXT,                        -- of the last try
  code         TEXT,
  text         TEXT,
  mend         TEXT,
  evidence     TEXT    NOT NULL,            -- JSON: [["name", "value"], ...]
  answer       TEXT    NOT NULL,            -- none, expected, accepted, accepted_with_errors, rejected
  answer_due   INTEGER,
  answer_standard    TEXT NOT NULL,         -- how an answer will call it: control numbers
  answer_interchange TEXT NOT NULL,
  answer_group       TEXT NOT NULL,
  answer_set         TEXT NOT NULL,
  answered_by  TEXT    NOT NULL             -- message id
) STRICT;

CREATE INDEX outbox_due ON outbox (due, number, channel, partner, created_at)
WHERE state IN ('waiting', 'unconfirmed');
CREATE INDEX outbox_dead ON outbox (number) WHERE state = 'dead';
CREATE INDEX outbox_by_answered ON outbox (in_answer_to, number) WHERE in_answer_to <> '';
CREATE INDEX outbox_expecting ON outbox (answer_standard, answer_interchange, number)
WHERE answer <> 'none';
CREATE INDEX outbox_overdue ON outbox (answer_due) WHERE answer = 'expected';

-- Counts the changes of reference data, so that who holds a copy knows that it is old.
CREATE TABLE reference_changes (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  changes  INTEGER NOT NULL
) STRICT;

INSERT INTO reference_changes (only_row, changes) VALUES (1, 0);
