// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { outcomeText } from '../../src/inbox/BulkBar';

it('tells how many of many were refused, and the first reason', () => {
  expect(outcomeText([{ status: 200 }, { status: 200 }])).toBe('Done for 2 cases');
  const refused = { status: 403, id: 'DC-2026-00000007', rule: 'S1', detail: 'it is your own' };
  expect(outcomeText([{ status: 200 }, refused])).toBe(
    '1 of 2 were refused: DC-2026-00000007: it is your own',
  );
});
