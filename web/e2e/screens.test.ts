import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintsOf, keep, launch, signedIn } from './browser';
import { AUDITOR, CLERK, Gateway, OPERATOR, type Person } from './gateway';

let gateway: Gateway;
let browser: Browser;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([Gateway.start(), launch()]);
});

afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

interface Shown {
  name: string;
  by: Person;
  /** Opens the screen, and waits until what it is for is there. */
  open: (page: Page) => Promise<unknown>;
}

const at = (address: string, text: string) => async (page: Page) => {
  await page.goto(`${gateway.url}/${address}`);
  await page.getByText(text).first().waitFor();
};

const followed = (address: string, link: RegExp, text: string) => async (page: Page) => {
  await page.goto(`${gateway.url}/${address}`);
  await page.getByRole('link', { name: link }).first().click();
  await page.getByText(text).first().waitFor();
};

const SCREENS: Shown[] = [
  { name: 'inbox', by: CLERK, open: at('#/inbox', 'KESTREL invoice') },
  { name: 'inbox-grouped', by: CLERK, open: at('#/inbox?group=supplier', 'at stake') },
  { name: 'case', by: CLERK, open: followed('#/inbox', /LUMEN order .* received/, 'Side by side') },
  { name: 'approvals', by: CLERK, open: at('#/approvals', 'Nothing waits for approval') },
  { name: 'order', by: CLERK, open: followed('#/open-receipts', /NG-10422/, 'Side by side') },
  { name: 'open-receipts', by: CLERK, open: at('#/open-receipts', 'Received not invoiced') },
  { name: 'stock', by: CLERK, open: at('#/stock', 'TO-5001') },
  { name: 'messages', by: OPERATOR, open: at('#/messages', 'transfers.csv') },
  {
    name: 'inspector',
    by: OPERATOR,
    open: followed('#/messages', /lumen.week-of-2026-03-16/, 'BIG02'),
  },
  { name: 'partners', by: OPERATOR, open: at('#/partners', 'Our certificates') },
  { name: 'policy', by: OPERATOR, open: at('#/policy', 'Tolerances') },
  { name: 'operations', by: OPERATOR, open: at('#/operations', 'Queues') },
  { name: 'suppliers', by: AUDITOR, open: at('#/suppliers', 'Kestrel Packaging') },
  { name: 'supplier', by: AUDITOR, open: at('#/suppliers/KESTREL', 'Open cases') },
  { name: 'figures', by: AUDITOR, open: at('#/figures', 'Reconciliation cycle time') },
  { name: 'ledger', by: AUDITOR, open: at('#/ledger', 'Verify now') },
];

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it.each([CLERK, OPERATOR, AUDITOR])(
    'axe finds nothing amiss on the screens of $name',
    async (person) => {
      const { context, page } = await signedIn(browser, gateway.url, person, { colorScheme });
      const complaints = complaintsOf(page);
      for (const screen of SCREENS.filter(({ by }) => by === person)) {
        await screen.open(page);
        const found = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .analyze();
        const told = found.violations.flatMap(({ id, nodes }) =>
          nodes.map(
            ({ target, failureSummary }) => `${screen.name}: ${id} ${target}: ${failureSummary}`,
          ),
        );
        expect(told).toEqual([]);
        await keep(page, `${screen.name}-${colorScheme}`);
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});

it('fits a small screen', async () => {
  const viewport = { width: 390, height: 844 };
  const { context, page } = await signedIn(browser, gateway.url, CLERK, { viewport });
  for (const screen of SCREENS.filter(({ by }) => by === CLERK)) {
    await screen.open(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, screen.name).toBeLessThanOrEqual(viewport.width);
    await keep(page, `${screen.name}-small`);
  }
  await context.close();
});
