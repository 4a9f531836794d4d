import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { complaintsOf, launch, signedIn } from './browser';
import { Gateway, OPERATOR } from './gateway';

let gateway: Gateway;
let browser: Browser;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([Gateway.start(), launch()]);
});

afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

it('shows an operator the finding at its place, in every pane, and replays', async () => {
  const { context, page } = await signedIn(browser, gateway.url, OPERATOR);
  const complaints = complaintsOf(page);
  await page.goto(`${gateway.url}/#/messages`);
  await page.getByRole('link', { name: /lumen.week-of-2026-03-16/ }).click();
  await page.getByRole('button', { name: 'Show IT1, element 2' }).first().click();
  const chosen = page.locator('.piece[aria-current]');
  expect(await chosen.allInnerTexts()).toEqual([
    expect.stringContaining('IT1'),
    expect.stringContaining('IT1*10*1O44*EA*2.15'),
  ]);
  await page.getByRole('tab', { name: 'Hex' }).click();
  // "1O44" with the letter O: what the eye overlooks, the bytes tell.
  await page.getByText('31 4f 34 34').waitFor();
  await page.getByRole('tab', { name: 'Business' }).click();
  await page.getByRole('region', { name: /Lines of/ }).waitFor();
  await page.getByText('The acknowledgment to it').click();
  await page.getByText('AK1*IN').first().waitFor();
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByText('It is read and judged once more').waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
