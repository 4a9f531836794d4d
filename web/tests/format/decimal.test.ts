import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  decimalText,
  isZero,
  parseDecimal,
  subtractDecimals,
} from '../../src/format/decimal';

describe('decimals stay exact', () => {
  it('where floats would not', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    expect(subtractDecimals('9007199254740993.000001', '9007199254740992')).toBe('1.000001');
  });

  it('below nought', () => {
    expect(subtractDecimals('40', '48')).toBe('-8');
    expect(decimalText(-1n)).toBe('-0.000001');
    expect(addDecimals('-0.5', '0.5')).toBe('0');
  });

  it.each([
    ['2', '10', -1],
    ['2.50', '2.5', 0],
    ['-1', '-2', 1],
  ])('compares %s and %s', (a, b, order) => {
    expect(compareDecimals(a, b)).toBe(order);
  });

  it.each(['', 'x', '1e5', '1,5', '1.', '--1', '1.1234567'])('takes no %j for one', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it('knows nought however it is written', () => {
    expect(['0', '0.00', '-0', '+0.000000'].every(isZero)).toBe(true);
    expect(isZero('0.000001')).toBe(false);
  });
});
