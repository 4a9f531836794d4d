import { expect, it } from 'vitest';
import { date, daysSince, duration, fromNow } from '../../src/format/dates';

it('shows a day as the same day in every zone', () => {
  expect(date('2026-03-02')).toBe('Mar 2, 2026');
  expect(date('')).toBe('');
  expect(date('soon')).toBe('soon');
});

it('counts from now', () => {
  const now = Date.parse('2026-04-05T12:00:00Z');
  expect(fromNow('2026-04-05T15:00:00Z', now)).toBe('in 3 hr.');
  expect(fromNow('2026-04-01T12:00:00Z', now)).toBe('4 days ago');
  expect(daysSince('2026-04-03T13:00:00Z', now)).toBe(1);
  expect(daysSince('2026-04-06T00:00:00Z', now)).toBe(0);
});

it('tells durations in the unit that fits', () => {
  expect([45, 600, 10_800, 432_000].map(duration)).toEqual(['45 s', '10 min', '3 h', '5 d']);
});
