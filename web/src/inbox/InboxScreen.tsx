import { useMemo, useState } from 'react';
import { useCases } from '../api/cases';
import type { CaseRow } from '../api/types';
import { go, link, useAddress } from '../app/address';
import { useMayCall, useMe } from '../app/me';
import { useShortcuts } from '../app/shortcuts';
import { ExportLinks } from '../design/ExportLinks';
import { Empty, Failure, Loading } from '../design/states';
import { totals } from '../format/money';
import { plural } from '../format/words';
import { BulkBar } from './BulkBar';
import { CaseList } from './CaseList';
import { FilterBar } from './FilterBar';
import { byUrgency, grouped, readView } from './filter';
import { keepWorklist } from './worklist';
import './inbox.css';

/** What needs me now. The address holds the whole view. */
export function InboxScreen() {
  const { query } = useAddress();
  const view = readView(query, useMe().id);
  // Who works cases gets them in the gateway's order; who only looks, the newest by urgency.
  const byQueue = useMayCall('act_on_case') && view.filter.status === 'open';
  const found = useCases(byQueue ? { ...view.filter, sort: 'queue' } : view.filter);
  const rows = useMemo(() => {
    const fetched = found.data?.pages.flatMap((page) => page.cases) ?? [];
    return byQueue ? fetched : fetched.toSorted(byUrgency);
  }, [found.data, byQueue]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const groups = useMemo(() => grouped(rows, view.group), [rows, view.group]);
  const ordered = useMemo(() => groups.flatMap((group) => group.rows), [groups]);
  const [at, setAt] = useState(0);
  const current = ordered[Math.min(at, ordered.length - 1)];
  const open = (row: CaseRow) => {
    keepWorklist(ordered.map(({ id }) => id));
    go(link(['cases', row.id]));
  };
  const turn = (id: string) =>
    setChosen((was) => (was.has(id) ? without(was, id) : new Set([...was, id])));
  useShortcuts({
    j: () => setAt((was) => Math.min(was + 1, ordered.length - 1)),
    k: () => setAt((was) => Math.max(was - 1, 0)),
    x: () => current && turn(current.id),
    Enter: () => current && open(current),
    '/': () => document.getElementById('inbox-search')?.focus(),
  });
  const more = found.hasNextPage && !found.isFetchingNextPage;
  return (
    <>
      <header className="screen-head">
        <div>
          <h1>Inbox</h1>
          <p className="soft" aria-live="polite">
            {plural(rows.length, 'case')}
            {found.hasNextPage && ' and more'} · {totals(rows) || 'nothing'} at stake
          </p>
        </div>
        <ExportLinks path="cases" query={{ ...view.filter }} />
      </header>
      <FilterBar query={query} rows={rows} />
      {found.isPending && <Loading what="the cases" />}
      {found.error && <Failure problem={found.error} again={() => void found.refetch()} />}
      {found.data && rows.length === 0 && (
        <Empty title="Nothing waits here">
          <p>No case is in this view. Take a filter away, or enjoy the quiet.</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <CaseList
          groups={groups}
          current={current?.id}
          chosen={chosen}
          turn={turn}
          open={open}
          reachedEnd={() => more && void found.fetchNextPage()}
        />
      )}
      <BulkBar
        rows={ordered.filter(({ id }) => chosen.has(id))}
        done={() => setChosen(new Set())}
      />
    </>
  );
}

function without(all: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...all].filter((each) => each !== id));
}
