// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ReceiptTable } from '../../src/case/Documents';

it('shows what a supplier wrote as text, whatever it looks like', () => {
  const script = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  const { container } = render(
    <ReceiptTable
      receipt={{
        stage: 'shipped',
        document: { kind: 'ship_notice', number: script },
        supplier: 'ACME',
        lines: [{ line: script, item: { description: script }, quantity: '1', uom: script }],
      }}
    />,
  );
  expect(container.querySelector('img, script')).toBeNull();
  expect(container.textContent).toContain(script);
});
