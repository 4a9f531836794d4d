import { useSyncExternalStore } from 'react';

/** The part of the address behind # holds the whole view: what is shown can be sent as a link. */
export interface Address {
  path: string[];
  query: URLSearchParams;
}

export function parseAddress(hash: string): Address {
  const text = hash.replace(/^#\/?/, '');
  const mark = text.indexOf('?');
  const path = (mark < 0 ? text : text.slice(0, mark)).split('/').filter(Boolean);
  return {
    path: path.map(decode),
    query: new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1)),
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a stray % in a link that somebody typed
  }
}

/** Empty values of `query` are left out. */
export function link(path: readonly string[], query?: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) if (value) search.set(key, value);
  const tail = search.toString();
  return `#/${path.map(encodeURIComponent).join('/')}${tail && `?${tail}`}`;
}

export function go(to: string, how: { replace?: boolean } = {}): void {
  if (how.replace) {
    history.replaceState(null, '', to);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = to;
  }
}

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

let cached: { hash: string; address: Address } | undefined;

function current(): Address {
  if (cached?.hash !== location.hash)
    cached = { hash: location.hash, address: parseAddress(location.hash) };
  return cached.address;
}

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, current);
}
