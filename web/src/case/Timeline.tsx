import type { HistoryEntry } from '../api/types';
import { Panel } from '../design/Panel';
import { time } from '../format/dates';
import { words } from '../format/words';

/** What happened to the case, as the ledger has it. */
export function Timeline({ history }: { history: readonly HistoryEntry[] }) {
  return (
    <Panel title="Timeline">
      <ol className="timeline">
        {history.toReversed().map((entry) => (
          <li key={entry.sequence}>
            <p>
              <strong>{words(entry.action)}</strong> <span className="soft">by {entry.actor}</span>
            </p>
            {entry.reason && <p>{entry.reason}</p>}
            <p className="small soft">
              {time(entry.at)} · ledger {entry.sequence} ·{' '}
              <span className="mono" title={entry.hash}>
                {entry.hash.slice(0, 10)}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
