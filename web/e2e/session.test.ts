import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { complaintsOf, launch, signedIn } from './browser';
import { AUDITOR, BUYER, CLERK, Gateway } from './gateway';

let gateway: Gateway;
let browser: Browser;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([Gateway.start(), launch()]);
});

afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

it('tells a wrong password, and keeps the name', async () => {
  const page = await browser.newPage();
  const complaints = complaintsOf(page);
  await page.goto(gateway.url);
  await page.getByLabel('User').fill(CLERK.user);
  await page.getByLabel('Password').fill('not the passphrase');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('does not hold').waitFor();
  expect(await page.getByLabel('User').inputValue()).toBe(CLERK.user);
  expect(complaints).toEqual([]);
  await page.close();
});

it('signs out, and shows nothing any more', async () => {
  const { context, page } = await signedIn(browser, gateway.url, CLERK);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Password').waitFor();
  await page.goto(`${gateway.url}/#/inbox`);
  await page.reload();
  await page.getByLabel('Password').waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
  await context.close();
});

it('shows each role its screens only', async () => {
  const { context, page } = await signedIn(browser, gateway.url, CLERK);
  const screens = page.getByRole('navigation', { name: 'Screens' });
  expect(await screens.getByRole('link', { name: 'Inbox' }).count()).toBe(1);
  expect(await screens.getByRole('link', { name: 'Audit explorer' }).count()).toBe(0);
  await context.close();
});

it('lets procurement find an overdue receipt, and hand the view on as a link', async () => {
  const { context, page } = await signedIn(browser, gateway.url, BUYER);
  await page.goto(`${gateway.url}/#/open-receipts`);
  await page.getByRole('button', { name: 'Overdue' }).click();
  await page
    .getByRole('link', { name: /NG-10422/ })
    .first()
    .waitFor();
  expect(page.url()).toContain('kind=overdue');
  await page.reload();
  await page
    .getByRole('link', { name: /NG-10422/ })
    .first()
    .waitFor();
  const waits = await page.locator('tbody tr').allInnerTexts();
  expect(waits.length).toBeGreaterThan(0);
  expect(waits.every((text) => text.includes('Overdue'))).toBe(true);
  await context.close();
});

it('lets an auditor verify the ledger', async () => {
  const { context, page } = await signedIn(browser, gateway.url, AUDITOR);
  await page.goto(`${gateway.url}/#/ledger`);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await page.getByText('hashed anew, each with the one before').waitFor();
  await context.close();
});

it('finds a case with the palette, by keyboard alone', async () => {
  const { context, page } = await signedIn(browser, gateway.url, CLERK);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find' }).waitFor();
  await page.keyboard.type('K-2603-2031');
  await page.getByRole('option', { name: /duplicate exact/, selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /K-2603-2031/ }).waitFor();
  await context.close();
});
