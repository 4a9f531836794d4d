import { createContext, useContext } from 'react';
import type { Session } from '../api/session';

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only below App, which shows nothing else before somebody is. */
export function useMe(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('a screen outside of the session');
  return session;
}

/** Whether the gateway would let this person call the operation of openapi.yaml. */
export function useMayCall(operation: string): boolean {
  return useMe().operations.includes(operation);
}
