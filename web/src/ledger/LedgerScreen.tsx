import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { fetchProof, useCheckpoint, useLedger, verifyLedger } from '../api/evidence';
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
      <Verify />
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

/** All of the ledger, whatever is shown of it: every hash, every signed head. */
function Verify() {
  const verifying = useMutation({ mutationFn: verifyLedger });
  return (
    <div className="row">
      <button
        type="button"
        className="button primary"
        disabled={verifying.isPending}
        onClick={() => verifying.mutate()}
      >
        {verifying.isPending ? 'Verifying…' : 'Verify now'}
      </button>
      <div role="status" className="grow">
        {verifying.data && <Verified told={verifying.data} />}
      </div>
      {verifying.error && (
        <p className="note bad" role="alert">
          {verifying.error.message}
        </p>
      )}
    </div>
  );
}

function Verified({ told }: { told: Schemas['LedgerVerification'] }) {
  if (told.broken)
    return (
      <p className="note bad">
        ◆ Entry {told.broken.sequence} does not hold: {told.broken.message}.
      </p>
    );
  const heads = plural(told.checkpoints, 'signed head');
  return (
    <p className="note good">
      ✓ It holds: {plural(told.entries, 'entry', 'entries')} hashed anew, each with the one before
      it
      {told.checkpoints > 0 && `, and ${heads} held against them`}.{' '}
      {told.signed_by
        ? `Signatures verified: ${told.signed_by}.`
        : 'Signatures were not verified, because the gateway has no signing key (ledger.key_file).'}
    </p>
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
          {
            title: 'What',
            cell: (row) => (
              <>
                {words(row.action)}
                {row.reason && <div className="small soft">{row.reason}</div>}
              </>
            ),
          },
          {
            title: 'About',
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
