import type { CaseAction } from '../api/cases';
import type { CaseDetail, Schemas } from '../api/types';

export type ActionName = CaseAction['action'];
export type Offer = Schemas['OfferedAction'];

/** What the gateway says of an action for this person; nothing where it does not exist here. */
export function offerOf(found: CaseDetail, action: ActionName): Offer | undefined {
  return found.actions?.find((offer) => offer.action === action);
}

export function isAllowed(found: CaseDetail, action: ActionName): boolean {
  return offerOf(found, action)?.allowed ?? false;
}

/** Which actions stand as buttons, in this order. Comments have the answer box. */
const BUTTONS: readonly (readonly [ActionName, string])[] = [
  ['assign', 'Take'],
  ['start', 'Start'],
  ['approve', 'Approve'],
  ['reject', 'Reject'],
  ['withdraw', 'Withdraw'],
  ['ask_internal', 'Ask a colleague'],
  ['complete_task', 'Complete a task'],
  ['hold', 'Hold'],
  ['release_hold', 'Release a hold'],
  ['confirm', 'Confirm'],
  ['escalate', 'Escalate'],
  ['merge', 'Merge'],
  ['close', 'Close'],
  ['reopen', 'Reopen'],
];

export interface OfferedButton {
  action: ActionName;
  text: string;
}

/** A lead may assign a case again and again; what somebody has they need not take. */
export function isTaken(found: CaseDetail, action: ActionName, me: string): boolean {
  return action === 'assign' && found.assignee === me;
}

/** Only what may be done: what may not is told with its reason beside them. */
export function buttonsOf(found: CaseDetail, me: string): OfferedButton[] {
  return BUTTONS.filter(([action]) => isAllowed(found, action) && !isTaken(found, action, me)).map(
    ([action, text]) => ({ action, text }),
  );
}

/** Who takes cases and who leads are offered the same action; only leads give a case to others. */
export function mayGive(found: CaseDetail): boolean {
  return offerOf(found, 'assign')?.to_others ?? false;
}

/** Why this person can not take a case that nobody has; nothing where they can, or somebody has it. */
export function notYours(found: CaseDetail): string {
  const assign = offerOf(found, 'assign');
  return assign?.rule === 'DUTY' && !found.assignee ? (assign.reason ?? '') : '';
}

/** Why approving is refused although something waits for approval: segregation of duties, limits. */
export function refusalOf(found: CaseDetail): Offer | undefined {
  const approve = offerOf(found, 'approve');
  return found.status === 'proposed' && approve && !approve.allowed ? approve : undefined;
}
