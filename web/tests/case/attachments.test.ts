// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { refusalOfFile } from '../../src/case/Attachments';

it('refuses what the gateway would refuse before the bytes are sent', () => {
  const photo = { name: 'carton.jpg', type: 'image/jpeg', size: 5 * 1024 * 1024 };
  expect(refusalOfFile(photo)).toBe('');
  expect(refusalOfFile({ ...photo, size: photo.size + 1 })).toContain('at most 5 MiB');
  expect(refusalOfFile({ ...photo, size: 0 })).toContain('empty');
  expect(refusalOfFile({ ...photo, name: 'a.svg', type: 'image/svg+xml' })).toContain(
    'attach a PDF',
  );
});
