import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export type Liveness = 'live' | 'lost' | 'quiet';

/** What the gateway tells about as it happens, and which answers it makes old. */
const MADE_OLD: Record<string, readonly string[]> = {
  case: ['cases', 'case', 'order'],
  message: ['messages', 'message', 'lineage'],
  reload: ['cases', 'case', 'order', 'messages', 'message', 'lineage'], // too much happened to tell it all
};

/** Keeps what is shown fresh by server-sent events; the browser connects again by itself. */
export function useStream(enabled: boolean): Liveness {
  const client = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>('quiet');
  useEffect(() => {
    if (!enabled) return;
    const source = new EventSource('/api/v1/stream');
    const waiting = new Set<string>();
    let timer: number | undefined;
    const flush = () => {
      timer = undefined;
      for (const key of waiting) void client.invalidateQueries({ queryKey: [key] });
      waiting.clear();
    };
    const touch = (kind: string) => {
      for (const key of MADE_OLD[kind] ?? []) waiting.add(key);
      timer ??= window.setTimeout(flush, 1_000); // many cases may change in one breath
    };
    source.onopen = () => setLiveness('live');
    source.onerror = () => setLiveness(source.readyState === source.CLOSED ? 'quiet' : 'lost');
    for (const kind of Object.keys(MADE_OLD)) source.addEventListener(kind, () => touch(kind));
    return () => {
      window.clearTimeout(timer);
      source.close();
    };
  }, [client, enabled]);
  return liveness;
}
