import { useState } from 'react';
import {
  useDecidePolicy,
  usePolicyVersion,
  usePolicyVersions,
  useWhatIf,
  type PolicyDecision,
  type PolicyVersion,
} from '../api/policy';
import { link } from '../app/address';
import { useMayCall } from '../app/me';
import { Panel } from '../design/Panel';
import { Answer } from '../design/states';
import { time } from '../format/dates';
import { diffLines } from './diff';
import { Mistakes } from './Mistakes';
import { authorsOf, PolicyState } from './Versions';
import { WhatIf } from './WhatIf';

/** One version: what is new in it, what it would change, and the word of a second person. */
export function VersionScreen({ number }: { number: number }) {
  return (
    <Answer of={usePolicyVersion(number)} what={`version ${number}`}>
      {(version) => (
        <>
          <header className="stack">
            <p className="small">
              <a href={link(['policy'])}>Rules and tolerances</a>
            </p>
            <div className="row">
              <h1>Version {version.number}</h1>
              <PolicyState state={version.state} />
            </div>
          </header>
          <About version={version} />
          <Content version={version} />
        </>
      )}
    </Answer>
  );
}

function About({ version }: { version: PolicyVersion }) {
  const facts: [string, string | undefined][] = [
    ['Why', version.reason],
    ['Written by', authorsOf(version)],
    [version.origin === 'file' ? 'First read' : 'Proposed', time(version.proposed_at)],
    ['Decided by', version.decided_by],
    ['Decided', version.decided_at && time(version.decided_at)],
    ['Because', version.decision_reason],
    ['In force from', version.in_force_from && time(version.in_force_from)],
    ['Until', version.in_force_until && time(version.in_force_until)],
    ['Known as', version.version],
  ];
  return (
    <Panel title="How it came about">
      <dl className="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className="contents">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Panel>
  );
}

/** Beside the version in force, where it is not that itself. */
function Content({ version }: { version: PolicyVersion }) {
  const versions = usePolicyVersions();
  const ruling = versions.data?.find(({ state }) => state === 'in_force')?.number;
  if (version.state === 'in_force') return <Text title="policy.yaml" text={version.text ?? ''} />;
  return (
    <Answer of={versions} what="the version in force">
      {() => <Beside version={version} ruling={ruling ?? 0} />}
    </Answer>
  );
}

function Beside({ version, ruling }: { version: PolicyVersion; ruling: number }) {
  const text = version.text ?? '';
  const asking = useWhatIf();
  const mayAsk = useMayCall('ask_what_if');
  return (
    <>
      <Answer of={usePolicyVersion(ruling)} what="the version in force">
        {(inForce) => (
          <Panel title={`What is new beside version ${ruling}, which is in force`} bare>
            <Difference was={inForce.text ?? ''} is={text} />
          </Panel>
        )}
      </Answer>
      {mayAsk && (
        <Panel
          title="What would change"
          beside={
            <button
              type="button"
              className="button"
              disabled={asking.isPending}
              onClick={() => asking.mutate(text)}
            >
              Judge everything by both
            </button>
          }
        >
          {asking.isIdle && (
            <p className="soft">
              What would open, close and change, with its amounts. Nothing is recorded.
            </p>
          )}
          <WhatIf asking={asking} />
        </Panel>
      )}
      {version.state === 'proposed' && <Decide version={version} ruling={ruling} />}
    </>
  );
}

const MARKS = { same: ' ', gone: '−', new: '+' } as const;

function Difference({ was, is }: { was: string; is: string }) {
  return (
    <pre className="code diff" tabIndex={0}>
      {diffLines(was, is).map(({ kind, text }, line) => (
        <span key={line} className={kind}>
          <span aria-hidden={kind === 'same'}>{MARKS[kind]}</span> {text}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <Panel title={title}>
      {text ? (
        <pre className="code" tabIndex={0}>
          {text}
        </pre>
      ) : (
        <p className="soft">
          There is no policy.yaml: the standard policy, as the manual prints it.
        </p>
      )}
    </Panel>
  );
}

const DECISIONS: Record<PolicyDecision, string> = {
  activate: 'Put it in force',
  reject: 'Reject',
  withdraw: 'Withdraw',
};

function Decide({ version, ruling }: { version: PolicyVersion; ruling: number }) {
  const mayDecide = useMayCall('decide_policy');
  const [reason, setReason] = useState('');
  const deciding = useDecidePolicy(version.number);
  const offers = mayDecide ? (version.decisions ?? []) : [];
  const allowed = offers.filter((offer) => offer.allowed);
  const barred = offers.find((offer) => offer.decision === 'activate' && !offer.allowed);
  const decide = (decision: PolicyDecision) =>
    deciding.mutate({ decision, reason: reason.trim(), over: String(ruling) });
  return (
    <Panel title="Decide">
      <div className="stack">
        {!mayDecide && <p className="soft">A supervisor, a buyer or an administrator decides.</p>}
        {barred && (
          <p className="note">
            You can not put it in force: {barred.why_not} ({barred.rule}).
          </p>
        )}
        {allowed.length > 0 && (
          <>
            <label className="field">
              <span>Why</span>
              <textarea
                className="input"
                value={reason}
                maxLength={2000}
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
            <div className="row">
              {allowed.map(({ decision }) => (
                <button
                  key={decision}
                  type="button"
                  className={decision === 'activate' ? 'button primary' : 'button'}
                  disabled={deciding.isPending || !reason.trim()}
                  onClick={() => decide(decision)}
                >
                  {DECISIONS[decision]}
                </button>
              ))}
            </div>
          </>
        )}
        {deciding.error && <Mistakes problem={deciding.error} />}
      </div>
    </Panel>
  );
}
