import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, Problem } from './client';
import type { Line, Schemas } from './types';

export type OpenKind = Schemas['OpenReceipt']['open'][number];
export interface OpenReceipt {
  open: OpenKind[];
  line: Line;
}

const PAGE = 200;

function present(values: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value));
}

export function useOpenReceipts(filter: { supplier?: string; site?: string; kind?: string }) {
  return useInfiniteQuery({
    queryKey: ['open-receipts', filter],
    queryFn: async ({ pageParam }) => {
      const query = { ...present({ ...filter, cursor: pageParam }), limit: PAGE };
      const page = await answer(api.GET('/api/v1/open-receipts', { params: { query } }));
      return { rows: page.open_receipts as unknown as OpenReceipt[], next: page.next };
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

export function useMessages(filter: { channel?: string; state?: string; document?: string }) {
  return useInfiniteQuery({
    queryKey: ['messages', filter],
    queryFn: async ({ pageParam }) => {
      const query = { ...present({ ...filter, cursor: pageParam }), limit: PAGE };
      const page = await answer(api.GET('/api/v1/messages', { params: { query } }));
      return { rows: page.messages, next: page.next };
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

export function useMessage(id: string) {
  return useQuery({
    queryKey: ['message', id],
    queryFn: () => answer(api.GET('/api/v1/messages/{id}', { params: { path: { id } } })),
  });
}

export function useInspection(id: string) {
  return useQuery({
    queryKey: ['inspection', id],
    queryFn: () =>
      answer(api.GET('/api/v1/messages/{id}/inspection', { params: { path: { id } } })),
  });
}

/** More is not laid out in a browser; the file can be downloaded. */
export const RAW_BYTES_MAX = 1024 * 1024;

/** The bytes as they came; offsets of the inspection count in them. */
export function useRawBytes(id: string) {
  return useQuery({
    queryKey: ['raw', id],
    queryFn: async () => {
      const response = await fetch(`/api/v1/messages/${encodeURIComponent(id)}/raw`);
      if (!response.ok)
        throw new Problem(response.status, '', 'The bytes can not be had', 'They may be gone.');
      const bytes = new Uint8Array(await response.arrayBuffer());
      return bytes.subarray(0, RAW_BYTES_MAX);
    },
    staleTime: Infinity,
  });
}

export function useReplay(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answer(api.POST('/api/v1/messages/{id}/replay', { params: { path: { id } } })),
    // It is read by today's maps: what it says may be something else now.
    onSuccess: () =>
      Promise.all(
        ['message', 'inspection', 'lineage'].map((kind) =>
          client.invalidateQueries({ queryKey: [kind, id] }),
        ),
      ),
  });
}

export interface Transfer {
  order: string;
  line: string;
  sku: string;
  uom: string;
  from_site: string;
  to_site: string;
  state: string;
  shipped: string;
  received: string;
  in_transit: string;
  difference: string;
  eta?: string;
  posting: string;
}

export interface Count {
  event: string;
  site: string;
  location: string;
  sku: string;
  uom: string;
  state: string;
  value: string;
  currency: string;
  posting: string;
  countings: { counter: string; counted: string; expected: string; variance: string; at: string }[];
}

export function useTransfers() {
  return useQuery({
    queryKey: ['transfers'],
    queryFn: async () => {
      const query = { limit: 1000 };
      const page = await answer(api.GET('/api/v1/transfers', { params: { query } }));
      return page.transfers as unknown as Transfer[];
    },
  });
}

export function useCounts() {
  return useQuery({
    queryKey: ['counts'],
    queryFn: async () => {
      const query = { limit: 1000 };
      const page = await answer(api.GET('/api/v1/counts', { params: { query } }));
      return page.counts as unknown as Count[];
    },
  });
}

export function useSuppliers() {
  return useQuery({
    queryKey: ['suppliers'],
    queryFn: async () => (await answer(api.GET('/api/v1/suppliers'))).suppliers,
  });
}

export const KPI_GROUPS = ['entity', 'supplier', 'site', 'owner'] as const;
export type KpiGrouping = (typeof KPI_GROUPS)[number];

export function useKpis(by: KpiGrouping) {
  return useQuery({
    queryKey: ['kpis', by],
    queryFn: () => answer(api.GET('/api/v1/kpis', { params: { query: { by } } })),
  });
}

export function useScorecard(id: string) {
  return useQuery({
    queryKey: ['scorecard', id],
    queryFn: () =>
      answer(api.GET('/api/v1/suppliers/{id}/scorecard', { params: { path: { id } } })),
  });
}

export function usePartners() {
  return useQuery({ queryKey: ['partners'], queryFn: () => answer(api.GET('/api/v1/partners')) });
}

export function useOperations() {
  return useQuery({
    queryKey: ['operations'],
    queryFn: () => answer(api.GET('/api/v1/operations')),
    refetchInterval: 5_000,
  });
}

export function useLedger(object: string) {
  return useInfiniteQuery({
    queryKey: ['ledger', object],
    queryFn: async ({ pageParam }) => {
      const query = {
        ...present({ object, cursor: pageParam }),
        limit: PAGE,
        order: 'newest' as const,
      };
      const page = await answer(api.GET('/api/v1/ledger', { params: { query } }));
      return { rows: page.entries, next: page.next };
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
}

export function useCheckpoint() {
  return useQuery({
    queryKey: ['checkpoint'],
    queryFn: () => answer(api.GET('/api/v1/ledger/checkpoint')),
    retry: false,
  });
}

/** The whole ledger, verified by the gateway anew each time it is asked. */
export function verifyLedger() {
  return answer(api.GET('/api/v1/ledger/verification'));
}

export function fetchProof(entry: number) {
  return answer(api.GET('/api/v1/ledger/proof', { params: { query: { entry } } }));
}
