-- People: who may sign in, what is granted to them, who stands in for whom, and who is signed in.
-- Of passwords only the argon2id hash is kept; of session ids, links and recovery codes the SHA-256.
CREATE TABLE users (
  id             TEXT    PRIMARY KEY,       -- what the person signs in with
  name           TEXT    NOT NULL,          -- as others see it
  password_hash  TEXT,                      -- argon2id; none: no password was set yet
  roles          TEXT    NOT NULL,          -- words, separated by blanks
  suppliers      TEXT    NOT NULL,          -- JSON list; empty: all
  sites          TEXT    NOT NULL,          -- JSON list; empty: all
  identity       TEXT    UNIQUE,            -- "ISSUER SUBJECT" of an OpenID provider
  totp_secret    BLOB,                      -- of the authenticator, as RFC 6238 takes it
  totp_confirmed INTEGER NOT NULL,          -- 1: a code was shown once; it is asked for from then on
  totp_step      INTEGER NOT NULL,          -- of the last code that was taken: none counts twice
  created_at     INTEGER NOT NULL,
  disabled_at    INTEGER
) STRICT, WITHOUT ROWID;

-- Duties of section 16, each for an entity, site and supplier group; empty means all.
CREATE TABLE user_grants (
  user           TEXT    NOT NULL REFERENCES users (id),
  duty           TEXT    NOT NULL,
  entity         TEXT    NOT NULL,
  site           TEXT    NOT NULL,
  supplier_group TEXT    NOT NULL,
  lead           INTEGER NOT NULL,
  PRIMARY KEY (user, duty, entity, site, supplier_group)
) STRICT, WITHOUT ROWID;

-- While `stand_in` acts for `absent`, he has the other's duties and bars too (S8).
CREATE TABLE stand_ins (
  stand_in  TEXT    NOT NULL REFERENCES users (id),
  absent    TEXT    NOT NULL REFERENCES users (id),
  starts_at INTEGER NOT NULL,
  ends_at   INTEGER NOT NULL,
  PRIMARY KEY (stand_in, absent)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_sessions (
  digest    TEXT    PRIMARY KEY,            -- SHA-256 of the id in the cookie
  user      TEXT    NOT NULL REFERENCES users (id),
  opened_at INTEGER NOT NULL,               -- by password, link or provider; a renewed id keeps it
  seen_at   INTEGER NOT NULL,
  way       TEXT    NOT NULL                -- password, link, oidc
) STRICT, WITHOUT ROWID;
CREATE INDEX user_sessions_by_user ON user_sessions (user);

-- One-time links with which a person sets a password. They go when they are used.
CREATE TABLE sign_in_links (
  digest     TEXT    PRIMARY KEY,           -- SHA-256 of the code
  user       TEXT    NOT NULL REFERENCES users (id),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- For whoever lost the authenticator. They go when they are used.
CREATE TABLE recovery_codes (
  user   TEXT NOT NULL REFERENCES users (id),
  digest TEXT NOT NULL,                     -- SHA-256 of user and code
  PRIMARY KEY (user, digest)
) STRICT, WITHOUT ROWID;
