import { usePolicy } from '../api/evidence';
import type { Schemas } from '../api/types';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer } from '../design/states';
import { quantity } from '../format/money';
import { words } from '../format/words';
import { useMayCall } from '../app/me';
import { WhatIf } from './WhatIf';

type Tolerance = Schemas['Tolerance'];

/** What may differ before it is a difference. */
export default function PolicyScreen() {
  const mayAsk = useMayCall('ask_what_if');
  return (
    <Answer of={usePolicy()} what="the policy">
      {(policy) => (
        <>
          <header>
            <h1>Rules and tolerances</h1>
            <p className="soft">
              {policy.id} · version <span className="mono">{policy.version}</span> · limits in{' '}
              {policy.functional_currency}
            </p>
          </header>
          <Panel title="Tolerances" bare>
            <Tolerances rows={policy.tolerances} />
          </Panel>
          {mayAsk && <WhatIf text={policy.text} />}
          {policy.text && (
            <Panel title="policy.yaml">
              <pre className="code" tabIndex={0}>
                {policy.text}
              </pre>
            </Panel>
          )}
        </>
      )}
    </Answer>
  );
}

/** null: not limited this way; nought: nothing is allowed. */
function limits(row: Tolerance): string {
  const parts = [
    row.pct !== null && `${quantity(row.pct)} %`,
    row.abs_qty !== null && `${quantity(row.abs_qty)} units`,
    row.abs_amt !== null && `an amount of ${quantity(row.abs_amt)}`,
    row.days !== null && `${row.days} days`,
  ].filter((part) => part !== false);
  return parts.join(row.mode === 'both' ? ' and ' : ' or ') || 'not limited';
}

function scope({ scope: { supplier, item, item_group, site } }: Tolerance): string {
  return [supplier, item, item_group, site].filter(Boolean).join(' · ') || 'everywhere';
}

function Tolerances({ rows }: { rows: Tolerance[] }) {
  return (
    <DataTable
      label="Tolerances"
      rows={rows.map((row, index) => ({ ...row, index }))}
      id={(row) => String(row.index)}
      columns={[
        { title: 'What is compared', by: (row) => row.leg, cell: (row) => words(row.leg) },
        { title: 'Direction', by: (row) => row.direction, cell: (row) => words(row.direction) },
        { title: 'Allowed', cell: (row) => <strong>{limits(row)}</strong> },
        { title: 'For', by: scope, cell: scope },
        { title: 'Version', number: true, cell: (row) => row.version },
      ]}
    />
  );
}
