import { expect, it } from 'vitest';
import type { Order, Stage, StoredDocument } from '../../src/api/types';
import { orderTimeline } from '../../src/orders/timeline';

function document(stage: Stage, id: string, date: string, quantity: string): StoredDocument {
  return {
    id,
    receipt: {
      stage,
      document: { kind: stage, number: id, date },
      supplier: 'ACME',
      lines: [{ line: '1', po: 'PO-1', po_line: '10', item: { sku: 'A' }, quantity, uom: 'EA' }],
    },
  };
}

it('goes by date, and sums each stage of a line', () => {
  const order = {
    po: 'PO-1',
    documents: {
      ordered: [document('ordered', 'PO-1', '2026-03-01', '48')],
      shipped: [],
      received: [
        document('received', 'W2', '2026-03-09', '8'),
        document('received', 'W1', '2026-03-05', '40'),
      ],
      accrued: [],
      invoiced: [document('invoiced', 'I1', '2026-03-06', '48')],
    },
  } as unknown as Order;
  expect(orderTimeline(order).map(({ document, running }) => [document, running])).toEqual([
    ['PO-1', '48'],
    ['W1', '40'],
    ['I1', '48'],
    ['W2', '48'],
  ]);
});
