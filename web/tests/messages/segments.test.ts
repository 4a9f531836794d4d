import { expect, it } from 'vitest';
import type { Schemas } from '../../src/api/types';
import { endOf, hexRows, latin1, pieceAt, piecesOf, placed } from '../../src/messages/segments';

const RAW = 'ST*850*1~BEG*00~SE*3*1~';

const SET: Schemas['InspectedTransaction'] = {
  set: '850',
  control: '1',
  accepted: false,
  offset: 0,
  errors: [
    { code: '1', message: 'BEG03 is missing', scope: 'segment', level: 'error', position: 2 },
    { code: '4', message: 'the count is wrong', scope: 'set', level: 'error' },
  ],
  tree: [
    { offset: 0, depth: 0, name: 'ST Header' },
    { offset: 9, depth: 1, name: 'BEG Beginning', text: 'original' },
    { offset: 16, depth: 0, name: 'SE Trailer' },
  ],
};

it('gives each row of the tree exactly its bytes', () => {
  const pieces = piecesOf(SET, RAW.length);
  expect(pieces.map(({ offset, end }) => RAW.slice(offset, end))).toEqual([
    'ST*850*1~',
    'BEG*00~',
    'SE*3*1~',
  ]);
});

it('puts a finding where its segment stands', () => {
  expect(placed(SET).map(({ at }) => at)).toEqual([9, undefined]);
});

it('finds the piece of a byte within it', () => {
  const pieces = piecesOf(SET, RAW.length);
  expect([0, 8, 9, 13, 22].map((offset) => pieceAt(pieces, offset)?.offset)).toEqual([
    0, 0, 9, 9, 16,
  ]);
  expect(pieceAt([], 3)).toBeUndefined();
});

it('ends a transaction where the next one begins', () => {
  expect(endOf([SET, { ...SET, offset: 23 }], 0, 46)).toBe(23);
  expect(endOf([SET], 0, 46)).toBe(46);
});

it('counts characters as bytes, whatever they are', () => {
  const bytes = new Uint8Array([0x41, 0xc3, 0xa9, 0x00, 0xff]);
  expect(latin1(bytes)).toHaveLength(5);
  expect(hexRows(bytes, 0, 5)).toEqual([{ offset: 0, hex: '41 c3 a9 00 ff', text: 'A····' }]);
});

it('shows whole rows of sixteen', () => {
  const bytes = new Uint8Array(40).fill(0x61);
  expect(hexRows(bytes, 20, 33).map(({ offset }) => offset)).toEqual([16, 32]);
});
