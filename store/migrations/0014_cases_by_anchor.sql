-- Cases about an invoice or another document have no order: without these columns each was looked for among all such cases of the
-- supplier.
DROP INDEX cases_by_order;
CREATE INDEX cases_by_anchor ON cases (partition, supplier, po, po_line, invoice, document, transfer_order, event);
