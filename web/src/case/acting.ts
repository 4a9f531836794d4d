import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isStale, useAct, type CaseAction } from '../api/cases';
import type { CaseDetail } from '../api/types';
import { useMe } from '../app/me';
import { isAllowed, isTaken, type ActionName } from './offers';

/** An action that came too late: what was to be done, and what the person had seen. */
export interface Stale {
  seen: CaseDetail;
  body: CaseAction | undefined;
}

/** Actions that need no more words than their name. */
const AT_ONCE: ReadonlySet<ActionName> = new Set(['assign', 'start']);

export function useActing(found: CaseDetail) {
  const client = useQueryClient();
  const me = useMe().id;
  const acting = useAct(found.id);
  const [open, setOpen] = useState<ActionName>();
  const [resolution, setResolution] = useState('');
  const [stale, setStale] = useState<Stale>();
  const send = (body: CaseAction) =>
    acting.mutate(
      { version: found.version, body },
      {
        onSuccess: () => setOpen(undefined),
        onError: (problem) => {
          if (!isStale(problem)) return;
          setOpen(undefined);
          setStale({ seen: found, body });
          void client.invalidateQueries({ queryKey: ['case', found.id] });
        },
      },
    );
  const failed = (problem: unknown) => {
    if (!isStale(problem)) return;
    setStale({ seen: found, body: undefined });
    void client.invalidateQueries({ queryKey: ['case', found.id] });
  };
  const choose = (action: ActionName) => {
    acting.reset();
    if (AT_ONCE.has(action)) send({ action });
    else setOpen(action);
  };
  const propose = (id: string) => {
    setResolution(id);
    choose('propose');
  };
  /** Assigns it to somebody else: to whom has to be asked. */
  const give = () => {
    acting.reset();
    setOpen('assign');
  };
  /** What `a` does: the step that comes next. */
  const begin = () => {
    const next = (['approve', 'propose', 'start', 'assign'] as const).find(
      (action) => isAllowed(found, action) && !isTaken(found, action, me),
    );
    if (next === 'propose') propose(found.resolutions?.[0]?.id ?? '');
    else if (next) choose(next);
  };
  return {
    open,
    resolution,
    stale,
    problem: acting.error,
    busy: acting.isPending,
    send,
    failed,
    choose,
    propose,
    give,
    begin,
    close: () => setOpen(undefined),
    forget: () => {
      setStale(undefined);
      acting.reset();
    },
  };
}

export type Acting = ReturnType<typeof useActing>;
