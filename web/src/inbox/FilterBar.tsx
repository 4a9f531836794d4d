import { useState } from 'react';
import type { CaseRow } from '../api/types';
import { go } from '../app/address';
import { ChipSelect, ChipToggle } from '../design/Chips';
import { words } from '../format/words';
import { GROUPINGS, type InboxView } from './filter';
import { useSavedViews, type SavedView } from './savedViews';

const OWNERS = ['clerk', 'procurement', 'warehouse', 'operator', 'supervisor'] as const;
const STATUSES = [
  'assigned',
  'in_review',
  'awaiting_supplier',
  'awaiting_internal',
  'proposed',
  'approved',
  'resolved',
  'closed',
] as const;

function pairs(values: readonly string[]) {
  return values.map((value) => [value, words(value)] as const);
}

function distinct(values: (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort();
}

export function FilterBar(props: { view: InboxView; query: URLSearchParams; rows: CaseRow[] }) {
  const { view, query, rows } = props;
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    go(`#/inbox${next.size > 0 ? `?${next}` : ''}`, { replace: true });
  };
  const chosen = (name: string) => query.get(name) ?? '';
  const suppliers = distinct([
    ...rows.map((row) => row.supplier),
    query.get('supplier') || undefined,
  ]);
  const codes = distinct([
    ...rows.flatMap((row) => row.discrepancies.map(({ code }) => code)),
    query.get('code') || undefined,
  ]);
  return (
    <div className="stack no-print">
      <Views query={query} />
      <div className="row filters" role="group" aria-label="Filters">
        <Search text={chosen('q')} search={(text) => set('q', text)} />
        <ChipToggle on={view.mine} turn={() => set('mine', view.mine ? '' : '1')}>
          Mine
        </ChipToggle>
        <ChipSelect
          label="For"
          any="everybody"
          value={chosen('owner')}
          options={pairs(OWNERS)}
          choose={(value) => set('owner', value)}
        />
        <ChipSelect
          label="Supplier"
          any="any"
          value={chosen('supplier')}
          options={suppliers.map((name) => [name, name] as const)}
          choose={(value) => set('supplier', value)}
        />
        <ChipSelect
          label="Difference"
          any="any"
          value={chosen('code')}
          options={pairs(codes)}
          choose={(value) => set('code', value)}
        />
        <ChipSelect
          label="State"
          any="open"
          value={chosen('status')}
          options={pairs(STATUSES)}
          choose={(value) => set('status', value)}
        />
        <ChipSelect
          label="Amount"
          any="any"
          value={chosen('min_amount')}
          options={['100', '1000', '10000'].map((amount) => [amount, `≥ ${amount}`] as const)}
          choose={(value) => set('min_amount', value)}
        />
        <ChipSelect
          label="Age"
          any="any"
          value={chosen('age')}
          options={['1', '3', '7', '30'].map((days) => [days, `≥ ${days} d`] as const)}
          choose={(value) => set('age', value)}
        />
        <ChipSelect
          label="Group by"
          any="nothing"
          value={view.group ?? ''}
          options={pairs(GROUPINGS)}
          choose={(value) => set('group', value)}
        />
      </div>
    </div>
  );
}

function Search({ text, search }: { text: string; search: (text: string) => void }) {
  return (
    <input
      key={text}
      id="inbox-search"
      className="input search"
      type="search"
      aria-label="Search cases by number, title, order or invoice"
      placeholder="Search ( / )"
      defaultValue={text}
      onKeyDown={(event) => {
        if (event.key === 'Enter') search(event.currentTarget.value.trim());
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}

function Views({ query }: { query: URLSearchParams }) {
  const { views, isOwn, save, forget } = useSavedViews();
  const [naming, setNaming] = useState(false);
  const now = query.toString();
  const current = views.find((view) => view.query === now);
  const show = (view: SavedView) => go(`#/inbox${view.query && `?${view.query}`}`);
  return (
    <div className="row" role="group" aria-label="Views">
      {views.map((view) => (
        <ChipToggle key={view.name} on={view === current} turn={() => show(view)}>
          {view.name}
        </ChipToggle>
      ))}
      {current && isOwn(current) && (
        <button type="button" className="button plain" onClick={() => forget(current)}>
          Forget this view
        </button>
      )}
      {!current && !naming && (
        <button type="button" className="button plain" onClick={() => setNaming(true)}>
          Save this view
        </button>
      )}
      {naming && (
        <input
          className="input search"
          aria-label="Name of the view"
          placeholder="Name, then Enter"
          autoFocus
          onBlur={() => setNaming(false)}
          onKeyDown={(event) => {
            const name = event.currentTarget.value.trim();
            if (event.key === 'Enter' && name) save({ name, query: now });
            if (event.key === 'Enter' || event.key === 'Escape') setNaming(false);
          }}
        />
      )}
    </div>
  );
}
