import { describe, expect, it } from 'vitest';
import type { Line, Order, ReceiptLine, Stage, StoredDocument } from '../../src/api/types';
import { sideBySide } from '../../src/case/sideBySide';

const LINE: Line = {
  supplier: 'ACME',
  po: 'PO-1',
  po_line: '10',
  sku: 'A-100',
  uom: 'EA',
  state: 'EXCEPTION',
  ordered: '48',
  shipped: '48',
  in_transit: '0',
  received: '40',
  accepted: '40',
  rejected: '0',
  on_hold: '0',
  returned: '0',
  payable: '40',
  billed: '48',
  posted: '40',
};

function document(stage: Stage, number: string, line: Partial<ReceiptLine>): StoredDocument {
  return {
    id: number,
    receipt: {
      stage,
      document: { kind: stage, number, date: '2026-03-02' },
      supplier: 'ACME',
      currency: 'USD',
      lines: [
        {
          line: '1',
          po: 'PO-1',
          po_line: '10',
          item: { sku: 'A-100' },
          quantity: '48',
          uom: 'EA',
          ...line,
        },
      ],
    },
  };
}

function order(documents: Partial<Order['documents']>): Order {
  const none = { ordered: [], shipped: [], received: [], accrued: [], invoiced: [] };
  return {
    supplier: 'ACME',
    po: 'PO-1',
    documents: { ...none, ...documents },
    lines: [LINE],
    discrepancies: [],
    invoices: [],
    notes: [],
    cases: [],
  };
}

function differences(found: Order, line: Line) {
  return Object.fromEntries(
    sideBySide(found, line).map(({ stage, difference }) => [stage, difference?.by]),
  );
}

const PAPERS = {
  ordered: [document('ordered', 'PO-1', { unit_price: '2.50' })],
  shipped: [document('shipped', 'SHP-1', {})],
  received: [document('received', 'WR-9', { quantity: '40' })],
  accrued: [document('accrued', 'GR-1', { quantity: '40' })],
  invoiced: [document('invoiced', 'INV-5', { unit_price: '2.50' })],
};

describe('side by side', () => {
  it('marks what was received against what was shipped, and what was billed against what is payable', () => {
    expect(differences(order(PAPERS), LINE)).toEqual({
      ordered: undefined,
      shipped: undefined,
      received: '-8',
      accrued: undefined,
      invoiced: '8',
    });
  });

  it('marks nothing where everybody agrees', () => {
    const agreed = { ...LINE, received: '48', accepted: '48', payable: '48', posted: '48' };
    expect(Object.values(differences(order(PAPERS), agreed)).every((by) => by === undefined)).toBe(
      true,
    );
  });

  it('holds a receipt without a ship notice against the order', () => {
    const { shipped: _, ...unannounced } = PAPERS;
    const [, , received] = sideBySide(order(unannounced), { ...LINE, shipped: '0' });
    expect(received?.difference).toEqual({ against: 'ordered', by: '-8' });
  });

  it('takes a party that has said nothing for silent, not for different', () => {
    const found = sideBySide(order({ ordered: PAPERS.ordered }), {
      ...LINE,
      shipped: '0',
      received: '0',
      accepted: '0',
      payable: '0',
      billed: '0',
      posted: '0',
    });
    expect(found.map(({ difference }) => difference)).toEqual(Array(5).fill(undefined));
    expect(found.map(({ quantity }) => quantity)).toEqual(['48', '', '', '', '']);
  });

  it('marks another price of the same unit, and no price of another unit', () => {
    const dearer = document('invoiced', 'INV-6', { unit_price: '2.75' });
    const perBox = document('invoiced', 'INV-7', { unit_price: '30.00', uom: 'BX' });
    const priceOf = (invoice: StoredDocument) =>
      sideBySide(order({ ...PAPERS, invoiced: [invoice] }), LINE)[4]?.price;
    expect(priceOf(dearer)).toEqual({ stated: '2.75', ordered: '2.50' });
    expect(priceOf(perBox)).toBeUndefined();
    expect(priceOf(document('invoiced', 'INV-8', { unit_price: '2.5' }))).toBeUndefined();
  });
});
