import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from './client';
import type { Schemas } from './types';

export type PolicyVersion = Schemas['PolicyVersion'];
export type PolicyDecision = Schemas['PolicyDecision']['decision'];

export function usePolicy() {
  return useQuery({ queryKey: ['policy'], queryFn: () => answer(api.GET('/api/v1/policy')) });
}

const VERSIONS = 50;

export function usePolicyVersions(enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['policy', 'versions'],
    queryFn: async () => {
      const query = { limit: VERSIONS };
      return (await answer(api.GET('/api/v1/policy/versions', { params: { query } }))).versions;
    },
  });
}

export function usePolicyVersion(number: number) {
  return useQuery({
    queryKey: ['policy', 'version', number],
    queryFn: () =>
      answer(api.GET('/api/v1/policy/versions/{number}', { params: { path: { number } } })),
  });
}

/** What another policy would make of everything known; nothing is recorded. */
export function useWhatIf() {
  return useMutation({
    mutationFn: (body: string) =>
      answer(
        api.POST('/api/v1/policy/what-if', {
          body,
          bodySerializer: (given) => given,
          headers: { 'Content-Type': 'application/yaml' },
        }),
      ),
  });
}

/** What is told of the policy is old as soon as somebody proposed or decided. */
function useForgetPolicy() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['policy'] });
}

export function useProposePolicy() {
  const forget = useForgetPolicy();
  return useMutation({
    mutationFn: (body: Schemas['NewPolicyVersion']) =>
      answer(api.POST('/api/v1/policy/versions', { body })),
    onSuccess: forget,
  });
}

export function useDecidePolicy(number: number) {
  const forget = useForgetPolicy();
  return useMutation({
    mutationFn: (body: Schemas['PolicyDecision']) =>
      answer(
        api.POST('/api/v1/policy/versions/{number}/decision', {
          params: { path: { number } },
          body,
        }),
      ),
    // A refusal too says that something is not as it was when the page asked.
    onSettled: forget,
  });
}
