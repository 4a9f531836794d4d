import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { Problem, answer, api, post } from './client';
import type { CaseDetail, CaseRow, Order, Receipt, Schemas } from './types';

export type CaseAction = Schemas['CaseAction'];

export interface CaseFilter {
  status?: string;
  owner?: string;
  assignee?: string;
  supplier?: string;
  po?: string;
  code?: string;
  min_amount?: string;
  age?: string;
  q?: string;
  /** queue: open ones in the order in which they are to be worked (M-16.6); else the newest first. */
  sort?: 'queue';
}

const PAGE = 200;

function asked(filter: CaseFilter) {
  const { age, ...texts } = filter;
  const query = Object.fromEntries(Object.entries(texts).filter(([, value]) => value));
  return {
    ...query,
    ...(age ? { age: Number(age) } : {}),
  };
}

/** Pages of cases; more are asked for as the reader comes to them. */
export function useCases(filter: CaseFilter) {
  return useInfiniteQuery({
    queryKey: ['cases', filter],
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...asked(filter), limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) };
      const page = await answer(api.GET('/api/v1/cases', { params: { query }, signal }));
      return { cases: page.cases as unknown as CaseRow[], next: page.next };
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

async function fetchCase(id: string): Promise<CaseDetail> {
  const found = await answer(api.GET('/api/v1/cases/{id}', { params: { path: { id } } }));
  return found as unknown as CaseDetail;
}

export function useCase(id: string) {
  return useQuery({ queryKey: ['case', id], queryFn: () => fetchCase(id) });
}

export function useOrder(supplier: string | undefined, po: string | undefined) {
  return useQuery({
    queryKey: ['order', supplier, po],
    queryFn: async () => {
      const path = { supplier: supplier ?? '', po: po ?? '' };
      const order = await answer(api.GET('/api/v1/orders/{supplier}/{po}', { params: { path } }));
      return order as unknown as Order;
    },
    enabled: Boolean(supplier && po),
  });
}

export function useReceipt(id: string) {
  return useQuery({
    queryKey: ['receipt', id],
    queryFn: async () => {
      const found = await answer(api.GET('/api/v1/receipts/{id}', { params: { path: { id } } }));
      return { ...found, receipt: found.receipt as unknown as Receipt };
    },
    staleTime: Infinity,
  });
}

/**
 * Acts on the version of the case that the person saw: 412 says that it has changed since. What only
 * adds (a comment, an attachment) needs no version.
 */
export async function act(id: string, version: number | undefined, body: CaseAction) {
  return post<Schemas['CaseActionResult']>(
    `/api/v1/cases/${encodeURIComponent(id)}/actions`,
    body,
    version === undefined ? {} : { 'If-Match': `"${version}"` },
  );
}

/** What the gateway takes in one request. */
const BULK_MAX = 200;

/** One action for many cases, as they were seen; an outcome for each, in order. */
export async function actOnMany(
  cases: readonly { id: string; version: number }[],
  body: CaseAction,
): Promise<Schemas['BulkOutcome'][]> {
  const outcomes: Schemas['BulkOutcome'][] = [];
  for (let at = 0; at < cases.length; at += BULK_MAX) {
    const some = cases.slice(at, at + BULK_MAX).map(({ id, version }) => ({ id, version }));
    const { results } = await answer(
      // It goes out even when the page is being left.
      api.POST('/api/v1/cases/actions', { body: { ...body, cases: some }, keepalive: true }),
    );
    outcomes.push(...results);
  }
  return outcomes;
}

export function useAct(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, body }: { version?: number; body: CaseAction }) =>
      act(id, version, body),
    onSuccess: () => refresh(client, id),
  });
}

export function refresh(client: QueryClient, id?: string): void {
  void client.invalidateQueries({ queryKey: id ? ['case', id] : ['case'] });
  void client.invalidateQueries({ queryKey: ['cases'] });
  void client.invalidateQueries({ queryKey: ['order'] });
}

export function isStale(problem: unknown): boolean {
  return problem instanceof Problem && problem.status === 412;
}
