import { useCases } from '../api/cases';
import { useScorecard, useSuppliers } from '../api/evidence';
import type { Schemas } from '../api/types';
import { link } from '../app/address';
import { Badge, SeverityBadge, StateBadge } from '../design/Badge';
import { ExportLinks } from '../design/ExportLinks';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer, Empty } from '../design/states';
import { Counted, Figure } from '../figures/Figure';
import { date } from '../format/dates';
import { money } from '../format/money';
import { plural, words } from '../format/words';

export default function SuppliersScreen({ path }: { path: string[] }) {
  return path[0] ? <Supplier id={path[0]} /> : <AllSuppliers />;
}

function AllSuppliers() {
  return (
    <>
      <header className="screen-head">
        <h1>Suppliers</h1>
        <ExportLinks path="suppliers" />
      </header>
      <Answer of={useSuppliers()} what="the suppliers">
        {(rows) =>
          rows.length === 0 ? (
            <Empty title="No supplier is known yet" />
          ) : (
            <div className="panel">
              <DataTable
                label="Suppliers"
                rows={rows}
                id={(row) => row.id}
                columns={[
                  {
                    title: 'Supplier',
                    by: (row) => row.id,
                    cell: (row) => <a href={link(['suppliers', row.id])}>{row.name || row.id}</a>,
                  },
                  { title: 'Group', by: (row) => row.group, cell: (row) => row.group },
                  {
                    title: 'Open cases',
                    number: true,
                    by: (row) => String(row.open.reduce((sum, each) => sum + each.cases, 0)),
                    cell: (row) => row.open.reduce((sum, each) => sum + each.cases, 0),
                  },
                  {
                    title: 'At stake',
                    number: true,
                    by: (row) => row.open[0]?.amount ?? '0',
                    cell: (row) =>
                      row.open.map((each) => money(each.amount, each.currency)).join(' + '),
                  },
                ]}
              />
            </div>
          )
        }
      </Answer>
    </>
  );
}

function Supplier({ id }: { id: string }) {
  return (
    <>
      <header>
        <p className="small">
          <a href={link(['suppliers'])}>← Suppliers</a>
        </p>
        <h1>{id}</h1>
      </header>
      <Panel title="Scorecard">
        <Answer of={useScorecard(id)} what="the scorecard">
          {(card) => <Scorecard card={card} />}
        </Answer>
      </Panel>
      <SupplierCases id={id} />
    </>
  );
}

function Scorecard({ card }: { card: Schemas['Scorecard'] }) {
  return (
    <div className="stack">
      <div className="row">
        <strong className="large">{card.composite ?? '–'}</strong>
        <span className="soft">
          {date(card.from)} to {date(card.to)} · {plural(card.lines, 'order line')} due
        </span>
        {card.insufficient_data && <Badge tone="warn">▲ Too few lines to judge by</Badge>}
      </div>
      <DataTable
        label="Parts of the score"
        rows={card.parts}
        id={({ kpi }) => kpi.id}
        columns={[
          { title: 'Figure', cell: ({ kpi }) => words(kpi.id) },
          { title: 'Value', number: true, cell: ({ kpi }) => <Figure kpi={kpi} /> },
          { title: 'Counted', cell: ({ kpi }) => <Counted kpi={kpi} /> },
          { title: 'Weight', number: true, cell: ({ weight }) => weight },
        ]}
      />
    </div>
  );
}

function SupplierCases({ id }: { id: string }) {
  return (
    <Panel title="Open cases" bare>
      <Answer of={useCases({ status: 'open', supplier: id })} what="the cases">
        {(data) => (
          <DataTable
            label="Open cases of the supplier"
            rows={data.pages.flatMap((page) => page.cases)}
            id={(row) => row.id}
            columns={[
              { title: 'Severity', cell: (row) => <SeverityBadge severity={row.severity} /> },
              {
                title: 'Case',
                by: (row) => row.title,
                cell: (row) => <a href={link(['cases', row.id])}>{row.title}</a>,
              },
              {
                title: 'State',
                by: (row) => row.status,
                cell: (row) => <StateBadge state={row.status} />,
              },
              {
                title: 'At stake',
                number: true,
                by: (row) => row.amount,
                cell: (row) => money(row.amount, row.currency),
              },
            ]}
          />
        )}
      </Answer>
    </Panel>
  );
}
