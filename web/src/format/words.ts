/** Codes as people say them. */

const SPOKEN: Record<string, string> = {
  po: 'PO',
  uom: 'unit of measure',
  asn: 'ship notice',
  fx: 'FX',
  erp: 'ERP',
  ap: 'AP',
  wh: 'warehouse',
  qty: 'quantity',
  rcv: 'received',
  inv: 'invoiced',
  est: 'estimated',
  grni: 'GRNI',
  sla: 'SLA',
};

/** QTY_SHORT_RECEIVED → "Qty short received"; invoiced_not_received → "Invoiced not received". */
export function words(code: string): string {
  const text = code
    .replace(/^case\./, '')
    .toLowerCase()
    .split(/[_.\s]+/)
    .map((word) => SPOKEN[word] ?? word)
    .join(' ');
  return capital(text);
}

/** With a capital letter to begin with. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function bytes(count: number): string {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KiB`;
  return `${(count / 1024 / 1024).toFixed(1)} MiB`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${new Intl.NumberFormat().format(count)} ${count === 1 ? one : many}`;
}
