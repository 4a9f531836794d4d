import { words } from '../format/words';

/** What carrying out a decision does, as the person who decides reads it. */
const EFFECTS: Record<string, string> = {
  notice: 'The supplier is told, in the syntax that it speaks',
  debit: 'A debit memo goes to the supplier',
  remittance: 'The payment carries the reason and the amount',
  posting: 'The ERP is told to post it',
  task: 'Somebody in the house gets a task',
  order_change: 'The order is changed',
  supplier_return: 'A return to the supplier begins',
  claim: 'The carrier is claimed on',
  document_closed: 'The document is closed and has no effect',
  link: 'The documents are linked',
  replay: 'The message is read and judged once more',
  wait: 'Nothing until the date; then the case comes back',
};

export function effectText(effect: string): string {
  return EFFECTS[effect] ?? words(effect);
}

const FLAGS: Record<string, string> = {
  WARNED: 'Time is running out',
  BREACHED: 'Out of time',
  CONTROLLER: 'The controller was told',
  NO_RESPONSE: 'The supplier has not answered',
  CONDITION_GONE: 'The difference is gone',
  APPROVAL_VOID: 'The approval does not hold any more',
};

/** What time did to the case is one thing: its last step says it. */
export function flagTexts(flags: readonly string[]): string[] {
  const told = flags.includes('BREACHED') ? flags.filter((flag) => flag !== 'WARNED') : flags;
  return told.map((flag) => FLAGS[flag] ?? words(flag));
}
