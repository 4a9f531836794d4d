import { useOpenReceipts, type OpenKind, type OpenReceipt } from '../api/evidence';
import { go, link, useAddress } from '../app/address';
import { Badge, type Tone } from '../design/Badge';
import { ChipSelect, ChipToggle } from '../design/Chips';
import { ExportLinks } from '../design/ExportLinks';
import { DataTable } from '../design/DataTable';
import { MoreButton } from '../design/MoreButton';
import { Answer, Empty } from '../design/states';
import { subtractDecimals } from '../format/decimal';
import { date } from '../format/dates';
import { quantity } from '../format/money';
import { plural, words } from '../format/words';

const KINDS: readonly (readonly [OpenKind, Tone, string])[] = [
  ['overdue', 'bad', '▲'],
  ['not_shipped', 'warn', '○'],
  ['in_transit', 'plain', '→'],
  ['received_not_invoiced', 'warn', '●'],
  ['invoiced_not_received', 'bad', '◆'],
];

/** Procurement's view: what was ordered and is not done. */
export default function OpenReceiptsScreen() {
  const { query } = useAddress();
  const text = (name: string) => query.get(name) ?? '';
  const filter = { kind: text('kind'), supplier: text('supplier'), site: text('site') };
  const found = useOpenReceipts(filter);
  const set = (name: string, value: string) =>
    go(link(['open-receipts'], { ...filter, [name]: value }), { replace: true });
  return (
    <>
      <header className="screen-head">
        <div>
          <h1>Open receipts</h1>
          <p className="soft">Order lines that are not shipped, not here, or not billed.</p>
        </div>
        <ExportLinks path="open-receipts" query={filter} />
      </header>
      <Answer of={found} what="the open lines">
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          return (
            <>
              <div className="row" role="group" aria-label="Filters">
                {KINDS.map(([kind]) => (
                  <ChipToggle
                    key={kind}
                    on={filter.kind === kind}
                    turn={() => set('kind', filter.kind === kind ? '' : kind)}
                  >
                    {words(kind)}
                  </ChipToggle>
                ))}
                <NameChip
                  label="Supplier"
                  value={filter.supplier}
                  names={rows.map(({ line }) => line.supplier)}
                  choose={(value) => set('supplier', value)}
                />
                <NameChip
                  label="Site"
                  value={filter.site}
                  names={rows.map(({ line }) => line.site ?? '')}
                  choose={(value) => set('site', value)}
                />
              </div>
              <OpenTable rows={rows} more={found.hasNextPage} />
              <MoreButton of={found} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function NameChip(props: {
  label: string;
  value: string;
  names: string[];
  choose: (value: string) => void;
}) {
  const names = [...new Set([...props.names, props.value])].filter(Boolean).sort();
  return (
    <ChipSelect
      label={props.label}
      any="any"
      value={props.value}
      options={names.map((name) => [name, name] as const)}
      choose={props.choose}
    />
  );
}

/** What is missing for the line to be done, by what it waits for. */
function openQuantity({ open, line }: OpenReceipt): string {
  if (open.includes('received_not_invoiced')) return subtractDecimals(line.accepted, line.billed);
  if (open.includes('invoiced_not_received')) return subtractDecimals(line.billed, line.received);
  return subtractDecimals(line.ordered, line.received);
}

function OpenTable({ rows, more }: { rows: OpenReceipt[]; more: boolean }) {
  if (rows.length === 0) return <Empty title="No line is open in this view" />;
  return (
    <div className="panel">
      <p className="small soft visually-hidden" aria-live="polite">
        {plural(rows.length, 'line')}
        {more && ' and more'}
      </p>
      <DataTable
        label="Open order lines"
        rows={rows}
        id={({ line }) => `${line.supplier} ${line.po} ${line.po_line}`}
        columns={[
          { title: 'Waits for', cell: ({ open }) => <Kinds open={open} /> },
          {
            title: 'Order',
            by: ({ line }) => line.po,
            cell: ({ line }) => (
              <a href={link(['orders', line.supplier, line.po])}>
                {line.po} / {line.po_line}
              </a>
            ),
          },
          { title: 'Supplier', by: ({ line }) => line.supplier, cell: ({ line }) => line.supplier },
          { title: 'Item', by: ({ line }) => line.sku, cell: ({ line }) => line.sku },
          { title: 'Site', by: ({ line }) => line.site ?? '', cell: ({ line }) => line.site },
          {
            title: 'Ordered',
            number: true,
            by: ({ line }) => line.ordered,
            cell: ({ line }) => quantity(line.ordered, line.uom),
          },
          {
            title: 'Received',
            number: true,
            by: ({ line }) => line.received,
            cell: ({ line }) => quantity(line.received),
          },
          {
            title: 'Billed',
            number: true,
            by: ({ line }) => line.billed,
            cell: ({ line }) => quantity(line.billed),
          },
          {
            title: 'Open',
            number: true,
            by: openQuantity,
            cell: (row) => <strong>{quantity(openQuantity(row))}</strong>,
          },
          {
            title: 'Until',
            by: ({ line }) => line.in_transit_until ?? '',
            cell: ({ line }) => date(line.in_transit_until),
          },
        ]}
      />
    </div>
  );
}

function Kinds({ open }: { open: OpenKind[] }) {
  return (
    <span className="row">
      {KINDS.filter(([kind]) => open.includes(kind)).map(([kind, tone, shape]) => (
        <Badge key={kind} tone={tone}>
          <span aria-hidden="true">{shape}</span> {words(kind)}
        </Badge>
      ))}
    </span>
  );
}
