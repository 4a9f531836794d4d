import { useState } from 'react';
import { fetchProof, useCheckpoint, useLedger } from '../api/evidence';
import type { Schemas } from '../api/types';
import { go, link, useAddress } from '../app/address';
import { Badge } from '../design/Badge';
import { ExportLinks } from '../design/ExportLinks';
import { DataTable } from '../design/DataTable';
import { MoreButton } from '../design/MoreButton';
import { Panel } from '../design/Panel';
import { Answer, Empty } from '../design/states';
import { time } from '../format/dates';
import { plural, words } from '../format/words';
import { brokenLink } from './chain';

type Entry = Schemas['LedgerEntry'];

/** Everything that happened, in order, each entry holding the hash of the one before. */
export default function LedgerScreen() {
  const { query } = useAddress();
  const object = query.get('object') ?? '';
  const found = useLedger(object);
  return (
    <>
      <header className="screen-head">
        <h1>Audit explorer</h1>
        <ExportLinks path="ledger" query={{ object }} />
      </header>
      <Checkpoint />
      <div className="row">
        <input
          key={object}
          className="input search"
          type="search"
          aria-label="Case, message or other object"
          placeholder="Of a case or message"
          defaultValue={object}
          onKeyDown={(event) => {
            if (event.key === 'Enter')
              go(link(['ledger'], { object: event.currentTarget.value.trim() }));
          }}
        />
      </div>
      <Answer of={found} what="the ledger">
        {(data) => {
          const rows = data.pages.flatMap((page) => page.rows);
          return (
            <>
              {!object && <Verify entries={rows} />}
              <Entries rows={rows} />
              <MoreButton of={found} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function Checkpoint() {
  const checkpoint = useCheckpoint();
  return (
    <Panel title="Signed head">
      {checkpoint.data ? (
        <div className="stack">
          <p>
            {plural(checkpoint.data.size, 'entry', 'entries')} signed {time(checkpoint.data.at)},{' '}
            {checkpoint.data.entries} by now
          </p>
          <pre className="code" tabIndex={0}>
            {checkpoint.data.checkpoint}
          </pre>
        </div>
      ) : (
        <p className="soft">{checkpoint.error?.message ?? 'Fetching the checkpoint…'}</p>
      )}
    </Panel>
  );
}

/** The links of the chain as this browser sees them; `weighbridge ledger verify` checks the hashes too. */
function Verify({ entries }: { entries: Entry[] }) {
  const [told, setTold] = useState('');
  const verify = () => {
    const broken = brokenLink(entries);
    setTold(
      broken === undefined
        ? `✓ ${plural(entries.length, 'entry', 'entries')} follow one another without a gap.`
        : `◆ Entry ${broken} does not follow the one before it.`,
    );
  };
  return (
    <div className="row">
      <button type="button" className="button primary" onClick={verify}>
        Verify now
      </button>
      <span role="status">{told}</span>
    </div>
  );
}

function Entries({ rows }: { rows: Entry[] }) {
  if (rows.length === 0) return <Empty title="Nothing happened to that" />;
  return (
    <div className="panel">
      <DataTable
        label="Entries of the ledger"
        rows={rows}
        id={(row) => String(row.sequence)}
        columns={[
          { title: 'No.', number: true, cell: (row) => row.sequence },
          { title: 'When', cell: (row) => time(row.at) },
          { title: 'What', cell: (row) => words(row.action) },
          {
            title: 'To',
            cell: (row) =>
              row.object.startsWith('DC-') ? (
                <a href={link(['cases', row.object])}>{row.object}</a>
              ) : (
                <span className="mono">{row.object}</span>
              ),
          },
          { title: 'Who', cell: (row) => `${row.actor} (${row.role})` },
          { title: 'Proof', cell: (row) => <Proof entry={row} /> },
        ]}
      />
    </div>
  );
}

function Proof({ entry }: { entry: Entry }) {
  const [told, setTold] = useState('');
  const prove = async () => {
    try {
      const proof = await fetchProof(entry.sequence);
      setTold(`under the signed head, ${plural(proof.inclusion?.length ?? 0, 'step')}`);
    } catch (problem) {
      setTold(problem instanceof Error ? problem.message : 'it can not be had');
    }
  };
  return (
    <details onToggle={(event) => event.currentTarget.open && !told && void prove()}>
      <summary className="mono">{entry.hash.slice(0, 12)}</summary>
      <div className="stack inside small">
        <Badge>{told || 'asking…'}</Badge>
        <p className="mono">before {entry.previous_hash.slice(0, 24)}…</p>
        <pre className="code" tabIndex={0}>
          {JSON.stringify(entry.after, null, 1)}
        </pre>
      </div>
    </details>
  );
}
