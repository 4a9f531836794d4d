import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Problem, answer, api, setCsrfToken } from './client';
import type { Schemas } from './types';

export type Session = Schemas['Session'];

const KEY = ['session'];

function keep(session: Session): Session {
  setCsrfToken(session.csrf);
  return session;
}

/** Who is signed in; null: nobody. */
export function useSession() {
  return useQuery({
    queryKey: KEY,
    queryFn: async () => {
      try {
        return keep(await answer(api.GET('/api/v1/session')));
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 401) return null;
        throw problem;
      }
    },
    staleTime: 5 * 60_000,
    retry: false,
  });
}

/** How people may sign in here. */
export function useSignInWays() {
  return useQuery({
    queryKey: ['session', 'ways'],
    queryFn: () => answer(api.GET('/api/v1/session/ways')),
    staleTime: Infinity,
    retry: false,
  });
}

export interface Credentials {
  user: string;
  password: string;
  totp?: string;
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Credentials) => answer(api.POST('/api/v1/session', { body })),
    onSuccess: (session) => client.setQueryData(KEY, keep(session)),
  });
}

/** The first password of somebody who was sent a link. */
export function useLink() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { code: string; password: string }) =>
      answer(api.POST('/api/v1/session/welcome', { body })),
    onSuccess: (session) => client.setQueryData(KEY, keep(session)),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answer(api.DELETE('/api/v1/session')),
    onSettled: () => {
      setCsrfToken(null);
      client.setQueryData(KEY, null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
    },
  });
}
