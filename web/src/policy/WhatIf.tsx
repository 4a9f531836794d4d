import type { Discrepancy, Schemas } from '../api/types';
import type { useWhatIf } from '../api/policy';
import { link } from '../app/address';
import { DataTable, type Column } from '../design/DataTable';
import { money, totals } from '../format/money';
import { plural, words } from '../format/words';
import { Mistakes } from './Mistakes';

/** What a policy would make of everything known, before anybody puts it in force. */
export function WhatIf({ asking }: { asking: ReturnType<typeof useWhatIf> }) {
  if (asking.isPending)
    return (
      <p className="soft" role="status">
        Judging everything by both…
      </p>
    );
  if (asking.error) return <Mistakes problem={asking.error} />;
  return asking.data ? <Outcome outcome={asking.data} /> : null;
}

const rowsOf = (list: Schemas['WhatIfList']) => list.discrepancies as unknown as Discrepancy[];

/** Of all of them, where all of them came. */
function worth(list: Schemas['WhatIfList']): string {
  const rows = rowsOf(list);
  return rows.length > 0 && rows.length === list.count ? ` (${totals(rows)})` : '';
}

function Outcome({ outcome }: { outcome: Schemas['WhatIf'] }) {
  const { opens, closes, changes } = outcome;
  return (
    <div className="stack" role="status">
      {opens.count + closes.count + changes.count === 0 ? (
        <p>Nothing of what is known would be judged otherwise.</p>
      ) : (
        <p>
          <strong>{plural(opens.count, 'difference')}</strong> would open{worth(opens)},{' '}
          <strong>{plural(closes.count, 'difference')}</strong> close{worth(closes)}, and{' '}
          <strong>{plural(changes.count, 'difference')}</strong> change.
        </p>
      )}
      {outcome.payable_now.map((row) => (
        <p key={row.currency}>
          Payable now: {money(row.from, row.currency)} → {money(row.to, row.currency)}
        </p>
      ))}
      <Differences title="Would open" rows={rowsOf(opens)} />
      <Differences title="Would close" rows={rowsOf(closes)} />
      <Changes rows={changes.discrepancies} />
    </div>
  );
}

const ABOUT: Column<Discrepancy>[] = [
  { title: 'Supplier', by: (row) => row.supplier, cell: (row) => row.supplier },
  {
    title: 'Order',
    cell: (row) => row.po && <a href={link(['orders', row.supplier, row.po])}>{row.po}</a>,
  },
];

function Differences({ title, rows }: { title: string; rows: Discrepancy[] }) {
  if (rows.length === 0) return null;
  return (
    <DataTable
      label={title}
      rows={rows.map((row, index) => ({ ...row, index }))}
      id={(row) => String(row.index)}
      columns={[
        { title, by: (row) => row.code, cell: (row) => words(row.code) },
        ...ABOUT,
        {
          title: 'Amount',
          number: true,
          by: (row) => row.amount,
          cell: (row) => money(row.amount, row.currency),
        },
      ]}
    />
  );
}

/** The same difference, weighed otherwise. */
function Changes({ rows }: { rows: Schemas['WhatIfChange'][] }) {
  if (rows.length === 0) return null;
  const changes = rows.map(({ from, to }, index) => {
    const is = to as unknown as Discrepancy;
    return { ...is, was: from as unknown as Discrepancy, index };
  });
  return (
    <DataTable
      label="Would change"
      rows={changes}
      id={(row) => String(row.index)}
      columns={[
        { title: 'Would change', by: (row) => row.code, cell: (row) => words(row.code) },
        ...ABOUT,
        { title: 'Amount now', number: true, cell: ({ was }) => money(was.amount, was.currency) },
        { title: 'Then', number: true, cell: (row) => money(row.amount, row.currency) },
        {
          title: 'Severity',
          cell: ({ was, severity }) =>
            was.severity === severity
              ? words(severity)
              : `${words(was.severity)} → ${words(severity)}`,
        },
      ]}
    />
  );
}
