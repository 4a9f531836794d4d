import { useState } from 'react';

export interface SavedView {
  name: string;
  query: string;
}

const KEY = 'weighbridge.views';

const FIRST: readonly SavedView[] = [
  { name: 'All open', query: '' },
  { name: 'Mine', query: 'mine=1' },
  { name: 'Over 1,000', query: 'min_amount=1000' },
  { name: 'With the supplier', query: 'status=awaiting_supplier' },
];

function kept(): SavedView[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? (value as SavedView[]).filter((view) => view.name) : [];
  } catch {
    return [];
  }
}

/** Views that everybody has, and those that this person saved in this browser. */
export function useSavedViews() {
  const [own, setOwn] = useState(kept);
  const keep = (views: SavedView[]) => {
    localStorage.setItem(KEY, JSON.stringify(views));
    setOwn(views);
  };
  return {
    views: [...FIRST, ...own],
    isOwn: (view: SavedView) => own.includes(view),
    save: (view: SavedView) => keep([...own.filter(({ name }) => name !== view.name), view]),
    forget: (view: SavedView) => keep(own.filter((each) => each !== view)),
  };
}
