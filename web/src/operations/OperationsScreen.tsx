import { useOperations } from '../api/evidence';
import type { Schemas } from '../api/types';
import { link } from '../app/address';
import { Badge } from '../design/Badge';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer } from '../design/states';
import { duration } from '../format/dates';
import { quantity } from '../format/money';
import { plural, words } from '../format/words';

/** Whether the gateway runs, and what waits in it. Fresh every five seconds. */
export default function OperationsScreen() {
  return (
    <>
      <h1>Operations</h1>
      <Answer of={useOperations()} what="how it runs">
        {(running) => <Running running={running} />}
      </Answer>
    </>
  );
}

function Running({ running }: { running: Schemas['Running'] }) {
  return (
    <>
      <Panel
        title="Checks"
        beside={
          running.ready ? <Badge tone="good">✓ Ready</Badge> : <Badge tone="bad">◆ Not ready</Badge>
        }
      >
        <dl className="facts">
          {Object.entries(running.checks).map(([name, told]) => (
            <div key={name} className="fact-row">
              <dt>{words(name)}</dt>
              <dd>{told === 'ok' ? '✓ ok' : <strong>◆ {told}</strong>}</dd>
            </div>
          ))}
          <div className="fact-row">
            <dt>Ledger</dt>
            <dd>{plural(running.ledger_entries, 'entry', 'entries')}</dd>
          </div>
          <div className="fact-row">
            <dt>Connections</dt>
            <dd>{running.connections}</dd>
          </div>
        </dl>
      </Panel>
      <Panel title="Queues" bare>
        <DataTable
          label="Queues"
          rows={running.queues}
          id={(row) => row.name}
          columns={[
            { title: 'Queue', cell: (row) => words(row.name) },
            { title: 'Waiting', number: true, cell: (row) => row.waiting },
            { title: 'Given up', number: true, cell: (row) => <GivenUp count={row.given_up} /> },
            {
              title: 'Oldest',
              number: true,
              cell: (row) => (row.oldest_seconds === null ? '–' : duration(row.oldest_seconds)),
            },
          ]}
        />
      </Panel>
      <div className="tiles">
        <Figures title="Intake" values={running.intake} />
        <Figures title="Worker" values={running.worker} />
        <Figures title="Outbox" values={running.outbox} />
      </div>
      <p>
        <a href={link(['messages'], { state: 'failed' })}>Messages that failed</a>
      </p>
    </>
  );
}

function GivenUp({ count }: { count: number }) {
  return count === 0 ? 0 : <Badge tone="bad">▲ {count}</Badge>;
}

function told(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ') || 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? quantity(String(value)) : String(value);
}

function Figures({ title, values }: { title: string; values: object }) {
  return (
    <Panel title={title}>
      <dl className="facts">
        {Object.entries(values).map(([name, value]) => (
          <div key={name} className="fact-row">
            <dt>{words(name)}</dt>
            <dd>{told(value)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
