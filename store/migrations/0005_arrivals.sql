-- What lets an arrival be judged by reading only what it touches: the keys of events, and whose
-- cases are.

-- Keys of matching/parts/links.hpp.
CREATE TABLE event_links (
  link  TEXT    NOT NULL,
  event INTEGER NOT NULL REFERENCES events (sequence),
  PRIMARY KEY (link, event)
) STRICT, WITHOUT ROWID;

-- The order or document that the case is about; '' in cases of before, until all is judged again.
ALTER TABLE cases ADD COLUMN owner_key TEXT NOT NULL DEFAULT '';
CREATE INDEX cases_by_owner_key ON cases (owner_key, is_open);

-- From a name to its identifiers.
CREATE INDEX item_name_parts_by_name ON item_name_parts (name, item);

-- What is to be judged again though no document or event arrived.
CREATE TABLE judged_again (
  link TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The next judgement is of everything, and makes the links of what was recorded before anew.
DELETE FROM judged;
DELETE FROM receipt_links;
DELETE FROM receipt_items;
DELETE FROM item_name_parts;
DELETE FROM item_names;
