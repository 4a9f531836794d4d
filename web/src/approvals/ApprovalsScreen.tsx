import { useCase, useCases } from '../api/cases';
import { usePolicyVersions } from '../api/policy';
import type { CaseDetail, CaseRow } from '../api/types';
import { go, link } from '../app/address';
import { useMayCall, useMe } from '../app/me';
import { useShortcuts } from '../app/shortcuts';
import { CaseActions } from '../case/CaseActions';
import { Decision } from '../case/Decision';
import { Differences } from '../case/Differences';
import { MergeView } from '../case/MergeView';
import { useActing } from '../case/acting';
import '../case/case.css';
import { SeverityBadge } from '../design/Badge';
import { Answer, Empty } from '../design/states';
import { money, totals } from '../format/money';
import { plural } from '../format/words';
import { byUrgency } from '../inbox/filter';
import './approvals.css';

/** What waits for a second person, with the effect before it is approved. */
export default function ApprovalsScreen({ path }: { path: string[] }) {
  const proposed = useCases({ status: 'proposed' });
  return (
    <Answer of={proposed} what="what waits for approval">
      {(data) => (
        <Waiting rows={data.pages.flatMap((page) => page.cases).toSorted(byUrgency)} id={path[0]} />
      )}
    </Answer>
  );
}

/** Versions of the policy wait for a second person too, in a screen of their own. */
function Policies() {
  const mayDecide = useMayCall('decide_policy');
  const versions = usePolicyVersions(mayDecide);
  const proposed = versions.data?.filter(({ state }) => state === 'proposed') ?? [];
  if (proposed.length === 0) return null;
  return (
    <div className="note warn">
      {proposed.map(({ number, authors, reason }) => (
        <p key={number}>
          <a href={link(['policy', String(number)])}>Version {number} of the policy</a> waits for a
          second person. Written by {authors.join(', ')}: {reason}
        </p>
      ))}
    </div>
  );
}

function Waiting({ rows, id }: { rows: CaseRow[]; id: string | undefined }) {
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === id),
  );
  const current = rows[at];
  const show = (row: CaseRow | undefined) =>
    row && go(link(['approvals', row.id]), { replace: true });
  useShortcuts({
    j: () => show(rows[at + 1]),
    k: () => show(rows[at - 1]),
    Enter: () => current && go(link(['cases', current.id])),
  });
  return (
    <>
      <header>
        <h1>Approvals</h1>
        {rows.length > 0 && (
          <p className="soft">
            {plural(rows.length, 'proposal')} · {totals(rows) || 'nothing'} to decide on
          </p>
        )}
      </header>
      <Policies />
      {current ? (
        <div className="approvals">
          <ul className="panel" aria-label="Proposals">
            {rows.map((row) => (
              <li key={row.id}>
                <a
                  className="approval-row"
                  href={link(['approvals', row.id])}
                  aria-current={row === current || undefined}
                >
                  <SeverityBadge severity={row.severity} />
                  <span className="grow">{row.title}</span>
                  <strong>{money(row.amount, row.currency)}</strong>
                </a>
              </li>
            ))}
          </ul>
          <Proposal key={current.id} id={current.id} />
        </div>
      ) : (
        <Empty title="Nothing waits for approval">
          <p>A proposal of a colleague shows up here.</p>
        </Empty>
      )}
    </>
  );
}

function Proposal({ id }: { id: string }) {
  return (
    <Answer of={useCase(id)} what="the proposal">
      {(found) => <ProposalView found={found} />}
    </Answer>
  );
}

function ProposalView({ found }: { found: CaseDetail }) {
  const acting = useActing(found);
  const me = useMe();
  useShortcuts({ a: () => acting.choose('approve') });
  return (
    <div className="stack">
      <div className="row">
        <h2 className="grow">
          <a href={link(['cases', found.id])}>{found.title}</a>
        </h2>
        {found.proposal?.by === me.id && <span className="soft">proposed by you</span>}
      </div>
      <CaseActions found={found} acting={acting} />
      <Decision found={found} />
      <Differences found={found} order={undefined} at={-1} />
      {acting.stale && <MergeView stale={acting.stale} now={found} acting={acting} />}
    </div>
  );
}
