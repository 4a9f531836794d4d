-- Items may belong to a group that tolerances name, and packs may carry a number of their own.
ALTER TABLE items ADD COLUMN item_group TEXT NOT NULL DEFAULT '';
ALTER TABLE packs ADD COLUMN gtin TEXT NOT NULL DEFAULT '';
