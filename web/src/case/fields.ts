import type { CaseAction } from '../api/cases';
import type { CaseDetail } from '../api/types';
import { money } from '../format/money';
import { words } from '../format/words';
import type { ActionName } from './offers';
import { effectText } from './words';

type Option = readonly [value: string, text: string];

/** What a form asks for an action. */
export interface Field {
  name: keyof CaseAction;
  label: string;
  kind?: 'text' | 'area' | 'time';
  options?: (found: CaseDetail) => Option[];
  number?: boolean;
  optional?: boolean;
}

const REASON: Field = { name: 'reason', label: 'Reason', kind: 'area' };
const ROLES = ['clerk', 'procurement', 'warehouse', 'supervisor', 'operator'];

/** Approving asks nothing more: the effect is shown instead. */
export const FIELDS: Partial<Record<ActionName, { title: string; fields: Field[] }>> = {
  assign: {
    title: 'Assign the case',
    fields: [
      { name: 'assignee', label: 'To whom (the name they sign in with)' },
      { ...REASON, label: 'Reason (may stay empty)', optional: true },
    ],
  },
  approve: { title: 'Approve', fields: [] },
  reject: { title: 'Reject the proposal', fields: [REASON] },
  withdraw: { title: 'Withdraw the proposal', fields: [REASON] },
  ask_internal: {
    title: 'Ask a colleague',
    fields: [
      { name: 'title', label: 'What is asked' },
      {
        name: 'role',
        label: 'Whom',
        options: () => ROLES.map((role) => [role, words(role)] as const),
      },
      { name: 'assignee', label: 'A person (may stay empty)', optional: true },
      { name: 'due', label: 'Until', kind: 'time' },
    ],
  },
  complete_task: {
    title: 'Complete a task',
    fields: [
      {
        name: 'task',
        label: 'Task',
        number: true,
        options: (found) =>
          (found.tasks ?? [])
            .filter((task) => !task.done)
            .map((task) => [String(task.number), task.title] as const),
      },
      { name: 'result', label: 'What came out', kind: 'area' },
    ],
  },
  hold: {
    title: 'Hold payment',
    fields: [
      {
        name: 'scope',
        label: 'What is held',
        options: () => [
          ['line', 'The line'],
          ['invoice', 'The whole invoice'],
        ],
      },
      { name: 'document', label: 'Invoice' },
      { name: 'document_line', label: 'Its line', optional: true },
      REASON,
    ],
  },
  release_hold: {
    title: 'Release a hold',
    fields: [
      {
        name: 'hold',
        label: 'Hold',
        number: true,
        options: (found) =>
          (found.holds ?? [])
            .filter((hold) => hold.open && hold.manual)
            .map(
              (hold) =>
                [
                  String(hold.number),
                  `${hold.document}, ${money(hold.amount, hold.currency)}`,
                ] as const,
            ),
      },
      REASON,
    ],
  },
  confirm: {
    title: 'Confirm what was carried out',
    fields: [
      {
        name: 'effect',
        label: 'Effect',
        options: (found) =>
          (found.effects ?? [])
            .filter((effect) => effect.state === 'pending')
            .map((effect) => [effect.id, effectText(effect.effect)] as const),
      },
      REASON,
    ],
  },
  escalate: { title: 'Escalate', fields: [REASON] },
  merge: {
    title: 'Merge into another case',
    fields: [{ name: 'into', label: 'The case that goes on (DC-…)' }, REASON],
  },
  close: { title: 'Close the case', fields: [] },
  reopen: { title: 'Reopen the case', fields: [REASON] },
};

function valueOf(field: Field, text: string): string | number {
  if (field.number) return Number(text);
  return field.kind === 'time' ? new Date(text).toISOString() : text;
}

/** The action that a filled-in form asks for. */
export function actionOf(action: ActionName, fields: Field[], form: FormData): CaseAction {
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const text = form.get(field.name);
    if (typeof text === 'string' && text.trim()) body[field.name] = valueOf(field, text.trim());
  }
  return { ...body, action };
}
