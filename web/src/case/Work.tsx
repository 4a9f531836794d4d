import type { CaseDetail } from '../api/types';
import { Badge, StateBadge } from '../design/Badge';
import { Panel } from '../design/Panel';
import { date, fromNow, time } from '../format/dates';
import { money } from '../format/money';
import { words } from '../format/words';

/** How much time there is, and what money waits for it. */
export function ServiceTime({ service }: { service: NonNullable<CaseDetail['service']> }) {
  const used = Math.min(service.used_permille, 1000);
  return (
    <Panel title="Time">
      <div className="stack">
        <dl className="facts">
          {service.resolve_due && (
            <div className="fact-row">
              <dt>Resolve by</dt>
              <dd>
                {time(service.resolve_due)}{' '}
                <span className="soft">({fromNow(service.resolve_due)})</span>
              </dd>
            </div>
          )}
          {service.due_date && (
            <div className="fact-row">
              <dt>Invoice due</dt>
              <dd>{date(service.due_date)}</dd>
            </div>
          )}
          {service.discount_date && (
            <div className="fact-row">
              <dt>Discount until</dt>
              <dd>{date(service.discount_date)}</dd>
            </div>
          )}
        </dl>
        <progress className="bar" max={1000} value={used} aria-label="Time used" />
        <div className="row">
          <span className="small soft">
            {service.used_permille > 1000
              ? 'All of it is used'
              : `${Math.round(service.used_permille / 10)} % used`}
          </span>
          {service.breached && <Badge tone="bad">◆ Out of time</Badge>}
          {service.money_date && <Badge tone="warn">▲ Money date is near</Badge>}
          {service.clock === 'stopped' && <Badge>Clock stopped</Badge>}
        </div>
      </div>
    </Panel>
  );
}

export function Holds({ holds }: { holds: NonNullable<CaseDetail['holds']> }) {
  return (
    <Panel title="Holds">
      <ul className="stack">
        {holds.map((hold) => (
          <li key={hold.number}>
            <Badge tone={hold.open ? 'warn' : 'good'}>{hold.open ? '● Held' : '✓ Released'}</Badge>{' '}
            {money(hold.amount, hold.currency)} on {hold.document}{' '}
            <span className="small soft">
              {words(hold.scope)}
              {hold.rule && `, rule ${hold.rule}`}
              {hold.released_at && `, ${time(hold.released_at)}`}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function Tasks({ tasks }: { tasks: NonNullable<CaseDetail['tasks']> }) {
  return (
    <Panel title="Tasks">
      <ul className="stack">
        {tasks.map((task) => (
          <li key={task.number}>
            <StateBadge state={task.done ? 'done' : 'open'} /> {task.title}
            <p className="small soft">
              {words(task.role)}
              {task.assignee && ` · ${task.assignee}`} · due {time(task.due)}
            </p>
            {task.result && <p>{task.result}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function EarlierCases({ cases }: { cases: NonNullable<CaseDetail['earlier_cases']> }) {
  return (
    <Panel title="Earlier cases like this">
      <ul className="stack">
        {cases.map((each) => (
          <li key={each.id}>
            <a href={`#/cases/${each.id}`}>{each.title}</a>
            <p className="small soft">
              {words(each.status)} · {money(each.amount, each.currency)} · {time(each.opened)}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
