import { useMemo, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useRawBytes } from '../api/evidence';
import type { Receipt, Schemas } from '../api/types';
import { ReceiptTable } from '../case/Documents';
import { Badge } from '../design/Badge';
import { ChipSelect } from '../design/Chips';
import { Panel } from '../design/Panel';
import { Empty } from '../design/states';
import { words } from '../format/words';
import { HexPane, RawPane, TakenPane, TreePane } from './panes';
import { endOf, pieceAt, piecesOf, placed, transactionsOf, type PlacedFinding } from './segments';

type Transaction = Schemas['InspectedTransaction'];

/** The message as a tree, as it came, as bytes and as what was taken from it, all in step. */
export function Inspector(props: { id: string; inspection: Schemas['Inspection'] }) {
  const { id, inspection } = props;
  const transactions = useMemo(() => transactionsOf(inspection), [inspection]);
  const [index, setIndex] = useState(() =>
    Math.max(
      0,
      transactions.findIndex(({ accepted }) => !accepted),
    ),
  );
  const transaction = transactions[index];
  const whole = [
    ...inspection.errors,
    ...inspection.interchanges.flatMap(({ errors }) => errors),
  ].map((finding) => ({ ...finding, at: finding.offset }));
  return (
    <Panel
      title={`Inspector · ${inspection.standard}`}
      bare
      beside={
        <ChipSelect
          label="Document"
          any="…"
          value={String(index)}
          options={transactions.map((each, at) => [String(at), titleOf(each)] as const)}
          choose={(value) => setIndex(Number(value))}
        />
      }
    >
      {whole.length > 0 && (
        <div className="inside-row">
          <Findings findings={whole} go={() => undefined} />
        </div>
      )}
      {transaction ? (
        <TransactionView
          key={index}
          id={id}
          transaction={transaction}
          endBy={(size) => endOf(transactions, index, size)}
        />
      ) : (
        <Empty title="No business document could be read from it" />
      )}
      <Acknowledgments inspection={inspection} />
    </Panel>
  );
}

function titleOf({ set, control, accepted }: Transaction): string {
  return `${accepted ? '✓' : '◆'} ${set} ${control}`;
}

function TransactionView(props: {
  id: string;
  transaction: Transaction;
  endBy: (size: number) => number;
}) {
  const { transaction } = props;
  const raw = useRawBytes(props.id);
  const bytes = raw.data ?? new Uint8Array();
  const end = props.endBy(bytes.length);
  const pieces = useMemo(() => piecesOf(transaction, end), [transaction, end]);
  const findings = placed(transaction);
  const [at, setAt] = useState(findings[0]?.at ?? pieces[0]?.offset ?? 0);
  const piece = pieceAt(pieces, at);
  const step = { pieces, piece, findings, choose: setAt };
  return (
    <>
      {findings.length > 0 && (
        <div className="inside-row">
          <Findings findings={findings} go={setAt} />
        </div>
      )}
      <div className="inspector">
        <TreePane {...step} />
        <Tabs className="tabs">
          <TabList aria-label="Ways to look at it">
            <Tab id="raw">Raw</Tab>
            <Tab id="taken">Taken</Tab>
            <Tab id="hex">Hex</Tab>
            <Tab id="business">Business</Tab>
          </TabList>
          <TabPanel id="raw">
            <RawPane {...step} bytes={bytes} />
          </TabPanel>
          <TabPanel id="taken">
            <TakenPane {...step} taken={transaction.taken ?? []} />
          </TabPanel>
          <TabPanel id="hex">
            <HexPane {...step} bytes={bytes} />
          </TabPanel>
          <TabPanel id="business">
            {transaction.receipt ? (
              <ReceiptTable receipt={transaction.receipt as unknown as Receipt} />
            ) : (
              <Empty title="It carries no receipt" />
            )}
          </TabPanel>
        </Tabs>
      </div>
    </>
  );
}

function Findings(props: { findings: PlacedFinding[]; go: (offset: number) => void }) {
  return (
    <ul className="stack" aria-label="Findings">
      {props.findings.map((finding, index) => (
        <li key={index} className={`note ${finding.level === 'warning' ? 'warn' : 'bad'}`}>
          <p>
            <Badge tone={finding.level === 'warning' ? 'warn' : 'bad'}>
              {finding.level === 'warning' ? '▲' : '◆'} {words(finding.level)} {finding.code}
            </Badge>{' '}
            {finding.message}
          </p>
          {finding.mend && <p className="soft">{finding.mend}</p>}
          {finding.at !== undefined && (
            <button type="button" className="button" onClick={() => props.go(finding.at ?? 0)}>
              Show {finding.segment ?? 'the place'}
              {finding.element ? `, element ${finding.element}` : ''}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Acknowledgments({ inspection }: { inspection: Schemas['Inspection'] }) {
  const texts = inspection.interchanges
    .map(({ acknowledgment }) => acknowledgment)
    .filter((text) => text !== '');
  if (texts.length === 0) return null;
  return (
    <details className="inside-row">
      <summary>The acknowledgment to it</summary>
      {texts.map((text) => (
        <pre key={text} className="code" tabIndex={0}>
          {text.replaceAll('~', '~\n')}
        </pre>
      ))}
    </details>
  );
}
