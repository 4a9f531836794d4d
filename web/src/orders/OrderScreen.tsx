import { useOrder } from '../api/cases';
import type { Order } from '../api/types';
import { STAGES } from '../api/types';
import { link } from '../app/address';
import { SideBySide } from '../case/SideBySide';
import '../case/case.css';
import { SeverityBadge, StateBadge } from '../design/Badge';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer, Empty } from '../design/states';
import { date } from '../format/dates';
import { money, quantity } from '../format/money';
import { plural, words } from '../format/words';
import { orderTimeline } from './timeline';

/** All evidence of one order. */
export default function OrderScreen({ path }: { path: string[] }) {
  const [supplier, po] = path;
  const order = useOrder(supplier, po);
  if (!supplier || !po) return <Empty title="An order is found by supplier and number" />;
  return (
    <Answer of={order} what={`order ${po}`}>
      {(found) => <OrderView order={found} />}
    </Answer>
  );
}

function OrderView({ order }: { order: Order }) {
  const papers = STAGES.reduce((sum, stage) => sum + order.documents[stage].length, 0);
  return (
    <>
      <header>
        <h1>Order {order.po}</h1>
        <p className="soft">
          <a href={link(['suppliers', order.supplier])}>{order.supplier}</a> ·{' '}
          {plural(order.lines.length, 'line')} · {plural(papers, 'document')} ·{' '}
          {plural(order.discrepancies.length, 'difference')}
        </p>
      </header>
      {order.cases.length > 0 && <Cases order={order} />}
      <Panel title="Side by side" bare>
        {order.lines.map((line) => (
          <SideBySide key={line.po_line} order={order} line={line} />
        ))}
      </Panel>
      <Running order={order} />
      {order.invoices.length > 0 && <Invoices order={order} />}
      {order.notes.length > 0 && (
        <Panel title="Notes">
          <ul className="stack">
            {order.notes.map((note, index) => (
              <li key={index}>
                <strong>{words(note.note)}</strong> {note.po_line && `line ${note.po_line}: `}
                {note.text}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

function Cases({ order }: { order: Order }) {
  return (
    <Panel title="Cases" bare>
      <DataTable
        label="Cases of the order"
        rows={order.cases}
        id={(row) => row.id}
        columns={[
          { title: 'Severity', cell: (row) => <SeverityBadge severity={row.severity} /> },
          { title: 'Case', cell: (row) => <a href={link(['cases', row.id])}>{row.title}</a> },
          { title: 'State', cell: (row) => <StateBadge state={row.status} /> },
          {
            title: 'At stake',
            number: true,
            by: (row) => row.amount,
            cell: (row) => money(row.amount, row.currency),
          },
        ]}
      />
    </Panel>
  );
}

/** The papers in the order of their dates, with what is known after each. */
function Running({ order }: { order: Order }) {
  return (
    <Panel title="Timeline with running quantities" bare>
      <DataTable
        label="Documents of the order by date"
        rows={orderTimeline(order)}
        id={(step) => step.key}
        columns={[
          { title: 'Date', cell: (step) => date(step.date) },
          { title: 'What', cell: (step) => words(step.stage) },
          { title: 'Document', cell: (step) => <span className="mono">{step.document}</span> },
          { title: 'Item', cell: (step) => `${step.poLine} · ${step.sku}` },
          { title: 'This one', number: true, cell: (step) => quantity(step.quantity, step.uom) },
          { title: 'So far', number: true, cell: (step) => quantity(step.running, step.uom) },
        ]}
      />
    </Panel>
  );
}

function Invoices({ order }: { order: Order }) {
  return (
    <Panel title="Invoices" bare>
      <DataTable
        label="Invoices of the order"
        rows={order.invoices}
        id={(row) => row.invoice}
        columns={[
          { title: 'Invoice', cell: (row) => <span className="mono">{row.invoice}</span> },
          { title: 'Outcome', cell: (row) => words(row.outcome) },
          { title: 'Gross', number: true, cell: (row) => money(row.gross, row.currency) },
          {
            title: 'Payable now',
            number: true,
            cell: (row) => money(row.payable_now, row.currency),
          },
          { title: 'Disputed', number: true, cell: (row) => money(row.disputed, row.currency) },
          { title: 'Blocked', number: true, cell: (row) => money(row.blocked, row.currency) },
        ]}
      />
    </Panel>
  );
}
