/** The cases of the inbox as it was last shown: what "next case" walks through. */

let ids: readonly string[] = [];
let address = '#/inbox';

export function keepWorklist(shown: readonly string[]): void {
  ids = shown;
  address = location.hash || '#/inbox';
}

export function inboxAddress(): string {
  return address;
}

/** The case behind `id`; nothing behind the last one or where no inbox was shown. */
export function nextCase(id: string): string | undefined {
  const at = ids.indexOf(id);
  return at < 0 ? ids[0] : ids[at + 1];
}
