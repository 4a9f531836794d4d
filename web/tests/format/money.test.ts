import { expect, it } from 'vitest';
import { money, quantity, signedQuantity, totals } from '../../src/format/money';

it('keeps every digit of a large amount', () => {
  expect(money('123456789012345678.91', 'USD')).toBe('123,456,789,012,345,678.91 USD');
});

it('names the currency, and has its digits', () => {
  expect(money('1234.5', 'EUR')).toBe('1,234.50 EUR');
  expect(money('1234', 'JPY')).toBe('1,234 JPY');
  expect(money('-0.30', 'USD')).toBe('-0.30 USD');
});

it('shows what is no currency as it came', () => {
  expect(money('12.00', 'points')).toBe('12.00 points');
  expect(money('', 'USD')).toBe('');
});

it('shows quantities as exact as they are', () => {
  expect(quantity('1234.125', 'KG')).toBe('1,234.125 KG');
  expect(signedQuantity('8')).toBe('+8');
  expect(signedQuantity('-8')).toBe('-8');
});

it('never adds currencies together', () => {
  const rows = [
    { amount: '1.10', currency: 'USD' },
    { amount: '2', currency: 'EUR' },
    { amount: '2.20', currency: 'USD' },
  ];
  expect(totals(rows)).toBe('2.00 EUR + 3.30 USD');
  expect(totals([])).toBe('');
});
