import { usePolicy } from '../api/policy';
import type { Schemas } from '../api/types';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { Answer } from '../design/states';
import { money, quantity } from '../format/money';
import { words } from '../format/words';
import { useMayCall } from '../app/me';
import { Propose } from './Propose';
import { VersionScreen } from './VersionScreen';
import { Versions } from './Versions';

type Tolerance = Schemas['Tolerance'];

/** The policy in force, or one version of it: #/policy/7. */
export default function PolicyScreen({ path }: { path: string[] }) {
  const number = Number(path[0]);
  return number > 0 ? <VersionScreen key={number} number={number} /> : <InForce />;
}

/** What may differ before it is a difference. */
function InForce() {
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
          <Versions />
          <Panel title="Tolerances" bare>
            <Tolerances rows={policy.tolerances} currency={policy.functional_currency} />
          </Panel>
          {mayAsk && <Propose text={policy.text} />}
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

/** What is held against what, in the order in which goods and money move. */
const LEGS: Record<string, string> = {
  QTY_ASN_PO: 'Shipped against ordered',
  QTY_RCV_ASN: 'Received against shipped',
  QTY_RCV_PO: 'Received against ordered',
  QTY_INV_PAYABLE: 'Invoiced against payable quantity',
  PRICE: 'Price against the order',
  PRICE_EST: 'Price against an estimate',
  CHARGE: 'Charge against what was agreed',
  CHARGE_NEW: 'Charge that nobody agreed to',
  ALLOWANCE: 'Allowance that is missing',
  TAX: 'Tax',
  TOTAL: 'Total of the document',
  ERP_QTY: 'Posted against received quantity',
  ERP_VALUE: 'Posted against received value',
  CREDIT: 'Credit against what was expected',
  DATE: 'Date against the order',
  XFER: 'Transfer received against shipped',
  COUNT: 'Counted against the books',
  FX: 'Exchange rate',
};

/** null: not limited this way; nought: nothing is allowed. */
function limits(row: Tolerance, currency: string): string {
  const parts = [
    row.pct !== null && `${quantity(row.pct)} %`,
    row.abs_qty !== null && `${quantity(row.abs_qty)} units`,
    row.abs_amt !== null && money(row.abs_amt, currency),
    row.days !== null && `${row.days} days`,
  ].filter((part) => part !== false);
  return parts.join(row.mode === 'both' ? ' and ' : ' or ') || 'not limited';
}

function scope({ scope: { supplier, item, item_group, site } }: Tolerance): string {
  return [supplier, item, item_group, site].filter(Boolean).join(' · ') || 'Everywhere';
}

function Tolerances({ rows, currency }: { rows: Tolerance[]; currency: string }) {
  return (
    <DataTable
      label="Tolerances"
      rows={rows.map((row, index) => ({ ...row, index }))}
      id={(row) => String(row.index)}
      columns={[
        {
          title: 'What is compared',
          by: (row) => LEGS[row.leg] ?? row.leg,
          cell: (row) => LEGS[row.leg] ?? words(row.leg),
        },
        { title: 'Direction', by: (row) => row.direction, cell: (row) => words(row.direction) },
        { title: 'Allowed', cell: (row) => <strong>{limits(row, currency)}</strong> },
        { title: 'For', by: scope, cell: scope },
        { title: 'Version', number: true, cell: (row) => row.version },
      ]}
    />
  );
}
