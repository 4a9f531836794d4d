import { useCounts, useTransfers } from '../api/evidence';
import { StateBadge } from '../design/Badge';
import { ExportLinks } from '../design/ExportLinks';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer, Empty } from '../design/states';
import { isZero } from '../format/decimal';
import { date } from '../format/dates';
import { money, quantity, signedQuantity } from '../format/money';

/** What moves between our sites, and what was counted in them. */
export default function StockScreen() {
  return (
    <>
      <header>
        <h1>Transfers and counts</h1>
        <p className="soft">What left and did not arrive, and what was counted and is not so.</p>
      </header>
      <Transfers />
      <Counts />
    </>
  );
}

function Difference({ by }: { by: string }) {
  if (isZero(by)) return <span className="soft">none</span>;
  return (
    <strong>
      <span aria-hidden="true">≠ </span>
      {signedQuantity(by)}
    </strong>
  );
}

function Transfers() {
  return (
    <Panel title="Transfers" bare beside={<ExportLinks path="transfers" />}>
      <Answer of={useTransfers()} what="the transfers">
        {(rows) =>
          rows.length === 0 ? (
            <Empty title="No transfers" />
          ) : (
            <DataTable
              label="Transfers"
              rows={rows}
              id={(row) => `${row.order} ${row.line}`}
              columns={[
                {
                  title: 'Order',
                  by: (row) => row.order,
                  cell: (row) => `${row.order} / ${row.line}`,
                },
                { title: 'Item', by: (row) => row.sku, cell: (row) => row.sku },
                { title: 'From', by: (row) => row.from_site, cell: (row) => row.from_site },
                { title: 'To', by: (row) => row.to_site, cell: (row) => row.to_site },
                {
                  title: 'Left',
                  number: true,
                  by: (row) => row.shipped,
                  cell: (row) => quantity(row.shipped, row.uom),
                },
                {
                  title: 'Arrived',
                  number: true,
                  by: (row) => row.received,
                  cell: (row) => quantity(row.received),
                },
                {
                  title: 'Under way',
                  number: true,
                  by: (row) => row.in_transit,
                  cell: (row) => quantity(row.in_transit),
                },
                {
                  title: 'Difference',
                  number: true,
                  by: (row) => row.difference,
                  cell: (row) => <Difference by={row.difference} />,
                },
                { title: 'Expected', by: (row) => row.eta ?? '', cell: (row) => date(row.eta) },
                {
                  title: 'State',
                  by: (row) => row.state,
                  cell: (row) => <StateBadge state={row.state} />,
                },
              ]}
            />
          )
        }
      </Answer>
    </Panel>
  );
}

function Counts() {
  return (
    <Panel title="Cycle counts" bare beside={<ExportLinks path="counts" />}>
      <Answer of={useCounts()} what="the counts">
        {(rows) =>
          rows.length === 0 ? (
            <Empty title="No counts" />
          ) : (
            <DataTable
              label="Cycle counts"
              rows={rows.map((row) => ({ ...row, last: row.countings.at(-1) }))}
              id={(row) => row.event}
              columns={[
                { title: 'Count', by: (row) => row.event, cell: (row) => row.event },
                {
                  title: 'Place',
                  by: (row) => row.site,
                  cell: (row) => `${row.site} ${row.location}`,
                },
                { title: 'Item', by: (row) => row.sku, cell: (row) => row.sku },
                {
                  title: 'Expected',
                  number: true,
                  cell: (row) => quantity(row.last?.expected ?? '', row.uom),
                },
                {
                  title: 'Counted',
                  number: true,
                  cell: (row) => quantity(row.last?.counted ?? ''),
                },
                {
                  title: 'Variance',
                  number: true,
                  cell: (row) => <Difference by={row.last?.variance ?? '0'} />,
                },
                {
                  title: 'Worth',
                  number: true,
                  by: (row) => row.value,
                  cell: (row) => money(row.value, row.currency),
                },
                { title: 'Times', number: true, cell: (row) => row.countings.length },
                {
                  title: 'State',
                  by: (row) => row.state,
                  cell: (row) => <StateBadge state={row.state} />,
                },
              ]}
            />
          )
        }
      </Answer>
    </Panel>
  );
}
