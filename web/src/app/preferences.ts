import { useSyncExternalStore } from 'react';

/** What a person likes, kept in this browser only. */
const CHOICES = {
  theme: ['system', 'light', 'dark'],
  density: ['calm', 'dense'],
} as const;

type Preference = keyof typeof CHOICES;
type Choice<P extends Preference> = (typeof CHOICES)[P][number];

const listeners = new Set<() => void>();

export function preference<P extends Preference>(name: P): Choice<P> {
  const kept = localStorage.getItem(`weighbridge.${name}`);
  const choices: readonly string[] = CHOICES[name];
  return (kept && choices.includes(kept) ? kept : choices[0]) as Choice<P>;
}

export function applyPreferences(): void {
  const root = document.documentElement;
  root.dataset['theme'] = preference('theme');
  root.dataset['density'] = preference('density');
}

/** Goes on to the next choice. */
export function turn(name: Preference): void {
  const choices: readonly string[] = CHOICES[name];
  const next = (choices.indexOf(preference(name)) + 1) % choices.length;
  localStorage.setItem(`weighbridge.${name}`, choices[next] ?? '');
  applyPreferences();
  for (const listener of listeners) listener();
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

export function usePreference<P extends Preference>(name: P): Choice<P> {
  return useSyncExternalStore(subscribe, () => preference(name));
}
