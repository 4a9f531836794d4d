import createClient from 'openapi-fetch';
import type { components, paths } from '../../generated/schema';

type Finding = components['schemas']['Finding'];

/** What went wrong, as the gateway tells it (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    readonly title: string,
    readonly detail: string,
    /** Mistakes in what was sent, each at its place. */
    readonly errors: readonly Finding[] = [],
  ) {
    super(detail || title);
  }

  is(name: string): boolean {
    return this.type === `urn:weighbridge:problem:${name}`;
  }
}

let csrfToken = '';

/** Of the session; it goes with every request that changes something. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token ?? '';
}

function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

export const api = createClient<paths>({ baseUrl: location.origin });

api.use({
  onRequest({ request }) {
    if (request.method === 'GET') return request;
    if (csrfToken) request.headers.set('X-CSRF-Token', csrfToken);
    if (request.method === 'POST') request.headers.set('Idempotency-Key', freshKey());
    return request;
  },
});

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

function problemOf(error: unknown, response: Response): Problem {
  const body = (typeof error === 'object' && error !== null ? error : {}) as Partial<Problem>;
  return new Problem(
    response.status,
    body.type ?? '',
    body.title ?? `The gateway answered ${response.status}`,
    body.detail ?? '',
    body.errors,
  );
}

/**
 * The data of an answer; throws a Problem where it is none. Lists can also be had as text for a
 * spreadsheet, which is never asked for in this way.
 */
export async function answer<T>(asked: Promise<Outcome<T>>): Promise<Exclude<T, string>> {
  const { data, error, response } = await asked;
  if (!response.ok) throw problemOf(error, response);
  return data as Exclude<T, string>;
}

/** Sends JSON with header fields of its own. */
export async function post<T>(path: string, body: unknown, fields: Record<string, string>) {
  const headers: Record<string, string> = {
    ...fields,
    'Content-Type': 'application/json',
    'Idempotency-Key': freshKey(),
    ...(csrfToken ? { 'X-CSRF-Token': csrfToken } : {}),
  };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const given: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(given, response);
  return given as T;
}
