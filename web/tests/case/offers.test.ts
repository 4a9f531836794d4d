import { expect, it } from 'vitest';
import type { CaseDetail } from '../../src/api/types';
import { mayGive } from '../../src/case/offers';

const offered = (offer: object) =>
  ({ actions: [{ action: 'assign', ...offer }] }) as unknown as CaseDetail;

it('has only who leads here give a case to somebody, as the gateway offers it', () => {
  expect(mayGive(offered({ allowed: true, to_others: true }))).toBe(true);
  expect(mayGive(offered({ allowed: true, to_others: false }))).toBe(false); // may take it
  expect(mayGive(offered({ allowed: false }))).toBe(false);
  expect(mayGive({ actions: [] } as unknown as CaseDetail)).toBe(false);
});
