-- Cases by the words in them, and by what lists of them are filtered by.
-- A row is a case: its rowid is year * 100000000 + number, so that the newest come first by it.
CREATE VIRTUAL TABLE case_search USING fts5 (
  words,                                 -- number, title, supplier, order, invoice, documents, items
  comments,
  prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO case_search (rowid, words, comments)
SELECT year * 100000000 + number,
       printf ('DC-%04d-%08d', year, number) || ' ' || title || ' ' || supplier || ' ' || po || ' ' || invoice || ' ' ||
       document || ' ' || transfer_order || ' ' || event || ' ' ||
       coalesce ((SELECT group_concat (item.document || ' ' || item.sku, ' ') FROM case_items AS item
                  WHERE item.year = cases.year AND item.number = cases.number), ''),
       coalesce ((SELECT group_concat (said.text, ' ') FROM case_comments AS said
                  WHERE said.year = cases.year AND said.number = cases.number), '')
FROM cases;

-- Each is walked from its newest case on.
CREATE INDEX cases_open ON cases (is_open, year, number);
CREATE INDEX cases_in_state ON cases (state, year, number);
CREATE INDEX cases_of_supplier ON cases (supplier, year, number);
CREATE INDEX cases_of_owner ON cases (owner, year, number);
CREATE INDEX cases_of_assignee ON cases (assignee, year, number);
CREATE INDEX cases_of_order ON cases (po, year, number);
CREATE INDEX cases_of_site ON cases (site, year, number);

-- How far in the ledger whoever is told of it has got.
CREATE TABLE feeds (
  name     TEXT    PRIMARY KEY,
  sequence INTEGER NOT NULL              -- the last entry that was told
) STRICT, WITHOUT ROWID;
