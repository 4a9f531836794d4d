import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { complaintsOf, keep, launch, signedIn } from './browser';
import { CLERK, Gateway, LEAD } from './gateway';

let gateway: Gateway;
let browser: Browser;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([Gateway.start(), launch()]);
});

/** Against a program without casework there is nothing to decide. */
beforeEach(async (context) => {
  const description = await (await fetch(`${gateway.url}/api/v1/openapi.json`)).text();
  context.skip(!description.includes('act_on_case'), 'the program has no actions on cases');
});

afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

/** Presses `a`, the step that comes next, until there is something to propose. */
async function goOnToProposal(page: Page): Promise<void> {
  const state = (name: string) => page.locator('.case-heading').getByText(name, { exact: true });
  for (const [now, next] of [
    ['Triaged', 'Assigned'],
    ['Assigned', 'In review'],
  ] as const) {
    await state('Triaged').or(state('Assigned')).or(state('In review')).waitFor();
    if (!(await state(now).isVisible())) continue;
    await page.keyboard.press('a');
    await state(next).waitFor();
  }
  await page.keyboard.press('a');
  await page.getByRole('dialog', { name: 'Propose a resolution' }).waitFor();
}

/** Fills the dialog in with Tab and letters only. */
async function propose(page: Page, reason: string): Promise<void> {
  await goOnToProposal(page);
  await keep(page, 'propose');
  const proofs = await page.locator('[name^="evidence."]').count();
  await page.getByLabel('Resolution').and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Tab'); // to the amount
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type(reason);
  for (let proof = 0; proof < proofs; ++proof) {
    await page.keyboard.press('Tab');
    await page.keyboard.type('seen with the supplier on the phone');
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Proposed', { exact: true }).first().waitFor();
}

async function openFirst(page: Page, view: string): Promise<string> {
  await page.goto(`${gateway.url}/#/inbox?${view}`);
  await page.getByRole('list', { name: 'Cases' }).getByRole('listitem').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('What differs').waitFor();
  return page.url().split('/').at(-1) ?? '';
}

let proposed = '';

it('a clerk works a case from the inbox to a proposal by keyboard alone', async () => {
  const { context, page } = await signedIn(browser, gateway.url, CLERK);
  const complaints = complaintsOf(page);
  proposed = await openFirst(page, 'owner=clerk&supplier=KESTREL');
  await propose(page, 'agreed with the supplier');
  await page.getByText('agreed with the supplier').first().waitFor();
  await keep(page, 'case-proposed');
  expect(complaints).toEqual([]);
  await context.close();
});

it('nobody approves what they proposed themselves (S1)', async () => {
  const { context, page } = await signedIn(browser, gateway.url, LEAD);
  const own = await openFirst(page, 'owner=clerk&supplier=PINEWOOD');
  await propose(page, 'the price list changed');
  await page.goto(`${gateway.url}/#/approvals/${own}`);
  await page.getByText('You can not approve this').waitFor();
  await page.getByText('(S1)').waitFor();
  await keep(page, 'approval-refused');
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  await context.close();
});

it('a second person sees the effect and approves it', async () => {
  const { context, page } = await signedIn(browser, gateway.url, LEAD);
  await page.goto(`${gateway.url}/#/approvals/${proposed}`);
  await page.getByText('When it is approved').waitFor();
  await keep(page, 'approval');
  await page.keyboard.press('a');
  await page.getByRole('dialog', { name: 'Approve' }).waitFor();
  await page.keyboard.press('Enter');
  await page.goto(`${gateway.url}/#/cases/${proposed}`);
  await page.getByText(`as AP_MANAGER`).or(page.getByText('Approved')).first().waitFor();
  await context.close();
});

it('who comes second sees what changed before they act', async () => {
  const first = await signedIn(browser, gateway.url, CLERK);
  const second = await signedIn(browser, gateway.url, LEAD);
  const id = await openFirst(first.page, 'owner=clerk&supplier=LUMEN');
  // The second one's page hears of nothing from now on.
  await second.page.route('**/api/v1/stream', (route) => route.abort());
  await second.page.goto(`${gateway.url}/#/cases/${id}`);
  await second.page.reload();
  await second.page.getByText('What differs').waitFor();
  await propose(first.page, 'first come');
  await second.page.keyboard.press('a');
  await second.page
    .getByRole('dialog', { name: 'The case changed while you looked at it' })
    .waitFor();
  await second.page.getByText('Proposed').first().waitFor();
  await keep(second.page, 'merge');
  await first.context.close();
  await second.context.close();
});
