import { expect, it } from 'vitest';
import type { Session } from '../../src/api/session';
import type { CaseDetail } from '../../src/api/types';
import { mayGive } from '../../src/case/offers';

const person = (lead: boolean) => ({ duties: [{ duty: 'AP_CLERK', lead }] }) as Session;
const offered = (allowed: boolean) =>
  ({ actions: [{ action: 'assign', allowed }] }) as unknown as CaseDetail;

it('has only a lead give a case to somebody, and only where the gateway offers it', () => {
  expect(mayGive(offered(true), person(true))).toBe(true);
  expect(mayGive(offered(true), person(false))).toBe(false); // may take it
  expect(mayGive(offered(false), person(true))).toBe(false);
  expect(mayGive({ actions: [] } as unknown as CaseDetail, person(true))).toBe(false);
});
