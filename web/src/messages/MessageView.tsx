import { useInspection, useMessage, useReplay } from '../api/evidence';
import type { Schemas } from '../api/types';
import { link } from '../app/address';
import { useMayCall } from '../app/me';
import { StateBadge } from '../design/Badge';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer } from '../design/states';
import { time } from '../format/dates';
import { bytes, words } from '../format/words';
import { Inspector } from './Inspector';
import { Lineage } from './Lineage';
import './messages.css';

type Whole = Schemas['MessageWithParts'];

/** One message: how it fared, what it says, and what was answered. */
export function MessageView({ id }: { id: string }) {
  const mayTrace = useMayCall('get_lineage');
  return (
    <Answer of={useMessage(id)} what="the message">
      {(message) => (
        <>
          <Head message={message} />
          {message.trouble && (
            <p className="note bad">
              <strong>{message.trouble.message}</strong> {message.trouble.mend}
            </p>
          )}
          {message.parts.length > 0 && <Parts parts={message.parts} />}
          {message.bytes_kept ? (
            <Inspected id={id} />
          ) : (
            <p className="note">The time for keeping its bytes is over.</p>
          )}
          {mayTrace && <Lineage object={id} />}
        </>
      )}
    </Answer>
  );
}

function Head({ message }: { message: Whole }) {
  const replay = useReplay(message.id);
  const mayReplay = useMayCall('replay_message');
  return (
    <header className="stack">
      <p className="small">
        <a href={link(['messages'])}>← Messages</a>
      </p>
      <div className="screen-head">
        <h1 className="mono">{message.file_name || message.source}</h1>
        <div className="row">
          <a
            className="button"
            href={`/api/v1/messages/${encodeURIComponent(message.id)}/raw`}
            download
          >
            Download
          </a>
          {mayReplay && (
            <button
              type="button"
              className="button"
              disabled={replay.isPending}
              onClick={() => replay.mutate()}
            >
              Replay
            </button>
          )}
        </div>
      </div>
      <div className="row">
        <StateBadge state={message.state} />
        <span className="soft">
          {bytes(message.bytes)} · came {time(message.received_at)}
          {message.channel && ` by ${message.channel}`}
          {message.partner && ` from ${message.partner}`}
        </span>
      </div>
      {replay.isSuccess && (
        <p className="note good" role="status">
          It is read and judged once more.
        </p>
      )}
      {replay.error && (
        <p className="note bad" role="alert">
          {replay.error.message}
        </p>
      )}
    </header>
  );
}

function Parts({ parts }: { parts: Whole['parts'] }) {
  return (
    <Panel title="Documents" bare>
      <DataTable
        label="Documents of the message"
        rows={parts}
        id={(part) => String(part.number)}
        columns={[
          { title: 'No.', number: true, cell: (part) => part.number },
          { title: 'Set', cell: (part) => [part.set, part.control].filter(Boolean).join(' ') },
          { title: 'Stage', cell: (part) => part.stage && words(part.stage) },
          { title: 'Document', cell: (part) => <span className="mono">{part.document}</span> },
          { title: 'Supplier', cell: (part) => part.supplier },
          { title: 'State', cell: (part) => <StateBadge state={part.state} /> },
          { title: 'Why', cell: (part) => part.trouble?.message ?? part.reason },
        ]}
      />
    </Panel>
  );
}

function Inspected({ id }: { id: string }) {
  return (
    <Answer of={useInspection(id)} what="what it says">
      {(inspection) => <Inspector id={id} inspection={inspection} />}
    </Answer>
  );
}
