// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useTakenBack } from '../../src/inbox/takenBack';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function waiting() {
  const does = vi.fn();
  return { does, ...renderHook(() => useTakenBack<string>(6_000, does)) };
}

it('is done when the time is over, and not before', () => {
  const { does, result } = waiting();
  act(() => result.current.start('assign'));
  act(() => vi.advanceTimersByTime(5_999));
  expect(result.current.pending).toBe('assign');
  expect(does).not.toHaveBeenCalled();
  act(() => vi.advanceTimersByTime(1));
  expect(does.mock.calls).toEqual([['assign']]);
  expect(result.current.pending).toBeUndefined();
});

it('is not done when it was taken back', () => {
  const { does, result, unmount } = waiting();
  act(() => result.current.start('assign'));
  act(() => result.current.undo());
  act(() => vi.advanceTimersByTime(60_000));
  unmount();
  expect(does).not.toHaveBeenCalled();
});

it.each(['another action', 'another screen', 'the end of the page'])(
  'is done at once, and once, when %s comes in between',
  (what) => {
    const { does, result, unmount } = waiting();
    act(() => result.current.start('assign'));
    if (what === 'another action') act(() => result.current.start('escalate'));
    if (what === 'another screen') unmount();
    if (what === 'the end of the page') act(() => void window.dispatchEvent(new Event('pagehide')));
    expect(does.mock.calls).toEqual([['assign']]);
    act(() => vi.advanceTimersByTime(6_000));
    expect(does.mock.calls.filter(([each]) => each === 'assign')).toHaveLength(1);
  },
);
