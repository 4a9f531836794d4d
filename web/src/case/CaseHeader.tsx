import type { CaseDetail } from '../api/types';
import { link } from '../app/address';
import { useMayCall } from '../app/me';
import { Badge, SeverityBadge, StateBadge } from '../design/Badge';
import { time } from '../format/dates';
import { money } from '../format/money';
import { words } from '../format/words';
import { flagTexts } from './words';
import { inboxAddress } from '../inbox/worklist';

export function CaseHeader({ found, next }: { found: CaseDetail; next: () => void }) {
  const mayPack = useMayCall('get_case_pack');
  return (
    <header className="stack">
      <div className="row small">
        <a className="no-print" href={inboxAddress()}>
          ← Inbox
        </a>
        <span className="soft mono">{found.id}</span>
        <span className="grow" />
        {mayPack && (
          <a className="button no-print" href={`/api/v1/cases/${found.id}/pack`} download>
            Evidence pack
          </a>
        )}
        <button type="button" className="button no-print" onClick={() => window.print()}>
          Print
        </button>
        <button type="button" className="button no-print" onClick={next}>
          Next case <kbd>n</kbd>
        </button>
      </div>
      <div className="screen-head">
        <div className="stack case-heading">
          <h1>{found.title}</h1>
          <div className="row">
            <SeverityBadge severity={found.severity} />
            <StateBadge state={found.status} />
            {flagTexts(found.flags ?? []).map((flag) => (
              <Badge key={flag} tone="warn">
                ▲ {flag}
              </Badge>
            ))}
            <span className="soft small">
              {found.assignee ? `with ${found.assignee}` : `for ${words(found.owner)}`} · opened{' '}
              {time(found.opened)}
            </span>
          </div>
          <p className="small">
            {found.supplier && <a href={link(['suppliers', found.supplier])}>{found.supplier}</a>}
            {found.follows && (
              <>
                {' · follows '}
                <a href={link(['cases', found.follows])}>{found.follows}</a>
              </>
            )}
            {found.merged_into && (
              <>
                {' · merged into '}
                <a href={link(['cases', found.merged_into])}>{found.merged_into}</a>
              </>
            )}
          </p>
        </div>
        <div className="case-amount">
          <strong>{money(found.amount, found.currency)}</strong>
          <span className="small soft">at stake</span>
        </div>
      </div>
    </header>
  );
}
