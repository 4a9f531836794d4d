import { useMessages } from '../api/evidence';
import type { Message } from '../api/types';
import { go, link, useAddress } from '../app/address';
import { Badge, StateBadge } from '../design/Badge';
import { ChipSelect } from '../design/Chips';
import { ExportLinks } from '../design/ExportLinks';
import { DataTable } from '../design/DataTable';
import { MoreButton } from '../design/MoreButton';
import { Answer, Empty } from '../design/states';
import { time } from '../format/dates';
import { bytes, words } from '../format/words';
import { MessageView } from './MessageView';

export default function MessagesScreen({ path }: { path: string[] }) {
  return path[0] ? <MessageView key={path[0]} id={path[0]} /> : <Monitor />;
}

const CHANNELS = ['as2', 'http', 'folder', 'sftp', 'ftps', 'erp'];
const STATES = ['waiting', 'done', 'failed'];
const DOCUMENTS = ['accepted', 'duplicate', 'answer', 'parked', 'quarantined', 'ignored'];

/** Every message that came in, the newest first. */
function Monitor() {
  const { query } = useAddress();
  const text = (name: string) => query.get(name) ?? '';
  const filter = { channel: text('channel'), state: text('state'), document: text('document') };
  const found = useMessages(filter);
  const chip = (name: keyof typeof filter, label: string, values: string[]) => (
    <ChipSelect
      label={label}
      any="any"
      value={filter[name]}
      options={values.map((value) => [value, words(value)] as const)}
      choose={(value) => go(link(['messages'], { ...filter, [name]: value }), { replace: true })}
    />
  );
  return (
    <>
      <header className="screen-head">
        <h1>Messages</h1>
        <ExportLinks path="messages" query={filter} />
      </header>
      <div className="row" role="group" aria-label="Filters">
        {chip('state', 'State', STATES)}
        {chip('document', 'With documents', DOCUMENTS)}
        {chip('channel', 'Came by', CHANNELS)}
      </div>
      <Answer of={found} what="the messages">
        {(data) => (
          <>
            <MessageTable rows={data.pages.flatMap((page) => page.rows)} />
            <MoreButton of={found} />
          </>
        )}
      </Answer>
    </>
  );
}

function MessageTable({ rows }: { rows: Message[] }) {
  if (rows.length === 0) return <Empty title="No message is in this view" />;
  return (
    <div className="panel">
      <DataTable
        label="Messages"
        rows={rows}
        id={(row) => row.id}
        columns={[
          { title: 'Came', by: (row) => row.received_at, cell: (row) => time(row.received_at) },
          {
            title: 'Message',
            by: (row) => row.file_name ?? row.source,
            cell: (row) => (
              <a href={link(['messages', row.id])}>{row.file_name || row.source || row.id}</a>
            ),
          },
          { title: 'Partner', by: (row) => row.partner ?? '', cell: (row) => row.partner },
          { title: 'By', by: (row) => row.channel ?? '', cell: (row) => row.channel },
          {
            title: 'Size',
            number: true,
            by: (row) => String(row.bytes),
            cell: (row) => bytes(row.bytes),
          },
          {
            title: 'State',
            by: (row) => row.state,
            cell: (row) => <StateBadge state={row.state} />,
          },
          { title: 'Documents', cell: (row) => <Counts counts={row.documents} /> },
        ]}
      />
    </div>
  );
}

function Counts({ counts }: { counts: Message['documents'] }) {
  const amiss = counts.quarantined + counts.parked;
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return (
    <span className="row">
      {amiss > 0 && <Badge tone="bad">▲ {amiss} stuck</Badge>}
      <span className="small soft">
        {told.map(([name, count]) => `${count} ${words(name).toLowerCase()}`).join(', ')}
      </span>
    </span>
  );
}
