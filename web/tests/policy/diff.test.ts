import { describe, expect, it } from 'vitest';
import { diffLines } from '../../src/policy/diff';

const told = (was: string, is: string) =>
  diffLines(was, is).map(({ kind, text }) => `${{ same: ' ', gone: '-', new: '+' }[kind]}${text}`);

describe('what is new in a version', () => {
  it('keeps what is the same and tells what goes and comes', () => {
    expect(told('a\nb\nc\n', 'a\nB\nc\nd\n')).toEqual([' a', '-b', '+B', ' c', '+d']);
  });

  it('knows texts that have nothing in common, or nothing in them', () => {
    expect(told('', 'policy: X\n')).toEqual(['+policy: X']);
    expect(told('policy: X\n', '')).toEqual(['-policy: X']);
    expect(told('', '')).toEqual([]);
    expect(told('a\n', 'b\n')).toEqual(['-a', '+b']);
  });

  it('loses no line of either, however long they are', () => {
    const was = Array.from({ length: 3_000 }, (_, line) => `old ${line}`).join('\n');
    const lines = diffLines(was, 'new');
    expect(lines.filter(({ kind }) => kind === 'gone')).toHaveLength(3_000);
    expect(lines.filter(({ kind }) => kind === 'new')).toHaveLength(1);
  });
});
