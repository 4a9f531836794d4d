import { usePartners } from '../api/evidence';
import type { Schemas } from '../api/types';
import { Badge } from '../design/Badge';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer, Empty } from '../design/states';
import { time } from '../format/dates';
import { plural } from '../format/words';

type Certificate = Schemas['Certificate'];

/** Who we trade with, how each is reached, and whose certificates end when. */
export default function PartnersScreen() {
  return (
    <>
      <h1>Partners and certificates</h1>
      <Answer of={usePartners()} what="the partners">
        {(data) => (
          <>
            <Panel title="Partners" bare>
              <PartnerTable partners={data.partners} />
            </Panel>
            <Panel title="Our certificates" bare>
              <Certificates rows={data.our_certificates} />
            </Panel>
          </>
        )}
      </Answer>
    </>
  );
}

function PartnerTable({ partners }: { partners: Schemas['Partner'][] }) {
  if (partners.length === 0)
    return (
      <Empty title="No partner is set up">
        <p>Each is a file of its own in partners/; messages of strangers are read all the same.</p>
      </Empty>
    );
  return (
    <DataTable
      label="Partners"
      rows={partners}
      id={(row) => row.id}
      columns={[
        { title: 'Partner', by: (row) => row.name, cell: (row) => row.name || row.id },
        { title: 'Supplier', by: (row) => row.supplier ?? '', cell: (row) => row.supplier },
        { title: 'Senders', cell: (row) => <span className="mono">{row.senders.join(', ')}</span> },
        { title: 'Ways', cell: (row) => row.channels.join(', ') },
        {
          title: 'Maps',
          cell: (row) => row.maps.map((map) => `${map.id} ${map.version}`).join(', '),
        },
        {
          title: 'Certificates',
          cell: (row) => row.certificates.map((each) => <Left key={each.fingerprint} of={each} />),
        },
      ]}
    />
  );
}

function Left({ of }: { of: Certificate }) {
  if (of.days_left < 0) return <Badge tone="bad">◆ Ended</Badge>;
  if (of.days_left < 30) return <Badge tone="warn">▲ {plural(of.days_left, 'day')} left</Badge>;
  return <Badge tone="good">✓ {plural(of.days_left, 'day')} left</Badge>;
}

function Certificates({ rows }: { rows: Certificate[] }) {
  if (rows.length === 0) return <Empty title="The gateway has no certificate of its own" />;
  return (
    <DataTable
      label="Our certificates"
      rows={rows}
      id={(row) => row.fingerprint}
      columns={[
        { title: 'Subject', cell: (row) => row.subject },
        { title: 'Until', by: (row) => row.until, cell: (row) => time(row.until) },
        { title: 'Left', cell: (row) => <Left of={row} /> },
        { title: 'Fingerprint', cell: (row) => <span className="mono">{row.fingerprint}</span> },
      ]}
    />
  );
}
