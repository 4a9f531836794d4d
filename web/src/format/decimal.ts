/** Exact decimals: the API sends amounts and quantities as strings, and they never become floats. */

const FRACTION_DIGITS = 6;
const SCALE = 10n ** BigInt(FRACTION_DIGITS);

/** Millionths; nothing where the text is no decimal. */
export function parseDecimal(text: string): bigint | undefined {
  const match = /^([+-]?)(\d{1,30})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const value = BigInt(whole) * SCALE + BigInt(fraction.padEnd(FRACTION_DIGITS, '0'));
  return sign === '-' ? -value : value;
}

/** The shortest text of a number of millionths. */
export function decimalText(millionths: bigint): string {
  const sign = millionths < 0n ? '-' : '';
  const absolute = millionths < 0n ? -millionths : millionths;
  const fraction = (absolute % SCALE).toString().padStart(FRACTION_DIGITS, '0').replace(/0+$/, '');
  return `${sign}${absolute / SCALE}${fraction && `.${fraction}`}`;
}

/** Text that is no decimal counts as nought. */
export function compareDecimals(a: string, b: string): number {
  const left = parseDecimal(a) ?? 0n;
  const right = parseDecimal(b) ?? 0n;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function subtractDecimals(a: string, b: string): string {
  return decimalText((parseDecimal(a) ?? 0n) - (parseDecimal(b) ?? 0n));
}

export function addDecimals(a: string, b: string): string {
  return decimalText((parseDecimal(a) ?? 0n) + (parseDecimal(b) ?? 0n));
}

export function isZero(text: string): boolean {
  return (parseDecimal(text) ?? 0n) === 0n;
}

export function isNegative(text: string): boolean {
  return (parseDecimal(text) ?? 0n) < 0n;
}
