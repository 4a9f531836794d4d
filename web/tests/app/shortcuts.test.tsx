// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { useShortcuts } from '../../src/app/shortcuts';

function Screen({ next, find }: { next: () => void; find: () => void }) {
  useShortcuts({ j: next, 'Ctrl-k': find });
  return <input aria-label="Search" />;
}

it('rests while somebody types, except for Ctrl keys', async () => {
  const user = userEvent.setup();
  const [next, find] = [vi.fn(), vi.fn()];
  render(<Screen next={next} find={find} />);
  await user.keyboard('j');
  expect(next).toHaveBeenCalledTimes(1);
  await user.click(screen.getByLabelText('Search'));
  await user.keyboard('j{Control>}k{/Control}');
  expect(next).toHaveBeenCalledTimes(1);
  expect(find).toHaveBeenCalledTimes(1);
  expect((screen.getByLabelText('Search') as HTMLInputElement).value).toBe('j');
});
