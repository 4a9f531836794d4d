import type { CaseDetail } from '../api/types';
import { Badge, StateBadge } from '../design/Badge';
import { Panel } from '../design/Panel';
import { time } from '../format/dates';
import { money } from '../format/money';
import { capital, words } from '../format/words';
import { effectText } from './words';

/** What was proposed, who said yes, who is still asked, and what carrying it out does. */
export function Decision({ found }: { found: CaseDetail }) {
  const { proposal } = found;
  if (!proposal) return null;
  return (
    <Panel title="Decision" beside={<StateBadge state={proposal.state} />}>
      <div className="stack">
        <p>
          <strong>
            {capital(proposal.title)} · {money(proposal.amount, proposal.currency)}
          </strong>
        </p>
        <p>{proposal.reason}</p>
        <p className="small soft">
          Proposed by {proposal.by}, {time(proposal.at)}
        </p>
        <Evidence evidence={proposal.evidence} />
        <Effects found={found} />
        <Approvals found={found} />
      </div>
    </Panel>
  );
}

function Evidence({ evidence }: { evidence: Record<string, string> }) {
  const given = Object.entries(evidence);
  if (given.length === 0) return null;
  return (
    <dl className="facts">
      {given.map(([name, value]) => (
        <div key={name} className="fact-row">
          <dt>{words(name)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Effects({ found }: { found: CaseDetail }) {
  const done = found.effects ?? [];
  const offered = found.resolutions?.find(({ id }) => id === found.proposal?.resolution);
  if (done.length === 0 && !offered) return null;
  return (
    <div>
      <h3>{done.length > 0 ? 'Carrying it out' : 'When it is approved'}</h3>
      <ul className="effects">
        {done.map((effect) => (
          <li key={effect.id}>
            {effectText(effect.effect)} {effect.way && <span className="soft">{effect.way}</span>}{' '}
            <StateBadge state={effect.state} />
          </li>
        ))}
        {done.length === 0 &&
          offered?.effects.map((effect) => <li key={effect}>{effectText(effect)}</li>)}
        {done.length === 0 && <HoldsThatFall found={found} />}
      </ul>
    </div>
  );
}

function HoldsThatFall({ found }: { found: CaseDetail }) {
  return (found.holds ?? [])
    .filter((hold) => hold.open && !hold.manual)
    .map((hold) => (
      <li key={hold.number}>
        The hold of {money(hold.amount, hold.currency)} on {hold.document} falls
      </li>
    ));
}

function Approvals({ found }: { found: CaseDetail }) {
  const { approvals = [], lacking = [] } = found;
  return (
    <ul className="effects">
      {approvals.map((each) => (
        <li key={`${each.person} ${each.as}`}>
          <Badge tone="good">✓ {each.consent ? 'Consent' : 'Approved'}</Badge> {each.person} as{' '}
          {each.as}, {money(each.amount, found.currency)}
        </li>
      ))}
      {lacking.map((each, index) => (
        <li key={index}>
          <Badge tone="warn">○ Still needed</Badge> {each.consent ? 'consent' : 'approval'} of{' '}
          {each.any_of.map(words).join(' or ')}
          {each.lead && ' (lead)'}
        </li>
      ))}
    </ul>
  );
}
