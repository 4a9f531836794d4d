// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { keepWorklist, nextCase } from '../../src/inbox/worklist';

it('walks through the inbox as it was shown', () => {
  expect(nextCase('DC-1')).toBeUndefined();
  keepWorklist(['DC-1', 'DC-7', 'DC-3']);
  expect(nextCase('DC-1')).toBe('DC-7');
  expect(nextCase('DC-3')).toBeUndefined();
  expect(nextCase('DC-9')).toBe('DC-1');
});
