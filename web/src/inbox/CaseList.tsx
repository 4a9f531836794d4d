import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { CaseRow } from '../api/types';
import { link } from '../app/address';
import { SeverityBadge, StateBadge } from '../design/Badge';
import { daysSince, duration, fromNow, time } from '../format/dates';
import { money, totals } from '../format/money';
import { plural, words } from '../format/words';
import type { Group } from './filter';

type Item = { group: Group } | { row: CaseRow };

interface CaseListProps {
  groups: Group[];
  current: string | undefined;
  chosen: ReadonlySet<string>;
  turn: (id: string) => void;
  open: (row: CaseRow) => void;
  reachedEnd: () => void;
}

/** Only the rows in sight are laid out: the list is as fast with 100,000 cases as with ten. */
export function CaseList(props: CaseListProps) {
  const { groups, current, reachedEnd } = props;
  const items = useMemo(
    () =>
      groups.flatMap((group): Item[] => [
        ...(group.name ? [{ group }] : []),
        ...group.rows.map((row) => ({ row })),
      ]),
    [groups],
  );
  const list = useRef<HTMLUListElement>(null);
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => 58,
    overscan: 12,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => keyOf(items[index]),
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - 1) reachedEnd();
  }, [last, items.length, reachedEnd]);
  const shownCurrent = useRef(current);
  useEffect(() => {
    if (shownCurrent.current === current) return; // only when the person moves
    shownCurrent.current = current;
    const index = items.findIndex((item) => 'row' in item && item.row.id === current);
    if (index >= 0) rows.scrollToIndex(index, { align: 'auto' });
  });
  return (
    <ul
      className="case-list panel"
      ref={list}
      style={{ height: rows.getTotalSize() }}
      aria-label="Cases"
    >
      {shown.map((place) => (
        <li
          key={place.key}
          ref={rows.measureElement}
          data-index={place.index}
          style={{ transform: `translateY(${place.start - rows.options.scrollMargin}px)` }}
        >
          <ItemView item={items[place.index]} {...props} />
        </li>
      ))}
    </ul>
  );
}

function keyOf(item: Item | undefined): string {
  if (!item) return '';
  return 'row' in item ? item.row.id : `group ${item.group.name}`;
}

function ItemView({ item, ...props }: CaseListProps & { item: Item | undefined }) {
  if (!item) return null;
  if ('group' in item) return <GroupHead group={item.group} />;
  return <CaseRowView row={item.row} {...props} />;
}

function GroupHead({ group }: { group: Group }) {
  return (
    <div className="group-head">
      <h2>{group.name}</h2>
      <span className="soft">
        {plural(group.rows.length, 'case')} · {totals(group.rows)}
      </span>
    </div>
  );
}

function CaseRowView(props: Omit<CaseListProps, 'groups'> & { row: CaseRow }) {
  const { row, current, chosen, turn, open } = props;
  return (
    <div className="case-row" data-current={row.id === current || undefined}>
      <input
        type="checkbox"
        aria-label={`Choose ${row.id}`}
        checked={chosen.has(row.id)}
        onChange={() => turn(row.id)}
      />
      <span className="case-severity">
        <SeverityBadge severity={row.severity} />
      </span>
      <a
        className="case-what"
        href={link(['cases', row.id])}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          open(row);
        }}
      >
        <span className="case-title">{row.title}</span>
        <span className="small soft">
          {row.id} · {codesOf(row)}
        </span>
      </a>
      <span className="case-state">
        <StateBadge state={row.status} />
      </span>
      <span className="case-who small soft">{row.assignee || words(row.owner)}</span>
      <span className="case-time small soft">
        {row.resolve_due && <Due at={row.resolve_due} />}
        <span className="case-age">{age(row.opened)}</span>
      </span>
      <span className="case-money">{money(row.amount, row.currency)}</span>
    </div>
  );
}

/** Each code once, with how often. */
function codesOf(row: CaseRow): string {
  const counts = new Map<string, number>();
  for (const { code } of row.discrepancies) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, count]) => (count > 1 ? `${words(code)} ×${count}` : words(code)))
    .join(', ');
}

/** When the case is to be resolved; what is late says so. */
function Due({ at }: { at: string }) {
  const late = Date.parse(at) < Date.now();
  return (
    <span className={`case-due ${late ? 'late' : ''}`} title={`Resolve by ${time(at)}`}>
      {late ? `${duration((Date.now() - Date.parse(at)) / 1000)} late` : `due ${fromNow(at)}`}
    </span>
  );
}

function age(opened: string): string {
  const days = daysSince(opened);
  return days === 0 ? 'opened today' : `${days} d old`;
}
