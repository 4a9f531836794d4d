-- Who may ask the gateway what: API tokens. Of a token only the argon2id hash is kept.
CREATE TABLE access_tokens (
  id         TEXT    PRIMARY KEY,           -- the part of the token that names it
  name       TEXT    NOT NULL,              -- what people call it
  hash       TEXT    NOT NULL,              -- argon2id, with its parameters and salt
  roles      TEXT    NOT NULL,              -- words, separated by blanks
  suppliers  TEXT    NOT NULL,              -- JSON list; empty: all
  sites      TEXT    NOT NULL,              -- JSON list; empty: all
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;
