import { expect, it } from 'vitest';
import { brokenLink } from '../../src/ledger/chain';

const entry = (sequence: number, previous: string, hash: string) => ({
  sequence,
  previous_hash: previous,
  hash,
});

it('finds a changed, a missing and a moved entry', () => {
  const [a, b, c] = [entry(1, '0', 'a'), entry(2, 'a', 'b'), entry(3, 'b', 'c')];
  expect(brokenLink([a, b, c])).toBeUndefined();
  expect(brokenLink([a, { ...b, hash: 'x' }, c])).toBe(3);
  expect(brokenLink([a, c])).toBe(3);
  expect(brokenLink([b, a, c])).toBe(1);
  expect(brokenLink([])).toBeUndefined();
});
