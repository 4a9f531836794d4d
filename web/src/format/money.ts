import { addDecimals } from './decimal';

const formats = new Map<string, Intl.NumberFormat>();

function format(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.NumberFormat(undefined, options)));
  return found;
}

/** Intl takes a decimal as text and keeps every digit; older typings know numbers only. */
const exact = (text: string) => text as unknown as number;

/** "1,234.50 USD": the currency as its code, because "$" is many currencies. */
export function money(amount: string, currency: string): string {
  if (!amount) return '';
  try {
    const text = format(`money ${currency}`, {
      style: 'currency',
      currency,
      currencyDisplay: 'code',
    }).formatToParts(exact(amount));
    const number = text.filter((part) => part.type !== 'currency' && part.type !== 'literal');
    return `${number.map((part) => part.value).join('')} ${currency}`.trim();
  } catch {
    return `${amount} ${currency}`.trim(); // a code that is no currency
  }
}

/** A quantity with the digits that it has. */
export function quantity(amount: string, unit = ''): string {
  if (!amount) return '';
  const text = format('quantity', { maximumFractionDigits: 6 }).format(exact(amount));
  return unit ? `${text} ${unit}` : text;
}

export function signedQuantity(amount: string): string {
  return format('signed', { maximumFractionDigits: 6, signDisplay: 'exceptZero' }).format(
    exact(amount),
  );
}

/** Sums by currency, the currencies in order. */
export function totals(rows: readonly { amount: string; currency: string }[]): string {
  const sums = new Map<string, string>();
  for (const row of rows)
    sums.set(row.currency, addDecimals(sums.get(row.currency) ?? '0', row.amount));
  return [...sums]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([currency, sum]) => money(sum, currency))
    .join(' + ');
}
