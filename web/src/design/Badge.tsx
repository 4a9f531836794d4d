import type { ReactNode } from 'react';
import type { Severity } from '../api/types';
import { words } from '../format/words';

export type Tone = 'plain' | 'bad' | 'warn' | 'good';

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** A shape beside the colour: severity is never told by colour alone. */
const SEVERITIES: Record<Severity, { tone: Tone; shape: string }> = {
  critical: { tone: 'bad', shape: '◆' },
  high: { tone: 'bad', shape: '▲' },
  medium: { tone: 'warn', shape: '●' },
  low: { tone: 'plain', shape: '○' },
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  const { tone, shape } = SEVERITIES[severity];
  return (
    <Badge tone={tone}>
      <span aria-hidden="true">{shape}</span>
      {words(severity)}
    </Badge>
  );
}

const DONE = new Set(['resolved', 'closed', 'auto_cleared', 'merged', 'done', 'delivered']);
const WAITING = new Set(['proposed', 'awaiting_supplier', 'awaiting_internal', 'waiting', 'held']);
const AMISS = new Set(['failed', 'quarantined', 'parked', 'different', 'dead', 'breached']);

export function StateBadge({ state }: { state: string }) {
  const name = state.toLowerCase();
  const tone = DONE.has(name)
    ? 'good'
    : AMISS.has(name)
      ? 'bad'
      : WAITING.has(name)
        ? 'warn'
        : 'plain';
  return <Badge tone={tone}>{words(state)}</Badge>;
}
