import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answer, api } from '../api/client';
import type { Discrepancy, Schemas } from '../api/types';
import { link } from '../app/address';
import { DataTable } from '../design/DataTable';
import { Panel } from '../design/Panel';
import { money } from '../format/money';
import { plural, words } from '../format/words';

/** What another policy would make of everything known, before anybody puts it in force. */
export function WhatIf({ text }: { text: string }) {
  const [policy, setPolicy] = useState(text);
  const asking = useMutation({
    mutationFn: (body: string) =>
      answer(
        api.POST('/api/v1/policy/what-if', {
          body,
          bodySerializer: (given) => given,
          headers: { 'Content-Type': 'application/yaml' },
        }),
      ),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate(policy);
  };
  return (
    <Panel title="What if">
      <form className="stack" onSubmit={submit}>
        <label className="field">
          <span>Another policy.yaml; nothing is recorded</span>
          <textarea
            className="input mono tall"
            value={policy}
            spellCheck={false}
            onChange={(event) => setPolicy(event.target.value)}
          />
        </label>
        <div className="row">
          <button type="submit" className="button primary" disabled={asking.isPending}>
            {asking.isPending ? 'Judging everything…' : 'What would change?'}
          </button>
        </div>
        {asking.error && (
          <p className="note bad" role="alert">
            {asking.error.message}
          </p>
        )}
      </form>
      {asking.data && <Outcome outcome={asking.data} />}
    </Panel>
  );
}

function Outcome({ outcome }: { outcome: Schemas['WhatIf'] }) {
  return (
    <div className="stack" role="status">
      <p>
        <strong>{plural(outcome.opens.count, 'difference')}</strong> would open,{' '}
        <strong>{outcome.closes.count}</strong> close, <strong>{outcome.changes.count}</strong>{' '}
        change.
      </p>
      {outcome.payable_now.map((row) => (
        <p key={row.currency}>
          Payable now: {money(row.from, row.currency)} → {money(row.to, row.currency)}
        </p>
      ))}
      <Differences title="Would open" rows={outcome.opens.discrepancies} />
      <Differences title="Would close" rows={outcome.closes.discrepancies} />
    </div>
  );
}

function Differences(props: { title: string; rows: readonly object[] }) {
  if (props.rows.length === 0) return null;
  const rows = props.rows.map((row, index) => ({ ...(row as Discrepancy), index }));
  return (
    <DataTable
      label={props.title}
      rows={rows}
      id={(row) => String(row.index)}
      columns={[
        { title: props.title, by: (row) => row.code, cell: (row) => words(row.code) },
        { title: 'Supplier', by: (row) => row.supplier, cell: (row) => row.supplier },
        {
          title: 'Order',
          cell: (row) => row.po && <a href={link(['orders', row.supplier, row.po])}>{row.po}</a>,
        },
        {
          title: 'Amount',
          number: true,
          by: (row) => row.amount,
          cell: (row) => money(row.amount, row.currency),
        },
      ]}
    />
  );
}
