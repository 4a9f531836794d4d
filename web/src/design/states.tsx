import type { ReactNode } from 'react';
import { Problem } from '../api/client';
import { link } from '../app/address';

export function Loading({ what }: { what: string }) {
  return (
    <div className="state" role="status">
      <p>Fetching {what}…</p>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What went wrong, and the mend. */
export function Failure({ problem, again }: { problem: unknown; again?: () => void }) {
  const told = problem instanceof Problem ? problem : undefined;
  return (
    <div className="state" role="alert">
      <h2>{told?.title ?? 'The gateway does not answer'}</h2>
      <p>{told?.detail ?? 'Look whether the network is there; then try again.'}</p>
      {told?.status === 404 && (
        <a className="button" href={link(['inbox'])}>
          To the inbox
        </a>
      )}
      {again && told?.status !== 404 && (
        <button type="button" className="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** One of: what was asked for, that it is on its way, or why it can not be had. */
export function Answer<T>(props: { of: Asked<T>; what: string; children: (data: T) => ReactNode }) {
  const { of, what, children } = props;
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.error) return <Failure problem={of.error} again={() => void of.refetch()} />;
  return <Loading what={what} />;
}
