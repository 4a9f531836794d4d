import { expect, it } from 'vitest';
import { link, parseAddress } from '../../src/app/address';

it('comes back from a link as it went in, whatever a supplier calls an order', () => {
  const path = ['orders', 'ACME & Söhne', 'PO/1?#%'];
  const address = parseAddress(link(path, { kind: 'a b&c', none: '' }));
  expect(address.path).toEqual(path);
  expect([...address.query]).toEqual([['kind', 'a b&c']]);
});

it('takes what people type', () => {
  expect(parseAddress('').path).toEqual([]);
  expect(parseAddress('#inbox').path).toEqual(['inbox']);
  expect(parseAddress('#/cases/100%').path).toEqual(['cases', '100%']);
});
