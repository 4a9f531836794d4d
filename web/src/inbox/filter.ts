import type { CaseFilter } from '../api/cases';
import type { CaseRow } from '../api/types';
import { compareDecimals } from '../format/decimal';
import { words } from '../format/words';

export const GROUPINGS = ['supplier', 'owner', 'severity', 'code'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What the address asks of the inbox. */
export interface InboxView {
  filter: CaseFilter;
  mine: boolean;
  group: Grouping | undefined;
}

const FILTERS = ['owner', 'supplier', 'po', 'code', 'min_amount', 'age', 'q', 'status'] as const;

export function readView(query: URLSearchParams, me: string): InboxView {
  const filter: CaseFilter = { status: 'open' };
  for (const name of FILTERS) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  const mine = query.get('mine') === '1';
  if (mine) filter.assignee = me;
  const group = GROUPINGS.find((name) => name === query.get('group'));
  return { filter, mine, group };
}

const SEVERITIES = ['critical', 'high', 'medium', 'low'];

/** The most urgent first, on what a row tells: severity, exposure, age, number. */
export function byUrgency(a: CaseRow, b: CaseRow): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareDecimals(b.amount, a.amount) ||
    a.opened.localeCompare(b.opened) ||
    a.id.localeCompare(b.id)
  );
}

function groupOf(row: CaseRow, group: Grouping): string {
  if (group === 'code') return words(row.discrepancies[0]?.code ?? '');
  if (group === 'supplier') return row.supplier ?? 'No supplier';
  return words(row[group]);
}

export interface Group {
  name: string;
  rows: CaseRow[];
}

/** Groups in the order of their most urgent case. */
export function grouped(rows: readonly CaseRow[], group: Grouping | undefined): Group[] {
  const groups = new Map<string, CaseRow[]>();
  for (const row of rows) {
    const name = group ? groupOf(row, group) : '';
    const found = groups.get(name);
    if (found) found.push(row);
    else groups.set(name, [row]);
  }
  return [...groups].map(([name, members]) => ({ name, rows: members }));
}
