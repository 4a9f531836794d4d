import { expect, it } from 'vitest';
import type { CaseRow } from '../../src/api/types';
import { byUrgency, grouped, readView } from '../../src/inbox/filter';

function row(id: string, values: Partial<CaseRow> = {}): CaseRow {
  return {
    id,
    title: id,
    status: 'triaged',
    owner: 'clerk',
    assignee: '',
    severity: 'low',
    amount: '1.00',
    currency: 'USD',
    opened: '2026-04-05T00:00:00Z',
    changed: '2026-04-05T00:00:00Z',
    version: 1,
    discrepancies: [],
    ...values,
  };
}

const order = (rows: CaseRow[]) => rows.toSorted(byUrgency).map(({ id }) => id);

it('orders by severity, then exposure, then age, then number', () => {
  expect(
    order([
      row('d'),
      row('c'),
      row('b', { opened: '2026-04-01T00:00:00Z' }),
      row('a', { amount: '9.00' }),
      row('z', { amount: '10.00' }),
      row('critical', { severity: 'critical', amount: '0.01' }),
    ]),
  ).toEqual(['critical', 'z', 'a', 'b', 'c', 'd']);
});

it('reads the view that the address holds, and asks for open cases unless told otherwise', () => {
  const view = readView(new URLSearchParams('mine=1&supplier=ACME&group=owner&x=1'), 'a.diaz');
  expect(view.filter).toEqual({ status: 'open', supplier: 'ACME', assignee: 'a.diaz' });
  expect(view.group).toBe('owner');
  const closed = readView(new URLSearchParams('status=closed&group=nonsense'), 'a.diaz');
  expect(closed).toEqual({ filter: { status: 'closed' }, mine: false, group: undefined });
});

it('groups without changing the order', () => {
  const rows = [
    row('1', { supplier: 'B' }),
    row('2', { supplier: 'A' }),
    row('3', { supplier: 'B' }),
  ];
  expect(grouped(rows, 'supplier').map(({ name, rows: of }) => [name, of.length])).toEqual([
    ['B', 2],
    ['A', 1],
  ]);
  expect(grouped(rows, undefined)).toEqual([{ name: '', rows }]);
});
