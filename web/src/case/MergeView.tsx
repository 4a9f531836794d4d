import type { CaseDetail } from '../api/types';
import { ModalDialog } from '../design/ModalDialog';
import { time } from '../format/dates';
import { money } from '../format/money';
import { words } from '../format/words';
import type { Acting, Stale } from './acting';

interface Change {
  what: string;
  seen: string;
  now: string;
}

/** What the person saw, against what is. */
export function changesBetween(seen: CaseDetail, now: CaseDetail): Change[] {
  const told = (found: CaseDetail): Record<string, string> => ({
    State: words(found.status),
    'At stake': money(found.amount, found.currency),
    With: found.assignee || words(found.owner),
    Severity: words(found.severity),
    Differences: found.discrepancies.map(({ code }) => words(code)).join(', '),
    Proposal: found.proposal
      ? `${found.proposal.title}, ${money(found.proposal.amount, found.proposal.currency)}`
      : 'none',
  });
  const [before, after] = [told(seen), told(now)];
  return Object.keys(before)
    .map((what) => ({ what, seen: before[what] ?? '', now: after[what] ?? '' }))
    .filter((change) => change.seen !== change.now);
}

/** Two people on one case: nothing is overwritten, the one who comes later looks and decides. */
export function MergeView(props: { stale: Stale; now: CaseDetail; acting: Acting }) {
  const { stale, now, acting } = props;
  const fresh = now.version !== stale.seen.version;
  const entries = now.history.slice(stale.seen.history.length);
  const { body } = stale;
  return (
    <ModalDialog title="The case changed while you looked at it" close={acting.forget}>
      {!fresh && <p role="status">Fetching what it is now…</p>}
      <table className="table">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">You saw</th>
            <th scope="col">It is now</th>
          </tr>
        </thead>
        <tbody>
          {changesBetween(stale.seen, now).map((change) => (
            <tr key={change.what}>
              <th scope="row">{change.what}</th>
              <td>{change.seen}</td>
              <td>
                <strong>{change.now}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="small">
        {entries.map((entry) => (
          <li key={entry.sequence}>
            {words(entry.action)} by {entry.actor}, {time(entry.at)}
          </li>
        ))}
      </ul>
      <footer>
        <button type="button" className="button" onClick={acting.forget}>
          Leave it as it is now
        </button>
        {body && fresh && (
          <button
            type="button"
            className="button primary"
            onClick={() => {
              acting.forget();
              acting.send(body);
            }}
          >
            {words(body.action)} all the same
          </button>
        )}
      </footer>
    </ModalDialog>
  );
}
