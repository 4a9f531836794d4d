import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Something that can be taken back for a while before it is done. It is done when the time is over,
 * and at once when something else comes in between: another one, another screen, the end of the page.
 */
export function useTakenBack<T>(ms: number, does: (what: T) => void) {
  const [pending, setPending] = useState<T>();
  const waiting = useRef<{ what: T; timer: number }>(undefined);
  const latest = useRef(does);
  useEffect(() => {
    latest.current = does;
  });
  const stop = useCallback(() => {
    const stopped = waiting.current;
    window.clearTimeout(stopped?.timer);
    waiting.current = undefined;
    setPending(undefined);
    return stopped;
  }, []);
  const doNow = useCallback(() => {
    const now = stop();
    if (now) latest.current(now.what);
  }, [stop]);
  const start = (what: T) => {
    doNow();
    waiting.current = { what, timer: window.setTimeout(doNow, ms) };
    setPending(what);
  };
  useEffect(() => {
    window.addEventListener('pagehide', doNow);
    return () => {
      window.removeEventListener('pagehide', doNow);
      doNow();
    };
  }, [doNow]);
  return { pending, start, undo: () => void stop() };
}
