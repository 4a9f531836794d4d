import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { complaintsOf, keep, launch, signedIn } from './browser';
import {
  AUDITOR,
  BUYER,
  CLERK,
  Gateway,
  LEAD,
  OPERATOR,
  PASSWORD,
  run,
  type Person,
} from './gateway';
import { interchange } from './x12';

const KESTREL = '01:081940553';
const LUMEN = '12:6125550133';
const ADMIN: Person = { user: 's.ito', name: 'Sora Ito', roles: ['admin'] };

/** LUMEN's ship notices, and what an operator had them say: a carrier that LUMEN never names. */
const lumen = (version: string, says: string) =>
  `partner: lumen\nversion: ${version}\nsender: ["${LUMEN}"]\nmaps:\n  - extends: x12-856\n    ${says}\n`;

let gateway: Gateway;
let browser: Browser;
let machine: string;

beforeAll(async () => {
  [gateway, browser] = await Promise.all([
    Gateway.start({
      people: [ADMIN],
      settings: 'sign_in: {totp: [admin]}\n',
      files: {
        'drop/kestrel/README': 'what is for KESTREL\n',
        'partners/kestrel.yaml': `partner: kestrel\nversion: 1.0.0\nsender: ["${KESTREL}"]\nfolder: {path: $FOLDER/drop/kestrel}\n`,
        'partners/lumen.yaml': lumen('1.0.0', 'required: [references.carrier]'),
      },
    }),
    launch(),
  ]);
  machine = gateway.token('integration');
});

afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

async function send(text: string, from: string): Promise<string> {
  const { id } = await gateway.ask<{ id: string }>(machine, `/api/v1/messages?partner=${from}`, {
    method: 'POST',
    body: text,
  });
  return id;
}

/** Takes the case that is open and begins its review. */
async function takeAndStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Take', exact: true }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await state(page, 'In review').waitFor();
}

const state = (page: Page, name: string) =>
  page.locator('.case-heading').getByText(name, { exact: true });

it('shows what arrives while the inbox is open, without a reload', async () => {
  const { context, page } = await signedIn(browser, gateway.url, CLERK);
  const complaints = complaintsOf(page);
  const row = page.getByRole('link', { name: /INV-LIVE/ });
  await page.getByText('● Live').waitFor();
  await page.getByRole('list', { name: 'Cases' }).getByRole('listitem').first().waitFor();
  expect(await row.count()).toBe(0);
  await gateway.ask(machine, '/api/v1/receipts', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      schema: 'weighbridge.receipt/1',
      stage: 'invoiced',
      document: { kind: 'invoice', number: 'INV-LIVE', date: '2026-04-04', purpose: 'original' },
      supplier: 'HARBOR',
      currency: 'USD',
      lines: [
        {
          line: '1',
          po: 'NG-99999',
          po_line: '10',
          item: { sku: 'NG-1001' },
          quantity: '10000',
          uom: 'EA',
          unit_price: '9.00',
          amount: '90000.00',
        },
      ],
      totals: { amount: '90000.00' },
    }),
  });
  await row.waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it("ties the supplier's answer to its case, which shows it", async () => {
  const invoice = await send(
    interchange({
      sender: KESTREL,
      control: 7000,
      group: 'IN',
      set: '810',
      segments: [
        'BIG*20260404*K-LOST*20260401*NG-88888***DI',
        'CUR*SE*USD',
        'N1*SE*KESTREL PACKAGING*92*KESTREL',
        'N1*ST**92*DC02',
        'IT1*10*200*CA*18**UP*614141020010',
        'TDS*360000',
        'CTT*1',
      ],
    }),
    'kestrel',
  );
  const { context, page } = await signedIn(browser, gateway.url, CLERK);
  await page.goto(`${gateway.url}/#/inbox?q=K-LOST`);
  await page.getByRole('link', { name: /K-LOST/ }).click();
  await takeAndStart(page);
  const id = page.url().split('/').at(-1) ?? '';
  await page.getByLabel('Write a comment, or to the supplier').fill('Which order was it for?');
  await page.getByRole('button', { name: 'Send to the supplier' }).click();
  await state(page, 'Awaiting supplier').waitFor();
  await send(
    interchange({
      sender: KESTREL,
      control: 7001,
      group: 'AG',
      set: '824',
      segments: [
        'BGN*11*ADV-1*20260405',
        'OTI*TA*IV*K-LOST',
        `REF*CR*${id}`,
        'NTE**we will send a credit',
      ],
    }),
    'kestrel',
  );
  await page.getByText('The supplier answered with a 824').waitFor();
  await state(page, 'In review').waitFor();
  await keep(page, 'supplier-answer');

  // And back, from the bytes of the invoice to the case that came of it.
  await page.goto(`${gateway.url}/#/messages/${invoice}`);
  const lineage = page.getByRole('region', { name: 'Where it came from, and what came of it' });
  await lineage.getByRole('link', { name: /K-LOST/ }).click();
  await page.getByRole('heading', { level: 1, name: /K-LOST/ }).waitFor();
  await context.close();
});

it('takes a message in that an operator repaired the partner file for', async () => {
  const id = await send(
    interchange({
      sender: LUMEN,
      control: 7002,
      group: 'SH',
      set: '856',
      segments: [
        'BSN*00*LU-REPAIR*20260405*0900',
        'DTM*011*20260405',
        'HL*1**S',
        'N1*SF*LUMEN ELECTRIC SUPPLY*92*LUMEN',
        'N1*ST**92*DC01',
        'HL*2*1*O',
        'PRF*NG-10457***20260326',
        'HL*3*2*I',
        'LIN*10*BP*NG-3006',
        'SN1*10*4*EA',
        'CTT*3',
      ],
    }),
    'lumen',
  );
  const { context, page } = await signedIn(browser, gateway.url, OPERATOR);
  const complaints = complaintsOf(page);
  await page.goto(`${gateway.url}/#/messages/${id}`);
  const documents = page.getByRole('region', { name: 'Documents of the message' });
  await documents.getByText('Quarantined').waitFor();
  await keep(page, 'message-quarantined');

  writeFileSync(
    join(gateway.folder, 'partners/lumen.yaml'),
    lumen('1.1.0', 'defaults: {references.carrier: ODFL}'),
  );
  gateway.reload();
  const operator = gateway.token('operator');
  await gateway.until(async () => {
    const found = await gateway.ask(operator, '/api/v1/partners');
    return JSON.stringify(found).includes('1.1.0');
  }, 'has read the partner file again');
  await page.getByRole('button', { name: 'Replay' }).click();
  await documents.getByText('Accepted').waitFor();
  expect(await documents.getByText('Quarantined').count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

it('gives an auditor the evidence of a case, which holds without the gateway', async () => {
  const { context, page } = await signedIn(browser, gateway.url, AUDITOR);
  await page.goto(`${gateway.url}/#/inbox?supplier=KESTREL`);
  await page
    .getByRole('link', { name: /KESTREL invoice/ })
    .first()
    .click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Evidence pack' }).click();
  const pack = join(gateway.folder, 'pack.tar');
  await (await download).saveAs(pack);
  expect(run(['ledger', 'check', pack, '--key', gateway.ledgerKey])).toContain('holds');
  await context.close();
});

it('does one thing with many cases, after a look, and takes it back', async () => {
  const { context, page } = await signedIn(browser, gateway.url, LEAD);
  await page.clock.install();
  await page.goto(`${gateway.url}/#/inbox?owner=clerk&supplier=HARBOR`);
  await page.reload();
  const cases = page.getByRole('list', { name: 'Cases' }).getByRole('listitem');
  await cases.first().waitFor();
  const mine = page.locator('.case-who', { hasText: LEAD.user });
  const assign = async () => {
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('region', { name: 'Chosen cases' }).getByText('2 cases').waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('a');
    const preview = page.getByRole('dialog', { name: 'Assign 2 cases to me' });
    expect(await preview.getByRole('listitem').count()).toBe(2);
    // The seconds for taking it back pass when the test says so, however slow the machine is.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 100);
    await preview.getByRole('button', { name: 'Assign 2 cases to me' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
  };
  let sent = 0;
  page.on('request', (request) => (sent += request.url().endsWith('/cases/actions') ? 1 : 0));
  await assign();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
  await page.clock.resume();
  await page.clock.fastForward(10_000);
  await assign();
  await page.clock.resume();
  await page.clock.fastForward(10_000);
  await page.getByText('Done for 2 cases').waitFor();
  await mine.nth(1).waitFor();
  expect(sent).toBe(1); // what was taken back was never sent
  await context.close();
});

it('has a lead give a case to somebody, and says why not to others', async () => {
  const lead = await signedIn(browser, gateway.url, LEAD);
  const complaints = complaintsOf(lead.page);
  await lead.page.goto(`${gateway.url}/#/inbox?owner=clerk&supplier=PINEWOOD`);
  const cases = lead.page.getByRole('list', { name: 'Cases' });
  await cases.getByRole('link').first().click();
  await lead.page.getByRole('button', { name: 'Assign to…' }).click();
  const dialog = lead.page.getByRole('dialog', { name: 'Assign the case' });
  const give = async (to: string) => {
    await dialog.getByLabel('To whom').fill(to);
    await lead.page.keyboard.press('Enter');
  };
  await give('n.obody');
  await dialog.getByRole('alert').getByText('there is nobody called n.obody').waitFor();
  await give(OPERATOR.user);
  await dialog.getByRole('alert').getByText('does not hold the role clerk').waitFor();
  await keep(lead.page, 'assign-refused');
  await give(CLERK.user);
  await dialog.waitFor({ state: 'detached' });
  await lead.page.getByText(`with ${CLERK.user}`).waitFor();
  expect(complaints).toEqual([]);

  const clerk = await signedIn(browser, gateway.url, CLERK);
  await clerk.page.goto(lead.page.url());
  await clerk.page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  expect(await clerk.page.getByRole('button', { name: 'Assign to…' }).count()).toBe(0);
  await lead.context.close();
  await clerk.context.close();
});

it('takes a file to a case, and gives it back', async () => {
  const { context, page } = await signedIn(browser, gateway.url, CLERK);
  await page.goto(`${gateway.url}/#/inbox?supplier=PINEWOOD`);
  await page
    .getByRole('link', { name: /PINEWOOD/ })
    .first()
    .click();
  const panel = page.getByRole('region', { name: 'Attachments' });
  const file = (name: string, mimeType: string) => ({ name, mimeType, buffer: Buffer.from('x') });
  await panel.getByLabel('File to attach').setInputFiles(file('a.svg', 'image/svg+xml'));
  await panel.getByText('attach a PDF').waitFor();
  await panel.getByLabel('File to attach').setInputFiles(file('delivery-note.txt', 'text/plain'));
  const link = panel.getByRole('link', { name: 'delivery-note.txt' });
  await link.waitFor();
  const download = page.waitForEvent('download');
  await link.click();
  expect((await download).suggestedFilename()).toBe('delivery-note.txt');
  await context.close();
});

it('prints a case as its papers, without what is for clicking', async () => {
  const { context, page } = await signedIn(browser, gateway.url, CLERK);
  await page.goto(`${gateway.url}/#/inbox?supplier=LUMEN`);
  await page
    .getByRole('link', { name: /LUMEN order/ })
    .first()
    .click();
  await page.getByText('Side by side').waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.getByRole('navigation', { name: 'Screens' }).waitFor({ state: 'hidden' });
  expect(await page.getByText('What differs').isVisible()).toBe(true);
  expect(await page.getByText('Expected').first().isVisible()).toBe(true); // unfolded
  const buttons = page.getByRole('button').filter({ visible: true });
  expect(await buttons.allInnerTexts()).toEqual([]);
  await keep(page, 'case-print');
  await context.close();
});

it('tells what another policy would change before it is in force', async () => {
  const { context, page } = await signedIn(browser, gateway.url, AUDITOR);
  await page.goto(`${gateway.url}/#/policy`);
  const policy = page.getByLabel('Another policy.yaml');
  await policy.fill('policy: WIDE\ntolerances:\n  - {leg: PRICE, direction: over, pct: 90}\n');
  await page.getByRole('button', { name: 'What would change?' }).click();
  await page.getByRole('region', { name: 'Would close' }).getByText('Price').first().waitFor();
  await policy.fill('tolerances: [{leg: PRYCE}]\n');
  await page.getByRole('button', { name: 'What would change?' }).click();
  await page.getByRole('alert').waitFor();
  await context.close();
});

it('puts another policy in force by a second person, never by who wrote it (S6)', async () => {
  const paula = await signedIn(browser, gateway.url, BUYER);
  const jun = await signedIn(browser, gateway.url, LEAD);
  const complaints = [complaintsOf(paula.page), complaintsOf(jun.page)];
  await paula.page.goto(`${gateway.url}/#/policy`);
  // As before but for its name: what other tests look at stays as it is.
  const text = 'policy: STD-1+freight\nwindows: {line_due: 5d}\n';
  await paula.page.getByLabel('Another policy.yaml').fill(text);
  await paula.page.getByLabel('Why it should take effect').fill('freight went up');
  await paula.page.getByRole('button', { name: 'Propose this version' }).click();
  await paula.page.getByRole('heading', { name: /^Version \d+$/ }).waitFor();
  await paula.page.getByText('You can not put it in force').waitFor();
  await paula.page.getByText('(S6)').waitFor();
  expect(await paula.page.getByRole('button', { name: 'Put it in force' }).count()).toBe(0);

  await jun.page.goto(`${gateway.url}/#/approvals`);
  await jun.page.getByRole('link', { name: /Version \d+ of the policy/ }).click();
  await jun.page.getByText('+ policy: STD-1+freight').waitFor();
  await jun.page.getByRole('button', { name: 'Judge everything by both' }).click();
  await jun.page.getByText('Nothing of what is known would be judged otherwise.').waitFor();
  await keep(jun.page, 'policy-version');
  await jun.page.getByLabel('Why', { exact: true }).fill('agreed with purchasing');
  await jun.page.getByRole('button', { name: 'Put it in force' }).click();
  await jun.page.getByText('In force', { exact: true }).waitFor();
  await jun.page.goto(`${gateway.url}/#/policy`);
  await jun.page.getByText('STD-1+freight').first().waitFor();
  await keep(jun.page, 'policy-versions');
  expect(complaints).toEqual([[], []]);
  await paula.context.close();
  await jun.context.close();
});

/** RFC 6238 over the secret that the page showed. */
function code(secret: string, step: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(/[\s=]/g, '')]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g)?.map((byte) => parseInt(byte, 2)) ?? []);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const stepNow = () => Math.floor(Date.now() / 30_000);

it('has who must set an authenticator up, and asks for its code from then on', async () => {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const enter = async () => {
    await page.goto(gateway.url);
    await page.getByLabel('User').fill(ADMIN.user);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
  };
  await enter();
  await page.getByLabel('Your password once more').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('Add it to your authenticator').waitFor();
  const secret = await page.locator('pre').innerText();
  const first = stepNow();
  await page.getByLabel('The code that it shows now').fill(code(secret, first));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Password').waitFor();
  await enter();
  // A code holds once, so the next one; the gateway takes it a little early.
  const next = Math.max(stepNow(), first + 1);
  await page.getByLabel('Code of your authenticator').fill(code(secret, next));
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await context.close();
});
