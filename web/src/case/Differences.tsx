import type { CaseDetail, CaseDiscrepancy, Discrepancy, Order } from '../api/types';
import { Badge, SeverityBadge } from '../design/Badge';
import { Panel } from '../design/Panel';
import { money } from '../format/money';
import { words } from '../format/words';

interface Explained {
  steps: string[];
  expected?: string;
  actual?: string;
  cause?: string;
  confidence?: string;
  evidence: string[];
  hold?: string;
}

/** The judgement's own words for a difference: the case's, or else the order's. */
function explain(of: CaseDiscrepancy, found: CaseDetail, order: Order | undefined): Explained {
  const same = (each: { code: string; document?: string; document_line?: string }) =>
    each.code === of.code &&
    (each.document ?? '') === (of.document ?? '') &&
    (each.document_line ?? '') === (of.document_line ?? '');
  const arithmetic = found.arithmetic?.find(same);
  const judged: Discrepancy | undefined = order?.discrepancies.find(same);
  return {
    steps: arithmetic?.steps ?? judged?.arithmetic ?? [],
    expected: arithmetic?.expected || judged?.expected,
    actual: arithmetic?.actual || judged?.actual,
    cause: of.cause || judged?.cause || found.cause,
    confidence: judged?.confidence,
    evidence: judged?.evidence ?? [],
    hold: judged?.hold,
  };
}

/** Every difference with its rule, its arithmetic and what speaks for its cause. */
export function Differences(props: { found: CaseDetail; order: Order | undefined; at: number }) {
  const { found, order, at } = props;
  return (
    <Panel title="What differs" bare>
      <ol>
        {found.discrepancies.map((each, index) => (
          <Difference
            key={`${each.code} ${each.document} ${each.document_line}`}
            of={each}
            told={explain(each, found, order)}
            current={index === at}
          />
        ))}
      </ol>
    </Panel>
  );
}

function Difference(props: { of: CaseDiscrepancy; told: Explained; current: boolean }) {
  const { of, told, current } = props;
  return (
    <li className="difference-row stack" aria-current={current || undefined}>
      <div className="row">
        <h3>{words(of.code)}</h3>
        <Badge>Rule {of.rule}</Badge>
        <SeverityBadge severity={of.severity} />
        <HoldBadge hold={told.hold} />
        <span className="grow" />
        <strong>{money(of.impact, of.currency)}</strong>
        {of.class !== 'none' && <span className="small soft">{words(of.class)}</span>}
      </div>
      <p>{of.reason}</p>
      {told.cause && <Cause told={told} />}
      <details>
        <summary>Arithmetic and tolerance</summary>
        <div className="stack inside">
          {told.expected !== undefined && (
            <p>
              Expected <strong>{told.expected}</strong>, found <strong>{told.actual}</strong>
              {of.uom && ` ${of.uom}`}
            </p>
          )}
          <ul className="mono steps">
            {told.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
          {told.steps.length === 0 && <p className="soft">The judgement kept no steps.</p>}
        </div>
      </details>
    </li>
  );
}

const HOLDS: Record<string, string> = {
  L: 'Holds payment of the line',
  I: 'Holds the invoice',
  P: 'Holds the posting',
};

function HoldBadge({ hold = '' }: { hold?: string }) {
  return [...hold].map((kind) => {
    const text = HOLDS[kind];
    return (
      text && (
        <Badge key={kind} tone="warn">
          {text}
        </Badge>
      )
    );
  });
}

function Cause({ told }: { told: Explained }) {
  return (
    <div className="note">
      <p>
        Likely cause: <strong>{words(told.cause ?? '')}</strong>
        {told.confidence && told.confidence !== '0.00' && (
          <span className="soft"> · confidence {told.confidence}</span>
        )}
      </p>
      {told.evidence.map((each) => (
        <p key={each} className="small">
          {each}
        </p>
      ))}
    </div>
  );
}
