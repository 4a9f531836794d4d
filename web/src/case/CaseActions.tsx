import { capital } from '../format/words';
import type { CaseDetail } from '../api/types';
import { useMe } from '../app/me';
import { ActionDialog } from './ActionDialog';
import { ProposeDialog } from './ProposeDialog';
import type { Acting } from './acting';
import { buttonsOf, isAllowed, mayGive, notYours, refusalOf } from './offers';

/** What this person may do now, as the gateway offers it. */
export function CaseActions({ found, acting }: { found: CaseDetail; acting: Acting }) {
  const me = useMe();
  const buttons = buttonsOf(found, me.id);
  const gives = mayGive(found);
  const resolutions = isAllowed(found, 'propose') ? (found.resolutions ?? []) : [];
  const refusal = refusalOf(found);
  const notMine = notYours(found);
  const offered = buttons.length > 0 || gives || resolutions.length > 0;
  if (!offered && !refusal && !notMine) return null;
  return (
    <div className="case-actions stack" role="group" aria-label="Actions">
      {resolutions.length > 0 && (
        <div className="row">
          <span className="soft small">Propose</span>
          {resolutions.map((each, index) => (
            <button
              key={each.id}
              type="button"
              className={`button ${index === 0 ? 'primary' : ''}`}
              onClick={() => acting.propose(each.id)}
            >
              {capital(each.title)}
            </button>
          ))}
        </div>
      )}
      <div className="row">
        {buttons.map(({ action, text }) => (
          <button
            key={action}
            type="button"
            className={`button ${action === 'approve' ? 'primary' : ''}`}
            disabled={acting.busy}
            onClick={() => acting.choose(action)}
          >
            {text}
          </button>
        ))}
        {gives && (
          <button type="button" className="button" disabled={acting.busy} onClick={acting.give}>
            Assign to…
          </button>
        )}
      </div>
      {notMine && <p className="small soft">Not yours to take: {notMine}.</p>}
      {refusal && (
        <p className="note warn">
          You can not approve this: {refusal.reason} <span className="soft">({refusal.rule})</span>
        </p>
      )}
      {acting.problem && !acting.open && (
        <p className="note bad" role="alert">
          {acting.problem.message}
        </p>
      )}
      {acting.open === 'propose' && <ProposeDialog found={found} acting={acting} />}
      {acting.open && acting.open !== 'propose' && (
        <ActionDialog action={acting.open} found={found} acting={acting} />
      )}
    </div>
  );
}
