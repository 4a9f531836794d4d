import { useState } from 'react';
import type { CaseRow } from '../api/types';
import { go } from '../app/address';
import { ChipSelect, ChipToggle } from '../design/Chips';
import { quantity } from '../format/money';
import { words } from '../format/words';
import { GROUPINGS } from './filter';
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

function distinct(values: (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => Boolean(value)))].sort();
}

export function FilterBar(props: { query: URLSearchParams; rows: CaseRow[] }) {
  const { query, rows } = props;
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    go(`#/inbox${next.size > 0 ? `?${next}` : ''}`, { replace: true });
  };
  const chips = chipsOf(query, rows);
  return (
    <div className="stack no-print">
      <Views query={query} />
      <div className="row filters" role="group" aria-label="Filters">
        <Search text={query.get('q') ?? ''} search={(text) => set('q', text)} />
        {chips.map(({ name, ...chip }) => (
          <ChipSelect
            key={name}
            {...chip}
            value={query.get(name) ?? ''}
            choose={(value) => set(name, value)}
          />
        ))}
      </div>
    </div>
  );
}

interface Chip {
  /** In the address. */
  name: string;
  label: string;
  /** What it says while nothing is chosen. */
  any: string;
  options: readonly (readonly [value: string, text: string])[];
}

/** Suppliers and differences are those of the rows in sight, and the chosen one. */
function chipsOf(query: URLSearchParams, rows: CaseRow[]): Chip[] {
  const suppliers = distinct([...rows.map((row) => row.supplier), query.get('supplier')]);
  const codes = distinct([
    ...rows.flatMap((row) => row.discrepancies.map(({ code }) => code)),
    query.get('code'),
  ]);
  return [
    { name: 'mine', label: 'With', any: 'anybody', options: [['1', 'me']] },
    { name: 'owner', label: 'For', any: 'everybody', options: pairs(OWNERS) },
    {
      name: 'supplier',
      label: 'Supplier',
      any: 'any',
      options: suppliers.map((name) => [name, name]),
    },
    { name: 'code', label: 'Difference', any: 'any', options: pairs(codes) },
    { name: 'status', label: 'State', any: 'open', options: pairs(STATUSES) },
    {
      name: 'min_amount',
      label: 'Amount',
      any: 'any',
      options: ['100', '1000', '10000'].map((amount) => [amount, `≥ ${quantity(amount)}`]),
    },
    {
      name: 'age',
      label: 'Age',
      any: 'any',
      options: ['1', '3', '7', '30'].map((days) => [days, `≥ ${days} d`]),
    },
    { name: 'group', label: 'Group by', any: 'nothing', options: pairs(GROUPINGS) },
  ];
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
